//! Answers and costs of programs. A cost that changes is better or worse than the recorded one, and a review sees which:
//! `BLESS=1 cargo test --test compiled` writes `costs.txt`.

use std::{env, fs};

use evalbox_compiler::program::Assumption;
use evalbox_compiler::table::syscalls;

use crate::inputs::{Draw, arguments};
use crate::machine::Machine;
use crate::policies::{Sample, samples};
use crate::words::word;

const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compiled/costs.txt");

const HEADER: &str = "\
// What programs cost: instructions in all, instructions that run for every number of the table with no argument set, and
// those that run for the derived arguments of the calls that arguments decide. Written by `BLESS=1 cargo test --test compiled`.
";

/// What the expansion asserts of constants holds, and the answers are the plain reading's, at the edges of all that the policy
/// speaks of; a line of what they cost.
fn measure(sample: &Sample) -> String {
    let machine = Machine::new(&sample.text, sample.target, &word)
        .unwrap_or_else(|errors| panic!("{}: {errors}", sample.name));
    let policy = &machine.compiled.policy;
    for assumption in &machine.compiled.program.assumptions {
        let holds = match *assumption {
            Assumption::Distinct(one, other) => machine.value(one) != machine.value(other),
            Assumption::SingleBit(id) => machine.value(id).is_power_of_two(),
            Assumption::Small(id) => u32::try_from(machine.value(id)).is_ok(),
        };
        assert!(
            holds,
            "{}: the expansion would not compile: {assumption:?}",
            sample.name
        );
    }
    let mut draw = Draw(1);
    let (mut numbers, mut by_argument) = (0, 0);
    for abi in &policy.abis {
        let arch = policy.target.audit_arch(abi.abi);
        let steps = |nr: u32, args: [u64; 6]| {
            let (answer, steps) = machine.count(arch, nr, &args);
            let plain = machine.plain(arch, nr, &args);
            assert_eq!(
                answer, plain,
                "{}: {nr:#x} {args:x?}: the plain reading answers otherwise",
                sample.name
            );
            steps
        };
        for &(number, _) in syscalls::numbers(abi.abi) {
            numbers += steps(number, [0; 6]);
        }
        for (&number, rule) in &abi.rules {
            if !rule.arms.is_empty() {
                for args in arguments(&machine, rule, 20, &mut draw) {
                    by_argument += steps(number, args);
                }
            }
        }
        for edge in [
            0x3fff_ffff,
            0x4000_0000,
            0x7fff_ffff,
            0x8000_0000,
            0xc000_0000,
            u32::MAX,
        ] {
            steps(edge, [0; 6]);
        }
    }
    let length = machine.program.len();
    format!("{}: {length}, {numbers}, {by_argument}\n", sample.name)
}

#[test]
fn programs_cost_what_is_recorded() {
    let costs: String = samples().iter().map(measure).collect();
    let costs = format!("{HEADER}{costs}");
    if env::var_os("BLESS").is_some() {
        fs::write(RECORDED, &costs).expect("the record can be written");
    }
    let recorded = fs::read_to_string(RECORDED).expect("costs.txt is there");
    let changed: Vec<&str> = costs
        .lines()
        .filter(|now| !recorded.lines().any(|before| before == *now))
        .collect();
    assert!(
        costs == recorded,
        "not as recorded:\n{}\nhint: `BLESS=1 cargo test --test compiled` records what is meant",
        changed.join("\n")
    );
}
