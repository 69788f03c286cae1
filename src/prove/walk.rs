//! The program's side: every path that inputs of one class can take, and at its end the comparison with the policy.
//!
//! Where the facts leave a jump open, an atom that it hangs on is assumed true, then false; where they leave the policy's
//! answer open, and the answers that are left are not all the program's, the same is done at the return. So at the end
//! of every path the answer of both is settled by its facts, and the paths together are all inputs of the class.

use super::bits::Model;
use super::facts::Facts;
use super::form::{Form, evaluate, not};
use super::rule::Decision;
use super::solve::{Found, search};
use super::terms::{AtomId, Pool, SIGN, Term, Word, flip};
use crate::program::{Instruction, Value, opcode};

/// What the proof may cost: instructions walked and facts evaluated.
pub(super) const MAX_STEPS: u64 = 4_000_000;

/// What one search for an input of a path may cost: so many facts evaluated.
const MAX_SEARCH: u64 = 50_000;

/// Why a class is not proved.
pub(super) enum Stop {
    /// The program is not understood, or the proof takes too long.
    Unknown(String),
    /// The program answers otherwise than the policy.
    Differs {
        pc: usize,
        answered: Value,
        expected: Vec<Value>,
        witness: Option<Model>,
    },
}

/// The accumulator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Accumulator {
    Number(u32),
    /// The term with these bits flipped.
    Term(Term, u32),
}

/// A path yet to be walked: what to forget, what to assume, where to go on.
struct Pending {
    mark: usize,
    assume: Option<(AtomId, bool)>,
    pc: usize,
    accumulator: Accumulator,
    length: usize,
}

/// Where an instruction leads.
enum Next {
    To(usize, Accumulator),
    Split(AtomId),
    End,
}

