//! What the parser reads, what it refuses and with which words, and that no input ends it or makes it slow.

mod files;
mod forms;
mod limits;
mod literals;
mod mistakes;
mod show;

use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::{self, parse_text};
use evalbox_compiler::source::{NoFiles, Sources};
use evalbox_compiler::syntax::Policy;
use evalbox_compiler::target::Target;
use evalbox_compiler::tokens::flatten;
use proc_macro2::TokenStream;

fn messages(errors: &Errors) -> Vec<String> {
    errors
        .iter()
        .map(|mistake| mistake.message.clone())
        .collect()
}

fn stream(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The policy of a macro's tokens.
fn parse(
    tokens: TokenStream,
    target: Target,
    sources: &dyn Sources,
    errors: &mut Errors,
) -> Policy {
    parse::parse(flatten(tokens).0, target, sources, errors)
}

/// The policy of a text without a mistake, the same from tokens and from text.
#[track_caller]
fn good(text: &str) -> Policy {
    good_on(text, Target::X86_64)
}

#[track_caller]
fn good_on(text: &str, target: Target) -> Policy {
    let mut errors = Errors::new();
    let policy = parse(stream(text), target, &NoFiles, &mut errors);
    assert!(errors.is_empty(), "{text}: {:?}", messages(&errors));
    let from_text = parse_text("policy", text, target, &NoFiles, &mut errors);
    assert!(errors.is_empty(), "{text}: {:?}", messages(&errors));
    assert_eq!(show::policy(&policy), show::policy(&from_text), "{text}");
    policy
}

/// The mistakes of a text, the same from tokens and from text.
#[track_caller]
fn bad(text: &str) -> Vec<String> {
    let mut errors = Errors::new();
    parse(stream(text), Target::X86_64, &NoFiles, &mut errors);
    let from_tokens = messages(&errors);
    assert!(!from_tokens.is_empty(), "{text} is accepted");
    let mut errors = Errors::new();
    parse_text("policy", text, Target::X86_64, &NoFiles, &mut errors);
    assert_eq!(from_tokens, messages(&errors), "{text}");
    from_tokens
}

/// A text with exactly one mistake, whose message holds all of these.
#[track_caller]
fn refused(text: &str, parts: &[&str]) {
    let messages = bad(text);
    assert_eq!(messages.len(), 1, "{text}: {messages:?}");
    for part in parts {
        assert!(
            messages[0].contains(part),
            "{text}: {:?} lacks {part:?}",
            messages[0]
        );
    }
}
