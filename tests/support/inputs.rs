//! Inputs worth trying on a policy.

use crate::machine::Machine;

/// The constants of a policy, their neighbours, and what is wrong to mix them up with.
pub(crate) fn interesting(machine: &Machine) -> Vec<u64> {
    let mut values = vec![
        0,
        1,
        u64::MAX,
        1 << 31,
        1 << 32,
        1 << 63,
        0xffff_ffff,
        0x7fff_ffff,
        0xdead_beef_0000_0000,
    ];
    for &value in &machine.values {
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
        }
    }
    values.sort_unstable();
    values.dedup();
    values
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
