//! 3 Constants that know their argument.

use super::machine::{Machine, TARGETS, answers, answers_everywhere, errors, refused, target};

/// Above what the kernel reads of an `int`.
const HIGH: u64 = 0xdead_beef_0000_0000;
const KILL: &str = "kill_process";

/// Targets on which the mmap of the table has its arguments in registers.
const UNPACKED: [&str; 4] = ["x86_64", "aarch64", "riscv64", "powerpc64"];

#[test]
fn rule_3_1_families_know_their_argument() {
    answers_everywhere(
        "socket deny AF_NETLINK, libc::SOCK_RAW, IPPROTO_ICMP; bpf deny linux::BPF_PROG_LOAD;",
        &[
            ("socket", &[16, 2, 6], KILL),
            ("socket", &[2, 3, 6], KILL),
            ("socket", &[2, 2, 1], KILL),
            // The same numbers in other arguments.
            ("socket", &[3, 2, 16], "allow"),
            ("socket", &[1, 1, 3], "allow"),
            ("bpf", &[5], KILL),
            ("bpf", &[4], "allow"),
        ],
    );
}

#[test]
fn rule_3_2_values() {
    answers_everywhere(
        "madvise deny MADV_HWPOISON; kill allow SIGTERM, SIGKILL; fcntl allow F_GETFD;",
        &[
            ("madvise", &[0, 0, 100], KILL),
            ("madvise", &[0, 0, 100 | HIGH], KILL),
            ("madvise", &[0, 0, 101], "allow"),
            ("kill", &[1, 15], "allow"),
            ("kill", &[1, 9 | HIGH], "allow"),
            ("kill", &[1, 11], KILL),
            ("fcntl", &[0, 1], "allow"),
            ("fcntl", &[0, 3], KILL),
        ],
    );
}

#[test]
fn rule_3_3_fields() {
    answers_everywhere(
        "socket deny SOCK_RAW; openat allow O_WRONLY; futex allow FUTEX_WAKE;",
        &[
            ("socket", &[2, 3], KILL),
            ("socket", &[2, 3 | 0o2_004_000], KILL),
            // Bit by bit SOCK_SEQPACKET has SOCK_STREAM in it; as fields they differ.
            ("socket", &[2, 5], "allow"),
            ("socket", &[2, 7], "allow"),
            ("openat", &[0, 0, 1], "allow"),
            ("openat", &[0, 0, 0], KILL),
            ("openat", &[0, 0, 3], KILL),
            ("futex", &[0, 1], "allow"),
            ("futex", &[0, 1 | 128], "allow"),
            ("futex", &[0, 0], KILL),
        ],
    );
    // The exit signal in clone's flags.
    answers(
        "x86_64",
        "clone allow SIGCHLD;",
        &[
            ("clone", &[17], "allow"),
            ("clone", &[0], KILL),
            ("clone", &[17 | 0x100], KILL),
        ],
    );
    for name in UNPACKED {
        answers(
            name,
            "mmap allow MAP_PRIVATE, MAP_ANONYMOUS;",
            &[
                ("mmap", &[0, 0, 7, 0x22], "allow"),
                ("mmap", &[0, 0, 0, 0x02], "allow"),
                ("mmap", &[0, 0, 0, 0x21], KILL),
                ("mmap", &[0, 0, 0, 0x32], KILL),
            ],
        );
    }
}

#[test]
fn rule_3_4_flags() {
    answers_everywhere(
        "mprotect deny PROT_EXEC; unshare deny CLONE_NEWUSER, CLONE_NEWNET;",
        &[
            ("mprotect", &[0, 0, 5], KILL),
            ("mprotect", &[0, 0, 4], KILL),
            ("mprotect", &[0, 0, 3], "allow"),
            ("unshare", &[0x1000_0000], KILL),
            ("unshare", &[0x4000_0400], KILL),
            ("unshare", &[0x0002_0000], "allow"),
        ],
    );
}

#[test]
fn rule_3_5_one_match_refuses() {
    for (action, answer) in [
        ("errno(EACCES)", "errno(13)"),
        ("trap(4)", "trap(4)"),
        ("log", "log"),
        ("deny", KILL),
    ] {
        answers_everywhere(
            &format!("socket {action} AF_NETLINK, SOCK_RAW;"),
            &[
                ("socket", &[16, 1], answer),
                ("socket", &[2, 3], answer),
                ("socket", &[16, 3], answer),
                ("socket", &[2, 1], "allow"),
            ],
        );
    }
}

