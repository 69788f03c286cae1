//! Verified seccomp-BPF filters.
#![no_std]

#[cfg(feature = "std")]
extern crate std;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod action;
mod assumption;
mod data;
mod evaluate;
mod expect;
mod filter;
mod instruction;
#[cfg(feature = "macros")]
mod macros;
mod verify;

pub use action::Action;
pub use data::{AUDIT_ARCH, SeccompData};
pub use filter::Filter;
pub use instruction::{MAX_INSTRUCTIONS, SCRATCH_CELLS, SockFilter, opcode};
pub use verify::{VerifyError, VerifyErrorKind, verify};
