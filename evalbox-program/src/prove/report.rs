//! What is printed where a program differs from its policy.

use super::bits::{Model, Unknown};
use super::classes::{Answer, Arch, Class};
use super::terms::Word;
use super::walk::{MAX_STEPS, Stop};
use super::{Failure, answer_text};
use crate::policy::Policy;
use crate::target::Endian;

/// The failure, with its input.
pub(super) fn failure(policy: &Policy, arch: &Arch<'_>, class: &Class<'_>, stop: Stop) -> Failure {
    let whose = match class.answer {
        Answer::Rule(rule) => format!(" ({})", rule.name),
        Answer::Action(_) => String::new(),
    };
    let mut input = format!(
        "arch {}, nr {}{whose}",
        range(arch.range, true),
        range(class.range, false)
    );
    // Without an input that shows a difference there may be none: what is known is that the proof was not found.
    let exhausted = matches!(stop, Stop::Exhausted | Stop::Differs { witness: None, .. });
    let message = match stop {
        Stop::Unknown(reason) => format!("{reason}; at {input}"),
        Stop::Exhausted => format!("the proof needs more than {MAX_STEPS} steps; at {input}"),
        Stop::Differs {
            pc,
            answered,
            expected,
            witness,
        } => {
            let mut says = String::new();
            for value in &expected {
                if !says.is_empty() {
                    says.push_str(" or ");
                }
                says.push_str(&answer_text(value));
            }
            let answered = answer_text(&answered);
            match witness {
                Some(model) => {
                    input.push_str(&describe(policy, &model));
                    format!(
                        "the program answers {answered} (instruction {pc}) and the policy says {says}; at {input}"
                    )
                }
                None => format!(
                    "it was not found out whether any arguments get {answered} (instruction {pc}) that the policy gives {says}; at {input}"
                ),
            }
        }
    };
    Failure { message, exhausted }
}

fn range((least, most): (u32, u32), hex: bool) -> String {
    let number = |number: u32| {
        if hex {
            format!("{number:#x}")
        } else {
            number.to_string()
        }
    };
    if least == most {
        number(least)
    } else {
        format!("{}..={}", number(least), number(most))
    }
}

/// The words and constants of a witness; an open bit may be anything and is shown as zero.
fn describe(policy: &Policy, model: &Model) -> String {
    let mut text = String::new();
    for (unknown, bits) in model {
        let name = match *unknown {
            Unknown::Word(word) => word_name(word, policy.target.endian),
            Unknown::Low(id) => format!("{} (low word)", policy.constants.get(id).text),
            Unknown::High(id) => format!("{} (high word)", policy.constants.get(id).text),
            Unknown::Element(set, index) => format!("element {index} of set {}", set.0),
        };
        text.push_str(&format!(", {name} = {:#x}", bits.ones));
    }
    text
}

fn word_name(word: Word, endian: Endian) -> String {
    match word {
        Word::NR => "nr".to_owned(),
        Word::ARCH => "arch".to_owned(),
        Word(2 | 3) => "instruction_pointer".to_owned(),
        Word(index) => {
            let high = (index % 2 == 1) == (endian == Endian::Little);
            format!(
                "arg{} ({} word)",
                (index - 4) / 2,
                if high { "high" } else { "low" }
            )
        }
    }
}
