//! The policy as one flat list of tokens, the macro's or a file's: brackets know their partner, and operators of several
//! characters are one token.

pub(crate) mod escapes;
pub mod literal;
pub(crate) mod text;

use crate::constant::Word;
use crate::error::Place;
use literal::Literal;

/// A token with its place.
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub place: Place,
}

/// What a token is.
pub enum Kind {
    /// An identifier or keyword.
    Word(Word),
    /// A number, string, character ..
    Literal(Literal),
    /// An operator.
    Punct(&'static str),
    /// An opening bracket and the index of its partner.
    Open(Bracket, usize),
    /// A closing bracket.
    Close(Bracket),
    /// An invisible bracket that nothing is made of.
    Nothing,
    /// Stands after the last token.
    End,
}

/// The three pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// `(`
    Round,
    /// `[`
    Square,
    /// `{`
    Curly,
}

impl Bracket {
    /// As it opens.
    #[must_use]
    pub const fn open(self) -> &'static str {
        match self {
            Bracket::Round => "(",
            Bracket::Square => "[",
            Bracket::Curly => "{",
        }
    }

    /// As it closes.
    #[must_use]
    pub const fn close(self) -> &'static str {
        match self {
            Bracket::Round => ")",
            Bracket::Square => "]",
            Bracket::Curly => "}",
        }
    }
}

/// Every prefix of an operator is one too, so that joining one character at a time finds the longest.
const OPERATORS: [&str; 35] = [
    "=", "<", ">", "!", "~", "+", "-", "*", "/", "%", "^", "&", "|", "@", ".", ",", ";", ":", "#",
    "$", "?", "'", "==", "=>", "!=", "<=", ">=", "<<", ">>", "&&", "||", "..", "::", "->", "..=",
];

/// The operator of one character.
pub(crate) fn single(character: char) -> Option<&'static str> {
    joined("", character)
}

/// The operator that a character makes of the one before it.
fn joined(before: &str, character: char) -> Option<&'static str> {
    let ends = |operator: &&&str| operator.strip_suffix(character) == Some(before);
    OPERATORS.iter().find(ends).copied()
}

/// Appends a character, joined to the operator that it touches.
pub fn push_punct(tokens: &mut Vec<Token>, character: char, joint: bool, place: Place) {
    if joint
        && let Some(Token {
            kind: Kind::Punct(before),
            ..
        }) = tokens.last_mut()
        && let Some(both) = joined(before, character)
    {
        *before = both;
        return;
    }
    // The compiler's tokens have no other characters.
    let kind = match single(character) {
        Some(operator) => Kind::Punct(operator),
        None => Kind::Nothing,
    };
    tokens.push(Token { kind, place });
}

/// Tells every opening bracket its partner.
///
/// # Errors
/// The index of a bracket that has none.
pub fn pair(tokens: &mut [Token]) -> Result<(), usize> {
    let mut open: Vec<(usize, Bracket)> = Vec::new();
    for index in 0..tokens.len() {
        match tokens[index].kind {
            Kind::Open(bracket, _) => open.push((index, bracket)),
            Kind::Close(bracket) => match open.pop() {
                Some((partner, expected)) if expected == bracket => {
                    tokens[partner].kind = Kind::Open(bracket, index);
                }
                _ => return Err(index),
            },
            _ => {}
        }
    }
    match open.first() {
        Some(&(index, _)) => Err(index),
        None => Ok(()),
    }
}