/// The proof of one program, class after class.
pub(super) struct Walk<'a> {
    pub(super) pool: Pool<'a>,
    pub(super) facts: Facts,
    code: Vec<Instruction>,
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
            steps: MAX_STEPS,
            paths: 0,
            longest: 0,
        })
    }

    /// The program with canonical operands.
    pub(super) fn code(&self) -> &[Instruction] {
        &self.code
    }

    /// Walks every path of the inputs whose `arch` and `nr` are in the ranges, ends included.
    pub(super) fn class(
        &mut self,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
    ) -> Result<(), Stop> {
        self.facts.undo(0);
        if !self.within(Word::ARCH, arch) || !self.within(Word::NR, nr) {
            return Ok(());
        }
        // The kernel zeroes A before the first instruction.
        let start = Pending {
            mark: self.facts.mark(),
            assume: None,
            pc: 0,
            accumulator: Accumulator::Number(0),
            length: 0,
        };
        let mut pending = vec![start];
        while let Some(path) = pending.pop() {
            self.facts.undo(path.mark);
            if let Some((atom, value)) = path.assume
                && !self.facts.assume(atom, value, &self.pool)
            {
                continue;
            }
            self.path(path, decision, &mut pending)?;
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

    /// Goes on until the path ends or parts in two.
    fn path(
        &mut self,
        from: Pending,
        decision: &Decision,
        pending: &mut Vec<Pending>,
    ) -> Result<(), Stop> {
        let Pending {
            mut pc,
            mut accumulator,
            mut length,
            ..
        } = from;
        loop {
            self.steps = self.steps.checked_sub(1).ok_or_else(exhausted)?;
            match self.step(pc, &accumulator, decision)? {
                Next::To(next, value) => {
                    (pc, accumulator) = (next, value);
                    length += 1;
                }
                Next::End => {
                    self.paths += 1;
                    self.longest = self.longest.max(length + 1);
                    return Ok(());
                }
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
                    return Ok(());
                }
            }
        }
    }

    fn step(
        &mut self,
        pc: usize,
        accumulator: &Accumulator,
        decision: &Decision,
    ) -> Result<Next, Stop> {
        let Some(Instruction { code, jt, jf, k }) = self.code.get(pc).cloned() else {
            return Err(Stop::Unknown(format!(
                "instruction {pc} is beyond the end of the program"
            )));
        };
        let unknown = || {
            Stop::Unknown(format!(
                "instruction {pc} is none that the proof knows: {code:#04x} {k:?}"
            ))
        };
        let next = match code {
            opcode::LD => {
                let Value::Known(offset) = k else {
                    return Err(unknown());
                };
                let word = u8::try_from(offset / 4)
                    .ok()
                    .filter(|&word| usize::from(word) < Word::COUNT);
                let word = word
                    .filter(|_| offset % 4 == 0)
                    .map(Word)
                    .ok_or_else(unknown)?;
                // Arguments stay terms even where their value is known: symbolic operands are compared with them.
                let number = [Word::ARCH, Word::NR]
                    .contains(&word)
                    .then(|| self.facts.fixed(word));
                match number.flatten() {
                    Some(number) => Next::To(pc + 1, Accumulator::Number(number)),
                    None => Next::To(pc + 1, Accumulator::Term(Term::raw(word), 0)),
                }
            }
            opcode::JA => {
                let Value::Known(skip) = k else {
                    return Err(unknown());
                };
                let skip = usize::try_from(skip).map_err(|_| unknown())?;
                Next::To(
                    pc.saturating_add(1).saturating_add(skip),
                    accumulator.clone(),
                )
            }
            opcode::AND => Next::To(pc + 1, self.and(accumulator, &k).ok_or_else(unknown)?),
            opcode::XOR => {
                let Value::Known(by) = k else {
                    return Err(unknown());
                };
                Next::To(
                    pc + 1,
                    match accumulator {
                        Accumulator::Number(number) => Accumulator::Number(number ^ by),
                        Accumulator::Term(term, flip) => Accumulator::Term(term.clone(), flip ^ by),
                    },
                )
            }
            opcode::JEQ | opcode::JGT | opcode::JGE | opcode::JSET => {
                let form = self.asked(code, accumulator, &k).ok_or_else(unknown)?;
                match evaluate(&form, &self.facts, &mut self.pool) {
                    Ok(truth) => Next::To(
                        pc + 1 + usize::from(if truth { jt } else { jf }),
                        accumulator.clone(),
                    ),
                    Err(atom) => Next::Split(atom),
                }
            }
            opcode::RET => {
                if !matches!(k, Value::Known(_) | Value::Data(..)) {
                    return Err(unknown());
                }
                self.answer(pc, k, decision)?
            }
            _ => return Err(unknown()),
        };
        Ok(next)
    }

    fn and(&self, accumulator: &Accumulator, mask: &Value) -> Option<Accumulator> {
        match (accumulator, mask) {
            (Accumulator::Number(number), Value::Known(mask)) => {
                Some(Accumulator::Number(number & mask))
            }
            (Accumulator::Number(_), _) => None,
            (Accumulator::Term(term, flip), Value::Known(known)) => Some(Accumulator::Term(
                self.pool.masked(term, mask),
                flip & known,
            )),
            (Accumulator::Term(term, 0), mask) => {
                Some(Accumulator::Term(self.pool.masked(term, mask), 0))
            }
            (Accumulator::Term(..), _) => None,
        }
    }

    /// What a comparison asks, as a formula.
    fn asked(&mut self, code: u16, accumulator: &Accumulator, k: &Value) -> Option<Form> {
        let (term, flipped) = match (accumulator, k) {
            (Accumulator::Number(number), Value::Known(k)) => {
                return Some(Form::Const(match code {
                    opcode::JEQ => number == k,
                    opcode::JGT => number > k,
                    opcode::JGE => number >= k,
                    _ => number & k != 0,
                }));
            }
            (Accumulator::Number(_), _) => return None,
            (Accumulator::Term(term, flipped), _) => (term, *flipped),
        };
        Some(match (code, flipped, k) {
            (opcode::JEQ, 0, _) => self.pool.equal(term, k),
            (opcode::JEQ, _, Value::Known(known)) => {
                self.pool.equal(term, &Value::Known(known ^ flipped))
            }
            (opcode::JEQ, SIGN, _) => self.pool.equal(term, &flip(k)),
            (opcode::JGE, 0 | SIGN, _) => self.pool.at_least(term, flipped == SIGN, k),
            (opcode::JGT, 0 | SIGN, _) => self.pool.above(term, flipped == SIGN, k),
            (opcode::JSET, 0, _) => {
                let masked = self.pool.masked(term, k);
                not(self.pool.equal(&masked, &Value::Known(0)))
            }
            (opcode::JSET, _, Value::Known(known)) => {
                let masked = self.pool.masked(term, k);
                not(self.pool.equal(&masked, &Value::Known(flipped & known)))
            }
            _ => return None,
        })
    }

    /// Compares the program's answer with every answer that the policy can still give.
    fn answer(&mut self, pc: usize, answered: Value, decision: &Decision) -> Result<Next, Stop> {
        let mut expected: Vec<&Value> = Vec::new();
        let mut open = None;
        let mut settled = false;
        for (form, then) in &decision.arms {
            let cost = 1 + u64::try_from(form.width()).unwrap_or(u64::MAX);
            self.steps = self.steps.checked_sub(cost).ok_or_else(exhausted)?;
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
        if self.facts.sets_contradict(&self.pool) {
            return Ok(Next::End);
        }
        let mut steps = self.steps.min(MAX_SEARCH);
        self.steps -= steps;
        let found = search(&self.facts, &self.pool, &mut steps);
        self.steps += steps;
        match found {
            Found::Never => Ok(Next::End),
            Found::Witness(witness) => Err(Stop::Differs {
                pc,
                answered,
                expected,
                witness: Some(witness),
            }),
            Found::Exhausted => Err(Stop::Differs {
                pc,
                answered,
                expected,
                witness: None,
            }),
        }
    }
}

fn exhausted() -> Stop {
    Stop::Unknown(format!("the proof needs more than {MAX_STEPS} steps"))
}