#[test]
fn rule_3_6_every_argument_is_covered() {
    answers_everywhere(
        "default errno(9); socket allow AF_UNIX, AF_INET, SOCK_STREAM;",
        &[
            ("socket", &[2, 1, 77], "allow"),
            ("socket", &[1, 1], "allow"),
            ("socket", &[2 | HIGH, 1 | HIGH, HIGH], "allow"),
            ("socket", &[2, 2], "errno(9)"),
            ("socket", &[16, 1], "errno(9)"),
            ("socket", &[3, 1], "errno(9)"),
        ],
    );
}

#[test]
fn rule_3_7_what_is_not_listed() {
    answers_everywhere(
        "openat allow O_CREAT, O_TRUNC; socketpair allow SOCK_CLOEXEC;",
        &[
            ("openat", &[0, 0, 0o100], "allow"),
            ("openat", &[0, 0, 0o101], "allow"),
            ("openat", &[0, 0, 0o103], "allow"),
            ("openat", &[0, 0, 0o1102], "allow"),
            ("openat", &[0, 0, 0o2102], KILL),
            ("openat", &[0, 0, 0o200], KILL),
            ("openat", &[0, 0, 0o100 | HIGH], "allow"),
            ("socketpair", &[1, 5], "allow"),
            ("socketpair", &[1, 0x15], KILL),
        ],
    );
    // No flag is listed: fields alone, and no other bit.
    answers_everywhere(
        "socket allow SOCK_STREAM;",
        &[("socket", &[16, 1], "allow"), ("socket", &[16, 0x11], KILL)],
    );
    for name in UNPACKED {
        answers(
            name,
            "mmap allow MAP_ANONYMOUS, PROT_READ;",
            &[
                ("mmap", &[0, 0, 1, 0x21], "allow"),
                ("mmap", &[0, 0, 1, 0x2f], "allow"),
                ("mmap", &[0, 0, 0, 0x01], "allow"),
                ("mmap", &[0, 0, 3, 0x21], KILL),
                ("mmap", &[0, 0, 1, 0x30], KILL),
            ],
        );
    }
    // mmap's flags are an unsigned long: both words count.
    answers(
        "x86_64",
        "mmap allow MAP_ANONYMOUS;",
        &[("mmap", &[0, 0, 0, 0x22 | 1 << 40], KILL)],
    );
}

#[test]
fn rule_3_8_flags_that_always_get_through() {
    let through = 0o2_000_000 | 0o4_000;
    answers_everywhere(
        "openat allow O_RDONLY; socket allow SOCK_STREAM; accept4 allow SOCK_CLOEXEC; futex allow FUTEX_WAIT;",
        &[
            ("openat", &[0, 0, through], "allow"),
            ("openat", &[0, 0, 0o100], KILL),
            ("openat", &[0, 0, through | 0o100], KILL),
            ("socket", &[1, 1 | through], "allow"),
            ("accept4", &[0, 0, 0, through], "allow"),
            ("accept4", &[0, 0, 0, 1], KILL),
            ("futex", &[0, 128 | 256], "allow"),
            ("futex", &[0, 128 | 512], KILL),
        ],
    );
    // O_LARGEFILE is the kernel's, which libc says is 0.
    for (name, large) in [
        ("x86_64", 0o100_000),
        ("aarch64", 0o400_000),
        ("arm", 0o400_000),
        ("s390x", 0o100_000),
    ] {
        answers(
            name,
            "openat allow O_RDONLY;",
            &[("openat", &[0, 0, large], "allow")],
        );
    }
    // A list that refuses lets nothing through by itself.
    answers_everywhere(
        "openat deny O_CLOEXEC;",
        &[
            ("openat", &[0, 0, 0o2_000_000], KILL),
            ("openat", &[0, 0, 0], "allow"),
        ],
    );
}

#[test]
fn rule_3_9_flags_of_several_bits() {
    // With the host's values: O_TMPFILE has O_DIRECTORY in it, O_SYNC has O_DSYNC.
    answers_everywhere(
        "openat deny O_TMPFILE, O_SYNC;",
        &[
            ("openat", &[0, 0, 0o20_200_002], KILL),
            ("openat", &[0, 0, 0o200_000], "allow"),
            ("openat", &[0, 0, 0o20_000_000], "allow"),
            ("openat", &[0, 0, 0o4_010_000], KILL),
            ("openat", &[0, 0, 0o10_000], "allow"),
        ],
    );
}

