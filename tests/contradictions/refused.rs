//! What would make the tables wrong or ambiguous.

use crate::{families, groups, numbers, signatures};

/// A row of data/numbers.txt: the number on `x86_64` and on arm.
fn row(name: &str, x86_64: &str, arm: &str) -> String {
    format!("{name} {x86_64} - - - {arm} - - - - - - - - -")
}

fn numbers_error(rows: &[String]) -> String {
    match numbers::parse(&rows.join("\n")) {
        Ok(_) => "no error".to_owned(),
        Err(errors) => errors.join("\n"),
    }
}

#[test]
fn numbers() {
    let file = "data/numbers.txt";
    assert_eq!(
        numbers_error(&[row("a", "1", "1"), row("b", "2", "-")]),
        "no error"
    );
    assert_eq!(
        numbers_error(&[row("b", "1", "1"), row("a", "2", "2")]),
        format!("{file}:2: `a` is out of order or a duplicate")
    );
    assert_eq!(
        numbers_error(&[row("a", "1", "1"), row("a", "2", "2")]),
        format!("{file}:2: `a` is out of order or a duplicate")
    );
    assert_eq!(
        numbers_error(&[row("a", "1", "1"), row("b", "2", "1")]),
        format!("{file}:2: arm has number 1 already: `a`")
    );
    assert_eq!(
        numbers_error(&["a 1 2".to_owned()]),
        format!("{file}:1: `a` has no column for x86")
    );
    assert_eq!(
        numbers_error(&["a 1 2".to_owned(), row("b", "1", "-")]),
        format!("{file}:1: `a` has no column for x86\n{file}:2: x86_64 has number 1 already: `a`")
    );
    for odd in ["4294967295", "4294967296", "007", "0x7", "+7"] {
        assert_eq!(
            numbers_error(&[row("a", odd, "-")]),
            format!("{file}:1: `{odd}` is no number (x86_64)")
        );
    }
    assert_eq!(
        numbers_error(&[row("a", "x", "-")]),
        format!("{file}:1: `x` is no number (x86_64)")
    );
    assert_eq!(
        numbers_error(&[row("a", "-", "-")]),
        format!("{file}:1: `a` has no number on any ABI")
    );
    assert_eq!(
        numbers_error(&[row("a", "1", "-") + " 7"]),
        format!("{file}:1: `7` is in no column")
    );
    assert!(
        numbers_error(&["# name arm x86_64".to_owned()])
            .starts_with("data/numbers.txt:1: the columns are not")
    );
}

fn signature_error(text: &str) -> String {
    let rows = [row("a", "1", "1"), row("b", "2", "-")].join("\n");
    let numbers = numbers::parse(&rows).expect("the rows are in order");
    match signatures::parse(text, &numbers) {
        Ok(_) => "no error".to_owned(),
        Err(errors) => errors[0].clone(),
    }
}

#[test]
fn signatures() {
    assert_eq!(
        signature_error("a(fd: int)  # why\na@arm()\nb(?)"),
        "no error"
    );
    for (text, message) in [
        (
            "a()",
            ": no line for `b`; write `b(?)` where nothing is known",
        ),
        (
            "a@arm()\nb()",
            ": no line for `a`; write `a(?)` where nothing is known",
        ),
        ("a()\nb()\nc()", ":3: no architecture has a system call `c`"),
        ("a()\na()\nb()", ":2: `a` has a line already"),
        ("a()\nb()\nb@arm()", ":3: `b` has no number on arm"),
        (
            "a()\na@arm()\na@arm()\nb()",
            ":3: `a` has a line for arm already",
        ),
        ("a@pdp11()\na()\nb()", ":1: `pdp11` is no ABI"),
        (
            "a(fd: fd_t)\nb()",
            ":1: `fd_t` is no type that build/types.rs knows",
        ),
        (
            "a(fd: long as fd_t)\nb()",
            ":1: `fd_t` is no type that build/types.rs knows",
        ),
        ("a(fd int)\nb()", ":1: `fd int` is no `name: type`"),
        ("a(x: int, x: int)\nb()", ":1: `x` names two arguments"),
        ("a(x|: int)\nb()", ":1: `` is no name"),
        (
            "a(a: int, b: int, c: int, d: int, e: int, f: int, g: int)\nb()",
            ":1: 7 arguments, and a call has at most 6",
        ),
        ("a\nb()", ":1: no `(`"),
        ("a(fd: int\nb()", ":1: no `)`"),
        ("a(fd: int) x\nb()", ":1: what is ` x`?"),
        ("a@()\na()\nb()", ":1: `` is no ABI"),
        (
            "a@arm,arm()\na()\nb()",
            ":1: `a` has a line for arm already",
        ),
        ("a(fd:int)\nb()", ":1: `fd:int` is no `name: type`"),
    ] {
        assert_eq!(
            signature_error(text),
            format!("data/signatures.txt{message}"),
            "{text}"
        );
    }
}

