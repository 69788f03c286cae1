//! Membership in a set whose values only rustc knows: the shape is fixed here, a const fn sorts the values.
//!
//! With `s` ascending, `w` is a member exactly where a bisection by `w >= s[m]` ends in a run of `w == s[i]` that
//! holds it. Two equal values do no harm: the search goes right of both, and there the second one is found.

use std::ops::Range;

use crate::action::Action;
use crate::graph::{Graph, Node, NodeId, Test, View};
use crate::program::{SetId, Value};

/// As many values are compared in a row where the bisection ends.
const RUN: usize = 3;
/// Up to here a row is as good as a search.
const SHORT: usize = 6;

/// Adds the set and the tree that searches it.
pub(super) fn search(
    graph: &mut Graph,
    sets: &mut Vec<Vec<Value>>,
    view: &View,
    set: Vec<Value>,
    yes: NodeId,
    no: NodeId,
) -> NodeId {
    let len = u16::try_from(set.len()).unwrap_or(u16::MAX);
    let refused = *graph.get(no) == Node::Leaf(Action::ALLOW);
    if set.len() <= SHORT && !refused {
        // Members are what is asked for: no step in front of them.
        return row(graph, view, &set, (yes, no));
    }
    let known = sets.iter().position(|other| *other == set);
    let index = known.unwrap_or(sets.len());
    if known.is_none() {
        sets.push(set);
    }
    let id = SetId(u16::try_from(index).unwrap_or(u16::MAX));
    if usize::from(len) > SHORT {
        return bisect(graph, view, id, 0, len, (yes, no));
    }
    // Few calls ask for what is refused: one step answers all that lie below (isatty's TCGETS below TIOCSTI).
    let members = run(graph, view, id, 0..len, (yes, no));
    let smallest = Test::AtLeast(Value::Sorted(id, 0));
    graph.add(Node::Test {
        view: view.clone(),
        test: smallest,
        yes: members,
        no,
    })
}

/// The tree for `s[from..to]`. Its depth is the logarithm of their number.
fn bisect(
    graph: &mut Graph,
    view: &View,
    set: SetId,
    from: u16,
    to: u16,
    ends: (NodeId, NodeId),
) -> NodeId {
    if usize::from(to - from) <= RUN {
        return run(graph, view, set, from..to, ends);
    }
    let middle = from + (to - from) / 2;
    let below = bisect(graph, view, set, from, middle, ends);
    let above = bisect(graph, view, set, middle, to, ends);
    let test = Test::AtLeast(Value::Sorted(set, middle));
    graph.add(Node::Test {
        view: view.clone(),
        test,
        yes: above,
        no: below,
    })
}

fn run(
    graph: &mut Graph,
    view: &View,
    set: SetId,
    members: Range<u16>,
    ends: (NodeId, NodeId),
) -> NodeId {
    let mut elements = Vec::with_capacity(members.len());
    for index in members {
        elements.push(Value::Sorted(set, index));
    }
    row(graph, view, &elements, ends)
}

/// A `JEQ` for each value, the first in front.
fn row(graph: &mut Graph, view: &View, values: &[Value], (yes, no): (NodeId, NodeId)) -> NodeId {
    let mut next = no;
    for value in values.iter().rev() {
        next = graph.add(Node::Test {
            view: view.clone(),
            test: Test::Equal(value.clone()),
            yes,
            no: next,
        });
    }
    next
}
