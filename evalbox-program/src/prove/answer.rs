//! The end of a path: what the program answers is compared with every answer that the policy can still give.

use super::decision::Arm;
use super::form::evaluate;
use super::rule::Decision;
use super::solve::{Found, search};
use super::step::Next;
use super::walk::{Stop, Walk};
use crate::program::Value;

/// What one search for an input of a path may cost: so many facts evaluated.
const MAX_SEARCH: u64 = 50_000;

impl Walk<'_> {
    /// Compares the program's answer with every answer that the policy can still give.
    pub(super) fn answer(
        &mut self,
        pc: usize,
        answered: Value,
        decision: &Decision,
    ) -> Result<Next, Stop> {
        let mut expected: Vec<&Value> = Vec::new();
        let mut open = None;
        let mut settled = false;
        for arm in &decision.arms {
            let then = arm.then();
            self.spend(width(arm))?;
            match evaluate(arm.form(), &self.facts, &mut self.pool) {
                Ok(false) => {}
                Ok(true) => {
                    expected.push(then);
                    settled = true;
                    break;
                }
                Err(atom) => {
                    expected.push(then);
                    open = open.or(Some(atom));
                }
            }
        }
        if !settled {
            expected.push(&decision.otherwise);
        }
        if expected.iter().all(|expected| **expected == answered) {
            return Ok(Next::End);
        }
        if let Some(atom) = open
            && expected.contains(&&answered)
        {
            return Ok(Next::Split(atom));
        }
        let expected = expected.into_iter().cloned().collect();
        let mark = self.facts.mark();
        let given = self.steps.min(MAX_SEARCH);
        let found = if self.facts.assume_members(&mut self.pool) {
            let mut left = given;
            let found = search(&self.facts, &self.pool, &mut left);
            self.steps -= given - left;
            found
        } else {
            Found::Never
        };
        self.facts.undo(mark);
        match found {
            Found::Never => Ok(Next::End),
            Found::Witness(witness) => Err(Stop::Differs {
                pc,
                answered,
                expected,
                witness: Some(witness),
            }),
            // The search was cut short by what is left for the class, not by its own bound.
            Found::Exhausted if given < MAX_SEARCH => Err(Stop::Exhausted),
            Found::Exhausted => Err(Stop::Differs {
                pc,
                answered,
                expected,
                witness: None,
            }),
        }
    }
}

/// What it costs to evaluate the condition.
pub(super) fn width(arm: &Arm) -> u64 {
    1 + u64::try_from(arm.form().width()).unwrap_or(u64::MAX)
}
