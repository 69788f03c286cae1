//! What a supervisor asks of a listener (`seccomp_unotify`(2)).

use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

use libc::{
    c_int, c_ulong, c_void, seccomp_notif, seccomp_notif_addfd, seccomp_notif_resp,
    seccomp_notif_sizes,
};

use super::{Errno, SockFilter, result, set_mode_filter};

/// One of libc's structs, with room behind it for a kernel whose own is larger.
#[repr(C)]
struct WithRoom<T> {
    known: T,
    more: [u64; 32],
}

/// Whether the kernel's structs (`SECCOMP_GET_NOTIF_SIZES`) fit what the requests here pass, and hold what libc knows.
pub(crate) fn sizes_fit(sizes: &seccomp_notif_sizes) -> bool {
    let fits = |kernel: u16, libc: usize, room: usize| (libc..=room).contains(&kernel.into());
    fits(
        sizes.seccomp_notif,
        size_of::<seccomp_notif>(),
        size_of::<WithRoom<seccomp_notif>>(),
    ) && fits(
        sizes.seccomp_notif_resp,
        size_of::<seccomp_notif_resp>(),
        size_of::<WithRoom<seccomp_notif_resp>>(),
    )
}

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
    let mut notification = WithRoom {
        known: seccomp_notif {
            id: 0,
            pid: 0,
            flags: 0,
            data: libc::seccomp_data {
                nr: 0,
                arch: 0,
                instruction_pointer: 0,
                args: [0; 6],
            },
        },
        more: [0; 32],
    };
    ioctl(
        listener,
        libc::SECCOMP_IOCTL_NOTIF_RECV,
        (&raw mut notification).cast(),
    )?;
    Ok(notification.known)
}

/// `ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &response)`
pub(crate) fn send(listener: BorrowedFd<'_>, response: seccomp_notif_resp) -> Result<(), Errno> {
    let mut response = WithRoom {
        known: response,
        more: [0; 32],
    };
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
    // call, or a number where the request takes one. Where the kernel's struct is larger, `sizes_fit` has seen that it is
    // no larger than the room. A descriptor that is no listener refuses the requests (ENOTTY).
    let returned = unsafe { libc::ioctl(listener.as_raw_fd(), request, argument) };
    result(returned.into()).map(|_| returned)
}

/// `poll` for reading, without end or without waiting: the events.
pub(crate) fn poll_readable(listener: BorrowedFd<'_>, wait: bool) -> Result<libc::c_short, Errno> {
    let mut poll = libc::pollfd {
        fd: listener.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    let milliseconds = if wait { -1 } else { 0 };
    // SAFETY: the kernel reads and writes one pollfd, which `poll` is.
    let returned = unsafe { libc::poll(&raw mut poll, 1, milliseconds) };
    result(returned.into())?;
    Ok(poll.revents)
}
