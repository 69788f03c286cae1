//! A stream of tokens as a flat list.
//!
//! A `TokenStream` is a tree as deep as its author likes; walking it by recursion would let ten thousand parentheses end the
//! compiler.

use evalbox_policy::tokens::{Bracket, Kind, Token, literal, pair, push_punct};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree, token_stream};

use super::Tokens;
use crate::constant::Word;
use crate::error::{Place, SpanId};

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

/// The tokens of a stream, ended by [`Kind::End`], and rustc's own of them. An invisible group becomes parentheses where it holds an operator (so that
/// `$mask:expr` stays one operand) and vanishes otherwise; doc comments vanish.
pub fn flatten(stream: TokenStream) -> (Vec<Token>, Tokens) {
    let mut known = Tokens::default();
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
        let place = Place::new(known.add(&tree));
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
                    place: Place::new(known.add_span(group.span_open())),
                });
                let inner = Level {
                    rest: group.stream().into_iter(),
                    bracket,
                    open,
                    close: known.add_span(group.span_close()),
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
                let span = place.span;
                tokens.push(Token {
                    kind: Kind::Word(Word { text, raw, span }),
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
    (tokens, known)
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
