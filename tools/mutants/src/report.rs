//! The table, and what no test notices.

use std::collections::BTreeMap;

use crate::list::Mutant;
use crate::verdict::Verdict;

/// Those without a verdict are no Rust by themselves.
pub(crate) fn print(mutants: &[Mutant], verdicts: &BTreeMap<usize, Verdict>) {
    let verdict = |id: usize| verdicts.get(&id).copied().unwrap_or(Verdict::Rustc);
    println!("{} mutants\n\n| | mutants |\n| --- | ---: |", mutants.len());
    for row in Verdict::ALL {
        let count = (0..mutants.len()).filter(|&id| verdict(id) == row).count();
        println!("| {} | {count} |", row.words());
    }
    println!();
    for (id, mutant) in mutants.iter().enumerate() {
        if verdict(id) >= Verdict::Assertion {
            println!("{}: {}", verdict(id).words(), mutant.name);
        }
    }
}
