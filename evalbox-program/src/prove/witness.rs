//! Whether an input that a search has found is one. The search takes the elements of a sorted set for unknowns that ascend;
//! what they are follows from the members.

use super::bits::{Model, Partial, Unknown, evaluate, part};
use super::terms::Pool;
use crate::ordered::{Set, sort};

/// Whether every element has the value that it has when the members are sorted. Bits that are open are zero.
pub(super) fn is_real(model: &Model, pool: &Pool<'_>) -> bool {
    let mut closed = Model::new();
    let mut sets = Set::new();
    for (&unknown, bits) in model {
        closed.insert(unknown, Partial::number(bits.ones));
        if let Unknown::Element(set, _) = unknown {
            sets.insert(set);
        }
    }
    for &set in &sets {
        let mut members = Vec::new();
        for member in pool.set(set) {
            let member = evaluate(&part(member), &closed);
            // A constant that no fact speaks of has no value.
            if member.open() != 0 {
                return false;
            }
            members.push(member.ones);
        }
        sort(&mut members);
        for (&unknown, bits) in &closed {
            if let Unknown::Element(of, index) = unknown
                && of == set
                && members.get(usize::from(index)) != Some(&bits.ones)
            {
                return false;
            }
        }
    }
    true
}
