//! Whether an input that a search has found is one. The search takes the elements of a sorted set for unknowns that ascend;
//! what they are follows from the members.

use super::bits::{Model, Partial, Unknown, evaluate, part};
use super::terms::Pool;
use crate::ordered::{Set, sort};
use crate::program::SetId;

/// Whether every element has the value that it has when the members are sorted. Bits that are open are zero.
pub(super) fn is_real(model: &Model, pool: &Pool<'_>) -> bool {
    let closed: Model = model
        .iter()
        .map(|(unknown, bits)| (*unknown, Partial::number(bits.ones)))
        .collect();
    let sets: Set<SetId> = closed
        .keys()
        .filter_map(|unknown| match unknown {
            Unknown::Element(set, _) => Some(*set),
            _ => None,
        })
        .collect();
    sets.into_iter().all(|set| {
        let members = pool.set(set).iter();
        let members = members.map(|member| evaluate(&part(member), &closed));
        // A constant that no fact speaks of has no value.
        let members: Option<Vec<u32>> = members
            .map(|member| (member.open() == 0).then_some(member.ones))
            .collect();
        members.is_some_and(|mut members| {
            sort(&mut members);
            closed.iter().all(|(unknown, bits)| match unknown {
                Unknown::Element(of, index) if *of == set => {
                    members.get(usize::from(*index)) == Some(&bits.ones)
                }
                _ => true,
            })
        })
    })
}
