//! What the procedural macro does with tokens, outside rustc: its own code, with the crate `proc_macro2` in the place of rustc's.
#![allow(dead_code, reason = "each test uses a part")]

#[path = "../../evalbox-macros/src/trees.rs"]
mod of_the_macro;

use evalbox_compiler::compile::{self, Compiled};
use evalbox_compiler::emit::Code;
use evalbox_compiler::error::Errors;
use evalbox_compiler::source::Sources;
use evalbox_compiler::target::Target;
use evalbox_compiler::tokens::Given;
use proc_macro2 as proc_macro;
use proc_macro2::TokenStream;

/// The tokens of a macro call as the compiler is given them.
pub(crate) fn given(tokens: TokenStream) -> Vec<Given> {
    of_the_macro::Policy::read(tokens).given
}

/// What they compile to.
pub(crate) fn compile(
    tokens: TokenStream,
    target: Target,
    sources: &dyn Sources,
) -> Result<Compiled, Errors> {
    compile::compile(&given(tokens), target, sources)
}

/// An expansion of no tokens.
pub(crate) fn text(code: Code) -> String {
    of_the_macro::write(code, &[], &of_the_macro::Policy::default()).to_string()
}

/// What they expand to.
pub(crate) fn expand(
    krate: TokenStream,
    target: Target,
    policy: TokenStream,
    sources: &dyn Sources,
) -> TokenStream {
    of_the_macro::expand(krate, target, policy, sources)
}