fn refused<T>(read: Result<T, Vec<String>>) -> String {
    match read {
        Ok(_) => "nothing".to_owned(),
        Err(errors) => errors.join("\n"),
    }
}

#[test]
fn groups() {
    let rows = [row("a", "1", "1"), row("b", "2", "-"), row("c", "3", "-")].join("\n");
    let numbers = numbers::parse(&rows).expect("the rows are in order");
    assert_eq!(
        groups::generate("group y: @x b  # why\n    a\ngroup x: b @y", &numbers),
        Ok("pub(super) static GROUPS: [(&str, &str); 2] = [\n(\"x\", \"0 1\"),\n(\"y\", \"0 1\"),\n];\n".to_owned())
    );
    for (text, message) in [
        ("group x: a\n\ngroup x: b", "3: group x is there twice"),
        ("group x:\n    a b\n    a", "1: `a` is there twice"),
        (
            "group x: a\n    d",
            "1: no architecture has a system call `d`",
        ),
        ("group x: a\ngroup z: @y", "2: there is no group `@y`"),
        (
            "group x: a\ngroup y:",
            "2: expected `group NAME:` and its members",
        ),
        ("group x a", "1: expected `group NAME:`"),
        (
            "    a\ngroup x: b",
            "1: expected `group NAME:` and its members",
        ),
        ("set x: a", "1: expected `group NAME:` and its members"),
        (
            "group x: @y\ngroup y: @x",
            "1: group x has no members\ndata/groups.txt:2: group y has no members",
        ),
    ] {
        let error = refused(groups::generate(text, &numbers));
        assert_eq!(error, format!("data/groups.txt:{message}"), "{text}");
    }
}

