//! Whether the kernel takes a program, decided without asking it.
//!
//! The checks are those of Linux, bound by bound: the length in `seccomp_prepare_filter` and `bpf_check_basics_ok`,
//! `bpf_check_classic` and `check_load_and_stores` (net/core/filter.c), `seccomp_check_filter` (kernel/seccomp.c).
//! What passes them is free of loops, reads no memory that was not written, and ends.

use core::fmt;

use crate::instruction::{MAX_INSTRUCTIONS, SCRATCH_CELLS, SockFilter, opcode::*};

/// Why the kernel would refuse a program with `EINVAL`, and where.
///
/// ```
/// use evalbox_seccomp::{opcode, verify, SockFilter, VerifyError, VerifyErrorKind};
///
/// let VerifyError { kind, pc } = verify(&[SockFilter::statement(opcode::LD_ABS, 64)]).unwrap_err();
/// assert_eq!((kind, pc), (VerifyErrorKind::LoadOffset, 0));
/// assert_eq!(
///     VerifyError { kind, pc }.to_string(),
///     "instruction 0: the load is not at a multiple of 4 below 64, the size of seccomp_data"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VerifyError {
    /// What is wrong.
    pub kind: VerifyErrorKind,
    /// The index of the instruction that is wrong, counted from 0.
    pub pc: usize,
}

/// What is wrong with a program.
///
/// ```
/// use evalbox_seccomp::VerifyErrorKind;
///
/// // For `panic!` in const evaluation, which has no formatting.
/// const MESSAGE: &str = VerifyErrorKind::ShiftTooLarge.message();
/// assert_eq!(MESSAGE, "the shift is of 32 bits or more");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifyErrorKind {
    /// There is no instruction. The index is 0.
    Empty,
    /// There are more than [`MAX_INSTRUCTIONS`]. The index is that of the first one too many.
    TooLong,
    /// The opcode is none of [`opcode`](crate::opcode).
    UnknownOpcode,
    /// A load from `struct seccomp_data` is beyond its 64 bytes or not at a multiple of 4.
    LoadOffset,
    /// A division by a constant 0.
    DivisionByZero,
    /// A shift by a constant of 32 bits or more.
    ShiftTooLarge,
    /// A jump leaves the program.
    JumpOutOfRange,
    /// A scratch cell of 16 or above.
    ScratchIndex,
    /// A scratch cell is read that some path to the instruction has not written.
    ScratchUninitialised,
    /// The last instruction is no return.
    NoReturnAtEnd,
}

impl VerifyErrorKind {
    /// The reason in words.
    #[must_use]
    #[inline]
    pub const fn message(self) -> &'static str {
        match self {
            VerifyErrorKind::Empty => {
                "the program is empty: the kernel takes 1 to 4096 instructions"
            }
            VerifyErrorKind::TooLong => {
                "the program is too long: the kernel takes 1 to 4096 instructions"
            }
            VerifyErrorKind::UnknownOpcode => "seccomp does not have this opcode",
            VerifyErrorKind::LoadOffset => {
                "the load is not at a multiple of 4 below 64, the size of seccomp_data"
            }
            VerifyErrorKind::DivisionByZero => "division by zero",
            VerifyErrorKind::ShiftTooLarge => "the shift is of 32 bits or more",
            VerifyErrorKind::JumpOutOfRange => "the jump leaves the program",
            VerifyErrorKind::ScratchIndex => "the scratch cell is not below 16",
            VerifyErrorKind::ScratchUninitialised => {
                "the scratch cell may be read before it is written"
            }
            VerifyErrorKind::NoReturnAtEnd => "the last instruction is not a return",
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "instruction {}: {}", self.pc, self.kind.message())
    }
}

impl core::error::Error for VerifyError {}

