//! What the kernel answers when it refuses.

use core::fmt;

use libc::c_int;

/// A Linux error number: `EPERM` is 1 (errno(3)).
///
/// ```
/// use evalbox_seccomp::Errno;
///
/// let errno = Errno::from_raw(16);
/// assert_eq!((errno.raw(), errno.name()), (16, Some("EBUSY")));
/// assert_eq!(errno.to_string(), "EBUSY (os error 16)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Errno(c_int);

impl Errno {
    /// The error of that number.
    #[must_use]
    #[inline]
    pub const fn from_raw(number: c_int) -> Errno {
        Errno(number)
    }

    /// The number.
    #[must_use]
    #[inline]
    pub const fn raw(self) -> c_int {
        self.0
    }

    /// The name, where it is one that seccomp(2), prctl(2) or `seccomp_unotify`(2) speak of.
    #[must_use]
    #[inline]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            libc::EACCES => "EACCES",
            libc::EAGAIN => "EAGAIN",
            libc::EBADF => "EBADF",
            libc::EBADMSG => "EBADMSG",
            libc::EBUSY => "EBUSY",
            libc::EFAULT => "EFAULT",
            libc::EINPROGRESS => "EINPROGRESS",
            libc::EINTR => "EINTR",
            libc::EINVAL => "EINVAL",
            libc::EMFILE => "EMFILE",
            libc::ENAMETOOLONG => "ENAMETOOLONG",
            libc::ENFILE => "ENFILE",
            libc::ENOENT => "ENOENT",
            libc::ENOMEM => "ENOMEM",
            libc::ENOSYS => "ENOSYS",
            libc::ENOTTY => "ENOTTY",
            libc::EOPNOTSUPP => "EOPNOTSUPP",
            libc::EPERM => "EPERM",
            libc::EPIPE => "EPIPE",
            libc::ESRCH => "ESRCH",
            _ => return None,
        })
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} (os error {})", self.0),
            None => write!(f, "os error {}", self.0),
        }
    }
}

impl fmt::Debug for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Errno {}

/// What an installation was doing when it failed, in the order of the steps.
///
/// Each variant says what was done by then. In no case is anything of the filter in force, in any thread.
///
/// ```
/// use evalbox_seccomp::{InstallError, Step};
///
/// fn advice(error: &InstallError) -> &'static str {
///     match error.step() {
///         Step::NeedsListener | Step::Options => "a mistake in the program",
///         Step::SyncThreads => "install before the threads do",
///         _ => "ask the kernel",
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Nothing yet: the filter answers notify and needs a listener. The errno is `ENOSYS`, what its calls would fail with.
    NeedsListener,
    /// Nothing yet: the kernel refuses these options together. The errno is `EINVAL`, what it would answer.
    Options,
    /// `seccomp(SECCOMP_GET_NOTIF_SIZES)`; nothing was done. The errno is the kernel's, or `EOPNOTSUPP` where its
    /// notifications have another size than this crate can take.
    NotificationSizes,
    /// `prctl(PR_SET_NO_NEW_PRIVS)`; nothing was done.
    NoNewPrivs,
    /// `seccomp(SECCOMP_SET_MODE_FILTER)`; `no_new_privs` is set, unless
    /// [`keep_privileges`](crate::Options::keep_privileges) was asked for.
    Seccomp,
    /// `seccomp(SECCOMP_SET_MODE_FILTER)` could not give the filter to the other threads: [`InstallError::thread`] has
    /// filters of its own. The errno is `ESRCH`. `no_new_privs` as at [`Seccomp`](Step::Seccomp).
    SyncThreads,
}

