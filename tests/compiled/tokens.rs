//! The expansion: every part of a program and of what is checked about it, in the form in which rustc gets it.

use evalbox_compiler::compile::{compile, expand};
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::Target;
use proc_macro2::{TokenStream, TokenTree};

use crate::machine::Inline;

const BASE: &str = "#![allow(sibling_bypass, io_uring_bypass)] allow [read, exit_group];";

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// The expansion without spaces, and `~` for the way to the hidden module.
fn expansion(policy: &str) -> String {
    let expansion = expand(tokens("$crate"), Target::X86_64, tokens(policy), &Inline);
    let text = expansion.to_string().replace(' ', "");
    text.replace("$crate::__private::", "~")
}

#[track_caller]
fn has(policy: &str, parts: &[&str]) {
    let text = expansion(&format!("{BASE} {policy}"));
    for part in parts {
        let part = part.replace([' ', '\n'], "");
        assert!(
            text.contains(&part),
            "no {part} in\n{}",
            text.replace(';', ";\n")
        );
    }
}

#[test]
fn instructions() {
    let policy = format!(
        "{BASE} ioctl deny if request in [1, 7, 9] || fd any 6; errno(5) [mount]; foreign trap(3);"
    );
    let program = compile(tokens(&policy), Target::X86_64, &NoFiles)
        .expect("a good policy")
        .program;
    let list = program.instructions.iter().map(|one| {
        let k = format!("{:?}", one.k);
        let k = k.trim_start_matches("Known(").trim_end_matches(')');
        format!(
            "~SockFilter{{code:{},jt:{},jf:{},k:{k}}}",
            one.code, one.jt, one.jf
        )
    });
    let list = list.collect::<Vec<_>>().join(",");
    let (text, length) = (expansion(&policy), program.instructions.len());
    assert!(
        text.contains(
            &format!("const BYTES:[~SockFilter;{length}usize]=[{list}];")
                .replace("const ", "const")
        ),
        "{text}"
    );
    assert!(
        text.contains("constFILTER:~Filter=~program(&PROGRAM);"),
        "{text}"
    );
    assert!(text.ends_with("FILTER}"), "{text}");
}

#[test]
fn operands() {
    has(
        "lseek allow if offset < crate::X;",
        &[
            "k: (~high(CONSTANT_0) ^ 0x8000_0000)",
            "k: ~low(CONSTANT_0)",
        ],
    );
    has(
        "openat allow O_CREAT, O_EXCL;",
        &["k: !(559107 | ~low(CONSTANT_0) | ~low(CONSTANT_1))"],
    );
    has(
        "ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;",
        &[
            "const SET_0: [~core::primitive::u32; 3usize] = {
                const VALUES: [~core::primitive::u32; 3usize] = [~low(CONSTANT_0), ~low(CONSTANT_1), ~low(CONSTANT_2)];
                const SORTED: [~core::primitive::u32; 3usize] = ~sorted(VALUES);
                ~assume(~in_order(&SORTED, &VALUES), \"",
            "SORTED };",
            "k: SET_0[0]",
            "k: SET_0[2]",
        ],
    );
    has(
        "errno(crate::E) [mount];",
        &["k: (327680 | ~low(CONSTANT_0))"],
    );
}

#[test]
fn constants() {
    has(
        "ioctl allow if request == crate::A + 1;",
        &[
            "const VALUE_0: (~core::primitive::i128, ~core::primitive::bool) = {
            let step_0 = (crate::A as (~core::primitive::i128));
            let step_2 = step_0 + (1u128 as ~core::primitive::i128);
            (step_2, ~all(&[~fits(step_2, 32, false, ~Range::Bits)]))
        };",
            "use ~assume as evalbox_assume; evalbox_assume(VALUE_0.1, \"",
            "const CONSTANT_0: ~core::primitive::u64 = ~clip(VALUE_0.0, 32);",
            "const ALL_FIT: ~core::primitive::bool = ~all(&[VALUE_0.1]);",
        ],
    );
    has(
        "ioctl allow if request == !TIOCSTI;",
        &[
            "(~libc::TIOCSTI as ~core::primitive::i128)",
            "let step_1 = ~not(step_0, 32, false);",
            "~all(&[~fits(step_0, 32, false, ~Range::Bits), ~fits(step_1, 32, false, ~Range::Bits)])",
        ],
    );
    has(
        "kill allow if pid < -(crate::A as u8);",
        &[
            "((step_0 as ~core::primitive::u8) as ~core::primitive::i128)",
            "let step_2 = -step_1;",
            "~fits(step_2, 32, true, ~Range::Ordered)",
        ],
    );
    has(
        "socket allow AF_UNIX, SOCK_STREAM; errno(crate::E) [mount]; mprotect deny PROT_EXEC;",
        &[
            "~Range::Within(15)",
            "~Range::UpTo(4095)",
            "~Range::NonZeroBits",
        ],
    );
    for operator in ["|", "&", "^", "+", "-", "*", "<<", ">>"] {
        has(
            &format!("ioctl allow if request == (crate::A {operator} crate::B);"),
            &[&format!(
                "let step_2 = step_0 {operator} (crate::B as (~core::primitive::i128));"
            )],
        );
    }
}

