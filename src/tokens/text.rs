//! Tokens as text, spaced as rustfmt would, for messages and as the identity of constants.

use super::{Bracket, Kind, Token};

/// One token.
pub(crate) fn of_kind(kind: &Kind) -> &str {
    match kind {
        Kind::Word(word) => &word.text,
        Kind::Literal(literal) => &literal.text,
        Kind::Punct(text) => text,
        Kind::Open(bracket, _) => bracket.open(),
        Kind::Close(bracket) => bracket.close(),
        Kind::Nothing | Kind::End => "",
    }
}

/// Some tokens.
pub(crate) fn of(tokens: &[Token]) -> String {
    let mut text = String::new();
    // Whether an operator that comes next stands before its only operand.
    let mut prefix = true;
    let mut glued = true;
    let mut after_word = false;
    for token in tokens {
        let kind = &token.kind;
        let tight = match kind {
            Kind::Close(_) | Kind::Punct("," | ";" | "::" | "..=") => true,
            Kind::Open(Bracket::Round, _) => after_word,
            _ => false,
        };
        if !glued && !tight {
            text.push(' ');
        }
        text.push_str(of_kind(kind));
        glued = match kind {
            Kind::Open(..) | Kind::Punct("::" | "@" | "..=") => true,
            Kind::Punct("!" | "-") => prefix,
            _ => false,
        };
        prefix = match kind {
            Kind::Open(..) | Kind::Punct(_) => true,
            Kind::Word(word) => word.text == "in" || word.text == "if",
            _ => false,
        };
        after_word = matches!(kind, Kind::Word(_));
    }
    text
}
