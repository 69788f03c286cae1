//! A rule by short-circuit jumps.

use super::condition::Conditions;
use super::formula::{Ask, Formula, FormulaId};
use super::known;
use super::residual::Residual;
use crate::graph::{Graph, Node, NodeId};

/// The rule as it is written, each atom once: linear in its length, whatever it says.
pub(super) fn short_circuit(
    conditions: &Conditions<'_>,
    graph: &mut Graph,
    rule: &Residual,
) -> NodeId {
    let mut next = graph.leaf(rule.otherwise);
    for &(arm, action) in rule.arms.iter().rev() {
        let yes = graph.leaf(action);
        next = branch(conditions, graph, arm, yes, next);
    }
    next
}

fn branch(
    conditions: &Conditions<'_>,
    graph: &mut Graph,
    id: FormulaId,
    yes: NodeId,
    no: NodeId,
) -> NodeId {
    match conditions.formulas.get(id) {
        Formula::Const(true) => yes,
        Formula::Const(false) => no,
        Formula::Not(inner) => branch(conditions, graph, *inner, no, yes),
        Formula::All(parts) => {
            let mut next = yes;
            for part in parts.iter().rev() {
                next = branch(conditions, graph, *part, next, no);
            }
            next
        }
        Formula::Any(parts) => {
            let mut next = no;
            for part in parts.iter().rev() {
                next = branch(conditions, graph, *part, yes, next);
            }
            next
        }
        Formula::Atom(atom) => match &atom.ask {
            Ask::Test(test) => graph.add(Node::Test {
                view: atom.view.clone(),
                test: test.clone(),
                yes,
                no,
            }),
            Ask::In(set) if known::is_known(atom) => {
                graph.add(known::switch(&atom.view, set, yes, no))
            }
            Ask::In(set) => graph.add(Node::Member {
                view: atom.view.clone(),
                set: set.clone(),
                yes,
                no,
            }),
        },
    }
}
