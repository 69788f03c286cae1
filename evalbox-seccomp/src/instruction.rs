//! What an instruction is: `struct sock_filter` and the opcodes that seccomp takes.

use core::fmt;

/// One instruction of a classic BPF program: `struct sock_filter` of `linux/filter.h`, in its layout.
///
/// ```
/// use evalbox_seccomp::{opcode, SockFilter};
///
/// // Skip the next instruction where A is 39, go on otherwise.
/// const TEST: SockFilter = SockFilter::jump(opcode::JEQ_K, 39, 1, 0);
/// assert_eq!(core::mem::size_of_val(&TEST), 8);
/// ```
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SockFilter {
    /// What it does: one of [`opcode`].
    pub code: u16,
    /// Instructions to skip where a comparison holds.
    pub jt: u8,
    /// Instructions to skip where it does not.
    pub jf: u8,
    /// The operand: a number, an offset in bytes, a scratch cell or a distance.
    pub k: u32,
}

impl SockFilter {
    /// An instruction that is no comparison (`BPF_STMT`).
    #[must_use]
    #[inline]
    pub const fn statement(code: u16, k: u32) -> SockFilter {
        SockFilter {
            code,
            jt: 0,
            jf: 0,
            k,
        }
    }

    /// A comparison (`BPF_JUMP`): skips `jt` instructions where it holds and `jf` where it does not.
    #[must_use]
    #[inline]
    pub const fn jump(code: u16, k: u32, jt: u8, jf: u8) -> SockFilter {
        SockFilter { code, jt, jf, k }
    }
}

impl fmt::Debug for SockFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{{ {:#04x}, {}, {}, {:#010x} }}",
            self.code, self.jt, self.jf, self.k
        )
    }
}

/// The longest program, in instructions (`BPF_MAXINSNS`).
pub const MAX_INSTRUCTIONS: usize = 4096;

/// The scratch cells of a program, 32 bits each (`BPF_MEMWORDS`).
pub const SCRATCH_CELLS: usize = 16;

/// The opcodes that seccomp takes, the only ones that [`verify`](crate::verify()) accepts.
///
/// A is the accumulator, X the index register, M the scratch memory, K the operand. All are 32 bits, all arithmetic
/// wraps, all comparisons are unsigned. Names and numbers are those of `linux/bpf_common.h` and `linux/filter.h`.
pub mod opcode {
    use libc::{
        BPF_A, BPF_ABS, BPF_ADD, BPF_ALU, BPF_AND, BPF_DIV, BPF_IMM, BPF_JA, BPF_JEQ, BPF_JGE,
        BPF_JGT, BPF_JMP, BPF_JSET, BPF_K, BPF_LD, BPF_LDX, BPF_LEN, BPF_LSH, BPF_MEM, BPF_MISC,
        BPF_MUL, BPF_NEG, BPF_OR, BPF_RET, BPF_RSH, BPF_ST, BPF_STX, BPF_SUB, BPF_TAX, BPF_TXA,
        BPF_W, BPF_X, BPF_XOR,
    };

    // libc types the parts `u32`; `struct sock_filter` holds their union in 16 bits.
    #[inline]
    const fn join(parts: u32) -> u16 {
        (parts & 0xffff) as u16
    }

    /// A = the word at offset K, in bytes, of `struct seccomp_data`.
    pub const LD_ABS: u16 = join(BPF_LD | BPF_W | BPF_ABS);
    /// A = 64, the size of `struct seccomp_data`.
    pub const LD_LEN: u16 = join(BPF_LD | BPF_W | BPF_LEN);
    /// A = K.
    pub const LD_IMM: u16 = join(BPF_LD | BPF_IMM);
    /// A = `M[K]`.
    pub const LD_MEM: u16 = join(BPF_LD | BPF_MEM);
    /// X = 64, the size of `struct seccomp_data`.
    pub const LDX_LEN: u16 = join(BPF_LDX | BPF_W | BPF_LEN);
    /// X = K.
    pub const LDX_IMM: u16 = join(BPF_LDX | BPF_IMM);
    /// X = `M[K]`.
    pub const LDX_MEM: u16 = join(BPF_LDX | BPF_MEM);
    /// `M[K]` = A.
    pub const ST: u16 = join(BPF_ST);
    /// `M[K]` = X.
    pub const STX: u16 = join(BPF_STX);
    /// X = A.
    pub const TAX: u16 = join(BPF_MISC | BPF_TAX);
    /// A = X.
    pub const TXA: u16 = join(BPF_MISC | BPF_TXA);

