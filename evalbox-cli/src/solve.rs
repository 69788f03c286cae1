//! Whether a 32-bit word can be what a set of tests says of it, and one that is.
//!
//! A search over the word's bits: a test that the bits so far decide wrongly ends a branch, an equality that must hold
//! gives all of its bits at once, and otherwise the highest bit that an undecided test looks at is tried both ways.
//! It looks at every word in the end, so that its answer is exact.

/// A word of `seccomp_data`, by its offset in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word(pub(crate) u32);

/// A comparison of classic BPF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    Equal,
    Above,
    AtLeast,
    /// Some of the bits are set.
    Bits,
}

impl Relation {
    pub(crate) fn holds(self, left: u32, right: u32) -> bool {
        match self {
            Relation::Equal => left == right,
            Relation::Above => left > right,
            Relation::AtLeast => left >= right,
            Relation::Bits => left & right != 0,
        }
    }
}

/// `word & mask ^ flip RELATION number`, or that it does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) word: Word,
    pub(crate) mask: u32,
    pub(crate) flip: u32,
    pub(crate) relation: Relation,
    pub(crate) number: u32,
    pub(crate) holds: bool,
}

/// Bits that are decided, and their values.
#[derive(Clone, Copy)]
struct Bits {
    fixed: u32,
    value: u32,
}

impl Fact {
    /// Whether the word as far as it is decided meets the fact.
    fn met(&self, bits: Bits) -> Option<bool> {
        let free = self.mask & !bits.fixed;
        let decided = (bits.value & self.mask & bits.fixed) ^ self.flip;
        let (least, most) = (decided & !free, decided | free);
        let holds = match self.relation {
            Relation::Equal if (decided ^ self.number) & !free != 0 => Some(false),
            Relation::Equal => (free == 0).then_some(true),
            Relation::Above => bounds(least > self.number, most <= self.number),
            Relation::AtLeast => bounds(least >= self.number, most < self.number),
            Relation::Bits => bounds(least & self.number != 0, most & self.number == 0),
        }?;
        Some(holds == self.holds)
    }

    /// The bits that a decision would need next.
    fn open(&self, bits: Bits) -> u32 {
        let free = self.mask & !bits.fixed;
        match self.relation {
            Relation::Bits => free & self.number,
            _ => free,
        }
    }
}

fn bounds(always: bool, never: bool) -> Option<bool> {
    if always {
        Some(true)
    } else if never {
        Some(false)
    } else {
        None
    }
}

impl Bits {
    const NONE: Bits = Bits { fixed: 0, value: 0 };

    /// Adds the bits that an equality says.
    fn fix(&mut self, fact: &Fact) {
        self.value |= (fact.number ^ fact.flip) & fact.mask & !self.fixed;
        self.fixed |= fact.mask;
    }
}

/// Whether a fact holds wherever others do, or nowhere, as far as their equalities say. `None` is not known, and may still
/// be impossible.
pub(crate) fn decided(facts: &[Fact], fact: &Fact) -> Option<bool> {
    let mut bits = Bits::NONE;
    let equal = facts.iter().filter(|known| {
        known.word == fact.word && known.relation == Relation::Equal && known.holds
    });
    equal.for_each(|known| bits.fix(known));
    fact.met(bits)
}

/// Whether some value of the word meets the facts about it.
pub(crate) fn possible(facts: &[Fact], word: Word) -> bool {
    witness(facts, word).is_some()
}

/// A value of the word that meets the facts about it; 0 where there are none.
pub(crate) fn witness(facts: &[Fact], word: Word) -> Option<u32> {
    let facts: Vec<Fact> = facts
        .iter()
        .copied()
        .filter(|fact| fact.word == word)
        .collect();
    let mut open = vec![Bits::NONE];
    'search: while let Some(mut bits) = open.pop() {
        for fact in &facts {
            if fact.relation == Relation::Equal && fact.holds && fact.met(bits).is_none() {
                bits.fix(fact);
            }
        }
        let mut next = 0;
        for fact in &facts {
            match fact.met(bits) {
                Some(true) => {}
                Some(false) => continue 'search,
                None => next |= fact.open(bits),
            }
        }
        let Some(place) = next.checked_ilog2() else {
            return Some(bits.value);
        };
        let bit = 1 << place;
        let fixed = bits.fixed | bit;
        open.push(Bits {
            fixed,
            value: bits.value | bit,
        });
        open.push(Bits {
            fixed,
            value: bits.value,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(mask: u32, relation: Relation, number: u32, holds: bool) -> Fact {
        Fact {
            word: Word(16),
            mask,
            flip: 0,
            relation,
            number,
            holds,
        }
    }

    #[test]
    fn contradictions_are_seen() {
        let field = fact(0xf, Relation::Equal, 3, true);
        assert!(!possible(
            &[field, fact(u32::MAX, Relation::Equal, 4, true)],
            Word(16)
        ));
        assert!(!possible(
            &[field, fact(u32::MAX, Relation::Bits, 3, false)],
            Word(16)
        ));
        let above = fact(u32::MAX, Relation::Above, u32::MAX - 1, true);
        assert!(!possible(&[field, above], Word(16)));
        assert_eq!(witness(&[above], Word(16)), Some(u32::MAX));
    }

    #[test]
    fn agrees_with_trying_every_small_word() {
        // Words of 6 bits, two facts at a time, every relation, mask, number and truth of a sample.
        let relations = [
            Relation::Equal,
            Relation::Above,
            Relation::AtLeast,
            Relation::Bits,
        ];
        let small = fact(u32::MAX, Relation::Above, 63, false);
        let mut list = Vec::new();
        for relation in relations {
            for mask in [63, 48, 21] {
                for number in [0, 5, 16, 47, 63] {
                    for holds in [false, true] {
                        for flip in [0, 32] {
                            list.push(Fact {
                                flip,
                                ..fact(mask, relation, number, holds)
                            });
                        }
                    }
                }
            }
        }
        for &a in &list {
            for &b in &list {
                let meets = |word: u32, f: Fact| {
                    f.relation.holds(word & f.mask ^ f.flip, f.number) == f.holds
                };
                let exists = (0..64).any(|word| meets(word, a) && meets(word, b));
                assert_eq!(possible(&[small, a, b], Word(16)), exists, "{a:?} {b:?}");
            }
        }
    }
}
