//! Deep, long and senseless inputs.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::{MAX_DEPTH, parse_text};
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::Target;
use proptest::prelude::*;

use super::{good, messages, parse, refused, stream};

/// What a text takes in a debug build on a busy machine; quadratic behaviour takes minutes.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn nesting_ends_at_the_limit() {
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        format!(
            "read deny if {}{inner}{};",
            open.repeat(depth),
            close.repeat(depth)
        )
    };
    for (open, inner, close) in [
        ("(", "a == 1", ")"),
        ("!", "(a == 1)", ""),
        ("!(", "a == 1", ")"),
    ] {
        let fits = (MAX_DEPTH - usize::from(open == "!")) / open.len();
        good(&nested(open, inner, close, fits));
        refused(
            &nested(open, inner, close, fits + 1),
            &["nested more than 64 deep"],
        );
    }
    for (open, close) in [("(", ")"), ("!", ""), ("-", "")] {
        let text = |depth: usize| {
            nested(
                &format!("a == {}", open.repeat(depth)),
                "1",
                &close.repeat(depth),
                1,
            )
        };
        good(&text(MAX_DEPTH));
        refused(&text(MAX_DEPTH + 1), &["nested more than 64 deep"]);
    }
    let cfg = format!(
        "#[cfg({}abi = \"x86\"{})] default allow;",
        "not(".repeat(64),
        ")".repeat(64)
    );
    refused(&cfg, &["nested more than 64 deep"]);
}

#[test]
fn ten_thousand_brackets_are_a_mistake_and_no_more() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("!(", ")"),
        ("any(", ")"),
    ] {
        for before in [
            "read deny if ",
            "read deny ",
            "",
            "#[cfg",
            "allow [",
            "expect read",
        ] {
            let text = format!(
                "{before}{}{}; default allow;",
                open.repeat(10_000),
                close.repeat(10_000)
            );
            let mut errors = Errors::new();
            parse_text("p", &text, Target::X86_64, &NoFiles, &mut errors);
            assert!(!errors.is_empty());
            if let Ok(tokens) = text.parse() {
                parse(tokens, Target::X86_64, &NoFiles, &mut errors);
            }
        }
    }
}

#[test]
fn long_chains_are_flat() {
    let chain = |part: &str, with: &str| vec![part; 10_000].join(with);
    good(&format!("read deny if {};", chain("a == 1", " && ")));
    good(&format!(
        "read deny if {};",
        chain("a == 1 && b == 2", " || ")
    ));
    good(&format!("read deny if a has {};", chain("A", " | ")));
    good(&format!("read deny if a in [{}];", chain("A", ", ")));
    good(&format!("read deny {};", chain("1", " + ")));
    good(&format!("read deny {};", chain("A as u8", " | ")));
}

#[test]
fn a_megabyte_is_read_soon() {
    let mut text = String::new();
    for index in 0..12_000 {
        let _ = writeln!(
            text,
            "ioctl {{ request == {index} && arg2 & (A | B) != 0 => allow, _ => deny }}"
        );
        let _ = writeln!(text, "allow [read, write, @memory];");
    }
    assert!(text.len() > 1_000_000);
    for text in [text.clone(), text.replace('\n', " ")] {
        let begin = Instant::now();
        let mut errors = Errors::new();
        let policy = parse_text("p", &text, Target::X86_64, &NoFiles, &mut errors);
        assert_eq!((policy.statements.len(), errors.is_empty()), (24_000, true));
        parse(stream(&text), Target::X86_64, &NoFiles, &mut errors);
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    }
}

#[test]
fn rubbish_is_refused_soon() {
    for word in [
        "x ", "; ", "a;", "allow [", "((", "= ", "'", "\"", "r#", "/*", "// ", "é", "1.", "#[cfg(",
        "a{};", "\n", "\n\"",
    ] {
        // Time grows with the length: a megabyte of one kind shows what the others would take.
        let bytes = if word == "x " { 1_000_000 } else { 150_000 };
        let text = word.repeat(bytes / word.len());
        let begin = Instant::now();
        let mut errors = Errors::new();
        parse_text("p", &text, Target::X86_64, &NoFiles, &mut errors);
        let shown: usize = errors.iter().map(|mistake| mistake.to_string().len()).sum();
        assert!(!errors.is_empty() && errors.iter().count() <= 101, "{word}");
        assert!(shown < 100_000, "{word}: {shown} bytes of messages");
        assert!(begin.elapsed() < SOON, "{word}: {:?}", begin.elapsed());
    }
}

#[test]
fn the_rest_is_not_read_after_a_hundred_mistakes() {
    let mut errors = Errors::new();
    parse(
        stream(&"x y;".repeat(500)),
        Target::X86_64,
        &NoFiles,
        &mut errors,
    );
    let messages = messages(&errors);
    assert_eq!(messages.len(), 101);
    assert!(messages[100].contains("more than 100 mistakes"));
}

/// Words of the language, whole and broken, in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = [
        "allow",
        "deny",
        "errno",
        "trap",
        "trace",
        "default",
        "foreign",
        "unknown",
        "include",
        "expect",
        "hot",
        "abi",
        "oci",
        "profile",
        "caps",
        "if",
        "in",
        "has",
        "any",
        "only",
        "as",
        "u32",
        "nr",
        "_",
        "r#break",
        "socket",
        "domain",
        "AF_UNIX",
        "NEW",
        "crate",
        "self",
        "\"x\"",
        "'a'",
        "b'x'",
        "1",
        "0xff",
        "1.5",
        "#",
        "!",
        "cfg",
        "not",
        "all",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ";",
        "=",
        "==",
        "!=",
        "<",
        "<=",
        "<<",
        ">>",
        "&",
        "&&",
        "|",
        "||",
        "^",
        "+",
        "-",
        "*",
        "/",
        "::",
        ":",
        "..",
        "..=",
        "=>",
        "@",
        "$",
        "'",
        "#![allow(x)]",
        "#[cfg(abi = \"x86\")]",
        "allow [read];",
        "read deny if a == 1;",
        "/*",
        "//",
        "\n",
        "é",
        "\"",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..60)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_a_policy_or_a_mistake(text in soup()) {
        let mut errors = Errors::new();
        let policy = parse_text("p", &text, Target::X86_64, &NoFiles, &mut errors);
        for mistake in errors.iter() {
            let first = mistake.message.chars().next().unwrap_or(' ');
            prop_assert!(!first.is_uppercase(), "{}", mistake);
        }
        prop_assert!(!errors.is_empty() || !policy.statements.is_empty() || text.contains("cfg"));
        if let Ok(tokens) = text.parse() {
            parse(tokens, Target::X86_64, &NoFiles, &mut errors);
        }
    }

    #[test]
    fn any_characters_are_a_policy_or_a_mistake(text in any::<String>()) {
        let mut errors = Errors::new();
        parse_text("p", &text, Target::X86_64, &NoFiles, &mut errors);
        prop_assert!(!errors.is_empty());
    }
}
