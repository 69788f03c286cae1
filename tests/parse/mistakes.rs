//! What users mistype, and what they read then.

use super::{bad, refused};

#[test]
fn statements() {
    for text in ["", "// nothing", "#![allow(no_exit)]"] {
        refused(text, &["a policy without a statement"]);
    }
    refused("allow [read];;", &["a `;` without a statement"]);
    refused("read { fd == 0 => allow };", &["a block takes no `;`"]);
    refused(
        "alow [read];",
        &["`alow` is no action", "did you mean `allow`?"],
    );
    refused("block [read];", &["`block` is no action", "write `deny`"]);
    refused("kill [read];", &["`kill_process` or `kill_thread`"]);
    refused("EPERM [read];", &["write `errno(EPERM)`"]);
    refused("defualt allow;", &["did you mean `default`?"]);
    refused(
        "inclde \"x\";",
        &["`inclde` is no statement", "did you mean `include`?"],
    );
    refused(
        "allow read;",
        &["stand in brackets", "write `allow [read];`"],
    );
    refused("allow read, write;", &["stand in brackets"]);
    refused("allow @memory;", &["stand in brackets"]);
    refused("allow {read, write}", &["a list is written in brackets"]);
    refused("allow;", &["`allow` without names", "default allow;"]);
    refused("allow [];", &["an empty list"]);
    refused("read {}", &["an empty block"]);
    refused("hot [];", &["an empty list"]);
    refused("abi [];", &["an empty list"]);
    refused(
        "hot read;",
        &["`[` (`hot [read, write];`) expected, not `read`"],
    );
    refused("allow [read write];", &["missing `,` before `write`"]);
    refused("allow [read; write];", &["`;` in a list"]);
    refused("allow [\"read\"];", &["without quotes", "write `read`"]);
    refused("allow [463];", &["write `nr(463)`"]);
    refused("allow [nr(-1)];", &["the number of a system call"]);
    refused("allow [nr(4294967296)];", &["the number of a system call"]);
    refused("allow [@];", &["the name of a group expected"]);
    refused("allow [@file-system, -@chown];", &["cannot be taken out"]);
    refused("[read];", &["a list without an action"]);
    refused(
        "read;",
        &["`read` without an action", "write `allow [read];`"],
    );
    refused(
        "socket deny;",
        &["constants or `if` expected", "write `deny [socket];`"],
    );
    refused("socket maybe AF_UNIX;", &["`maybe` is no action"]);
    refused(
        "socket deny [AF_UNIX];",
        &["constants are listed without brackets"],
    );
    refused(
        "socket deny domain == AF_UNIX;",
        &["a condition needs `if`"],
    );
    refused(
        "socket deny when domain == AF_UNIX;",
        &["`when` is no word", "write `if`"],
    );
    refused("include x;", &["a path in quotes after `include`"]);
    refused("oci \"x\" caps CAP_KILL;", &["`[`"]);
    refused("r#allow [read];", &["an action after `r#allow`"]);
    refused(
        "r#inclde \"x\";",
        &["`r#inclde` is no statement", "did you mean `include`?"],
    );
    refused(
        "kill if sig == 9;",
        &["the action stands before `if`", "write `kill deny if ..;`"],
    );
    refused(
        "kill deny { sig == 9 => allow }",
        &["a block takes no action before it"],
    );
    for condition in ["(sig == 9)", "!(sig == 9)", "((sig in [1]))"] {
        refused(
            &format!("kill deny {condition};"),
            &["a condition needs `if`"],
        );
    }
    refused(
        "allow [@signal, -nr(5000)];",
        &["`nr(..)` is in no group that it could be taken out of"],
    );
    for argument in ["fd == 0", "fd: 0", "fd"] {
        refused(
            &format!("expect read({argument}) => allow;"),
            &["`fd` is no value", "`_` for any value"],
        );
    }
    refused("x => allow;", &["`=>` outside of a block", "expect x"]);
}

