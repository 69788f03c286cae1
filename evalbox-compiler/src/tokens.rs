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

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{Tokens, flatten};
    use crate::constant::{Path, Step};
    use crate::error::Errors;
    use crate::parse::{parse, parse_text};
    use crate::source::NoFiles;
    use crate::syntax::{ListConstant, Policy, StatementKind};
    use crate::target::Target;

    const TEXT: &str = "ioctl deny ::a::r#type::B, crate::r#C;";

    fn paths(policy: &Policy) -> Vec<Path> {
        let mut paths = Vec::new();
        for statement in &policy.statements {
            let StatementKind::Constants { constants, .. } = &statement.kind else {
                continue;
            };
            for constant in constants {
                let ListConstant::Constant(constant) = constant else {
                    continue;
                };
                for step in &constant.expr.0 {
                    if let Step::Path(path) = step {
                        paths.push(path.clone());
                    }
                }
            }
        }
        paths
    }

    /// A path goes back to rustc as it was written, whether the macro's own or a file's, whose words have no tokens.
    #[test]
    fn paths_come_back() {
        let mut errors = Errors::new();
        let stream: TokenStream = TEXT.parse().unwrap_or_default();
        let (flat, tokens) = flatten(stream);
        let written = parse(flat, Target::X86_64, &NoFiles, &mut errors);
        let file = parse_text("file", TEXT, Target::X86_64, &NoFiles, &mut errors);
        assert!(errors.is_empty());
        for (policy, tokens) in [(written, tokens), (file, Tokens::default())] {
            let back: Vec<String> = paths(&policy)
                .iter()
                .map(|path| tokens.path(path).to_string().replace(' ', ""))
                .collect();
            assert_eq!(back, ["::a::r#type::B", "crate::r#C"]);
        }
    }

    /// What rustc would not take as a word is a mistake before it gets there: `Ident` panics.
    #[test]
    fn no_word_that_is_none() {
        for name in ["XⒶ", "X\u{b2}", "X\u{1f150}"] {
            let mut errors = Errors::new();
            let text = format!("ioctl deny self::r#{name};");
            let policy = parse_text("file", &text, Target::X86_64, &NoFiles, &mut errors);
            assert!(!errors.is_empty(), "{name}");
            for path in paths(&policy) {
                let _ = Tokens::default().path(&path);
            }
        }
    }
}
