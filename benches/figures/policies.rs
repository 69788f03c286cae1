//! The policies that are measured, compiled as a user's are.

use evalbox_seccomp::{Filter, seccomp_filter};

/// The first policy of evalbox: 172 calls, and three by argument.
pub(crate) static SEED: Filter = seccomp_filter! {
    include "policies/seed.policy";
};

/// The same, told which calls matter.
pub(crate) static SEED_HOT: Filter = seccomp_filter! {
    include "policies/seed.policy";
    hot [ioctl, socket, clone];
};

/// A container engine's default profile, 305 calls.
pub(crate) static CONTAINER: Filter = seccomp_filter! {
    include "benches/policies/container.policy";
};
