//! The search through the paths of a program, and whether a call takes a path.

use super::only::only_answer;
use crate::assumption::{Bits, Test};
use crate::data::SeccompData;
use crate::instruction::{MAX_INSTRUCTIONS, SockFilter, opcode::*};

/// The 32-bit words of `struct seccomp_data`.
pub(super) const WORDS: usize = 16;

/// How many tests may be looked at. rustc's own limit is two million calls and loops, and its message would say nothing.
const BUDGET: u32 = 60_000;

/// How many assumptions are looked at before a side is taken. The rest waits until the answer turns out wrong.
const GLANCE: usize = 16;

/// What a search found out.
pub(super) enum Verdict {
    Always,
    /// What the words of a call with another answer have; bits that are not fixed do not matter to it.
    Differs([Bits; WORDS]),
    TooLarge,
}

/// A test that was assumed to go one way.
#[derive(Clone, Copy)]
struct Assumption {
    test: Test,
    holds: bool,
    /// Where the test stands.
    pc: usize,
    /// What was known of the word before.
    before: Bits,
    /// One more than the index of the assumption before this one about the same word, 0 for none.
    previous: usize,
}

/// What is known of each word of a call: the bits of `known` where `mask` is set.
#[inline]
pub(super) const fn words(known: &SeccompData, mask: &SeccompData) -> [Bits; WORDS] {
    let mut words = [Bits::OPEN; WORDS];
    let mut offset = 0;
    while let (Some(value), Some(fixed)) = (known.word(offset), mask.word(offset)) {
        words[offset as usize / 4] = Bits {
            fixed,
            value: value & fixed,
        };
        offset += 4;
    }
    words
}

/// The state of the search: what is known of each word, and the assumptions on the path.
pub(super) struct Search {
    words: [Bits; WORDS],
    /// One more than the index of the last assumption about a word, 0 for none.
    last: [usize; WORDS],
    path: [Assumption; MAX_INSTRUCTIONS],
    depth: usize,
    looked_at: u32,
}

impl Search {
    /// Nothing assumed yet.
    #[inline]
    pub(super) const fn new(words: [Bits; WORDS]) -> Search {
        let none = Assumption {
            test: Test::constant(0),
            holds: false,
            pc: 0,
            before: Bits::OPEN,
            previous: 0,
        };
        Search {
            words,
            last: [0; WORDS],
            path: [none; MAX_INSTRUCTIONS],
            depth: 0,
            looked_at: 0,
        }
    }

    /// Follows every path until one has another answer.
    #[inline]
    pub(super) const fn run(&mut self, program: &[SockFilter], answer: u32) -> Verdict {
        let mut pc = 0;
        let mut accumulator = Test::constant(0);
        let only_answer = only_answer(program, answer);
        loop {
            // Other instructions are not the compiler's, and what they answer is not known.
            let mut right = false;
            while pc < program.len() {
                if only_answer[pc] {
                    right = true;
                    break;
                }
                let SockFilter { code, jt, jf, k } = program[pc];
                match code {
                    LD_ABS => accumulator = Test::word(k / 4),
                    LD_IMM => accumulator = Test::constant(k),
                    AND_K => accumulator = accumulator.and(k),
                    XOR_K => accumulator = accumulator.xor(k),
                    JA => pc += k as usize,
                    JEQ_K | JGT_K | JGE_K | JSET_K => {
                        let test = accumulator.compare(code, k);
                        let holds = match test.decide(self.words[test.word]) {
                            Some(holds) => holds,
                            None => {
                                let holds = self.assume(test, pc, true);
                                if !holds && !self.assume(test, pc, false) {
                                    right = true;
                                    break;
                                }
                                holds
                            }
                        };
                        pc += if holds { jt as usize } else { jf as usize };
                    }
                    // A return of the answer has been seen above.
                    _ => break,
                }
                pc += 1;
            }
            if !right && let Some(words) = self.example() {
                return if self.looked_at > BUDGET {
                    Verdict::TooLarge
                } else {
                    Verdict::Differs(words)
                };
            }
            match self.other_side() {
                Some(assumption) => {
                    pc = assumption.pc + 1 + program[assumption.pc].jf as usize;
                    accumulator = assumption.test;
                }
                None => return Verdict::Always,
            }
            if self.looked_at > BUDGET {
                return Verdict::TooLarge;
            }
        }
    }

