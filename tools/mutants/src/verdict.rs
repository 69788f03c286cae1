//! What noticed a mutant.

/// The rows of the table, in its order: from [`Verdict::Assertion`] on each mutant is worth a look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Rustc,
    Proof,
    Tests,
    Panic,
    Time,
    Assertion,
    Answer,
    Speed,
    Nothing,
    Constant,
}

impl Verdict {
    pub(crate) const ALL: [Verdict; 10] = [
        Verdict::Rustc,
        Verdict::Proof,
        Verdict::Tests,
        Verdict::Panic,
        Verdict::Time,
        Verdict::Assertion,
        Verdict::Answer,
        Verdict::Speed,
        Verdict::Nothing,
        Verdict::Constant,
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Verdict::Rustc => "rustc: they do not compile",
            Verdict::Proof => "the proof",
            Verdict::Tests => "costs or tokens",
            Verdict::Panic => "a panic: an index, an overflow, the stack, memory",
            Verdict::Time => "the time limit",
            Verdict::Assertion => "an assertion in the expansion",
            Verdict::Answer => "a wrong answer, and no proof or assertion before it",
            Verdict::Speed => "`tests/speed.rs`",
            Verdict::Nothing => "nothing",
            Verdict::Constant => {
                "for `cargo mutants` alone: rustc computes it, and has nothing to choose by"
            }
        }
    }

    /// By what `tests/compiled` printed before it failed; `code` is none where a signal ended it.
    pub(crate) fn of(code: Option<i32>, output: &str) -> Verdict {
        // `tests/compiled/programs.rs` compares answers last, and stops at the first policy that is not as it should be.
        let panicked = output
            .lines()
            .filter_map(|line| line.split_once(" panicked at "));
        if output.contains("the plain reading answers otherwise") {
            Verdict::Answer
        } else if code.is_none() {
            Verdict::Panic
        } else if output.contains("the program was not proved to be the policy")
            || output.contains("the policy is too involved to be proved")
        {
            Verdict::Proof
        } else if output.contains("the expansion would not compile") {
            Verdict::Assertion
        } else if panicked
            .clone()
            .any(|(_, place)| !place.starts_with("tests/"))
        {
            Verdict::Panic
        } else {
            Verdict::Tests
        }
    }
}
