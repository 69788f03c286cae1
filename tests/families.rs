//! LANGUAGE, section 3: which argument a constant belongs to, what may be left off, and what is let through.

use evalbox_compiler::table::families::{any_constant, families, family_of, short_prefix, through};
use evalbox_compiler::table::{Family, How, SyscallId, syscalls};
use evalbox_compiler::target::Abi;

fn call(name: &str) -> SyscallId {
    syscalls::find(name).unwrap_or_else(|| panic!("no {name}"))
}

fn family(name: &str, word: &str) -> &'static Family {
    family_of(call(name), word)
        .unwrap_or_else(|| panic!("{word} of {name}"))
        .0
}

/// What a glob expands to.
fn glob(name: &str, start: &str) -> Vec<&'static str> {
    let constants = families(call(name))
        .iter()
        .flat_map(|family| &family.constants);
    constants
        .map(|constant| constant.name)
        .filter(|constant| constant.starts_with(start))
        .collect()
}

#[test]
fn the_table_of_the_specification() {
    for (name, word, argument, how) in [
        ("socket", "AF_NETLINK", "domain", How::Value),
        ("socketpair", "PF_UNIX", "domain", How::Value),
        ("socket", "IPPROTO_SCTP", "protocol", How::Value),
        ("prctl", "PR_SET_MM", "option", How::Value),
        ("fcntl", "F_SETFL", "cmd", How::Value),
        ("fcntl64", "F_SETFL", "cmd", How::Value),
        ("madvise", "MADV_DONTNEED", "advice", How::Value),
        ("ptrace", "PTRACE_ATTACH", "request", How::Value),
        ("bpf", "BPF_PROG_LOAD", "cmd", How::Value),
        ("keyctl", "KEYCTL_READ", "operation", How::Value),
        ("kill", "SIGKILL", "sig", How::Value),
        ("clock_gettime", "CLOCK_REALTIME", "clockid", How::Value),
        ("setsockopt", "SOL_SOCKET", "level", How::Value),
        ("epoll_ctl", "EPOLL_CTL_ADD", "op", How::Value),
        ("socket", "SOCK_RAW", "type", How::Field(0xf)),
        ("openat", "O_RDONLY", "flags", How::Field(3)),
        ("mmap", "MAP_SHARED_VALIDATE", "flags", How::Field(0xf)),
        ("futex", "FUTEX_WAIT", "futex_op", How::Field(0xffff_fe7f)),
        ("clone", "SIGCHLD", "flags", How::Field(0xff)),
        ("clone", "CLONE_NEWUSER", "flags", How::Flag),
        ("unshare", "CLONE_NEWTIME", "flags", How::Flag),
        ("setns", "CLONE_NEWNET", "nstype", How::Flag),
        ("mprotect", "PROT_EXEC", "prot", How::Flag),
        ("mmap", "MAP_ANONYMOUS", "flags", How::Flag),
        ("open", "O_CREAT", "flags", How::Flag),
        ("pipe2", "O_DIRECT", "flags", How::Flag),
        ("dup3", "O_CLOEXEC", "flags", How::Flag),
        ("memfd_create", "MFD_EXEC", "flags", How::Flag),
        ("sendto", "MSG_OOB", "flags", How::Flag),
        ("eventfd2", "EFD_SEMAPHORE", "flags", How::Flag),
        ("epoll_create1", "EPOLL_CLOEXEC", "flags", How::Flag),
        ("socket", "SOCK_CLOEXEC", "type", How::Flag),
    ] {
        let family = family(name, word);
        assert_eq!(
            (family.argument, family.how),
            (argument, how),
            "{word} of {name}"
        );
    }
}

/// Beyond the specification's table: what else the kernel checks by constants.
#[test]
fn further_families() {
    for (name, word, argument, how) in [
        ("fanotify_mark", "FAN_OPEN_PERM", "mask", How::Flag),
        ("fanotify_mark", "FAN_MARK_MOUNT", "flags", How::Flag),
        ("setxattrat", "AT_SYMLINK_NOFOLLOW", "at_flags", How::Flag),
        ("file_getattr", "AT_FDCWD", "dirfd", How::Value),
        ("open_tree_attr", "OPEN_TREE_CLONE", "flags", How::Flag),
        ("fsmount", "MOUNT_ATTR_NOEXEC", "attr_flags", How::Flag),
        (
            "fsmount",
            "MOUNT_ATTR_NOATIME",
            "attr_flags",
            How::Field(0x70),
        ),
        ("setsockopt", "PACKET_FANOUT", "optname", How::Value),
        ("setsockopt", "SCTP_NODELAY", "optname", How::Value),
        (
            "setsockopt",
            "NETLINK_ADD_MEMBERSHIP",
            "optname",
            How::Value,
        ),
        ("futex_wait", "CLOCK_MONOTONIC", "clockid", How::Value),
        ("futex_wait", "FUTEX2_SIZE_U32", "flags", How::Field(3)),
        ("futex_wake", "FUTEX2_PRIVATE", "flags", How::Flag),
        ("delete_module", "O_TRUNC", "flags", How::Flag),
        ("creat", "S_ISUID", "mode", How::Flag),
        ("umask", "S_IWOTH", "mask", How::Flag),
        ("add_key", "KEY_SPEC_SESSION_KEYRING", "keyring", How::Value),
        ("remap_file_pages", "MAP_NONBLOCK", "flags", How::Flag),
        ("get_mempolicy", "MPOL_F_ADDR", "flags", How::Flag),
        ("move_pages", "MPOL_MF_MOVE_ALL", "flags", How::Flag),
        (
            "arm_sync_file_range",
            "SYNC_FILE_RANGE_WRITE",
            "flags",
            How::Flag,
        ),
        ("lsm_get_self_attr", "LSM_ATTR_EXEC", "attr", How::Value),
        (
            "map_shadow_stack",
            "SHADOW_STACK_SET_TOKEN",
            "flags",
            How::Flag,
        ),
        (
            "landlock_restrict_self",
            "LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON",
            "flags",
            How::Flag,
        ),
    ] {
        let (family, constant) = family_of(call(name), word).expect(word);
        assert_eq!(
            (family.argument, family.how),
            (argument, how),
            "{word} of {name}"
        );
        assert!(constant.is_some(), "{word} of {name} is not listed");
    }
}

