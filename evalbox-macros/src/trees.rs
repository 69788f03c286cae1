//! rustc's trees of tokens as the compiler's flat lists, and back. Neither way recurses: a tree is as deep as its author likes.
//!
//! The tests of the compiler do the same outside rustc, where `proc_macro` is the crate `proc_macro2`.

use evalbox_compiler::compile;
use evalbox_compiler::emit::{At, Code, Emitted};
use evalbox_compiler::error::SpanId;
use evalbox_compiler::source::Sources;
use evalbox_compiler::target::Target;
use evalbox_compiler::tokens::{Bracket, Given};

use super::proc_macro::{
    Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree,
};

/// The expansion of `seccomp_filter!`: `krate` is `$crate`, the way to evalbox-seccomp.
pub(crate) fn expand(
    krate: TokenStream,
    target: Target,
    policy: TokenStream,
    sources: &dyn Sources,
) -> TokenStream {
    let policy = Policy::read(policy);
    let code = compile::expand(&policy.given, target, sources);
    let krate: Vec<TokenTree> = krate.into_iter().collect();
    write(code, &krate, &policy)
}

/// The tokens of a policy.
#[derive(Default)]
pub(crate) struct Policy {
    /// As the compiler is given them.
    pub(crate) given: Vec<Given>,
    /// The same as rustc knows them.
    known: Vec<Known>,
}

enum Known {
    Word(Ident),
    Other(Span),
}

impl Policy {
    /// A walk through a macro's tokens.
    pub(crate) fn read(tokens: TokenStream) -> Policy {
        let mut policy = Policy::default();
        let mut outer = Vec::new();
        let mut rest = tokens.into_iter();
        loop {
            let Some(tree) = rest.next() else {
                let Some((group, after)) = outer.pop() else {
                    return policy;
                };
                let group: Group = group;
                let close = Given::Close(bracket(group.delimiter()));
                policy.add(close, Known::Other(group.span_close()));
                rest = after;
                continue;
            };
            match tree {
                TokenTree::Group(group) => {
                    let open = Given::Open(bracket(group.delimiter()));
                    policy.add(open, Known::Other(group.span_open()));
                    let inner = group.stream().into_iter();
                    outer.push((group, std::mem::replace(&mut rest, inner)));
                }
                TokenTree::Ident(word) => {
                    policy.add(Given::Word(word.to_string()), Known::Word(word));
                }
                TokenTree::Literal(literal) => {
                    let span = literal.span();
                    policy.add(Given::Literal(literal.to_string()), Known::Other(span));
                }
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    let given = Given::Punct(punct.as_char(), joint);
                    policy.add(given, Known::Other(punct.span()));
                }
            }
        }
    }

    fn add(&mut self, given: Given, known: Known) {
        self.given.push(given);
        self.known.push(known);
    }

    fn get(&self, id: SpanId) -> Option<&Known> {
        self.known.get(id.0.checked_sub(1)? as usize)
    }

    /// The span of that number; the macro call's of [`SpanId::WHOLE`].
    fn span(&self, id: SpanId) -> Span {
        match self.get(id) {
            Some(Known::Word(word)) => word.span(),
            Some(Known::Other(span)) => *span,
            None => Span::call_site(),
        }
    }
}

const fn bracket(delimiter: Delimiter) -> Option<Bracket> {
    match delimiter {
        Delimiter::Parenthesis => Some(Bracket::Round),
        Delimiter::Bracket => Some(Bracket::Square),
        Delimiter::Brace => Some(Bracket::Curly),
        Delimiter::None => None,
    }
}

/// The expansion as rustc takes it.
pub(crate) fn write(code: Code, krate: &[TokenTree], policy: &Policy) -> TokenStream {
    let own = krate
        .first()
        .map_or_else(Span::call_site, |first| first.span());
    let span = |at: At| match at {
        At::Call => Span::call_site(),
        At::Mixed => Span::mixed_site(),
        At::User(id) => policy.span(id),
        At::Ours(id) => own.located_at(policy.span(id)),
    };
    let mut outer: Vec<(Vec<TokenTree>, Bracket, Span)> = Vec::new();
    let mut trees: Vec<TokenTree> = Vec::new();
    for token in code.tokens {
        let (mut tree, at) = match token {
            Emitted::Open(bracket, at) => {
                outer.push((std::mem::take(&mut trees), bracket, span(at)));
                continue;
            }
            Emitted::Close => {
                let Some((before, bracket, at)) = outer.pop() else {
                    continue;
                };
                let delimiter = match bracket {
                    Bracket::Round => Delimiter::Parenthesis,
                    Bracket::Square => Delimiter::Bracket,
                    Bracket::Curly => Delimiter::Brace,
                };
                let inner = std::mem::replace(&mut trees, before);
                let group = Group::new(delimiter, inner.into_iter().collect());
                (TokenTree::Group(group), at)
            }
            Emitted::Word(word, at) => {
                let at = span(at);
                let word = match word.strip_prefix("r#") {
                    Some(raw) => Ident::new_raw(raw, at),
                    None => Ident::new(&word, at),
                };
                (TokenTree::Ident(word), at)
            }
            Emitted::Own(id) => {
                if let Some(Known::Word(word)) = policy.get(id) {
                    trees.push(TokenTree::Ident(word.clone()));
                }
                continue;
            }
            Emitted::Crate(at) => {
                let at = span(at);
                for tree in krate {
                    let mut tree = tree.clone();
                    tree.set_span(tree.span().located_at(at));
                    trees.push(tree);
                }
                continue;
            }
            Emitted::Punct(character, joint, at) => {
                let spacing = if joint {
                    Spacing::Joint
                } else {
                    Spacing::Alone
                };
                (TokenTree::Punct(Punct::new(character, spacing)), span(at))
            }
            Emitted::Number(number) => {
                trees.push(TokenTree::Literal(Literal::u64_unsuffixed(number)));
                continue;
            }
            Emitted::Literal(text) => {
                // What is no number is no operand either: the build would fail there.
                let literal = text.parse().unwrap_or_else(|_| Literal::string(&text));
                trees.push(TokenTree::Literal(literal));
                continue;
            }
            Emitted::Text(text) => {
                trees.push(TokenTree::Literal(Literal::string(&text)));
                continue;
            }
        };
        tree.set_span(at);
        trees.push(tree);
    }
    trees.into_iter().collect()
}
