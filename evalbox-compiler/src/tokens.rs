//! The user's tokens as rustc knows them. What reads and checks policies knows spans by number, so that only what takes tokens in and
//! what gives them back deals with rustc's own.

mod flatten;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::constant::{Path, Word};
use crate::error::SpanId;

pub use flatten::flatten;

/// The tokens of a policy that has been read, by their [`SpanId`]; a policy of a file has none.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// From [`SpanId`] 1 on.
    list: Vec<Known>,
}

#[derive(Clone, Debug)]
enum Known {
    Word(Ident),
    Other(Span),
}

impl Tokens {
    fn add(&mut self, tree: &TokenTree) -> SpanId {
        self.push(match tree {
            TokenTree::Ident(ident) => Known::Word(ident.clone()),
            tree => Known::Other(tree.span()),
        })
    }

    fn add_span(&mut self, span: Span) -> SpanId {
        self.push(Known::Other(span))
    }

    fn push(&mut self, known: Known) -> SpanId {
        self.list.push(known);
        SpanId(u32::try_from(self.list.len()).unwrap_or(0))
    }

    fn get(&self, id: SpanId) -> Option<&Known> {
        let index = id.0.checked_sub(1)?;
        self.list.get(index as usize)
    }

    /// The span of that number; the macro call's of [`SpanId::WHOLE`].
    #[must_use]
    pub fn span(&self, id: SpanId) -> Span {
        match self.get(id) {
            Some(Known::Word(ident)) => ident.span(),
            Some(Known::Other(span)) => *span,
            None => Span::call_site(),
        }
    }

    /// A word. The user's own token where there is one: no other can say `$crate`.
    pub(crate) fn ident(&self, word: &Word) -> Ident {
        match self.get(word.span) {
            Some(Known::Word(ident)) if ident == word.text.as_str() => return ident.clone(),
            _ => {}
        }
        let span = self.span(word.span);
        match word.text.as_str() {
            // With `r#` they are no words of Rust.
            "crate" | "self" | "super" | "Self" | "_" => Ident::new(&word.text, span),
            text if word.raw => Ident::new_raw(text, span),
            text => Ident::new(text, span),
        }
    }

    /// A path.
    pub(crate) fn path(&self, path: &Path) -> TokenStream {
        let mut tokens = TokenStream::new();
        let mut colons = path.root;
        for word in &path.words {
            if let Some(before) = colons {
                let span = self.span(before);
                for spacing in [Spacing::Joint, Spacing::Alone] {
                    let mut colon = Punct::new(':', spacing);
                    colon.set_span(span);
                    tokens.extend([TokenTree::Punct(colon)]);
                }
            }
            tokens.extend([TokenTree::Ident(self.ident(word))]);
            colons = Some(word.span);
        }
        tokens
    }
}
