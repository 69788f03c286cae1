//! The memory of another process.

use libc::iovec;

use super::{Errno, last_error};

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
    let returned =
        unsafe { libc::process_vm_readv(process, &raw const local, 1, &raw const remote, 1, 0) };
    if returned == -1 {
        return Err(last_error());
    }
    usize::try_from(returned).map_err(|_| Errno::from_raw(libc::EINVAL))
}
