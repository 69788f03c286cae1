//! 5 Groups.

use evalbox_compiler::table::{groups, syscalls};

use super::machine::{Machine, TARGETS, answers_everywhere, refused};

#[test]
fn rule_5_1_names_with_either_dash() {
    for policy in [
        "allow [@basic-io, @network-io];",
        "allow [@basic_io, @network_io];",
    ] {
        answers_everywhere(
            policy,
            &[
                ("read", &[], "allow"),
                ("connect", &[], "allow"),
                ("mount", &[], "kill_process"),
            ],
        );
    }
    refused("x86_64", "allow [@basic-oi];", "no group `@basic-oi`");
    refused("x86_64", "allow [@basic-oi];", "did you mean `@basic-io`?");
    for name in [
        "file-system",
        "io-event",
        "process",
        "signal",
        "timer",
        "memory",
        "system-service",
    ] {
        assert!(
            groups::group(name).is_some_and(|members| !members.is_empty()),
            "@{name}"
        );
    }
}

#[test]
fn rule_5_2_evalbox_has_172_calls() {
    let members = groups::group("evalbox").expect("there");
    assert_eq!(members.len(), 172);
    let machine = Machine::new("x86_64", "allow [@evalbox];");
    let allowed = (0..600)
        .filter(|&nr| machine.number(nr, &[]) == "allow")
        .count();
    assert_eq!(allowed, 172);
    for name in TARGETS {
        assert_eq!(
            Machine::new(name, "allow [@evalbox];").call("clone3", &[]),
            "kill_process"
        );
    }
}

/// What C libraries call on a 32-bit machine is in the command's own policy.
#[test]
fn rule_5_2_the_default_policy_on_other_targets() {
    let policy = include_str!("../../policies/default.policy");
    for (target, calls) in [
        (
            "x86",
            &[
                "mmap2",
                "set_thread_area",
                "_llseek",
                "fcntl64",
                "ugetrlimit",
            ][..],
        ),
        (
            "x86",
            &[
                "clock_gettime64",
                "futex_time64",
                "getuid32",
                "stat64",
                "fstat64",
            ],
        ),
        (
            "arm",
            &[
                "mmap2",
                "set_tls",
                "cacheflush",
                "futex_time64",
                "ppoll_time64",
            ],
        ),
        (
            "mips",
            &[
                "mmap2",
                "set_thread_area",
                "fcntl64",
                "_newselect",
                "waitpid",
            ],
        ),
        (
            "powerpc",
            &["mmap2", "futex_time64", "sigreturn", "fstatat64"],
        ),
        ("riscv64", &["riscv_hwprobe", "mmap"]),
        ("x86_64", &["mmap", "futex", "exit_group"]),
    ] {
        let machine = Machine::new(target, policy);
        for call in calls {
            assert_eq!(machine.call(call, &[]), "allow", "{call} on {target}");
        }
    }
    assert_eq!(
        Machine::new("x86_64", policy).call("set_thread_area", &[]),
        "kill_process"
    );
    assert!(
        Machine::new("x86", policy)
            .call("socketcall", &[])
            .starts_with("errno")
    );
}

#[test]
fn rule_5_3_notify_fs_has_12_calls() {
    let members = groups::group("notify-fs").expect("there");
    assert_eq!(members.len(), 12);
    for name in TARGETS {
        let machine = Machine::new(name, "default allow; notify [@notify-fs];");
        assert_eq!(machine.call("openat", &[]), "notify", "{name}");
        assert_eq!(machine.call("read", &[]), "allow", "{name}");
    }
    assert!(members.iter().any(|&id| syscalls::name(id) == "openat"));
}

#[test]
fn rule_5_4_the_filters_of_evalbox() {
    let first = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*; socket deny AF_NETLINK, SOCK_RAW;
                 ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";
    answers_everywhere(
        first,
        &[
            ("read", &[], "allow"),
            ("clone3", &[], "errno(38)"),
            ("socket", &[16, 2], "kill_process"),
            ("socket", &[2, 3], "kill_process"),
            ("socket", &[2, 1], "allow"),
            ("ioctl", &[0, 0x5412], "kill_process"),
            ("ioctl", &[0, 0x5401], "allow"),
            ("mount", &[], "kill_process"),
        ],
    );
    let machine = Machine::new(
        "x86_64",
        "default allow; foreign allow; notify [@notify-fs];",
    );
    assert_eq!(machine.raw(0x4000_0003, 5, &[]), "allow");
    assert_eq!(machine.number(0x4000_0000, &[]), "allow");
    assert_eq!(machine.call("openat", &[]), "notify");
}
