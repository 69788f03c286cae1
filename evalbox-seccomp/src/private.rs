//! What the expansion of `seccomp_filter!` names. No part of the interface: it changes with the macro.
//!
//! Constants reach the expansion as expressions that only rustc can compute, for the target. These functions run in const
//! evaluation and turn them into operands; a panic here is a build error, at the user's token through `track_caller`.

pub use ::core;
pub use ::libc;
#[cfg(feature = "macros")]
pub use evalbox_macros::__expand;

pub use crate::data::{high, low};
pub use crate::expect::expect;
pub use crate::filter::Filter;
pub use crate::instruction::SockFilter;
pub use crate::names::{action, syscall};

/// Which values an argument takes.
#[derive(Clone, Copy)]
pub enum Range {
    /// Any value that fits the width, as a signed or as an unsigned number.
    Bits,
    /// Values of the argument's own type: they are put in order.
    Ordered,
    /// As [`Range::Bits`], and some bit is set.
    NonZeroBits,
    /// No bit outside of these.
    Within(u64),
    /// From 0 to this.
    UpTo(u16),
}

/// Whether a constant is in range, for a width of `bits` bits, 1 to 64.
#[must_use]
#[inline]
pub const fn fits(value: i128, bits: u32, signed: bool, range: Range) -> bool {
    let (unsigned_end, signed_end) = (1_i128 << bits, 1_i128 << (bits - 1));
    match range {
        Range::Bits => -signed_end <= value && value < unsigned_end,
        Range::NonZeroBits => -signed_end <= value && value < unsigned_end && value != 0,
        Range::Within(mask) => 0 <= value && value < unsigned_end && value & !(mask as i128) == 0,
        Range::Ordered if signed => -signed_end <= value && value < signed_end,
        Range::Ordered => 0 <= value && value < unsigned_end,
        Range::UpTo(last) => 0 <= value && value <= last as i128,
    }
}

/// A comparison that may turn out to be constant.
#[derive(Clone, Copy)]
pub enum Asked {
    /// `arg < A`
    Less(u64),
    /// `arg <= A`
    AtMost(u64),
    /// `arg in A..=B`
    Between(u64, u64),
    /// `arg & A == B`
    Masked(u64, u64),
    /// `arg has A`
    Has(u64),
    /// `arg any A`
    Any(u64),
    /// `arg only A`
    Only(u64),
}

impl Asked {
    /// Whether it holds for some value of an argument of `bits` bits, 1 to 64.
    #[must_use]
    #[inline]
    pub const fn may_hold(self, bits: u32, signed: bool) -> bool {
        match self {
            Asked::Less(most) => rank(most, bits, signed) > 0,
            Asked::Between(least, most) => rank(least, bits, signed) <= rank(most, bits, signed),
            Asked::Masked(mask, equal) => equal & !mask == 0,
            Asked::Any(flags) => flags != 0,
            Asked::AtMost(_) | Asked::Has(_) | Asked::Only(_) => true,
        }
    }

    /// Whether it fails for some value of the argument.
    #[must_use]
    #[inline]
    pub const fn may_fail(self, bits: u32, signed: bool) -> bool {
        let last = clip(-1, bits);
        match self {
            Asked::AtMost(most) => rank(most, bits, signed) < last,
            Asked::Between(least, most) => {
                rank(least, bits, signed) > 0 || rank(most, bits, signed) < last
            }
            Asked::Masked(mask, equal) => mask != 0 || equal != 0,
            Asked::Has(flags) => flags != 0,
            Asked::Only(flags) => flags != last,
            Asked::Less(_) | Asked::Any(_) => true,
        }
    }
}

/// How many values of the argument's type are below a fitted constant.
#[inline]
const fn rank(value: u64, bits: u32, signed: bool) -> u64 {
    if signed {
        value ^ (1 << (bits - 1))
    } else {
        value
    }
}

/// Whether all of them hold.
#[must_use]
#[inline]
pub const fn all(hold: &[bool]) -> bool {
    let mut index = 0;
    while index < hold.len() {
        if !hold[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The lowest `bits` bits of a constant, 1 to 64. Of one that does not fit they mean nothing: the build fails by a check
/// of its own, and clipping keeps everything that depends on the constant from failing once more.
#[must_use]
#[inline]
pub const fn clip(value: i128, bits: u32) -> u64 {
    let mask = (1_i128 << bits) - 1;
    ((value & mask).cast_unsigned() & 0xffff_ffff_ffff_ffff) as u64
}

/// The complement of a constant in a width of `bits` bits, 1 to 64; the constant fits it.
#[must_use]
#[inline]
pub const fn not(value: i128, bits: u32, signed: bool) -> i128 {
    let end = 1_i128 << bits;
    let complement = !value & (end - 1);
    if signed && complement >= end / 2 {
        complement - end
    } else {
        complement
    }
}

/// The values in ascending order, in n log n steps (heap sort).
#[must_use]
#[inline]
pub const fn sorted<const N: usize>(mut values: [u32; N]) -> [u32; N] {
    let mut root = N / 2;
    while root > 0 {
        root -= 1;
        sift_down(&mut values, root, N);
    }
    let mut end = N;
    while end > 1 {
        end -= 1;
        values.swap(0, end);
        sift_down(&mut values, 0, end);
    }
    values
}

/// Moves the value at `root` down until the heap in `values[..end]` is one again.
#[inline]
const fn sift_down<const N: usize>(values: &mut [u32; N], mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && values[child] < values[child + 1] {
            child += 1;
        }
        if values[root] >= values[child] {
            return;
        }
        values.swap(root, child);
        root = child;
    }
}

/// Whether these are the values, each as often, in ascending order: what the proof takes for granted of [`sorted`]. It shares
/// nothing with it.
#[must_use]
#[inline]
pub const fn in_order<const N: usize>(sorted: &[u32; N], values: &[u32; N]) -> bool {
    let mut at = 1;
    while at < N {
        if sorted[at - 1] > sorted[at] {
            return false;
        }
        at += 1;
    }
    // How often each value has come up, where it first stands.
    let mut found = [0; N];
    let mut next = 0;
    while next < N {
        let first = first_at(sorted, values[next]);
        if first == N || sorted[first] != values[next] {
            return false;
        }
        let place = first + found[first];
        // As many values, and no place taken twice: each is there as often.
        if place == N || sorted[place] != values[next] {
            return false;
        }
        found[first] += 1;
        next += 1;
    }
    true
}

/// The first place of ascending values that is not below the value.
#[inline]
const fn first_at<const N: usize>(sorted: &[u32; N], value: u32) -> usize {
    let (mut from, mut to) = (0, N);
    while from < to {
        let middle = from + (to - from) / 2;
        if sorted[middle] < value {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// Fails the build where something does not hold.
///
/// # Panics
/// With the message, where it does not hold.
#[track_caller]
#[inline]
pub const fn assume(holds: bool, message: &'static str) {
    if !holds {
        panic!("{}", message);
    }
}

/// The filter of a program.
///
/// # Panics
/// With the reason, where the kernel would refuse the program.
#[track_caller]
#[must_use]
#[inline]
pub const fn program<const N: usize>(program: &'static [SockFilter; N]) -> Filter {
    match Filter::new(program) {
        Ok(filter) => filter,
        Err(error) => panic!("{}", error.kind.message()),
    }
}

/// The stub that stands for a policy with errors.
#[must_use]
#[inline]
pub const fn kill_everything() -> Filter {
    Filter::kill_everything()
}
