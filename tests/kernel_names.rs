//! Every constant that the installed kernel headers (Debian's linux-libc-dev) have for an argument is in data/families.txt: a deny
//! list's glob must not leave one out.

use std::collections::BTreeSet;
use std::fs;

use evalbox_compiler::table::families::{family_of, mistaken_for};
use evalbox_compiler::table::syscalls;

/// A call, the header with its constants, and what these begin with.
const PLACES: [(&str, &str, &str); 24] = [
    ("bpf", "linux/bpf.h", "BPF_"),
    ("fallocate", "linux/falloc.h", "FALLOC_FL_"),
    ("fanotify_mark", "linux/fanotify.h", "FAN_MARK_"),
    ("fcntl", "linux/fcntl.h", "F_"),
    ("fsconfig", "linux/mount.h", "FSCONFIG_"),
    ("fsmount", "linux/mount.h", "MOUNT_ATTR_"),
    ("io_uring_enter", "linux/io_uring.h", "IORING_ENTER_"),
    ("io_uring_register", "linux/io_uring.h", "IORING_REGISTER_"),
    (
        "io_uring_register",
        "linux/io_uring.h",
        "IORING_UNREGISTER_",
    ),
    ("kcmp", "linux/kcmp.h", "KCMP_"),
    ("kexec_load", "linux/kexec.h", "KEXEC_"),
    ("keyctl", "linux/keyctl.h", "KEYCTL_"),
    ("kill", "asm/signal.h", "SIG"),
    ("madvise", "asm-generic/mman-common.h", "MADV_"),
    ("membarrier", "linux/membarrier.h", "MEMBARRIER_CMD_"),
    ("mmap", "asm-generic/mman-common.h", "MAP_"),
    ("mmap", "asm-generic/mman.h", "MAP_"),
    ("mount", "linux/mount.h", "MS_"),
    ("mprotect", "asm-generic/mman-common.h", "PROT_"),
    ("perf_event_open", "linux/perf_event.h", "PERF_FLAG_"),
    ("prctl", "linux/prctl.h", "PR_"),
    ("ptrace", "linux/ptrace.h", "PTRACE_"),
    ("setsockopt", "asm-generic/socket.h", "SO_"),
    ("socket", "linux/in.h", "IPPROTO_"),
];

/// What begins so and is no value of the argument: masks, shifts, limits, the contents of structures.
const NONE: [&str; 31] = [
    "F_LINUX_SPECIFIC_BASE",
    "FAN_MARK_INODE",
    "IORING_REGISTER_FILES_SKIP",
    "IORING_REGISTER_LAST",
    "IPPROTO_MAX",
    "KCMP_TYPES",
    "KEXEC_ARCH_MASK",
    "KEXEC_FILE_NO_INITRAMFS",
    "KEXEC_FILE_ON_CRASH",
    "KEXEC_FILE_UNLOAD",
    "KEXEC_SEGMENT_MAX",
    "MAP_FILE",
    "MAP_HUGE_MASK",
    "MAP_HUGE_SHIFT",
    "MAP_TYPE",
    "MOUNT_ATTR_IDMAP",
    "MOUNT_ATTR_SIZE_VER0",
    "MOUNT_ATTR__ATIME",
    "MS_MGC_MSK",
    "MS_MGC_VAL",
    "MS_RMT_MASK",
    "SIGEV_MAX_SIZE",
    "SIGEV_PAD_SIZE",
    // In a comment of the header.
    "SIGLOST",
    "SIGSTKSZ",
    "SIG_BLOCK",
    "SIG_DFL",
    "SIG_ERR",
    "SIG_IGN",
    "SIG_SETMASK",
    "SIG_UNBLOCK",
];

/// The names that a header defines, as macros and in enumerations.
fn defined(text: &str, prefix: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let line = line.trim_start();
        let word = line.strip_prefix("#define").unwrap_or(line).trim_start();
        let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, rest) = word.split_at(end.unwrap_or(word.len()));
        let is_macro =
            line.starts_with("#define") && !rest.starts_with('(') && !rest.trim().is_empty();
        let is_member =
            line == word && (rest.trim_start().starts_with([',', '=']) || rest.is_empty());
        (name.starts_with(prefix) && (is_macro || is_member)).then(|| name.to_owned())
    };
    text.lines().filter_map(name).collect()
}

/// The members of `enum bpf_cmd`: the header has hundreds of other `BPF_` names.
fn only_commands(text: &str) -> &str {
    let start = text
        .find("enum bpf_cmd {")
        .expect("the enumeration of commands");
    text[start..].split('}').next().unwrap_or_default()
}

#[test]
fn no_constant_of_the_headers_is_missing() {
    let folders = ["/usr/include", "/usr/include/x86_64-linux-gnu"];
    let (mut found, mut missing) = (0, Vec::new());
    for (call, header, prefix) in PLACES {
        let read = |folder: &&str| fs::read_to_string(format!("{folder}/{header}")).ok();
        let Some(text) = folders.iter().find_map(read) else {
            println!("skipped: no {header}");
            continue;
        };
        let text = if call == "bpf" {
            only_commands(&text)
        } else {
            &text
        };
        let id = syscalls::find(call).expect("a system call");
        for name in defined(text, prefix) {
            let listed = family_of(id, &name).is_some_and(|(_, constant)| constant.is_some());
            let apart = mistaken_for(id, &name).is_some() || NONE.contains(&name.as_str());
            if !listed && !apart {
                missing.push(format!("{name} of {call} ({header})"));
            }
            found += 1;
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(found == 0 || found > 400, "only {found} names found");
}
