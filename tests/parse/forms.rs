//! Everything that the language has.

use evalbox_compiler::syntax::{Constant, ListConstant, StatementKind};
use evalbox_compiler::target::{Abi, Endian, Target};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{good, good_on, show, stream};
use evalbox_compiler::error::Errors;
use evalbox_compiler::source::NoFiles;

#[track_caller]
fn reads(text: &str, shown: &str) {
    assert_eq!(show::policy(&good(text)), [shown], "{text}");
}

#[test]
fn the_first_example_of_the_language() {
    let policy = good(
        "allow [read, write, openat, close, @memory]; errno(ENOSYS) [clone3]; clone deny NEW*;
         socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;",
    );
    assert_eq!(
        show::policy(&policy),
        [
            "Allow [read, write, openat, close, @memory]",
            "Errno [clone3]",
            "clone Deny [NEW*]",
            "socket Deny [AF_NETLINK, SOCK_RAW]",
            "ioctl Deny [TIOCSTI, TIOCSETD, TIOCLINUX]",
        ]
    );
}

#[test]
fn every_statement() {
    reads("default allow;", "default allow");
    reads("foreign errno(ENOSYS);", "foreign errno");
    reads("unknown errno(38);", "unknown errno");
    reads(
        "allow [@basic-io, -read, nr(463), r#break, break,];",
        "Allow [@basic-io, -read, nr(463), break, break]",
    );
    reads("trap(3) [@system_service];", "Trap [@system_service]");
    reads("trap [ptrace];", "Trap [ptrace]");
    reads("clone deny NEW*, CLONE_VM,;", "clone Deny [NEW*, CLONE_VM]");
    reads("break trap(1) 3;", "break Trap [3]");
    reads("nr(463) deny 1;", "nr(463) Deny [1]");
    reads("r#allow deny 1;", "allow Deny [1]");
    reads("socket deny (AF_UNIX), -1;", "socket Deny [(AF_UNIX), -1]");
    reads("read allow if fd == 0;", "read Allow if fd == 0");
    reads(
        "read { fd == 0 => allow, _ => deny }",
        "read { fd == 0 => Allow, _ => Deny",
    );
    reads(
        "read { fd == 0 => errno(EBADF), }",
        "read { fd == 0 => Errno,",
    );
    reads("read { _ => deny }", "read { _ => Deny");
    reads("expect read => allow;", "expect read => allow");
    reads(
        "expect socket( AF_UNIX , _, .. ) => errno( EPERM );",
        "expect socket(AF_UNIX, _, ..) => errno(EPERM)",
    );
    reads("hot [read, @io-event];", "hot [read, @io-event]");
    reads("abi [x86, x32,];", "abi [x86, x32]");
}

#[test]
fn the_numbers_of_actions() {
    let policy = good("errno(EPERM) [read]; trace(7,) [write]; trap(1 << 3) [close]; log [stat];");
    let data: Vec<Option<String>> = policy
        .statements
        .iter()
        .map(|statement| match &statement.kind {
            StatementKind::List { action, .. } => {
                action.data.as_ref().map(|data| data.text.clone())
            }
            _ => panic!("no list"),
        })
        .collect();
    assert_eq!(
        data,
        [
            Some("EPERM".to_owned()),
            Some("7".to_owned()),
            Some("1 << 3".to_owned()),
            None
        ]
    );
}

#[track_caller]
fn constant(text: &str, target: Target) -> Constant {
    let policy = good_on(&format!("ioctl deny {text};"), target);
    match &policy.statements[0].kind {
        StatementKind::Constants { constants, .. } => match &constants[0] {
            ListConstant::Constant(constant) => constant.clone(),
            ListConstant::Glob(name) => panic!("{} is a glob", name.text),
        },
        _ => panic!("`{text}` is no list of constants"),
    }
}