#[test]
fn families() {
    let rows = [row("a", "1", "1"), row("b", "2", "-")].join("\n");
    let numbers = numbers::parse(&rows).expect("the rows are in order");
    let signatures = signatures::parse("a(x|how: int, y: int)\na@arm(z: int)\nb(?)", &numbers)
        .expect("all calls");
    let generate = |text: &str| refused(families::generate(text, &numbers, &signatures));
    let right = "
set S
    X_A X_B
family value X_ of a.x b.any
    has @S X_C
family flag X_F_ closed of a.how has X_F_A
family field 0xf Y_ of a.y has -
same X_A X_B
wide X_F_A
empty X_F_A
kernel X_A=0 X_B=0x1
both X_C 0o17 arm=- mips=1
through X_F_A of a.x
other X_* of a.y
any a.x";
    assert_eq!(generate(right), "nothing");
    for (text, message) in [
        ("set S A\nset S B", "2: set S is there twice"),
        ("set S", "1: what is `set ..`?"),
        ("same A B\nsame B C", "2: `same` has B twice"),
        ("same A A", "1: `same` has A twice"),
        ("kernel A=1\nkernel A 2", "2: A has its values already"),
        ("kernel A=1 A=2", "1: A has its values already"),
        ("kernel A=x", "1: `x` is no value and not `-`"),
        ("kernel A=1 B", "1: `` is no value and not `-`"),
        ("kernel A 0xg", "1: `0xg` is no value and not `-`"),
        ("kernel A", "1: `` is no value and not `-`"),
        ("kernel A 1 arm=x", "1: `x` is no value and not `-`"),
        ("both A", "1: what is `both ..`?"),
        (
            "both A 1 arm=0x1",
            "1: `arm=0x1` is no ABI=VALUE of another ABI and value",
        ),
        (
            "both A 1 arm=2 arm=3",
            "1: `arm=3` is no ABI=VALUE of another ABI and value",
        ),
        (
            "both A 1 pdp11=2",
            "1: `pdp11=2` is no ABI=VALUE of another ABI and value",
        ),
        ("sets S A", "1: what is `sets ..`?"),
        ("family value X_ of a.x has @S", "1: there is no set `S`"),
        (
            "family value X_ of a.x has X_A X_A",
            "1: X_A of a.x is in the family of line 1",
        ),
        (
            "family value X_ of a.x has X_A\nfamily value X_ closed of a.y has X_A",
            "2: X_A of a.y is in the family of line 1",
        ),
        (
            "family value X_ of a.x has X_A\nfamily value X_ of a.y has X_B",
            "2: X_ of a.y is in the family of line 1",
        ),
        (
            "family value X_ of a.x has Y_A",
            "1: Y_A has none of the prefixes [\"X_\"]",
        ),
        (
            "set T X_A\nset S @T\nfamily value X_ of a.x has @S",
            "3: @T has none of the prefixes [\"X_\"]",
        ),
        (
            "family value of a.x has X_A",
            "1: X_A has none of the prefixes []",
        ),
        (
            "family value X_ closed of a.x has -",
            "1: - has none of the prefixes [\"X_\"]",
        ),
        (
            "family value X_ of a.x",
            "1: expected words, `has`, and words",
        ),
        (
            "family value X_ of a.x has",
            "1: expected words, `has`, and words",
        ),
        (
            "family value X_ of has X_A",
            "1: expected words, `of`, and words",
        ),
        (
            "family value X_ has X_A",
            "1: expected words, `of`, and words",
        ),
        (
            "family value X_ has X_A of a.x has X_B",
            "1: expected words, `of`, and words",
        ),
        (
            "family value X_ of a.x of a.y has X_A",
            "1: expected CALL.ARGUMENT, not `of`",
        ),
        (
            "family value X_ of a.x has X_A has X_B",
            "1: has has none of the prefixes [\"X_\"]",
        ),
        ("family field y X_ of a.x has X_A", "1: `y` is no mask"),
        (
            "family any X_ of a.x has X_A",
            "1: expected `value`, `flag` or `field MASK`",
        ),
        (
            "family value X_ of ax has X_A",
            "1: expected CALL.ARGUMENT, not `ax`",
        ),
        (
            "family value X_ of c.x has X_A",
            "1: no architecture has a system call `c`",
        ),
        (
            "family value X_ of a.z has X_A",
            "1: a has no argument `z`, but x how y",
        ),
        ("any a.z", "1: a has no argument `z`, but x how y"),
        ("any a.x a.y", "1: what is `any ..`?"),
        (
            "any a.x\nany a.y",
            "2: `any` has an argument of a.y's call already",
        ),
        (
            "through X_A of a.z",
            "1: a has no argument `z`, but x how y",
        ),
        ("through X_A a.x", "1: expected words, `of`, and words"),
        ("other of a.x", "1: expected words, `of`, and words"),
        ("other X_A of", "1: expected words, `of`, and words"),
        (
            "other X_A of c.x",
            "1: no architecture has a system call `c`",
        ),
    ] {
        assert_eq!(
            generate(text),
            format!("data/families.txt:{message}"),
            "{text}"
        );
    }
}
