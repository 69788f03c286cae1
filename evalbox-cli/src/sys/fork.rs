//! fork(2), and the filter between it and execve(2).
//!
//! `Command::spawn` returns after the exec, too late to trace the child from its first instruction.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use evalbox_seccomp::Filter;

use super::wait::Pid;

/// Which of the two processes this is.
pub(crate) enum Forked {
    /// The new one.
    Child,
    /// The old one, with the child's process id.
    Parent(Pid),
}

/// Makes a copy of this process.
pub(crate) fn fork() -> io::Result<Forked> {
    // SAFETY: after fork(2) the child of a process with several threads may only make async-signal-safe calls, as locks
    // may be held by threads that it lacks. evalbox has one thread: it starts none, and neither does a dependency.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => Ok(Forked::Child),
        child => Ok(Forked::Parent(child)),
    }
}

/// Has the command install the filter as the last thing before its exec, and tell by `confined` that it did.
pub(crate) fn install_before_exec(
    command: &mut Command,
    filter: Filter,
    confined: Arc<AtomicBool>,
) {
    // SAFETY: the closure runs between fork and exec. `Filter::install` is documented to allocate nothing, to take no lock
    // and not to panic; a store to an atomic does none of it either.
    unsafe {
        command.pre_exec(move || {
            filter.install()?;
            confined.store(true, Ordering::Relaxed);
            Ok(())
        });
    }
}