#[test]
fn rule_3_10_flags_of_no_bits() {
    answers_everywhere(
        "mprotect allow PROT_NONE, PROT_READ;",
        &[
            ("mprotect", &[0, 0, 0], "allow"),
            ("mprotect", &[0, 0, 1], "allow"),
            ("mprotect", &[0, 0, 2], KILL),
        ],
    );
    answers_everywhere(
        "mprotect allow PROT_NONE;",
        &[
            ("mprotect", &[0, 0, 0], "allow"),
            ("mprotect", &[0, 0, 1], KILL),
        ],
    );
    for name in TARGETS {
        refused(
            name,
            "mprotect deny PROT_NONE;",
            "`PROT_NONE` is no flag that can be denied",
        );
        refused(name, "mprotect errno(1) PROT_NONE;", "write a condition");
    }
}

#[test]
fn rule_3_11_calls_with_one_such_argument() {
    answers_everywhere(
        "ioctl deny TIOCSTI, 0x5423, crate::MINE; prctl allow PR_SET_NAME, 0x53564d41; ptrace deny 16; fcntl allow 1030;",
        &[
            ("ioctl", &[0, 0x5412], KILL),
            ("ioctl", &[0, 0x5423 | HIGH], KILL),
            ("ioctl", &[0, 0x1234], KILL),
            ("ioctl", &[0x5412, 0], "allow"),
            ("prctl", &[15], "allow"),
            ("prctl", &[0x5356_4d41], "allow"),
            ("prctl", &[16], KILL),
            ("ptrace", &[16], KILL),
            ("ptrace", &[0], "allow"),
            ("fcntl", &[0, 1030], "allow"),
            ("fcntl", &[0, 0], KILL),
        ],
    );
    // One argument of a field and flags: a literal is a value of the field where all its bits are there, a flag otherwise.
    answers(
        "x86_64",
        "clone deny 0x1000_0000, 17, crate::MINE << 12 | 0x800_0000;",
        &[
            ("clone", &[0x1000_0000], KILL),
            ("clone", &[0x1000_0100 | HIGH], KILL),
            ("clone", &[17], KILL),
            ("clone", &[0x100 | 17], KILL),
            ("clone", &[0x100 | 16], "allow"),
            ("clone", &[0x1234 << 12 | 0x800_0000], KILL),
            ("clone", &[0x1234 << 12], "allow"),
        ],
    );
    answers(
        "x86_64",
        "clone allow 0x100, SIGCHLD;",
        &[
            ("clone", &[0x100 | 17], "allow"),
            ("clone", &[17], "allow"),
            ("clone", &[0x100 | 18], KILL),
            ("clone", &[0x300 | 17], KILL),
        ],
    );
    refused(
        "x86_64",
        "clone deny 0x111;",
        "`0x111` mixes flags of clone with a value of the field 0xff",
    );
    refused(
        "x86_64",
        "clone deny 0;",
        "`0` is no flag that can be denied",
    );
    refused(
        "x86_64",
        "clone deny O_CREAT;",
        "`O_CREAT` belongs to no argument of clone",
    );
    refused(
        "x86_64",
        "clone deny SIGCHLD | CLONE_VM;",
        "compared each in its own way",
    );
}

