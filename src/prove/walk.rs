//! The program's side: every path that inputs of one class can take, and at its end the comparison with the policy.
//!
//! Where the facts leave a jump open, an atom that it hangs on is assumed true, then false; where they leave the policy's
//! answer open, and the answers that are left are not all the program's, the same is done at the return. So at the end
//! of every path the answer of both is settled by its facts, and the paths together are all inputs of the class.

use std::cmp::Reverse;

use super::bits::Model;
use super::facts::Facts;
use super::form::{Form, evaluate, not};
use super::rule::Decision;
use super::solve::{Found, search};
use super::step::{Accumulator, Next};
use super::tails::{Arrivals, State, Tails};
use super::terms::{AtomId, Pool, Term, Word};
use crate::ordered::Map;
use crate::program::{Instruction, Value};

/// What the proof may cost: instructions walked and facts evaluated.
pub(super) const MAX_STEPS: u64 = 4_000_000;

/// What a class may cost before its paths are drawn together where they meet.
const PLAIN: u64 = 4_000;

/// What one search for an input of a path may cost: so many facts evaluated.
const MAX_SEARCH: u64 = 50_000;

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

/// A path yet to be walked: what to forget, what to assume, where to go on.
struct Pending {
    mark: usize,
    assume: Option<(AtomId, bool)>,
    pc: usize,
    accumulator: Accumulator,
    length: usize,
}

/// States to go on from, with what leads to them.
///
/// The least state comes first: [`Reverse`] puts it at the end of the vector.
type States = Map<Reverse<State>, Arrivals>;

/// How the walk along one path came to an end.
enum Walked {
    /// An atom is assumed both ways.
    Parted,
    /// At a right answer, after so many instructions.
    Ended(usize),
    /// Where others go on as well, after so many instructions.
    Met(State, usize),
}

/// The proof of one program, class after class.
pub(super) struct Walk<'a> {
    pub(super) pool: Pool<'a>,
    pub(super) facts: Facts,
    pub(super) code: Vec<Instruction>,
    tails: Option<Tails>,
    steps: u64,
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
        Ok(Walk {
            pool,
            facts: Facts::default(),
            code,
            tails: None,
            steps: MAX_STEPS,
            paths: 0,
            longest: 0,
        })
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
        let given = self.steps.min(PLAIN);
        let kept = self.steps - given;
        self.steps = given;
        let plain = self.walk(arch, nr, decision, None);
        self.steps += kept;
        if self.steps == 0 || !matches!(plain, Err(Stop::Exhausted)) {
            return plain;
        }
        let tails = match self.tails.take() {
            Some(tails) => tails,
            None => Tails::new(&self.code, &self.pool),
        };
        (self.paths, self.longest) = (paths, longest);
        let shared = self.walk(arch, nr, decision, Some(&tails));
        self.tails = Some(tails);
        if shared.is_ok() {
            return Ok(());
        }
        (self.paths, self.longest) = (paths, longest);
        self.walk(arch, nr, decision, None)
    }

    /// Walks every path of a class; with `tails`, those that meet go on as one.
    fn walk(
        &mut self,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
        tails: Option<&Tails>,
    ) -> Result<(), Stop> {
        self.facts.undo(0);
        if !self.within(Word::ARCH, arch) || !self.within(Word::NR, nr) {
            return Ok(());
        }
        let start = State {
            pc: 0,
            // The kernel zeroes A before the first instruction.
            accumulator: Accumulator::Number(0),
            decision: decision.clone(),
            facts: self.facts.atoms().collect(),
        };
        let one = Arrivals {
            paths: 1,
            longest: 0,
        };
        let mut states = States::from([(Reverse(start), one)]);
        while let Some((Reverse(state), arrivals)) = states.pop_last() {
            self.facts.undo(0);
            let known = &state.facts;
            if known
                .iter()
                .all(|&(atom, value)| self.facts.assume(atom, value, &self.pool))
            {
                self.state(state, arrivals, tails, &mut states)?;
            }
        }
        Ok(())
    }

    /// Walks every path that begins with what a state knows.
    fn state(
        &mut self,
        state: State,
        arrivals: Arrivals,
        tails: Option<&Tails>,
        states: &mut States,
    ) -> Result<(), Stop> {
        let mut pending = vec![Pending {
            mark: self.facts.mark(),
            assume: None,
            pc: state.pc,
            accumulator: state.accumulator,
            length: arrivals.longest,
        }];
        while let Some(path) = pending.pop() {
            self.facts.undo(path.mark);
            if let Some((atom, value)) = path.assume
                && !self.facts.assume(atom, value, &self.pool)
            {
                continue;
            }
            match self.path(path, &state.decision, tails, &mut pending)? {
                Walked::Parted => {}
                Walked::Ended(length) => {
                    self.paths = self.paths.saturating_add(arrivals.paths);
                    self.longest = self.longest.max(length);
                }
                Walked::Met(met, length) => {
                    let at = states.entry(Reverse(met)).or_default();
                    at.paths = at.paths.saturating_add(arrivals.paths);
                    at.longest = at.longest.max(length);
                }
            }
        }
        Ok(())
    }

    fn within(&mut self, word: Word, (least, most): (u32, u32)) -> bool {
        let term = Term::raw(word);
        let forms = if least == most {
            vec![self.pool.equal(&term, &Value::Known(least))]
        } else {
            let above = self.pool.above(&term, false, &Value::Known(most));
            vec![
                self.pool.at_least(&term, false, &Value::Known(least)),
                not(above),
            ]
        };
        forms.into_iter().all(|form| match form {
            Form::Literal(atom, value) => self.facts.assume(atom, value, &self.pool),
            form => form == Form::Const(true),
        })
    }

    /// Goes on until the path ends, parts in two or meets others.
    fn path(
        &mut self,
        from: Pending,
        decision: &Decision,
        tails: Option<&Tails>,
        pending: &mut Vec<Pending>,
    ) -> Result<Walked, Stop> {
        let Pending {
            mut pc,
            mut accumulator,
            mut length,
            ..
        } = from;
        loop {
            self.spend(1)?;
            match self.step(pc, &accumulator, decision)? {
                Next::To(next, value) => {
                    (pc, accumulator) = (next, value);
                    length += 1;
                }
                Next::End => return Ok(Walked::Ended(length + 1)),
                Next::Split(atom) => {
                    let mark = self.facts.mark();
                    for value in [false, true] {
                        let accumulator = accumulator.clone();
                        pending.push(Pending {
                            mark,
                            assume: Some((atom, value)),
                            pc,
                            accumulator,
                            length,
                        });
                    }
                    return Ok(Walked::Parted);
                }
            }
            if let Some(tails) = tails.filter(|tails| tails.meet(pc)) {
                let state = tails.forget(pc, accumulator, decision, &self.facts, &mut self.pool);
                let facts = state.facts.len() + decision.arms.len();
                self.spend(u64::try_from(facts).unwrap_or(u64::MAX))?;
                return Ok(Walked::Met(state, length));
            }
        }
    }

    fn spend(&mut self, steps: u64) -> Result<(), Stop> {
        self.steps = self.steps.checked_sub(steps).ok_or(Stop::Exhausted)?;
        Ok(())
    }

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
        for (form, then) in &decision.arms {
            let cost = 1 + u64::try_from(form.width()).unwrap_or(u64::MAX);
            self.spend(cost)?;
            match evaluate(form, &self.facts, &mut self.pool) {
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
