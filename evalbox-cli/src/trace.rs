//! What the tracer does at each stop: as little as possible, and a line on stderr for a process that the filter kills.

use std::fs;

use evalbox_policy::table::syscalls;
use evalbox_policy::target::Target;
use evalbox_seccomp::{Action, SeccompData};

use crate::policies::Policy;
use crate::sys::wait::{Pid, Stop};
use crate::sys::{ptrace, signals};

/// Follows the command and its descendants.
pub(crate) struct Tracer {
    policy: &'static Policy,
    child: Pid,
    /// Whether the command's own death was reported with the call's name.
    named: bool,
}

impl Tracer {
    pub(crate) fn new(policy: &'static Policy, child: Pid) -> Tracer {
        Tracer {
            policy,
            child,
            named: false,
        }
    }

    /// Handles one stop and lets the thread go on. A thread that was killed meanwhile is gone, which is no error.
    pub(crate) fn stopped(&mut self, pid: Pid, stop: Stop) {
        match stop {
            Stop::Signal(signal) => ptrace::resume(pid, signal),
            Stop::Group => {
                ptrace::listen(pid);
                // The command is stopped (Ctrl-Z): so is evalbox, for the shell to see.
                if pid == self.child {
                    signals::stop_with(pid);
                }
            }
            Stop::Exit => {
                self.exiting(pid);
                ptrace::resume(pid, 0);
            }
            Stop::Event => ptrace::resume(pid, 0),
        }
    }

    /// SIGSYS without a name: not traced, or a filter of the command's own.
    pub(crate) fn report_unnamed(&self) {
        if !self.named {
            eprintln!(
                "evalbox: the command was killed by SIGSYS under policy `{}`",
                self.policy.name
            );
        }
    }

    /// All threads of a killed process end with SIGSYS. The filter itself tells which of them made the call.
    fn exiting(&mut self, thread: Pid) {
        if !ptrace::dies_of(thread, libc::SIGSYS) {
            return;
        }
        let Some(data) = ptrace::call(thread) else {
            return;
        };
        if !matches!(
            self.policy.filter.evaluate(&data),
            Action::KillProcess | Action::KillThread | Action::Trap(_)
        ) {
            return;
        }
        let process = process_of(thread).unwrap_or(thread);
        self.named |= process == self.child;
        let name = fs::read_to_string(format!("/proc/{thread}/comm")).unwrap_or_default();
        let (policy, name, call) = (self.policy.name, name.trim_end(), describe(&data));
        eprintln!("evalbox: policy `{policy}` killed {name} (process {process}): {call}");
    }
}

/// The process of a thread; `None` where /proc is not there to ask.
fn process_of(thread: Pid) -> Option<Pid> {
    let status = fs::read_to_string(format!("/proc/{thread}/status")).ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("Tgid:"))?
        .trim()
        .parse()
        .ok()
}

/// The call in words: its name and arguments, and the ABI where it is not the native one.
fn describe(data: &SeccompData) -> String {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    let number = data.nr.cast_unsigned();
    let Some(target) = Target::from_cfg(std::env::consts::ARCH, endian) else {
        return format!("system call number {number}");
    };
    for &abi in [target.abi].iter().chain(target.compat()) {
        if target.audit_arch(abi) != data.arch {
            continue;
        }
        if let Some(id) = syscalls::by_number(abi, number) {
            let count = syscalls::arguments(id, abi).map_or(0, |arguments| arguments.len());
            let arguments: Vec<_> = data
                .args
                .iter()
                .take(count)
                .map(|argument| format!("{argument:#x}"))
                .collect();
            let through = if abi == target.abi {
                String::new()
            } else {
                format!(" through the {abi} ABI")
            };
            return format!(
                "system call {}({}){through}",
                syscalls::name(id),
                arguments.join(", ")
            );
        }
    }
    format!("system call number {number} of arch {:#x}", data.arch)
}
