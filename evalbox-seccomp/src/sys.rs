//! The system calls, and the only unsafe code of the crate.
//!
//! # Safety
//!
//! Each function is safe to call: it passes pointers to memory that it owns or borrows for the call, of the size that the
//! kernel reads or writes, and the kernel checks the rest. Errors are read from errno at once, before anything else can
//! set it; no function allocates.
#![allow(unsafe_code)]

use core::ffi::{c_int, c_long, c_ulong};

use crate::error::Errno;
use crate::instruction::SockFilter;

/// `struct sock_fprog` of `linux/filter.h`.
#[repr(C)]
struct SockFprog {
    len: u16,
    filter: *const SockFilter,
}

#[cfg(target_os = "android")]
use libc::__errno as errno_location;
#[cfg(not(target_os = "android"))]
use libc::__errno_location as errno_location;

/// The error of the system call before.
fn last_error() -> Errno {
    // SAFETY: the C library returns the address of this thread's errno, which is always readable.
    Errno::from_raw(unsafe { *errno_location() })
}

/// The result of a system call made through libc.
fn result(returned: c_long) -> Result<c_long, Errno> {
    if returned == -1 {
        Err(last_error())
    } else {
        Ok(returned)
    }
}

/// `prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)`
pub(crate) fn set_no_new_privs() -> Result<(), Errno> {
    let (one, zero): (c_ulong, c_ulong) = (1, 0);
    // SAFETY: PR_SET_NO_NEW_PRIVS takes numbers only, and wants the unused ones to be 0 (prctl(2)).
    let returned = unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, one, zero, zero, zero) };
    result(returned.into()).map(|_| ())
}

/// `seccomp(SECCOMP_SET_MODE_FILTER, flags, program)`: 0, a thread's id with TSYNC, a descriptor with `NEW_LISTENER`.
pub(crate) fn set_mode_filter(flags: c_ulong, program: &[SockFilter]) -> Result<c_int, Errno> {
    // A longer one would be cut off silently: the kernel takes 16 bits.
    let len = u16::try_from(program.len()).map_err(|_| Errno::from_raw(libc::EINVAL))?;
    let program = SockFprog {
        len,
        filter: program.as_ptr(),
    };
    // SAFETY: the kernel reads a sock_fprog, which `program` is, and `len` instructions from `filter`, which the borrowed
    // slice holds (seccomp_prepare_user_filter); it copies them and keeps no pointer.
    let returned = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            flags,
            &raw const program,
        )
    };
    // Thread ids and descriptors are ints in the kernel.
    result(returned)
        .and_then(|value| c_int::try_from(value).map_err(|_| Errno::from_raw(libc::EINVAL)))
}

/// `seccomp(SECCOMP_GET_ACTION_AVAIL, 0, &action)`
pub(crate) fn action_available(action: u32) -> Result<(), Errno> {
    let flags: c_ulong = 0;
    // SAFETY: the kernel reads the 32 bits of `action` (seccomp_get_action_avail).
    let returned = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_GET_ACTION_AVAIL,
            flags,
            &raw const action,
        )
    };
    result(returned).map(|_| ())
}

#[cfg(feature = "std")]
pub(crate) use notify::*;

/// What a supervisor asks of a listener (`seccomp_unotify`(2)).
#[cfg(feature = "std")]
mod notify {
    use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

    use libc::{
        c_int, c_ulong, c_void, iovec, seccomp_notif, seccomp_notif_addfd, seccomp_notif_resp,
        seccomp_notif_sizes,
    };

    use super::{Errno, SockFilter, result, set_mode_filter};

    /// `seccomp(SECCOMP_SET_MODE_FILTER, flags, program)` with `SECCOMP_FILTER_FLAG_NEW_LISTENER` among the flags.
    pub(crate) fn set_mode_filter_listener(
        flags: c_ulong,
        program: &[SockFilter],
    ) -> Result<OwnedFd, Errno> {
        let flags = flags | libc::SECCOMP_FILTER_FLAG_NEW_LISTENER;
        let descriptor = set_mode_filter(flags, program)?;
        // SAFETY: with this flag the kernel returns a new descriptor that nothing else owns, and the caller of
        // `set_mode_filter` has seen that it is no error. With TSYNC it could be a thread's id instead; the kernel takes
        // both flags with TSYNC_ESRCH only, which rules that out.
        Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
    }

