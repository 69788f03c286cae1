//! A program with its constants computed, for those who do not leave that to rustc: the command, tests, benches.

use crate::action::{Action, Data};
use crate::constant::ConstId;
use crate::ordered::sort;
use crate::program::{Program, Value};

/// The operand `k` of each instruction, given the fitted value of each constant.
#[must_use]
pub fn operands(program: &Program, value: &dyn Fn(ConstId) -> u64) -> Vec<u32> {
    let mut sets = Vec::with_capacity(program.sets.len());
    for set in &program.sets {
        let mut members = Vec::with_capacity(set.len());
        for member in set {
            members.push(operand(member, value, &[]));
        }
        sort(&mut members);
        sets.push(members);
    }
    let mut operands = Vec::with_capacity(program.instructions.len());
    for instruction in &program.instructions {
        operands.push(operand(&instruction.k, value, &sets));
    }
    operands
}

/// `SECCOMP_RET_*` with its data.
#[must_use]
pub fn answer(action: Action, value: &dyn Fn(ConstId) -> u64) -> u32 {
    action.kind.ret()
        | match action.data {
            Data::Known(data) => u32::from(data),
            Data::Constant(id) => low(value(id)) & 0xffff,
        }
}

/// One operand; `sets` are sorted.
fn operand(operator: &Value, value: &dyn Fn(ConstId) -> u64, sets: &[Vec<u32>]) -> u32 {
    match operator {
        Value::Known(bits) => *bits,
        Value::Low(id) => low(value(*id)),
        Value::High(id) => low(value(*id) >> 32),
        Value::Or(parts) => {
            let mut union = 0;
            for part in parts {
                union |= operand(part, value, sets);
            }
            union
        }
        Value::Not(inner) => !operand(inner, value, sets),
        Value::Flip(inner) => operand(inner, value, sets) ^ 0x8000_0000,
        Value::Data(base, id) => base | (low(value(*id)) & 0xffff),
        // `optimise` makes no index that is out of its set, and no set of sets.
        Value::Sorted(set, index) => {
            let members = sets.get(usize::from(set.0)).map_or(&[][..], Vec::as_slice);
            members.get(usize::from(*index)).copied().unwrap_or(0)
        }
    }
}

fn low(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or(0)
}
