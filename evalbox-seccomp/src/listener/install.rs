//! Installing a filter and keeping its listener.

use crate::error::{Errno, InstallError, Step};
use crate::filter::Filter;
use crate::install::give_up_privileges;
use crate::listener::Listener;
use crate::options::Options;
use crate::sys::notify;

impl Filter {
    /// As [`install_with`](Filter::install_with), and returns the listener of the calls that the filter answers notify for.
    ///
    /// Three system calls: `seccomp(SECCOMP_GET_NOTIF_SIZES)`, `prctl(PR_SET_NO_NEW_PRIVS)` and
    /// `seccomp(SECCOMP_SET_MODE_FILTER)` with `SECCOMP_FILTER_FLAG_NEW_LISTENER`. Async-signal-safe, like
    /// [`install`](Filter::install). The descriptor is closed on exec.
    ///
    /// From here on the calls in question wait for a supervisor, those of this thread too: what hands the listener to the
    /// supervisor must not be among them. An example is at [`Listener`], one with processes at
    /// [`Listener::send_to`].
    ///
    /// # With another filter
    ///
    /// Every filter of a thread is asked about every call, and the most restrictive answer counts: kill, trap and errno come
    /// before notify, notify before trace, log and allow. So a call reaches the supervisor only where the other filters
    /// allow it, whichever was installed first. Install the filter that notifies first and the one that kills last: then the
    /// latter need not allow seccomp(2), prctl(2) and sendmsg(2), which installing and handing over the listener take.
    ///
    /// # Errors
    /// Nothing is filtered then. By [`step`](InstallError::step):
    /// - [`Step::Options`]: [`sync_threads`](Options::sync_threads) without [`sync_errno`](Options::sync_errno). Nothing
    ///   was done.
    /// - [`Step::NotificationSizes`]: `EOPNOTSUPP` where the kernel's notifications have another size than this crate can
    ///   take; `EINVAL` before Linux 5.0; any errno that a filter in force answers to seccomp(2). Nothing was done.
    /// - [`Step::NoNewPrivs`]: any errno that a filter in force answers to prctl(2). Nothing was done.
    /// - [`Step::Seccomp`]: what [`install_with`](Filter::install_with) has; `EBUSY` where a filter of the thread has a
    ///   listener that is open; `EMFILE`, `ENFILE` where descriptors run out. `no_new_privs` stays set, unless
    ///   [`keep_privileges`](Options::keep_privileges) was asked for.
    ///
    /// seccomp(2), `seccomp_unotify`(2)
    pub fn install_listener(&self, options: Options) -> Result<Listener, InstallError> {
        let flags = options.listener_flags()?;
        // Before the filter is there: afterwards there is no way back.
        check_sizes().map_err(|errno| InstallError::new(Step::NotificationSizes, errno))?;
        give_up_privileges(options)?;
        match notify::set_mode_filter_listener(flags, self.program()) {
            Ok(descriptor) => Ok(Listener::new(descriptor)),
            Err(errno) => Err(InstallError::new(Step::Seccomp, errno)),
        }
    }
}

/// The kernel's structs have sizes that the requests here can take (`SECCOMP_GET_NOTIF_SIZES`).
pub(super) fn check_sizes() -> Result<(), Errno> {
    if notify::sizes_fit(&notify::notification_sizes()?) {
        Ok(())
    } else {
        Err(Errno::from_raw(libc::EOPNOTSUPP))
    }
}