#[test]
fn actions() {
    refused(
        "errno [read];",
        &["`errno` needs its number", "errno(EPERM)"],
    );
    refused("trace [read];", &["`trace` needs its number", "trace(1)"]);
    refused("errno() [read];", &["the number of `errno` expected"]);
    refused("errno(1, 2) [read];", &["`)` after the number of `errno`"]);
    refused(
        "errno(\"EPERM\") [read];",
        &["a number or a constant, not text", "write `errno(EPERM)`"],
    );
    refused(
        "allow(read, write);",
        &["`allow` takes no number", "write `allow [read];`"],
    );
    refused(
        "read { fd == 0 => { allow } }",
        &["an action is written without brackets"],
    );
    refused(
        "default [allow];",
        &["an action is written without brackets"],
    );
    refused("default allow(3);", &["`allow` takes no number"]);
    refused("allow(3) [read];", &["`allow` takes no number"]);
    refused(
        "default kill;",
        &["`kill` is no action", "`kill_process` or `kill_thread`"],
    );
    refused(
        "default errno(eperm);",
        &["`eperm` is no constant: libc's", "self::eperm"],
    );
}

#[test]
fn semicolons_that_are_missing() {
    refused("allow [read] deny [write];", &["missing `;`"]);
    refused("allow [read]", &["missing `;`"]);
    refused("default allow", &["missing `;`"]);
    refused("clone deny NEWUSER allow [read];", &["missing `;` or `,`"]);
    refused("read deny if fd == 0 allow [write];", &["missing `;`"]);
}

#[test]
fn conditions() {
    let refused =
        |condition: &str, parts: &[&str]| refused(&format!("read deny if {condition};"), parts);
    refused("a = 1", &["write `==`"]);
    refused("a =< 1", &["write `<=`"]);
    refused("a == 1 and b == 2", &["`and`", "`&&`"]);
    refused("a == 1 or b == 2", &["`or`", "`||`"]);
    refused("not a == 1", &["`not` is no operator"]);
    refused("a not in [1]", &["`not` is no operator"]);
    refused("a == 1 | b == 2", &["`b` is compared", "`&&` and `||`"]);
    refused("(a == 1) & (b == 2)", &["`&` after a comparison", "`&&`"]);
    refused("1 < a < 2", &["begins with an argument"]);
    refused(
        "crate::X == fd",
        &["begins with an argument", "write `ARG == crate::..`"],
    );
    refused("a == 1 == 2", &["cannot be chained"]);
    refused(
        "AF_UNIX == domain",
        &["`AF_UNIX` is a constant", "write `ARG == AF_UNIX`"],
    );
    refused("a", &["not compared with anything", "write `a != 0`"]);
    refused("a && b == 1", &["not compared with anything"]);
    refused(
        "a & A | B == V",
        &["binds tighter", "write `a & (A | B) == ..`"],
    );
    refused("(a & A | B) == V", &["binds tighter"]);
    refused("!a == 1", &["negates the argument", "write `!(a ..)`"]);
    refused("!(a & M) == 0", &["negates the argument"]);
    refused("!a has X", &["negates the argument"]);
    refused("a & M < 1", &["`==` or `!=` after a mask"]);
    refused("a | M == 1", &["only `&` may stand"]);
    refused("a as u32 == 1", &["is not cast"]);
    refused("a in 1..2", &["write `A..=B`"]);
    refused("a in {1, 2}", &["`in [A, B]`"]);
    refused("a in 1, 2", &["write `in [A, B]`"]);
    refused("a in 1", &["`..=`"]);
    refused("a in []", &["an empty list"]);
    refused("true", &["no condition"]);
    refused("()", &["a condition expected"]);
    refused("a == 1, b == 2", &["`,` after a condition"]);
    refused("a == 1 else allow", &["no `else`"]);
    refused("a == 1 => allow", &["arms stand in a block"]);
}

#[test]
fn blocks() {
    refused("read { a == 1 => allow b == 2 => deny }", &["missing `,`"]);
    refused("read { a == 1 => allow; _ => deny }", &["parted by `,`"]);
    refused("read { _ => allow, a == 1 => deny }", &["an arm after `_`"]);
    refused(
        "read { if a == 1 => allow }",
        &["`if` in a block", "an arm is `CONDITION => ACTION`"],
    );
    refused("read { a == 1 -> allow }", &["`->`", "write `=>`"]);
    refused("read { else => allow }", &["`_ => ACTION`"]);
    refused("read { a == 1 }", &["`=>` expected"]);
    refused("read { a == 1 => [allow] }", &["without brackets"]);
}

