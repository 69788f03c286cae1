//! A rule as a decision graph, by residuals: ask one question, write the rule down anew with the answer put in, go on with
//! what is left. Equal residuals are one node, so no question is asked whose answer the path has given.

use super::builder::Builder;
use super::condition::Conditions;
use super::formula::FormulaId;
use super::jumps::short_circuit;
use super::residual::Residual;
use crate::action::Action;
use crate::graph::{Case, Graph, Node, NodeId};
use crate::ordered::{Map, Set};

/// The graph of one rule, and one of fewer instructions where there is one.
pub(super) struct Decided {
    /// Without paths of hundreds of questions.
    pub(super) fast: NodeId,
    /// Of as few instructions as there may be.
    pub(super) short: NodeId,
}

/// Questions on a path that cost nothing beside the room that they take.
const STEPS: usize = 32;
/// What each more of them costs, in instructions.
const STEP: usize = 3;

/// Builds the graph of one rule: the best of the orders that stay within their bounds.
pub(super) fn decide(
    conditions: &mut Conditions<'_>,
    graph: &mut Graph,
    arms: &[(FormulaId, Action)],
    otherwise: Action,
) -> Decided {
    let start = Residual::new(conditions, arms, otherwise);
    let mut roots = Vec::new();
    for word_first in [true, false] {
        let mut builder = Builder::new(conditions, graph, word_first);
        if let Some(root) = builder.build(start.clone()) {
            roots.push(root);
        }
    }
    roots.push(short_circuit(conditions, graph, &start));
    let first = roots[0];
    let mut best = Decided {
        fast: first,
        short: first,
    };
    let (mut least_long, mut least) = (usize::MAX, usize::MAX);
    for &root in &roots {
        let size = size(graph, root);
        let long = size + STEP * steps(graph, root).saturating_sub(STEPS);
        if long < least_long {
            (best.fast, least_long) = (root, long);
        }
        if size < least {
            (best.short, least) = (root, size);
        }
    }
    best
}

/// About how many questions the longest path has.
fn steps(graph: &Graph, root: NodeId) -> usize {
    let mut longest: Map<NodeId, usize> = Map::new();
    for &id in &graph.reachable(root) {
        let here = match graph.get(id) {
            Node::Leaf(_) => 0,
            Node::Test { .. } => 1,
            Node::Member { set, .. } => bisected(set.len()),
            Node::Switch { cases, .. } => bisected(cases.len()),
        };
        let mut rest = 0;
        for &next in &graph.successors(id) {
            rest = rest.max(longest.get(&next).copied().unwrap_or(0));
        }
        longest.insert(id, here + rest);
    }
    longest.get(&root).copied().unwrap_or(0)
}

/// Questions in a search tree, with a row of them at its end.
fn bisected(many: usize) -> usize {
    many.checked_ilog2().map_or(0, |log| log as usize + 4)
}

/// About how many instructions a graph comes to: a test is one, a load one for each word that is newly needed.
fn size(graph: &Graph, root: NodeId) -> usize {
    let view = |id: NodeId| match graph.get(id) {
        Node::Leaf(_) => None,
        Node::Test { view, .. } | Node::Member { view, .. } | Node::Switch { view, .. } => {
            Some(view)
        }
    };
    let reachable = graph.reachable(root);
    let mut entered = Set::new();
    entered.insert(root);
    let mut size = 0;
    for &id in &reachable {
        size += match graph.get(id) {
            Node::Leaf(_) => 0,
            Node::Test { .. } => 1,
            Node::Member { set, .. } => set.len() + set.len() / 3,
            Node::Switch { cases, .. } => comparisons(cases),
        };
        for &next in &graph.successors(id) {
            if view(next).is_some() && view(next) != view(id) {
                entered.insert(next);
            }
        }
    }
    size + entered.len()
}

/// One `JGE` for each boundary; of a value alone among others that are alike, one `JEQ` and its share of a `JGE`.
fn comparisons(cases: &[Case]) -> usize {
    let mut alone = 0;
    for at in 2..cases.len() {
        let (before, one, after) = (&cases[at - 2], &cases[at - 1], &cases[at]);
        if before.node == after.node && after.start - one.start == 1 {
            alone += 1;
        }
    }
    cases.len() - 1 - alone + alone / 5
}
