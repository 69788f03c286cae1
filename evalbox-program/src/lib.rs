//! The back end of the compiler behind `seccomp_filter!`: a checked policy in, a proved seccomp-BPF program out.
//!
//! [`policy`] is what the front end (`evalbox-policy`, which re-exports everything here) makes of a policy's text;
//! [`lower`], [`optimise`] and [`assemble`] make a [`program`] of it, and [`prove`] compares the two.
//! Nothing here knows names or numbers of system calls: what depends on them is in the policy.

pub mod action;
pub mod assemble;
pub mod concrete;
pub mod constant;
pub mod error;
pub mod evaluate;
pub mod fold;
pub mod graph;
pub mod lower;
pub mod optimise;
pub mod ordered;
pub mod policy;
pub mod program;
pub mod prove;
pub mod target;
