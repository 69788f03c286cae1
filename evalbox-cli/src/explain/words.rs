//! Answers and the words of `seccomp_data`, as people read them.

use evalbox_compiler::program::offset;
use evalbox_compiler::table::{SyscallId, syscalls};
use evalbox_compiler::target::{Abi, Endian};
use evalbox_seccomp::Action;

use crate::solve::{self, Fact, Relation, Word};

/// What the kernel does about an answer; `None` is one that is not known.
pub(crate) fn answer(answer: Option<u32>) -> String {
    answer.map_or_else(
        || "an unknown answer".to_owned(),
        |raw| Action::from_raw(raw).to_string(),
    )
}

/// The argument that a word is of, by its name where the table has it; `None` for the number and the architecture.
pub(crate) fn argument(word: u32, id: Option<SyscallId>, abi: Abi) -> Option<String> {
    let Some(place) = word.checked_sub(16) else {
        return (word >= 8).then(|| "the instruction pointer".to_owned());
    };
    let slot = u8::try_from(place / 8).ok()?;
    let arguments = id
        .and_then(|id| syscalls::arguments(id, abi))
        .unwrap_or_default();
    let argument = arguments.iter().find(|argument| argument.slot == slot);
    let name = argument.and_then(|argument| argument.names.first());
    Some(name.map_or_else(|| format!("args[{slot}]"), |&name| name.to_owned()))
}

/// The facts from `given` on that the others do not imply: what a reader has to be told.
pub(crate) fn telling(facts: &[Fact], given: usize) -> Vec<Fact> {
    let mut facts = facts.to_vec();
    // The last are looked at first: an equality often comes after what it makes needless, so that those go next.
    for index in (given..facts.len()).rev() {
        let Some(&fact) = facts.get(index) else {
            continue;
        };
        let mut others = facts.clone();
        others.remove(index);
        let mut against = others.clone();
        against.push(Fact {
            holds: !fact.holds,
            ..fact
        });
        if !solve::possible(&against, fact.word) {
            facts = others;
        }
    }
    facts.split_off(given.min(facts.len()))
}

/// A word's name in listings.
pub(crate) fn word(word: Word, endian: Endian) -> String {
    let second = word.0 % 8 == 4;
    let half = if second == (endian == Endian::Little) {
        "high"
    } else {
        "low"
    };
    match word.0 {
        offset::NR => "nr".to_owned(),
        offset::ARCH => "arch".to_owned(),
        8 | 12 => format!("ip.{half}"),
        word => format!("arg{}.{half}", word.saturating_sub(16) / 8),
    }
}

/// A comparison's sign; `&` is of bits of which one is set.
pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "==",
        Relation::Above => ">",
        Relation::AtLeast => ">=",
        Relation::Bits => "&",
    }
}

/// A test as an expression over the words' names in listings.
pub(crate) fn fact(fact: &Fact, endian: Endian) -> String {
    let mut text = word(fact.word, endian);
    if fact.mask != u32::MAX {
        text = format!("{text} & {:#x}", fact.mask);
    }
    if fact.flip != 0 {
        text = format!("({text}) ^ {:#x}", fact.flip);
    }
    let number = fact.number;
    match (fact.relation, fact.holds) {
        (Relation::Equal, true) => format!("{text} == {number:#x}"),
        (Relation::Equal, false) => format!("{text} != {number:#x}"),
        (Relation::Above, true) => format!("{text} > {number:#x}"),
        (Relation::Above, false) => format!("{text} <= {number:#x}"),
        (Relation::AtLeast, true) => format!("{text} >= {number:#x}"),
        (Relation::AtLeast, false) => format!("{text} < {number:#x}"),
        (Relation::Bits, true) => format!("{text} & {number:#x} != 0"),
        (Relation::Bits, false) => format!("{text} & {number:#x} == 0"),
    }
}
