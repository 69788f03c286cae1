//! Deciding calls in user space: what a filter that answers notify needs (`seccomp_unotify`(2)).

use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::{Mutex, PoisonError};

use crate::error::Errno;
use crate::sys::notify;

mod descriptor;
mod install;
mod memory;
mod notification;
mod pass;

pub use descriptor::AddFd;
pub use notification::{Answer, Notification};

use install::check_sizes;

/// `SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP` of `linux/seccomp.h`.
const SYNC_WAKE_UP: usize = 1;

/// The supervisor's end of a filter: a descriptor on which the calls arrive that the filter answers notify for.
///
/// [`Filter::install_listener`](crate::Filter::install_listener) makes one in the thread that is filtered. The supervisor is
/// another thread or, better, another process ([`send_to`](Listener::send_to), [`receive_from`](Listener::receive_from)):
/// it [receives](Listener::recv) a call, looks at its registers and [memory](Listener::read_memory), and
/// [answers](Listener::answer) it, if it likes [with a descriptor](Listener::answer_with_fd). The thread that made the call
/// waits meanwhile. Several threads may share a listener; each call reaches one of them. So may several processes since Linux
/// 6.11: on older kernels one of them can wait for ever once no thread uses the filter any more.
///
/// Once the listener is closed, in all processes that have it, waiting and later calls fail with `ENOSYS`.
///
/// # What a decision can rest on
///
/// Registers are fixed while a call waits. Memory is not: another thread of the target, or a process that shares the memory,
/// can change it at any time, also between the supervisor's look and the kernel's. So [`Answer::Continue`] is no security
/// boundary: what it lets through is read again by the kernel. Where memory matters, copy it once, do the work for the
/// target, and answer with the result. The kernel's documentation says the same (`seccomp_unotify`(2), "Caveats regarding
/// the use of `SECCOMP_USER_NOTIF_FLAG_CONTINUE`").
///
/// ```
/// use std::{fs, io, sync::mpsc, thread};
///
/// use evalbox_seccomp::{Answer, Filter, Options, seccomp_filter};
///
/// static ASK: Filter = seccomp_filter! {
///     default allow;
///     notify [openat];
/// };
///
/// # fn main() -> io::Result<()> {
/// let (send, receive) = mpsc::channel();
/// let target = thread::spawn(move || {
///     send.send(ASK.install_listener(Options::new())).ok();
///     fs::read("/etc/shadow").map_err(|error| error.raw_os_error())
/// });
/// let listener = receive.recv().expect("the thread sends it")?;
/// let call = listener.recv()?.expect("a call comes");
/// let mut buffer = [0; 4096];
/// assert_eq!(listener.read_c_str(&call, call.data.args[1], &mut buffer)?, c"/etc/shadow");
/// listener.answer(call.id, Answer::Errno(13))?;
/// assert_eq!(target.join().expect("no panic"), Err(Some(13)));
/// assert_eq!(listener.recv()?, None); // Nobody uses the filter any more.
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Listener {
    descriptor: OwnedFd,
    /// Held from the look that finds a call until it is received, so that no other thread receives it in between.
    turn: Mutex<()>,
}

impl Listener {
    fn new(descriptor: OwnedFd) -> Listener {
        Listener {
            descriptor,
            turn: Mutex::new(()),
        }
    }

    /// Takes over a listener's descriptor, as it comes from another process.
    ///
    /// Nothing is asked of the descriptor: one that is no listener shows in the first [`recv`](Listener::recv), with
    /// `ENOTTY`. A listener turns into its descriptor by `OwnedFd::from`.
    ///
    /// ```
    /// use std::{io, os::fd::OwnedFd};
    ///
    /// use evalbox_seccomp::Listener;
    ///
    /// fn duplicate(listener: Listener) -> io::Result<(Listener, Listener)> {
    ///     let descriptor = OwnedFd::from(listener);
    ///     Ok((Listener::from_fd(descriptor.try_clone()?)?, Listener::from_fd(descriptor)?))
    /// }
    /// ```
    ///
    /// # Errors
    /// `EOPNOTSUPP` where the kernel's notifications have another size than this crate can take; `EINVAL` before Linux 5.0;
    /// any errno that a filter in force answers to seccomp(2).
    pub fn from_fd(descriptor: OwnedFd) -> io::Result<Listener> {
        check_sizes()?;
        Ok(Listener::new(descriptor))
    }

    /// Waits for a call; `None` once no thread uses the filter any more.
    ///
    /// In an event loop wait for the listener to become readable (poll(2) with `POLLIN`, by [`AsFd`] and [`AsRawFd`]) and
    /// call [`try_recv`](Listener::try_recv): the thread that made the call can die in between.
    ///
    /// `ioctl(SECCOMP_IOCTL_NOTIF_RECV)`, `seccomp_unotify`(2); an example is at [`Listener`].
    ///
    /// # Errors
    /// `EINTR` where a signal came first: nothing is lost, receive again. `ENOTTY` where the descriptor is no listener.
    pub fn recv(&self) -> io::Result<Option<Notification>> {
        self.receive(true)
    }