#[test]
fn values_of_constants() {
    for (text, value) in [
        ("0x10", Some(16)),
        ("1 | 2 << 4 & 0xf0", Some(33)),
        ("2 + 3 * 4 - 1", Some(13)),
        ("10 - 4 - 3", Some(3)),
        ("-1", Some(-1)),
        ("-1 as u8 as i32", Some(255)),
        ("-1i64 as u32", Some(0xffff_ffff)),
        ("0x80 as i8", Some(-128)),
        ("-(1 << 63)", Some(-(1 << 63))),
        ("b'x'", Some(120)),
        ("3 ^ 1", Some(2)),
        ("-256 >> 4", Some(-16)),
        ("!0", None),
        ("O_RDWR", None),
        ("0 | crate::X", None),
    ] {
        assert_eq!(constant(text, Target::X86_64).value, value, "{text}");
    }
    let x86 = Target {
        abi: Abi::X86,
        endian: Endian::Little,
    };
    assert_eq!(constant("-1 as usize", x86).value, Some(0xffff_ffff));
}

#[test]
fn words_of_constants() {
    let word = |text: &str| {
        let constant = constant(text, Target::X86_64);
        (
            constant.word.map(|word| word.text.clone()),
            constant.is_path,
        )
    };
    assert_eq!(word("TIOCSTI"), (Some("TIOCSTI".to_owned()), false));
    assert_eq!(
        word("linux::BPF_PROG_LOAD"),
        (Some("BPF_PROG_LOAD".to_owned()), true)
    );
    assert_eq!(word("crate::x"), (Some("x".to_owned()), true));
    assert_eq!(word("::a::B"), (Some("B".to_owned()), true));
    for text in ["A | B", "crate::A | 1", "!A", "1"] {
        assert_eq!(word(text), (None, false), "{text}");
    }
}

#[test]
fn constants_in_the_users_syntax() {
    for (text, shown) in [
        ("A|B", "A | B"),
        ("(A|B)&!C", "(A | B) & !C"),
        ("- 1", "-1"),
        ("A - 1", "A - 1"),
        ("crate :: a::B as u32", "crate::a::B as u32"),
        ("X<<-2+3", "X << -2 + 3"),
    ] {
        assert_eq!(constant(text, Target::X86_64).text, shown);
    }
}

#[test]
fn precedence_of_conditions() {
    for (text, shown) in [
        (
            "a == 1 && b != 2 || !(c < 3)",
            "((a == 1 && b != 2) || !c < 3)",
        ),
        (
            "a == 1 || b == 2 && c == 3",
            "(a == 1 || (b == 2 && c == 3))",
        ),
        (
            "(a == 1 || b == 2) && c >= 3",
            "((a == 1 || b == 2) && c >= 3)",
        ),
        ("a == A | B", "a == A | B"),
        ("a & M == V", "a & <M> == V"),
        ("a & M << 1 != V | W", "a & <M << 1> != V | W"),
        ("a & (M | N) == V", "a & <(M | N)> == V"),
        ("(a & M) != 0", "a & <M> != 0"),
        ("((a) & M) == 0", "a & <M> == 0"),
        ("(a) == 0", "a == 0"),
        ("a has A | B", "a has A | B"),
        ("a any A | B || a only C", "(a any A | B || a only C)"),
        ("a in [A, B | C,]", "a in [A, B | C]"),
        ("a in A | B..=C", "a in <A | B>..=<C>"),
        ("a in -1..=1", "a in <-1>..=<1>"),
        ("!!(a > 1)", "!!a > 1"),
        ("!(a & M == 1)", "!a & <M> == 1"),
        ("type == 1 && arg0 <= 2", "(type == 1 && arg0 <= 2)"),
    ] {
        reads(
            &format!("read deny if {text};"),
            &format!("read Deny if {shown}"),
        );
    }
}

#[test]
fn lints_that_are_switched_off() {
    let policy =
        good("#![allow(no_exit, clone3_bypass,)] #![allow(unreachable_arm)] allow [read];");
    let allowed: Vec<String> = policy
        .allowed
        .iter()
        .map(|name| name.text.clone())
        .collect();
    assert_eq!(allowed, ["no_exit", "clone3_bypass", "unreachable_arm"]);
}

