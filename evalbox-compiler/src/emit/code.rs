//! The expansion as it is written: Rust by fragments of its text, as it would stand in a file, and between them what the policy has.

use std::borrow::Cow;

use crate::error::SpanId;
use crate::tokens::Bracket;

/// Where rustc takes a token to be, and whose names it can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The macro call's place and names (`Span::call_site`).
    Call,
    /// As [`At::Call`], but for names of variables, which are the macro's own (`Span::mixed_site`).
    Mixed,
    /// A token of the user's, with its names.
    User(SpanId),
    /// The place of a token of the user's, for a token of ours: lints of the user's crate are not about it.
    Ours(SpanId),
}

/// A token of the expansion.
#[derive(Clone, Debug)]
pub enum Emitted {
    /// Opens a group that has that place.
    Open(Bracket, At),
    /// Closes the group that was opened last.
    Close,
    /// A name or keyword, with `r#` where that is written.
    Word(Cow<'static, str>, At),
    /// The user's token of that number itself: no other can say `$crate`.
    Own(SpanId),
    /// The way to evalbox-seccomp.
    Crate(At),
    /// A character of an operator, and whether the next one belongs to it.
    Punct(char, bool, At),
    /// A number without a suffix.
    Number(u64),
    /// A number as written.
    Literal(Cow<'static, str>),
    /// A string of that value.
    Text(String),
}

/// Tokens of the expansion. A group may be opened in one piece of it and closed in another.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// The tokens in order.
    pub tokens: Vec<Emitted>,
}

impl Code {
    /// Appends a fragment of Rust, of the macro call; `$` is the way to evalbox-seccomp's hidden module.
    pub(super) fn put(&mut self, rust: &'static str) {
        self.put_at(At::Call, rust);
    }

    /// As [`Code::put`], elsewhere.
    pub(super) fn put_at(&mut self, at: At, rust: &'static str) {
        let mut rest = rust;
        while let Some(&first) = rest.as_bytes().first() {
            let (token, after) = rest.split_at(word_length(rest).max(1));
            rest = after;
            match first {
                b' ' => {}
                b'$' => self.hidden_module(),
                b'(' => self.open(Bracket::Round, at),
                b'[' => self.open(Bracket::Square, at),
                b'{' => self.open(Bracket::Curly, at),
                b')' | b']' | b'}' => self.tokens.push(Emitted::Close),
                b'0'..=b'9' => self.tokens.push(Emitted::Literal(Cow::Borrowed(token))),
                first if is_of_word(first) => {
                    self.tokens.push(Emitted::Word(Cow::Borrowed(token), at));
                }
                operator => {
                    let next = rest.as_bytes().first();
                    let joint = next.is_some_and(|next| b"=<>!+-*^&|.:;,".contains(next));
                    let character = char::from(operator);
                    self.tokens.push(Emitted::Punct(character, joint, at));
                }
            }
        }
    }

    /// `$crate::__private`, by which everything is named: as we wrote it, whatever the caller has of these names.
    fn hidden_module(&mut self) {
        let at = At::Ours(SpanId::WHOLE);
        self.tokens.push(Emitted::Crate(at));
        self.put_at(at, "::__private");
    }

    /// Opens a group.
    pub(super) fn open(&mut self, bracket: Bracket, at: At) {
        self.tokens.push(Emitted::Open(bracket, at));
    }

    /// Appends a name that is made here.
    pub(super) fn word(&mut self, word: String, at: At) {
        self.tokens.push(Emitted::Word(Cow::Owned(word), at));
    }

    /// Appends a number.
    pub(super) fn number(&mut self, number: impl Into<u64>) {
        self.tokens.push(Emitted::Number(number.into()));
    }

    /// Appends a number with its suffix.
    pub(super) fn suffixed(&mut self, number: String) {
        self.tokens.push(Emitted::Literal(Cow::Owned(number)));
    }

    /// Appends a string.
    pub(super) fn text(&mut self, text: String) {
        self.tokens.push(Emitted::Text(text));
    }

    /// Appends `true` or `false`.
    pub(super) fn truth(&mut self, holds: bool) {
        self.put(if holds { "true" } else { "false" });
    }

    /// Appends code.
    pub(super) fn add(&mut self, code: Code) {
        self.tokens.extend(code.tokens);
    }
}

/// How long the name or number is that a text begins with.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while length < bytes.len() && is_of_word(bytes[length]) {
        length += 1;
    }
    length
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
