//! The policy as one flat list of tokens.
//!
//! A `TokenStream` is a tree as deep as its author likes; walking it by recursion would let ten thousand parentheses end the
//! compiler. Here brackets are tokens that know their partner, and operators of several characters are one token.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree, token_stream};

use super::literal::{self, Literal};
use crate::error::{Place, SpanId};
use crate::spans::Spans;

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Word(Word),
    Literal(Literal),
    Punct(&'static str),
    /// An opening bracket and the index of its partner.
    Open(Bracket, usize),
    Close(Bracket),
    /// An invisible bracket that nothing is made of.
    Nothing,
    /// Stands after the last token.
    End,
}

/// An identifier or keyword.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As the user wrote it: a path that goes to rustc keeps `r#` and hygiene.
    pub(super) ident: Ident,
    /// Without `r#`.
    pub(super) text: String,
    /// Written with `r#`: never a word of the language.
    pub(super) raw: bool,
}

/// The three pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub(super) const fn open(self) -> &'static str {
        match self {
            Bracket::Round => "(",
            Bracket::Square => "[",
            Bracket::Curly => "{",
        }
    }

    pub(super) const fn close(self) -> &'static str {
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

fn operator(matches: impl Fn(&str) -> bool) -> Option<&'static str> {
    OPERATORS.into_iter().find(|text| matches(text))
}

/// The operator of one character.
pub(super) fn single(character: char) -> Option<&'static str> {
    operator(|text| text.chars().eq([character]))
}

/// The operator that a character makes of the one before it.
pub(super) fn joined(before: &str, character: char) -> Option<&'static str> {
    operator(|text| text.strip_suffix(character) == Some(before))
}

/// A group that is being walked.
struct Level {
    rest: token_stream::IntoIter,
    /// `None` for the invisible group that a macro's `$x:expr` comes in.
    bracket: Option<Bracket>,
    open: usize,
    close: SpanId,
    /// Whether the group holds an operator that something outside could bind tighter than.
    operator: bool,
}

/// The tokens of a stream, ended by [`Kind::End`]. An invisible group becomes parentheses where it holds an operator (so that
/// `$mask:expr` stays one operand) and vanishes otherwise; doc comments vanish.
pub(super) fn flatten(stream: TokenStream, spans: &mut Spans) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut joint = false;
    let mut outer: Vec<Level> = Vec::new();
    let mut level = Level {
        rest: stream.into_iter(),
        bracket: None,
        open: 0,
        close: SpanId::WHOLE,
        operator: false,
    };
    loop {
        let Some(tree) = level.rest.next() else {
            let Some(mut parent) = outer.pop() else { break };
            close(&mut tokens, &level);
            parent.operator |= level.operator;
            level = parent;
            joint = false;
            continue;
        };
        let place = Place::new(spans.add(tree.span()));
        match tree {
            TokenTree::Group(group) => {
                let bracket = match group.delimiter() {
                    Delimiter::Parenthesis => Some(Bracket::Round),
                    Delimiter::Bracket => Some(Bracket::Square),
                    Delimiter::Brace => Some(Bracket::Curly),
                    Delimiter::None => None,
                };
                let open = tokens.len();
                let kind = bracket.map_or(Kind::Nothing, |bracket| Kind::Open(bracket, 0));
                tokens.push(Token {
                    kind,
                    place: Place::new(spans.add(group.span_open())),
                });
                let inner = Level {
                    rest: group.stream().into_iter(),
                    bracket,
                    open,
                    close: spans.add(group.span_close()),
                    operator: false,
                };
                outer.push(std::mem::replace(&mut level, inner));
            }
            TokenTree::Ident(ident) => {
                let written = ident.to_string();
                let (text, raw) = match written.strip_prefix("r#") {
                    Some(text) => (text.to_owned(), true),
                    None => (written, false),
                };
                level.operator |= text == "as";
                tokens.push(Token {
                    kind: Kind::Word(Word { ident, text, raw }),
                    place,
                });
            }
            TokenTree::Literal(written) => {
                let literal = literal::read(written.to_string());
                // `Literal::i32_unsuffixed(-1)` of another macro is a single token.
                level.operator |= literal.text.starts_with('-');
                tokens.push(Token {
                    kind: Kind::Literal(literal),
                    place,
                });
            }
            TokenTree::Punct(punct) => {
                level.operator |= "=<>!+-*^&|.".contains(punct.as_char());
                push_punct(&mut tokens, punct.as_char(), joint, place);
                joint = punct.spacing() == Spacing::Joint;
                continue;
            }
        }
        joint = false;
    }
    tokens.retain(|token| !matches!(token.kind, Kind::Nothing));
    let last = tokens.last().map(|token| token.place.clone());
    let place = last.unwrap_or_else(Place::whole);
    tokens.push(Token {
        kind: Kind::End,
        place,
    });
    // The trees of a stream are balanced.
    let _ = pair(&mut tokens);
    tokens
}

/// Appends a character, joined to the operator that it touches.
pub(super) fn push_punct(tokens: &mut Vec<Token>, character: char, joint: bool, place: Place) {
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
    let kind = single(character).map_or(Kind::Nothing, Kind::Punct);
    tokens.push(Token { kind, place });
}

fn close(tokens: &mut Vec<Token>, level: &Level) {
    let place = Place::new(level.close);
    match level.bracket {
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

/// Tells every opening bracket its partner.
///
/// # Errors
/// The index of a bracket that has none.
pub(super) fn pair(tokens: &mut [Token]) -> Result<(), usize> {
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
    open.first().map_or(Ok(()), |&(index, _)| Err(index))
}
