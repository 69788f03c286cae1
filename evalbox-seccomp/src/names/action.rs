//! The actions of policies: seccomp(2), "Filter return values".
#![allow(non_upper_case_globals, reason = "the names are the words of policies")]

/// The call is made (`SECCOMP_RET_ALLOW`).
pub const allow: () = ();
/// The policy's default action; `kill_process` where the default is `allow` or `log`.
pub const deny: () = ();
/// The process ends as if by `SIGSYS` (`SECCOMP_RET_KILL_PROCESS`, since Linux 4.14).
pub const kill_process: () = ();
/// The calling thread ends as if by `SIGSYS` (`SECCOMP_RET_KILL_THREAD`); other threads go on, often into a deadlock.
pub const kill_thread: () = ();
/// The thread gets `SIGSYS`, with the number in `si_errno` (`SECCOMP_RET_TRAP`): `trap` or `trap(0..=65535)`.
pub const trap: () = ();
/// The call is not made and fails with this error (`SECCOMP_RET_ERRNO`): `errno(0..=4095)`.
pub const errno: () = ();
/// A tracer decides; without one the call fails with `ENOSYS` (`SECCOMP_RET_TRACE`): `trace(0..=65535)`.
pub const trace: () = ();
/// The call is made and logged (`SECCOMP_RET_LOG`, since Linux 4.14).
pub const log: () = ();
/// The listener's owner decides; without one the call fails with `ENOSYS` (`SECCOMP_RET_USER_NOTIF`, since Linux 5.0).
pub const notify: () = ();
