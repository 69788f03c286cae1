//! The proof of one program, class after class, and what each may cost.

use super::afresh::Arrival;
use super::bits::Model;
use super::facts::Facts;
use super::form::Form;
use super::paths::Memory;
use super::rule::Decision;
use super::step::Accumulator;
use super::tails::Tails;
use super::terms::Pool;
use crate::ordered::Map;
use crate::program::{Instruction, Value};
use std::cmp::Reverse;

/// What the proof may cost: instructions walked and facts evaluated.
pub(super) const MAX_STEPS: u64 = 2_000_000;

/// What a class may cost before its paths are drawn together where they meet: so much, and more for each instruction.
const PLAIN: (u64, u64) = (4_000, 20);

/// What a class may cost for each instruction where paths that meet forget everything.
const AFRESH: u64 = 50;

/// What it may cost for each instruction from its end.
const FROM_THE_END: u64 = 400;

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
    tails: Option<Tails>,
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
        let canonical = |instruction: &Instruction| {
            Ok::<_, String>(Instruction {
                k: pool.canonical(&instruction.k)?,
                ..instruction.clone()
            })
        };
        let code = code.iter().map(canonical).collect::<Result<Vec<_>, _>>()?;
        let asked = vec![None; code.len()];
        Ok(Walk {
            pool,
            facts: Facts::default(),
            code,
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

    /// Proves the inputs whose `arch` and `nr` are in the ranges, ends included.
    ///
    /// Few classes have paths that are worth drawing together, so each is walked plainly first.
    pub(super) fn class(
        &mut self,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
    ) -> Result<(), Stop> {
        let (paths, longest) = (self.paths, self.longest);
        let length = u64::try_from(self.code.len()).unwrap_or(u64::MAX);
        let given = self.steps.min(PLAIN.0 + PLAIN.1 * length);
        let kept = self.steps - given;
        self.steps = given;
        let plain = self.walk(arch, nr, decision, Memory::Everything);
        self.steps += kept;
        if self.steps == 0 || !matches!(plain, Err(Stop::Exhausted)) {
            return plain;
        }
        let meets = Tails::meets(&self.code);
        (self.paths, self.longest) = (paths, longest);
        let given = self.steps.min(AFRESH * (1 + length));
        let kept = self.steps - given;
        self.steps = given;
        let afresh = self.walk(arch, nr, decision, Memory::Class(&meets));
        self.steps += kept;
        if afresh.is_ok() {
            return Ok(());
        }
        (self.paths, self.longest) = (paths, longest);
        let given = self.steps.min(FROM_THE_END * (1 + length));
        let kept = self.steps - given;
        self.steps = given;
        self.begin(arch, nr)?;
        let proved = self.backwards(decision, &meets);
        self.steps += kept;
        if matches!(proved, Ok(true)) {
            return Ok(());
        }
        let tails = match self.tails.take() {
            Some(tails) => tails,
            None => Tails::new(&self.code, &self.pool),
        };
        (self.paths, self.longest) = (paths, longest);
        // Half of what is left: a search tree over thousands of values has nothing to share.
        let kept = self.steps / 2;
        self.steps -= kept;
        let shared = self.walk(arch, nr, decision, Memory::Needed(&tails));
        self.steps += kept;
        self.tails = Some(tails);
        if shared.is_ok() {
            return Ok(());
        }
        (self.paths, self.longest) = (paths, longest);
        self.walk(arch, nr, decision, Memory::Everything)
    }

    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Stop> {
        self.steps = self.steps.checked_sub(steps).ok_or(Stop::Exhausted)?;
        Ok(())
    }
}
