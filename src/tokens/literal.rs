//! Literals: what their text is worth.

use super::escapes;

/// A literal of the policy.
pub struct Literal {
    /// As written.
    pub text: String,
    /// What it is worth.
    pub value: Value,
}

/// What a literal is worth.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, or a byte.
    Integer(i128),
    /// A string's.
    Text(String),
    /// Of no use in a policy, and what it is.
    Other(&'static str),
}

/// Rust's suffixes of integers.
const SUFFIXES: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// Reads a literal of Rust.
#[must_use]
pub fn read(text: String) -> Literal {
    let value = match text.as_bytes() {
        [b'0'..=b'9' | b'-', ..] => number(&text),
        [b'"', ..] | [b'r', b'"' | b'#', ..] => match escapes::string(&text) {
            Some(string) => Value::Text(string),
            None => Value::Other("a broken string"),
        },
        [b'b', b'\'', ..] => match escapes::byte(&text) {
            Some(byte) => Value::Integer(i128::from(byte)),
            None => Value::Other("a broken byte"),
        },
        [b'\'', ..] => Value::Other("a character"),
        _ => Value::Other("a string of bytes"),
    };
    Literal { text, value }
}

fn number(text: &str) -> Value {
    if let Some(value) = integer(text) {
        return Value::Integer(value);
    }
    let exponent = text.contains('e') || text.contains('E');
    let suffix = text.ends_with("f32") || text.ends_with("f64");
    if text.contains('.') || !text.starts_with("0x") && (exponent || suffix) {
        return Value::Other("a float");
    }
    Value::Other("no number of 128 bits")
}

/// The value of an integer literal in any base, underscores and suffix included.
fn integer(text: &str) -> Option<i128> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (radix, mut digits) = match text.as_bytes() {
        [b'0', b'x', ..] => (16, text.get(2..)?),
        [b'0', b'o', ..] => (8, text.get(2..)?),
        [b'0', b'b', ..] => (2, text.get(2..)?),
        _ => (10, text),
    };
    for &suffix in &SUFFIXES {
        if let Some(before) = digits.strip_suffix(suffix) {
            digits = before;
            break;
        }
    }
    let mut value = None;
    for digit in digits.chars() {
        if digit != '_' {
            let digit = i128::from(digit.to_digit(radix)?);
            let before = value.unwrap_or(0i128).checked_mul(i128::from(radix))?;
            value = Some(before.checked_add(digit)?);
        }
    }
    let value = value?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::{Value, integer, read};

    #[test]
    fn integers_in_every_base() {
        assert_eq!(integer("0xffff_ffffu64"), Some(0xffff_ffff));
        assert_eq!(integer("0b101"), Some(5));
        assert_eq!(integer("0o17i32"), Some(15));
        assert_eq!(integer("1_000usize"), Some(1000));
        assert_eq!(integer("-7"), Some(-7));
        assert_eq!(integer("0xb8u8"), Some(0xb8));
        for bad in [
            "",
            "0x",
            "12q",
            "0b12",
            "1.0",
            "1e3",
            "+1",
            "170141183460469231731687303715884105728",
        ] {
            assert_eq!(integer(bad), None, "{bad}");
        }
    }

    #[test]
    fn other_literals() {
        assert!(matches!(read("b'x'".to_owned()).value, Value::Integer(120)));
        assert!(matches!(read("r#\"a\"#".to_owned()).value, Value::Text(text) if text == "a"));
        assert!(matches!(
            read("1.5".to_owned()).value,
            Value::Other("a float")
        ));
        assert!(matches!(
            read("'x'".to_owned()).value,
            Value::Other("a character")
        ));
    }
}
