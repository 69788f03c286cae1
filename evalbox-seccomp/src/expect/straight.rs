//! Calls of which a program asks nothing that is open: what most expectations are about. Their path needs no memory, and in
//! const evaluation it is the search's memory that takes time.

use super::search::WORDS;
use crate::assumption::{Bits, Test};
use crate::instruction::{SockFilter, opcode::*};

/// The program's answer; `None` where a test asks for bits that are not known.
#[inline]
pub(super) const fn straight(program: &[SockFilter], words: &[Bits; WORDS]) -> Option<u32> {
    let (mut pc, mut accumulator) = (0, Test::constant(0));
    while pc < program.len() {
        let SockFilter { code, jt, jf, k } = program[pc];
        match code {
            LD_ABS => accumulator = Test::word(k / 4),
            LD_IMM => accumulator = Test::constant(k),
            AND_K => accumulator = accumulator.and(k),
            XOR_K => accumulator = accumulator.xor(k),
            JA => pc += k as usize,
            JEQ_K | JGT_K | JGE_K | JSET_K => {
                let test = accumulator.compare(code, k);
                pc += match test.decide(words[test.word]) {
                    Some(true) => jt as usize,
                    Some(false) => jf as usize,
                    None => return None,
                };
            }
            RET_K => return Some(k),
            // Not the compiler's, and what it does is not known.
            _ => return None,
        }
        pc += 1;
    }
    None
}
