//! What stands between the quotes of strings and bytes (the Rust reference, "Tokens"). Policies have few of them, names of files and
//! values of predicates: less than a library for all of Rust's syntax costs every build that depends on this one.

use std::str::Chars;

/// The text of `"..."` or `r#"..."#`; `None` where the literal is broken or has a suffix.
pub(super) fn string(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = format!("\"{}", raw.get(..hashes)?);
        let text = raw.get(hashes..)?.strip_prefix('"')?.strip_suffix(&end)?;
        let broken = text.contains(&end) || text.replace("\r\n", "").contains('\r');
        return (!broken).then(|| text.replace("\r\n", "\n"));
    }
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut rest = inside.chars();
    while let Some(next) = rest.next() {
        match next {
            '"' => return None,
            '\r' if rest.as_str().starts_with('\n') => {}
            '\r' => return None,
            '\\' if rest.as_str().starts_with(['\n', '\r']) => {
                // The line goes on where the next one has its first letter.
                rest = rest
                    .as_str()
                    .trim_start_matches([' ', '\t', '\n', '\r'])
                    .chars();
            }
            '\\' => text.push(escape(&mut rest, Of::String)?),
            _ => text.push(next),
        }
    }
    Some(text)
}

/// The value of `b'x'`.
pub(super) fn byte(literal: &str) -> Option<u8> {
    let mut rest = literal.strip_prefix("b'")?.strip_suffix('\'')?.chars();
    let value = match rest.next()? {
        '\\' => escape(&mut rest, Of::Byte)?,
        '\'' => return None,
        next => Some(next).filter(char::is_ascii)?,
    };
    let byte = u8::try_from(u32::from(value)).ok();
    byte.filter(|_| rest.as_str().is_empty())
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
            Some(high << 4 | low).filter(|&code| of == Of::Byte || code <= 0x7f)?
        }
        'u' if of == Of::String => {
            let (digits, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
            *rest = after.chars();
            let starts = digits.starts_with(|first: char| first.is_ascii_hexdigit());
            let digits = digits.replace('_', "");
            let short = digits.len() <= 6;
            u32::from_str_radix(&digits, 16)
                .ok()
                .filter(|_| starts && short)?
        }
        _ => return None,
    };
    char::from_u32(code)
}
