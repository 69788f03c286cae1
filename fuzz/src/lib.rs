//! What the fuzzers run. Each target is a function on bytes that panics where something is wrong, so that libFuzzer
//! (`fuzz_targets/`) and the replay on stable Rust (`tests/replay.rs`) run the same.

pub mod counts;
mod model;
pub mod oci;
pub mod policy;
mod profile;
pub mod program;
pub mod seeds;
pub mod text;
pub mod trace;

#[path = "../../tests/support/inputs.rs"]
mod inputs;
#[path = "../../tests/support/machine.rs"]
mod machine;
#[path = "../../tests/support/policies.rs"]
mod policies;
#[path = "../../tests/support/words.rs"]
mod words;

use evalbox_compiler::target::Target;
use inputs::{Draw, arguments};
use machine::Machine;

/// A target of the fuzzers.
pub struct Fuzzed {
    /// Its name, also of its corpus's folder.
    pub name: &'static str,
    /// Panics where something is wrong.
    pub run: fn(&[u8]),
    /// What it begins with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every one.
pub const TARGETS: [Fuzzed; 6] = [
    Fuzzed {
        name: "text",
        run: text::run,
        seeds: text::seeds,
    },
    Fuzzed {
        name: "policy",
        run: policy::run,
        seeds: policy::seeds,
    },
    Fuzzed {
        name: "program",
        run: program::run,
        seeds: program::seeds,
    },
    Fuzzed {
        name: "oci",
        run: oci::run,
        seeds: oci::seeds,
    },
    Fuzzed {
        name: "counts",
        run: counts::run,
        seeds: counts::seeds,
    },
    Fuzzed {
        name: "trace",
        run: trace::run,
        seeds: trace::seeds,
    },
];

/// The machine that the first byte chooses, and the other bytes.
fn target(data: &[u8]) -> (Target, &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    (Target::ALL[usize::from(*first) % Target::ALL.len()], rest)
}

/// Compiles a text, which may be the user's mistake; the compiler's own fault it may not be.
fn compile(text: &str, target: Target) -> Option<Machine> {
    match Machine::new(text, target, &words::word) {
        Ok(machine) => Some(machine),
        Err(refused) => {
            assert!(!refused.fault, "{target}: {refused}\n{text}");
            None
        }
    }
}

/// The program answers as the policy read plainly, for some inputs of each rule.
fn answers(machine: &Machine, target: Target, text: &str) {
    let mut draw = Draw(u64::try_from(text.len()).unwrap_or(0));
    let policy = &machine.compiled.policy;
    for abi in &policy.abis {
        let arch = target.audit_arch(abi.abi);
        let check = |arch: u32, number: u32, args: &[u64; 6]| {
            let (ran, says) = (
                machine.run(arch, number, args),
                machine.plain(arch, number, args),
            );
            assert_eq!(ran, says, "{target} {arch:x} {number} {args:x?}\n{text}");
        };
        for (&number, rule) in &abi.rules {
            let mut list = arguments(machine, rule, 8, &mut draw);
            list.truncate(200);
            list.iter().for_each(|args| check(arch, number, args));
            check(arch, number.wrapping_add(1), &[0; 6]);
        }
        for number in [u32::MAX, 0x4000_0000, 0x8000_0000, 0x7fff_ffff] {
            check(arch, number, &[0; 6]);
            check(arch ^ 1, number, &[0; 6]);
        }
    }
}
