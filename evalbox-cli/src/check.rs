//! `evalbox check`: what this kernel offers to filters, asked of the kernel itself where it can be.

use std::fs;

use evalbox_compiler::action::Kind;

use crate::sys::probe;

/// Actions by the names that policies use, with the kernel that brought each (seccomp(2)).
const ACTIONS: [(&str, Kind, &str); 8] = [
    ("kill_process", Kind::KillProcess, "4.14"),
    ("kill_thread", Kind::KillThread, "3.5"),
    ("trap", Kind::Trap, "3.5"),
    ("errno", Kind::Errno, "3.5"),
    ("notify", Kind::Notify, "5.0"),
    ("trace", Kind::Trace, "3.5"),
    ("log", Kind::Log, "4.14"),
    ("allow", Kind::Allow, "3.5"),
];

// Missing from libc for some targets; uapi/linux/seccomp.h.
const SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: libc::c_ulong = 1 << 5;

/// Flags by the names of seccomp(2). A flag that is valid only beside another is asked about with it.
const FLAGS: [(&str, libc::c_ulong, &str); 6] = [
    ("tsync", libc::SECCOMP_FILTER_FLAG_TSYNC, "3.17"),
    ("log", libc::SECCOMP_FILTER_FLAG_LOG, "4.14"),
    ("spec_allow", libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW, "4.17"),
    (
        "new_listener",
        libc::SECCOMP_FILTER_FLAG_NEW_LISTENER,
        "5.0",
    ),
    ("tsync_esrch", libc::SECCOMP_FILTER_FLAG_TSYNC_ESRCH, "5.7"),
    (
        "wait_killable_recv",
        SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV | libc::SECCOMP_FILTER_FLAG_NEW_LISTENER,
        "5.19",
    ),
];

/// The whole table, a line a fact.
pub(crate) fn table() -> String {
    let mut table = Table(String::new());
    let release = read("/proc/sys/kernel/osrelease").unwrap_or_else(|| "unknown".to_owned());
    table.line("kernel", &release, "");
    for (name, kind, since) in ACTIONS {
        table.offered(
            &format!("action {name}"),
            probe::has_action(kind.ret()),
            since,
        );
    }
    for (name, flags, since) in FLAGS {
        table.offered(&format!("flag {name}"), probe::has_flags(flags), since);
    }
    table.line(
        "logged actions",
        &read("/proc/sys/kernel/seccomp/actions_logged").unwrap_or_default(),
        "",
    );
    let cache = match version(&release) {
        Some(version) if version >= (5, 11) => "yes",
        Some(_) => "no",
        None => "unknown",
    };
    table.line(
        "action cache",
        cache,
        "5.11: calls allowed whatever their arguments skip the filter",
    );
    let jit = match read("/proc/sys/net/core/bpf_jit_enable").as_deref() {
        Some("0") => "off",
        Some(_) => "on",
        None => "unknown",
    };
    table.line("filter JIT", jit, "net.core.bpf_jit_enable");
    let landlock = probe::landlock_version()
        .map_or_else(|| "no".to_owned(), |version| format!("ABI {version}"));
    table.line("Landlock", &landlock, "5.13, where enabled");
    let scope = read("/proc/sys/kernel/yama/ptrace_scope").unwrap_or_else(|| "none".to_owned());
    table.line(
        "ptrace scope",
        &scope,
        "0 to 2: a killed call is named in reports",
    );
    table.0
}

struct Table(String);

impl Table {
    fn line(&mut self, name: &str, value: &str, note: &str) {
        let line = format!("{name:25} {value:12} {note}");
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn offered(&mut self, name: &str, offered: bool, since: &str) {
        self.line(
            name,
            if offered { "yes" } else { "no" },
            &format!("since Linux {since}"),
        );
    }
}

/// A file's text, trimmed; `None` where this kernel does not have it or does not show it.
fn read(path: &str) -> Option<String> {
    Some(fs::read_to_string(path).ok()?.trim().to_owned())
}

/// `6.18.44-generic` is (6, 18).
fn version(release: &str) -> Option<(u32, u32)> {
    let mut numbers = release.split(|character: char| !character.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_read() {
        assert_eq!(version("6.18.44-generic"), Some((6, 18)));
        assert_eq!(version("5.10"), Some((5, 10)));
        assert_eq!(version("unknown"), None);
    }

    #[test]
    fn every_action_has_a_line() {
        let table = table();
        for (name, _, _) in ACTIONS {
            assert!(table.contains(&format!("action {name} ")), "{table}");
        }
    }
}
