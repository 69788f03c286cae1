//! `evalbox run`'s watch: what a killed process did, which statement killed it, and what would have let it through.

use std::fs;

use evalbox_seccomp::{Action, SeccompData};

use crate::call::Call;
use crate::policies::Selected;
use crate::supervise::Watch;
use crate::sys::ptrace;
use crate::sys::wait::Pid;
use crate::{advice, mistakes, reason};

/// Follows the command and its descendants.
pub(crate) struct Tracer<'a> {
    policy: &'a Selected,
    child: Pid,
    /// Whether the command's own death was reported with the call's name.
    named: bool,
}

impl<'a> Tracer<'a> {
    pub(crate) fn new(policy: &'a Selected) -> Tracer<'a> {
        Tracer {
            policy,
            child: 0,
            named: false,
        }
    }

    /// The statement that decides the call, and what to add; nothing where evalbox has the program alone.
    fn reason(&self, data: &SeccompData) -> Option<String> {
        let source = self.policy.source.as_ref()?;
        let resolved = source.compile().ok()?;
        let decided = reason::decided(&resolved.policy, &resolved.values, data);
        let mut message = decided.by.to_owned();
        if let Some(added) = advice::additions(source, &[*data]) {
            let added = added.join(" ");
            message.push_str(&format!("\nhint: `{added}` would let it through"));
        }
        Some(mistakes::note(decided.place.as_ref(), &message))
    }
}

impl Watch for Tracer<'_> {
    fn started(&mut self, command: Pid) {
        self.child = command;
    }

    /// SIGSYS without a name: not traced, or a filter of the command's own.
    fn killed(&mut self) {
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
        let (policy, name) = (&self.policy.name, name.trim_end());
        let call = Call::of(&data).of_thread(thread);
        let mut report =
            format!("evalbox: policy `{policy}` killed {name} (process {process}): {call}\n");
        if let Some(reason) = self.reason(&data) {
            report.push_str(&reason);
            report.push('\n');
        }
        anstream::eprint!("{report}");
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
