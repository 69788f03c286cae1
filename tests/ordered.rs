//! The compiler's own containers hold what the standard library's hold, after any sequence of calls.

use std::collections::{BTreeMap, BTreeSet};

use evalbox_compiler::ordered::{Interner, Map, Set, sort, sort_by, sort_distinct};
use proptest::collection::vec;
use proptest::prelude::*;

/// A call, on keys few enough to meet again.
#[derive(Clone, Debug)]
enum Call {
    Insert(u8, u16),
    Add(u8, u16),
    Remove(u8),
    PopLast,
    Clear,
}

fn call() -> impl Strategy<Value = Call> {
    let key = 0..32u8;
    prop_oneof![
        8 => (key.clone(), any::<u16>()).prop_map(|(key, value)| Call::Insert(key, value)),
        8 => (key.clone(), 0..9u16).prop_map(|(key, value)| Call::Add(key, value)),
        4 => key.prop_map(Call::Remove),
        1 => Just(Call::PopLast),
        1 => Just(Call::Clear),
    ]
}

proptest! {
    #[test]
    fn a_map_is_a_btree_map(calls in vec(call(), 0..100), first: u8, last: u8) {
        let (mut map, mut model) = (Map::new(), BTreeMap::new());
        for call in calls {
            match call {
                Call::Insert(key, value) => prop_assert_eq!(map.insert(key, value), model.insert(key, value)),
                Call::Add(key, value) => {
                    let (ours, theirs) = (map.entry(key).or_default(), model.entry(key).or_default());
                    *ours = u16::wrapping_add(*ours, value);
                    *theirs = u16::wrapping_add(*theirs, value);
                }
                Call::Remove(key) => prop_assert_eq!(map.remove(&key), model.remove(&key)),
                Call::PopLast => prop_assert_eq!(map.pop_last(), model.pop_last()),
                Call::Clear => {
                    map.clear();
                    model.clear();
                }
            }
            prop_assert!(map.iter().eq(model.iter()));
            prop_assert_eq!(map.len(), model.len());
        }
        for key in 0..=u8::MAX {
            prop_assert_eq!(map.get(&key), model.get(&key));
            prop_assert_eq!(map.contains_key(&key), model.contains_key(&key));
            prop_assert_eq!(map.last_to(&key), model.range(..=key).next_back());
        }
        let (first, last) = (first.min(last), first.max(last));
        prop_assert!(map.between(&first, &last).eq(model.range(first..=last)));
        prop_assert!(map.keys().eq(model.keys()));
        prop_assert!(map.values().eq(model.values()));
        prop_assert!(map.clone().into_iter().collect::<Map<_, _>>() == map);
        prop_assert!(map.into_iter().eq(model));
    }

    #[test]
    fn a_set_is_a_btree_set(
        one in vec(any::<u8>(), 0..40),
        other in vec(any::<u8>(), 0..40),
        out in vec(any::<u8>(), 0..40),
    ) {
        let (mut ours, mut theirs) = (Set::new(), BTreeSet::new());
        for item in &one {
            prop_assert_eq!(ours.insert(*item), theirs.insert(*item));
        }
        let (more, more_of_theirs): (Set<u8>, BTreeSet<u8>) =
            (other.iter().copied().collect(), other.iter().copied().collect());
        prop_assert_eq!(ours.is_subset(&more), theirs.is_subset(&more_of_theirs));
        prop_assert_eq!(ours.is_disjoint(&more), theirs.is_disjoint(&more_of_theirs));
        for item in &out {
            prop_assert_eq!(ours.remove(item), theirs.remove(item));
        }
        ours.extend(more);
        theirs.extend(more_of_theirs);
        for item in 0..=u8::MAX {
            prop_assert_eq!(ours.contains(&item), theirs.contains(&item));
        }
        prop_assert_eq!(ours.len(), theirs.len());
        prop_assert!(ours.into_iter().eq(theirs));
    }

    /// By the key alone, so that the second number tells whether equal ones stay in order.
    #[test]
    fn sorting_is_stable(items in vec((0..16u8, any::<u8>()), 0..200)) {
        let (mut ours, mut theirs) = (items.clone(), items.clone());
        sort_by(&mut ours, &|a, b| a.0.cmp(&b.0));
        theirs.sort_by_key(|item| item.0);
        prop_assert_eq!(&ours, &theirs);
        sort(&mut ours);
        theirs.sort();
        prop_assert_eq!(&ours, &theirs);
        let mut ours = items.clone();
        sort_distinct(&mut ours);
        prop_assert_eq!(ours, items.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn equal_values_have_one_number(items in vec(0..64u8, 0..200)) {
        let (mut interner, mut seen) = (Interner::default(), Vec::new());
        for item in items {
            let first = seen.iter().position(|&other| other == item);
            prop_assert_eq!(interner.find(&item), first);
            let number = interner.intern(item);
            prop_assert_eq!(number, first.unwrap_or(seen.len()));
            if first.is_none() {
                seen.push(item);
            }
            prop_assert_eq!(*interner.get(number), item);
            prop_assert_eq!(interner.len(), seen.len());
        }
    }
}
