//! The tokens of a file. Inside the compiler `TokenStream::from_str` loses lines and reports broken text in its own way,
//! so files are read here: Rust's words, numbers, strings, operators and comments.

use std::rc::Rc;

use unicode_ident::{is_xid_continue, is_xid_start};

use crate::constant::Word;
use crate::error::{Line, Place, SpanId};
use crate::tokens::escapes::{hashes, raw_length};
use crate::tokens::{Bracket, Kind, Token, literal, pair, push_punct, single};

/// Longer lines are not shown in messages.
const MAX_SHOWN: usize = 300;

/// Why a text is no list of tokens, and where.
pub(super) struct Broken {
    pub(super) place: Place,
    pub(super) message: String,
}

/// A text that is being read.
struct Lexer<'t> {
    file: Rc<str>,
    /// Where the text was asked for.
    span: SpanId,
    text: &'t str,
    rest: &'t str,
    line: usize,
    column: usize,
    shown: Rc<str>,
}

/// The tokens of a text, ended by [`Kind::End`], with paired brackets. The span is where the text was asked for.
///
/// # Errors
/// An open string or comment, a character that Rust does not have, brackets that do not match.
pub(super) fn lex(file: &str, text: &str, span: SpanId) -> Result<Vec<Token>, Broken> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lexer = Lexer {
        file: file.into(),
        span,
        text,
        rest: text,
        line: 1,
        column: 1,
        shown: shown(text),
    };
    let mut tokens: Vec<Token> = Vec::new();
    let mut joint = false;
    loop {
        joint &= !lexer.skip_blank()?;
        let place = lexer.place();
        let Some(next) = lexer.rest.chars().next() else {
            break;
        };
        let length = lexer.length(next)?;
        let is_punct = length == 0;
        if is_punct {
            lexer.advance(next.len_utf8());
            match bracket(next) {
                Some(kind) => tokens.push(Token { kind, place }),
                None if single(next).is_some() => {
                    push_punct(&mut tokens, next, joint, place);
                    joint = true;
                    continue;
                }
                None => {
                    return Err(broken(
                        place,
                        format!("`{}` has no place in a policy", next.escape_debug()),
                    ));
                }
            }
        } else {
            let token = lexer.rest.get(..length).unwrap_or_default().to_owned();
            lexer.advance(length);
            tokens.push(Token {
                kind: word_or_literal(token, span),
                place,
            });
        }
        joint = false;
    }
    tokens.push(Token {
        kind: Kind::End,
        place: lexer.place(),
    });
    if let Err(index) = pair(&mut tokens) {
        let place = tokens[index].place.clone();
        return Err(broken(place, "a bracket without its partner".to_owned()));
    }
    Ok(tokens)
}

fn broken(place: Place, message: String) -> Broken {
    Broken { place, message }
}

/// The first line of a text, or nothing where it is too long.
pub(super) fn shown(text: &str) -> Rc<str> {
    let mut left = MAX_SHOWN;
    for (index, next) in text.char_indices() {
        if left == 0 {
            return Rc::from("");
        }
        if next == '\n' {
            let line = &text[..index];
            return Rc::from(line.strip_suffix('\r').unwrap_or(line));
        }
        left -= 1;
    }
    Rc::from(text)
}

fn bracket(character: char) -> Option<Kind> {
    Some(match character {
        '(' => Kind::Open(Bracket::Round, 0),
        '[' => Kind::Open(Bracket::Square, 0),
        '{' => Kind::Open(Bracket::Curly, 0),
        ')' => Kind::Close(Bracket::Round),
        ']' => Kind::Close(Bracket::Square),
        '}' => Kind::Close(Bracket::Curly),
        _ => return None,
    })
}

fn word_or_literal(token: String, span: SpanId) -> Kind {
    let (text, raw) = match token.strip_prefix("r#") {
        Some(text) => (text, true),
        None => (token.as_str(), false),
    };
    let begins =
        matches!(text.chars().next(), Some(first) if first.is_alphabetic() || first == '_');
    if begins && word_length(text) == text.len() {
        return Kind::Word(Word {
            text: text.to_owned(),
            raw,
            span,
        });
    }
    Kind::Literal(literal::read(token))
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    for letter in letters {
        if !is_xid_continue(letter) {
            return false;
        }
    }
    first == '_' || is_xid_start(first)
}

