//! The tokens of a file. Inside the compiler `TokenStream::from_str` loses lines and reports broken text in its own way,
//! so files are read here: Rust's words, numbers, strings, operators and comments.

use std::rc::Rc;

use crate::tokens::literal;
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::constant::Word;
use crate::error::{Line, Place, SpanId};
use crate::tokens::{Bracket, Kind, Token, pair, push_punct, single};

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
        let place = tokens
            .get(index)
            .map_or_else(|| lexer.place(), |token| token.place.clone());
        return Err(broken(place, "a bracket without its partner".to_owned()));
    }
    Ok(tokens)
}

fn broken(place: Place, message: String) -> Broken {
    Broken { place, message }
}

/// The first line of a text, or nothing where it is too long.
pub(super) fn shown(text: &str) -> Rc<str> {
    let head = text
        .char_indices()
        .nth(MAX_SHOWN)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    match head.split_once('\n') {
        Some((line, _)) => line.trim_end_matches('\r').into(),
        None if head.len() == text.len() => head.into(),
        None => "".into(),
    }
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
    let (text, raw) = token
        .strip_prefix("r#")
        .map_or((token.as_str(), false), |text| (text, true));
    if text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(is_word)
    {
        return Kind::Word(Word {
            text: text.to_owned(),
            raw,
            span,
        });
    }
    Kind::Literal(literal::read(token))
}

fn is_name(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    let begins = rest.len() < text.len() || rest.starts_with(is_xid_start);
    begins && rest.chars().all(is_xid_continue)
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
        self.rest = rest;
        let lines = over.matches('\n').count();
        match over.rsplit_once('\n') {
            Some((_, last)) => {
                self.line += lines;
                // What is left of the line that this ends in may begin before `rest`.
                self.column = last.chars().count() + 1;
                let start = last.len();
                self.shown = if start == 0 {
                    shown(rest)
                } else {
                    shown(&format!("{last}{}", first_line(rest)))
                };
            }
            None => self.column += over.chars().count(),
        }
    }

    /// Goes over white space and comments; whether there were any.
    fn skip_blank(&mut self) -> Result<bool, Broken> {
        let before = self.rest.len();
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            if blank > 0 {
                // Line by line, so that the text shown is the last line's, indented as it is.
                let over = self.rest.get(..blank).unwrap_or_default();
                let line = over.rfind('\n').map_or(0, |end| end + 1);
                self.advance(line);
                self.advance(blank - line);
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
        let word = self
            .rest
            .find(|next| !is_word(next))
            .unwrap_or(self.rest.len());
        let after = self.rest.get(word..).unwrap_or_default();
        match (first, self.rest.get(..word)) {
            ('0'..='9', _) => {
                // `1.5` is a float, `1..=5` a range.
                let fraction = after
                    .strip_prefix('.')
                    .filter(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
                Ok(word
                    + fraction.map_or(0, |rest| {
                        1 + rest.find(|next| !is_word(next)).unwrap_or(rest.len())
                    }))
            }
            ('"', _) => self.quoted_length(0, '"'),
            ('\'', _) => {
                let mut inside = self.rest.chars().skip(1);
                match (inside.next(), inside.next()) {
                    (Some('\\'), _) | (Some(_), Some('\'')) => self.quoted_length(0, '\''),
                    _ => Ok(0),
                }
            }
            (_, Some("r" | "br" | "cr")) if after.starts_with(['"', '#']) => self.raw_length(word),
            (_, Some("b" | "c")) if after.starts_with('"') => self.quoted_length(word, '"'),
            (_, Some("b")) if after.starts_with('\'') => self.quoted_length(word, '\''),
            // Which letters a word of Rust may have is Unicode's to say.
            (_, Some(text)) if !is_name(text) => Ok(0),
            _ => Ok(word),
        }
    }

    /// The length of a literal whose opening quote is at `open`.
    fn quoted_length(&self, open: usize, quote: char) -> Result<usize, Broken> {
        let mut escaped = false;
        for (index, character) in self
            .rest
            .char_indices()
            .skip_while(|&(index, _)| index <= open)
        {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if character == quote => return Ok(index + 1),
                _ => {}
            }
        }
        Err(broken(
            self.place(),
            format!("a literal without its closing `{quote}`"),
        ))
    }

    /// The length of `r"..."`, `r#"..."#` or the raw word `r#name`; the prefix is `open` bytes.
    fn raw_length(&self, open: usize) -> Result<usize, Broken> {
        let after = self.rest.get(open..).unwrap_or_default();
        let hashes = after.len() - after.trim_start_matches('#').len();
        let inside = after.get(hashes..).unwrap_or_default();
        if !inside.starts_with('"') {
            let word = inside.find(|next| !is_word(next)).unwrap_or(inside.len());
            let named =
                inside.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
            return Ok(if open == 1 && hashes == 1 && named {
                open + 1 + word
            } else {
                open
            });
        }
        let end = format!("\"{}", "#".repeat(hashes));
        match inside.get(1..).and_then(|text| text.find(&end)) {
            Some(length) => Ok(open + hashes + 1 + length + end.len()),
            None => Err(broken(self.place(), "a string without its end".to_owned())),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(line, _)| line)
}
