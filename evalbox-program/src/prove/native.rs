//! The kernel's own emulator of filters (`seccomp_is_const_allow`, kernel/seccomp.c): when a filter is attached it runs
//! once for each number, and where it answers ALLOW from number and architecture alone the filter never runs for that
//! call again.

use crate::action::Kind;
use crate::program::{Instruction, Value, offset, opcode};

/// Whether the kernel would cache the number as allowed. What it cannot follow, it does not cache.
pub(super) fn is_constant_allow(code: &[Instruction], nr: u32, arch: u32) -> bool {
    let mut pc = 0usize;
    let mut a = 0u32;
    while let Some(instruction) = code.get(pc) {
        // A symbolic operand has no value yet to decide by.
        let Value::Known(k) = instruction.k else {
            return false;
        };
        let skip = match instruction.code {
            opcode::LD if k == offset::NR => {
                a = nr;
                0
            }
            opcode::LD if k == offset::ARCH => {
                a = arch;
                0
            }
            opcode::AND => {
                a &= k;
                0
            }
            opcode::RET => return k == Kind::Allow.ret(),
            opcode::JA => k,
            opcode::JEQ => jump(instruction, a == k),
            opcode::JGE => jump(instruction, a >= k),
            opcode::JGT => jump(instruction, a > k),
            opcode::JSET => jump(instruction, a & k != 0),
            _ => return false,
        };
        let Ok(skip) = usize::try_from(skip) else {
            return false;
        };
        pc = pc.saturating_add(1).saturating_add(skip);
    }
    false
}

fn jump(instruction: &Instruction, taken: bool) -> u32 {
    u32::from(if taken {
        instruction.jt
    } else {
        instruction.jf
    })
}
