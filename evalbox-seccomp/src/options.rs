//! How a filter is installed.

#[cfg(feature = "std")]
use libc::SECCOMP_FILTER_FLAG_NEW_LISTENER;
use libc::{
    SECCOMP_FILTER_FLAG_LOG, SECCOMP_FILTER_FLAG_SPEC_ALLOW, SECCOMP_FILTER_FLAG_TSYNC,
    SECCOMP_FILTER_FLAG_TSYNC_ESRCH, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, c_ulong,
};

use crate::error::{Errno, InstallError, Step};

/// How a filter is installed: flags of seccomp(2), and whether the task gives up new privileges.
///
/// ```
/// use evalbox_seccomp::Options;
///
/// const ALL_THREADS: Options = Options::new().sync_threads().log();
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[must_use]
pub struct Options {
    flags: c_ulong,
    keep_privileges: bool,
}

impl Options {
    /// What [`Filter::install`](crate::Filter::install) does: this thread, no flags, no new privileges.
    pub const fn new() -> Options {
        Options {
            flags: 0,
            keep_privileges: false,
        }
    }

    /// Filters all threads of the process, or fails with [`Step::SyncThreads`] (`SECCOMP_FILTER_FLAG_TSYNC`, Linux 3.17).
    pub const fn sync_threads(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_TSYNC)
    }

    /// With [`sync_threads`](Options::sync_threads): fail with `ESRCH` instead of the thread's id
    /// (`SECCOMP_FILTER_FLAG_TSYNC_ESRCH`, Linux 5.7).
    pub const fn sync_errno(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_TSYNC_ESRCH)
    }

    /// Logs all answers but allow, as far as `/proc/sys/kernel/seccomp/actions_logged` lets (`SECCOMP_FILTER_FLAG_LOG`,
    /// Linux 4.14).
    pub const fn log(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_LOG)
    }

    /// Leaves the mitigation of speculative store bypass off (`SECCOMP_FILTER_FLAG_SPEC_ALLOW`, Linux 4.17).
    pub const fn allow_speculation(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_SPEC_ALLOW)
    }

    /// With a listener: a call that the supervisor has received is interrupted by fatal signals only
    /// (`SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV`, Linux 5.19).
    pub const fn wait_killable_recv(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV)
    }

    /// Does not set `no_new_privs`: set-user-ID programs keep working, and the caller needs `CAP_SYS_ADMIN`.
    pub const fn keep_privileges(self) -> Options {
        Options {
            keep_privileges: true,
            ..self
        }
    }

    const fn with(self, flag: c_ulong) -> Options {
        Options {
            flags: self.flags | flag,
            ..self
        }
    }

    const fn has(self, flag: c_ulong) -> bool {
        self.flags & flag != 0
    }

    pub(crate) const fn keeps_privileges(self) -> bool {
        self.keep_privileges
    }

    /// The flags for a filter without a listener.
    pub(crate) const fn flags(self) -> Result<c_ulong, InstallError> {
        if self.has(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV) {
            return Err(InstallError::new(
                Step::Options,
                Errno::from_raw(libc::EINVAL),
            ));
        }
        Ok(self.flags)
    }

    /// The flags for a filter with a listener: the kernel cannot return a thread's id and a descriptor in one number.
    #[cfg(feature = "std")]
    pub(crate) const fn listener_flags(self) -> Result<c_ulong, InstallError> {
        if self.has(SECCOMP_FILTER_FLAG_TSYNC) && !self.has(SECCOMP_FILTER_FLAG_TSYNC_ESRCH) {
            return Err(InstallError::new(
                Step::Options,
                Errno::from_raw(libc::EINVAL),
            ));
        }
        Ok(self.flags | SECCOMP_FILTER_FLAG_NEW_LISTENER)
    }
}
