//! Descriptors for the target.

use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

use libc::seccomp_notif_addfd;

use crate::listener::Listener;
use crate::sys::notify;

// libc has them as unsigned longs; the struct has 32 bits for them.
const SETFD: u32 = 1;
const SEND: u32 = 2;
const _: () = assert!(SETFD as libc::c_ulong == libc::SECCOMP_ADDFD_FLAG_SETFD);
const _: () = assert!(SEND as libc::c_ulong == libc::SECCOMP_ADDFD_FLAG_SEND);

/// A descriptor to put into the target: `struct seccomp_notif_addfd`.
///
/// The target gets a descriptor of the same open file, as by dup(2): offset and status flags are shared with the
/// supervisor's, so open a file anew for each call.
///
/// ```
/// use std::{fs::File, io, os::fd::AsFd};
///
/// use evalbox_seccomp::{AddFd, Listener, Notification};
///
/// /// What the target gets, whatever it wanted to open.
/// fn give_null(listener: &Listener, call: &Notification) -> io::Result<()> {
///     let null = File::open("/dev/null")?;
///     listener.answer_with_fd(call.id, AddFd::new(null.as_fd()).close_on_exec())?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct AddFd<'a> {
    source: BorrowedFd<'a>,
    target: Option<u32>,
    close_on_exec: bool,
}

impl<'a> AddFd<'a> {
    /// A copy of `source`, at the lowest free number.
    pub fn new(source: BorrowedFd<'a>) -> AddFd<'a> {
        AddFd {
            source,
            target: None,
            close_on_exec: false,
        }
    }

    /// At this number, in place of what is there (`SECCOMP_ADDFD_FLAG_SETFD`).
    pub fn at(self, target: u32) -> AddFd<'a> {
        AddFd {
            target: Some(target),
            ..self
        }
    }

    /// Closed when the target executes a program (`O_CLOEXEC` among the flags of the descriptor).
    pub fn close_on_exec(self) -> AddFd<'a> {
        AddFd {
            close_on_exec: true,
            ..self
        }
    }
}

impl Listener {
    /// Puts a descriptor into the target and returns its number there; the call waits on (Linux 5.9).
    ///
    /// For calls that make more than one descriptor, such as pipe2(2): put both in, write the numbers to the target's
    /// memory, answer 0.
    ///
    /// `ioctl(SECCOMP_IOCTL_NOTIF_ADDFD)`, `seccomp_unotify`(2)
    ///
    /// ```
    /// use std::{io, os::fd::AsFd};
    ///
    /// use evalbox_seccomp::{AddFd, Answer, Listener, Notification};
    ///
    /// /// pipe2(2), made by the supervisor.
    /// fn pipe(listener: &Listener, call: &Notification) -> io::Result<()> {
    ///     let (reader, writer) = io::pipe()?;
    ///     let reader = listener.add_fd(call.id, AddFd::new(reader.as_fd()))?;
    ///     let writer = listener.add_fd(call.id, AddFd::new(writer.as_fd()))?;
    ///     let numbers = [reader, writer].map(i32::to_ne_bytes).concat();
    ///     listener.write_memory(call, call.data.args[0], &numbers)?;
    ///     listener.answer(call.id, Answer::Value(0))
    /// }
    /// ```
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more; `EINPROGRESS` where it was answered; `EBADF` for a number that the target's
    /// limits do not allow; `EMFILE` where the target has too many; `EINVAL` before Linux 5.9; `EINTR` where a signal came
    /// first.
    pub fn add_fd(&self, id: u64, descriptor: AddFd<'_>) -> io::Result<RawFd> {
        self.add(id, descriptor, 0)
    }

    /// Puts a descriptor into the target and answers the call with its number, both or neither (`SECCOMP_ADDFD_FLAG_SEND`,
    /// Linux 5.14).
    ///
    /// An example is at [`AddFd`].
    ///
    /// # Errors
    /// Those of [`add_fd`](Listener::add_fd); `EBUSY` where another descriptor is on its way; `EINVAL` before Linux 5.14.
    /// The call waits on then, for another answer.
    pub fn answer_with_fd(&self, id: u64, descriptor: AddFd<'_>) -> io::Result<RawFd> {
        self.add(id, descriptor, SEND)
    }

    fn add(&self, id: u64, descriptor: AddFd<'_>, flags: u32) -> io::Result<RawFd> {
        let set = if descriptor.target.is_some() {
            SETFD
        } else {
            0
        };
        let newfd_flags = if descriptor.close_on_exec {
            libc::O_CLOEXEC.cast_unsigned()
        } else {
            0
        };
        let request = seccomp_notif_addfd {
            id,
            flags: flags | set,
            srcfd: descriptor.source.as_raw_fd().cast_unsigned(),
            newfd: descriptor.target.unwrap_or(0),
            newfd_flags,
        };
        Ok(notify::add_descriptor(self.as_fd(), request)?)
    }
}
