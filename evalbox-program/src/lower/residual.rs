//! What is left of a rule when some questions are answered.

use super::condition::Conditions;
use super::formula::{Atom, FormulaId};
use crate::action::Action;
use crate::ordered::Map;

/// What is left to decide: the first arm that holds, or `otherwise`. No arm is constant, no neighbours answer the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Residual {
    pub(super) arms: Vec<(FormulaId, Action)>,
    pub(super) otherwise: Action,
}

impl Residual {
    /// The arms in their shortest form.
    pub(super) fn new(
        conditions: &mut Conditions<'_>,
        arms: &[(FormulaId, Action)],
        otherwise: Action,
    ) -> Residual {
        let formulas = &mut conditions.formulas;
        let mut state = Residual {
            arms: Vec::with_capacity(arms.len()),
            otherwise,
        };
        let mut run: Vec<FormulaId> = Vec::new();
        for (at, &(arm, action)) in arms.iter().enumerate() {
            if formulas.is(arm, true) {
                state.otherwise = action;
                break;
            }
            if !formulas.is(arm, false) {
                run.push(arm);
            }
            let last = arms.get(at + 1).is_none_or(|next| next.1 != action);
            if last && !run.is_empty() {
                let joined = formulas.any(std::mem::take(&mut run));
                if formulas.is(joined, true) {
                    state.otherwise = action;
                    break;
                }
                state.arms.push((joined, action));
            }
        }
        // A run that a constant arm of the same action ended: what it covers gets that action either way.
        while state
            .arms
            .last()
            .is_some_and(|(_, action)| *action == state.otherwise)
        {
            state.arms.pop();
        }
        state
    }

    /// The residual with the questions answered that the answer to one of them tells.
    pub(super) fn restrict(
        &self,
        conditions: &mut Conditions<'_>,
        answer: &dyn Fn(&Atom) -> Option<bool>,
    ) -> Residual {
        let mut memo = Map::new();
        let mut arms = Vec::with_capacity(self.arms.len());
        for &(arm, action) in &self.arms {
            let arm = conditions.formulas.restrict(arm, answer, &mut memo);
            arms.push((arm, action));
            if conditions.formulas.is(arm, true) {
                break;
            }
        }
        Residual::new(conditions, &arms, self.otherwise)
    }
}
