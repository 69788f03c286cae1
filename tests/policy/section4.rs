//! 4 Conditions.

use evalbox_compiler::target::Abi;

use super::machine::{Machine, TARGETS, answers, answers_everywhere, refused, target};

const HIGH: u64 = 0xdead_beef_0000_0000;
const KILL: &str = "kill_process";
const MINUS_1: u64 = 0xffff_ffff;

#[test]
fn rule_4_1_equal_and_not() {
    answers_everywhere(
        "write allow if fd == 1; kill allow if pid != 1;",
        &[
            ("write", &[1], "allow"),
            ("write", &[2], KILL),
            ("kill", &[1], KILL),
            ("kill", &[1 | HIGH], KILL),
            ("kill", &[2], "allow"),
        ],
    );
}

#[test]
fn rule_4_2_order_and_ranges() {
    answers_everywhere(
        "write allow if fd < 3; read allow if count <= 4096; dup allow if oldfd >= 3; close allow if fd > 2;
         kill allow if sig in 1..=15;",
        &[
            ("write", &[2], "allow"),
            ("write", &[3], KILL),
            ("read", &[0, 0, 4096], "allow"),
            ("read", &[0, 0, 4097], KILL),
            ("dup", &[3], "allow"),
            ("dup", &[2], KILL),
            ("close", &[3], "allow"),
            ("close", &[2], KILL),
            ("kill", &[0, 0], KILL),
            ("kill", &[0, 1], "allow"),
            ("kill", &[0, 15], "allow"),
            ("kill", &[0, 16], KILL),
        ],
    );
    refused(
        "x86_64",
        "kill allow if sig in 1..15;",
        "`..` leaves its end open",
    );
}

#[test]
fn rule_4_3_sets() {
    answers_everywhere(
        "lseek allow if whence in [SEEK_SET, SEEK_CUR, 7];",
        &[
            ("lseek", &[0, 0, 0], "allow"),
            ("lseek", &[0, 0, 1], "allow"),
            ("lseek", &[0, 0, 7], "allow"),
            ("lseek", &[0, 0, 2], KILL),
        ],
    );
}

#[test]
fn rule_4_4_masks() {
    answers_everywhere(
        "socket allow if type & 0xf == SOCK_STREAM; openat allow if (flags & O_CREAT) == 0;
         fchmod allow if mode & S_ISUID != S_ISUID; write allow if fd & 7 & 3 == 1;",
        &[
            ("socket", &[0, 0x801], "allow"),
            ("socket", &[0, 3], KILL),
            ("openat", &[0, 0, 0o1000], "allow"),
            ("openat", &[0, 0, 0o1100], KILL),
            ("fchmod", &[0, 0o777], "allow"),
            ("fchmod", &[0, 0o4777], KILL),
            ("write", &[5], "allow"),
            ("write", &[3], KILL),
        ],
    );
}

#[test]
fn rule_4_5_has_any_only() {
    answers_everywhere(
        "openat deny if flags has O_CREAT | O_EXCL; unshare deny if flags any CLONE_NEWUSER | CLONE_NEWNET;
         mprotect allow if prot only PROT_READ | PROT_WRITE;",
        &[
            ("openat", &[0, 0, 0o300], KILL),
            ("openat", &[0, 0, 0o100], "allow"),
            ("unshare", &[0x1000_0000], KILL),
            ("unshare", &[0x4000_0000], KILL),
            ("unshare", &[0x400], "allow"),
            ("mprotect", &[0, 0, 0], "allow"),
            ("mprotect", &[0, 0, 3], "allow"),
            ("mprotect", &[0, 0, 7], KILL),
        ],
    );
    // In both words of a 64-bit argument.
    for name in ["x86_64", "s390x", "aarch64"] {
        answers(
            name,
            "munmap allow if len has 0x1_0000_0001; mremap allow if old_len any 0x1_0000_0001; brk allow if addr only 0x1_0000_0001;",
            &[
                ("munmap", &[0, 0x1_0000_0003], "allow"),
                ("munmap", &[0, 1 << 32], KILL),
                ("munmap", &[0, 1], KILL),
                ("mremap", &[0, 1 << 32], "allow"),
                ("mremap", &[0, 1], "allow"),
                ("mremap", &[0, 2], KILL),
                ("brk", &[0x1_0000_0001], "allow"),
                ("brk", &[2], KILL),
                ("brk", &[2 << 32], KILL),
            ],
        );
    }
}

