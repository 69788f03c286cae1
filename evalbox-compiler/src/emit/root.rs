//! The way to evalbox-seccomp's items.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The way to evalbox-seccomp's hidden module: `$crate::__private`, with the span of whatever it is emitted for.
#[derive(Clone, Debug)]
pub struct Root(TokenStream);

impl Root {
    /// From the tokens of `$crate`.
    #[must_use]
    pub fn new(krate: TokenStream) -> Root {
        Root(krate)
    }

    /// The path at a place of the user's: rustc reports there what goes wrong, and resolves it as we wrote it.
    pub(super) fn at(&self, place: Span) -> TokenStream {
        let krate = self.0.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(place));
            token
        });
        let krate: TokenStream = krate.collect();
        let span = self.span(place);
        quote_spanned!(span=> #krate::__private)
    }

    /// A place of the user's for tokens of ours: lints of the user's crate are not about them.
    pub(super) fn span(&self, place: Span) -> Span {
        let own = self
            .0
            .clone()
            .into_iter()
            .next()
            .map_or_else(Span::call_site, |token| token.span());
        own.located_at(place)
    }
}