/// Why a filter was not installed: the [step](InstallError::step) that failed and the kernel's [answer](InstallError::errno).
///
/// The process is as it was, except for what [`Step`] says: nothing of the filter is in force, in no thread, but the
/// `no_new_privs` attribute may have been set, and there is no way to take that back. With the feature `std` it turns into
/// `std::io::Error`, which keeps the errno only.
///
/// ```
/// use evalbox_seccomp::{opcode, Action, Filter, SockFilter, Step};
///
/// static ASK: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, Action::Notify.to_raw())];
/// let error = Filter::new(&ASK)?.install().unwrap_err();
/// assert_eq!((error.step(), error.errno().name()), (Step::NeedsListener, Some("ENOSYS")));
/// assert_eq!(error.to_string(), "the filter answers notify: hint: install_listener");
/// # Ok::<(), evalbox_seccomp::VerifyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct InstallError {
    step: Step,
    errno: Errno,
    thread: Option<i32>,
}

impl InstallError {
    #[inline]
    pub(crate) const fn new(step: Step, errno: Errno) -> InstallError {
        InstallError {
            step,
            errno,
            thread: None,
        }
    }

    #[inline]
    pub(crate) const fn unsynchronized(thread: i32) -> InstallError {
        InstallError {
            step: Step::SyncThreads,
            errno: Errno(libc::ESRCH),
            thread: Some(thread),
        }
    }

    /// The step that failed.
    #[must_use]
    #[inline]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The kernel's answer, or what the step's documentation says where the kernel was not asked.
    #[must_use]
    #[inline]
    pub const fn errno(&self) -> Errno {
        self.errno
    }

    /// The id of the thread that could not take the filter over, as gettid(2) gives it there; for
    /// [`Step::SyncThreads`] only.
    #[must_use]
    #[inline]
    pub const fn thread(&self) -> Option<i32> {
        self.thread
    }

    /// What the errno means at this step (seccomp(2), "Errors").
    #[inline]
    const fn reason(&self) -> Option<&'static str> {
        Some(match (self.step, self.errno.raw()) {
            (Step::Seccomp, libc::EACCES) => "neither no_new_privs nor CAP_SYS_ADMIN",
            (Step::Seccomp, libc::EBUSY) => "a filter of this task has an open listener already",
            (Step::Seccomp, libc::EINVAL) => "the kernel lacks seccomp filters or an option",
            (Step::Seccomp, libc::ENOMEM) => {
                "out of memory, or the thread's filters exceed 32768 instructions of eBPF"
            }
            (Step::Seccomp, libc::ENOSYS) => "the kernel has no seccomp(2), or a filter forbids it",
            (Step::Seccomp, libc::ESRCH) => "another thread has filters of its own",
            _ => return None,
        })
    }
}

impl fmt::Display for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.step, self.thread) {
            (Step::NeedsListener, _) => f.write_str("the filter answers notify: hint: install_listener"),
            (Step::Options, _) => f.write_str(
                "the kernel refuses the options: wait_killable_recv needs a listener, and sync_threads with a listener \
                 needs sync_errno",
            ),
            (Step::NotificationSizes, _) => write!(f, "seccomp(SECCOMP_GET_NOTIF_SIZES): {}", self.errno),
            (Step::NoNewPrivs, _) => write!(f, "prctl(PR_SET_NO_NEW_PRIVS): {}", self.errno),
            (Step::SyncThreads, Some(thread)) => write!(f, "thread {thread} has filters of its own"),
            _ => match self.reason() {
                Some(reason) => write!(f, "seccomp(SECCOMP_SET_MODE_FILTER): {}: {reason}", self.errno),
                None => write!(f, "seccomp(SECCOMP_SET_MODE_FILTER): {}", self.errno),
            },
        }
    }
}

impl core::error::Error for InstallError {}

/// Keeps the number and does not allocate, so that it can be used in `pre_exec`.
#[cfg(feature = "std")]
impl From<Errno> for std::io::Error {
    fn from(errno: Errno) -> std::io::Error {
        std::io::Error::from_raw_os_error(errno.0)
    }
}

/// Keeps the errno and does not allocate, so that it can be used in `pre_exec`.
#[cfg(feature = "std")]
impl From<InstallError> for std::io::Error {
    fn from(error: InstallError) -> std::io::Error {
        error.errno.into()
    }
}
