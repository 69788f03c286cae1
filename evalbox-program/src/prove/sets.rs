//! What comparisons with elements of a sorted set say about membership: a search by bisection decides whether a term is
//! in the set without ever naming the members.

use crate::ordered::Set;

use super::facts::Facts;
use super::terms::{Atom, AtomId, Pool, Rel, TermId, ValueId};
use crate::program::{SetId, Value};

impl Facts {
    /// Whether a search of a sorted set has found that the term is one of the values, or none of them.
    pub(super) fn set_membership(
        &self,
        term: TermId,
        values: &[ValueId],
        pool: &Pool<'_>,
    ) -> Option<bool> {
        if !pool.has_sets() {
            return None;
        }
        let sets = self.sets_of(term, pool);
        if sets.is_empty() {
            return None;
        }
        let wanted: Set<&Value> = values.iter().map(|&id| pool.value(id)).collect();
        for set in sets {
            let members: Set<&Value> = pool.set(set).iter().collect();
            if members.is_subset(&wanted) && self.found(term, set, pool) {
                return Some(true);
            }
            if wanted.is_subset(&members) && self.absent(term, set, pool) {
                return Some(false);
            }
        }
        None
    }

    /// Whether the term was compared with elements of a sorted set.
    pub(super) fn searches(&self, term: TermId, pool: &Pool<'_>) -> bool {
        pool.has_sets() && self.searched(pool).any(|step| step.0 == term)
    }

    /// The sorted sets that the term was compared with.
    fn sets_of(&self, term: TermId, pool: &Pool<'_>) -> Set<SetId> {
        self.searched(pool)
            .filter(|step| step.0 == term)
            .map(|step| step.1)
            .collect()
    }

    /// Comparisons with elements of sorted sets: term, set, index, relation, truth.
    fn searched<'a>(
        &'a self,
        pool: &'a Pool<'_>,
    ) -> impl Iterator<Item = (TermId, SetId, u16, Rel, bool)> + 'a {
        self.searched.iter().filter_map(|&id| {
            let (atom, truth) = (pool.atom(id), self.truth(id)?);
            match *pool.value(atom.value) {
                Value::Sorted(set, index) => Some((atom.term, set, index, atom.rel, truth)),
                _ => None,
            }
        })
    }

    fn found(&self, term: TermId, set: SetId, pool: &Pool<'_>) -> bool {
        self.searched(pool).any(|(of, within, _, rel, truth)| {
            of == term && within == set && rel == Rel::Equal && truth
        })
    }

    /// The term lies between two neighbours in ascending order, or beyond the ends, and equals none that is left between.
    ///
    /// With `first` the greatest index known to be `<= term`, an element before it can equal the term only if the
    /// element at `first` does too; likewise every element from `end` on, the least known to be greater, is greater.
    fn absent(&self, term: TermId, set: SetId, pool: &Pool<'_>) -> bool {
        let (mut first, mut end) = (0, pool.set(set).len());
        let mut unequal = Set::new();
        for (of, within, index, rel, truth) in self.searched(pool) {
            let index = usize::from(index);
            match (rel, truth) {
                _ if of != term || within != set => {}
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
        let absent = |(term, set): &(TermId, SetId)| self.absent(*term, *set, pool);
        let searches: Vec<_> = self.searches_of(pool).into_iter().filter(absent).collect();
        searches.into_iter().all(|(term, set)| {
            let equal = equalities(term, set, pool);
            equal.into_iter().all(|atom| self.assume(atom, false, pool))
        })
    }

    /// What searches of sorted sets have found the term to be: of each list, one holds.
    pub(super) fn found_members(&self, pool: &mut Pool<'_>) -> Vec<Vec<AtomId>> {
        let found = |(term, set): &(TermId, SetId)| self.found(*term, *set, pool);
        let searches: Vec<_> = self.searches_of(pool).into_iter().filter(found).collect();
        let searches = searches.into_iter();
        searches
            .map(|(term, set)| equalities(term, set, pool))
            .collect()
    }

    fn searches_of(&self, pool: &Pool<'_>) -> Set<(TermId, SetId)> {
        self.searched(pool).map(|step| (step.0, step.1)).collect()
    }
}

/// That the term is the one or the other member of the set.
fn equalities(term: TermId, set: SetId, pool: &mut Pool<'_>) -> Vec<AtomId> {
    let members = pool.set(set).to_vec();
    let equal = members.iter().map(|member| {
        let (rel, value) = (Rel::Equal, pool.value_id(member));
        pool.atom_id(Atom { term, rel, value })
    });
    equal.collect()
}
