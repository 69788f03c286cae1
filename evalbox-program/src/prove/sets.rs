//! What comparisons with elements of a sorted set say about membership: a search by bisection decides whether a term is
//! in the set without ever naming the members.

use crate::ordered::Set;

use super::facts::Facts;
use super::terms::{Atom, AtomId, Pool, Rel, TermId, ValueId};
use crate::program::SetId;

/// What is assumed of a comparison with an element of a sorted set.
pub(super) struct Searched {
    pub(super) atom: AtomId,
    pub(super) term: TermId,
    pub(super) set: SetId,
    pub(super) index: u16,
    pub(super) rel: Rel,
    pub(super) holds: bool,
}

impl Facts {
    /// Whether a search of a sorted set has found that the term is one of the values, or none of them.
    pub(super) fn set_membership(
        &self,
        term: TermId,
        values: &[ValueId],
        pool: &Pool<'_>,
    ) -> Option<bool> {
        let mut sets = Set::new();
        for step in &self.searched {
            if step.term == term {
                sets.insert(step.set);
            }
        }
        for &set in &sets {
            let (found, absent) = (self.found(term, set), self.absent(term, set, pool));
            if !found && !absent {
                continue;
            }
            let mut wanted = Set::new();
            for &id in values {
                wanted.insert(id);
            }
            let members = pool.members(set)?;
            // How many values are members.
            let mut both = 0;
            for &id in &wanted {
                both += usize::from(members.contains(pool.value(id)));
            }
            if found && both == members.len() {
                return Some(true);
            }
            if absent && both == wanted.len() {
                return Some(false);
            }
        }
        None
    }

    /// Whether the term was compared with elements of a sorted set.
    pub(super) fn searches(&self, term: TermId) -> bool {
        self.searched.iter().any(|step| step.term == term)
    }

    fn found(&self, term: TermId, set: SetId) -> bool {
        for step in &self.searched {
            if step.term == term && step.set == set && step.rel == Rel::Equal && step.holds {
                return true;
            }
        }
        false
    }

    /// The term lies between two neighbours in ascending order, or beyond the ends, and equals none that is left between.
    ///
    /// With `first` the greatest index known to be `<= term`, an element before it can equal the term only if the
    /// element at `first` does too; likewise every element from `end` on, the least known to be greater, is greater.
    fn absent(&self, term: TermId, set: SetId, pool: &Pool<'_>) -> bool {
        let (mut first, mut end) = (0, pool.set(set).len());
        let mut unequal = Set::new();
        for step in &self.searched {
            let index = usize::from(step.index);
            match (step.rel, step.holds) {
                _ if step.term != term || step.set != set => {}
                (Rel::AtLeast, true) => first = first.max(index),
                (Rel::AtLeast, false) => end = end.min(index),
                (Rel::Equal, false) => drop(unequal.insert(index)),
                _ => {}
            }
        }
        (first..end).all(|index| unequal.contains(&index))
    }

    /// Adds what searches of sorted sets have found the term not to be; false where that contradicts what is known.
    pub(super) fn assume_absent(&mut self, pool: &mut Pool<'_>) -> bool {
        for &(term, set) in &self.all_searches() {
            if !self.absent(term, set, pool) {
                continue;
            }
            for &atom in &equalities(term, set, pool) {
                if !self.assume(atom, false, pool) {
                    return false;
                }
            }
        }
        true
    }

    /// What searches of sorted sets have found the term to be: of each list, one holds.
    pub(super) fn found_members(&self, pool: &mut Pool<'_>) -> Vec<Vec<AtomId>> {
        let mut found = Vec::new();
        for &(term, set) in &self.all_searches() {
            if self.found(term, set) {
                found.push(equalities(term, set, pool));
            }
        }
        found
    }

    fn all_searches(&self) -> Set<(TermId, SetId)> {
        let mut searches = Set::new();
        for step in &self.searched {
            searches.insert((step.term, step.set));
        }
        searches
    }
}

/// That the term is the one or the other member of the set.
fn equalities(term: TermId, set: SetId, pool: &mut Pool<'_>) -> Vec<AtomId> {
    let mut equal = Vec::new();
    for member in &pool.set(set).to_vec() {
        let (rel, value) = (Rel::Equal, pool.value_id(member));
        equal.push(pool.atom_id(Atom { term, rel, value }));
    }
    equal
}
