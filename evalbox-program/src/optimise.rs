//! Ranges and sets become trees of tests: after this pass a graph has answers and single comparisons only.
//!
//! ```text
//! before: Switch nr { 0.. -> allow, 16.. -> ioctl, 17.. -> allow, .. }
//! after:  jge 42 ? (jeq 16 ? ioctl : allow) : ..
//! ```

mod bits;
mod search;
mod sets;
mod tree;

use crate::graph::{Graph, Node, NodeId};
use crate::program::Value;

/// A graph of tests.
pub struct Optimised {
    /// Leaves and tests only.
    pub graph: Graph,
    /// The first test.
    pub root: NodeId,
    /// The sets that [`Value::Sorted`] refers to.
    pub sets: Vec<Vec<Value>>,
}

/// Expands every switch and set that `root` can reach.
#[must_use]
pub fn optimise(lowered: &Graph, root: NodeId) -> Optimised {
    let mut graph = Graph::default();
    let mut sets = Vec::new();
    let mut new = vec![NodeId(0); lowered.len()];
    for &id in &lowered.reachable(root) {
        let at = |old: NodeId| new[old.0 as usize];
        new[id.0 as usize] = match lowered.get(id).clone() {
            Node::Leaf(action) => graph.leaf(action),
            Node::Test {
                view,
                test,
                yes,
                no,
            } => graph.add(Node::Test {
                view,
                test,
                yes: at(yes),
                no: at(no),
            }),
            Node::Member { view, set, yes, no } => {
                sets::search(&mut graph, &mut sets, &view, set, at(yes), at(no))
            }
            Node::Switch { view, mut cases } => {
                for case in &mut cases {
                    case.node = at(case.node);
                }
                search::tree(&mut graph, &view, &cases)
            }
        };
    }
    Optimised {
        graph,
        root: new[root.0 as usize],
        sets,
    }
}
