//! The filters of another process: `PTRACE_SECCOMP_GET_FILTER` of ptrace(2).

use std::io;

use evalbox_seccomp::{MAX_INSTRUCTIONS, SockFilter};

use super::wait::{self, Pid};

/// Missing from libc; uapi/linux/ptrace.h.
const PTRACE_SECCOMP_GET_FILTER: libc::c_uint = 0x420c;

/// Every filter of a thread, the one installed last first.
///
/// The thread is stopped while they are read, and goes on when this returns. The kernel answers `EACCES` without
/// `CAP_SYS_ADMIN` and to callers that are filtered themselves.
pub(crate) fn of(pid: Pid) -> io::Result<Vec<Vec<SockFilter>>> {
    // SAFETY: PTRACE_SEIZE takes options as its data and reads or writes no memory of this process.
    check(unsafe { libc::ptrace(libc::PTRACE_SEIZE, pid, 0usize, 0usize) })?;
    let filters = interrupted(pid);
    // SAFETY: PTRACE_DETACH takes a signal number as its data and reads or writes no memory of this process.
    unsafe { libc::ptrace(libc::PTRACE_DETACH, pid, 0usize, 0usize) };
    filters
}

fn interrupted(pid: Pid) -> io::Result<Vec<Vec<SockFilter>>> {
    // SAFETY: PTRACE_INTERRUPT takes no data and reads or writes no memory of this process.
    check(unsafe { libc::ptrace(libc::PTRACE_INTERRUPT, pid, 0usize, 0usize) })?;
    wait::child(pid)?;
    let mut filters = Vec::new();
    loop {
        match filter(pid, filters.len()) {
            Ok(filter) => filters.push(filter),
            // Beyond the last one.
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => return Ok(filters),
            // A thread without filters at all.
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) && filters.is_empty() => {
                return Ok(filters);
            }
            Err(error) => return Err(error),
        }
    }
}

fn filter(pid: Pid, index: usize) -> io::Result<Vec<SockFilter>> {
    let mut program = vec![SockFilter::statement(0, 0); MAX_INSTRUCTIONS];
    // SAFETY: with an address the kernel writes a whole program there, at most BPF_MAXINSNS instructions, which the
    // vector has room for; SockFilter has the layout of struct sock_filter.
    let length = check(unsafe {
        libc::ptrace(PTRACE_SECCOMP_GET_FILTER, pid, index, program.as_mut_ptr())
    })?;
    program.truncate(usize::try_from(length).unwrap_or(0));
    Ok(program)
}

fn check(answer: libc::c_long) -> io::Result<libc::c_long> {
    match answer {
        -1 => Err(io::Error::last_os_error()),
        answer => Ok(answer),
    }
}
