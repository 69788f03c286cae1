//! Ordered containers in sorted vectors: what `BTreeMap` and `BTreeSet` do for the sizes that policies have, at a tenth of
//! their machine code. The compiler has forty kinds of maps, and whoever depends on it compiles each of them.
//!
//! Order is that of the keys alone, so that nothing that is printed or emitted depends on hashing.

mod interner;
mod map;
mod set;
mod sort;

use std::borrow::Borrow;
use std::cmp::Ordering;

pub use interner::Interner;
pub use map::{Entry, Map, Pairs};
pub use set::Set;
pub use sort::{sort, sort_by, sort_distinct};

/// Where an item is among others that ascend, or the place before which it belongs.
fn position<T: Borrow<Q>, Q: Ord + ?Sized>(items: &[T], item: &Q) -> Result<usize, usize> {
    search(items.len(), |at| items[at].borrow().cmp(item))
}

/// Where a binary search among `len` ends: the place of what compares equal, or the place before which it belongs.
fn search(len: usize, compare: impl Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, len);
    // Most of what is inserted comes in order.
    let mut middle = len.saturating_sub(1);
    while low < high {
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(middle),
        }
        middle = low.midpoint(high);
    }
    Err(low)
}