    /// A = A + K.
    pub const ADD_K: u16 = join(BPF_ALU | BPF_ADD | BPF_K);
    /// A = A + X.
    pub const ADD_X: u16 = join(BPF_ALU | BPF_ADD | BPF_X);
    /// A = A - K.
    pub const SUB_K: u16 = join(BPF_ALU | BPF_SUB | BPF_K);
    /// A = A - X.
    pub const SUB_X: u16 = join(BPF_ALU | BPF_SUB | BPF_X);
    /// A = A * K.
    pub const MUL_K: u16 = join(BPF_ALU | BPF_MUL | BPF_K);
    /// A = A * X.
    pub const MUL_X: u16 = join(BPF_ALU | BPF_MUL | BPF_X);
    /// A = A / K. K is not 0.
    pub const DIV_K: u16 = join(BPF_ALU | BPF_DIV | BPF_K);
    /// A = A / X; where X is 0 the program ends and returns 0.
    pub const DIV_X: u16 = join(BPF_ALU | BPF_DIV | BPF_X);
    /// A = A & K.
    pub const AND_K: u16 = join(BPF_ALU | BPF_AND | BPF_K);
    /// A = A & X.
    pub const AND_X: u16 = join(BPF_ALU | BPF_AND | BPF_X);
    /// A = A | K.
    pub const OR_K: u16 = join(BPF_ALU | BPF_OR | BPF_K);
    /// A = A | X.
    pub const OR_X: u16 = join(BPF_ALU | BPF_OR | BPF_X);
    /// A = A ^ K.
    pub const XOR_K: u16 = join(BPF_ALU | BPF_XOR | BPF_K);
    /// A = A ^ X.
    pub const XOR_X: u16 = join(BPF_ALU | BPF_XOR | BPF_X);
    /// A = A << K. K is below 32.
    pub const LSH_K: u16 = join(BPF_ALU | BPF_LSH | BPF_K);
    /// A = A << (X & 31).
    pub const LSH_X: u16 = join(BPF_ALU | BPF_LSH | BPF_X);
    /// A = A >> K. K is below 32.
    pub const RSH_K: u16 = join(BPF_ALU | BPF_RSH | BPF_K);
    /// A = A >> (X & 31).
    pub const RSH_X: u16 = join(BPF_ALU | BPF_RSH | BPF_X);
    /// A = -A.
    pub const NEG: u16 = join(BPF_ALU | BPF_NEG);

    /// Skip K instructions.
    pub const JA: u16 = join(BPF_JMP | BPF_JA);
    /// Whether A == K.
    pub const JEQ_K: u16 = join(BPF_JMP | BPF_JEQ | BPF_K);
    /// Whether A == X.
    pub const JEQ_X: u16 = join(BPF_JMP | BPF_JEQ | BPF_X);
    /// Whether A > K.
    pub const JGT_K: u16 = join(BPF_JMP | BPF_JGT | BPF_K);
    /// Whether A > X.
    pub const JGT_X: u16 = join(BPF_JMP | BPF_JGT | BPF_X);
    /// Whether A >= K.
    pub const JGE_K: u16 = join(BPF_JMP | BPF_JGE | BPF_K);
    /// Whether A >= X.
    pub const JGE_X: u16 = join(BPF_JMP | BPF_JGE | BPF_X);
    /// Whether A & K is not 0.
    pub const JSET_K: u16 = join(BPF_JMP | BPF_JSET | BPF_K);
    /// Whether A & X is not 0.
    pub const JSET_X: u16 = join(BPF_JMP | BPF_JSET | BPF_X);

    /// Return K.
    pub const RET_K: u16 = join(BPF_RET | BPF_K);
    /// Return A.
    pub const RET_A: u16 = join(BPF_RET | BPF_A);
}
