//! The back end of the compiler behind `seccomp_filter!`: a checked policy in, a proved seccomp-BPF program out.
//!
//! [`lower`], [`optimise`] and [`assemble`] make a [`program`] of a [`policy`], and [`prove`] compares the two.
//! Nothing here knows names or numbers of system calls: what depends on them is in the policy.

pub mod assemble;
pub mod concrete;
pub mod evaluate;
pub mod graph;
pub mod lower;
pub mod optimise;
pub mod program;
pub mod prove;

#[doc(no_inline)]
pub use evalbox_ir::{action, constant, error, fold, ordered, policy, target};
