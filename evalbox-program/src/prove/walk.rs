//! What the proof of one program knows, class after class.

use super::afresh::Arrival;
use super::bits::Model;
use super::facts::Facts;
use super::form::Form;
use super::step::Accumulator;
use super::tails::Tails;
use super::terms::Pool;
use crate::ordered::Map;
use crate::program::{Instruction, Value};
use std::cmp::Reverse;

/// What the proof may cost: instructions walked and facts evaluated.
pub(super) const MAX_STEPS: u64 = 4_000_000;

/// Why a class is not proved.
pub(super) enum Stop {
    /// The program is not understood.
    Unknown(String),
    /// The proof takes too long.
    Exhausted,
    /// The program answers otherwise than the policy.
    Differs {
        pc: usize,
        answered: Value,
        expected: Vec<Value>,
        witness: Option<Model>,
    },
}

/// The proof of one program, class after class.
pub(super) struct Walk<'a> {
    pub(super) pool: Pool<'a>,
    pub(super) facts: Facts,
    pub(super) code: Vec<Instruction>,
    /// What each comparison was seen to ask, of what.
    pub(super) asked: Vec<Option<(Accumulator, Form)>>,
    /// Made for the first class that wants them.
    pub(super) tails: Option<Tails>,
    /// Where paths meet that are to forget all.
    pub(super) afresh: Map<Reverse<(usize, Accumulator)>, Vec<Arrival>>,
    pub(super) steps: u64,
    /// Paths of all classes.
    pub(super) paths: u64,
    /// Instructions of the longest.
    pub(super) longest: usize,
}

impl<'a> Walk<'a> {
    /// Reads every operand once.
    pub(super) fn new(pool: Pool<'a>, code: &[Instruction]) -> Result<Walk<'a>, String> {
        let (mut canonical, mut asked) = (Vec::with_capacity(code.len()), Vec::new());
        for instruction in code {
            let k = pool.canonical(&instruction.k)?;
            canonical.push(Instruction { k, ..*instruction });
            asked.push(None);
        }
        Ok(Walk {
            pool,
            facts: Facts::new(),
            code: canonical,
            asked,
            tails: None,
            afresh: Map::new(),
            steps: MAX_STEPS,
            paths: 0,
            longest: 0,
        })
    }

    /// What the proof has cost so far.
    pub(super) fn spent(&self) -> u64 {
        MAX_STEPS - self.steps
    }

    /// The program with canonical operands.
    pub(super) fn code(&self) -> &[Instruction] {
        &self.code
    }

    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Stop> {
        self.steps = self.steps.checked_sub(steps).ok_or(Stop::Exhausted)?;
        Ok(())
    }
}