#[test]
fn rule_4_6_joined_by_and_or_not() {
    answers_everywhere(
        "write allow if fd == 1 || fd == 2 && !(count > 4096); kill allow if !(pid == 1 || sig == 9) && pid != 3;",
        &[
            ("write", &[1, 0, 10_000], "allow"),
            ("write", &[2, 0, 10_000], KILL),
            ("write", &[2, 0, 4096], "allow"),
            ("kill", &[1, 1], KILL),
            ("kill", &[2, 9], KILL),
            ("kill", &[3, 1], KILL),
            ("kill", &[2, 1], "allow"),
        ],
    );
}

#[test]
fn rule_4_7_parentheses_where_it_is_not_as_it_looks() {
    for policy in [
        "openat allow if flags & O_CREAT | O_EXCL == 0;",
        "openat allow if flags & O_CREAT ^ O_EXCL == 0;",
    ] {
        refused("x86_64", policy, "`&` binds tighter than this operator");
    }
    refused(
        "x86_64",
        "write allow if !fd == 1;",
        "`!fd` negates the argument, not the comparison",
    );
    refused(
        "x86_64",
        "write allow if fd == 1 & count == 1;",
        "joined by `&&`",
    );
    refused(
        "x86_64",
        "write allow if 1 < fd;",
        "a comparison begins with an argument",
    );
    answers_everywhere(
        "openat allow if flags has O_CREAT | O_EXCL; kill allow if pid in 1 | 2..=8;",
        &[
            ("openat", &[3, 0, 0o300], "allow"),
            ("openat", &[3, 0, 0o100], KILL),
            ("kill", &[3], "allow"),
            ("kill", &[8], "allow"),
            ("kill", &[2], KILL),
            ("kill", &[9], KILL),
        ],
    );
}

/// As above in one condition: the proof has to look at the facts about each argument on their own.
#[test]
fn rule_4_7_open_constants_beside_an_order() {
    answers_everywhere(
        "openat allow if flags has O_CREAT | O_EXCL && dirfd in 1 | 2..=8;",
        &[
            ("openat", &[3, 0, 0o300], "allow"),
            ("openat", &[2, 0, 0o300], KILL),
        ],
    );
}

#[test]
fn rule_4_8_names() {
    for policy in [
        "socketpair allow if domain == 1;",
        "socketpair allow if family == 1;",
    ] {
        answers_everywhere(
            policy,
            &[("socketpair", &[1], "allow"), ("socketpair", &[2], KILL)],
        );
    }
    refused(
        "x86_64",
        "socket allow if domian == 1;",
        "socket has no argument `domian`",
    );
    refused(
        "x86_64",
        "socket allow if domian == 1;",
        "did you mean `domain`?",
    );
}

#[test]
fn rule_4_9_places() {
    answers_everywhere(
        "prctl allow if arg0 == PR_SET_NAME && arg2 == 0;",
        &[
            ("prctl", &[15, 7, 0], "allow"),
            ("prctl", &[15, 0, 7], KILL),
            ("prctl", &[16, 7, 0], KILL),
        ],
    );
    refused(
        "x86_64",
        "read allow if arg3 == 0;",
        "read has 3 arguments, `arg0` to `arg2`, and no `arg3`",
    );
    refused(
        "x86_64",
        "getpid allow if arg0 == 0;",
        "getpid has no arguments",
    );
    refused("x86_64", "futex allow if arg6 == 0;", "no `arg6`");
    // A place has the type of its argument.
    answers(
        "x86_64",
        "read allow if arg0 == 1;",
        &[("read", &[1 | HIGH], "allow")],
    );
}

