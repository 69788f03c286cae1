//! Inputs by what the policy says before it looks at arguments: ranges of `arch`, and for each, ranges of `nr`.

use crate::action::Action;
use crate::ordered::Set;
use crate::policy::{AbiPolicy, Policy, Rule};
use crate::target::Abi;

/// Set in the number of every x32 call (uapi/asm/unistd.h).
const X32_SYSCALL_BIT: u32 = 0x4000_0000;

/// Values of `arch` that the policy treats alike.
pub(super) struct Arch<'a> {
    /// Both ends included.
    pub(super) range: (u32, u32),
    /// Whose calls these are; none of the policy's for foreign ones.
    abis: Vec<&'a AbiPolicy>,
}

/// Numbers that the policy treats alike.
pub(super) struct Class<'a> {
    /// Both ends included.
    pub(super) range: (u32, u32),
    pub(super) answer: Answer<'a>,
}

/// What the policy says of a class.
#[derive(Clone, Copy)]
pub(super) enum Answer<'a> {
    Rule(&'a Rule),
    Action(Action),
}

/// All values of `arch`.
pub(super) fn arches(policy: &Policy) -> Vec<Arch<'_>> {
    let mut points = Set::new();
    for abi in &policy.abis {
        points.insert(policy.target.audit_arch(abi.abi));
    }
    let mut arches = Vec::new();
    for &range in &partition(&points) {
        let mut abis = Vec::new();
        for abi in &policy.abis {
            if range.0 == range.1 && policy.target.audit_arch(abi.abi) == range.0 {
                abis.push(abi);
            }
        }
        arches.push(Arch { range, abis });
    }
    arches
}

/// All numbers, for one range of `arch`.
pub(super) fn numbers<'a>(policy: &'a Policy, arch: &Arch<'a>) -> Vec<Class<'a>> {
    // -1, a tracer's "skip this call", has every bit set and is no x32 call.
    let mut points = Set::new();
    points.insert(u32::MAX);
    for abi in &arch.abis {
        for &number in abi.rules.keys() {
            points.insert(number);
        }
    }
    let mut classes = Vec::new();
    for &(from, to) in &partition(&points) {
        // Bit 30 is the same in each quarter.
        for quarter in 0..4 {
            let first = quarter * X32_SYSCALL_BIT;
            let range = (from.max(first), to.min(first | (X32_SYSCALL_BIT - 1)));
            if range.0 <= range.1 {
                let answer = answer(policy, arch, range.0);
                classes.push(Class { range, answer });
            }
        }
    }
    classes
}

/// Whether every number is in one of the ranges, which ascend.
pub(super) fn are_all(ranges: impl IntoIterator<Item = (u32, u32)>) -> bool {
    let mut next = Some(0);
    for (from, to) in ranges {
        if next != Some(from) || to < from {
            return false;
        }
        next = to.checked_add(1);
    }
    next.is_none()
}

/// What the policy says of a number.
fn answer<'a>(policy: &'a Policy, arch: &Arch<'a>, number: u32) -> Answer<'a> {
    let x32 = policy.target.abi == Abi::X86_64
        && arch.range
            == (
                policy.target.audit_arch(Abi::X86_64),
                policy.target.audit_arch(Abi::X86_64),
            )
        && number & X32_SYSCALL_BIT != 0
        && number != u32::MAX;
    let of = arch.abis.iter().find(|abi| (abi.abi == Abi::X32) == x32);
    match of {
        None => Answer::Action(policy.foreign),
        Some(abi) => abi
            .rules
            .get(&number)
            .map_or(Answer::Action(abi.unknown), Answer::Rule),
    }
}

/// The points, each alone, and the ranges between them.
fn partition(points: &Set<u32>) -> Vec<(u32, u32)> {
    let mut ranges = Vec::new();
    let mut next = Some(0u32);
    for &point in points {
        if let Some(from) = next
            && from < point
        {
            ranges.push((from, point - 1));
        }
        ranges.push((point, point));
        next = point.checked_add(1);
    }
    if let Some(from) = next {
        ranges.push((from, u32::MAX));
    }
    ranges
}
