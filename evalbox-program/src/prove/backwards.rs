//! Programs that take one condition after the other, proved from their end: what the last conditions' instructions do, then
//! what those in front of them do, down to the first.
//!
//! A *cut* is a place of the program from which on it decides, for every input of the class, by the conditions from some place
//! on. Whether a place is one is found out by walking from there, with nothing known but the class, up to returns and to
//! cuts that are known; which conditions it may be is guessed by the cut behind it. A wrong guess costs time only. Where
//! what conditions ask overlaps, so that every path knows more than the next one asks, this is what is left.
//!
//! ```text
//! fd < 5 && cmd > 8 => .., fd < 3 && cmd > 9 => ..: both ways out of the first arm know that the second fails, or when
//! ```

use super::form::evaluate;
use super::left::Left;
use super::rule::Decision;
use super::solve::Found;
use super::step::{Accumulator, Next, loads};
use super::tails::{Arrivals, reachable};
use super::terms::{AtomId, Term, Word};
use super::walk::{Stop, Walk};
use crate::ordered::Map;
use crate::program::{Instruction, Value, opcode};

/// Guesses for one place.
const GUESSES: usize = 4;
/// What one guess may cost, in steps.
const GUESS: u64 = 4_000;
/// What finding out may cost whether a path is possible that a guess is wrong for.
const SEARCH: u64 = 300;
/// After so many places in a row that are no cuts, the program is none that takes one condition after the other.
const WITHOUT: usize = 64;
/// Conditions that one return is compared with.
const COMPARED: usize = 64;

/// What was found out of a place.
#[derive(Default)]
struct Cut {
    /// From which conditions on the rest decides: a condition that changes nothing for what comes here is in some and not in
    /// others. Descending.
    from: Vec<usize>,
    paths: Arrivals,
}

/// Places, with what the accumulator holds there.
type Cuts = Map<(usize, Accumulator), Cut>;

/// A path yet to be walked.
struct Pending {
    mark: usize,
    assume: Option<(AtomId, bool)>,
    pc: usize,
    accumulator: Accumulator,
    length: usize,
}

/// What a return, or a cut, says of a guess.
enum Verdict {
    Right,
    Wrong,
    Open(AtomId),
}

