//! A recording as a policy: names by theme, then what arguments decide. What is printed compiles and allows every
//! sample of the recording: a rule for which that does not hold loses its conditions before anyone sees it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use evalbox_compiler::table::{SyscallId, groups, syscalls};
use evalbox_compiler::target::Abi;
use evalbox_seccomp::{Action, SeccompData};

use super::model::{Model, Seen};
use crate::mistakes::Failure;
use crate::source::Files;
use crate::{compile, target};

/// Themes, the telling ones first: a call is listed under the first that has it.
const THEMES: [&str; 14] = [
    "basic-io",
    "file-system",
    "io-event",
    "network-io",
    "memory",
    "process",
    "signal",
    "timer",
    "clock",
    "ipc",
    "sync",
    "resources",
    "setuid",
    "system-service",
];

/// Made by any program, whether a recording has it or not: ends, and what timing alone decides.
const ALWAYS: [&str; 6] = [
    "exit",
    "exit_group",
    "restart_syscall",
    "rt_sigreturn",
    "sched_yield",
    "sigreturn",
];

/// Arguments that depend on timing as well: what a lock does under contention.
const ALSO: [(&str, &[&str]); 2] = [
    (
        "futex",
        &[
            "FUTEX_WAIT",
            "FUTEX_WAKE",
            "FUTEX_WAIT_BITSET",
            "FUTEX_REQUEUE",
        ],
    ),
    ("madvise", &["MADV_DONTNEED", "MADV_FREE"]),
];

/// A share of all calls from which a rule on arguments is worth deciding first: one in 50.
const HOT: u64 = 50;

/// Deciding it first makes installing dearer by some microseconds and each call cheaper by some nanoseconds.
const HOT_CALLS: u64 = 1000;

/// The policy's text.
pub(crate) fn policy(
    model: &mut Model,
    heading: &str,
    profile: Option<&Path>,
) -> Result<String, Failure> {
    loop {
        let text = Text::new(model, heading, profile);
        let wrong = match compile::text("recorded", &text.text, &Files::below(PathBuf::new())) {
            Ok(resolved) => refused(model, &resolved.filter),
            Err(errors) => {
                let lines = errors
                    .iter()
                    .filter_map(|mistake| mistake.place.line.as_ref());
                let wrong: BTreeSet<SyscallId> =
                    lines.filter_map(|line| text.rule_at(line.number)).collect();
                if wrong.is_empty() {
                    return Err(errors.into());
                }
                wrong
            }
        };
        if wrong.is_empty() {
            return Ok(text.text);
        }
        wrong.into_iter().for_each(|id| model.free(id));
    }
}

/// Calls of which the filter would not allow a sample, although conditions on them could be dropped.
fn refused(model: &Model, filter: &evalbox_seccomp::Filter) -> BTreeSet<SyscallId> {
    let Ok(target) = target::native() else {
        return BTreeSet::new();
    };
    let allowed = |id: SyscallId, abi: Abi, args: [u64; 6]| {
        let number = syscalls::number(id, abi).unwrap_or(u32::MAX);
        let call = SeccompData {
            nr: number.cast_signed(),
            arch: target.audit_arch(abi),
            instruction_pointer: 0,
            args,
        };
        filter.evaluate(&call) == Action::Allow
    };
    let calls = model
        .calls
        .iter()
        .filter(|(_, seen)| !words(seen).is_empty());
    calls
        .filter(|&(&id, seen)| {
            seen.samples
                .iter()
                .any(|&(abi, args)| !allowed(id, abi, args))
        })
        .map(|(&id, _)| id)
        .collect()
}

/// Whether the machine has that call.
fn is_native(name: &str) -> bool {
    let number = syscalls::find(name)
        .zip(target::native().ok())
        .and_then(|(id, target)| syscalls::number(id, target.abi));
    number.is_some()
}

/// Statements that allow what was seen and nothing else, a line each.
pub(crate) fn statements(model: &Model) -> Vec<String> {
    let mut named = Vec::new();
    let mut rules = Vec::new();
    for (&id, seen) in &model.calls {
        let (name, words) = (syscalls::name(id), words(seen));
        if words.is_empty() {
            named.push(name.to_owned());
        } else {
            rules.push(format!("{name} allow {};", words.join(", ")));
        }
    }
    named.extend(model.unknown.keys().map(|number| format!("nr({number})")));
    if !named.is_empty() {
        rules.insert(0, format!("allow [{}];", named.join(", ")));
    }
    rules.extend(abis(model));
    rules
}

