//! What the back end makes of policies, held to figures: a mistake in `lower`, `optimise`, `assemble` or `emit` that only makes
//! programs longer or slower is no wrong answer, so that no proof finds it. docs/mutants.md tries these tests on such mistakes.

// The derived arguments are what libc's constants are worth on this machine.
#![cfg(target_arch = "x86_64")]

#[path = "../support/inputs.rs"]
mod inputs;
#[path = "../support/machine.rs"]
mod machine;
mod policies;
mod programs;
mod tokens;
#[path = "../support/words.rs"]
mod words;