#[test]
fn rule_3_12_constants_that_belong_nowhere() {
    // Names that begin as the argument's do, and are another's: in an allow list they would let a call through by chance.
    for (call, word, argument) in [
        ("clone", "CLONE_NEWTIME", "flags"),
        ("prctl", "PR_CAP_AMBIENT_RAISE", "option"),
        ("prctl", "linux::PR_MTE_TCF_SYNC", "option"),
        ("bpf", "linux::BPF_PROG_TYPE_KPROBE", "cmd"),
        ("bpf", "BPF_LD", "cmd"),
        ("ptrace", "PTRACE_O_TRACECLONE", "request"),
        ("fcntl", "F_SEAL_WRITE", "cmd"),
        ("fcntl", "F_RDLCK", "cmd"),
        ("seccomp", "SECCOMP_RET_ALLOW", "operation"),
        ("membarrier", "MEMBARRIER_CMD_FLAG_CPU", "cmd"),
        ("keyctl", "KEYCTL_SUPPORTS_SIGN", "operation"),
        ("linkat", "AT_FDCWD", "flags"),
        ("openat", "O_ACCMODE", "flags"),
        ("mmap", "linux::MAP_TYPE", "flags"),
    ] {
        let name = word.trim_start_matches("linux::");
        let message = format!("`{name}` is no `{argument}` of {call}");
        for action in ["allow", "deny"] {
            refused("x86_64", &format!("{call} {action} {word};"), &message);
        }
    }
    for joined in [
        "openat allow O_RDWR | O_CREAT;",
        "clone deny CLONE_NEWUSER | SIGCHLD;",
        "mmap deny PROT_EXEC | MAP_FIXED;",
    ] {
        refused("x86_64", joined, "compared each in its own way");
    }
    refused("x86_64", "socket deny UNIX;", "did you mean `AF_UNIX`?");
    // What begins so and is listed is one.
    for right in [
        "prctl allow PR_CAP_AMBIENT, PR_MCE_KILL, PR_MCE_KILL_GET, PR_SET_MM, PR_SET_VMA, PR_SCHED_CORE;",
        "unshare deny CLONE_NEWTIME;",
    ] {
        let found = errors("x86_64", right);
        assert!(!found.contains("is no `"), "{right}: {found}");
    }
    refused(
        "x86_64",
        "socket deny O_CREAT;",
        "`O_CREAT` belongs to no argument of socket",
    );
    refused("x86_64", "socket deny O_CREAT;", "`AF_`, `PF_` (domain)");
    refused(
        "x86_64",
        "socket deny 5;",
        "belongs to no argument of socket",
    );
    refused(
        "x86_64",
        "clone deny AF_UNIX;",
        "belongs to no argument of clone",
    );
    refused(
        "x86_64",
        "getpid deny AF_UNIX;",
        "no argument of getpid has constants",
    );
}

#[test]
fn rule_3_13_twice_in_a_list() {
    answers_everywhere(
        "socket deny AF_UNIX, PF_UNIX;",
        &[("socket", &[1], KILL), ("socket", &[2], "allow")],
    );
    refused(
        "x86_64",
        "socket deny AF_UNIX, AF_INET, AF_UNIX;",
        "`AF_UNIX` is in the list twice",
    );
    refused(
        "x86_64",
        "clone deny NEWUSER, CLONE_NEWUSER;",
        "`CLONE_NEWUSER` is in the list twice",
    );
    refused(
        "x86_64",
        "clone deny NEW*, NEWUSER;",
        "`CLONE_NEWUSER` is in the list twice",
    );
}

#[test]
fn rule_3_14_the_prefix_may_be_left_off() {
    for name in TARGETS {
        let flags = |value: u64| {
            if name == "s390x" {
                [0, value]
            } else {
                [value, 0]
            }
        };
        answers(
            name,
            "clone deny NEWUSER, NEWNET; madvise deny HWPOISON;",
            &[
                ("clone", &flags(0x1000_0000), KILL),
                ("clone", &flags(0x4000_0000 | 17), KILL),
                ("clone", &flags(0x2000_0000), "allow"),
                ("madvise", &[0, 0, 100], KILL),
            ],
        );
    }
    refused(
        "x86_64",
        "socket deny NETLINK;",
        "`NETLINK` belongs to no argument of socket",
    );
}

#[test]
fn rule_3_15_globs() {
    let seven = [
        0x0002_0000,
        0x0200_0000,
        0x0400_0000,
        0x0800_0000,
        0x1000_0000,
        0x2000_0000,
        0x4000_0000,
    ];
    for name in TARGETS {
        let flags = |value: u64| {
            if name == "s390x" {
                [0, value]
            } else {
                [value, 0]
            }
        };
        for policy in ["clone deny NEW*;", "clone deny CLONE_NEW*;"] {
            for namespace in seven {
                let calls = [
                    flags(namespace),
                    flags(namespace | 0x11),
                    flags(namespace | HIGH),
                ];
                for args in calls {
                    answers(name, policy, &[("clone", &args, KILL)]);
                }
            }
            // CLONE_NEWTIME is part of clone's exit signal.
            answers(
                name,
                policy,
                &[
                    ("clone", &flags(0x80), "allow"),
                    ("clone", &flags(0x003d_0f00), "allow"),
                ],
            );
        }
    }
    answers_everywhere(
        "unshare deny NEW*; setns deny CLONE_NEW*;",
        &[
            ("unshare", &[0x80], KILL),
            ("unshare", &[0x400], "allow"),
            ("setns", &[0, 0x80], KILL),
            ("setns", &[0, 0], "allow"),
        ],
    );
    refused("x86_64", "clone deny NOWHERE*;", "begins with `NOWHERE`");
}