    /// Adds an assumption, unless it is seen at a glance that no call meets it.
    #[inline]
    const fn assume(&mut self, test: Test, pc: usize, holds: bool) -> bool {
        let before = self.words[test.word];
        let Some(mut bits) = test.narrow(holds, before) else {
            return false;
        };
        self.looked_at += 1;
        let previous = self.last[test.word];
        let (mut link, mut looked_at) = (previous, 0);
        while link != 0 && looked_at < GLANCE {
            let earlier = &self.path[link - 1];
            bits = match earlier.test.narrow(earlier.holds, bits) {
                Some(bits) => bits,
                None => return false,
            };
            link = earlier.previous;
            looked_at += 1;
            self.looked_at += 1;
        }
        self.path[self.depth] = Assumption {
            test,
            holds,
            pc,
            before,
            previous,
        };
        self.depth += 1;
        self.last[test.word] = self.depth;
        self.words[test.word] = bits;
        true
    }

    /// Takes assumptions back up to the last one whose other side is open, and takes that.
    #[inline]
    const fn other_side(&mut self) -> Option<Assumption> {
        while self.depth > 0 {
            self.depth -= 1;
            let assumption = self.path[self.depth];
            let word = assumption.test.word;
            self.words[word] = assumption.before;
            self.last[word] = assumption.previous;
            if assumption.holds && self.assume(assumption.test, assumption.pc, false) {
                return Some(assumption);
            }
        }
        None
    }

    /// A call that meets all assumptions. Each is about one word, so each word can be looked at alone.
    #[inline]
    const fn example(&mut self) -> Option<[Bits; WORDS]> {
        let mut words = self.words;
        let mut word = 0;
        while word < WORDS {
            if self.last[word] != 0 {
                words[word] = match self.value(word) {
                    Some(bits) => bits,
                    None => return None,
                };
            }
            word += 1;
        }
        Some(words)
    }

    /// A value of a word that meets all assumptions about it: narrows, and where that decides nothing tries a bit.
    #[inline]
    const fn value(&mut self, word: usize) -> Option<Bits> {
        // One untried alternative a bit at most.
        let mut untried = [Bits::OPEN; 32];
        let mut count = 0;
        let mut bits = self.words[word];
        loop {
            match self.narrow_all(word, bits) {
                Some(narrowed) => match self.open_test(word, narrowed) {
                    None => return Some(narrowed),
                    Some(assumption) => {
                        let (first, second) = assumption.test.split(assumption.holds, narrowed);
                        untried[count] = second;
                        count += 1;
                        bits = first;
                    }
                },
                None if count == 0 => return None,
                None => {
                    count -= 1;
                    bits = untried[count];
                }
            }
            if self.looked_at > BUDGET {
                return Some(bits);
            }
        }
    }

    /// What all assumptions about a word leave of it, as far as each one alone tells.
    #[inline]
    const fn narrow_all(&mut self, word: usize, mut bits: Bits) -> Option<Bits> {
        loop {
            let fixed = bits.fixed;
            let mut link = self.last[word];
            while link != 0 {
                let assumption = &self.path[link - 1];
                bits = match assumption.test.narrow(assumption.holds, bits) {
                    Some(bits) => bits,
                    None => return None,
                };
                link = assumption.previous;
                self.looked_at += 1;
            }
            if bits.fixed == fixed {
                return Some(bits);
            }
        }
    }

    /// The last assumption about a word that the bits do not decide.
    #[inline]
    const fn open_test(&mut self, word: usize, bits: Bits) -> Option<Assumption> {
        let mut link = self.last[word];
        while link != 0 {
            let assumption = self.path[link - 1];
            if assumption.test.decide(bits).is_none() {
                return Some(assumption);
            }
            link = assumption.previous;
            self.looked_at += 1;
        }
        None
    }
}
