//! A search tree in the making, whose parts may serve more than one place.
//!
//! What is asked matters only for the values that get there. After a `JSET` those are far apart, so that a part made for some
//! often answers right for others, and a `JGE` between 98 and 103 may ask for any of 99..=103: it is left open until the
//! whole tree stands.

use crate::graph::{Graph, Node, NodeId, Test, View};
use crate::program::Value;

/// Where an outcome leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Out of the tree.
    Out(NodeId),
    /// To another of its tests.
    Test(usize),
}

/// One comparison.
#[derive(Clone, Copy)]
pub(super) enum Ask {
    /// `JGE` with any of the numbers from the first to the second.
    AtLeast(u32, u32),
    /// `JEQ`
    Equal(u32),
    /// `JSET`
    Bits(u32),
}

/// A value that gets to some place of the tree.
#[derive(Clone, Copy)]
pub(super) struct Arrival {
    pub(super) value: u32,
    /// Where it must leave the tree.
    pub(super) out: NodeId,
    pub(super) weight: u64,
}

/// The tests, successors before predecessors.
#[derive(Default)]
pub(super) struct Tree {
    tests: Vec<(Ask, Next, Next)>,
}

impl Tree {
    pub(super) fn add(&mut self, ask: Ask, yes: Next, no: Next) -> Next {
        self.tests.push((ask, yes, no));
        Next::Test(self.tests.len() - 1)
    }

    /// A test that serves the arrivals as well, where that costs less than tests of their own.
    pub(super) fn share(&mut self, arrivals: &[Arrival], cost: u64) -> Option<Next> {
        let mut best = (cost, None);
        for at in 0..self.tests.len() {
            let mut moved = Vec::new();
            if let Some(steps) = self.serves(Next::Test(at), arrivals, &mut moved)
                && steps < best.0
            {
                best = (steps, Some((at, moved)));
            }
        }
        let (at, moved) = best.1?;
        for &(test, bounds) in &moved {
            if let Ask::AtLeast(least, most) = &mut self.tests[test].0 {
                (*least, *most) = (bounds.0.max(*least), bounds.1.min(*most));
            }
        }
        Some(Next::Test(at))
    }

    /// Weight times steps on the way out, where every arrival leaves as it must; `moved` is what becomes of open constants.
    fn serves(
        &self,
        at: Next,
        arrivals: &[Arrival],
        moved: &mut Vec<(usize, (u32, u32))>,
    ) -> Option<u64> {
        let index = match at {
            Next::Out(out) => return leave_by(out, arrivals).then_some(0),
            Next::Test(index) => index,
        };
        let (ask, yes, no) = self.tests[index];
        let mut sides = (Vec::new(), Vec::new());
        for &one in arrivals {
            let holds = match (ask, yes, no) {
                // The constant goes where these arrivals want it, if it can.
                (Ask::AtLeast(..), Next::Out(_), Next::Out(out)) => one.out != out,
                (Ask::AtLeast(_, most), ..) => one.value >= most,
                (Ask::Equal(value), ..) => one.value == value,
                (Ask::Bits(mask), ..) => one.value & mask != 0,
            };
            let side = if holds { &mut sides.0 } else { &mut sides.1 };
            side.push(one);
        }
        if let Ask::AtLeast(mut least, mut most) = ask {
            for one in &sides.0 {
                most = most.min(one.value);
            }
            for one in &sides.1 {
                least = least.max(one.value.checked_add(1)?);
            }
            // Not twice: what is moved for one side would have to suit the other.
            if least > most || moved.iter().any(|&(other, _)| other == index) {
                return None;
            }
            moved.push((index, (least, most)));
        }
        let mut here = 0;
        for one in arrivals {
            here += one.weight;
        }
        let above = self.serves(yes, &sides.0, moved)?;
        let below = self.serves(no, &sides.1, moved)?;
        Some(here + above + below)
    }

    /// Adds the tests to the graph.
    pub(super) fn emit(&self, graph: &mut Graph, view: &View, root: Next) -> NodeId {
        let mut nodes: Vec<NodeId> = Vec::with_capacity(self.tests.len());
        let node = |nodes: &[NodeId], next: Next| match next {
            Next::Out(node) => node,
            Next::Test(index) => nodes[index],
        };
        for &(ask, yes, no) in &self.tests {
            let test = match ask {
                Ask::AtLeast(_, most) => Test::AtLeast(Value::Known(most)),
                Ask::Equal(value) => Test::Equal(Value::Known(value)),
                Ask::Bits(mask) => Test::Bits(Value::Known(mask)),
            };
            let (yes, no) = (node(&nodes, yes), node(&nodes, no));
            nodes.push(graph.add(Node::Test {
                view: view.clone(),
                test,
                yes,
                no,
            }));
        }
        node(&nodes, root)
    }
}

/// Whether each of the arrivals must leave the tree there.
fn leave_by(out: NodeId, arrivals: &[Arrival]) -> bool {
    for one in arrivals {
        if one.out != out {
            return false;
        }
    }
    true
}
