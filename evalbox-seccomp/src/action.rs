//! What a program answers: `SECCOMP_RET_*`.

use core::fmt;

use libc::{
    SECCOMP_RET_ACTION_FULL, SECCOMP_RET_ALLOW, SECCOMP_RET_DATA, SECCOMP_RET_ERRNO,
    SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_LOG, SECCOMP_RET_TRACE,
    SECCOMP_RET_TRAP, SECCOMP_RET_USER_NOTIF,
};

/// The largest errno of the kernel (`MAX_ERRNO` of `linux/err.h`).
const MAX_ERRNO: u16 = 4095;

/// What happens to a system call (seccomp(2), "Filter return values").
///
/// Every filter of a task is asked, and the most restrictive answer counts, in the order of the variants; of equal ones that
/// of the filter that was installed last, with its data.
///
/// ```
/// use evalbox_seccomp::Action;
///
/// assert_eq!(Action::Errno(1).to_string(), "errno(1)");
/// assert_eq!(Action::from_raw(Action::Trap(9).to_raw()), Action::Trap(9));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// The process dies as if by SIGSYS, with a core dump (Linux 4.14).
    KillProcess,
    /// The calling thread dies as if by SIGSYS; the process goes on without it, often into a deadlock. The last thread of a
    /// process takes the process with it.
    KillThread,
    /// The call is not made and its thread gets SIGSYS, with this number as `si_errno` (sigaction(2)).
    Trap(u16),
    /// The call is not made and fails with this errno, which the kernel caps at 4095; 0 makes it return 0, as if it had
    /// been made.
    Errno(u16),
    /// The call waits for a supervisor's decision (Linux 5.0, `seccomp_unotify`(2)); it fails with `ENOSYS` where this
    /// filter has no listener.
    Notify,
    /// The call waits for a tracer's decision, who gets this number (`PTRACE_EVENT_SECCOMP`, ptrace(2)); it fails with
    /// `ENOSYS` where there is none.
    Trace(u16),
    /// The call is logged, as far as `/proc/sys/kernel/seccomp/actions_logged` lets, and made (Linux 4.14).
    Log,
    /// The call is made.
    Allow,
}

impl Action {
    /// Reads a program's answer as the kernel reads it.
    ///
    /// Unknown action bits are [`KillProcess`](Action::KillProcess), data that an action has no use for is dropped, and an
    /// errno above 4095 is 4095 (`__seccomp_filter`).
    ///
    /// ```
    /// use evalbox_seccomp::Action;
    ///
    /// assert_eq!(Action::from_raw(0x0005_0001), Action::Errno(1));
    /// assert_eq!(Action::from_raw(0x1234_0000), Action::KillProcess);
    /// assert_eq!(Action::from_raw(0x0005_ffff), Action::Errno(4095));
    /// ```
    #[must_use]
    #[inline]
    pub const fn from_raw(raw: u32) -> Action {
        let data = (raw & SECCOMP_RET_DATA) as u16;
        match raw & SECCOMP_RET_ACTION_FULL {
            SECCOMP_RET_KILL_THREAD => Action::KillThread,
            SECCOMP_RET_TRAP => Action::Trap(data),
            SECCOMP_RET_ERRNO if data > MAX_ERRNO => Action::Errno(MAX_ERRNO),
            SECCOMP_RET_ERRNO => Action::Errno(data),
            SECCOMP_RET_USER_NOTIF => Action::Notify,
            SECCOMP_RET_TRACE => Action::Trace(data),
            SECCOMP_RET_LOG => Action::Log,
            SECCOMP_RET_ALLOW => Action::Allow,
            // SECCOMP_RET_KILL_PROCESS, and the `default` of the kernel's switch in __seccomp_filter.
            _ => Action::KillProcess,
        }
    }

    /// The value that a program returns for it, data included.
    ///
    /// ```
    /// use evalbox_seccomp::Action;
    ///
    /// assert_eq!(Action::Trace(7).to_raw(), 0x7ff0_0007);
    /// ```
    #[must_use]
    #[inline]
    pub const fn to_raw(self) -> u32 {
        match self {
            Action::KillProcess => SECCOMP_RET_KILL_PROCESS,
            Action::KillThread => SECCOMP_RET_KILL_THREAD,
            Action::Trap(data) => SECCOMP_RET_TRAP | data as u32,
            Action::Errno(errno) => SECCOMP_RET_ERRNO | errno as u32,
            Action::Notify => SECCOMP_RET_USER_NOTIF,
            Action::Trace(data) => SECCOMP_RET_TRACE | data as u32,
            Action::Log => SECCOMP_RET_LOG,
            Action::Allow => SECCOMP_RET_ALLOW,
        }
    }
}

/// As policies write it: `allow`, `errno(1)`.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::KillProcess => f.write_str("kill_process"),
            Action::KillThread => f.write_str("kill_thread"),
            Action::Trap(data) => write!(f, "trap({data})"),
            Action::Errno(errno) => write!(f, "errno({errno})"),
            Action::Notify => f.write_str("notify"),
            Action::Trace(data) => write!(f, "trace({data})"),
            Action::Log => f.write_str("log"),
            Action::Allow => f.write_str("allow"),
        }
    }
}
