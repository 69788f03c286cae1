//! Every path that inputs of one class can take.
//!
//! Where the facts leave a jump open, an atom that it hangs on is assumed true, then false; where they leave the policy's
//! answer open, and the answers that are left are not all the program's, the same is done at the return. So at the end
//! of every path the answer of both is settled by its facts, and the paths together are all inputs of the class.

use std::cmp::Reverse;
use std::rc::Rc;

use super::afresh::{Arrival, claims};
use super::form::{Form, not};
use super::left::Left;
use super::rule::Decision;
use super::step::{Accumulator, Next, loads};
use super::tails::{Arrivals, State, Tails};
use super::terms::{AtomId, Term, Word};
use super::walk::{Stop, Walk};
use crate::ordered::Map;
use crate::program::Value;

/// In a chain of comparisons, whose paths do not meet, a path that is to forget all does so after so many assumptions.
const AHEAD: usize = 4;

/// What paths that meet go on with.
#[derive(Clone, Copy)]
pub(super) enum Memory<'t> {
    /// Each goes on alone.
    Everything,
    /// What the rest of program and policy speaks of.
    Needed(&'t Tails),
    /// Nothing but the class. Enough for programs that take one condition after the other, however many there are.
    Class(&'t [bool]),
}

/// A path yet to be walked: what to forget, what to assume, where to go on.
struct Pending {
    mark: usize,
    assume: Option<(AtomId, bool)>,
    pc: usize,
    accumulator: Accumulator,
    left: Left,
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
    /// The same, with all to be forgotten.
    MetAfresh(Arrival),
}

impl Walk<'_> {
    /// Walks every path of a class; those that meet may go on as one.
    pub(super) fn walk(
        &mut self,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
        memory: Memory<'_>,
    ) -> Result<(), Stop> {
        self.begin(arch, nr)?;
        let start = State {
            pc: 0,
            // The kernel zeroes A before the first instruction.
            accumulator: Accumulator::Number(0),
            decision: decision.clone(),
            facts: self.facts.atoms().to_vec(),
        };
        let class = start.facts.clone();
        let one = Arrivals {
            paths: 1,
            longest: 0,
        };
        let mut states = States::new();
        states.insert(Reverse(start), one);
        self.afresh.clear();
        loop {
            let Some((Reverse(state), arrivals)) = states.pop_last() else {
                let Some((Reverse((pc, accumulator)), arrivals)) = self.afresh.pop_last() else {
                    return Ok(());
                };
                for (decision, count) in claims(arrivals, &mut self.facts, &mut self.pool) {
                    let state = State {
                        pc,
                        accumulator: accumulator.clone(),
                        decision,
                        facts: class.clone(),
                    };
                    states.insert(Reverse(state), count);
                }
                continue;
            };
            self.facts.undo(0);
            let mut possible = true;
            for &(atom, value) in &state.facts {
                possible = possible && self.facts.assume(atom, value, &self.pool);
            }
            if possible {
                self.state(state, arrivals, memory, &mut states)?;
            }
        }
    }

    /// Walks every path that begins with what a state knows.
    fn state(
        &mut self,
        state: State,
        arrivals: Arrivals,
        memory: Memory<'_>,
        states: &mut States,
    ) -> Result<(), Stop> {
        let mut pending = vec![Pending {
            mark: self.facts.mark(),
            assume: None,
            pc: state.pc,
            accumulator: state.accumulator,
            left: Left::new(state.decision),
            length: arrivals.longest,
        }];
        while let Some(mut path) = pending.pop() {
            self.facts.undo(path.mark);
            if let Some((atom, value)) = path.assume
                && !self.facts.assume(atom, value, &self.pool)
            {
                continue;
            }
            // A path that forgets all is to know what it began with.
            if !matches!(memory, Memory::Class(_)) {
                let cost = path.left.advance(&self.facts, &mut self.pool);
                self.spend(cost)?;
            }
            match self.path(path, memory, &mut pending)? {
                Walked::Parted => {}
                Walked::Ended(length) => {
                    self.paths = self.paths.saturating_add(arrivals.paths);
                    self.longest = self.longest.max(length);
                }
                Walked::Met(met, longest) => {
                    let more = Arrivals {
                        longest,
                        ..arrivals
                    };
                    states.entry(Reverse(met)).or_default().join(more);
                }
                Walked::MetAfresh(mut arrival) => {
                    arrival.count.paths = arrivals.paths;
                    let at = (arrival.pc, arrival.accumulator.clone());
                    self.afresh.entry(Reverse(at)).or_default().push(arrival);
                }
            }
        }
        Ok(())
    }

    /// Knows no more than the class.
    pub(super) fn begin(&mut self, arch: (u32, u32), nr: (u32, u32)) -> Result<(), Stop> {
        self.facts.undo(0);
        if self.within(Word::ARCH, arch) && self.within(Word::NR, nr) {
            Ok(())
        } else {
            Err(Stop::Unknown("a class without inputs".to_owned()))
        }
    }

    fn within(&mut self, word: Word, (least, most): (u32, u32)) -> bool {
        let term = Term::raw(word);
        if least == most {
            let equal = self.pool.equal(&term, &Value::Known(least));
            return self.holds(&equal);
        }
        let above = self.pool.above(&term, false, &Value::Known(most));
        let at_least = self.pool.at_least(&term, false, &Value::Known(least));
        self.holds(&at_least) && self.holds(&not(above))
    }

    /// Assumes what a comparison with a number comes to; false where it cannot be.
    fn holds(&mut self, form: &Form) -> bool {
        match form {
            Form::Literal(atom, value) => self.facts.assume(*atom, *value, &self.pool),
            form => *form == Form::Const(true),
        }
    }

    /// Goes on until the path ends, parts in two or meets others.
    fn path(
        &mut self,
        from: Pending,
        memory: Memory<'_>,
        pending: &mut Vec<Pending>,
    ) -> Result<Walked, Stop> {
        let Pending {
            mut pc,
            mut accumulator,
            mut length,
            left,
            ..
        } = from;
        loop {
            self.spend(1)?;
            match self.step(pc, &accumulator, &left)? {
                Next::To(next, value) => {
                    // What is loaded over is the same for all that meet there.
                    let dead = self.code.get(next).is_some_and(loads);
                    accumulator = if dead { Accumulator::Number(0) } else { value };
                    pc = next;
                    length += 1;
                }
                Next::End => return Ok(Walked::Ended(length + 1)),
                Next::Split(atom) => {
                    let mark = self.facts.mark();
                    for value in [false, true] {
                        let accumulator = accumulator.clone();
                        let mut left = left.clone();
                        left.assumed += 1;
                        pending.push(Pending {
                            mark,
                            assume: Some((atom, value)),
                            pc,
                            accumulator,
                            left,
                            length,
                        });
                    }
                    return Ok(Walked::Parted);
                }
            }
            let state = match memory {
                Memory::Needed(tails) if tails.meet(pc) => {
                    let state = tails.forget(pc, accumulator, &left, &self.facts, &mut self.pool);
                    let facts = state.facts.len() + left.arms().len();
                    self.spend(u64::try_from(facts).unwrap_or(u64::MAX))?;
                    state
                }
                Memory::Class(meets)
                    if meets.get(pc).copied().unwrap_or(false)
                        || left.assumed >= AHEAD && self.facts.are_a_chain(&self.pool) =>
                {
                    let count = Arrivals {
                        paths: 1,
                        longest: length,
                    };
                    let (facts, pool) = (&self.facts, &mut self.pool);
                    let from = Rc::clone(left.whole());
                    let arrival = Arrival::new(pc, accumulator, from, facts, pool, count);
                    return Ok(Walked::MetAfresh(arrival));
                }
                _ => continue,
            };
            return Ok(Walked::Met(state, length));
        }
    }
}
