//! Deciding calls in user space: what a filter that answers notify needs (`seccomp_unotify`(2)).
//!
//! A supervisor decides on registers, and on memory that the target can change at any time: what it lets
//! [continue](Answer::Continue) is read again by the kernel. Where memory matters, do the work for the target and answer with
//! the result.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};

use libc::{seccomp_notif_addfd, seccomp_notif_resp};

use crate::data::SeccompData;
use crate::error::{Errno, InstallError, Step};
use crate::filter::Filter;
use crate::install::give_up_privileges;
use crate::options::Options;
use crate::sys;

/// `SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP` of `linux/seccomp.h`.
const SYNC_WAKE_UP: usize = 1;

/// The supervisor's end of a filter: a descriptor on which its notify calls arrive.
///
/// Once it is closed, those calls fail with `ENOSYS`.
#[derive(Debug)]
pub struct Listener {
    descriptor: OwnedFd,
}

/// A call that waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Notification {
    /// The name of this call on its listener.
    pub id: u64,
    /// The thread that made it, in the supervisor's PID namespace; 0 where it is not in there.
    pub pid: u32,
    /// The call.
    pub data: SeccompData,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Answer {
    /// The call is made, with what its registers and memory hold by then. No decision about memory can rest on it.
    Continue,
    /// The call is not made and fails with this errno, from 1 to 4095.
    Errno(u16),
    /// The call is not made and returns this.
    Value(i64),
}

/// A descriptor to put into the target.
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

    /// Closed when the target executes a program.
    pub fn close_on_exec(self) -> AddFd<'a> {
        AddFd {
            close_on_exec: true,
            ..self
        }
    }
}

impl Filter {
    /// As [`install_with`](Filter::install_with), and returns the listener of the calls that the filter answers notify for.
    ///
    /// # Errors
    /// Those of [`install_with`](Filter::install_with); [`Step::Options`] with
    /// [`sync_threads`](Options::sync_threads) but not [`sync_errno`](Options::sync_errno); `EBUSY` where a filter of the
    /// thread has a listener already; `EMFILE`, `ENFILE` where descriptors run out; `EINVAL` before Linux 5.0.
    pub fn install_listener(&self, options: Options) -> Result<Listener, InstallError> {
        let flags = options.listener_flags()?;
        // Before the filter is there: afterwards there is no way back.
        check_sizes().map_err(|errno| InstallError::new(Step::NotificationSizes, errno))?;
        give_up_privileges(options)?;
        match sys::set_mode_filter_listener(flags, self.program()) {
            Ok(descriptor) => Ok(Listener { descriptor }),
            Err(errno) => Err(InstallError::new(Step::Seccomp, errno)),
        }
    }
}

/// The kernel's structs are no larger than those of the requests here (`SECCOMP_GET_NOTIF_SIZES`).
fn check_sizes() -> Result<(), Errno> {
    let sizes = sys::notification_sizes()?;
    let fits = usize::from(sizes.seccomp_notif) <= size_of::<libc::seccomp_notif>()
        && usize::from(sizes.seccomp_notif_resp) <= size_of::<seccomp_notif_resp>();
    if fits {
        Ok(())
    } else {
        Err(Errno::from_raw(libc::EOPNOTSUPP))
    }
}

impl Listener {
    /// Takes over a listener's descriptor, as it comes from another process.
    ///
    /// # Errors
    /// `EOPNOTSUPP` where the kernel's notifications are larger than this crate's; `EINVAL` before Linux 5.0. A descriptor
    /// that is no listener shows in the first [`recv`](Listener::recv).
    pub fn from_fd(descriptor: OwnedFd) -> io::Result<Listener> {
        check_sizes()?;
        Ok(Listener { descriptor })
    }

