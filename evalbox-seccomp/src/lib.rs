//! Seccomp-BPF filters that were verified before the program exists.
//!
//! A [`Filter`] is a program in static memory, compiled from a policy by `seccomp_filter!` or written by hand, that the
//! kernel is known to take: [`verify()`] is the kernel's own check as a `const fn`, and [`Filter::evaluate`] answers for any
//! call in const evaluation. At run time [`Filter::install`] makes two system calls and nothing else.
//!
//! ```
//! use evalbox_seccomp::{opcode, Action, Filter, SeccompData, SockFilter};
//!
//! static PROGRAM: [SockFilter; 4] = [
//!     SockFilter::statement(opcode::LD_ABS, 0),
//!     SockFilter::jump(opcode::JEQ_K, 165, 0, 1),
//!     SockFilter::statement(opcode::RET_K, Action::Errno(1).to_raw()),
//!     SockFilter::statement(opcode::RET_K, Action::Allow.to_raw()),
//! ];
//! let filter = Filter::new(&PROGRAM)?;
//! assert_eq!(filter.evaluate(&SeccompData::new(165, [0; 6])), Action::Errno(1));
//! print!("{filter}");
//! # Ok::<(), evalbox_seccomp::VerifyError>(())
//! ```
//!
//! No allocation, no dependency but `libc`, no unsafe code outside the module that makes the system calls. Features:
//! `macros` (on by default), `std` (conversions to `std::io::Error`, and [`Listener`] for filters that answer notify).
//!
//! # Things this does not do
//!
//! - It does not look behind pointers. A filter sees registers: a path or a `struct clone_args` is an address to it.
//! - It does not filter what no system call does: memory that is mapped, the vDSO, an `io_uring` that was set up before.
//! - It does not confine by itself. A filter makes the kernel's surface smaller; namespaces, Landlock, credentials and limits
//!   are other crates' work.
//! - It does not check that a policy is wise, only that the program does what the policy says.
//! - It does not undo: a filter stays until the thread ends, and its children have it.
//! - It does not filter other threads, unless [`Options::sync_threads`] asks for it.
//! - It does not supervise: a [`Listener`] brings the calls, what to answer is the caller's program. What it lets
//!   continue (`Answer::Continue`) was not decided on by what memory held.
//! - It does not see through a filter that is in force already and pretends that installing succeeded (`errno(0)`).
#![cfg_attr(
    not(feature = "std"),
    doc = "",
    doc = "[`Listener`]: https://docs.rs/evalbox-seccomp"
)]
#![no_std]
#![deny(unsafe_code)]

#[cfg(any(feature = "std", test))]
extern crate std;

// Every `const fn` is `#[inline]`, and so is the listing: most programs call them in const evaluation alone or not at all, and
// no build has to compile what nothing calls at run time.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod action;
mod assumption;
mod available;
mod cache;
mod data;
mod error;
mod evaluate;
mod expect;
mod filter;
mod install;
mod instruction;
#[cfg(feature = "std")]
mod listener;
mod listing;
#[cfg(feature = "macros")]
mod macros;
mod names;
mod notifies;
mod options;
mod sys;
mod text;
mod verify;

pub use action::Action;
pub use data::{AUDIT_ARCH, SeccompData};
pub use error::{Errno, InstallError, Step};
pub use filter::Filter;
pub use instruction::{MAX_INSTRUCTIONS, SCRATCH_CELLS, SockFilter, opcode};
#[cfg(feature = "std")]
pub use listener::{AddFd, Answer, Listener, Notification};
pub use options::Options;
pub use verify::{VerifyError, VerifyErrorKind, verify};
