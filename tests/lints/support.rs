//! Policies from text, and what the compiler has against them.

use evalbox_compiler::compile::compile_written;
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::{Abi, Endian, Target};

pub(crate) const X86_64: Target = Target::X86_64;
pub(crate) const X86: Target = Target {
    abi: Abi::X86,
    endian: Endian::Little,
};

/// The messages for a target, the second place's behind ` | `.
pub(crate) fn messages_on(text: &str, target: Target) -> Vec<String> {
    let mut errors = Errors::new();
    let written = parse_text("policy", text, target, &NoFiles, &mut errors);
    let Err(errors) = compile_written(&written, target, errors) else {
        return Vec::new();
    };
    let message = |mistake: &evalbox_compiler::error::Mistake| match &mistake.other {
        None => mistake.message.clone(),
        Some((_, there)) => format!("{} | {there}", mistake.message),
    };
    errors.iter().map(message).collect()
}

/// The messages for `x86_64`; the policy may exit.
pub(crate) fn messages(text: &str) -> Vec<String> {
    messages_on(&format!("{text} allow [exit_group];"), X86_64)
}

/// The lints that a policy trips, in the order of their messages. Nothing else may be wrong with it.
pub(crate) fn tripped_on(text: &str, target: Target) -> Vec<String> {
    let lint = |message: &String| {
        let (_, name) = message
            .split_once("`#![allow(")
            .unwrap_or_else(|| panic!("{text}: {message}"));
        name.split(')').next().unwrap_or_default().to_owned()
    };
    messages_on(text, target).iter().map(lint).collect()
}

/// The lints that a policy trips on `x86_64`, and that `#![allow]` of them leaves nothing.
#[track_caller]
pub(crate) fn trips(text: &str, lints: &[&str]) {
    let text = format!("{text} allow [exit_group];");
    assert_eq!(tripped_on(&text, X86_64), lints, "{text}");
    if !lints.is_empty() {
        let switched_off = format!("#![allow({})] {text}", lints.join(", "));
        assert_eq!(
            messages_on(&switched_off, X86_64),
            [""; 0],
            "{switched_off}"
        );
    }
}

/// What a policy that compiles leaves to const evaluation and is found there, for `x86_64`, where every constant that rustc
/// alone knows has that value.
pub(crate) fn open(text: &str, value: u64) -> Vec<String> {
    let mut errors = Errors::new();
    let written = parse_text("policy", text, X86_64, &NoFiles, &mut errors);
    let compiled = compile_written(&written, X86_64, errors).expect("no mistake");
    let of = |id| compiled.policy.constants.get(id).known.unwrap_or(value);
    let wrong = compiled.open.iter().filter_map(|open| open.wrong(&of));
    wrong.map(str::to_owned).collect()
}
