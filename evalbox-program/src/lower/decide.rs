//! A rule as a decision graph, by residuals: ask one question, write the rule down anew with the answer put in, go on with
//! what is left. Equal residuals are one node, so no question is asked whose answer the path has given.

use super::builder::{Builder, Order};
use super::condition::Conditions;
use super::formula::FormulaId;
use super::jumps::short_circuit;
use super::residual::Residual;
use crate::action::Action;
use crate::graph::{Graph, Node, NodeId};
use crate::ordered::Set;

/// Builds the graph of one rule: the smallest of the orders that stay within their bounds.
pub(super) fn decide(
    conditions: &mut Conditions<'_>,
    graph: &mut Graph,
    arms: &[(FormulaId, Action)],
    otherwise: Action,
) -> NodeId {
    let mut best: Option<(usize, NodeId)> = None;
    let start = Residual::new(conditions, arms.to_vec(), otherwise);
    for order in [Order::WordFirst, Order::Written] {
        let mut builder = Builder::new(conditions, graph, order);
        if let Some(root) = builder.build(start.clone()) {
            let size = size(graph, root);
            if best.is_none_or(|(least, _)| size < least) {
                best = Some((size, root));
            }
        }
    }
    let root = short_circuit(conditions, graph, &start);
    let plain = size(graph, root);
    match best {
        Some((least, best)) if least <= plain => best,
        _ => root,
    }
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
            Node::Switch { cases, .. } => cases.len() - 1,
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
