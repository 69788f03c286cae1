//! Sorting: the standard library's is a thousand lines of machine code for each kind of items.

use std::cmp::Ordering;

/// Sorts items. Equal ones stay in the order that they have.
pub fn sort<T: Ord>(items: &mut [T]) {
    let places = places(items.len(), &|a, b| items[a].cmp(&items[b]));
    arrange(items, places);
}

/// Sorts items and leaves one of those that are equal.
pub fn sort_distinct<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// Sorts items by a comparison. Those that compare equal stay in the order that they have.
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(items, places);
}

/// Puts every item where it belongs.
fn arrange<T>(items: &mut [T], places: Option<Vec<usize>>) {
    let Some(mut places) = places else { return };
    for at in 0..items.len() {
        while places[at] != at {
            let to = places[at];
            items.swap(at, to);
            places.swap(at, to);
        }
    }
}

/// Where each of so many items belongs; `None` where that is where it is. A merge sort of their numbers.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    // Most of what is sorted comes in order.
    let mut in_order = 1;
    while in_order < len && compare(in_order - 1, in_order) != Ordering::Greater {
        in_order += 1;
    }
    if in_order >= len {
        return None;
    }
    let mut order = Vec::with_capacity(len);
    for item in 0..len {
        order.push(item);
    }
    let mut merged = Vec::with_capacity(len);
    let mut run = 1;
    while run < len {
        merged.clear();
        while merged.len() < len {
            let mut left = merged.len();
            let middle = len.min(left + run);
            let mut right = middle;
            let end = len.min(middle + run);
            while left < middle || right < end {
                let is_left = right == end
                    || left < middle && compare(order[left], order[right]) != Ordering::Greater;
                let next = if is_left { &mut left } else { &mut right };
                merged.push(order[*next]);
                *next += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    // What was the order says now where each item goes.
    for (place, &item) in order.iter().enumerate() {
        merged[item] = place;
    }
    Some(merged)
}
