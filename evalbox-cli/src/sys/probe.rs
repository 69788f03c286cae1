//! Questions to the kernel that change nothing.

use std::io;
use std::ptr;

/// Whether the kernel knows that `SECCOMP_RET_*` action.
pub(crate) fn has_action(action: u32) -> bool {
    // SAFETY: SECCOMP_GET_ACTION_AVAIL reads one u32 through the pointer, which is to one.
    let answer = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_GET_ACTION_AVAIL,
            0,
            &raw const action,
        )
    };
    answer == 0
}

/// Whether the kernel knows these `SECCOMP_FILTER_FLAG_*`.
///
/// The program's address is null: a kernel that knows the flags fails at reading it (EFAULT), one that does not refuses
/// the flags first (EINVAL). No filter is installed either way.
pub(crate) fn has_flags(flags: libc::c_ulong) -> bool {
    let program = ptr::null::<libc::sock_fprog>();
    // SAFETY: a null pointer is an error for the kernel, which reports it; no memory is touched.
    let answer = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            flags,
            program,
        )
    };
    answer == -1 && io::Error::last_os_error().raw_os_error() == Some(libc::EFAULT)
}

/// Landlock's ABI version, where the kernel has it enabled.
pub(crate) fn landlock_version() -> Option<libc::c_long> {
    const LANDLOCK_CREATE_RULESET_VERSION: u32 = 1;
    // SAFETY: with this flag landlock_create_ruleset(2) wants a null pointer and size 0, and only returns a number.
    let version = unsafe {
        libc::syscall(
            libc::SYS_landlock_create_ruleset,
            ptr::null::<u8>(),
            0usize,
            LANDLOCK_CREATE_RULESET_VERSION,
        )
    };
    (version > 0).then_some(version)
}