impl Walk<'_> {
    /// Proves the class from the end. The facts at hand are the class.
    pub(super) fn backwards(&mut self, decision: &Decision, meets: &[bool]) -> Result<(), Stop> {
        let decision = decision.flat();
        let (entry, accumulator, before) = self.entry()?;
        let mut cuts = Cuts::new();
        let (mut last, mut without) = (decision.arms.len(), 0);
        for &pc in reachable(&self.code, entry).iter().rev() {
            if pc == entry || !meets.get(pc).copied().unwrap_or(false) {
                continue;
            }
            let Some(accumulator) = held(&self.code, pc, self) else {
                continue;
            };
            let mut cut = Cut::default();
            for from in (0..=last).rev().take(GUESSES) {
                if let Some(paths) = self.guess(&decision, from, pc, &accumulator, &cuts)? {
                    cut.from.push(from);
                    cut.paths = paths;
                }
            }
            if let Some(&least) = cut.from.last() {
                cuts.insert((pc, accumulator), cut);
                (last, without) = (least, 0);
            } else if without == WITHOUT {
                return Err(Stop::Exhausted);
            } else {
                without += 1;
            }
        }
        let Some(found) = self.guess(&decision, 0, entry, &accumulator, &cuts)? else {
            return Err(Stop::Exhausted);
        };
        self.paths = self.paths.saturating_add(found.paths);
        self.longest = self.longest.max(before + found.longest);
        Ok(())
    }

    /// Where the class first leaves something open, or returns, and after how many instructions.
    fn entry(&mut self) -> Result<(usize, Accumulator, usize), Stop> {
        let left = Left::none();
        let (mut pc, mut accumulator, mut length) = (0, Accumulator::Number(0), 0);
        loop {
            self.spend(1)?;
            let at = self.code.get(pc);
            if at.is_none_or(|at| at.code == opcode::RET) {
                return Ok((pc, accumulator, length));
            }
            match self.step(pc, &accumulator, &left)? {
                Next::To(next, value @ Accumulator::Number(_)) => (pc, accumulator) = (next, value),
                _ => return Ok((pc, accumulator, length)),
            }
            length += 1;
        }
    }

    /// Walks from a place on; the paths where they all decide by the conditions `from` on.
    fn guess(
        &mut self,
        decision: &Decision,
        from: usize,
        pc: usize,
        accumulator: &Accumulator,
        cuts: &Cuts,
    ) -> Result<Option<Arrivals>, Stop> {
        let start = self.facts.mark();
        let least = self.steps.saturating_sub(GUESS);
        let left = Left::none();
        let mut found = Arrivals::default();
        let mut pending = vec![Pending {
            mark: start,
            assume: None,
            pc,
            accumulator: accumulator.clone(),
            length: 0,
        }];
        let mut right = true;
        while let (true, Some(path)) = (right, pending.pop()) {
            self.facts.undo(path.mark);
            if let Some((atom, value)) = path.assume
                && !self.facts.assume(atom, value, &self.pool)
            {
                continue;
            }
            let (mut pc, mut accumulator, mut length) = (path.pc, path.accumulator, path.length);
            loop {
                self.spend(1)?;
                let at = (pc, accumulator);
                let cut = cuts.get(&at).filter(|_| length > 0);
                (pc, accumulator) = at;
                let returned = self.code.get(pc).filter(|at| at.code == opcode::RET);
                let verdict = match (cut, returned.map(|at| at.k.clone())) {
                    (Some(cut), _) => {
                        let verdict = self.reaches(decision, from, cut)?;
                        (verdict, cut.paths)
                    }
                    (None, Some(answer)) => {
                        let verdict = self.returns(decision, from, &answer)?;
                        let rest = Arrivals {
                            paths: 1,
                            longest: 1,
                        };
                        (verdict, rest)
                    }
                    (None, None) => match self.step(pc, &accumulator, &left) {
                        Ok(Next::To(next, value)) => {
                            let dead = self.code.get(next).is_some_and(loads);
                            accumulator = if dead { Accumulator::Number(0) } else { value };
                            pc = next;
                            length += 1;
                            continue;
                        }
                        Ok(Next::Split(atom)) => (Verdict::Open(atom), Arrivals::default()),
                        Ok(Next::End) | Err(_) => (Verdict::Wrong, Arrivals::default()),
                    },
                };
                match verdict {
                    (Verdict::Right, rest) => found.join(Arrivals {
                        longest: length + rest.longest,
                        ..rest
                    }),
                    (Verdict::Wrong, _) => right = self.impossible(),
                    (Verdict::Open(atom), _) => {
                        let mark = self.facts.mark();
                        for value in [false, true] {
                            pending.push(Pending {
                                mark,
                                assume: Some((atom, value)),
                                pc,
                                accumulator: accumulator.clone(),
                                length,
                            });
                        }
                    }
                }
                break;
            }
            right &= self.steps > least;
        }
        self.facts.undo(start);
        Ok(right.then_some(found))
    }

    /// Whether the conditions in front of a cut fail, from the guess on.
    fn reaches(&mut self, decision: &Decision, from: usize, cut: &Cut) -> Result<Verdict, Stop> {
        for &to in cut.from.iter().rev() {
            let Some(between) = decision.arms.get(from..to) else {
                continue;
            };
            let mut verdict = Verdict::Right;
            for arm in between {
                self.spend(arm.width())?;
                verdict = match evaluate(arm.form(), &self.facts, &mut self.pool) {
                    Ok(false) => continue,
                    Ok(true) => Verdict::Wrong,
                    Err(atom) => Verdict::Open(atom),
                };
                break;
            }
            if !matches!(verdict, Verdict::Wrong) {
                return Ok(verdict);
            }
        }
        Ok(Verdict::Wrong)
    }

    /// Whether the conditions from the guess on answer the same.
    fn returns(
        &mut self,
        decision: &Decision,
        from: usize,
        answer: &Value,
    ) -> Result<Verdict, Stop> {
        let arms = decision.arms.get(from..).unwrap_or_default();
        let mut says = &decision.otherwise;
        for (at, arm) in arms.iter().enumerate() {
            if at == COMPARED {
                return Ok(Verdict::Wrong);
            }
            self.spend(arm.width())?;
            match evaluate(arm.form(), &self.facts, &mut self.pool) {
                Ok(false) => {}
                Ok(true) => {
                    says = arm.then();
                    break;
                }
                Err(atom) => return Ok(Verdict::Open(atom)),
            }
        }
        Ok(if says == answer {
            Verdict::Right
        } else {
            Verdict::Wrong
        })
    }

    /// Whether no input has the facts, as far as that is soon found out.
    fn impossible(&mut self) -> bool {
        let given = self.steps.min(SEARCH);
        let mut steps = given;
        let found = self.input(&mut steps);
        self.steps -= given - steps;
        matches!(found, Found::Never)
    }
}

/// What the accumulator holds where the instructions in front are the way to a place. Paths that come with something else
/// are walked on.
fn held(code: &[Instruction], pc: usize, walk: &Walk<'_>) -> Option<Accumulator> {
    if code.get(pc).is_some_and(loads) {
        return Some(Accumulator::Number(0));
    }
    let load = code.get(..pc)?.iter().rposition(loads)?;
    let Value::Known(offset) = code[load].k else {
        return None;
    };
    let mut term = Term::raw(Word::at(offset)?);
    let mut flipped = 0;
    for instruction in &code[load + 1..pc] {
        match (instruction.code, &instruction.k) {
            (opcode::AND, mask) => term = walk.pool.masked(&term, mask),
            (opcode::XOR, Value::Known(by)) => flipped ^= by,
            _ => {}
        }
    }
    Some(Accumulator::Term(term, flipped))
}
