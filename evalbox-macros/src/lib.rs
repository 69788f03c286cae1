//! The procedural macro behind `evalbox_seccomp::seccomp_filter!`; use it through that crate.
//!
//! It hands tokens to `evalbox-compiler` and the answer back.

use evalbox_compiler::source::Manifest;
use evalbox_compiler::target::Target;
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// `($crate) "ARCH" "ENDIAN" { POLICY }`: what evalbox-seccomp's `macro_rules! seccomp_filter` calls.
#[doc(hidden)]
#[proc_macro]
pub fn __expand(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let expanded = expand(input.into());
    // Only a call that does not come from evalbox-seccomp gets here without an expansion.
    let expanded = expanded.unwrap_or_else(|| {
        let message = Literal::string("use `evalbox_seccomp::seccomp_filter!`");
        quote_error(message)
    });
    expanded.into()
}

fn expand(input: TokenStream) -> Option<TokenStream> {
    let mut tokens = input.into_iter();
    let krate = group(tokens.next()?, Delimiter::Parenthesis)?.stream();
    let arch = string(tokens.next()?)?;
    let endian = string(tokens.next()?)?;
    let policy = group(tokens.next()?, Delimiter::Brace)?.stream();
    let target = Target::from_cfg(&arch, &endian)?;
    // Cargo and every other build tool that runs rustc set it; without it the current directory is all there is.
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let sources = Manifest { root: root.into() };
    Some(evalbox_compiler::compile::expand(
        krate, target, policy, &sources,
    ))
}

fn group(token: TokenTree, delimiter: Delimiter) -> Option<Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

fn string(token: TokenTree) -> Option<String> {
    let text = token.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

fn quote_error(message: Literal) -> TokenStream {
    let mut error: TokenStream = "::core::compile_error!".parse().unwrap_or_default();
    let message = TokenStream::from(TokenTree::Literal(message));
    error.extend([TokenTree::Group(Group::new(
        Delimiter::Parenthesis,
        message,
    ))]);
    error
}
