//! Where only one answer can follow, whatever is asked: the search need not go there.

use crate::instruction::{MAX_INSTRUCTIONS, SockFilter, opcode::*};

/// For each instruction, whether every return that can follow is of the answer, whatever the tests say.
#[inline]
pub(super) const fn only_answer(program: &[SockFilter], answer: u32) -> [bool; MAX_INSTRUCTIONS] {
    let mut only = [false; MAX_INSTRUCTIONS];
    let mut pc = program.len();
    while pc > 0 {
        pc -= 1;
        let SockFilter { code, jt, jf, k } = program[pc];
        only[pc] = match code {
            RET_K => k == answer,
            JA => only[pc + 1 + k as usize],
            JEQ_K | JGT_K | JGE_K | JSET_K => {
                only[pc + 1 + jt as usize] && only[pc + 1 + jf as usize]
            }
            LD_ABS | LD_IMM | AND_K | XOR_K => only[pc + 1],
            _ => false,
        };
    }
    only
}
