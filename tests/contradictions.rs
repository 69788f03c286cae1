//! What build.rs refuses: each mistake in data/ is one message with the file and the line.

#[path = "../build/map.rs"]
#[allow(dead_code, reason = "what the other tables need of it")]
mod map;
#[path = "../build/numbers.rs"]
#[allow(
    dead_code,
    reason = "what build.rs writes is tested through the tables"
)]
mod numbers;
#[path = "../build/signatures.rs"]
#[allow(
    dead_code,
    reason = "what build.rs writes is tested through the tables"
)]
mod signatures;
#[path = "../build/types.rs"]
mod types;

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
        format!("{file}: arm has number 1 twice: `a` and `b`")
    );
    assert_eq!(
        numbers_error(&["a 1 2".to_owned()]),
        format!("{file}:1: `a` has no column for x86")
    );
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
        ("a()\nb()\nc()", ":3: `c` has no number on any ABI"),
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
        ("a(fd: int\nb()", ":1: no `)` at the end"),
    ] {
        assert_eq!(
            signature_error(text),
            format!("data/signatures.txt{message}"),
            "{text}"
        );
    }
}
