//! Whatever stands between the macro's braces, the compiler ends with a program or with errors of the user's: it does not
//! panic, and it does not come to an internal error, the proof's included.
//!
//! Policies are made of statements that are right, with some of their tokens taken out, doubled, swapped or replaced.

use std::fmt::Write;

use evalbox_compiler::compile::{compile_written, expand};
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::Target;
use proc_macro2::TokenStream;
use proptest::prelude::*;
use quote::quote;

/// Statements that are right, their tokens parted by blanks.
const STATEMENTS: [&str; 24] = [
    "allow [ read , write , exit_group ] ;",
    "errno ( ENOSYS ) [ clone3 , nr ( 4000 ) ] ;",
    "allow [ @ basic-io , - lseek , ] ;",
    "kill_thread [ @ memory ] ;",
    "default errno ( 1 ) ;",
    "foreign kill_process ;",
    "unknown errno ( ENOSYS ) ;",
    "trap ( 7 ) [ ptrace ] ;",
    "notify [ mount ] ;",
    "socket deny AF_NETLINK , SOCK_RAW ;",
    "socket allow AF_UNIX , AF_INET , SOCK_STREAM ;",
    "clone deny NEW * ;",
    "openat allow O_RDONLY ;",
    "ioctl deny TIOCSTI , 0x5423 , crate :: MINE | 1 << 3 ;",
    "ioctl deny if op in [ 1 , 2 , TIOCSTI ] ;",
    "pread64 deny if count > 4096 && ! ( pos == 0 || fd < 3 ) ;",
    "kill { pid == - 1 => deny , sig in 1 ..= 9 => allow , _ => errno ( EPERM ) , }",
    "clone allow if flags only CLONE_VM | CLONE_FS ;",
    "mprotect deny if prot has PROT_EXEC && prot any 3 ;",
    "expect socket ( AF_NETLINK , _ ) => kill_process ;",
    "hot [ read , write ] ;",
    "abi [ x86 , x32 , arm ] ;",
    "# [ cfg ( any ( target_arch = \"x86_64\" , not ( abi = \"arm\" ) ) ) ] allow [ mmap ] ;",
    "mmap deny if ( prot & ( PROT_WRITE | PROT_EXEC ) ) == 6 ;",
];

/// Lints are off, or most policies would end there and few come to the proof.
const LINTS: &str = "#![allow(clone3_bypass, io_uring_bypass, sibling_bypass, unshare_bypass, multiplexer_bypass, variant_bypass, unreachable_arm, constant_condition, no_exit)]";

/// Tokens that are put where they do not belong.
const TOKENS: [&str; 44] = [
    ";",
    ",",
    "=>",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&",
    "|",
    "&&",
    "||",
    "!",
    "-",
    "*",
    "@",
    "#",
    "::",
    "..=",
    "..",
    "_",
    "if",
    "in",
    "has",
    "as u8",
    "allow",
    "deny",
    "default",
    "read",
    "socket",
    "domain",
    "arg5",
    "AF_UNIX",
    "crate",
    "0",
    "1",
    "4096",
    "0xffff_ffff_ffff_ffff",
    "340282366920938463463374607431768211455",
    "\"text\"",
    "'c'",
    "1.5",
    "r#type",
    "<< 127",
];

/// What is done to the tokens, at a place among them.
#[derive(Clone, Debug)]
enum Change {
    TakeOut,
    Double,
    Swap,
    Replace(&'static str),
    PutIn(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::TakeOut),
        Just(Change::Double),
        Just(Change::Swap),
        prop::sample::select(TOKENS.as_slice()).prop_map(Change::Replace),
        prop::sample::select(TOKENS.as_slice()).prop_map(Change::PutIn),
    ]
}

/// A policy, right or nearly so.
fn soup() -> impl Strategy<Value = String> {
    let statements = prop::collection::vec(prop::sample::select(STATEMENTS.as_slice()), 1..7);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), change()), 0..4);
    (statements, changes).prop_map(|(statements, changes)| {
        let mut tokens: Vec<&str> = statements
            .iter()
            .flat_map(|statement| statement.split(' '))
            .collect();
        for (place, change) in changes {
            if tokens.is_empty() {
                break;
            }
            let at = place.index(tokens.len());
            match change {
                Change::TakeOut => drop(tokens.remove(at)),
                Change::Double => tokens.insert(at, tokens[at]),
                Change::Swap => {
                    let other = (at + 1) % tokens.len();
                    tokens.swap(at, other);
                }
                Change::Replace(token) => tokens[at] = token,
                Change::PutIn(token) => tokens.insert(at, token),
            }
        }
        format!("{LINTS} {}", tokens.join(" "))
    })
}

const TARGETS: [(&str, &str); 5] = [
    ("x86_64", "little"),
    ("aarch64", "little"),
    ("arm", "little"),
    ("s390x", "big"),
    ("mips", "big"),
];