    /// As [`recv`](Listener::recv), but does not wait.
    ///
    /// That holds for all threads of a process. Where several processes share a listener, another one can be faster, and this
    /// one waits then: the kernel knows no other way to receive.
    ///
    /// ```
    /// use std::io;
    ///
    /// use evalbox_seccomp::{Listener, Notification};
    ///
    /// /// All calls that wait now.
    /// fn waiting(listener: &Listener) -> io::Result<Vec<Notification>> {
    ///     let mut calls = Vec::new();
    ///     loop {
    ///         match listener.try_recv() {
    ///             Ok(Some(call)) => calls.push(call),
    ///             Ok(None) => return Ok(calls),
    ///             Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(calls),
    ///             Err(error) => return Err(error),
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// `EAGAIN` ([`WouldBlock`](io::ErrorKind::WouldBlock)) where no call waits; those of [`recv`](Listener::recv).
    pub fn try_recv(&self) -> io::Result<Option<Notification>> {
        self.receive(false)
    }

    fn receive(&self, wait: bool) -> io::Result<Option<Notification>> {
        loop {
            // Out of turn: who waits can be interrupted, and keeps nobody from receiving.
            if !self.is_readable(wait)? {
                return Ok(None);
            }
            let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            // With no call there the kernel would wait, before 6.11 for ever where no thread is left.
            match self.is_readable(false) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                // Another thread was faster.
                Err(error) if wait && error.kind() == io::ErrorKind::WouldBlock => continue,
                Err(error) => return Err(error),
            }
            match notify::receive(self.as_fd()) {
                Ok(notification) => return Ok(Some(Notification::new(&notification))),
                // The thread died in between, or another process was faster.
                Err(errno) if errno.raw() == libc::ENOENT => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }

    /// Whether a call is there to be received; not where no thread uses the filter any more.
    fn is_readable(&self, wait: bool) -> io::Result<bool> {
        let events = notify::poll_readable(self.as_fd(), wait)?;
        let errno = match events {
            events if events & libc::POLLIN != 0 => return Ok(true),
            events if events & libc::POLLHUP != 0 => return Ok(false),
            events if events & libc::POLLNVAL != 0 => libc::EBADF,
            0 => libc::EAGAIN,
            // A signal interrupted the kernel's look at the listener.
            _ => libc::EINTR,
        };
        Err(Errno::from_raw(errno).into())
    }

    /// Whether the call still waits: its thread was neither killed nor interrupted by a signal.
    ///
    /// The answer can be out of date at once, except that a call that waits now has waited all the time since it was
    /// received. What rests on that, the memory of the target, has its own methods, which ask by themselves.
    ///
    /// `ioctl(SECCOMP_IOCTL_NOTIF_ID_VALID)`, `seccomp_unotify`(2)
    ///
    /// ```
    /// # fn supervise(listener: &evalbox_seccomp::Listener) -> std::io::Result<()> {
    /// while let Some(call) = listener.recv()? {
    ///     let done = std::time::Instant::now(); // Something slow.
    ///     if !listener.is_valid(call.id)? {
    ///         continue; // Nobody waits for it: give back what was prepared.
    ///     }
    ///     listener.answer(call.id, evalbox_seccomp::Answer::Value(0))?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `EINTR` where a signal came first. `ENOTTY` where the descriptor is no listener.
    pub fn is_valid(&self, id: u64) -> io::Result<bool> {
        match notify::is_valid(self.as_fd(), id) {
            Ok(()) => Ok(true),
            Err(errno) if errno.raw() == libc::ENOENT => Ok(false),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Answers a call.
    ///
    /// `ioctl(SECCOMP_IOCTL_NOTIF_SEND)`, `seccomp_unotify`(2); an example is at [`Answer`].
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more, which is no mistake: its thread was killed or interrupted. `EINPROGRESS` where
    /// it was answered. `EINVAL` for an errno outside 1 to 4095, and for [`Answer::Continue`] before Linux 5.5. `EINTR`
    /// where a signal came first: the call still waits.
    pub fn answer(&self, id: u64, answer: Answer) -> io::Result<()> {
        Ok(notify::send(self.as_fd(), answer.response(id)?)?)
    }

    /// Wakes targets up on the supervisor's CPU, which is faster where the two take turns (Linux 6.6).
    ///
    /// `ioctl(SECCOMP_IOCTL_NOTIF_SET_FLAGS)` with `SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP`
    ///
    /// ```
    /// # fn faster(listener: &evalbox_seccomp::Listener) {
    /// // An older kernel is no reason to stop.
    /// listener.set_sync_wake_up(true).ok();
    /// # }
    /// ```
    ///
    /// # Errors
    /// `EINVAL` before Linux 6.6; `EINTR` where a signal came first.
    pub fn set_sync_wake_up(&self, enabled: bool) -> io::Result<()> {
        Ok(notify::set_flags(
            self.as_fd(),
            if enabled { SYNC_WAKE_UP } else { 0 },
        )?)
    }
}

/// Readable where a call waits, hung up where no thread uses the filter any more (poll(2), epoll(7)).
impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

/// For event loops that know raw descriptors only.
impl AsRawFd for Listener {
    fn as_raw_fd(&self) -> RawFd {
        self.descriptor.as_raw_fd()
    }
}

impl From<Listener> for OwnedFd {
    fn from(listener: Listener) -> OwnedFd {
        listener.descriptor
    }
}
