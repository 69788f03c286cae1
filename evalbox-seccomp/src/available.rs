//! Which actions the kernel knows.

use crate::action::Action;
use crate::error::Errno;
use crate::sys;

impl Action {
    /// Asks the kernel whether it knows the action: `seccomp(SECCOMP_GET_ACTION_AVAIL)`, Linux 4.14.
    ///
    /// A kernel kills the process on an answer that it does not know.
    ///
    /// ```
    /// use evalbox_seccomp::Action;
    ///
    /// assert_eq!(Action::Allow.is_available(), Ok(true));
    /// ```
    ///
    /// # Errors
    /// `EINVAL` before Linux 4.14, `ENOSYS` before 3.17, any errno that a filter in force answers.
    ///
    /// seccomp(2)
    pub fn is_available(self) -> Result<bool, Errno> {
        match sys::action_available(self.to_raw() & libc::SECCOMP_RET_ACTION_FULL) {
            Ok(()) => Ok(true),
            Err(errno) if errno.raw() == libc::EOPNOTSUPP => Ok(false),
            Err(errno) => Err(errno),
        }
    }
}