fn target() -> impl Strategy<Value = Target> {
    prop::sample::select(TARGETS.as_slice()).prop_map(|(arch, endian)| {
        Target::from_cfg(arch, endian).expect("a target of the compiler's")
    })
}

/// Errors of the user's are in lower case or begin with a quoted token, and never the compiler's own fault.
fn is_the_users(errors: &Errors) -> Result<(), String> {
    for mistake in errors.iter() {
        let message = &mistake.message;
        let begins = message.chars().next();
        if message.contains("internal error") || begins.is_none_or(char::is_uppercase) {
            return Err(message.clone());
        }
    }
    Ok(())
}

fn compile_text(text: &str, target: Target) -> Result<(), String> {
    let mut errors = Errors::new();
    let written = parse_text("soup", text, target, &NoFiles, &mut errors);
    match compile_written(&written, target, errors) {
        Ok(_) => Ok(()),
        Err(errors) if errors.is_empty() => Err("no program and no error".to_owned()),
        Err(errors) => is_the_users(&errors),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_end_in_a_program_or_an_error(soup in soup(), target in target()) {
        // What the macro is given has paired brackets and tokens of Rust's.
        if let Ok(tokens) = soup.parse::<TokenStream>() {
            let expansion = expand(quote!($crate), target, tokens, &NoFiles).to_string();
            let refused = expansion.contains("compile_error");
            // A program's assertions are of the compiler's faults too, should rustc find one.
            prop_assert!(!(refused && expansion.contains("internal error")), "{expansion}");
            prop_assert_ne!(refused, expansion.contains("SockFilter"), "{}", expansion);
        }
    }

    #[test]
    fn texts_end_in_a_program_or_an_error(soup in soup(), target in target()) {
        prop_assert_eq!(compile_text(&soup, target), Ok(()));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        let target = Target::from_cfg("x86_64", "little").expect("a target of the compiler's");
        prop_assert_eq!(compile_text(&text, target), Ok(()));
    }
}

#[test]
fn every_statement_is_right() {
    let target = Target::from_cfg("x86_64", "little").expect("a target of the compiler's");
    for statement in STATEMENTS {
        let mut text = format!("{LINTS} {statement}");
        if statement.starts_with("hot") {
            text.push_str("allow [read, write];");
        }
        let mut errors = Errors::new();
        let written = parse_text("soup", &text, target, &NoFiles, &mut errors);
        if let Err(errors) = compile_written(&written, target, errors) {
            let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{statement}: {messages:?}");
        }
    }
}

/// Deep and long texts: the stack does not grow with them, and time grows with their length.
#[test]
fn deep_and_long() {
    let target = Target::from_cfg("x86_64", "little").expect("a target of the compiler's");
    let deep = 100_000;
    let (open, close) = ("(".repeat(deep), ")".repeat(deep));
    let mut arms = String::new();
    for index in 0..5_000 {
        write!(arms, "op == {index} => errno({}), ", index % 4000).expect("a string takes it all");
    }
    let names = "read, ".repeat(50_000);
    let unknown: String = (0..20_000).map(|index| format!("zz{index}, ")).collect();
    let texts = [
        format!("ioctl deny {open}1{close};"),
        format!("ioctl deny if {open}op == 1{close};"),
        format!("ioctl deny if {}(op == 1);", "!".repeat(deep)),
        format!("ioctl deny if op == {}1;", "-".repeat(deep)),
        format!("ioctl deny if op == 1{};", " && op != 2".repeat(20_000)),
        format!("ioctl deny 1{};", " | 2".repeat(deep)),
        format!("ioctl deny {}X;", "a::".repeat(deep)),
        format!(
            "#[cfg({}abi = \"x86\"{})] allow [read];",
            "not(".repeat(deep),
            ")".repeat(deep)
        ),
        format!("{}allow [read];", "#[cfg(abi = \"x86\")]".repeat(20_000)),
        format!("ioctl {{ {arms} }}"),
        format!("allow [{names}exit];"),
        format!("allow [{unknown}exit];"),
        format!("allow [{}];", "a".repeat(1 << 20)),
        "x ".repeat(1 << 18),
        ";".repeat(1 << 18),
        "/*".repeat(1 << 19),
        "[".repeat(1 << 20),
    ];
    for text in &texts {
        assert_eq!(compile_text(text, target), Ok(()), "{}", &text[..40]);
    }
}

/// rustc takes its time with each error: of very many the first are shown.
#[test]
fn many_mistakes() {
    let target = Target::from_cfg("x86_64", "little").expect("a target of the compiler's");
    let text = format!("allow [{}];", "read, ".repeat(1000));
    let tokens = text.parse().expect("brackets are paired");
    let expansion = expand(quote!($crate), target, tokens, &NoFiles).to_string();
    assert_eq!(expansion.matches("__evalbox_mistake !").count(), 201);
    assert!(expansion.contains("more than 100 mistakes"));
}
