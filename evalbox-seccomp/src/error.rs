//! What the kernel answers when it refuses.

use core::fmt;

use libc::c_int;

/// A Linux error number: `EPERM` is 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Errno(c_int);

impl Errno {
    /// The error of that number.
    #[must_use]
    pub const fn from_raw(number: c_int) -> Errno {
        Errno(number)
    }

    /// The number.
    #[must_use]
    pub const fn raw(self) -> c_int {
        self.0
    }

    /// The name, where it is one that seccomp(2), prctl(2) or `seccomp_unotify`(2) speak of.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            libc::EACCES => "EACCES",
            libc::EBADF => "EBADF",
            libc::EBUSY => "EBUSY",
            libc::EFAULT => "EFAULT",
            libc::EINPROGRESS => "EINPROGRESS",
            libc::EINTR => "EINTR",
            libc::EINVAL => "EINVAL",
            libc::EMFILE => "EMFILE",
            libc::ENFILE => "ENFILE",
            libc::ENOENT => "ENOENT",
            libc::ENOMEM => "ENOMEM",
            libc::ENOSYS => "ENOSYS",
            libc::EOPNOTSUPP => "EOPNOTSUPP",
            libc::EPERM => "EPERM",
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

/// What an installation was doing when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Nothing yet: the filter answers notify and needs a listener. The errno is `ENOSYS`, what its calls would fail with.
    NeedsListener,
    /// Nothing yet: the kernel refuses these options together. The errno is `EINVAL`, what it would answer.
    Options,
    /// Nothing yet: the kernel's notifications are larger than this crate's. The errno is `EOPNOTSUPP` or the kernel's.
    NotificationSizes,
    /// `prctl(PR_SET_NO_NEW_PRIVS)`.
    NoNewPrivs,
    /// `seccomp(SECCOMP_SET_MODE_FILTER)`.
    Seccomp,
    /// Giving the filter to the other threads: [`InstallError::thread`] has filters of its own. The errno is `ESRCH`.
    SyncThreads,
}

/// Why a filter was not installed. Nothing is filtered then, but the `no_new_privs` attribute may have been set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct InstallError {
    step: Step,
    errno: Errno,
    thread: Option<i32>,
}

impl InstallError {
    pub(crate) const fn new(step: Step, errno: Errno) -> InstallError {
        InstallError {
            step,
            errno,
            thread: None,
        }
    }

    pub(crate) const fn unsynchronized(thread: i32) -> InstallError {
        InstallError {
            step: Step::SyncThreads,
            errno: Errno(libc::ESRCH),
            thread: Some(thread),
        }
    }

    /// The step that failed.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The kernel's answer, or what the step's documentation says where the kernel was not asked.
    #[must_use]
    pub const fn errno(&self) -> Errno {
        self.errno
    }

    /// The id of the thread that could not take the filter over.
    #[must_use]
    pub const fn thread(&self) -> Option<i32> {
        self.thread
    }

    /// What the errno means at this step (seccomp(2), "Errors").
    const fn reason(&self) -> Option<&'static str> {
        Some(match (self.step, self.errno.raw()) {
            (Step::Seccomp, libc::EACCES) => "neither no_new_privs nor CAP_SYS_ADMIN",
            (Step::Seccomp, libc::EBUSY) => "a filter of this task has a listener already",
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