/// Names that libc lacks on some target have the kernel's values, and no deny list leaves one out.
#[test]
fn rule_3_15_globs_are_the_kernels() {
    answers_everywhere(
        "prctl deny PR_SET_*; kill deny SIG*;",
        &[
            // PR_SET_SPECULATION_CTRL, which libc lacks with musl, and two that it lacks everywhere.
            ("prctl", &[53], KILL),
            ("prctl", &[57], KILL),
            ("prctl", &[59], KILL),
            ("prctl", &[58], "allow"),
            ("kill", &[0, 16], KILL),
            ("kill", &[0, 32], KILL),
            ("kill", &[0, 33], "allow"),
            ("kill", &[0, 64], KILL),
        ],
    );
    // Another kernel's signals: 7 is SIGEMT, 18 SIGCHLD and 128 the last.
    let mips = Machine::new("mips", "kill allow SIG*;");
    for signal in [7, 16, 18, 32, 128] {
        assert_eq!(mips.call("kill", &[0, signal]), "allow", "{signal}");
    }
    assert_eq!(mips.call("kill", &[0, 64]), KILL);
    // Commands that libc does not name at all.
    answers_everywhere(
        "bpf deny BPF_PROG_*; io_uring_register allow IORING_REGISTER_*;",
        &[
            ("bpf", &[5], KILL),
            ("bpf", &[0], "allow"),
            ("io_uring_register", &[0, 0], "allow"),
            ("io_uring_register", &[0, 1], KILL),
        ],
    );
    let emulated = "ptrace deny PTRACE_SYSEMU*;";
    answers(
        "x86_64",
        emulated,
        &[("ptrace", &[31], KILL), ("ptrace", &[29], "allow")],
    );
    answers(
        "powerpc64",
        emulated,
        &[("ptrace", &[29], KILL), ("ptrace", &[31], "allow")],
    );
    refused(
        "riscv64",
        emulated,
        "`PTRACE_SYSEMU*` stands for nothing on riscv64",
    );
    let vectors = "ptrace deny PTRACE_GETV*;";
    answers("arm", vectors, &[("ptrace", &[27], KILL)]);
    refused(
        "x86_64",
        vectors,
        "`PTRACE_GETV*` stands for nothing on x86_64",
    );
}

#[test]
fn rule_3_16_words_and_paths() {
    answers_everywhere(
        "ioctl deny TIOCSTI, crate::MINE; kill allow if sig == libc::SIGKILL;",
        &[
            ("ioctl", &[0, 0x5412], KILL),
            ("ioctl", &[0, 0x1234], KILL),
            ("kill", &[0, 9], "allow"),
            ("kill", &[0, 8], KILL),
        ],
    );
    refused(
        "x86_64",
        "kill allow if sig == sigkill;",
        "`sigkill` is no constant: libc",
    );
}

#[test]
fn rule_3_17_expressions() {
    answers_everywhere(
        "openat allow if flags == O_CREAT | O_EXCL; write allow if fd == 1 << 2 | 1;
         lseek allow if whence == (0x1_0000_0002u64 as u32) - 1; kill allow if sig == b'\x0f';
         close allow if fd == 2 + 3 * 4 - 1; dup allow if arg0 == 0b1100 & 0o6 ^ 1; read allow if fd == (1 << 40) >> 38;
         fchmod allow if fd == -1 as u8;",
        &[
            ("openat", &[0, 0, 0o300], "allow"),
            ("write", &[5], "allow"),
            ("lseek", &[0, 0, 1], "allow"),
            ("kill", &[0, 15], "allow"),
            ("close", &[13], "allow"),
            ("dup", &[5], "allow"),
            ("read", &[4], "allow"),
            // As in Rust, `-` binds tighter than `as`.
            ("fchmod", &[255], "allow"),
            ("openat", &[0, 0, 0o100], KILL),
            ("close", &[12], KILL),
        ],
    );
    refused(
        "x86_64",
        "write allow if fd == 4 / 2;",
        "`/` is no operator of a policy",
    );
    refused(
        "x86_64",
        "write allow if fd == f(1);",
        "is a call, not a constant",
    );
    refused(
        "x86_64",
        "write allow if fd == 1 as c_int;",
        "constants are cast to primitive integers",
    );
    refused("x86_64", "write allow if fd == 1.5;", "is a float");
    refused("x86_64", "write allow if fd == 1 << 200;", "overflows");
}

