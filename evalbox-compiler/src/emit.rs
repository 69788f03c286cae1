//! The last stage: a proved program as Rust tokens. It cannot fail; what rustc then computes and checks is
//! - every constant, fitted to the width of its argument,
//! - what the table claimed about constants,
//! - the kernel's own checks on the final bytes,
//! - the `expect` statements, on the same bytes.
//!
//! Everything is named through the `$crate` that evalbox-seccomp's `macro_rules!` handed on, so that no name of the
//! caller's can get in between.

mod checks;
mod constants;
mod root;
mod values;

pub use root::Root;

use crate::ordered::Set;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::compile::Compiled;
use crate::error::{Errors, message_at};
use crate::policy::{Mention, Policy};
use crate::tokens::Tokens;

/// The expression that stands for the macro call.
#[must_use]
pub fn emit(root: &Root, tokens: &Tokens, compiled: &Compiled) -> TokenStream {
    let (policy, program) = (&compiled.policy, &compiled.program);
    let site = root.at(Span::call_site());
    let emitter = Emitter {
        root,
        policy,
        tokens,
        site: site.clone(),
    };
    let constants = constants::items(&emitter);
    let sets = program
        .sets
        .iter()
        .enumerate()
        .map(|(index, set)| emitter.set(index, set));
    let length = program.instructions.len();
    let instructions = program
        .instructions
        .iter()
        .map(|instruction| emitter.instruction(instruction));
    let assumptions = program
        .assumptions
        .iter()
        .map(|assumption| emitter.assumption(assumption));
    let open = compiled.open.iter().map(|open| emitter.open(open));
    let expects = policy.expects.iter().map(|expect| emitter.expect(expect));
    let files = files(&site, &policy.files);
    let mentions = mentions(&emitter);
    quote! {
        {
            #constants
            #(#sets)*
            const BYTES: [#site::SockFilter; #length] = [#(#instructions),*];
            static PROGRAM: [#site::SockFilter; #length] = BYTES;
            const FILTER: #site::Filter = #site::program(&PROGRAM);
            #(#assumptions)*
            #(#open)*
            #(#expects)*
            #files
            #mentions
            FILTER
        }
    }
}

/// What `compile_error!` is called in the expansion, whatever the caller has of that name.
const REPORT: &str = "__evalbox_mistake";

/// The errors at their tokens, and in the filter's place one that kills everything, so that no second error follows.
#[must_use]
pub fn emit_errors(
    root: &Root,
    tokens: &Tokens,
    files_read: &[String],
    errors: &Errors,
) -> TokenStream {
    let site = root.at(Span::call_site());
    let mut places = Vec::new();
    for mistake in errors.shown().iter() {
        places.push((mistake.place.clone(), mistake.message.clone()));
        places.extend(mistake.other.clone());
    }
    // From the last on: so rustc expands what waits for an import, and shows the first one first.
    let messages = places.iter().rev().map(|(place, message)| {
        let message = message_at(place, message);
        // By a name without a path: rustc would add to one through `$crate` that it comes from a macro, and `::core` is nothing in
        // a crate of edition 2015.
        let span = tokens.span(place.span);
        let report = Ident::new(REPORT, span);
        quote_spanned!(span=> #report! { #message })
    });
    let report = Ident::new(REPORT, Span::call_site());
    let files = files(&site, files_read);
    quote! {
        {
            use #site::core::compile_error as #report;
            #(#messages)*
            #files
            #site::kill_everything()
        }
    }
}

/// rustc depends on a file that `include_bytes!` names: the crate is rebuilt when it changes.
fn files(site: &TokenStream, paths: &[String]) -> TokenStream {
    let paths: Set<&String> = paths.iter().collect();
    let paths = paths.into_iter();
    quote!(#(const _: &[#site::core::primitive::u8] = #site::core::include_bytes!(#paths);)*)
}

/// The one system call that has a keyword of Rust for a name: no item can be called so.
pub const KEYWORD: &str = "break";

/// Uses of documented items under the user's own tokens, for editors.
fn mentions(emitter: &Emitter<'_>) -> TokenStream {
    let site = &emitter.site;
    let mut seen = Set::new();
    let uses = emitter.policy.mentions.iter().filter_map(|mention| {
        let (module, word) = match mention {
            Mention::Syscall(word) => ("syscall", word),
            Mention::Action(word) => ("action", word),
        };
        if word.text == KEYWORD {
            return None;
        }
        // One use of each is as good as many: the first token of a word stands for all.
        let first = seen.insert((module, word.text.as_str()));
        let module = Ident::new(module, Span::call_site());
        let item = emitter.tokens.ident(word);
        first.then(|| quote!(#site::#module::#item))
    });
    let uses: Vec<TokenStream> = uses.collect();
    quote!(const _: &[()] = &[#(#uses),*];)
}

struct Emitter<'a> {
    root: &'a Root,
    policy: &'a Policy,
    tokens: &'a Tokens,
    site: TokenStream,
}
