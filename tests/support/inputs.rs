//! Inputs worth trying on a policy: every edge of its numbers, every constant, and what is wrong to mix them up with.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::{BTreeMap, BTreeSet};

use evalbox_compiler::policy::{Is, Rule};

use crate::machine::Machine;

/// The constants of a policy, their neighbours, and what is wrong to mix them up with.
pub(crate) fn interesting(machine: &Machine) -> Vec<u64> {
    let mut values = BTreeSet::new();
    plain(&mut values);
    for &value in &machine.values {
        around(value, 64, &mut values);
    }
    values.into_iter().collect()
}

/// What is worth trying whatever is asked: the edges of signs and of halves.
fn plain(values: &mut BTreeSet<u64>) {
    values.extend([
        0,
        1,
        u64::MAX,
        1 << 31,
        1 << 32,
        1 << 63,
        0xffff_ffff,
        0x7fff_ffff,
        0x8000,
        0xdead_beef_0000_0000,
    ]);
}

/// A constant, its neighbours, the other half, the sign's edge, and rubbish where the kernel does not read.
fn around(value: u64, bits: u8, values: &mut BTreeSet<u64>) {
    for near in [
        value,
        value.wrapping_sub(1),
        value.wrapping_add(1),
        !value,
        value.rotate_left(32),
    ] {
        values.extend([
            near,
            near | 0xabcd_0000_0000_0000,
            near & 0xffff_ffff,
            near | 1 << 31,
        ]);
        if bits < 64 {
            values.extend([
                near | 1 << 32,
                near & ((1 << bits) - 1) | 0x5555_5555 << bits,
            ]);
        }
    }
}

/// By register, the values at which a rule's answer may change.
pub(crate) fn registers(machine: &Machine, rule: &Rule) -> BTreeMap<usize, Vec<u64>> {
    let mut slots: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for test in rule.arms.iter().flat_map(|arm| arm.when.tests()) {
        let values = slots.entry(usize::from(test.arg.slot)).or_default();
        plain(values);
        for id in test.is.constants() {
            around(machine.value(id), test.arg.bits, values);
        }
        // What is masked: a member with the other bits set, and with one bit of the mask turned.
        let of = |id| machine.value(id);
        let (mask, members): (u64, Vec<u64>) = match &test.is {
            Is::Masked(mask, value) => (of(*mask), vec![of(*value)]),
            Is::MaskedOneOf(mask, list) => (of(*mask), list.iter().map(|&id| of(id)).collect()),
            Is::Has(flags) | Is::Any(flags) => (of(*flags), vec![of(*flags)]),
            Is::Only(list) => (!list.iter().fold(0, |all, &id| all | of(id)), vec![0]),
            _ => continue,
        };
        let highest = 1u64
            .checked_shl(mask.checked_ilog2().unwrap_or(0))
            .unwrap_or(1);
        let lowest = mask & mask.wrapping_neg();
        for member in members {
            for turned in [member, member ^ lowest, member ^ highest] {
                values.extend([turned, turned | !mask, turned ^ 1 << 63, turned ^ 1 << 32]);
            }
        }
    }
    slots
        .into_iter()
        .map(|(slot, values)| (slot, values.into_iter().collect()))
        .collect()
}

/// Arguments for a rule: for each of its registers every value of [`registers`] with the others drawn, then `more` draws.
pub(crate) fn arguments(
    machine: &Machine,
    rule: &Rule,
    more: usize,
    draw: &mut Draw,
) -> Vec<[u64; 6]> {
    let registers = registers(machine, rule);
    let drawn = |draw: &mut Draw| -> [u64; 6] {
        std::array::from_fn(|slot| {
            let values = registers
                .get(&slot)
                .map_or(&[0, u64::MAX][..], Vec::as_slice);
            values[draw.below(values.len())]
        })
    };
    let mut list = Vec::new();
    for (&slot, values) in &registers {
        for &value in values {
            let mut args = drawn(draw);
            args[slot] = value;
            list.push(args);
        }
    }
    let more = if rule.arms.is_empty() { 1 } else { more };
    list.extend((0..more).map(|_| drawn(draw)));
    list
}

/// A small generator of our own: inputs must not depend on how proptest draws them.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}
