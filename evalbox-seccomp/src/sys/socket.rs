//! A descriptor over a Unix socket: `SCM_RIGHTS` of unix(7), in the messages of sendmsg(2) and cmsg(3).

use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

use libc::{c_int, c_uint, c_void, cmsghdr, iovec, msghdr};

use super::{Errno, last_error};

/// One descriptor.
const PAYLOAD: c_uint = 4;
const _: () = assert!(size_of::<c_int>() == 4);
// SAFETY: CMSG_SPACE is arithmetic on its argument.
const SPACE: usize = unsafe { libc::CMSG_SPACE(PAYLOAD) } as usize;
// SAFETY: CMSG_LEN is arithmetic on its argument.
const LENGTH: c_uint = unsafe { libc::CMSG_LEN(PAYLOAD) };

/// Room for a control message that holds one descriptor, aligned for its header.
#[repr(C)]
union Control {
    header: cmsghdr,
    room: [u8; SPACE],
}

/// A message of one byte, because one of none takes no descriptors along, and a control message.
struct Message {
    byte: u8,
    control: Control,
}

impl Message {
    fn new() -> Message {
        Message {
            byte: 0,
            control: Control { room: [0; SPACE] },
        }
    }

    /// Calls `transfer` with the message's header, as often as a signal interrupts it.
    fn with_header(
        &mut self,
        transfer: impl Fn(&mut msghdr) -> libc::ssize_t,
    ) -> Result<(usize, msghdr), Errno> {
        let mut data = iovec {
            iov_base: (&raw mut self.byte).cast::<c_void>(),
            iov_len: 1,
        };
        loop {
            // SAFETY: all zeroes are a valid msghdr, without address, data and control message; some C libraries have
            // fields between that no name reaches.
            let mut header: msghdr = unsafe { core::mem::zeroed() };
            header.msg_iov = &raw mut data;
            header.msg_iovlen = 1;
            header.msg_control = (&raw mut self.control).cast::<c_void>();
            // Not the whole room: the padding at its end would hold a second descriptor.
            header.msg_controllen = LENGTH as _;
            match usize::try_from(transfer(&mut header)) {
                Ok(bytes) => return Ok((bytes, header)),
                Err(_) => match last_error() {
                    errno if errno.raw() == libc::EINTR => {}
                    errno => return Err(errno),
                },
            }
        }
    }
}

/// `sendmsg` of one byte, with a descriptor.
pub(crate) fn send_descriptor(
    socket: BorrowedFd<'_>,
    descriptor: BorrowedFd<'_>,
) -> Result<(), Errno> {
    let mut message = Message::new();
    let control = (&raw mut message.control).cast::<cmsghdr>();
    // SAFETY: `control` has room for a header and, behind it, where CMSG_DATA points, for a descriptor. The fields are
    // written one by one because some C libraries have padding between them.
    unsafe {
        (*control).cmsg_len = LENGTH as _;
        (*control).cmsg_level = libc::SOL_SOCKET;
        (*control).cmsg_type = libc::SCM_RIGHTS;
        libc::CMSG_DATA(control)
            .cast::<c_int>()
            .write_unaligned(descriptor.as_raw_fd());
    }
    message
        .with_header(|header| {
            // SAFETY: the header points to a byte and a control message of the lengths it gives, which live in `message`.
            // Without MSG_NOSIGNAL a closed socket would kill the process.
            unsafe { libc::sendmsg(socket.as_raw_fd(), header, libc::MSG_NOSIGNAL) }
        })
        .map(|_| ())
}

/// `recvmsg` of one byte, with a descriptor; `None` where the other end is closed.
pub(crate) fn receive_descriptor(socket: BorrowedFd<'_>) -> Result<Option<OwnedFd>, Errno> {
    let mut message = Message::new();
    let (bytes, header) = message.with_header(|header| {
        // SAFETY: as in `send_descriptor`; the kernel writes no more than the lengths say.
        unsafe { libc::recvmsg(socket.as_raw_fd(), header, libc::MSG_CMSG_CLOEXEC) }
    })?;
    // SAFETY: the header is the kernel's answer about `message`, which is still there; CMSG_FIRSTHDR is null where no
    // control message came, and the kernel wrote `cmsg_len` bytes of it where one came.
    let descriptor = unsafe {
        let control = libc::CMSG_FIRSTHDR(&raw const header);
        (!control.is_null()
            && (*control).cmsg_len == LENGTH as _
            && (*control).cmsg_level == libc::SOL_SOCKET
            && (*control).cmsg_type == libc::SCM_RIGHTS)
            // With SCM_RIGHTS the kernel puts a new descriptor there, which nothing else owns.
            .then(|| {
                OwnedFd::from_raw_fd(libc::CMSG_DATA(control).cast::<c_int>().read_unaligned())
            })
    };
    match descriptor {
        // More than one was sent; the kernel has dropped the others.
        Some(_) if header.msg_flags & libc::MSG_CTRUNC != 0 => Err(Errno::from_raw(libc::EBADMSG)),
        Some(descriptor) => Ok(Some(descriptor)),
        None if bytes == 0 => Ok(None),
        None => Err(Errno::from_raw(libc::EBADMSG)),
    }
}
