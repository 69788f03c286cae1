//! Random policies for random targets: each compiles, its proof holds, and its program answers as a plain reading of the
//! policy does, for inputs derived from the policy's own constants.
//!
//! `PROPTEST_CASES` sets how many; a failure shrinks and is kept in `tests/random.proptest-regressions`.

#[path = "support/inputs.rs"]
mod inputs;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/words.rs"]
mod words;

use evalbox_policy::target::Target;
use inputs::{Draw, interesting};
use machine::Machine;
use policies::policy;
use proptest::prelude::*;
use proptest::sample::select;

fn agrees(text: &str, target: Target, seed: u64) -> Result<(), TestCaseError> {
    let machine = match Machine::new(text, target, &words::word) {
        Ok(machine) => machine,
        Err(errors) => {
            prop_assert!(
                !errors.contains("internal error"),
                "{target}: {errors}\n{text}"
            );
            return Err(TestCaseError::reject("a user's mistake"));
        }
    };
    let values = interesting(&machine);
    let mut draw = Draw(seed);
    let policy = &machine.compiled.policy;
    for abi in &policy.abis {
        let arch = target.audit_arch(abi.abi);
        let mut numbers: Vec<(u32, usize)> = vec![
            (u32::MAX, 1),
            (0x4000_0000, 1),
            (0x3fff_ffff, 1),
            (0x8000_0001, 1),
        ];
        for (&number, rule) in &abi.rules {
            numbers.push((number, if rule.arms.is_empty() { 1 } else { 60 }));
            numbers.push((number + 1, 1));
        }
        for (number, times) in numbers {
            for _ in 0..times {
                let args = [(); 6].map(|()| values[draw.below(values.len())]);
                let (ran, says) = (
                    machine.run(arch, number, &args),
                    machine.plain(arch, number, &args),
                );
                prop_assert_eq!(ran, says, "{} {} {:x?}\n{}", target, number, args, text);
                let foreign = machine.run(arch ^ 1, number, &args);
                prop_assert_eq!(
                    foreign,
                    machine.plain(arch ^ 1, number, &args),
                    "{} foreign\n{}",
                    target,
                    text
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, max_shrink_iters: 200, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn programs_answer_as_their_policies(text in policy(), target in select(Target::ALL.as_slice()), seed: u64) {
        agrees(&text, target, seed)?;
    }
}
