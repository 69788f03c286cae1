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

#[cfg(feature = "std")]
pub(crate) mod memory;
#[cfg(feature = "std")]
pub(crate) mod notify;
#[cfg(feature = "std")]
pub(crate) mod socket;

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

/// `seccomp(SECCOMP_SET_MODE_FILTER, flags, NULL)`: always an error, `EFAULT` where the kernel takes the flags.
pub(crate) fn try_flags(flags: c_ulong) -> Result<c_int, Errno> {
    let nothing: *const SockFprog = core::ptr::null();
    // SAFETY: the kernel looks at the flags and then fails to read the program from address 0 (seccomp_set_mode_filter).
    let returned = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            flags,
            nothing,
        )
    };
    result(returned).map(|_| 0)
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