#[test]
fn comments_are_not_read() {
    good(
        "//! about\n/// doc\nallow [ /* a */ read, // b\n /** c */ write ];\n/// more\ndeny [dup];",
    );
}

#[test]
fn cfg_is_decided() {
    let shown = |predicate: &str, target: Target| {
        show::policy(&good_on(
            &format!("#[cfg({predicate})] default allow;"),
            target,
        ))
        .pop()
    };
    let all = Some("default allow".to_owned());
    let of = |abis: &str| Some(format!("Some([{abis}]) default allow"));
    let arm_big = Target {
        abi: Abi::Arm,
        endian: Endian::Big,
    };
    for (predicate, x86_64, arm) in [
        ("target_arch = \"x86_64\"", all.clone(), None),
        ("target_arch = \"arm\",", None, all.clone()),
        ("abi = \"x86\"", of("X86"), None),
        ("abi = \"arm\"", None, all.clone()),
        ("not(abi = \"x86\")", of("X86_64, X32"), all.clone()),
        (
            "any(abi = \"x86\", abi = \"x32\")",
            of("X32").map(|_| "Some([X86, X32]) default allow".to_owned()),
            None,
        ),
        (
            "all(target_arch = \"x86_64\", abi = \"x32\")",
            of("X32"),
            None,
        ),
        ("target_endian = \"little\"", all.clone(), None),
        ("target_endian = \"big\"", None, all.clone()),
        ("target_pointer_width = \"64\"", all.clone(), None),
        ("target_pointer_width = \"32\"", None, all.clone()),
        (
            "any(target_pointer_width = \"32\", target_pointer_width = \"64\")",
            all.clone(),
            all.clone(),
        ),
    ] {
        assert_eq!(shown(predicate, Target::X86_64), x86_64, "{predicate}");
        assert_eq!(shown(predicate, arm_big), arm, "{predicate}");
    }
    let twice =
        good("#[cfg(not(abi = \"x86\"))] #[cfg(not(abi = \"x32\"))] default allow; allow [read];");
    assert_eq!(
        show::policy(&twice),
        ["Some([X86_64]) default allow", "Allow [read]"]
    );
}

/// `before`, the fragment as `$x:expr` comes out of a `macro_rules!`, `after`.
fn with_fragment(before: &str, fragment: &str, after: &str) -> TokenStream {
    let group = TokenTree::Group(Group::new(Delimiter::None, stream(fragment)));
    stream(before)
        .into_iter()
        .chain([group])
        .chain(stream(after))
        .collect()
}

#[test]
fn fragments_of_macros_keep_together() {
    for (before, fragment, after, shown) in [
        ("socket deny", "AF_UNIX", ";", "socket Deny [AF_UNIX]"),
        ("socket deny", "crate::X", ";", "socket Deny [crate::X]"),
        (
            "socket deny if domain &",
            "A | B",
            "== 0;",
            "socket Deny if domain & <(A | B)> == 0",
        ),
        (
            "socket deny if",
            "a & 1 == 1",
            "|| b == 2;",
            "socket Deny if (a & <1> == 1 || b == 2)",
        ),
        (
            "socket deny if",
            "flags & A",
            "!= 0;",
            "socket Deny if flags & <A> != 0",
        ),
        ("ioctl deny !", "1 as u32", ";", "ioctl Deny [!(1 as u32)]"),
        ("", "errno(EPERM)", "[read];", "Errno [read]"),
    ] {
        let mut errors = Errors::new();
        let tokens = with_fragment(before, fragment, after);
        let policy = crate::parse(tokens, Target::X86_64, &NoFiles, &mut errors);
        assert_eq!(
            super::messages(&errors),
            [""; 0],
            "{before} {fragment} {after}"
        );
        assert_eq!(show::policy(&policy), [shown]);
    }
}
