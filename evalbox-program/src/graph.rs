//! The decision graph between lowering and assembly: what to look at next, and where each outcome leads.
//!
//! Nodes are hash-consed: two equal ones are one node, so tails that decide the same are shared before there is any
//! layout. A node names what it needs in the accumulator (a [`View`]); assembly places the loads.

use crate::ordered::Interner;

use crate::action::Action;
use crate::program::Value;

/// Index of a node; a node's successors have smaller indices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A 32-bit word of `struct seccomp_data`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// `arch`
    Arch,
    /// `nr`
    Nr,
    /// Half of an argument.
    Arg {
        /// Index into `args`.
        slot: u8,
        /// The more significant half.
        high: bool,
    },
}

/// What the accumulator holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// The word that was loaded.
    pub word: Word,
    /// What was done to it since.
    pub change: Change,
}

/// What was done to a word in the accumulator.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing.
    None,
    /// `AND` with a mask.
    And(Value),
    /// `XOR` with the sign bit: an unsigned comparison then orders as a signed one.
    Flip,
}

impl View {
    /// The word as it is.
    #[must_use]
    pub const fn raw(word: Word) -> View {
        View {
            word,
            change: Change::None,
        }
    }
}

/// A test of the accumulator: one jump instruction.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// `JEQ`
    Equal(Value),
    /// `JGE`, unsigned
    AtLeast(Value),
    /// `JGT`, unsigned
    Above(Value),
    /// `JSET`: any of the bits is set
    Bits(Value),
}

/// A range of a [`Node::Switch`]: from `start` up to the next case's start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The first value of the range.
    pub start: u32,
    /// Where it leads.
    pub node: NodeId,
    /// How much a step on its path costs: see `optimise`.
    pub weight: u64,
}

/// A point of decision.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// The answer.
    Leaf(Action),
    /// One comparison.
    Test {
        /// What must be in the accumulator.
        view: View,
        /// The comparison.
        test: Test,
        /// Where it leads if true.
        yes: NodeId,
        /// Where it leads if false.
        no: NodeId,
    },
    /// Ranges of known values, all 2^32 of them; the first starts at 0. Expanded into tests by `optimise`.
    Switch {
        /// What must be in the accumulator.
        view: View,
        /// Ascending; neighbours lead to different nodes.
        cases: Vec<Case>,
    },
    /// Membership in a set of which some values are unknown here. Expanded into tests by `optimise`.
    Member {
        /// What must be in the accumulator.
        view: View,
        /// The members.
        set: Vec<Value>,
        /// Where members lead.
        yes: NodeId,
        /// Where the others lead.
        no: NodeId,
    },
}

/// The nodes.
#[derive(Clone, Default)]
pub struct Graph {
    nodes: Interner<Node>,
}

impl Graph {
    /// The node, made where there is no equal one. A node that does not decide anything is its only successor.
    pub fn add(&mut self, node: Node) -> NodeId {
        let node = match node {
            Node::Test { yes, no, .. } | Node::Member { yes, no, .. } if yes == no => return yes,
            Node::Switch { view, cases } => match merge(&cases) {
                cases if cases.len() == 1 => return cases[0].node,
                cases => Node::Switch { view, cases },
            },
            other => other,
        };
        let index = self.nodes.intern(node);
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The answer as a node.
    pub fn leaf(&mut self, action: Action) -> NodeId {
        self.add(Node::Leaf(action))
    }

    /// The node of that index.
    #[must_use]
    pub fn get(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0 as usize)
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes that a path from `root` can reach, successors before predecessors.
    #[must_use]
    pub fn reachable(&self, root: NodeId) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        seen[root.0 as usize] = true;
        // Successors have smaller indices: one sweep downwards marks everything.
        for index in (0..=root.0).rev() {
            if seen[index as usize] {
                for &next in &self.successors(NodeId(index)) {
                    seen[next.0 as usize] = true;
                }
            }
        }
        let mut reachable = Vec::new();
        for index in 0..=root.0 {
            if seen[index as usize] {
                reachable.push(NodeId(index));
            }
        }
        reachable
    }

    /// Where a node leads.
    #[must_use]
    pub fn successors(&self, id: NodeId) -> Vec<NodeId> {
        match self.get(id) {
            Node::Leaf(_) => Vec::new(),
            Node::Test { yes, no, .. } | Node::Member { yes, no, .. } => vec![*yes, *no],
            Node::Switch { cases, .. } => {
                let mut nodes = Vec::with_capacity(cases.len());
                for case in cases {
                    nodes.push(case.node);
                }
                nodes
            }
        }
    }
}

/// Neighbouring cases that lead to the same node become one.
fn merge(cases: &[Case]) -> Vec<Case> {
    let mut merged: Vec<Case> = Vec::with_capacity(cases.len());
    for &case in cases {
        match merged.last_mut() {
            Some(last) if last.node == case.node => last.weight += case.weight,
            _ => merged.push(case),
        }
    }
    merged
}