    /// Waits for a call; `None` once no thread uses the filter any more.
    ///
    /// # Errors
    /// `EINTR` where a signal came first.
    pub fn recv(&self) -> io::Result<Option<Notification>> {
        loop {
            // Kernels before 6.11 wait for ever where no thread is left.
            let events = sys::wait_readable(self.as_fd())?;
            if events & libc::POLLIN == 0 {
                return match events & libc::POLLHUP {
                    // A signal interrupted the kernel's look at the listener.
                    0 => Err(Errno::from_raw(libc::EINTR).into()),
                    _ => Ok(None),
                };
            }
            match sys::receive(self.as_fd()) {
                Ok(notification) => return Ok(Some(Notification::new(&notification))),
                // The thread died in between, or another supervisor was faster.
                Err(errno) if errno.raw() == libc::ENOENT => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }

    /// Whether the call still waits: its thread was neither killed nor interrupted by a signal.
    ///
    /// # Errors
    /// `EINTR` where a signal came first.
    pub fn is_valid(&self, id: u64) -> io::Result<bool> {
        match sys::is_valid(self.as_fd(), id) {
            Ok(()) => Ok(true),
            Err(errno) if errno.raw() == libc::ENOENT => Ok(false),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Answers a call.
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more; `EINPROGRESS` where it was answered; `EINVAL` for an errno outside 1 to 4095,
    /// and for [`Answer::Continue`] before Linux 5.5.
    pub fn answer(&self, id: u64, answer: Answer) -> io::Result<()> {
        let (val, error, flags) = match answer {
            Answer::Continue => (0, 0, CONTINUE),
            Answer::Errno(errno @ 1..=4095) => (0, -i32::from(errno), 0),
            Answer::Errno(_) => return Err(Errno::from_raw(libc::EINVAL).into()),
            Answer::Value(value) => (value, 0, 0),
        };
        Ok(sys::send(
            self.as_fd(),
            seccomp_notif_resp {
                id,
                val,
                error,
                flags,
            },
        )?)
    }

    /// Puts a descriptor into the target and returns its number there; the call waits on (Linux 5.9).
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more; `EINPROGRESS` where it was answered; `EBADF` for a number that the target's
    /// limits do not allow; `EMFILE` where the target has too many.
    pub fn add_fd(&self, id: u64, descriptor: AddFd<'_>) -> io::Result<RawFd> {
        self.add(id, descriptor, 0)
    }

    /// Puts a descriptor into the target and answers the call with its number, both or neither (Linux 5.14).
    ///
    /// # Errors
    /// Those of [`add_fd`](Listener::add_fd); `EBUSY` where another descriptor is on its way.
    pub fn answer_with_fd(&self, id: u64, descriptor: AddFd<'_>) -> io::Result<RawFd> {
        self.add(id, descriptor, SEND)
    }

    fn add(&self, id: u64, descriptor: AddFd<'_>, flags: u32) -> io::Result<RawFd> {
        let request = seccomp_notif_addfd {
            id,
            flags: flags
                | if descriptor.target.is_some() {
                    SETFD
                } else {
                    0
                },
            srcfd: descriptor.source.as_raw_fd().cast_unsigned(),
            newfd: descriptor.target.unwrap_or(0),
            newfd_flags: if descriptor.close_on_exec {
                libc::O_CLOEXEC.cast_unsigned()
            } else {
                0
            },
        };
        Ok(sys::add_descriptor(self.as_fd(), request)?)
    }

    /// Wakes targets up on the supervisor's CPU, which is faster where the two take turns (Linux 6.6).
    ///
    /// # Errors
    /// `EINVAL` before Linux 6.6.
    pub fn set_sync_wake_up(&self, enabled: bool) -> io::Result<()> {
        Ok(sys::set_flags(
            self.as_fd(),
            if enabled { SYNC_WAKE_UP } else { 0 },
        )?)
    }

    /// Reads memory of the thread that made the call, and makes sure afterwards that it was that thread's.
    ///
    /// A thread id can be another thread's by the time that memory is read; the call waits still, so it was not. Fewer
    /// bytes than asked for mean that the memory ends there. The target can change what was read at any time.
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more; `EFAULT` for a bad address; `EPERM` without the right to trace the target;
    /// `ESRCH` where the thread is not in the supervisor's PID namespace. What the buffer holds then means nothing.
    pub fn read_memory(
        &self,
        call: &Notification,
        address: u64,
        buffer: &mut [u8],
    ) -> io::Result<usize> {
        let error = |number| io::Error::from(Errno::from_raw(number));
        let pid = i32::try_from(call.pid)
            .ok()
            .filter(|&pid| pid != 0)
            .ok_or_else(|| error(libc::ESRCH))?;
        let address = usize::try_from(address).map_err(|_| error(libc::EFAULT))?;
        let read = sys::read_memory(pid, address, buffer);
        if !self.is_valid(call.id)? {
            return Err(error(libc::ENOENT));
        }
        Ok(read?)
    }

    /// Reads a string up to its NUL, such as a path, as [`read_memory`](Listener::read_memory) does.
    ///
    /// # Errors
    /// Those of [`read_memory`](Listener::read_memory); `ENAMETOOLONG` where the buffer holds no NUL.
    pub fn read_c_str<'b>(
        &self,
        call: &Notification,
        address: u64,
        buffer: &'b mut [u8],
    ) -> io::Result<&'b CStr> {
        let read = self.read_memory(call, address, buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        CStr::from_bytes_until_nul(bytes).map_err(|_| Errno::from_raw(libc::ENAMETOOLONG).into())
    }
}

impl Notification {
    fn new(notification: &libc::seccomp_notif) -> Notification {
        let libc::seccomp_data {
            nr,
            arch,
            instruction_pointer,
            args,
        } = notification.data;
        Notification {
            id: notification.id,
            pid: notification.pid,
            data: SeccompData {
                nr,
                arch,
                instruction_pointer,
                args,
            },
        }
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

impl From<Listener> for OwnedFd {
    fn from(listener: Listener) -> OwnedFd {
        listener.descriptor
    }
}

// libc has them as unsigned longs; the structs have 32 bits for them.
const CONTINUE: u32 = 1;
const SETFD: u32 = 1;
const SEND: u32 = 2;
const _: () = assert!(CONTINUE as libc::c_ulong == libc::SECCOMP_USER_NOTIF_FLAG_CONTINUE);
const _: () = assert!(SETFD as libc::c_ulong == libc::SECCOMP_ADDFD_FLAG_SETFD);
const _: () = assert!(SEND as libc::c_ulong == libc::SECCOMP_ADDFD_FLAG_SEND);
