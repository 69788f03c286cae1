//! Strings, bytes and names, against syn's reading of them.

use evalbox_policy::tokens::literal::{Value, read};
use proptest::prelude::*;
use syn::{LitByte, LitStr};

/// What syn reads; a suffix is none of a literal's.
fn by_syn(text: &str) -> Option<Value> {
    let string = || syn::parse_str::<LitStr>(text).ok();
    let byte = || syn::parse_str::<LitByte>(text).ok();
    if let Some(literal) = string().filter(|literal| literal.suffix().is_empty()) {
        return Some(Value::Text(literal.value()));
    }
    let literal = byte().filter(|literal| literal.suffix().is_empty())?;
    Some(Value::Integer(i128::from(literal.value())))
}

#[track_caller]
fn same(text: &str) {
    let ours = match read(text.to_owned()).value {
        Value::Other(_) => None,
        value => Some(value),
    };
    assert_eq!(ours, by_syn(text), "{text}");
}

#[test]
fn each_escape() {
    for text in [
        r#""\n\r\t\\\0\'\"""#,
        r#""\x41\x7f\u{e9}\u{10_ffff}""#,
        r#""\x80""#,
        r#""\u{d800}""#,
        r#""\u{1234567}""#,
        r#""\u{}""#,
        r#""\u{_1}""#,
        r#""\q""#,
        r#""a"b""#,
        r#""open"#,
        r#"""#,
        "\"two \\\n   \t lines\"",
        "\"two\r\nlines\"",
        "\"a\rb\"",
        "r\"\\n\"",
        "r#\"a\"b\"#",
        "r##\"a\"#b\"##",
        "r#\"a\"##",
        "r\"",
        "b'x'",
        r"b'\n'",
        r"b'\''",
        r"b'\xff'",
        r"b'\u{41}'",
        "b'xy'",
        "b''",
        "b'é'",
    ] {
        same(text);
    }
}

proptest! {
    /// Of whatever looks like a literal, both read the same or nothing.
    #[test]
    fn strings(inside in r#"([ -~é]|\\[nrt0'"\\xqu]|\\x[0-9a-f]{2}|\\u\{[0-9a-f_]{0,7}\}|\\?\r?\n *){0,8}"#) {
        same(&format!("\"{inside}\""));
    }

    /// Raw ones.
    #[test]
    fn raw_strings(inside in r#"[ -~é]{0,8}"#, before in "#{0,3}", after in "#{0,3}") {
        same(&format!("r{before}\"{inside}\"{after}"));
    }

    /// Bytes; of `b'''` syn makes one, and rustc does not.
    #[test]
    fn bytes(inside in r#"([ -&(-~é]|\\[nrt0'"\\xqu]|\\x[0-9a-fA-F]{2}){0,2}"#) {
        same(&format!("b'{inside}'"));
    }
}
