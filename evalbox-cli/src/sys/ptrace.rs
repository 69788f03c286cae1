//! ptrace(2), for reading system calls: the last one of a dying thread, and those that a filter answers with `trace`.
//!
//! `PTRACE_O_EXITKILL` only where a filter needs the tracer: otherwise what the command leaves running in the background outlives evalbox as it outlives a shell.
//! The filter stays on it; only the tracing ends.

use std::io;
use std::ptr;

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

/// The system call that a stopped thread is in, as its filters saw it.
///
/// A kill rolls the call back (`syscall_rollback` in `__seccomp_filter`), so that the registers are those of its entry.
pub(crate) fn call(thread: Pid) -> Option<SeccompData> {
    let info = syscall_info(thread)?;
    let (nr, args) = registers::read(&general_registers(thread)?, info.arch)?;
    Some(SeccompData {
        nr,
        arch: info.arch,
        instruction_pointer: info.instruction_pointer,
        args,
    })
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

fn general_registers(thread: Pid) -> Option<libc::user_regs_struct> {
    // SAFETY: the struct is plain integers, for which all zeroes are a value.
    let mut registers: libc::user_regs_struct = unsafe { std::mem::zeroed() };
    let size = size_of_val(&registers);
    let mut buffer = libc::iovec {
        iov_base: ptr::from_mut(&mut registers).cast(),
        iov_len: size,
    };
    let set = libc::NT_PRSTATUS as usize;
    // SAFETY: PTRACE_GETREGSET writes at most `iov_len` bytes at `iov_base`, which is all of `registers`, and the length back.
    let answer = unsafe { libc::ptrace(libc::PTRACE_GETREGSET, thread, set, &raw mut buffer) };
    // A shorter set is another architecture's: a 32-bit program, whose registers are laid out otherwise.
    (answer != -1 && buffer.iov_len == size).then_some(registers)
}

#[cfg(target_arch = "x86_64")]
mod registers {
    const AUDIT_ARCH_I386: u32 = 0x4000_0003;

    /// Number and arguments (syscall(2)): `int $0x80` in a 64-bit program has the registers of i386.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the kernel takes the number from the register's low half"
    )]
    pub(super) fn read(registers: &libc::user_regs_struct, arch: u32) -> Option<(i32, [u64; 6])> {
        let r = registers;
        let args = if arch == AUDIT_ARCH_I386 {
            [r.rbx, r.rcx, r.rdx, r.rsi, r.rdi, r.rbp].map(|register| register & 0xffff_ffff)
        } else {
            [r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9]
        };
        Some(((r.orig_rax as u32).cast_signed(), args))
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod registers {
    /// Which registers hold a call on this architecture is not known here: kills are reported without a name.
    pub(super) fn read(_: &libc::user_regs_struct, _: u32) -> Option<(i32, [u64; 6])> {
        None
    }
}