#[test]
fn checks() {
    has(
        "mprotect deny if prot has PROT_EXEC;",
        &[
            "if ALL_FIT { evalbox_assume(CONSTANT_0.is_power_of_two(), \"`PROT_EXEC`isnotonebitonthistarget",
            "if ALL_FIT { evalbox_assume(CONSTANT_0 <= 0xffff_ffff, \"`PROT_EXEC`doesnotfit32bitsonthistarget",
            "evalbox_assume(~Asked::Has(CONSTANT_0).may_hold(64, false), \"`prothasPROT_EXEC`neverholds",
            "evalbox_assume(~Asked::Has(CONSTANT_0).may_fail(64, false), \"`prothasPROT_EXEC`alwaysholds",
        ],
    );
    for (condition, asked) in [
        ("sig < crate::A", "Less(CONSTANT_0)"),
        ("sig <= crate::A", "AtMost(CONSTANT_0)"),
        ("sig in crate::A..=7", "Between(CONSTANT_0, 7u64)"),
        ("sig & crate::A == 7", "Masked(CONSTANT_0, 7u64)"),
        ("sig any crate::A", "Any(CONSTANT_0)"),
        ("sig only crate::A | crate::B", "Only((CONSTANT_0))"),
    ] {
        has(
            &format!("kill allow if {condition};"),
            &[&format!("~Asked::{asked}.may_hold(32, true)")],
        );
    }
}

#[test]
fn expectations() {
    has(
        "errno(crate::E) [mount]; expect read => allow; expect socket(AF_UNIX, 1) => kill_process; expect mount => errno(crate::E);",
        &[
            "use ~expect as evalbox_expect; if ALL_FIT { evalbox_expect(&BYTES, 0, 3221225534, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], 2147418112, [",
            "evalbox_expect(&BYTES, 41, 3221225534, [CONSTANT_1, 1u64, 0, 0, 0, 0], [4294967295, 4294967295, 0, 0, 0, 0], 2147483648, [",
            "(327680 | ~low(CONSTANT_0)), [",
            "theprogramdoesnotansweras`expectread=>allow`says",
        ],
    );
    has(
        "expect mount(0, 0) => kill_process; trap(9) [swapon]; expect swapon => trap(9);",
        &[
            "[18446744073709551615, 18446744073709551615, 0, 0, 0, 0]",
            ", 196617, [",
        ],
    );
}

#[test]
fn files_and_mentions() {
    has(
        "include \"allow [write];\"; deny [chroot, mount]; deny [swapon];",
        &[
            "const _: &[~core::primitive::u8] = ~core::include_bytes!(\"/allow[write];\");",
            "~action::deny, ~syscall::chroot, ~syscall::mount, ~syscall::swapon]",
        ],
    );
}

#[test]
fn mistakes() {
    let text = expansion("include \"allow [read];\"; allow [raed]; allow [wriet];");
    assert!(text.starts_with("{use~core::compile_erroras"), "{text}");
    assert!(
        text.contains("!{\"noarchitecturehasasystemcall`raed`"),
        "{text}"
    );
    assert!(
        text.contains("!{\"noarchitecturehasasystemcall`wriet`"),
        "{text}"
    );
    assert!(
        text.contains("~core::include_bytes!(\"/allow[read];\");"),
        "{text}"
    );
    assert!(text.ends_with("~kill_everything()}"), "{text}");
}

/// A path's first word is a type or a module: were one declared in the expansion, the path would silently mean that.
#[test]
fn nothing_that_paths_could_mean() {
    let policy = format!(
        "{BASE} ioctl deny TIOCSTI, TIOCSETD, crate::A, Mine::B as u8, !C::D; lseek allow if offset < E::F;
        errno(G::H) [mount]; expect ioctl(0, TIOCSTI) => kill_process; socket allow AF_UNIX, SOCK_STREAM;"
    );
    let mut work = vec![expand(
        tokens("$crate"),
        Target::X86_64,
        tokens(&policy),
        &Inline,
    )];
    let mut seen = 0;
    while let Some(tokens) = work.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => work.push(group.stream()),
                TokenTree::Ident(word) => {
                    seen += 1;
                    let declares = ["type", "struct", "enum", "union", "trait", "mod", "extern"];
                    assert!(!declares.contains(&word.to_string().as_str()), "{word}");
                }
                _ => {}
            }
        }
    }
    assert!(seen > 100);
}
