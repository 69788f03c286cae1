//! What policies mean, by a second reading of the specification that shares nothing with the compiler: the test draws a policy as a
//! tree, says by itself what each call must be answered, writes the tree down as text, and runs the program that the compiler makes
//! of the text. The proof holds the program to the checked policy; this holds the checked policy to the language.
//!
//! `PROPTEST_CASES` sets how many.

#[path = "meaning/draw.rs"]
mod draw;
#[path = "meaning/facts.rs"]
mod facts;
#[path = "support/inputs.rs"]
mod inputs;
#[path = "support/machine.rs"]
mod machine;
#[path = "meaning/model.rs"]
mod model;
#[path = "meaning/text.rs"]
mod text;
#[path = "support/words.rs"]
mod words;

use std::collections::BTreeSet;

use arbitrary::Unstructured;
use evalbox_compiler::target::Target;
use facts::{CALLS, LISTED, UNKNOWN, X32};
use inputs::Draw;
use machine::Machine;
use model::{ARCH, Policy};
use proptest::prelude::*;

/// Calls tried of each number.
const TRIES: usize = 80;

fn holds(policy: &Policy, seed: u64) -> Result<(), TestCaseError> {
    let text = policy.to_string();
    let machine = Machine::new(&text, Target::X86_64, &words::word)
        .map_err(|errors| TestCaseError::fail(format!("{errors}\n{text}")))?;
    let values = values(&machine.values);
    let mut draw = Draw(seed);
    let mut args = || {
        [(); 6].map(|()| {
            let near = values[draw.below(values.len())];
            // Half of them with something in the half that is not read of an int.
            let above = u64::try_from(draw.below(1 << 16)).expect("16 bits") << 32;
            near ^ if draw.below(2) == 0 { 0 } else { above }
        })
    };
    let listed = LISTED.iter().map(|&(_, number)| number);
    let calls = CALLS.iter().map(|call| call.number);
    let others = UNKNOWN.iter().chain(X32).copied();
    for number in listed.chain(calls).chain(others) {
        for _ in 0..TRIES {
            let args = args();
            for arch in [ARCH, 0x4000_0003] {
                let (ran, meant) = (
                    machine.run(arch, number, &args),
                    policy.decide(arch, number, &args),
                );
                prop_assert_eq!(
                    ran,
                    meant,
                    "{:#x} instead of {:#x} for {} {:x?}\n{}",
                    ran,
                    meant,
                    number,
                    args,
                    text
                );
            }
        }
    }
    Ok(())
}

/// The policy's constants, their neighbours, and the edges of the widths.
fn values(constants: &[u64]) -> Vec<u64> {
    let edges = [0, 1 << 15, 1 << 16, 1 << 31, 1 << 32, 1 << 63];
    let mut values = BTreeSet::new();
    for &value in constants.iter().chain(&edges) {
        for near in [
            value,
            value.wrapping_add(1),
            value.wrapping_sub(1),
            !value,
            value | 1 << 12,
        ] {
            values.insert(near);
        }
    }
    for pair in constants.windows(2) {
        values.insert(pair[0] | pair[1]);
    }
    values.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn programs_answer_what_the_language_says(
        bytes in prop::collection::vec(any::<u8>(), 20..400),
        seed: u64,
    ) {
        // Bytes that run out draw the simplest there is.
        if let Ok(policy) = draw::policy(&mut Unstructured::new(&bytes)) {
            holds(&policy, seed)?;
        }
    }
}