/// How long the word is that a text begins with, in bytes.
fn word_length(text: &str) -> usize {
    for (index, next) in text.char_indices() {
        if !is_word(next) {
            return index;
        }
    }
    text.len()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

impl Lexer<'_> {
    fn place(&self) -> Place {
        let line = Line {
            file: self.file.clone(),
            number: self.line,
            column: self.column,
            text: self.shown.clone(),
        };
        Place {
            span: self.span,
            line: Some(line),
        }
    }

    /// Goes over some bytes, counting lines.
    fn advance(&mut self, bytes: usize) {
        let Some((over, rest)) = self.rest.split_at_checked(bytes) else {
            return;
        };
        let start = self.text.len() - self.rest.len();
        self.rest = rest;
        let mut line = None;
        for (index, next) in over.char_indices() {
            self.column += 1;
            if next == '\n' {
                self.line += 1;
                self.column = 1;
                line = Some(start + index + 1);
            }
        }
        if let Some(line) = line {
            self.shown = shown(&self.text[line..]);
        }
    }

    /// Goes over white space and comments; whether there were any.
    fn skip_blank(&mut self) -> Result<bool, Broken> {
        let before = self.rest.len();
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            if blank > 0 {
                self.advance(blank);
            } else if self.rest.starts_with("//") {
                self.advance(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                self.advance(self.comment()?);
            } else {
                return Ok(self.rest.len() < before);
            }
        }
    }

    /// The length of a comment; they nest.
    fn comment(&self) -> Result<usize, Broken> {
        let bytes = self.rest.as_bytes();
        let (mut at, mut depth) = (0, 0usize);
        while let Some(pair) = bytes.get(at..at + 2) {
            match pair {
                b"/*" => depth += 1,
                b"*/" => depth -= 1,
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 2;
            if depth == 0 {
                return Ok(at);
            }
        }
        Err(broken(
            self.place(),
            "a comment without its `*/`".to_owned(),
        ))
    }

    /// The length of the word or literal that begins here, 0 for anything else.
    fn length(&self, first: char) -> Result<usize, Broken> {
        let (word, after) = self.rest.split_at(word_length(self.rest));
        match (first, word, after.as_bytes()) {
            // `1.5` is a float, `1..=5` a range.
            ('0'..='9', _, [b'.', b'0'..=b'9', ..]) => {
                Ok(word.len() + 1 + word_length(&after[1..]))
            }
            ('0'..='9', ..) => Ok(word.len()),
            ('"', ..) => self.quoted_length(0, '"'),
            ('\'', ..) => {
                let mut inside = after.chars();
                inside.next();
                match (inside.next(), inside.next()) {
                    (Some('\\'), _) | (Some(_), Some('\'')) => self.quoted_length(0, '\''),
                    _ => Ok(0),
                }
            }
            (_, "r" | "br" | "cr", [b'"' | b'#', ..]) => self.raw_length(word.len()),
            (_, "b" | "c", [b'"', ..]) => self.quoted_length(word.len(), '"'),
            (_, "b", [b'\'', ..]) => self.quoted_length(word.len(), '\''),
            // Which letters a word of Rust may have is Unicode's to say.
            _ if !is_name(word) => Ok(0),
            _ => Ok(word.len()),
        }
    }

    /// The length of a literal whose opening quote is at `open`.
    fn quoted_length(&self, open: usize, quote: char) -> Result<usize, Broken> {
        let mut inside = self.rest[open + 1..].chars();
        while let Some(next) = inside.next() {
            if next == quote {
                return Ok(self.rest.len() - inside.as_str().len());
            }
            if next == '\\' {
                inside.next();
            }
        }
        Err(broken(
            self.place(),
            format!("a literal without its closing `{quote}`"),
        ))
    }

    /// The length of `r"..."`, `r#"..."#` or the raw word `r#name`; the prefix is `open` bytes.
    fn raw_length(&self, open: usize) -> Result<usize, Broken> {
        let after = &self.rest[open..];
        let hashes = hashes(after);
        let inside = &after[hashes..];
        let Some(text) = inside.strip_prefix('"') else {
            let word = &inside[..word_length(inside)];
            let is_raw = open == 1 && hashes == 1 && is_name(word);
            return Ok(if is_raw { open + 1 + word.len() } else { open });
        };
        match raw_length(text, hashes) {
            Some(length) => Ok(open + hashes + 1 + length + 1 + hashes),
            None => Err(broken(self.place(), "a string without its end".to_owned())),
        }
    }
}