/// `abi [..];`, where calls came through other ABIs.
fn abis(model: &Model) -> Option<String> {
    let abis: Vec<&str> = model.abis.iter().copied().collect();
    (!abis.is_empty()).then(|| format!("abi [{}];", abis.join(", ")))
}

fn words(seen: &Seen) -> Vec<&str> {
    seen.arguments
        .values()
        .flat_map(|words| words.list())
        .collect()
}

struct Text {
    text: String,
    line: usize,
    rules: Vec<(usize, SyscallId)>,
}

impl Text {
    fn new(model: &Model, heading: &str, profile: Option<&Path>) -> Text {
        let mut text = Text {
            text: String::new(),
            line: 1,
            rules: Vec::new(),
        };
        text.push(&format!("// {heading}"));
        let kinds = model.calls.len() + model.unknown.len();
        text.push(&format!("// {} calls of {kinds} kinds.", model.total));
        text.push("");
        text.list(model);
        let decided = model
            .calls
            .iter()
            .filter(|(_, seen)| !words(seen).is_empty());
        let decided: Vec<(SyscallId, &Seen)> = decided.map(|(&id, seen)| (id, seen)).collect();
        if model.calls.keys().any(|&id| syscalls::name(id) == "clone") {
            text.push("// Its flags are behind a pointer. C libraries fall back to clone, whose flags the filter sees.");
            text.push("errno(ENOSYS) [clone3];");
        }
        for &(id, seen) in &decided {
            text.rule(id, seen);
        }
        if let Some(abis) = abis(model) {
            text.push(&abis);
        }
        for (&(arch, number), count) in &model.foreign {
            text.push(&format!(
                "// Not allowed, as no policy can name it: call {number} of architecture {arch:#x} (count {count})."
            ));
        }
        // A call that is allowed whatever its arguments is in the kernel's cache and skips the filter.
        let mut hot: Vec<_> = decided
            .iter()
            .filter(|(_, seen)| {
                seen.count >= HOT_CALLS && seen.count.saturating_mul(HOT) >= model.total
            })
            .collect();
        hot.sort_by_key(|(_, seen)| Reverse(seen.count));
        let hot: Vec<&str> = hot.iter().map(|&&(id, _)| syscalls::name(id)).collect();
        if !hot.is_empty() {
            text.push(&format!("hot [{}];", hot.join(", ")));
        }
        if let Some(file) = profile.and_then(Path::to_str) {
            text.push(&format!("profile {file:?};"));
        }
        text
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.line += 1;
    }

    /// The calls that no argument decides.
    fn list(&mut self, model: &Model) {
        let free = model
            .calls
            .iter()
            .filter(|(_, seen)| words(seen).is_empty());
        let mut names: BTreeSet<&str> = free.map(|(&id, _)| syscalls::name(id)).collect();
        names.extend(ALWAYS.iter().filter(|name| is_native(name)));
        names.remove("clone3");
        self.push("allow [");
        for theme in THEMES {
            let members = groups::group(theme).unwrap_or_default();
            let in_theme: Vec<&str> = names
                .iter()
                .copied()
                .filter(|name| syscalls::find(name).is_some_and(|id| members.contains(&id)))
                .collect();
            names.retain(|name| !in_theme.contains(name));
            self.names(theme, &in_theme);
        }
        let rest: Vec<&str> = names.into_iter().collect();
        self.names("other", &rest);
        let numbers: Vec<String> = model
            .unknown
            .keys()
            .map(|number| format!("nr({number})"))
            .collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        self.names("not in the table", &numbers);
        self.push("];");
    }

    /// Names under their theme, in lines of 100 columns.
    fn names(&mut self, theme: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        self.push(&format!("    // {theme}"));
        let mut line = String::from("   ");
        for name in names {
            if line.len() + name.len() > 97 {
                self.push(&line);
                line = String::from("   ");
            }
            line.push_str(&format!(" {name},"));
        }
        self.push(&line);
    }

    /// `SYSCALL allow CONST, ..;`
    fn rule(&mut self, id: SyscallId, seen: &Seen) {
        let name = syscalls::name(id);
        let mut list: Vec<&str> = words(seen);
        let also = ALSO.iter().filter(|(call, _)| *call == name);
        list.extend(also.flat_map(|&(_, more)| more));
        let mut once = BTreeSet::new();
        list.retain(|word| once.insert(*word));
        self.rules.push((self.line, id));
        self.push(&format!("{name} allow {};", list.join(", ")));
    }

    fn rule_at(&self, line: usize) -> Option<SyscallId> {
        self.rules
            .iter()
            .find(|&&(number, _)| number == line)
            .map(|&(_, id)| id)
    }
}
