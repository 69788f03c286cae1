//! What the words of a policy stand for, so that an editor that looks through the expansion of `seccomp_filter!` has
//! something to show for them and somewhere to go. Nothing here reaches a program.

pub mod action;
#[allow(non_upper_case_globals, reason = "the names are those of system calls")]
pub mod syscall;
