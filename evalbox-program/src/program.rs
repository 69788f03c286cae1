//! The finished program: classic BPF whose operands may be constants that rustc has yet to compute.

use crate::constant::ConstId;
use crate::ordered::sort_distinct;

/// `struct sock_filter` with a symbolic `k`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The opcode, of [`opcode`].
    pub code: u16,
    /// Where a true comparison jumps, relative to the next instruction.
    pub jt: u8,
    /// Where a false one jumps.
    pub jf: u8,
    /// The operand.
    pub k: Value,
}

/// A 32-bit operand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number.
    Known(u32),
    /// The low word of a fitted constant.
    Low(ConstId),
    /// The high word of a fitted constant.
    High(ConstId),
    /// The union of the bits. Not nested.
    Or(Vec<Value>),
    /// The complement.
    Not(Box<Value>),
    /// With the sign bit flipped: a signed comparison as an unsigned one.
    Flip(Box<Value>),
    /// `base | (constant & 0xffff)`: an action with symbolic data.
    Data(u32, ConstId),
    /// The `index`-th smallest value of a set (duplicates kept), sorted by a const fn.
    Sorted(SetId, u16),
}

/// Index into [`Program::sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetId(pub u16);

impl Value {
    /// The union of the bits, in one form for equal unions: known parts joined, the rest sorted and each once.
    #[must_use]
    pub fn union(values: Vec<Value>) -> Value {
        let mut known = 0;
        let mut symbolic = Vec::new();
        for value in &values {
            let parts = match value {
                Value::Or(parts) => parts,
                other => std::slice::from_ref(other),
            };
            for part in parts {
                match part {
                    Value::Known(bits) => known |= bits,
                    other => symbolic.push(other.clone()),
                }
            }
        }
        sort_distinct(&mut symbolic);
        if known != 0 || symbolic.is_empty() {
            symbolic.insert(0, Value::Known(known));
        }
        if symbolic.len() == 1 {
            symbolic.swap_remove(0)
        } else {
            Value::Or(symbolic)
        }
    }

    /// The complement.
    #[must_use]
    pub fn complement(self) -> Value {
        match self {
            Value::Known(bits) => Value::Known(!bits),
            Value::Not(inner) => *inner,
            other => Value::Not(Box::new(other)),
        }
    }

    /// The sign bit flipped.
    #[must_use]
    pub fn flip(self) -> Value {
        match self {
            Value::Known(bits) => Value::Known(bits ^ 0x8000_0000),
            Value::Flip(inner) => *inner,
            other => Value::Flip(Box::new(other)),
        }
    }
}

/// A program for one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// At most 4096 of them.
    pub instructions: Vec<Instruction>,
    /// The sets of [`Value::Sorted`].
    pub sets: Vec<Vec<Value>>,
    /// What the compiler took from the table about constants; asserted in const evaluation.
    pub assumptions: Vec<Assumption>,
}

/// A fact about constants that the table claims and rustc checks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// The two constants have different values.
    Distinct(ConstId, ConstId),
    /// Exactly one bit is set.
    SingleBit(ConstId),
    /// The high word is zero.
    Small(ConstId),
}

/// Opcodes (`uapi/linux/bpf_common.h`, uapi/linux/filter.h): class | size or operation | mode or source.
pub mod opcode {
    /// `BPF_LD | BPF_W | BPF_ABS`: A = the word at offset k of `seccomp_data`.
    pub const LD: u16 = 0x20;
    /// `BPF_JMP | BPF_JA`: skip k instructions.
    pub const JA: u16 = 0x05;
    /// `BPF_JMP | BPF_JEQ | BPF_K`
    pub const JEQ: u16 = 0x15;
    /// `BPF_JMP | BPF_JGT | BPF_K`, unsigned
    pub const JGT: u16 = 0x25;
    /// `BPF_JMP | BPF_JGE | BPF_K`, unsigned
    pub const JGE: u16 = 0x35;
    /// `BPF_JMP | BPF_JSET | BPF_K`
    pub const JSET: u16 = 0x45;
    /// `BPF_ALU | BPF_AND | BPF_K`
    pub const AND: u16 = 0x54;
    /// `BPF_ALU | BPF_XOR | BPF_K`
    pub const XOR: u16 = 0xa4;
    /// `BPF_RET | BPF_K`
    pub const RET: u16 = 0x06;
}

/// Offsets into `struct seccomp_data` (uapi/linux/seccomp.h).
pub mod offset {
    use crate::target::Endian;

    /// `nr`
    pub const NR: u32 = 0;
    /// `arch`
    pub const ARCH: u32 = 4;

    /// The offset of the low or high word of `args[slot]`.
    #[must_use]
    pub const fn arg(slot: u8, high: bool, endian: Endian) -> u32 {
        let second = high == matches!(endian, Endian::Little);
        16 + 8 * slot as u32 + 4 * second as u32
    }
}