#[test]
fn rule_3_18_constants_fit_or_fail() {
    answers_everywhere(
        "write allow if fd == 0xffff_ffff; kill allow if pid == -1 || pid == 0xffff_fffe;",
        &[
            ("write", &[0xffff_ffff], "allow"),
            ("kill", &[0xffff_ffff], "allow"),
            ("kill", &[0xffff_fffe | HIGH], "allow"),
            ("kill", &[1], KILL),
        ],
    );
    for name in TARGETS {
        for value in ["0x1_0000_0000", "-0x8000_0001", "0xffff_ffff_ffff_ffff"] {
            let policy = format!("write allow if fd == {value};");
            refused(
                name,
                &policy,
                &format!("`{value}` does not fit `fd` of write"),
            );
            refused(
                name,
                &format!("ioctl deny {value};"),
                "does not fit `request` of ioctl",
            );
        }
        let wide = "munmap allow if len == 0x1_0000_0000;";
        if target(name).abi.long_bits() == 32 {
            refused(name, wide, "does not fit `len` of munmap");
        } else {
            answers(
                name,
                wide,
                &[
                    ("munmap", &[0, 1 << 32], "allow"),
                    ("munmap", &[0, 0], KILL),
                ],
            );
            refused(
                name,
                "munmap allow if len == 0x1_0000_0000_0000_0000;",
                "does not fit",
            );
        }
        refused(
            name,
            "fchmod deny if mode has 0x10000;",
            "does not fit `mode` of fchmod",
        );
    }
}

#[test]
fn rule_3_19_negative_means_all_its_bits() {
    answers_everywhere(
        "write deny if fd == -1; close deny if fd in [-1, -2]; read deny if fd & -2 == 6; ioctl deny -1;",
        &[
            ("write", &[0xffff_ffff], KILL),
            ("write", &[u64::MAX], KILL),
            ("write", &[1], "allow"),
            ("close", &[0xffff_fffe], KILL),
            ("read", &[7], KILL),
            ("read", &[8], "allow"),
            ("ioctl", &[0, 0xffff_ffff], KILL),
        ],
    );
    answers(
        "s390x",
        "munmap deny if len != -1;",
        &[
            ("munmap", &[0, u64::MAX], "allow"),
            ("munmap", &[0, 0xffff_ffff], KILL),
        ],
    );
}

#[test]
fn rule_3_20_order_needs_a_value_of_the_type() {
    for name in TARGETS {
        for condition in [
            "fd > -1",
            "fd >= -1",
            "fd < -5",
            "fd <= -1",
            "fd in -1..=5",
            "fd in 0..=-1",
        ] {
            let policy = format!("write allow if {condition};");
            refused(
                name,
                &policy,
                "does not fit `fd` of write, a 32-bit unsigned int",
            );
        }
        for condition in [
            "pid < 0x8000_0000",
            "pid >= 0xffff_ffff",
            "pid in 1..=0x8000_0000",
        ] {
            let policy = format!("kill allow if {condition};");
            refused(name, &policy, "does not fit `pid` of kill");
        }
    }
}

#[test]
fn rule_3_21_complement_in_the_width() {
    answers_everywhere(
        "mprotect allow if prot & !(PROT_READ | PROT_WRITE) == 0; write allow if fd == !0; kill allow if pid < !-3;
         fchmod allow if mode & !0o777 == 0;",
        &[
            ("mprotect", &[0, 0, 3], "allow"),
            ("mprotect", &[0, 0, 4], KILL),
            ("write", &[0xffff_ffff], "allow"),
            ("kill", &[1], "allow"),
            ("kill", &[2], KILL),
            ("fchmod", &[0, 0o777], "allow"),
            ("fchmod", &[0, 0o777 | 1 << 16], "allow"),
            ("fchmod", &[0, 0o4000], KILL),
        ],
    );
    answers(
        "x86_64",
        "mprotect allow if prot & !(PROT_READ | PROT_WRITE) == 0;",
        &[("mprotect", &[0, 0, 1 << 32], KILL)],
    );
}
