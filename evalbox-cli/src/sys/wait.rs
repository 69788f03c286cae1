//! waitpid(2), with its status word taken apart.

use std::io;

/// A process id, or a thread's.
pub(crate) type Pid = libc::pid_t;

/// What became of a process or thread.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It exited by itself, with this status.
    Exited(u8),
    /// A signal ended it.
    Signalled(i32),
    /// It is stopped.
    Stopped(Stop),
}

/// Why a thread is stopped (ptrace(2), "Stopped states"). Without a tracer it is always `Signal`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Before this signal is delivered; without a tracer, by it.
    Signal(i32),
    /// With its whole process, by a stop signal.
    Group,
    /// About to end: its registers can still be read.
    Exit,
    /// At a call to which its filter answered `trace`.
    Call,
    /// At a fork, a clone, or its first instruction.
    Event,
}

/// Waits for any child and any traced thread.
pub(crate) fn any() -> io::Result<(Pid, Change)> {
    wait(-1, libc::__WALL)
}

/// Waits for one child to end or to stop.
pub(crate) fn child(child: Pid) -> io::Result<(Pid, Change)> {
    wait(child, libc::WUNTRACED)
}

fn wait(pid: Pid, options: i32) -> io::Result<(Pid, Change)> {
    loop {
        let mut status = 0;
        // SAFETY: waitpid writes an int through the pointer, which is to one that outlives the call.
        let pid = unsafe { libc::waitpid(pid, &raw mut status, options) };
        if pid != -1 {
            return Ok((pid, change(status)));
        }
        let error = io::Error::last_os_error();
        // A forwarded signal interrupted the wait.
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// Takes the status word apart: ptrace(2) puts its event above the 16 bits of wait(2).
fn change(status: i32) -> Change {
    if libc::WIFEXITED(status) {
        // WEXITSTATUS is one byte.
        Change::Exited(u8::try_from(libc::WEXITSTATUS(status)).unwrap_or(u8::MAX))
    } else if libc::WIFSIGNALED(status) {
        Change::Signalled(libc::WTERMSIG(status))
    } else {
        let signal = libc::WSTOPSIG(status);
        Change::Stopped(match status >> 16 {
            0 => Stop::Signal(signal),
            libc::PTRACE_EVENT_EXIT => Stop::Exit,
            libc::PTRACE_EVENT_SECCOMP => Stop::Call,
            libc::PTRACE_EVENT_STOP if is_stop_signal(signal) => Stop::Group,
            _ => Stop::Event,
        })
    }
}

/// The signals whose default action is to stop (signal(7)).
fn is_stop_signal(signal: i32) -> bool {
    [libc::SIGSTOP, libc::SIGTSTP, libc::SIGTTIN, libc::SIGTTOU].contains(&signal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_come_apart() {
        assert_eq!(change(3 << 8), Change::Exited(3));
        assert_eq!(change(libc::SIGSYS | 0x80), Change::Signalled(libc::SIGSYS));
        assert_eq!(
            change((libc::SIGUSR1 << 8) | 0x7f),
            Change::Stopped(Stop::Signal(libc::SIGUSR1))
        );
        let event = |event: i32, signal: i32| change((event << 16) | (signal << 8) | 0x7f);
        assert_eq!(
            event(libc::PTRACE_EVENT_EXIT, libc::SIGTRAP),
            Change::Stopped(Stop::Exit)
        );
        assert_eq!(
            event(libc::PTRACE_EVENT_STOP, libc::SIGTSTP),
            Change::Stopped(Stop::Group)
        );
        assert_eq!(
            event(libc::PTRACE_EVENT_STOP, libc::SIGTRAP),
            Change::Stopped(Stop::Event)
        );
        assert_eq!(
            event(libc::PTRACE_EVENT_FORK, libc::SIGTRAP),
            Change::Stopped(Stop::Event)
        );
    }
}
