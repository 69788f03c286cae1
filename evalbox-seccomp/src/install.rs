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
    /// Async-signal-safe: no allocation, no lock, no panic, a few words of stack. It may be called in `Command::pre_exec`
    /// and between `fork` and `exec`.
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
    /// Nothing of this filter is in force then; filters from before are. By [`step`](InstallError::step):
    /// - [`Step::NeedsListener`], `ENOSYS`: the filter answers notify. Nothing was done.
    /// - [`Step::NoNewPrivs`]: the errno that a filter in force answers to prctl(2), or `EINVAL` before Linux 3.5. Nothing
    ///   was done.
    /// - [`Step::Seccomp`]: `no_new_privs` is set and stays set.
    ///   - `EINVAL`: the kernel lacks seccomp filters;
    ///   - `ENOMEM`: memory is short, or the filters of the thread exceed 32768 instructions of eBPF (one here takes one to
    ///     five there, and each filter in force four more);
    ///   - `ENOSYS`: before Linux 3.17;
    ///   - any errno that a filter in force answers to seccomp(2), `EPERM` and `ENOSYS` above all.
    ///
    /// A filter in force that kills at prctl(2) or seccomp(2) does so. One that pretends success (`errno(0)`) cannot be told
    /// from success by two system calls: whoever installed it has to be trusted.
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
    /// Nothing of this filter is in force then, in no thread. Those of [`install`](Filter::install), and:
    /// - [`Step::Options`], `EINVAL`: the kernel refuses the options together. Nothing was done.
    /// - [`Step::Seccomp`]: `no_new_privs` stays set, unless [`keep_privileges`](Options::keep_privileges) was asked for.
    ///   - `EACCES`: [`keep_privileges`](Options::keep_privileges) without `CAP_SYS_ADMIN`;
    ///   - `EINVAL`: the kernel is older than an option ([`is_available`](Options::is_available) asks);
    ///   - `ESRCH`: with [`sync_errno`](Options::sync_errno), another thread has filters of its own.
    /// - [`Step::SyncThreads`], `ESRCH`: [`thread`](InstallError::thread) has filters of its own. `no_new_privs` stays set
    ///   in the calling thread, as before.
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
