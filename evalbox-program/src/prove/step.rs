//! One instruction: what it does to the accumulator, and where it leads under the facts of the path.

use super::form::{Form, evaluate, not};
use super::left::Left;
use super::terms::{AtomId, SIGN, Term, Word};
use super::values::flip;
use super::walk::{Stop, Walk};
use crate::program::{Instruction, Value, opcode};

/// The accumulator.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Accumulator {
    Number(u32),
    /// The term with these bits flipped.
    Term(Term, u32),
}

/// Where an instruction leads.
pub(super) enum Next {
    To(usize, Accumulator),
    Split(AtomId),
    End,
}

/// Whether what the accumulator holds is lost.
pub(super) fn loads(instruction: &Instruction) -> bool {
    instruction.code == opcode::LD
}

impl Walk<'_> {
    /// Carries out the instruction.
    pub(super) fn step(
        &mut self,
        pc: usize,
        accumulator: &Accumulator,
        left: &Left,
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
                let word = Word::at(offset).ok_or_else(unknown)?;
                let loaded = match self.facts.fixed(word) {
                    // Arguments stay terms even where their value is known: symbolic operands are compared with them.
                    Some(number) if word.is_of_the_class() => Accumulator::Number(number),
                    _ => Accumulator::Term(Term::raw(word), 0),
                };
                Next::To(pc + 1, loaded)
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
                let known = self.asked.get(pc).and_then(Option::as_ref);
                let form = match known.filter(|(of, _)| of == accumulator) {
                    Some((_, form)) => form,
                    None => {
                        let form = self.ask(code, accumulator, &k).ok_or_else(unknown)?;
                        &self.asked[pc].insert((accumulator.clone(), form)).1
                    }
                };
                match evaluate(form, &self.facts, &mut self.pool) {
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
                self.answer(pc, k, left)?
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
    fn ask(&mut self, code: u16, accumulator: &Accumulator, k: &Value) -> Option<Form> {
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
}
