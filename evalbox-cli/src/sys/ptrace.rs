//! ptrace(2), for reading system calls: the last one of a dying thread, and those that a filter answers with `trace`.
//!
//! `PTRACE_O_EXITKILL` only where a filter needs the tracer: otherwise what the command leaves running in the background outlives evalbox as it outlives a shell.
//! The filter stays on it; only the tracing ends.

use std::{fs, io};

use evalbox_seccomp::SeccompData;

use super::wait::Pid;

/// Descendants are traced as well, and everyone stops once more at the end.
const OPTIONS: libc::c_int = libc::PTRACE_O_TRACEFORK
    | libc::PTRACE_O_TRACEVFORK
    | libc::PTRACE_O_TRACECLONE
    | libc::PTRACE_O_TRACEEXIT;

/// What a filter that answers `trace` wants: to be told. Without the tracer its calls would fail, so they end together.
const CALLS: libc::c_int = libc::PTRACE_O_TRACESECCOMP | libc::PTRACE_O_EXITKILL;

/// Traces a child, without stopping it; with `calls`, also at each call to which a filter answers `trace`.
pub(crate) fn seize(pid: Pid, calls: bool) -> io::Result<()> {
    let options = if calls { OPTIONS | CALLS } else { OPTIONS };
    // SAFETY: PTRACE_SEIZE takes options as its data and reads or writes no memory of this process.
    match unsafe { libc::ptrace(libc::PTRACE_SEIZE, pid, 0usize, libc::c_long::from(options)) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Lets a stopped thread go on, delivering a signal where it is not 0. A thread that is gone needs it no more.
pub(crate) fn resume(thread: Pid, signal: i32) {
    let signal = libc::c_long::from(signal);
    // SAFETY: PTRACE_CONT takes a signal number as its data and reads or writes no memory of this process.
    unsafe { libc::ptrace(libc::PTRACE_CONT, thread, 0usize, signal) };
}

/// Leaves a thread in its group stop until SIGCONT.
pub(crate) fn listen(thread: Pid) {
    // SAFETY: PTRACE_LISTEN takes no data and reads or writes no memory of this process.
    unsafe { libc::ptrace(libc::PTRACE_LISTEN, thread, 0usize, 0usize) };
}

/// Whether a thread in its exit stop dies of that signal.
pub(crate) fn dies_of(thread: Pid, signal: i32) -> bool {
    let mut status: libc::c_ulong = 0;
    // SAFETY: PTRACE_GETEVENTMSG writes one unsigned long through data, which points to one.
    let answer = unsafe { libc::ptrace(libc::PTRACE_GETEVENTMSG, thread, 0usize, &raw mut status) };
    answer != -1
        && i32::try_from(status)
            .is_ok_and(|status| libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == signal)
}

/// The system call that a stopped thread is in, as its filters saw it; `None` for a number below 0, which the kernel does
/// not show (but for arm64), and where /proc is not there to ask.
///
/// A kill rolls the call back (`syscall_rollback` in `__seccomp_filter`), so that the registers are those of its entry.
/// Which ones make a call is the kernel's to know: `proc_pid_syscall(5)` asks `syscall_get_arguments`, as seccomp does.
pub(crate) fn call(thread: Pid) -> Option<SeccompData> {
    let info = syscall_info(thread)?;
    let shown = fs::read_to_string(format!("/proc/{thread}/syscall")).ok()?;
    let (nr, args) = number_and_arguments(&shown).or_else(|| registers::call(thread))?;
    Some(SeccompData {
        nr,
        arch: info.arch,
        instruction_pointer: info.instruction_pointer,
        args,
    })
}

/// `NUMBER 0xARG 0xARG 0xARG 0xARG 0xARG 0xARG 0xSTACK 0xINSTRUCTION`; outside of a call the number is -1 and no arguments
/// follow.
fn number_and_arguments(shown: &str) -> Option<(i32, [u64; 6])> {
    let mut words = shown.split_whitespace();
    let nr = words.next()?.parse().ok().filter(|&nr| nr >= 0)?;
    let mut args = [0; 6];
    for arg in &mut args {
        *arg = u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
    }
    Some((nr, args))
}

/// The call that a thread is stopped at because a filter answered `trace`.
pub(crate) fn traced_call(thread: Pid) -> Option<SeccompData> {
    let info = syscall_info(thread)?;
    if info.op != libc::PTRACE_SYSCALL_INFO_SECCOMP {
        return None;
    }
    // SAFETY: `op` says that the kernel filled in this member.
    let call = unsafe { info.u.seccomp };
    Some(SeccompData {
        nr: u32::try_from(call.nr & 0xffff_ffff).ok()?.cast_signed(),
        arch: info.arch,
        instruction_pointer: info.instruction_pointer,
        args: call.args,
    })
}

fn syscall_info(thread: Pid) -> Option<libc::ptrace_syscall_info> {
    // SAFETY: the struct is plain integers, for which all zeroes are a value.
    let mut info: libc::ptrace_syscall_info = unsafe { std::mem::zeroed() };
    let size = size_of_val(&info);
    // SAFETY: PTRACE_GET_SYSCALL_INFO writes at most `size` bytes through data, which points to as many.
    let answer =
        unsafe { libc::ptrace(libc::PTRACE_GET_SYSCALL_INFO, thread, size, &raw mut info) };
    (answer != -1).then_some(info)
}

/// arm64 forgets the number before a signal ends a thread (`forget_syscall` in `do_signal`), and /proc shows -1. The registers
/// stay what they were.
#[cfg(any(target_arch = "aarch64", target_arch = "arm"))]
mod registers {
    use super::Pid;

    /// x0 to x30, sp, pc, pstate (`struct user_pt_regs`).
    const SIZE: usize = 34 * 8;
    /// r0 to r15, cpsr and `ORIG_r0` of a 32-bit thread.
    const SIZE_32: usize = 18 * 4;

    /// Number and arguments (syscall(2)): x8 and x0 to x5, or r7 and r0 to r5.
    pub(super) fn call(thread: Pid) -> Option<(i32, [u64; 6])> {
        let mut bytes = [0u8; SIZE];
        let mut buffer = libc::iovec {
            iov_base: bytes.as_mut_ptr().cast(),
            iov_len: SIZE,
        };
        // SAFETY: PTRACE_GETREGSET writes at most `iov_len` bytes at `iov_base`, which is all of `bytes`, and the length back.
        let answer = unsafe {
            libc::ptrace(
                libc::PTRACE_GETREGSET,
                thread,
                libc::NT_PRSTATUS as usize,
                &raw mut buffer,
            )
        };
        if answer == -1 {
            return None;
        }
        let word = |at: usize| Some(u32::from_ne_bytes(*bytes.get(at..)?.first_chunk()?));
        let double = |at: usize| Some(u64::from_ne_bytes(*bytes.get(at..)?.first_chunk()?));
        let low = if cfg!(target_endian = "big") { 4 } else { 0 };
        let mut args = [0; 6];
        let number = match buffer.iov_len {
            SIZE => {
                for (at, arg) in args.iter_mut().enumerate() {
                    *arg = double(at * 8)?;
                }
                word(8 * 8 + low)?
            }
            SIZE_32 => {
                for (at, arg) in args.iter_mut().enumerate() {
                    *arg = word(at * 4)?.into();
                }
                word(7 * 4)?
            }
            _ => return None,
        };
        Some((number.cast_signed(), args))
    }
}

/// Elsewhere /proc shows every number that is one.
#[cfg(not(any(target_arch = "aarch64", target_arch = "arm")))]
mod registers {
    use super::Pid;

    pub(super) fn call(_: Pid) -> Option<(i32, [u64; 6])> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proc_shows_is_a_call_or_none() {
        assert_eq!(
            number_and_arguments("59 0x1 0x2 0xffffffffffffff9c 0x4 0x5 0x6 0x7ffd 0x7f00\n"),
            Some((59, [1, 2, 0xffff_ffff_ffff_ff9c, 4, 5, 6]))
        );
        for none in ["-1 0x7ffd 0x7f00\n", "running\n", "59 0x1 0x2\n", ""] {
            assert_eq!(number_and_arguments(none), None, "{none}");
        }
    }
}
