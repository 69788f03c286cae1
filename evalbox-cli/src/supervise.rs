//! Starts a command under a filter, and waits for it as a shell would.
//!
//! evalbox stays the command's parent, outside the filter, and traces it. Who watches, and what for, is said by a
//! [`Watch`]: `run` names the call that killed a process, `run --audit` and `record` see the calls that their filter
//! answers with `trace`.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use evalbox_seccomp::SeccompData;

use crate::policies::Selected;
use crate::sys::fork::{self, Forked};
use crate::sys::signals::Forwarding;
use crate::sys::wait::{self, Change, Pid, Stop};
use crate::sys::{ptrace, signals};

/// As shells have it: the command is there and cannot be executed.
const CANNOT_EXECUTE: i32 = 126;
/// As shells have it: there is no such command.
const NOT_FOUND: i32 = 127;
/// As shells have it: added to the number of the signal that ended the command.
const SIGNALLED: i32 = 128;

/// What is done at the tracer's stops.
pub(crate) trait Watch {
    /// The command's process is known.
    fn started(&mut self, _command: Pid) {}
    /// A call to which the filter answered `trace`; it is made when this returns.
    fn call(&mut self, _data: &SeccompData) {}
    /// A thread is about to end.
    fn exiting(&mut self, _thread: Pid) {}
    /// The command ended by SIGSYS.
    fn killed(&mut self) {}
}

/// How much of the tracer a filter needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// None: without one, only the reports are shorter. What the command leaves running goes on, untraced and confined.
    Reports,
    /// All of it: the filter answers `trace`. What the command leaves running is waited for.
    Calls,
}

/// Runs the command to its end; the exit status to pass on.
pub(crate) fn supervise(
    policy: &Selected,
    command: &[OsString],
    need: Need,
    watch: &mut dyn Watch,
) -> Result<u8, String> {
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let mut command = Command::new(program);
    command.args(arguments);

    let forwarding = Forwarding::begin();
    // The child waits for a byte: by then it is traced, or will not be.
    let (mut gate, mut opener) = io::pipe().map_err(|error| format!("pipe: {error}"))?;
    match fork::fork().map_err(|error| format!("fork: {error}"))? {
        Forked::Child => {
            drop(opener);
            // End of file: evalbox gave up or died before it opened the gate.
            if gate.read_exact(&mut [0]).is_err() {
                std::process::exit(CANNOT_EXECUTE);
            }
            forwarding.undo();
            execute(policy, command);
        }
        Forked::Parent(child) => {
            drop(gate);
            let seized = ptrace::seize(child, need == Need::Calls);
            if let (Err(error), Need::Calls) = (&seized, need) {
                return Err(format!(
                    "the command cannot be traced: {error}\nhint: see /proc/sys/kernel/yama/ptrace_scope"
                ));
            }
            forwarding.to(child);
            watch.started(child);
            opener
                .write_all(&[0])
                .map_err(|error| format!("pipe: {error}"))?;
            drop(opener);
            attend(child, seized.is_ok(), need, watch)
        }
    }
}

/// The child's part: the filter, then the command. Returns to nobody.
fn execute(policy: &Selected, mut command: Command) -> ! {
    let confined = Arc::new(AtomicBool::new(false));
    fork::install_before_exec(&mut command, policy.filter, Arc::clone(&confined));
    let error = command.exec();
    let program = command.get_program().display();
    if !confined.load(Ordering::Relaxed) {
        eprintln!(
            "evalbox: the kernel refused policy `{}`: {error}",
            policy.name
        );
        std::process::exit(i32::from(crate::FAILED));
    }
    eprintln!("evalbox: cannot run `{program}`: {error}");
    std::process::exit(if error.kind() == io::ErrorKind::NotFound {
        NOT_FOUND
    } else {
        CANNOT_EXECUTE
    });
}

/// Waits until the command itself has ended; where the filter needs the tracer, until everything that it started has.
fn attend(child: Pid, traced: bool, need: Need, watch: &mut dyn Watch) -> Result<u8, String> {
    let mut status = None;
    loop {
        // A tracer hears of every thread and process that it traces; a parent only asks for its child.
        let waited = if traced {
            wait::any()
        } else {
            wait::child(child)
        };
        let (pid, change) = match (waited, status) {
            (Ok(waited), _) => waited,
            (Err(error), Some(status)) if error.raw_os_error() == Some(libc::ECHILD) => {
                return Ok(status);
            }
            (Err(error), _) => return Err(format!("waiting for the command: {error}")),
        };
        let ended = match change {
            Change::Stopped(stop) if traced => {
                stopped(pid, stop, child, watch);
                continue;
            }
            // The job is stopped (Ctrl-Z): so is evalbox, for the shell to see.
            Change::Stopped(_) => {
                signals::stop_with(child);
                continue;
            }
            Change::Exited(_) | Change::Signalled(_) if pid != child => continue,
            Change::Exited(status) => status,
            Change::Signalled(signal) => {
                if signal == libc::SIGSYS {
                    watch.killed();
                }
                u8::try_from(SIGNALLED + signal).map_err(|_| format!("signal {signal}"))?
            }
        };
        if need == Need::Reports {
            return Ok(ended);
        }
        status = Some(ended);
    }
}

/// Handles one stop and lets the thread go on. A thread that was killed meanwhile is gone, which is no error.
fn stopped(thread: Pid, stop: Stop, child: Pid, watch: &mut dyn Watch) {
    match stop {
        Stop::Signal(signal) => ptrace::resume(thread, signal),
        Stop::Group => {
            ptrace::listen(thread);
            // The command is stopped (Ctrl-Z): so is evalbox, for the shell to see.
            if thread == child {
                signals::stop_with(thread);
            }
        }
        Stop::Exit => {
            watch.exiting(thread);
            ptrace::resume(thread, 0);
        }
        Stop::Call => {
            if let Some(data) = ptrace::traced_call(thread) {
                watch.call(&data);
            }
            ptrace::resume(thread, 0);
        }
        Stop::Event => ptrace::resume(thread, 0),
    }
}
