//! What of the user's tokens goes back to rustc. The compiler knows spans and paths by number, so that only what reads tokens and
//! what emits them deals with rustc's own; the rest is built while proc-macro2, quote and syn are.

use proc_macro2::{Ident, Span, TokenStream};

use crate::constant::{Path, Word};
use crate::error::SpanId;

/// The spans of a policy's tokens, and the paths in its constants.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// From [`SpanId`] 1 on.
    spans: Vec<Span>,
    paths: Vec<TokenStream>,
}

impl Spans {
    /// A number for a span.
    pub(crate) fn add(&mut self, span: Span) -> SpanId {
        self.spans.push(span);
        SpanId(u32::try_from(self.spans.len()).unwrap_or(0))
    }

    /// A number for the tokens of a path.
    pub(crate) fn add_path(&mut self, tokens: TokenStream) -> u32 {
        let number = u32::try_from(self.paths.len());
        self.paths.push(tokens);
        number.unwrap_or(u32::MAX)
    }

    /// The span of that number; the macro call's of [`SpanId::WHOLE`].
    #[must_use]
    pub fn get(&self, id: SpanId) -> Span {
        let index = id.0.checked_sub(1).map(|index| index as usize);
        let span = index.and_then(|index| self.spans.get(index));
        span.copied().unwrap_or_else(Span::call_site)
    }

    /// The user's token of a word.
    pub(crate) fn ident(&self, word: &Word) -> Ident {
        Ident::new(&word.text, self.get(word.span))
    }

    /// The user's tokens of a path.
    pub(crate) fn path(&self, path: &Path) -> TokenStream {
        let tokens = self.paths.get(path.tokens as usize);
        tokens.cloned().unwrap_or_default()
    }
}
