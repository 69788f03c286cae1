//! A fact as the search sees it: what it says of bits that are only partly decided, and which facts hang together.

use crate::ordered::{Set, sort_by};

use super::bits::{Model, Operand, Part, Unknown, operand, word};
use super::terms::Rel;
use crate::constant::ConstId;

/// What must hold of words and constants.
pub(super) enum Fact {
    Compare {
        left: Operand,
        rel: Rel,
        right: Operand,
        holds: bool,
    },
    /// One bit in both words together.
    Single(ConstId),
    Distinct(ConstId, ConstId),
}

impl Fact {
    /// Every unknown that it speaks of.
    fn unknowns(&self) -> Set<Unknown> {
        let mut found = Set::new();
        match self {
            Fact::Compare { left, right, .. } => {
                add_unknowns(&left.parts, &mut found);
                add_unknowns(&right.parts, &mut found);
            }
            Fact::Single(id) => add_halves(*id, &mut found),
            Fact::Distinct(a, b) => {
                add_halves(*a, &mut found);
                add_halves(*b, &mut found);
            }
        }
        found
    }
}

fn add_halves(id: ConstId, found: &mut Set<Unknown>) {
    found.insert(Unknown::Low(id));
    found.insert(Unknown::High(id));
}

fn add_unknowns(parts: &[Part], found: &mut Set<Unknown>) {
    for part in parts {
        match part {
            Part::Number(_) => {}
            Part::Unknown(unknown) => drop(found.insert(*unknown)),
            Part::Or(inner) => add_unknowns(inner, found),
            Part::Not(inner) => add_unknowns(std::slice::from_ref(inner), found),
        }
    }
}

/// Facts in groups that share no unknown: each is searched alone, so that choices in one are not tried again for
/// every choice in another.
pub(super) fn independent(facts: Vec<Fact>) -> Vec<Vec<Fact>> {
    let mut groups: Vec<Vec<Fact>> = Vec::new();
    // What each speaks of.
    let mut unknowns: Vec<Set<Unknown>> = Vec::new();
    for fact in facts {
        let (mut spoken_of, mut together) = (fact.unknowns(), Vec::new());
        let mut at = 0;
        while at < groups.len() {
            if unknowns[at].is_disjoint(&spoken_of) {
                at += 1;
            } else {
                for &unknown in &unknowns.remove(at) {
                    spoken_of.insert(unknown);
                }
                together.append(&mut groups.remove(at));
            }
        }
        together.push(fact);
        groups.push(together);
        unknowns.push(spoken_of);
    }
    // What is soon decided comes first.
    sort_by(&mut groups, &|a, b| a.len().cmp(&b.len()));
    groups
}

/// Whether it holds, as far as the bits tell.
pub(super) fn truth(fact: &Fact, model: &Model) -> Option<bool> {
    match fact {
        Fact::Compare {
            left,
            rel,
            right,
            holds,
        } => {
            let (a, b) = (operand(left, model), operand(right, model));
            let truth = if *rel == Rel::Equal {
                if a.ones & b.zeros != 0 || a.zeros & b.ones != 0 {
                    Some(false)
                } else {
                    (a.open() == 0 && b.open() == 0).then_some(true)
                }
            } else if a.ones >= !b.zeros {
                Some(true)
            } else {
                (!a.zeros < b.ones).then_some(false)
            };
            truth.map(|truth| truth == *holds)
        }
        Fact::Single(id) => {
            let (low, high) = (
                word(model, Unknown::Low(*id)),
                word(model, Unknown::High(*id)),
            );
            let (ones, open) = (
                low.ones.count_ones() + high.ones.count_ones(),
                low.open().count_ones() + high.open().count_ones(),
            );
            match (ones, open) {
                (2.., _) | (0, 0) => Some(false),
                (1, 0) => Some(true),
                _ => None,
            }
        }
        Fact::Distinct(a, b) => {
            let unequal = |half: fn(ConstId) -> Unknown| {
                let (a, b) = (word(model, half(*a)), word(model, half(*b)));
                (
                    a.ones & b.zeros != 0 || a.zeros & b.ones != 0,
                    a.open() | b.open() == 0,
                )
            };
            let (low, high) = (unequal(Unknown::Low), unequal(Unknown::High));
            match (low.0 || high.0, low.1 && high.1) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
            }
        }
    }
}

/// How many open bits the fact compares. Of a single bit there are as many values, where other words of 64 bits have 2^64: which bit it
/// is comes before the words that it masks.
pub(super) fn open_bits(fact: &Fact, model: &Model) -> u32 {
    match fact {
        Fact::Compare { left, right, .. } => {
            let (left, right) = (operand(left, model), operand(right, model));
            left.open().count_ones() + right.open().count_ones()
        }
        Fact::Single(_) => u64::BITS.ilog2(),
        Fact::Distinct(..) => u32::MAX,
    }
}

/// The highest bit that is open in what the fact compares.
pub(super) fn highest_open(fact: &Fact, model: &Model) -> Option<(Unknown, u32)> {
    let mut found: Option<(Unknown, u32)> = None;
    let mut look = |unknown: Unknown, bits: u32| {
        let open = word(model, unknown).open() & bits;
        if open != 0 {
            let bit = 1 << (31 - open.leading_zeros());
            if found.is_none_or(|(_, highest)| bit > highest) {
                found = Some((unknown, bit));
            }
        }
    };
    match fact {
        Fact::Compare { left, right, .. } => {
            for &side in &[left, right] {
                let matters = operand(side, model).open();
                let mut unknowns = Set::new();
                add_unknowns(&side.parts, &mut unknowns);
                for &unknown in &unknowns {
                    look(unknown, matters);
                }
            }
        }
        Fact::Single(id) => {
            look(Unknown::Low(*id), u32::MAX);
            look(Unknown::High(*id), u32::MAX);
        }
        Fact::Distinct(a, b) => {
            for &id in &[*a, *b] {
                look(Unknown::Low(id), u32::MAX);
                look(Unknown::High(id), u32::MAX);
            }
        }
    }
    found
}
