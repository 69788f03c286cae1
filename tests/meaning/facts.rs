//! What the test knows by itself: system calls of `x86_64` with the types that the kernel's `SYSCALL_DEFINE`s give their arguments, and
//! constants with the values of the kernel's headers. None of it comes from data/.

/// An argument.
pub(crate) struct Arg {
    pub(crate) name: &'static str,
    pub(crate) bits: u32,
    pub(crate) signed: bool,
    pub(crate) pointer: bool,
}

/// How a family of constants compares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Value,
    Field(u64),
    Flag,
}

/// Constants of an argument.
pub(crate) struct Family {
    pub(crate) arg: usize,
    pub(crate) how: How,
    pub(crate) constants: &'static [(&'static str, u64)],
}

/// A system call.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) number: u32,
    pub(crate) args: &'static [Arg],
    pub(crate) families: &'static [Family],
    /// Bits of an argument that an allow list always lets through.
    pub(crate) through: &'static [(usize, u64)],
}

const fn number(name: &'static str, bits: u32, signed: bool) -> Arg {
    Arg {
        name,
        bits,
        signed,
        pointer: false,
    }
}

const fn int(name: &'static str) -> Arg {
    number(name, 32, true)
}

const fn uint(name: &'static str) -> Arg {
    number(name, 32, false)
}

const fn ulong(name: &'static str) -> Arg {
    number(name, 64, false)
}

const fn long(name: &'static str) -> Arg {
    number(name, 64, true)
}

const fn umode(name: &'static str) -> Arg {
    number(name, 16, false)
}

const fn pointer(name: &'static str) -> Arg {
    Arg {
        name,
        bits: 64,
        signed: false,
        pointer: true,
    }
}

const fn family(arg: usize, how: How, constants: &'static [(&'static str, u64)]) -> Family {
    Family {
        arg,
        how,
        constants,
    }
}

const SIGNALS: &[(&str, u64)] = &[
    ("SIGHUP", 1),
    ("SIGKILL", 9),
    ("SIGTERM", 15),
    ("SIGCHLD", 17),
    ("SIGSTOP", 19),
];
const CLONE: &[(&str, u64)] = &[
    ("CLONE_VM", 0x100),
    ("CLONE_THREAD", 0x1_0000),
    ("CLONE_NEWNS", 0x2_0000),
    ("CLONE_NEWUSER", 0x1000_0000),
    ("CLONE_NEWNET", 0x4000_0000),
    ("CLONE_IO", 0x8000_0000),
];
const UNSHARE: &[(&str, u64)] = &[
    ("CLONE_NEWNS", 0x2_0000),
    ("CLONE_NEWUSER", 0x1000_0000),
    ("CLONE_NEWTIME", 0x80),
];
const PROT: &[(&str, u64)] = &[("PROT_READ", 1), ("PROT_WRITE", 2), ("PROT_EXEC", 4)];

