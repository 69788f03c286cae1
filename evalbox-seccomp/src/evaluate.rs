//! What a program answers for a call, decided without running it in the kernel.

use libc::{BPF_X, SECCOMP_RET_KILL_PROCESS};

use crate::data::SeccompData;
use crate::instruction::{SCRATCH_CELLS, SockFilter, opcode::*};

/// `sizeof(struct seccomp_data)`, what the kernel turns `BPF_LEN` into.
const DATA_SIZE: u32 = 64;

/// The 32 bits that the program returns for the call.
///
/// Follows the kernel's translation to eBPF (`bpf_convert_filter`): registers start as 0, arithmetic wraps at 32 bits, a
/// division by an X of 0 returns 0. A shift by X takes its lowest five bits, as the interpreter and the compilers for x86
/// and arm do. A program that [`verify`](crate::verify()) refuses kills where it goes wrong.
#[inline]
pub(crate) const fn evaluate(program: &[SockFilter], data: &SeccompData) -> u32 {
    let (mut a, mut x) = (0_u32, 0_u32);
    let mut scratch = [0_u32; SCRATCH_CELLS];
    let mut pc = 0_usize;
    while pc < program.len() {
        let SockFilter { code, jt, jf, k } = program[pc];
        let operand = if code as u32 & BPF_X == 0 { k } else { x };
        let cell = k as usize % SCRATCH_CELLS;
        let mut holds = None;
        match code {
            LD_ABS => match data.word(k) {
                Some(word) => a = word,
                None => return SECCOMP_RET_KILL_PROCESS,
            },
            LD_LEN => a = DATA_SIZE,
            LD_IMM => a = k,
            LD_MEM => a = scratch[cell],
            LDX_LEN => x = DATA_SIZE,
            LDX_IMM => x = k,
            LDX_MEM => x = scratch[cell],
            ST => scratch[cell] = a,
            STX => scratch[cell] = x,
            TAX => x = a,
            TXA => a = x,
            ADD_K | ADD_X => a = a.wrapping_add(operand),
            SUB_K | SUB_X => a = a.wrapping_sub(operand),
            MUL_K | MUL_X => a = a.wrapping_mul(operand),
            DIV_K | DIV_X => match a.checked_div(operand) {
                Some(quotient) => a = quotient,
                None => return 0,
            },
            AND_K | AND_X => a &= operand,
            OR_K | OR_X => a |= operand,
            XOR_K | XOR_X => a ^= operand,
            LSH_K | LSH_X => a = a.wrapping_shl(operand),
            RSH_K | RSH_X => a = a.wrapping_shr(operand),
            NEG => a = a.wrapping_neg(),
            JA => pc = pc.saturating_add(k as usize),
            JEQ_K | JEQ_X => holds = Some(a == operand),
            JGT_K | JGT_X => holds = Some(a > operand),
            JGE_K | JGE_X => holds = Some(a >= operand),
            JSET_K | JSET_X => holds = Some(a & operand != 0),
            RET_K => return k,
            RET_A => return a,
            _ => return SECCOMP_RET_KILL_PROCESS,
        }
        pc = match holds {
            Some(true) => pc.saturating_add(jt as usize),
            Some(false) => pc.saturating_add(jf as usize),
            None => pc,
        }
        .saturating_add(1);
    }
    SECCOMP_RET_KILL_PROCESS
}
