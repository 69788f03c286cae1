//! The given tokens as the parser reads them.

use evalbox_policy::tokens::{Bracket, Kind, Token, literal, pair, push_punct};

use super::{Given, span_of};
use crate::constant::Word;
use crate::error::Place;

/// A group that is being walked.
#[derive(Default)]
struct Level {
    /// The index of what opened it.
    open: usize,
    /// Whether the group holds an operator that something outside could bind tighter than.
    operator: bool,
}

/// The tokens of a policy, ended by [`Kind::End`]. An invisible group becomes parentheses where it holds an operator (so that
/// `$mask:expr` stays one operand) and vanishes otherwise; doc comments vanish.
#[must_use]
pub fn flatten(given: &[Given]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut joint = false;
    let mut outer: Vec<Level> = Vec::new();
    let mut level = Level::default();
    for (index, given) in given.iter().enumerate() {
        let span = span_of(index);
        let place = Place::new(span);
        let was_joint = std::mem::take(&mut joint);
        let kind = match given {
            Given::Open(bracket) => {
                let inner = Level {
                    open: tokens.len(),
                    operator: false,
                };
                outer.push(std::mem::replace(&mut level, inner));
                bracket.map_or(Kind::Nothing, |bracket| Kind::Open(bracket, 0))
            }
            Given::Close(bracket) => {
                close(&mut tokens, &level, *bracket, place);
                let operator = level.operator;
                level = outer.pop().unwrap_or_default();
                level.operator |= operator;
                continue;
            }
            Given::Word(written) => {
                let (text, raw) = match written.strip_prefix("r#") {
                    Some(text) => (text.to_owned(), true),
                    None => (written.clone(), false),
                };
                level.operator |= text == "as";
                Kind::Word(Word { text, raw, span })
            }
            Given::Literal(written) => {
                let literal = literal::read(written.clone());
                // `Literal::i32_unsuffixed(-1)` of another macro is a single token.
                level.operator |= literal.text.starts_with('-');
                Kind::Literal(literal)
            }
            Given::Punct(character, before_another) => {
                level.operator |= "=<>!+-*^&|.".contains(*character);
                push_punct(&mut tokens, *character, was_joint, place);
                joint = *before_another;
                continue;
            }
        };
        tokens.push(Token { kind, place });
    }
    tokens.retain(|token| !matches!(token.kind, Kind::Nothing));
    let last = tokens.last().map(|token| token.place.clone());
    let place = last.unwrap_or_else(Place::whole);
    tokens.push(Token {
        kind: Kind::End,
        place,
    });
    // The groups of a macro call are balanced.
    let _ = pair(&mut tokens);
    tokens
}

fn close(tokens: &mut Vec<Token>, level: &Level, bracket: Option<Bracket>, place: Place) {
    match bracket {
        Some(Bracket::Square) if is_doc(tokens, level.open) => {
            tokens.truncate(level.open);
            if matches!(
                tokens.last(),
                Some(Token {
                    kind: Kind::Punct("!"),
                    ..
                })
            ) {
                tokens.pop();
            }
            tokens.pop();
        }
        Some(bracket) => tokens.push(Token {
            kind: Kind::Close(bracket),
            place,
        }),
        None if level.operator => {
            if let Some(open) = tokens.get_mut(level.open) {
                open.kind = Kind::Open(Bracket::Round, 0);
            }
            tokens.push(Token {
                kind: Kind::Close(Bracket::Round),
                place,
            });
        }
        None => {}
    }
}

/// Whether the bracket at `open` belongs to `#[doc = ..]` or `#![doc = ..]`, which is what rustc makes of `///` and `//!`.
fn is_doc(tokens: &[Token], open: usize) -> bool {
    let (before, inside) = tokens.split_at(open);
    let is = |token: Option<&Token>, punct: &str| matches!(token, Some(Token { kind: Kind::Punct(text), .. }) if *text == punct);
    let mut before = before.iter().rev().peekable();
    before.next_if(|token| is(Some(token), "!"));
    let doc =
        matches!(inside.get(1), Some(Token { kind: Kind::Word(word), .. }) if word.text == "doc");
    doc && is(inside.get(2), "=") && is(before.next(), "#")
}
