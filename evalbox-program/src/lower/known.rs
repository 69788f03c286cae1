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
    match &atom.ask {
        Ask::Test(Test::Equal(value)) => single(value, starts),
        Ask::In(set) => {
            for value in set {
                single(value, starts);
            }
        }
        Ask::Test(Test::AtLeast(Value::Known(from))) => drop(starts.insert(*from)),
        Ask::Test(Test::Above(Value::Known(last))) => beyond(*last, starts),
        Ask::Test(_) => {}
    }
}

/// Adds where a value alone begins, and where it ends.
fn single(value: &Value, starts: &mut Set<u32>) {
    if let Value::Known(number) = value {
        starts.insert(*number);
        beyond(*number, starts);
    }
}

fn beyond(number: u32, starts: &mut Set<u32>) {
    if let Some(next) = number.checked_add(1) {
        starts.insert(next);
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
    let mut starts = Set::new();
    starts.insert(0);
    for value in set {
        single(value, &mut starts);
    }
    let mut cases = Vec::with_capacity(starts.len());
    for &start in &starts {
        let member = set.binary_search(&Value::Known(start)).is_ok();
        cases.push(Case {
            start,
            node: if member { yes } else { no },
            weight: 1,
        });
    }
    Node::Switch {
        view: view.clone(),
        cases,
    }
}
