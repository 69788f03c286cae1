//! Putting a filter on the calling thread.
//!
//! Nothing here allocates, locks, panics or touches more than the stack, so that it may run between `fork` and `exec`.

use crate::error::{InstallError, Step};
use crate::filter::Filter;
use crate::options::Options;
use crate::{Errno, sys};

impl Filter {
    /// Filters the system calls of the calling thread and of what it will start: two system calls, no more.
    ///
    /// `prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)` and `seccomp(SECCOMP_SET_MODE_FILTER, 0, program)`. There is no way back.
    /// Async-signal-safe: it may be called in `Command::pre_exec` and between `fork` and `exec`.
    ///
    /// ```no_run
    /// # fn sandbox(filter: evalbox_seccomp::Filter) -> Result<(), evalbox_seccomp::InstallError> {
    /// filter.install()?;
    /// // What follows is filtered.
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// By [`step`](InstallError::step): [`Step::NeedsListener`] where the filter answers notify; `EINVAL` where the kernel
    /// lacks seccomp filters; `ENOMEM` where memory is short or the filters of the thread exceed 32768 instructions of
    /// eBPF (one here takes one to five there, and each filter four more); `ENOSYS` before Linux 3.17 or where a filter in
    /// force says so; any errno that a filter in force answers.
    ///
    /// prctl(2), seccomp(2)
    pub fn install(&self) -> Result<(), InstallError> {
        self.install_with(Options::new())
    }

    /// As [`install`](Filter::install), in another way.
    ///
    /// ```no_run
    /// # fn sandbox(filter: evalbox_seccomp::Filter) -> Result<(), evalbox_seccomp::InstallError> {
    /// use evalbox_seccomp::Options;
    ///
    /// filter.install_with(Options::new().sync_threads())?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`install`](Filter::install); [`Step::Options`] where the kernel refuses the options together; `EACCES` with
    /// [`keep_privileges`](Options::keep_privileges) and without `CAP_SYS_ADMIN`; [`Step::SyncThreads`], or `ESRCH`, where
    /// another thread has filters of its own; `EINVAL` where the kernel is older than an option.
    pub fn install_with(&self, options: Options) -> Result<(), InstallError> {
        if self.needs_listener() {
            return Err(InstallError::new(
                Step::NeedsListener,
                Errno::from_raw(libc::ENOSYS),
            ));
        }
        let flags = options.flags()?;
        give_up_privileges(options)?;
        match sys::set_mode_filter(flags, self.program()) {
            Ok(0) => Ok(()),
            Ok(thread) => Err(InstallError::unsynchronized(thread)),
            Err(errno) => Err(InstallError::new(Step::Seccomp, errno)),
        }
    }
}

/// Sets `no_new_privs`, unless the options say to keep privileges.
pub(crate) fn give_up_privileges(options: Options) -> Result<(), InstallError> {
    if options.keeps_privileges() {
        return Ok(());
    }
    sys::set_no_new_privs().map_err(|errno| InstallError::new(Step::NoNewPrivs, errno))
}
