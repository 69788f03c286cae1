//! How a filter is installed.

use libc::{
    SECCOMP_FILTER_FLAG_LOG, SECCOMP_FILTER_FLAG_NEW_LISTENER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
    SECCOMP_FILTER_FLAG_TSYNC, SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
    SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, c_ulong,
};

use crate::error::{Errno, InstallError, Step};
use crate::sys;

/// How a filter is installed: flags of seccomp(2), and whether the task gives up new privileges.
///
/// Any of them go together, but for two cases that the kernel refuses and that fail with [`Step::Options`] before anything is
/// done: [`wait_killable_recv`](Options::wait_killable_recv) without a listener, and
/// [`sync_threads`](Options::sync_threads) with a listener and without [`sync_errno`](Options::sync_errno).
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
    #[inline]
    pub const fn new() -> Options {
        Options {
            flags: 0,
            keep_privileges: false,
        }
    }

    /// Filters all threads of the process, or none (`SECCOMP_FILTER_FLAG_TSYNC`, Linux 3.17).
    ///
    /// The other threads get all filters of the calling one, and its `no_new_privs`. A thread that has filters which the
    /// calling one lacks cannot take them over: [`Step::SyncThreads`], with [the thread's
    /// id](crate::InstallError::thread).
    ///
    /// ```
    /// use evalbox_seccomp::{Filter, InstallError, Options};
    ///
    /// fn confine_the_process(filter: &Filter) -> Result<(), InstallError> {
    ///     filter.install_with(Options::new().sync_threads())
    /// }
    /// ```
    #[inline]
    pub const fn sync_threads(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_TSYNC)
    }

    /// With [`sync_threads`](Options::sync_threads): fail with `ESRCH` at [`Step::Seccomp`] instead of the thread's id
    /// (`SECCOMP_FILTER_FLAG_TSYNC_ESRCH`, Linux 5.7). A listener needs it, because the kernel's one result cannot be a
    /// descriptor or a thread's id. Alone it changes nothing.
    ///
    /// ```
    /// use evalbox_seccomp::Options;
    ///
    /// const ALL_THREADS_ASK: Options = Options::new().sync_threads().sync_errno();
    /// ```
    #[inline]
    pub const fn sync_errno(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_TSYNC_ESRCH)
    }

    /// Logs all answers but allow, as far as `/proc/sys/kernel/seccomp/actions_logged` lets (`SECCOMP_FILTER_FLAG_LOG`,
    /// Linux 4.14). They appear in the audit log, or the kernel's where audit is off.
    #[inline]
    pub const fn log(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_LOG)
    }

    /// Leaves the mitigation of speculative store bypass off (`SECCOMP_FILTER_FLAG_SPEC_ALLOW`, Linux 4.17). Since 5.16
    /// kernels do not switch it on for filtered tasks any more, unless told to (`spec_store_bypass_disable=seccomp`).
    #[inline]
    pub const fn allow_speculation(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_SPEC_ALLOW)
    }

    /// With a listener: a call that the supervisor has received is interrupted by fatal signals only
    /// (`SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV`, Linux 5.19).
    ///
    /// Without it any handled signal interrupts the call, whose restart is a new notification: what the supervisor has done
    /// for the first one is done twice.
    ///
    /// ```
    /// use evalbox_seccomp::{Filter, InstallError, Listener, Options};
    ///
    /// fn ask(filter: &Filter) -> Result<Listener, InstallError> {
    ///     let plain = Options::new();
    ///     let killable = plain.wait_killable_recv();
    ///     // Older kernels do without.
    ///     let known = killable.is_available_with_listener() == Ok(true);
    ///     filter.install_listener(if known { killable } else { plain })
    /// }
    /// ```
    #[inline]
    pub const fn wait_killable_recv(self) -> Options {
        self.with(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV)
    }

    /// Does not set `no_new_privs`: set-user-ID programs keep working, and the caller needs `CAP_SYS_ADMIN` in its user
    /// namespace. `EACCES` at [`Step::Seccomp`] where it has neither the capability nor `no_new_privs` from before.
    #[inline]
    pub const fn keep_privileges(self) -> Options {
        Options {
            keep_privileges: true,
            ..self
        }
    }

    /// Asks the kernel whether [`install_with`](crate::Filter::install_with) can have these options; installs nothing.
    ///
    /// `seccomp(SECCOMP_SET_MODE_FILTER, flags, NULL)`, which fails with `EFAULT` where the kernel takes the flags
    /// (seccomp(2), "Errors").
    ///
    /// ```
    /// use evalbox_seccomp::Options;
    ///
    /// let options = Options::new().sync_threads();
    /// assert_eq!(options.is_available(), Ok(true));
    /// ```
    ///
    /// # Errors
    /// `ENOSYS` before Linux 3.17, any errno but `EINVAL` that a filter in force answers.
    pub fn is_available(self) -> Result<bool, Errno> {
        match self.flags() {
            Ok(flags) => knows(flags),
            Err(_) => Ok(false),
        }
    }

    /// As [`is_available`](Options::is_available), for `install_listener`.
    ///
    /// ```
    /// use evalbox_seccomp::Options;
    ///
    /// let options = Options::new().sync_threads();
    /// assert_eq!(options.is_available_with_listener(), Ok(false));
    /// println!("with an errno: {:?}", options.sync_errno().is_available_with_listener());
    /// ```
    ///
    /// # Errors
    /// As [`is_available`](Options::is_available).
    pub fn is_available_with_listener(self) -> Result<bool, Errno> {
        match self.listener_flags() {
            Ok(flags) => knows(flags),
            Err(_) => Ok(false),
        }
    }

    #[inline]
    const fn with(self, flag: c_ulong) -> Options {
        Options {
            flags: self.flags | flag,
            ..self
        }
    }

    #[inline]
    const fn has(self, flag: c_ulong) -> bool {
        self.flags & flag != 0
    }

    #[inline]
    pub(crate) const fn keeps_privileges(self) -> bool {
        self.keep_privileges
    }

    /// The flags for a filter without a listener.
    #[inline]
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
    #[inline]
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

/// Whether the kernel takes the flags. A success would be somebody else's answer: the kernel cannot take no program.
fn knows(flags: c_ulong) -> Result<bool, Errno> {
    match sys::try_flags(flags) {
        Err(errno) if errno.raw() == libc::EFAULT => Ok(true),
        Err(errno) if errno.raw() != libc::EINVAL => Err(errno),
        _ => Ok(false),
    }
}
