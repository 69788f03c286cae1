//! Questions whose operands are all known here: at a value of the word they have an answer.

use crate::ordered::Set;

use super::formula::{Ask, Atom};
use crate::graph::{Case, Change, Node, NodeId, Test, View};
use crate::program::Value;

/// Whether every operand is known.
pub(super) fn is_known(atom: &Atom) -> bool {
    let change = match &atom.view.change {
        Change::None | Change::Flip => true,
        Change::And(mask) => number(mask).is_some(),
    };
    change
        && match &atom.ask {
            // Bits make no intervals: they are asked one by one.
            Ask::Test(Test::Bits(_)) => false,
            Ask::Test(Test::Equal(value) | Test::AtLeast(value) | Test::Above(value)) => {
                number(value).is_some()
            }
            // Sorted, known values first.
            Ask::In(set) => set.last().is_none_or(|value| number(value).is_some()),
        }
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Known(number) => Some(*number),
        _ => None,
    }
}

/// Adds the values at which the answer changes.
pub(super) fn starts(atom: &Atom, starts: &mut Set<u32>) {
    let mut single =
        |value: u32| starts.extend([Some(value), value.checked_add(1)].into_iter().flatten());
    match &atom.ask {
        Ask::Test(Test::Equal(value)) => number(value).into_iter().for_each(&mut single),
        Ask::In(set) => set.iter().filter_map(number).for_each(&mut single),
        Ask::Test(Test::AtLeast(value)) => starts.extend(number(value)),
        Ask::Test(Test::Above(value)) => {
            starts.extend(number(value).and_then(|value| value.checked_add(1)));
        }
        Ask::Test(Test::Bits(_)) => {}
    }
}

/// The answer where `view` holds `value`; for other views of the same word too where the word itself is `exact`ly known.
pub(super) fn answer(atom: &Atom, view: &View, value: u32, exact: bool) -> Option<bool> {
    let value = if atom.view == *view {
        value
    } else if exact && view.change == Change::None && atom.view.word == view.word {
        match &atom.view.change {
            Change::None => value,
            Change::And(mask) => value & number(mask)?,
            Change::Flip => value ^ 0x8000_0000,
        }
    } else {
        return None;
    };
    match &atom.ask {
        Ask::Test(Test::Equal(operand)) => Some(value == number(operand)?),
        Ask::Test(Test::AtLeast(operand)) => Some(value >= number(operand)?),
        Ask::Test(Test::Above(operand)) => Some(value > number(operand)?),
        // An interval's first value says nothing of the others' bits.
        Ask::Test(Test::Bits(operand)) => exact.then_some(value & number(operand)? != 0),
        Ask::In(set) if is_known(atom) => Some(set.binary_search(&Value::Known(value)).is_ok()),
        Ask::In(_) => None,
    }
}

/// A set of known values as ranges.
pub(super) fn switch(view: &View, set: &[Value], yes: NodeId, no: NodeId) -> Node {
    let mut starts = Set::from([0]);
    for value in set.iter().filter_map(number) {
        starts.extend([Some(value), value.checked_add(1)].into_iter().flatten());
    }
    let node = |start: u32| {
        if set.binary_search(&Value::Known(start)).is_ok() {
            yes
        } else {
            no
        }
    };
    let cases = starts
        .into_iter()
        .map(|start| Case {
            start,
            node: node(start),
            weight: 1,
        })
        .collect();
    Node::Switch {
        view: view.clone(),
        cases,
    }
}
