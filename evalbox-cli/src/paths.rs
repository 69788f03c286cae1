//! Every way through a program: what it answers, and for which calls.
//!
//! The compiler's proof speaks of policies; this reads any program, other people's too. The sixteen words of
//! `seccomp_data` are unknown except for what a [`State`] says of them. A test that its facts leave open is taken both
//! ways. A way whose facts no call can meet is left out ([`crate::solve`] decides it, exactly).

use evalbox_policy::program::offset;
use evalbox_policy::target::Endian;
use evalbox_seccomp::SockFilter;
use evalbox_seccomp::opcode::*;

use crate::solve::{self, Fact, Relation, Word};

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

/// A register's content.
#[derive(Clone, Copy, Debug)]
enum Content {
    Known(u32),
    /// `word & mask ^ flip`
    Part(Word, u32, u32),
    Unknown,
}

#[derive(Clone)]
struct Machine {
    pc: usize,
    a: Content,
    x: Content,
    cells: [Content; 16],
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
        a: Content::Known(0),
        x: Content::Known(0),
        cells: [Content::Known(0); 16],
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

    fn step(&mut self, program: &[SockFilter]) -> Next {
        let Some(&SockFilter { code, jt, jf, k }) = program.get(self.pc) else {
            return Next::Ended;
        };
        self.end.visited.push(self.pc);
        self.pc += 1;
        let cell = usize::try_from(k).unwrap_or(usize::MAX);
        match code {
            LD_ABS => self.a = Content::Part(Word(k), u32::MAX, 0),
            LD_IMM => self.a = Content::Known(k),
            LD_LEN => self.a = Content::Known(64),
            LDX_IMM => self.x = Content::Known(k),
            LDX_LEN => self.x = Content::Known(64),
            LD_MEM => self.a = self.cells.get(cell).copied().unwrap_or(Content::Unknown),
            LDX_MEM => self.x = self.cells.get(cell).copied().unwrap_or(Content::Unknown),
            ST | STX => {
                let content = if code == ST { self.a } else { self.x };
                if let Some(place) = self.cells.get_mut(cell) {
                    *place = content;
                }
            }
            TAX => self.x = self.a,
            TXA => self.a = self.x,
            JA => self.pc = self.pc.saturating_add(cell),
            RET_K => {
                self.end.answer = Some(k);
                return Next::Ended;
            }
            RET_A => {
                self.end.answer = match self.a {
                    Content::Known(answer) => Some(answer),
                    _ => None,
                };
                return Next::Ended;
            }
            JEQ_K | JGT_K | JGE_K | JSET_K | JEQ_X | JGT_X | JGE_X | JSET_X => {
                return self.branch(code, k, jt, jf);
            }
            _ => {
                // Division by zero ends a program (`BPF_DIV | BPF_X` in the kernel's converter).
                if code == DIV_X && matches!(self.x, Content::Known(0)) {
                    self.end.answer = Some(0);
                    return Next::Ended;
                }
                let with = if code & X_SOURCE == 0 {
                    Content::Known(k)
                } else {
                    self.x
                };
                self.a = arithmetic(code & !X_SOURCE, self.a, with);
            }
        }
        Next::On
    }

    fn branch(&mut self, code: u16, k: u32, jt: u8, jf: u8) -> Next {
        let right = if code & X_SOURCE == 0 {
            Content::Known(k)
        } else {
            self.x
        };
        let relation = match code & !X_SOURCE {
            JEQ_K => Relation::Equal,
            JGT_K => Relation::Above,
            JGE_K => Relation::AtLeast,
            _ => Relation::Bits,
        };
        let (yes, no) = (self.pc + usize::from(jt), self.pc + usize::from(jf));
        if yes == no {
            self.pc = yes;
            return Next::On;
        }
        match (self.a, right) {
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
                let mut other = Box::new(self.clone());
                self.pc = yes;
                self.end.state.facts.push(fact);
                other.pc = no;
                other.end.state.facts.push(Fact {
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

/// `BPF_X`: the second operand is the index register.
const X_SOURCE: u16 = 0x08;

fn arithmetic(code: u16, left: Content, right: Content) -> Content {
    match (left, right) {
        (Content::Known(left), Content::Known(right)) => Content::Known(match code {
            ADD_K => left.wrapping_add(right),
            SUB_K => left.wrapping_sub(right),
            MUL_K => left.wrapping_mul(right),
            DIV_K => left.checked_div(right).unwrap_or(0),
            AND_K => left & right,
            OR_K => left | right,
            XOR_K => left ^ right,
            LSH_K => left.wrapping_shl(right),
            RSH_K => left.wrapping_shr(right),
            NEG => left.wrapping_neg(),
            _ => return Content::Unknown,
        }),
        (Content::Part(word, mask, flip), Content::Known(k)) => match code {
            AND_K => Content::Part(word, mask & k, flip & k),
            XOR_K => Content::Part(word, mask, flip ^ k),
            OR_K => Content::Part(word, mask & !k, flip & !k | k),
            _ => Content::Unknown,
        },
        _ => Content::Unknown,
    }
}

#[cfg(test)]
mod tests;
