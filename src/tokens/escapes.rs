//! What stands between the quotes of strings and bytes (the Rust reference, "Tokens"). Policies have few of them, names of files and
//! values of predicates: less than a library for all of Rust's syntax costs every build that depends on this one.

use std::str::Chars;

/// The text of `"..."` or `r#"..."#`; `None` where the literal is broken or has a suffix.
pub(super) fn string(literal: &str) -> Option<String> {
    let raw = literal.strip_prefix('r');
    let inside = match raw {
        Some(raw) => inside_raw(raw)?,
        None => literal.strip_prefix('"')?.strip_suffix('"')?,
    };
    let mut text = String::new();
    let mut rest = inside.chars();
    while let Some(next) = rest.next() {
        match next {
            '\r' if rest.as_str().starts_with('\n') => {}
            '\r' => return None,
            _ if raw.is_some() => text.push(next),
            '"' => return None,
            '\\' if rest.as_str().starts_with('\n') || rest.as_str().starts_with('\r') => {
                // The line goes on where the next one has its first letter.
                while let Some(' ' | '\t' | '\n' | '\r') = rest.clone().next() {
                    rest.next();
                }
            }
            '\\' => text.push(escape(&mut rest, Of::String)?),
            _ => text.push(next),
        }
    }
    Some(text)
}

/// What stands in `"..."` or `#"..."#`; `None` where the string ends elsewhere.
fn inside_raw(raw: &str) -> Option<&str> {
    let hashes = hashes(raw);
    let text = raw[hashes..].strip_prefix('"')?;
    let length = raw_length(text, hashes)?;
    (length + 1 + hashes == text.len()).then_some(&text[..length])
}

/// How many `#` a text begins with.
pub(crate) fn hashes(text: &str) -> usize {
    let mut hashes = 0;
    while text.as_bytes().get(hashes) == Some(&b'#') {
        hashes += 1;
    }
    hashes
}

/// How much of a text stands before the `"` and so many `#` that end a raw string.
pub(crate) fn raw_length(text: &str, ending: usize) -> Option<usize> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once('"')?;
        if hashes(after) >= ending {
            return Some(text.len() - after.len() - 1);
        }
        rest = after;
    }
}

/// The value of `b'x'`.
pub(super) fn byte(literal: &str) -> Option<u8> {
    let mut rest = literal.strip_prefix("b'")?.strip_suffix('\'')?.chars();
    let value = match rest.next()? {
        '\\' => escape(&mut rest, Of::Byte)?,
        next if next == '\'' || !next.is_ascii() => return None,
        next => next,
    };
    if !rest.as_str().is_empty() {
        return None;
    }
    u8::try_from(value).ok()
}

/// What an escape stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    String,
    Byte,
}

/// The character that is meant by what stands after a `\`.
fn escape(rest: &mut Chars<'_>, of: Of) -> Option<char> {
    let code = match rest.next()? {
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        '0' => return Some('\0'),
        same @ ('\\' | '\'' | '"') => return Some(same),
        'x' => {
            let (high, low) = (rest.next()?.to_digit(16)?, rest.next()?.to_digit(16)?);
            if of == Of::String && high > 7 {
                return None;
            }
            high << 4 | low
        }
        'u' if of == Of::String => {
            let (digits, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
            *rest = after.chars();
            let (mut code, mut length) = (0, 0);
            for digit in digits.chars() {
                if digit != '_' || length == 0 {
                    code = code << 4 | digit.to_digit(16)?;
                    length += 1;
                }
                if length > 6 {
                    return None;
                }
            }
            if length == 0 {
                return None;
            }
            code
        }
        _ => return None,
    };
    char::from_u32(code)
}
