//! `evalbox run`: starts the command under the filter and waits for it as a shell would.
//!
//! evalbox stays the command's parent, outside the filter, and traces it for one purpose: to say which system call
//! a killed process made. The kernel keeps that nowhere else that an ordinary user may read. Where tracing is not
//! permitted the command runs all the same, and a kill is reported without the name.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::policies::Policy;
use crate::sys::fork::{self, Forked};
use crate::sys::signals::Forwarding;
use crate::sys::wait::{self, Change, Pid};
use crate::sys::{ptrace, signals};
use crate::trace::Tracer;

/// As shells have it: the command is there and cannot be executed.
const CANNOT_EXECUTE: i32 = 126;
/// As shells have it: there is no such command.
const NOT_FOUND: i32 = 127;
/// As shells have it: added to the number of the signal that ended the command.
const SIGNALLED: i32 = 128;

/// Runs the command to its end; the exit status to pass on.
pub(crate) fn run(policy: &'static Policy, command: &[OsString]) -> Result<u8, String> {
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let mut command = Command::new(program);
    command.args(arguments);

    let forwarding = Forwarding::begin();
    // The child waits for a byte: by then it is traced, or will not be.
    let (mut gate, mut opener) = io::pipe().map_err(|error| format!("pipe: {error}"))?;
    match fork::fork().map_err(|error| format!("fork: {error}"))? {
        Forked::Child => {
            drop(opener);
            // End of file: evalbox died before it opened the gate.
            if gate.read_exact(&mut [0]).is_err() {
                std::process::exit(CANNOT_EXECUTE);
            }
            forwarding.undo();
            execute(policy, command);
        }
        Forked::Parent(child) => {
            drop(gate);
            let traced = ptrace::seize(child).is_ok();
            forwarding.to(child);
            opener
                .write_all(&[0])
                .map_err(|error| format!("pipe: {error}"))?;
            drop(opener);
            attend(policy, child, traced)
        }
    }
}

/// The child's part: the filter, then the command. Returns to nobody.
fn execute(policy: &'static Policy, mut command: Command) -> ! {
    let confined = Arc::new(AtomicBool::new(false));
    fork::install_before_exec(&mut command, &policy.filter, Arc::clone(&confined));
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

/// Waits until the command itself has ended. What it left running in the background goes on, untraced and confined.
fn attend(policy: &'static Policy, child: Pid, traced: bool) -> Result<u8, String> {
    let mut tracer = Tracer::new(policy, child);
    loop {
        // A tracer hears of every thread and process that it traces; a parent only asks for its child.
        let (pid, change) = if traced {
            wait::any()
        } else {
            wait::child(child)
        }
        .map_err(|error| format!("waiting for the command: {error}"))?;
        match change {
            Change::Stopped(stop) if traced => tracer.stopped(pid, stop),
            // The job is stopped (Ctrl-Z): so is evalbox, for the shell to see.
            Change::Stopped(_) => signals::stop_with(child),
            Change::Exited(status) if pid == child => return Ok(status),
            Change::Signalled(signal) if pid == child => {
                if signal == libc::SIGSYS {
                    tracer.report_unnamed();
                }
                return u8::try_from(SIGNALLED + signal).map_err(|_| format!("signal {signal}"));
            }
            Change::Exited(_) | Change::Signalled(_) => {}
        }
    }
}
