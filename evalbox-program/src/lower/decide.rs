//! A rule as a decision graph, by residuals: ask one question, write the rule down anew with the answer put in, go on with
//! what is left. Equal residuals are one node, so no question is asked whose answer the path has given.

use super::builder::{Builder, Order};
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
    let start = Residual::new(conditions, arms.to_vec(), otherwise);
    let mut roots = Vec::new();
    for order in [Order::WordFirst, Order::Written] {
        let mut builder = Builder::new(conditions, graph, order);
        roots.extend(builder.build(start.clone()));
    }
    let plain = short_circuit(conditions, graph, &start);
    roots.push(plain);
    let best = |cost: &dyn Fn(NodeId) -> usize| {
        let least = roots.iter().copied().min_by_key(|&root| cost(root));
        least.unwrap_or(plain)
    };
    let long = |root| STEP * steps(graph, root).saturating_sub(STEPS);
    Decided {
        fast: best(&|root| size(graph, root) + long(root)),
        short: best(&|root| size(graph, root)),
    }
}

/// About how many questions the longest path has.
fn steps(graph: &Graph, root: NodeId) -> usize {
    let mut longest: Map<NodeId, usize> = Map::new();
    for id in graph.reachable(root) {
        let here = match graph.get(id) {
            Node::Leaf(_) => 0,
            Node::Test { .. } => 1,
            Node::Member { set, .. } => bisected(set.len()),
            Node::Switch { cases, .. } => bisected(cases.len()),
        };
        let next = graph.successors(id).into_iter();
        let next = next.filter_map(|next| longest.get(&next)).max();
        longest.insert(id, here + next.copied().unwrap_or(0));
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
    let mut entered: Set<NodeId> = Set::from([root]);
    let mut size = 0;
    for &id in &reachable {
        size += match graph.get(id) {
            Node::Leaf(_) => 0,
            Node::Test { .. } => 1,
            Node::Member { set, .. } => set.len() + set.len() / 3,
            Node::Switch { cases, .. } => comparisons(cases),
        };
        entered.extend(
            graph
                .successors(id)
                .into_iter()
                .filter(|next| view(*next).is_some() && view(*next) != view(id)),
        );
    }
    size + entered.len()
}

/// One `JGE` for each boundary; of a value alone among others that are alike, one `JEQ` and its share of a `JGE`.
fn comparisons(cases: &[Case]) -> usize {
    let alone = cases.windows(3).filter(|window| {
        window[0].node == window[2].node && window[2].start - window[1].start == 1
    });
    let alone = alone.count();
    cases.len() - 1 - alone + alone / 5
}