/// Checks a program as the kernel does when it is installed.
///
/// ```
/// use evalbox_seccomp::{opcode, verify, SockFilter, VerifyErrorKind};
///
/// const ALLOW: SockFilter = SockFilter::statement(opcode::RET_K, 0x7fff_0000);
/// assert_eq!(verify(&[ALLOW]), Ok(()));
/// let error = verify(&[SockFilter::jump(opcode::JEQ_K, 1, 0, 9), ALLOW]).unwrap_err();
/// assert_eq!((error.kind, error.pc), (VerifyErrorKind::JumpOutOfRange, 0));
/// ```
///
/// # Errors
/// The first thing that the kernel would answer with `EINVAL` (seccomp(2)).
#[inline]
pub const fn verify(program: &[SockFilter]) -> Result<(), VerifyError> {
    if program.is_empty() {
        return Err(VerifyError {
            kind: VerifyErrorKind::Empty,
            pc: 0,
        });
    }
    if program.len() > MAX_INSTRUCTIONS {
        return Err(VerifyError {
            kind: VerifyErrorKind::TooLong,
            pc: MAX_INSTRUCTIONS,
        });
    }
    let mut pc = 0;
    while pc < program.len() {
        if let Some(kind) = wrong(program[pc], program.len() - pc - 1) {
            return Err(VerifyError { kind, pc });
        }
        pc += 1;
    }
    let last = program.len() - 1;
    if !matches!(program[last].code, RET_K | RET_A) {
        return Err(VerifyError {
            kind: VerifyErrorKind::NoReturnAtEnd,
            pc: last,
        });
    }
    scratch_is_written_first(program)
}

/// What is wrong with one instruction that `following` others follow.
#[inline]
const fn wrong(instruction: SockFilter, following: usize) -> Option<VerifyErrorKind> {
    let SockFilter { code, jt, jf, k } = instruction;
    let kind = match code {
        LD_ABS if k >= 64 || k % 4 != 0 => VerifyErrorKind::LoadOffset,
        DIV_K if k == 0 => VerifyErrorKind::DivisionByZero,
        LSH_K | RSH_K if k >= 32 => VerifyErrorKind::ShiftTooLarge,
        LD_MEM | LDX_MEM | ST | STX if k as usize >= SCRATCH_CELLS => VerifyErrorKind::ScratchIndex,
        JA if k as usize >= following => VerifyErrorKind::JumpOutOfRange,
        JEQ_K | JEQ_X | JGT_K | JGT_X | JGE_K | JGE_X | JSET_K | JSET_X
            if jt as usize >= following || jf as usize >= following =>
        {
            VerifyErrorKind::JumpOutOfRange
        }
        LD_ABS | LD_LEN | LD_IMM | LD_MEM | LDX_LEN | LDX_IMM | LDX_MEM | ST | STX | TAX | TXA
        | ADD_K | ADD_X | SUB_K | SUB_X | MUL_K | MUL_X | DIV_K | DIV_X | AND_K | AND_X | OR_K
        | OR_X | XOR_K | XOR_X | LSH_K | LSH_X | RSH_K | RSH_X | NEG | JA | JEQ_K | JEQ_X
        | JGT_K | JGT_X | JGE_K | JGE_X | JSET_K | JSET_X | RET_K | RET_A => return None,
        _ => VerifyErrorKind::UnknownOpcode,
    };
    Some(kind)
}

/// Every scratch cell is written on each path before it is read (`check_load_and_stores`).
///
/// Jumps go forward only, so one pass sees all ways into an instruction before the instruction. As in the kernel, what
/// follows a return is taken to be reached from it.
#[inline]
const fn scratch_is_written_first(program: &[SockFilter]) -> Result<(), VerifyError> {
    // One bit a cell: written on every jump to this instruction.
    let mut at_target = [u16::MAX; MAX_INSTRUCTIONS];
    let mut written = 0_u16;
    let mut pc = 0;
    while pc < program.len() {
        let SockFilter { code, jt, jf, k } = program[pc];
        written &= at_target[pc];
        match code {
            ST | STX => written |= 1 << k,
            LD_MEM | LDX_MEM if written & (1 << k) == 0 => {
                return Err(VerifyError {
                    kind: VerifyErrorKind::ScratchUninitialised,
                    pc,
                });
            }
            JA => {
                at_target[pc + 1 + k as usize] &= written;
                written = u16::MAX;
            }
            JEQ_K | JEQ_X | JGT_K | JGT_X | JGE_K | JGE_X | JSET_K | JSET_X => {
                at_target[pc + 1 + jt as usize] &= written;
                at_target[pc + 1 + jf as usize] &= written;
                written = u16::MAX;
            }
            _ => {}
        }
        pc += 1;
    }
    Ok(())
}
