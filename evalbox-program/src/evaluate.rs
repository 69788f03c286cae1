//! The meaning of a checked policy, said as plainly as it can be: what every compiled program is compared with.
//!
//! Nothing here is shared with the compiler or the proof, so that a mistake would have to be made twice.

use crate::action::Action;
use crate::constant::ConstId;
use crate::policy::{AbiPolicy, Arg, Cond, Is, Policy, Rule, Test};
use crate::target::Abi;

pub use crate::fold::fold;

/// `__X32_SYSCALL_BIT` of asm/unistd.h.
const X32_BIT: u32 = 0x4000_0000;

/// What the policy answers to a call: `arch`, `nr` and `args` as `seccomp_data` has them, `values` the fitted values
/// of the policy's constants.
pub fn evaluate(
    policy: &Policy,
    values: &dyn Fn(ConstId) -> u64,
    arch: u32,
    nr: u32,
    args: [u64; 6],
) -> Action {
    let Some(abi) = abi_of(policy, arch, nr) else {
        return policy.foreign;
    };
    let Some(rule) = abi.rules.get(&nr) else {
        return abi.unknown;
    };
    let arm = deciding(rule, values, args).and_then(|index| rule.arms.get(index));
    arm.map_or(rule.otherwise, |arm| arm.then)
}

/// The first arm whose condition holds; `None` where none does.
pub fn deciding(rule: &Rule, values: &dyn Fn(ConstId) -> u64, args: [u64; 6]) -> Option<usize> {
    rule.arms
        .iter()
        .position(|arm| holds(&arm.when, values, args))
}

/// Whose call it is: `x86_64` and x32 share an `AUDIT_ARCH_` and are told apart by bit 30 of the number, but for -1,
/// with which a tracer skips a call of either.
#[must_use]
pub fn abi_of(policy: &Policy, arch: u32, nr: u32) -> Option<&AbiPolicy> {
    let x32 = nr & X32_BIT != 0 && nr != u32::MAX;
    policy.abis.iter().find(|candidate| {
        policy.target.audit_arch(candidate.abi) == arch
            && match candidate.abi {
                Abi::X86_64 => !x32,
                Abi::X32 => x32,
                _ => true,
            }
    })
}

fn holds(cond: &Cond, values: &dyn Fn(ConstId) -> u64, args: [u64; 6]) -> bool {
    match cond {
        Cond::Always => true,
        Cond::Never => false,
        Cond::Test(test) => passes(test, values, args),
        Cond::Not(inner) => !holds(inner, values, args),
        Cond::All(parts) => parts.iter().all(|part| holds(part, values, args)),
        Cond::Any(parts) => parts.iter().any(|part| holds(part, values, args)),
    }
}

fn passes(test: &Test, values: &dyn Fn(ConstId) -> u64, args: [u64; 6]) -> bool {
    let Test { arg, is } = test;
    let register = args.get(usize::from(arg.slot)).copied().unwrap_or(0);
    let value = low(register, arg.bits);
    let constant = |id: &ConstId| low(values(*id), arg.bits);
    let ordered = |bits: u64| number(bits, *arg);
    match is {
        Is::Equal(c) => value == constant(c),
        Is::Less(c) => ordered(value) < ordered(constant(c)),
        Is::AtMost(c) => ordered(value) <= ordered(constant(c)),
        Is::OneOf(list) => list.iter().any(|c| value == constant(c)),
        Is::Between(a, b) => {
            ordered(constant(a)) <= ordered(value) && ordered(value) <= ordered(constant(b))
        }
        Is::Masked(mask, c) => value & constant(mask) == constant(c),
        Is::MaskedOneOf(mask, list) => list.iter().any(|c| value & constant(mask) == constant(c)),
        Is::Has(c) => value & constant(c) == constant(c),
        Is::Any(c) => value & constant(c) != 0,
        Is::Only(list) => list.iter().fold(value, |rest, c| rest & !constant(c)) == 0,
    }
}

fn low(value: u64, bits: u8) -> u64 {
    if bits >= 64 {
        value
    } else {
        value & ((1 << bits) - 1)
    }
}

/// The bits as the number that the kernel's type makes of them.
fn number(bits: u64, arg: Arg) -> i128 {
    let value = i128::from(bits);
    let below = 1i128 << arg.bits;
    if arg.signed && value >= below / 2 {
        value - below
    } else {
        value
    }
}