#[test]
fn rule_4_10_thirty_two_bits() {
    answers_everywhere(
        "ioctl deny TIOCSTI; write allow if fd < 3; kill allow if pid in 1..=2; setuid allow if uid != 0;",
        &[
            ("ioctl", &[0, 0x5412 | HIGH], KILL),
            ("ioctl", &[0, 0x5412], KILL),
            ("write", &[2 | HIGH], "allow"),
            ("write", &[3 | HIGH], KILL),
            ("kill", &[2 | HIGH], "allow"),
            ("kill", &[3 | HIGH], KILL),
        ],
    );
}

#[test]
fn rule_4_11_sixty_four_bits_or_a_register() {
    for name in TARGETS {
        let wide = target(name).abi.long_bits() == 64;
        let above = if wide { KILL } else { "allow" };
        let calls: [(&str, &[u64], &str); 5] = [
            ("read", &[0, 0, 5], "allow"),
            ("read", &[0, 0, 5 | HIGH], above),
            ("read", &[0, 0, 5 << 32], KILL),
            ("munmap", &[0, 1 << 32], above),
            ("munmap", &[0, 9], "allow"),
        ];
        answers(
            name,
            "read allow if count == 5; munmap allow if len < 10;",
            &calls,
        );
    }
}

#[test]
fn rule_4_12_signed_and_unsigned() {
    answers_everywhere(
        "kill deny if pid < 0; read deny if fd > 1000; lseek allow if offset < 0; setpriority allow if niceval in -5..=5;",
        &[
            ("kill", &[MINUS_1], KILL),
            ("kill", &[MINUS_1 | HIGH], KILL),
            ("kill", &[1 | HIGH], "allow"),
            ("kill", &[0x7fff_ffff], "allow"),
            ("read", &[MINUS_1], KILL),
            ("read", &[1000], "allow"),
            ("lseek", &[0, u64::MAX], "allow"),
            ("lseek", &[0, 0], KILL),
            ("setpriority", &[0, 0, 0xffff_fffb], "allow"),
            ("setpriority", &[0, 0, 0xffff_fffa], KILL),
            ("setpriority", &[0, 0, 5], "allow"),
            ("setpriority", &[0, 0, 6], KILL),
        ],
    );
    answers(
        "s390x",
        "lseek allow if offset < 0;",
        &[("lseek", &[0, MINUS_1], KILL)],
    );
    answers(
        "arm",
        "lseek allow if offset < 0;",
        &[("lseek", &[0, MINUS_1], "allow")],
    );
}

#[test]
fn rule_4_13_addresses_that_are_numbers() {
    answers_everywhere(
        "munmap allow if addr >= 0x10000; brk allow if addr == 0; madvise allow if addr & 0xfff == 0;",
        &[
            ("munmap", &[0x10000], "allow"),
            ("munmap", &[0xffff], KILL),
            ("brk", &[0], "allow"),
            ("brk", &[1], KILL),
            ("madvise", &[0x5000], "allow"),
            ("madvise", &[0x5001], KILL),
        ],
    );
}

#[test]
fn rule_4_14_pointers() {
    answers_everywhere(
        "rt_sigaction deny if act != 0; openat deny if filename == 0;",
        &[
            ("rt_sigaction", &[2, 0], "allow"),
            ("rt_sigaction", &[2, 0x1000], KILL),
            ("openat", &[0, 0], KILL),
            ("openat", &[0, 1], "allow"),
        ],
    );
    answers(
        "x86_64",
        "rt_sigaction deny if act != 0;",
        &[("rt_sigaction", &[2, 1 << 32], KILL)],
    );
    for condition in [
        "pathname == 4096",
        "pathname > 0",
        "pathname in [0, 1]",
        "pathname & 1 == 0",
        "pathname has 1",
    ] {
        for name in TARGETS {
            refused(
                name,
                &format!("openat allow if {condition};"),
                "`pathname` of openat is a pointer",
            );
        }
    }
}