/// The calls.
pub(crate) const CALLS: &[Call] = &[
    Call {
        name: "read",
        number: 0,
        args: &[uint("fd"), pointer("buf"), ulong("count")],
        families: &[],
        through: &[],
    },
    Call {
        name: "lseek",
        number: 8,
        args: &[uint("fd"), long("offset"), uint("whence")],
        families: &[family(
            2,
            How::Value,
            &[("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2)],
        )],
        through: &[],
    },
    Call {
        name: "mmap",
        number: 9,
        args: &[
            ulong("addr"),
            ulong("length"),
            ulong("prot"),
            ulong("flags"),
            uint("fd"),
            ulong("offset"),
        ],
        families: &[
            family(2, How::Flag, PROT),
            family(
                3,
                How::Field(0xf),
                &[
                    ("MAP_SHARED", 1),
                    ("MAP_PRIVATE", 2),
                    ("MAP_SHARED_VALIDATE", 3),
                ],
            ),
            family(
                3,
                How::Flag,
                &[
                    ("MAP_FIXED", 0x10),
                    ("MAP_ANONYMOUS", 0x20),
                    ("MAP_POPULATE", 0x8000),
                ],
            ),
        ],
        through: &[],
    },
    Call {
        name: "mprotect",
        number: 10,
        args: &[ulong("addr"), ulong("len"), ulong("prot")],
        families: &[family(2, How::Flag, PROT)],
        through: &[],
    },
    Call {
        name: "ioctl",
        number: 16,
        args: &[uint("fd"), uint("request"), ulong("arg")],
        families: &[family(
            1,
            How::Value,
            &[
                ("TIOCSTI", 0x5412),
                ("TIOCLINUX", 0x541c),
                ("TIOCSETD", 0x5423),
                ("FIONREAD", 0x541b),
                ("0x5401", 0x5401),
            ],
        )],
        through: &[],
    },
    Call {
        name: "pread64",
        number: 17,
        args: &[uint("fd"), pointer("buf"), ulong("count"), long("offset")],
        families: &[],
        through: &[],
    },
    Call {
        name: "madvise",
        number: 28,
        args: &[ulong("addr"), ulong("length"), int("advice")],
        families: &[family(
            2,
            How::Value,
            &[
                ("MADV_DONTNEED", 4),
                ("MADV_FREE", 8),
                ("MADV_HWPOISON", 100),
            ],
        )],
        through: &[],
    },
    Call {
        name: "socket",
        number: 41,
        args: &[int("domain"), int("type"), int("protocol")],
        families: &[
            family(
                0,
                How::Value,
                &[
                    ("AF_UNIX", 1),
                    ("PF_UNIX", 1),
                    ("AF_INET", 2),
                    ("AF_INET6", 10),
                    ("AF_NETLINK", 16),
                ],
            ),
            family(
                1,
                How::Field(0xf),
                &[
                    ("SOCK_STREAM", 1),
                    ("SOCK_DGRAM", 2),
                    ("SOCK_RAW", 3),
                    ("SOCK_SEQPACKET", 5),
                ],
            ),
            family(
                1,
                How::Flag,
                &[("SOCK_CLOEXEC", 0o2_000_000), ("SOCK_NONBLOCK", 0o4000)],
            ),
            family(
                2,
                How::Value,
                &[("IPPROTO_IP", 0), ("IPPROTO_TCP", 6), ("IPPROTO_UDP", 17)],
            ),
        ],
        through: &[(1, 0o2_004_000)],
    },
    Call {
        name: "setsockopt",
        number: 54,
        args: &[
            int("sockfd"),
            int("level"),
            int("optname"),
            pointer("optval"),
            int("optlen"),
        ],
        families: &[family(
            1,
            How::Value,
            &[("SOL_SOCKET", 1), ("SOL_NETLINK", 270)],
        )],
        through: &[],
    },
    Call {
        name: "clone",
        number: 56,
        // kernel/fork.c: `.flags = (lower_32_bits(clone_flags) & ~CSIGNAL)`
        args: &[
            uint("flags"),
            ulong("stack"),
            pointer("parent_tid"),
            pointer("child_tid"),
            ulong("tls"),
        ],
        families: &[
            family(0, How::Flag, CLONE),
            family(0, How::Field(0xff), SIGNALS),
        ],
        through: &[],
    },
    Call {
        name: "kill",
        number: 62,
        args: &[int("pid"), int("sig")],
        families: &[family(1, How::Value, SIGNALS)],
        through: &[],
    },
    Call {
        name: "fcntl",
        number: 72,
        args: &[uint("fd"), uint("cmd"), ulong("arg")],
        families: &[family(
            1,
            How::Value,
            &[
                ("F_DUPFD", 0),
                ("F_SETFL", 4),
                ("F_SETPIPE_SZ", 1031),
                ("77", 77),
            ],
        )],
        through: &[],
    },
    Call {
        name: "fchmod",
        number: 91,
        args: &[uint("fd"), umode("mode")],
        families: &[],
        through: &[],
    },
    Call {
        name: "ptrace",
        number: 101,
        args: &[long("request"), int("pid"), ulong("addr"), ulong("data")],
        families: &[family(
            0,
            How::Value,
            &[
                ("PTRACE_TRACEME", 0),
                ("PTRACE_ATTACH", 16),
                ("PTRACE_SEIZE", 0x4206),
            ],
        )],
        through: &[],
    },
    Call {
        name: "prctl",
        number: 157,
        args: &[
            int("option"),
            ulong("arg1"),
            ulong("arg2"),
            ulong("arg3"),
            ulong("arg4"),
        ],
        families: &[family(
            0,
            How::Value,
            &[
                ("PR_SET_NAME", 15),
                ("PR_SET_SECCOMP", 22),
                ("PR_SET_MM", 35),
            ],
        )],
        through: &[],
    },
    Call {
        name: "futex",
        number: 202,
        args: &[
            pointer("uaddr"),
            int("futex_op"),
            uint("val"),
            pointer("timeout"),
            pointer("uaddr2"),
            uint("val3"),
        ],
        families: &[family(
            1,
            // FUTEX_CMD_MASK: ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME)
            How::Field(0xffff_fe7f),
            &[
                ("FUTEX_WAIT", 0),
                ("FUTEX_WAKE", 1),
                ("FUTEX_REQUEUE", 3),
                ("FUTEX_LOCK_PI", 6),
            ],
        )],
        through: &[(1, 0x180)],
    },
    Call {
        name: "openat",
        number: 257,
        args: &[
            int("dirfd"),
            pointer("pathname"),
            int("flags"),
            umode("mode"),
        ],
        families: &[
            family(
                2,
                How::Field(3),
                &[("O_RDONLY", 0), ("O_WRONLY", 1), ("O_RDWR", 2)],
            ),
            family(
                2,
                How::Flag,
                &[
                    ("O_CREAT", 0o100),
                    ("O_EXCL", 0o200),
                    ("O_TRUNC", 0o1000),
                    ("O_DSYNC", 0o10_000),
                    ("O_SYNC", 0o4_010_000),
                    ("O_DIRECTORY", 0o200_000),
                    ("O_TMPFILE", 0o20_200_000),
                    ("O_CLOEXEC", 0o2_000_000),
                ],
            ),
        ],
        // O_CLOEXEC, O_NONBLOCK, O_LARGEFILE
        through: &[(2, 0o2_000_000 | 0o4000 | 0o100_000)],
    },
    Call {
        name: "unshare",
        number: 272,
        args: &[ulong("flags")],
        families: &[family(0, How::Flag, UNSHARE)],
        through: &[],
    },
];

/// Calls for lists, without a statement of their own here.
pub(crate) const LISTED: &[(&str, u32)] = &[
    ("write", 1),
    ("close", 3),
    ("getpid", 39),
    ("mount", 165),
    ("gettid", 186),
    ("exit_group", 231),
    ("clone3", 435),
];

/// Numbers that `x86_64` has no system call for.
pub(crate) const UNKNOWN: &[u32] = &[
    340,
    400,
    423,
    1000,
    0x3fff_ffff,
    0x8000_0000,
    0xbfff_ffff,
    u32::MAX,
];

/// Numbers with bit 30, x32's, and other than -1.
pub(crate) const X32: &[u32] = &[
    0x4000_0000,
    0x4000_0001,
    0x7fff_ffff,
    0xc000_0000,
    0xffff_fffe,
];
