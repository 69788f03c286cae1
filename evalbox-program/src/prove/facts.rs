//! What a path has found out about its input: atoms with their truth, and what follows from them by arithmetic.
//!
//! It may fail to see that a combination is impossible, never the opposite: such a path is walked in vain, and the
//! solver has the last word before a difference is reported. Facts are undone in reverse order, so walking a tree of
//! paths copies nothing.

use super::domain::{Bits, Domain, order};
use super::sets::Searched;
use super::terms::{Atom, AtomId, Pool, Rel, SIGN, TermId, ValueId, Word};
use super::values::{flip, known};
use crate::program::Value;

enum Undo {
    Atom(AtomId),
    Domain(TermId, Option<Domain>),
    Bits(Word, Bits),
}

/// The facts of the path at hand.
pub(super) struct Facts {
    truth: Vec<Option<bool>>,
    domains: Vec<Option<Domain>>,
    bits: [Bits; Word::COUNT],
    trail: Vec<Undo>,
    atoms: Vec<(AtomId, bool)>,
    /// What those of the atoms say that compare with an element of a sorted set.
    pub(super) searched: Vec<Searched>,
}

impl Facts {
    /// Nothing is known.
    pub(super) fn new() -> Facts {
        Facts {
            truth: Vec::new(),
            domains: Vec::new(),
            bits: [Bits { ones: 0, zeros: 0 }; Word::COUNT],
            trail: Vec::new(),
            atoms: Vec::new(),
            searched: Vec::new(),
        }
    }