    /// `seccomp(SECCOMP_GET_NOTIF_SIZES, 0, &sizes)`
    pub(crate) fn notification_sizes() -> Result<seccomp_notif_sizes, Errno> {
        let mut sizes = seccomp_notif_sizes {
            seccomp_notif: 0,
            seccomp_notif_resp: 0,
            seccomp_data: 0,
        };
        let flags: c_ulong = 0;
        // SAFETY: the kernel writes a seccomp_notif_sizes, which `sizes` is.
        let returned = unsafe {
            libc::syscall(
                libc::SYS_seccomp,
                libc::SECCOMP_GET_NOTIF_SIZES,
                flags,
                &raw mut sizes,
            )
        };
        result(returned).map(|_| sizes)
    }

    /// `ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, &notification)`: waits for a call.
    pub(crate) fn receive(listener: BorrowedFd<'_>) -> Result<seccomp_notif, Errno> {
        // The kernel wants zeroes, to tell later versions of the struct.
        let mut notification = seccomp_notif {
            id: 0,
            pid: 0,
            flags: 0,
            data: libc::seccomp_data {
                nr: 0,
                arch: 0,
                instruction_pointer: 0,
                args: [0; 6],
            },
        };
        ioctl(
            listener,
            libc::SECCOMP_IOCTL_NOTIF_RECV,
            (&raw mut notification).cast(),
        )?;
        Ok(notification)
    }

    /// `ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &response)`
    pub(crate) fn send(
        listener: BorrowedFd<'_>,
        mut response: seccomp_notif_resp,
    ) -> Result<(), Errno> {
        ioctl(
            listener,
            libc::SECCOMP_IOCTL_NOTIF_SEND,
            (&raw mut response).cast(),
        )
        .map(|_| ())
    }

    /// `ioctl(fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &id)`
    pub(crate) fn is_valid(listener: BorrowedFd<'_>, mut id: u64) -> Result<(), Errno> {
        ioctl(
            listener,
            libc::SECCOMP_IOCTL_NOTIF_ID_VALID,
            (&raw mut id).cast(),
        )
        .map(|_| ())
    }

    /// `ioctl(fd, SECCOMP_IOCTL_NOTIF_ADDFD, &request)`: the descriptor's number in the target.
    pub(crate) fn add_descriptor(
        listener: BorrowedFd<'_>,
        mut request: seccomp_notif_addfd,
    ) -> Result<c_int, Errno> {
        ioctl(
            listener,
            libc::SECCOMP_IOCTL_NOTIF_ADDFD,
            (&raw mut request).cast(),
        )
    }

    /// `ioctl(fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, flags)`
    pub(crate) fn set_flags(listener: BorrowedFd<'_>, flags: usize) -> Result<(), Errno> {
        ioctl(
            listener,
            libc::SECCOMP_IOCTL_NOTIF_SET_FLAGS,
            core::ptr::without_provenance_mut(flags),
        )
        .map(|_| ())
    }

    /// An ioctl of a listener; private, so that each request meets its struct above.
    fn ioctl(
        listener: BorrowedFd<'_>,
        request: libc::Ioctl,
        argument: *mut c_void,
    ) -> Result<c_int, Errno> {
        // SAFETY: every caller in this module passes the struct that the request's size field speaks of, borrowed for the
        // call, or a number where the request takes one. A descriptor that is no listener refuses the requests (ENOTTY).
        let returned = unsafe { libc::ioctl(listener.as_raw_fd(), request, argument) };
        result(returned.into()).map(|_| returned)
    }

    /// `poll` for reading without end: the events.
    pub(crate) fn wait_readable(listener: BorrowedFd<'_>) -> Result<libc::c_short, Errno> {
        let mut poll = libc::pollfd {
            fd: listener.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        // SAFETY: the kernel reads and writes one pollfd, which `poll` is.
        let returned = unsafe { libc::poll(&raw mut poll, 1, -1) };
        result(returned.into())?;
        Ok(poll.revents)
    }

    /// `process_vm_readv`: the number of bytes read from the memory of another process.
    pub(crate) fn read_memory(
        process: libc::pid_t,
        address: usize,
        buffer: &mut [u8],
    ) -> Result<usize, Errno> {
        let local = iovec {
            iov_base: buffer.as_mut_ptr().cast(),
            iov_len: buffer.len(),
        };
        let remote = iovec {
            iov_base: core::ptr::without_provenance_mut(address),
            iov_len: buffer.len(),
        };
        // SAFETY: the kernel writes at most `iov_len` bytes to `local`, which is the borrowed buffer; `remote` is an
        // address of the other process, which the kernel checks there.
        let returned = unsafe {
            libc::process_vm_readv(process, &raw const local, 1, &raw const remote, 1, 0)
        };
        if returned == -1 {
            return Err(super::last_error());
        }
        usize::try_from(returned).map_err(|_| Errno::from_raw(libc::EINVAL))
    }
}
