//! Texts and tokens into the compiler: it ends with a program that answers as the policy says, or with errors of the
//! user's, and the two front ends say the same.

use evalbox_compiler::compile::{compile_written, expand};
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::target::Target;
use proc_macro2::TokenStream;
use quote::quote;

use crate::machine::Inline;
use crate::{answers, compile, seeds, target};

/// A byte for the machine, then the text. Included files are named by what is in them.
pub fn run(data: &[u8]) {
    let (target, text) = target(data);
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let right = messages(text, target);
    if right && let Some(machine) = compile(text, target) {
        answers(&machine, target, text);
    }
    // What the macro is given has paired brackets and tokens of Rust's.
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return;
    };
    let expansion = expand(quote!($crate), target, tokens, &Inline).to_string();
    let (refused, expanded) = (
        expansion.contains("compile_error"),
        expansion.contains("static PROGRAM"),
    );
    assert!(refused != expanded, "{target}: {text}\n{expansion}");
    assert!(
        right == expanded,
        "{target}: as a file {right}, as tokens {expanded}: {text}\n{expansion}"
    );
}

/// Whether the text is right; where it is not, that each message is written for the user.
fn messages(text: &str, target: Target) -> bool {
    let mut errors = Errors::new();
    let written = parse_text("text", text, target, &Inline, &mut errors);
    let Err(errors) = compile_written(&written, target, errors) else {
        return true;
    };
    assert!(!errors.is_empty(), "no program and no error: {text}");
    for mistake in errors.iter() {
        let message = &mistake.message;
        assert!(
            !crate::machine::is_a_fault(message),
            "{target}: {message}\n{text}"
        );
        let begins = message.chars().next();
        assert!(
            begins.is_some_and(|first| !first.is_uppercase()),
            "{message}\n{text}"
        );
    }
    false
}

/// The policies of the repository, and every text of the tests of mistakes.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut texts = seeds::files(&["policies", "examples/policies"], "policy");
    texts.extend(
        seeds::files(&["tests/ui"], "rs")
            .iter()
            .filter_map(|text| seeds::macro_body(text)),
    );
    texts.extend(seeds::fenced("docs/policy.md"));
    texts.extend(
        seeds::fenced("docs/cookbook.md")
            .iter()
            .filter_map(|text| seeds::macro_body(text)),
    );
    let machines = Target::ALL.len();
    texts
        .into_iter()
        .enumerate()
        .map(|(at, text)| {
            [
                vec![u8::try_from(at % machines).unwrap_or(0)],
                text.into_bytes(),
            ]
            .concat()
        })
        .collect()
}