#[test]
fn constants() {
    let refused =
        |constant: &str, parts: &[&str]| refused(&format!("ioctl deny {constant};"), parts);
    refused(
        "tiocsti",
        &["`tiocsti` is no constant: libc's", "`self::tiocsti`"],
    );
    refused("1.5", &["a float"]);
    refused("\"x\"", &["a string is no constant"]);
    refused("'x'", &["a character"]);
    refused("b\"x\"", &["a string of bytes"]);
    refused("A / 2", &["`/` is no operator"]);
    refused("A |", &["a constant expected, not `;`"]);
    refused("f(1)", &["a call"]);
    refused("A (B)", &["parted by `,`"]);
    refused("1 as f32", &["primitive integers"]);
    refused("1 as libc::c_int", &["primitive integers"]);
    refused("1 << 127", &["overflows"]);
    refused("170141183460469231731687303715884105728", &["128 bits"]);
    refused("A, , B", &["a constant expected"]);
    refused("_", &["`_` is no constant"]);
    refused("A B", &["missing `,`"]);
}

#[test]
fn attributes() {
    refused(
        "allow [read]; #![allow(no_exit)]",
        &["stands first in the policy"],
    );
    refused(
        "#[allow(no_exit)] allow [read];",
        &["write `#![allow(LINT)]` first"],
    );
    refused("#[inline] allow [read];", &["`cfg(..)` is the only one"]);
    refused(
        "#[cfg(unix)] allow [read];",
        &["`unix` is no predicate", "target_arch"],
    );
    refused(
        "#[cfg(target_arhc = \"arm\")] allow [read];",
        &["did you mean `target_arch`?"],
    );
    refused(
        "#[cfg(target_arch = \"x86-64\")] allow [read];",
        &["did you mean \"x86_64\"?"],
    );
    refused(
        "#[cfg(abi = \"amd64\")] allow [read];",
        &["\"amd64\" is no value of `abi`", "x86_64"],
    );
    refused(
        "#[cfg(target_endian = \"middle\")] allow [read];",
        &["little, big"],
    );
    refused(
        "#[cfg(abi == \"x86\")] allow [read];",
        &["`==` in a predicate"],
    );
    refused("#[cfg(abi = x86)] allow [read];", &["a value in quotes"]);
    refused("#[cfg(any())] allow [read];", &["an empty list"]);
    refused("#[cfg()] allow [read];", &["an empty list"]);
    refused(
        "#[cfg(not(abi = \"x86\", abi = \"x32\"))] allow [read];",
        &["`not` takes one"],
    );
    refused(
        "#[cfg(abi = \"x86\", abi = \"x32\")] allow [read];",
        &["one predicate"],
    );
    refused("#[cfg(abi = \"x86\")]", &["a statement expected"]);
    // What is not for this target is read all the same.
    refused(
        "#[cfg(target_arch = \"s390x\")] alow [read]; allow [read];",
        &["did you mean `allow`?"],
    );
}

#[test]
fn several_in_one_go() {
    let found = bad(
        "alow [read]; allow [write]; deny read; read { a = 1 => allow } default kill; foreign allow;",
    );
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn the_place_is_right() {
    let mut errors = evalbox_compiler::error::Errors::new();
    let text = "allow [read]\n# comment? no\n";
    super::parse_text(
        "p.policy",
        text,
        super::Target::X86_64,
        &super::NoFiles,
        &mut errors,
    );
    let first = errors.iter().next().map(ToString::to_string);
    let expected = "p.policy:1:13: missing `;` after the statement\n    1 | allow [read]\n      |             ^";
    assert_eq!(first.as_deref(), Some(expected));
}

#[test]
fn a_long_string_of_several_lines_is_shown_where_it_begins() {
    let mut errors = evalbox_compiler::error::Errors::new();
    let text = format!("include \"a\n{}\"", "b".repeat(100_000));
    super::parse_text(
        "p.policy",
        &text,
        super::Target::X86_64,
        &super::NoFiles,
        &mut errors,
    );
    let first = errors
        .iter()
        .next()
        .map(ToString::to_string)
        .unwrap_or_default();
    assert!(
        first.starts_with("p.policy:1:9: missing `;`"),
        "{first:.100}"
    );
}