#[test]
fn rule_4_15_less_than_the_prototype() {
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
            "fchmod deny if mode has S_ISUID; clone deny if flags == CLONE_NEWUSER; ptrace allow if pid == 7;
             mkdirat allow if mode == 0o755;",
            &[
                ("fchmod", &[0, 0o4000 | 0xffff_0000 | HIGH], KILL),
                ("fchmod", &[0, 0xffff_0000], "allow"),
                ("clone", &flags(0x1000_0000 | HIGH), KILL),
                ("clone", &flags(0x1000_0001), "allow"),
                ("ptrace", &[0, 7 | HIGH], "allow"),
                ("ptrace", &[0, 8], KILL),
                ("mkdirat", &[0, 0, 0o755 | 0x10000], "allow"),
                ("mkdirat", &[0, 0, 0o754], KILL),
            ],
        );
    }
    for name in ["x86_64", "aarch64", "powerpc64"] {
        answers(
            name,
            "mmap allow if fd == -1;",
            &[
                ("mmap", &[0, 0, 0, 0, MINUS_1], "allow"),
                ("mmap", &[0, 0, 0, 0, 1], KILL),
            ],
        );
    }
}

#[test]
fn rule_4_16_types_that_are_not_known() {
    for name in ["x86_64", "aarch64", "s390x"] {
        let machine = Machine::new(name, "nr(1999) allow if arg5 < 0x1_0000_0000 && arg0 == 1;");
        assert_eq!(
            machine.number(1999, &[1, 0, 0, 0, 0, MINUS_1]),
            "allow",
            "{name}"
        );
        assert_eq!(
            machine.number(1999, &[1, 0, 0, 0, 0, 1 << 32]),
            KILL,
            "{name}"
        );
        assert_eq!(
            machine.number(1999, &[1, 0, 0, 0, 0, u64::MAX]),
            KILL,
            "{name}"
        );
        assert_eq!(machine.number(1999, &[1 | HIGH]), KILL, "{name}");
    }
    refused("x86_64", "nr(1999) allow if arg6 == 0;", "no `arg6`");
    refused("x86_64", "nr(1999) allow if fd == 0;", "write the place");
}

#[test]
fn rule_4_17_arguments_in_two_registers() {
    for name in TARGETS {
        let policy = "pread64 allow if offset == 0;";
        if target(name).abi.long_bits() == 32 {
            refused(name, policy, "`offset` of pread64 comes in two registers");
        } else {
            answers(
                name,
                policy,
                &[
                    ("pread64", &[0, 0, 0, 0], "allow"),
                    ("pread64", &[0, 0, 0, 1 << 32], KILL),
                ],
            );
        }
        let parted =
            "#[cfg(target_pointer_width = \"64\")] pread64 allow if offset == 0; allow [read];";
        answers(name, parted, &[("read", &[], "allow")]);
    }
}

#[test]
fn rule_4_18_registers_of_x32() {
    let machine = Machine::new(
        "x86_64",
        "abi [x32]; read allow if count == 5; lseek allow if offset == 5;",
    );
    for abi in [Abi::X86_64, Abi::X32] {
        for (call, args) in [("read", [0, 0, 5]), ("lseek", [0, 5, 0])] {
            assert_eq!(
                machine.call_on(abi, call, &args),
                "allow",
                "{call} on {abi}"
            );
            let above = args.map(|arg| if arg == 5 { 5 | 1 << 32 } else { arg });
            assert_eq!(machine.call_on(abi, call, &above), KILL, "{call} on {abi}");
        }
    }
}

#[test]
fn rule_4_19_the_raw_order() {
    for name in TARGETS {
        let (flags, other) = if name == "s390x" {
            ([0, 0x1000_0000], [0x1000_0000, 0])
        } else {
            ([0x1000_0000, 0], [0, 0x1000_0000])
        };
        answers(
            name,
            "clone deny if flags has CLONE_NEWUSER;",
            &[("clone", &flags, KILL), ("clone", &other, "allow")],
        );
    }
    answers(
        "s390x",
        "clone deny if arg1 == 5;",
        &[("clone", &[0, 5], KILL), ("clone", &[5, 0], "allow")],
    );
}
