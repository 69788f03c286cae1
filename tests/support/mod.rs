//! Children that may die: what a confined process does is seen from outside, by its exit status or its signal.

#![allow(
    unsafe_code,
    reason = "fork and raw system calls are what these tests are about"
)]
#![allow(dead_code, reason = "each test file uses its part")]

use std::io;

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By itself, with this status.
    Exited(i32),
    /// By this signal.
    Signalled(i32),
}

/// What the kernel does to a process whose filter answers `kill_process`.
pub(crate) const KILLED: Ended = Ended::Signalled(libc::SIGSYS);

/// Whom a child runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum User {
    /// Whoever runs the tests.
    Same,
    /// An unprivileged user; only root can become it.
    Nobody,
}

const NOBODY: libc::uid_t = 65534;

/// Whether the tests run as root.
pub(crate) fn is_root() -> bool {
    // SAFETY: geteuid touches no memory and cannot fail.
    unsafe { libc::geteuid() == 0 }
}

/// Says on the test's output that a part of it did not run.
pub(crate) fn skipped(what: &str, why: &str) {
    println!("skipped: {what}: {why}");
}

/// Runs `body` in a forked child, whose exit status is its answer.
///
/// The test process has threads, so `body` may only do what fork(2) permits there: system calls, and nothing that
/// allocates or locks.
pub(crate) fn in_child(user: User, body: impl FnOnce() -> i32) -> Ended {
    // SAFETY: the child makes system calls and ends in _exit; `body` is held to the same by this function's contract.
    let child = unsafe { libc::fork() };
    assert!(child >= 0, "fork: {}", io::Error::last_os_error());
    if child == 0 {
        let status = if user == User::Nobody && !become_nobody() {
            255
        } else {
            body()
        };
        // SAFETY: _exit ends the process without running anything of the parent's.
        unsafe { libc::_exit(status) };
    }
    wait(child)
}

fn become_nobody() -> bool {
    // SAFETY: these calls change ids and touch no memory; setgroups reads nothing for a length of 0.
    unsafe {
        libc::syscall(libc::SYS_setgroups, 0, 0) == 0
            && libc::syscall(libc::SYS_setresgid, NOBODY, NOBODY, NOBODY) == 0
            && libc::syscall(libc::SYS_setresuid, NOBODY, NOBODY, NOBODY) == 0
    }
}

fn wait(child: libc::pid_t) -> Ended {
    let mut status = 0;
    // SAFETY: waitpid writes one int through the pointer, which is to one.
    while unsafe { libc::waitpid(child, &raw mut status, 0) } != child {
        let error = io::Error::last_os_error();
        assert_eq!(error.kind(), io::ErrorKind::Interrupted, "waitpid: {error}");
    }
    if libc::WIFSIGNALED(status) {
        Ended::Signalled(libc::WTERMSIG(status))
    } else {
        Ended::Exited(libc::WEXITSTATUS(status))
    }
}

/// A system call as the filter sees it, all the bits that a register has of every argument. The answer is 0 or the errno.
pub(crate) fn call(number: libc::c_long, args: [u64; 6]) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a 32-bit target has the lower half only"
    )]
    let [a, b, c, d, e, f] = args.map(|arg| arg as libc::c_ulong);
    // SAFETY: the tests pass numbers and null pointers, which the kernel refuses with EFAULT or EINVAL at worst; the few
    // that pass real pointers pass ones that outlive the call.
    let answer = unsafe { libc::syscall(number, a, b, c, d, e, f) };
    if answer == -1 { errno() } else { 0 }
}

/// This thread's errno.
pub(crate) fn errno() -> i32 {
    // SAFETY: __errno_location returns a pointer to this thread's errno.
    unsafe { *libc::__errno_location() }
}
