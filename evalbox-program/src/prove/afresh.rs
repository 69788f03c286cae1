//! Programs that take one condition after the other, however many there are: where paths meet, all is forgotten.
//!
//! What is claimed where paths meet is that the program goes on to decide, for *every* input of the class, by the conditions
//! from some place on. That is more than what the paths know, so it may be false of a right program, which is then proved
//! another way; but where it is true, the proof takes as many steps as the program has instructions.
//!
//! ```text
//! fd == 1 && cmd == 2 => .., fd == 3 && cmd == 4 => ..: both ways out of the first arm claim no more than the second
//! ```

use std::rc::Rc;

use super::decision::Arm;
use super::facts::Facts;
use super::form::{Form, evaluate};
use super::rule::Decision;
use super::step::Accumulator;
use super::tails::Arrivals;
use super::terms::{AtomId, Pool};
use crate::ordered::sort_by;

/// Conditions that one path is seen to leave behind, from where it began. More may fail under what it knows: that they
/// do is not what its end claims.
const BEHIND: usize = 8;

/// A path that ends where others go on as well.
pub(super) struct Arrival {
    pub(super) pc: usize,
    pub(super) accumulator: Accumulator,
    facts: Vec<(AtomId, bool)>,
    from: Rc<Decision>,
    /// So many conditions of `from` are known to fail.
    behind: usize,
    /// What is left of the next.
    next: Form,
    pub(super) count: Arrivals,
}

impl Arrival {
    pub(super) fn new(
        pc: usize,
        accumulator: Accumulator,
        from: Rc<Decision>,
        facts: &Facts,
        pool: &mut Pool<'_>,
        count: Arrivals,
    ) -> Arrival {
        let (mut behind, mut next) = (0, Form::Const(true));
        while let Some(arm) = from.arms.get(behind)
            && behind < BEHIND
        {
            next = arm.rest(facts, pool);
            if next != Form::Const(false) {
                break;
            }
            behind += 1;
        }
        // Of one that was not begun before others failed, the whole is claimed.
        if behind > 0 {
            let arm = from.arms.get(behind);
            next = arm.map_or(Form::Const(true), |arm| arm.form().clone());
        }
        Arrival {
            pc,
            accumulator,
            facts: facts.atoms().to_vec(),
            from,
            behind,
            next,
            count,
        }
    }

    /// How much it claims: conditions that are not behind it, and atoms of the next.
    fn breadth(&self) -> (usize, usize) {
        (self.from.arms.len() - self.behind, self.next.width())
    }

    /// The decision that is left.
    fn claim(&self) -> Decision {
        let mut arms = self.from.arms[self.behind..].to_vec();
        let otherwise = self.from.otherwise.clone();
        if let Some(first) = arms.first_mut() {
            let then = first.then().clone();
            if self.next == Form::Const(true) {
                return Decision {
                    arms: Vec::new(),
                    otherwise: then,
                };
            }
            if self.next != *first.form() {
                *first = Arm::new(self.next.clone(), then);
            }
        }
        Decision { arms, otherwise }
    }

    /// Whether the inputs of the path are decided as a claim says. `facts` are the path's.
    fn meets(&self, claim: &Decision, facts: &Facts, pool: &mut Pool<'_>) -> bool {
        let Some(behind) = self.from.arms.len().checked_sub(claim.arms.len()) else {
            return false;
        };
        if claim.otherwise != self.from.otherwise {
            return false;
        }
        for arm in &self.from.arms[..behind] {
            if evaluate(arm.form(), facts, pool) != Ok(false) {
                return false;
            }
        }
        // A claim is made of the end of one list of conditions; only its first may be written anew.
        let mine = self.from.arms[behind..].split_first();
        let (Some((first, mine)), Some((claimed_first, claimed))) =
            (mine, claim.arms.split_first())
        else {
            return true;
        };
        mine == claimed
            && first.then() == claimed_first.then()
            && (first == claimed_first
                || first.rest(facts, pool) == claimed_first.rest(facts, pool))
    }
}

/// What is claimed where the arrivals meet: each is covered by one of the claims.
pub(super) fn claims(
    mut arrivals: Vec<Arrival>,
    facts: &mut Facts,
    pool: &mut Pool<'_>,
) -> Vec<(Decision, Arrivals)> {
    let mut claims: Vec<(Decision, Arrivals)> = Vec::new();
    // What claims least comes first.
    sort_by(&mut arrivals, &|a, b| b.breadth().cmp(&a.breadth()));
    for arrival in &arrivals {
        facts.undo(0);
        for &(atom, value) in &arrival.facts {
            facts.assume(atom, value, pool);
        }
        let mut met = false;
        for (claim, count) in &mut claims {
            met = arrival.meets(claim, facts, pool);
            if met {
                count.join(arrival.count);
                break;
            }
        }
        if !met {
            claims.push((arrival.claim(), arrival.count));
        }
    }
    facts.undo(0);
    claims
}