#[test]
fn an_unlisted_constant_goes_by_its_prefix() {
    for (name, word, how) in [
        ("openat", "O_NEW", How::Flag),
        ("mmap", "MAP_NEW", How::Flag),
        ("mmap", "MAP_HUGE_NEW", How::Flag),
        ("socket", "SOCK_NEW", How::Field(0xf)),
        ("futex", "FUTEX_NEW", How::Field(0xffff_fe7f)),
        ("seccomp", "SECCOMP_FILTER_FLAG_NEW", How::Flag),
        ("seccomp", "SECCOMP_NEW", How::Value),
        ("timerfd_settime", "TFD_TIMER_NEW", How::Flag),
    ] {
        let (family, constant) = family_of(call(name), word).expect(word);
        assert_eq!((family.how, constant), (how, None), "{word} of {name}");
    }
    assert!(family_of(call("socket"), "O_CREAT").is_none());
    assert!(family_of(call("rt_sigprocmask"), "SIGKILL").is_none());
    assert!(family_of(call("clone3"), "CLONE_NEWUSER").is_none());
    assert!(family_of(call("openat2"), "O_CREAT").is_none());
}

#[test]
fn the_prefix_that_may_be_left_off() {
    for (name, prefix) in [
        ("clone", Some("CLONE_")),
        ("unshare", Some("CLONE_")),
        ("setns", Some("CLONE_")),
        ("openat", Some("O_")),
        ("pipe2", Some("O_")),
        ("fcntl", Some("F_")),
        ("prctl", Some("PR_")),
        ("mprotect", Some("PROT_")),
        ("unlinkat", Some("AT_")),
        ("socket", None),
        ("mmap", None),
        ("kill", None),
        ("read", None),
        ("ioctl", None),
    ] {
        assert_eq!(short_prefix(call(name)), prefix, "{name}");
    }
}

#[test]
fn the_argument_that_any_constant_belongs_to() {
    for (name, argument) in [
        ("ioctl", Some("request")),
        ("prctl", Some("option")),
        ("fcntl", Some("cmd")),
        ("ptrace", Some("request")),
        ("bpf", Some("cmd")),
        ("keyctl", Some("operation")),
        ("unshare", Some("flags")),
        ("madvise", Some("advice")),
        ("unlinkat", Some("flags")),
        ("socket", None),
        ("clone", None),
        ("openat", None),
        ("read", None),
    ] {
        assert_eq!(any_constant(call(name)), argument, "{name}");
    }
}

#[test]
fn every_argument_is_one_of_the_call() {
    for id in syscalls::all() {
        let arguments = families(id)
            .iter()
            .map(|family| family.argument)
            .chain(any_constant(id));
        for argument in arguments {
            let on = |abi| {
                syscalls::arguments(id, abi)
                    .is_some_and(|list| list.iter().any(|place| place.names.contains(&argument)))
            };
            assert!(
                Abi::ALL.into_iter().any(on),
                "{argument} of {}",
                syscalls::name(id)
            );
        }
    }
}

#[test]
fn globs() {
    let mut new = glob("clone", "CLONE_NEW");
    new.sort_unstable();
    let seven = [
        "NEWCGROUP",
        "NEWIPC",
        "NEWNET",
        "NEWNS",
        "NEWPID",
        "NEWUSER",
        "NEWUTS",
    ];
    assert_eq!(new, seven.map(|name| format!("CLONE_{name}")));
    assert!(glob("unshare", "CLONE_NEW").contains(&"CLONE_NEWTIME"));
    assert!(glob("setns", "CLONE_NEW").contains(&"CLONE_NEWTIME"));
    // A flag of no bit would be an error in every deny list.
    assert_eq!(glob("mprotect", "PROT_N"), [""; 0]);
}

#[test]
fn bits_let_through() {
    let file = |abi| through(call("openat"), "flags", abi);
    assert_eq!(file(Abi::X86_64), 0o2_000_000 | 0o100_000 | 0o4_000);
    assert_eq!(file(Abi::Riscv64), file(Abi::X86_64));
    assert_eq!(file(Abi::Aarch64), 0o2_000_000 | 0o400_000 | 0o4_000);
    assert_eq!(file(Abi::Powerpc64), 0o2_000_000 | 0o200_000 | 0o4_000);
    assert_eq!(file(Abi::Mips), 0o2_000_000 | 0x2000 | 0x80);
    assert_eq!(through(call("openat"), "mode", Abi::X86_64), 0);
    assert_eq!(through(call("dup3"), "flags", Abi::X86_64), 0o2_000_000);
    assert_eq!(through(call("pipe2"), "flags", Abi::X86_64), 0o2_004_000);
    assert_eq!(
        through(call("socket"), "type", Abi::Mips),
        0o2_000_000 | 0x80
    );
    assert_eq!(through(call("accept4"), "flags", Abi::Aarch64), 0o2_004_000);
    assert_eq!(through(call("futex"), "futex_op", Abi::X86_64), 128 | 256);
}
