//! The end of a path: what the program answers is compared with every answer that the policy can still give.

use super::form::evaluate;
use super::left::Left;
use super::solve::{Found, search};
use super::step::Next;
use super::terms::AtomId;
use super::walk::{Stop, Walk};
use super::witness::is_real;
use crate::program::Value;

/// What one search for an input of a path may cost: so many facts evaluated.
const MAX_SEARCH: u64 = 50_000;

impl Walk<'_> {
    /// Compares the program's answer with every answer that the policy can still give.
    pub(super) fn answer(&mut self, pc: usize, answered: Value, left: &Left) -> Result<Next, Stop> {
        let mut expected: Vec<Value> = Vec::new();
        let mut open = None;
        let mut settled = false;
        for arm in left.arms() {
            let then = arm.then();
            self.spend(arm.width())?;
            match evaluate(arm.form(), &self.facts, &mut self.pool) {
                Ok(false) => {}
                Ok(true) => {
                    expected.push(then.clone());
                    settled = true;
                    break;
                }
                Err(atom) => {
                    expected.push(then.clone());
                    open = open.or(Some(atom));
                }
            }
        }
        if !settled {
            expected.push(left.otherwise().clone());
        }
        if expected.iter().all(|expected| *expected == answered) {
            return Ok(Next::End);
        }
        if let Some(atom) = open
            && expected.contains(&answered)
        {
            return Ok(Next::Split(atom));
        }
        // Which facts hang together is found out by comparing each with those in front of it.
        let facts = u64::try_from(self.facts.atoms().len()).unwrap_or(u64::MAX);
        self.spend(facts.saturating_mul(facts) / 16)?;
        let given = self.steps.min(MAX_SEARCH);
        let mut steps = given;
        let found = self.input(&mut steps);
        self.steps -= given - steps;
        match found {
            Found::Never => Ok(Next::End),
            Found::Witness(witness) => Err(Stop::Differs {
                pc,
                answered,
                expected,
                witness: is_real(&witness, &self.pool).then_some(witness),
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

    /// An input that has the facts, if there is one.
    pub(super) fn input(&mut self, steps: &mut u64) -> Found {
        let mark = self.facts.mark();
        let found = if self.facts.assume_absent(&mut self.pool) {
            let members = self.facts.found_members(&mut self.pool);
            self.with_members(&members, steps)
        } else {
            Found::Never
        };
        self.facts.undo(mark);
        found
    }

    /// An input that has the facts, and of each list of atoms one. There are as many lists as the path has searched sets and found
    /// something.
    fn with_members(&mut self, members: &[Vec<AtomId>], steps: &mut u64) -> Found {
        let Some((first, rest)) = members.split_first() else {
            return search(&self.facts, &self.pool, steps);
        };
        let mut exhausted = false;
        let mut ways = u64::try_from(first.len()).unwrap_or(u64::MAX);
        for &atom in first {
            // A share for each: one that cannot be may come behind one that is not decided.
            let mut share = *steps / ways;
            *steps -= share;
            ways -= 1;
            let mark = self.facts.mark();
            let found = if self.facts.assume(atom, true, &self.pool) {
                self.with_members(rest, &mut share)
            } else {
                Found::Never
            };
            self.facts.undo(mark);
            *steps += share;
            match found {
                Found::Never => {}
                Found::Witness(_) => return found,
                Found::Exhausted => exhausted = true,
            }
        }
        if exhausted {
            Found::Exhausted
        } else {
            Found::Never
        }
    }
}
