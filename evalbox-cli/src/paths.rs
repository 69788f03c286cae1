//! Every way through a program: what it answers, and for which calls.
//!
//! The compiler's proof speaks of policies; this reads any program, other people's too. The sixteen words of
//! `seccomp_data` are unknown except for what a [`State`] says of them. A test that its facts leave open is taken both
//! ways. A way whose facts no call can meet is left out ([`crate::solve`] decides it, exactly).

mod registers;

use evalbox_compiler::program::offset;
use evalbox_compiler::target::Endian;
use evalbox_seccomp::SockFilter;
use evalbox_seccomp::opcode::*;

use crate::solve::{self, Fact, Relation, Word};

pub(crate) use registers::{Content, Registers};

/// More ways than this are not told apart: a filter is not written so.
const MOST_WAYS: usize = 200_000;

/// What is known of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) facts: Vec<Fact>,
}

/// A way's end.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// `SECCOMP_RET_*`; `None` where it is not known: computed, or too many ways.
    pub(crate) answer: Option<u32>,
    /// What calls of this way have in common.
    pub(crate) state: State,
    /// The instructions on it.
    pub(crate) visited: Vec<usize>,
    /// Whether the facts say all: false after arithmetic that is not followed.
    pub(crate) exact: bool,
}

#[derive(Clone)]
struct Machine {
    pc: usize,
    /// How many facts it began with: these are kept as they are.
    given: usize,
    registers: Registers,
    end: End,
}

impl State {
    /// A call of that number, with the low bits of some arguments.
    pub(crate) fn call(
        endian: Endian,
        arch: u32,
        number: u32,
        args: [Option<(u64, u8)>; 6],
    ) -> State {
        let mut state = State::default();
        state.fix(offset::ARCH, u32::MAX, arch);
        state.fix(offset::NR, u32::MAX, number);
        for (slot, arg) in (0u8..).zip(args) {
            let Some((value, bits)) = arg else { continue };
            let mask = u64::MAX.checked_shr(64 - u32::from(bits)).unwrap_or(0);
            for high in [false, true] {
                let shift = if high { 32 } else { 0 };
                let word = |value: u64| u32::try_from(value >> shift & 0xffff_ffff).unwrap_or(0);
                if word(mask) != 0 {
                    let offset = offset::arg(slot, high, endian);
                    state.fix(offset, word(mask), word(value & mask));
                }
            }
        }
        state
    }

    /// Adds that bits of a word are these.
    pub(crate) fn fix(&mut self, offset: u32, mask: u32, value: u32) {
        self.facts.push(Fact {
            word: Word(offset),
            mask,
            flip: 0,
            relation: Relation::Equal,
            number: value,
            holds: true,
        });
    }
}

/// The ways of a verified program for the calls of a state; together they have every call of it.
pub(crate) fn explore(program: &[SockFilter], start: &State) -> Vec<End> {
    explore_up_to(MOST_WAYS, program, start)
}

fn explore_up_to(most: usize, program: &[SockFilter], start: &State) -> Vec<End> {
    let mut open = vec![Machine {
        pc: 0,
        given: start.facts.len(),
        registers: Registers::default(),
        end: End {
            answer: None,
            state: start.clone(),
            visited: Vec::new(),
            exact: true,
        },
    }];
    let mut ends = Vec::new();
    while let Some(mut machine) = open.pop() {
        loop {
            match machine.step(program) {
                Next::On => {}
                Next::Ended => {
                    ends.push(machine.end);
                    break;
                }
                Next::Both(other) => {
                    let mine = machine.possible();
                    if open.len() + ends.len() >= most {
                        // Where these lead is not known, and silence would be taken for an answer.
                        open.extend([machine, *other]);
                        ends.extend(open.into_iter().map(|machine| End {
                            exact: false,
                            ..machine.end
                        }));
                        return ends;
                    }
                    if other.possible() {
                        open.push(*other);
                    }
                    if !mine {
                        break;
                    }
                }
            }
        }
    }
    ends
}

enum Next {
    On,
    Ended,
    /// The machine goes the way of a true test, and this one that of a false test.
    Both(Box<Machine>),
}

impl Machine {
    fn possible(&self) -> bool {
        // Only the last fact is new.
        self.end
            .state
            .facts
            .last()
            .is_none_or(|last| solve::possible(&self.end.state.facts, last.word))
    }

    /// Adds a fact. What an equality says already is dropped: a chain of a thousand comparisons that ends in one is one fact.
    fn learn(&mut self, fact: Fact) {
        let facts = &mut self.end.state.facts;
        if fact.relation == Relation::Equal && fact.holds {
            let added = facts.split_off(self.given.min(facts.len()));
            let needed = added.into_iter().filter(|known| {
                known.word != fact.word || solve::decided(&[fact], known) != Some(true)
            });
            facts.extend(needed);
        }
        facts.push(fact);
    }

    fn step(&mut self, program: &[SockFilter]) -> Next {
        let Some(&SockFilter { code, jt, jf, k }) = program.get(self.pc) else {
            return Next::Ended;
        };
        self.end.visited.push(self.pc);
        self.pc += 1;
        match code {
            JA => {
                self.pc = self
                    .pc
                    .saturating_add(usize::try_from(k).unwrap_or(usize::MAX));
            }
            RET_K => {
                self.end.answer = Some(k);
                return Next::Ended;
            }
            RET_A => {
                self.end.answer = match self.registers.a {
                    Content::Known(answer) => Some(answer),
                    _ => None,
                };
                return Next::Ended;
            }
            JEQ_K | JGT_K | JGE_K | JSET_K | JEQ_X | JGT_X | JGE_X | JSET_X => {
                return self.branch(code, k, jt, jf);
            }
            // Division by zero ends a program (`BPF_DIV | BPF_X` in the kernel's converter).
            DIV_X if matches!(self.registers.x, Content::Known(0)) => {
                self.end.answer = Some(0);
                return Next::Ended;
            }
            _ => self.registers.execute(code, k),
        }
        Next::On
    }

    fn branch(&mut self, code: u16, k: u32, jt: u8, jf: u8) -> Next {
        let (left, relation, right) = self.registers.test(code, k);
        let (yes, no) = (self.pc + usize::from(jt), self.pc + usize::from(jf));
        if yes == no {
            self.pc = yes;
            return Next::On;
        }
        match (left, right) {
            (Content::Known(left), Content::Known(right)) => {
                self.pc = if relation.holds(left, right) { yes } else { no };
                Next::On
            }
            (Content::Part(word, mask, flip), Content::Known(number)) => {
                let fact = Fact {
                    word,
                    mask,
                    flip,
                    relation,
                    number,
                    holds: true,
                };
                if let Some(holds) = solve::decided(&self.end.state.facts, &fact) {
                    self.pc = if holds { yes } else { no };
                    return Next::On;
                }
                let mut other = Box::new(self.clone());
                self.pc = yes;
                self.learn(fact);
                other.pc = no;
                other.learn(Fact {
                    holds: false,
                    ..fact
                });
                Next::Both(other)
            }
            _ => {
                self.end.exact = false;
                let mut other = Box::new(self.clone());
                self.pc = yes;
                other.pc = no;
                Next::Both(other)
            }
        }
    }
}

#[cfg(test)]
mod tests;