    /// A place to go back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Forgets what was found out since.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some(Undo::Atom(atom)) => {
                    self.truth[atom.0] = None;
                    self.atoms.pop();
                    if self.searched.last().is_some_and(|last| last.atom == atom) {
                        self.searched.pop();
                    }
                }
                Some(Undo::Domain(term, domain)) => self.domains[term.0] = domain,
                Some(Undo::Bits(word, bits)) => self.bits[word.index()] = bits,
                None => return,
            }
        }
    }

    /// The atoms of the path with their truth.
    pub(super) fn atoms(&self) -> &[(AtomId, bool)] {
        &self.atoms
    }

    /// Whether arguments were compared for being equal only: what comes next is of no search tree, which depends on what was
    /// found in front of it.
    pub(super) fn are_a_chain(&self, pool: &Pool<'_>) -> bool {
        self.searched.is_empty()
            && self.atoms.iter().all(|&(id, _)| {
                let atom = pool.atom(id);
                atom.rel == Rel::Equal || pool.term(atom.term).word.is_of_the_class()
            })
    }

    pub(super) fn truth(&self, atom: AtomId) -> Option<bool> {
        self.truth.get(atom.0).copied().flatten()
    }

    fn domain(&self, id: TermId, pool: &Pool<'_>) -> Domain {
        self.domains
            .get(id.0)
            .copied()
            .flatten()
            .unwrap_or_else(|| Domain::of(pool.term(id)))
    }

    /// A value that the term is known to have.
    pub(super) fn equal(&self, term: TermId) -> Option<ValueId> {
        self.domains.get(term.0).copied().flatten()?.equal
    }

    /// The word, where only one number is left.
    pub(super) fn fixed(&self, word: Word) -> Option<u32> {
        let bits = self.bits.get(word.index())?;
        (bits.ones | bits.zeros == u32::MAX).then_some(bits.ones)
    }

    /// Whether the atom follows from the facts, or its negation does.
    pub(super) fn decide(&self, id: AtomId, pool: &Pool<'_>) -> Option<bool> {
        if let Some(truth) = self.truth(id) {
            return Some(truth);
        }
        let atom = pool.atom(id);
        let domain = self.domain(atom.term, pool);
        match (atom.rel, known(pool.value(atom.value))) {
            (Rel::Equal, Some(number)) => self.equals_number(atom.term, number, domain, pool),
            (Rel::Equal, None) => self.equals_symbol(atom, domain, pool),
            (Rel::AtLeast, Some(number)) => {
                let (least, most) = self.bounds(atom.term, pool);
                order(domain.plain, number).or_else(|| order((least, most), number))
            }
            (Rel::FlippedAtLeast, Some(number)) => order(domain.flipped, number),
            (rel, None) => {
                let value = pool.value(atom.value);
                let same = if rel == Rel::AtLeast {
                    Some(atom.value)
                } else {
                    pool.find_value(&flip(value))
                }?;
                if domain.equal == Some(same) {
                    return Some(true);
                }
                let equal = pool.find(Atom {
                    rel: Rel::Equal,
                    value: same,
                    ..atom
                })?;
                (self.truth(equal) == Some(true)).then_some(true)
            }
        }
    }

    fn equals_number(
        &self,
        term: TermId,
        number: u32,
        domain: Domain,
        pool: &Pool<'_>,
    ) -> Option<bool> {
        if order(domain.plain, number) == Some(false)
            || number < domain.plain.0
            || number ^ SIGN < domain.flipped.0
            || number ^ SIGN > domain.flipped.1
        {
            return Some(false);
        }
        if domain.plain == (number, number) {
            return Some(true);
        }
        if let Some(equal) = domain.equal
            && pool.differ(pool.value(equal), &Value::Known(number))
        {
            return Some(false);
        }
        let shape = pool.term(term);
        if !shape.masks.is_empty() {
            return None;
        }
        let bits = self.bits[shape.word.index()];
        if number & bits.zeros & shape.known != 0 || !number & bits.ones & shape.known != 0 {
            return Some(false);
        }
        ((bits.ones | bits.zeros) & shape.known == shape.known).then_some(true)
    }

    fn equals_symbol(&self, atom: Atom, domain: Domain, pool: &Pool<'_>) -> Option<bool> {
        let value = pool.value(atom.value);
        if let Some(equal) = domain.equal {
            if equal == atom.value {
                return Some(true);
            }
            if pool.differ(pool.value(equal), value) {
                return Some(false);
            }
        }
        let below = |rel, value| {
            pool.find(Atom { rel, value, ..atom })
                .is_some_and(|order| self.truth(order) == Some(false))
        };
        let flipped = || {
            pool.find_value(&flip(value))
                .is_some_and(|value| below(Rel::FlippedAtLeast, value))
        };
        (below(Rel::AtLeast, atom.value) || flipped()).then_some(false)
    }

    /// The least and the greatest number that the known bits leave.
    fn bounds(&self, term: TermId, pool: &Pool<'_>) -> (u32, u32) {
        let shape = pool.term(term);
        let bits = self.bits[shape.word.index()];
        let least = if shape.masks.is_empty() {
            bits.ones & shape.known
        } else {
            0
        };
        (least, shape.known & !bits.zeros)
    }

    /// Adds a fact; false where it contradicts what is known.
    pub(super) fn assume(&mut self, id: AtomId, value: bool, pool: &Pool<'_>) -> bool {
        if let Some(truth) = self.decide(id, pool) {
            return truth == value;
        }
        if self.truth.len() <= id.0 {
            self.truth.resize(id.0 + 1, None);
        }
        self.truth[id.0] = Some(value);
        self.trail.push(Undo::Atom(id));
        self.atoms.push((id, value));
        let atom = pool.atom(id);
        if let Value::Sorted(set, index) = *pool.value(atom.value) {
            self.searched.push(Searched {
                atom: id,
                term: atom.term,
                set,
                index,
                rel: atom.rel,
                holds: value,
            });
        }
        let mut domain = self.domain(atom.term, pool);
        match (atom.rel, known(pool.value(atom.value)), value) {
            (Rel::Equal, Some(number), true) => {
                domain.plain = (number, number);
                domain.flipped = (number ^ SIGN, number ^ SIGN);
                domain.equal = Some(atom.value);
            }
            (Rel::Equal, None, true) => domain.equal = domain.equal.or(Some(atom.value)),
            (Rel::AtLeast, Some(number), true) => domain.plain.0 = domain.plain.0.max(number),
            (Rel::FlippedAtLeast, Some(number), true) => {
                domain.flipped.0 = domain.flipped.0.max(number);
            }
            // `decide` has said true to `>= 0`, so there is a number below.
            (Rel::AtLeast, Some(number), false) => {
                domain.plain.1 = domain.plain.1.min(number.saturating_sub(1));
            }
            (Rel::FlippedAtLeast, Some(number), false) => {
                domain.flipped.1 = domain.flipped.1.min(number.saturating_sub(1));
            }
            (Rel::Equal, Some(_), false) => {}
            (_, None, _) => return true,
        }
        self.trim(atom.term, &mut domain, pool);
        if domain.plain.0 > domain.plain.1 || domain.flipped.0 > domain.flipped.1 {
            return false;
        }
        self.learn(atom.term, domain, pool)
    }

    /// Takes numbers off both ends that are known not to be it.
    fn trim(&self, term: TermId, domain: &mut Domain, pool: &Pool<'_>) {
        let excluded = |number: u32| {
            pool.find_value(&Value::Known(number))
                .and_then(|value| {
                    pool.find(Atom {
                        term,
                        rel: Rel::Equal,
                        value,
                    })
                })
                .is_some_and(|atom| self.truth(atom) == Some(false))
        };
        while domain.plain.0 < domain.plain.1 && excluded(domain.plain.0) {
            domain.plain.0 += 1;
        }
        while domain.plain.0 < domain.plain.1 && excluded(domain.plain.1) {
            domain.plain.1 -= 1;
        }
        if domain.plain.0 == domain.plain.1 && excluded(domain.plain.0) {
            domain.plain = (1, 0);
        }
    }

    /// Keeps a domain, and the bits that one number gives.
    fn learn(&mut self, term: TermId, domain: Domain, pool: &Pool<'_>) -> bool {
        if self.domains.len() <= term.0 {
            self.domains.resize(term.0 + 1, None);
        }
        self.trail.push(Undo::Domain(term, self.domains[term.0]));
        self.domains[term.0] = Some(domain);
        let shape = pool.term(term);
        if domain.plain.0 != domain.plain.1 {
            return true;
        }
        let number = domain.plain.0;
        let old = self.bits[shape.word.index()];
        // Ones of `word & masks` are ones of the word; zeros are only where no mask is symbolic.
        let zeros = if shape.masks.is_empty() {
            shape.known & !number
        } else {
            0
        };
        let bits = Bits {
            ones: old.ones | number,
            zeros: old.zeros | zeros,
        };
        self.trail.push(Undo::Bits(shape.word, old));
        self.bits[shape.word.index()] = bits;
        bits.ones & bits.zeros == 0
    }
}
