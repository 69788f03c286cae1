//! What the policy says of one number, as far as a path leaves it open.
//!
//! A path asks the policy at its end, and a rule has thousands of conditions. Those that the path has decided are left
//! behind on the way: in a chain of comparisons the first of them, one after the other, and in a search tree, whose every
//! comparison decides half of what is left, whichever they are.

use std::rc::Rc;

use super::decision::Arm;
use super::facts::Facts;
use super::form::evaluate;
use super::rule::Decision;
use super::terms::Pool;
use crate::program::Value;

/// After so many assumptions all conditions are looked through for those that are settled.
const PATIENCE: usize = 4;

/// From so many atoms on, what a path has decided of a condition is left out of it: a search tree over thousands of values asks
/// the policy at each of its ends.
const WIDE: u64 = 64;

/// Up to so many atoms the first condition is looked at after every assumption.
const NARROW: u64 = 16;

/// A decision without the conditions that are known to fail.
#[derive(Clone)]
pub(super) struct Left {
    decision: Rc<Decision>,
    /// So many conditions are known to fail.
    behind: usize,
    /// Atoms assumed since all conditions were looked through.
    pub(super) assumed: usize,
    /// After how many that is done again: more often where it is of use.
    patience: usize,
}

impl Left {
    /// All of a decision.
    pub(super) fn new(decision: Decision) -> Left {
        Left {
            decision: Rc::new(decision),
            behind: 0,
            assumed: 0,
            patience: PATIENCE,
        }
    }

    /// Nothing, for those who ask the policy themselves where the program returns.
    pub(super) fn none() -> Left {
        Left::new(Decision {
            arms: Vec::new(),
            otherwise: Value::Known(0),
        })
    }

    /// The decision with all its conditions.
    pub(super) fn whole(&self) -> &Rc<Decision> {
        &self.decision
    }

    /// The conditions that may hold.
    pub(super) fn arms(&self) -> &[Arm] {
        self.decision.arms.get(self.behind..).unwrap_or_default()
    }

    /// The answer where none holds.
    pub(super) fn otherwise(&self) -> &Value {
        &self.decision.otherwise
    }

    /// Leaves behind what the facts decide; how many atoms were looked at.
    pub(super) fn advance(&mut self, facts: &Facts, pool: &mut Pool<'_>) -> u64 {
        let mut cost = 0;
        while let Some(first) = self.arms().first()
            && first.width() <= NARROW
        {
            cost += first.width();
            if evaluate(first.form(), facts, pool) != Ok(false) {
                break;
            }
            self.behind += 1;
        }
        let arms = self.arms();
        let wide = arms.iter().any(|arm| arm.width() > WIDE);
        if self.assumed < self.patience || !wide && arms.len() <= PATIENCE {
            return cost;
        }
        let before = width(arms);
        let rest = if wide {
            self.simplified(facts, pool)
        } else {
            self.live(facts, pool)
        };
        // A chain of comparisons decides one condition after the other, and the others stay open.
        self.patience = if width(&rest.arms) > before / 2 {
            self.patience.saturating_mul(2)
        } else {
            PATIENCE
        };
        self.decision = Rc::new(rest);
        self.behind = 0;
        self.assumed = 0;
        cost + before
    }
}

/// What it costs to evaluate the conditions.
fn width(arms: &[Arm]) -> u64 {
    let mut width = 0;
    for arm in arms {
        width += arm.width();
    }
    width
}
