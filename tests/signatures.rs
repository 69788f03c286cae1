//! data/signatures.txt, held to facts that are looked up one by one: the kernel function is named beside each.

use std::collections::{BTreeMap, BTreeSet};

use evalbox_policy::table::{Argument, Type, syscalls};
use evalbox_policy::target::Abi;

const I32: Type = Type::Number {
    bits: 32,
    signed: true,
};
const U32: Type = Type::Number {
    bits: 32,
    signed: false,
};
const I64: Type = Type::Number {
    bits: 64,
    signed: true,
};
const U64: Type = Type::Number {
    bits: 64,
    signed: false,
};
const U16: Type = Type::Number {
    bits: 16,
    signed: false,
};
const P64: Type = Type::Pointer { bits: 64 };
const P32: Type = Type::Pointer { bits: 32 };

const NARROW: [Abi; 5] = [Abi::X86, Abi::Arm, Abi::Riscv32, Abi::Powerpc, Abi::Mips];

fn arguments(call: &str, abi: Abi) -> Vec<Argument> {
    let id = syscalls::find(call).unwrap_or_else(|| panic!("{call}"));
    syscalls::arguments(id, abi).unwrap_or_else(|| panic!("{call} on {abi}"))
}

/// Slot and type of the argument that has the name.
fn find(call: &str, name: &str, abi: Abi) -> Option<(u8, Type)> {
    let argument = arguments(call, abi)
        .into_iter()
        .find(|argument| argument.names.contains(&name))?;
    Some((argument.slot, argument.ty))
}

fn shape(call: &str, abi: Abi) -> Vec<(u8, Type)> {
    arguments(call, abi)
        .into_iter()
        .map(|argument| (argument.slot, argument.ty))
        .collect()
}

#[test]
fn fixed_widths_are_the_same_everywhere() {
    for abi in Abi::ALL {
        for (call, name, slot, ty) in [
            ("socket", "domain", 0, I32),
            ("socket", "type", 1, I32),
            ("socket", "protocol", 2, I32),
            ("read", "fd", 0, U32),
            ("openat", "dirfd", 0, I32),
            ("openat", "flags", 2, I32),
            ("openat", "mode", 3, U16),
            ("mkdirat", "mode", 2, U16),
            ("mknodat", "mode", 2, U16),
            ("kill", "pid", 0, I32),
            ("fchownat", "owner", 2, U32),
            ("add_key", "keyring", 4, I32),
            ("clock_settime", "clockid", 0, I32),
            ("timer_delete", "timerid", 0, I32),
            ("mq_timedsend", "mqdes", 0, I32),
            ("quotactl", "id", 2, U32),
            ("ioctl", "request", 1, U32),
            ("ioctl", "cmd", 1, U32),
            ("fcntl", "cmd", 1, U32),
            ("bpf", "cmd", 0, I32),
            ("futex", "futex_op", 1, I32),
            ("futex", "val3", 5, U32),
            ("seccomp", "operation", 0, U32),
            ("landlock_add_rule", "rule_type", 1, U32),
            ("setns", "nstype", 1, I32),
            ("prctl", "option", 0, I32),
            // Narrower than the prototype: fdget_pos(unsigned int), find_get_task_by_vpid(pid_t), int lmode = mode.
            ("readv", "fd", 0, U32),
            ("pwritev2", "fd", 0, U32),
            ("ptrace", "pid", 1, I32),
            ("mbind", "mode", 2, I32),
            // ksys_personality(unsigned int), also where an unsigned long comes in
            ("personality", "persona", 0, U32),
        ] {
            if syscalls::find(call)
                .and_then(|id| syscalls::number(id, abi))
                .is_some()
            {
                assert_eq!(
                    find(call, name, abi),
                    Some((slot, ty)),
                    "{call}.{name} on {abi}"
                );
            }
        }
    }
}

#[test]
fn long_is_as_wide_as_the_register() {
    for abi in Abi::ALL {
        let wide = abi.register_bits() == 64;
        let (long, unsigned, pointer) = if wide {
            (I64, U64, P64)
        } else {
            (
                Type::Number {
                    bits: 32,
                    signed: true,
                },
                U32,
                P32,
            )
        };
        assert_eq!(find("lseek", "offset", abi), Some((1, long)), "{abi}");
        assert_eq!(find("mprotect", "addr", abi), Some((0, unsigned)), "{abi}");
        assert_eq!(find("mprotect", "prot", abi), Some((2, unsigned)), "{abi}");
        assert_eq!(find("write", "count", abi), Some((2, unsigned)), "{abi}");
        assert_eq!(find("write", "buf", abi), Some((1, pointer)), "{abi}");
        assert_eq!(find("unshare", "flags", abi), Some((0, unsigned)), "{abi}");
        // An address that the kernel takes as a number.
        for (call, name) in [
            ("brk", "addr"),
            ("munmap", "addr"),
            ("madvise", "addr"),
            ("mremap", "old_address"),
        ] {
            assert_eq!(
                find(call, name, abi),
                Some((0, unsigned)),
                "{call} on {abi}"
            );
        }
    }
}

/// x32 and n32 make some calls through the kernel's `compat_` functions, which read 32 bits of what their 64-bit
/// twins read whole.
#[test]
fn compat_entries_read_less() {
    for abi in [Abi::X32, Abi::N32] {
        assert_eq!(find("ioctl", "arg", abi), Some((2, U32)), "{abi}");
        assert_eq!(find("recvfrom", "len", abi), Some((2, U32)), "{abi}");
        assert_eq!(find("ptrace", "request", abi), Some((0, I32)), "{abi}");
        assert_eq!(find("sendto", "len", abi), Some((2, U64)), "{abi}");
    }
    assert_eq!(find("ptrace", "request", Abi::X86_64), Some((0, I64)));
    assert_eq!(find("keyctl", "operation", Abi::N32), Some((0, U32)));
    // compat_sys_preadv64 takes the position whole, compat_sys_preadv in halves.
    assert_eq!(find("preadv", "offset", Abi::X32), Some((3, I64)));
    assert_eq!(find("preadv", "pos_h", Abi::N32), Some((4, U32)));
}

/// kernel/fork.c: CLONE_BACKWARDS, CLONE_BACKWARDS2 and neither.
#[test]
fn clone_by_architecture() {
    for abi in Abi::ALL {
        let flags = u8::from(abi == Abi::S390x);
        assert_eq!(find("clone", "flags", abi), Some((flags, U32)), "{abi}");
        assert_eq!(
            find("clone", "stack", abi).map(|(slot, _)| slot),
            Some(1 - flags),
            "{abi}"
        );
        let tls_last = matches!(abi, Abi::X86_64 | Abi::X32 | Abi::Loongarch64 | Abi::S390x);
        assert_eq!(
            find("clone", "tls", abi).map(|(slot, _)| slot),
            Some(if tls_last { 4 } else { 3 }),
            "{abi}"
        );
        assert_eq!(
            find("clone", "child_tid", abi).map(|(slot, _)| slot),
            Some(if tls_last { 3 } else { 4 }),
            "{abi}"
        );
    }
}

#[test]
fn packed_arguments_are_one_pointer() {
    for (call, abi, ty) in [
        ("mmap", Abi::X86, P32),
        ("mmap", Abi::S390x, P64),
        ("select", Abi::X86, P32),
        ("select", Abi::Powerpc, P32),
    ] {
        assert_eq!(shape(call, abi), [(0, ty)], "{call} on {abi}");
        assert_eq!(find(call, "fd", abi), None);
        assert_eq!(find(call, "addr", abi), None);
    }
    // ksys_mmap_pgoff() passes the fd on as unsigned int.
    assert_eq!(find("mmap", "fd", Abi::X86_64), Some((4, U32)));
    assert_eq!(find("mmap", "flags", Abi::X86_64), Some((3, U64)));
    assert_eq!(find("mmap2", "fd", Abi::X86), Some((4, U32)));
    assert_eq!(find("mmap2", "pgoffset", Abi::Arm), Some((5, U32)));
}

/// ia32_pread64, aarch32_pread64, ppc_pread64, 32_pread (mips); compat_arg_u64 without a gap on riscv.
#[test]
fn wide_arguments_are_split_and_aligned() {
    for (abi, gap) in [
        (Abi::X86, 0),
        (Abi::Riscv32, 0),
        (Abi::Arm, 1),
        (Abi::Powerpc, 1),
        (Abi::Mips, 1),
    ] {
        assert_eq!(
            find("pread64", "offset", abi),
            Some((3 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("pwrite64", "offset", abi),
            Some((3 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("truncate64", "length", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("ftruncate64", "length", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("readahead", "offset", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("readahead", "count", abi),
            Some((3 + gap, U32)),
            "{abi}"
        );
    }
    for abi in NARROW {
        assert_eq!(
            shape("fallocate", abi),
            [(0, I32), (1, I32), (2, Type::Split), (4, Type::Split)],
            "{abi}"
        );
        assert_eq!(
            shape("fanotify_mark", abi),
            [(0, I32), (1, U32), (2, Type::Split), (4, I32), (5, P32)],
            "{abi}"
        );
        // The halves are arguments of their own.
        assert_eq!(find("preadv", "pos_h", abi), Some((4, U32)), "{abi}");
    }
    for abi in Abi::ALL.into_iter().filter(|abi| !NARROW.contains(abi)) {
        assert_eq!(find("pread64", "offset", abi), Some((3, I64)), "{abi}");
        assert_eq!(find("fanotify_mark", "mask", abi), Some((2, U64)), "{abi}");
        assert_eq!(find("fanotify_mark", "dirfd", abi), Some((3, I32)), "{abi}");
        assert!(
            arguments("fallocate", abi)
                .iter()
                .all(|argument| argument.ty != Type::Split),
            "{abi}"
        );
    }
}

#[test]
fn advice_and_ranges_by_architecture() {
    let s = Type::Split;
    assert_eq!(
        shape("fadvise64", Abi::X86_64),
        [(0, I32), (1, I64), (2, U64), (3, I32)]
    );
    assert_eq!(
        shape("fadvise64", Abi::Aarch64),
        [(0, I32), (1, I64), (2, I64), (3, I32)]
    );
    // ia32_fadvise64, ppc32_fadvise64
    assert_eq!(
        shape("fadvise64", Abi::X86),
        [(0, I32), (1, s), (3, U32), (4, I32)]
    );
    assert_eq!(
        shape("fadvise64", Abi::Powerpc),
        [(0, I32), (2, s), (4, U32), (5, I32)]
    );
    // o32's is fadvise64_64, with a gap: the advice is the seventh register, on the stack.
    assert_eq!(shape("fadvise64", Abi::Mips), [(0, I32), (2, s), (4, s)]);
    // ia32_fadvise64_64, ppc_fadvise64_64, aarch32_fadvise64_64
    assert_eq!(
        shape("fadvise64_64", Abi::X86),
        [(0, I32), (1, s), (3, s), (5, I32)]
    );
    assert_eq!(
        shape("fadvise64_64", Abi::Powerpc),
        [(0, I32), (1, I32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("arm_fadvise64_64", Abi::Arm),
        [(0, I32), (1, I32), (2, s), (4, s)]
    );
    // ia32_sync_file_range, aarch32_sync_file_range2, ppc_sync_file_range2; o32's flags are on the stack.
    assert_eq!(
        shape("sync_file_range", Abi::X86),
        [(0, I32), (1, s), (3, s), (5, U32)]
    );
    assert_eq!(
        shape("arm_sync_file_range", Abi::Arm),
        [(0, I32), (1, U32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("sync_file_range2", Abi::Powerpc),
        [(0, I32), (1, U32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("sync_file_range2", Abi::Powerpc64),
        [(0, I32), (1, U32), (2, I64), (3, I64)]
    );
    assert_eq!(find("sync_file_range", "flags", Abi::Mips), None);
    assert_eq!(find("sync_file_range", "flags", Abi::N32), Some((3, U32)));
}

/// `setuid` of the first 32-bit ABIs takes 16 bits (kernel/uid16.c); `setuid32` and all others take 32.
#[test]
fn sixteen_bit_ids() {
    for abi in Abi::ALL {
        let old = matches!(abi, Abi::X86 | Abi::Arm);
        for call in ["setuid", "setfsuid"] {
            assert_eq!(
                shape(call, abi),
                [(0, if old { U16 } else { U32 })],
                "{call} on {abi}"
            );
        }
    }
    assert_eq!(shape("setuid32", Abi::X86), [(0, U32)]);
    assert_eq!(
        shape("sigsuspend", Abi::X86),
        [(0, I32), (1, I32), (2, U32)]
    );
}

#[test]
fn names_of_pages_and_prototypes() {
    for (call, names) in [
        (
            "clone",
            "flags clone_flags stack newsp parent_tid child_tid tls",
        ),
        ("execve", "pathname filename path argv envp"),
        ("fcntl", "fd cmd op arg"),
        (
            "futex",
            "uaddr futex_op op val timeout utime val2 uaddr2 val3",
        ),
        ("ioctl", "fd op request cmd arg argp"),
        ("keyctl", "operation option op"),
        ("kill", "pid sig"),
        ("mmap", "addr length len prot flags fd offset"),
        (
            "mount",
            "source dev_name target dir_name filesystemtype type mountflags flags data",
        ),
        ("open", "pathname filename path flags mode"),
        ("prctl", "option op"),
        ("ptrace", "request op pid addr data"),
        ("recvfrom", "sockfd fd buf len flags src_addr addrlen"),
        ("setns", "fd nstype flags"),
        ("socket", "domain family type protocol"),
        ("unshare", "flags unshare_flags"),
    ] {
        for name in names.split(' ') {
            assert!(find(call, name, Abi::X86_64).is_some(), "{call}.{name}");
        }
    }
    // A page's own `arg2` is counted from 1: no name, as `arg1` is the same place counted from 0.
    assert_eq!(find("prctl", "arg5", Abi::X86_64), None);
    assert_eq!(arguments("prctl", Abi::X86_64).len(), 5);
}

/// The calls of which nothing is known: no kernel of today implements them. `_sysctl` and the like were removed.
const UNKNOWN: &str = "_sysctl afs_syscall bdflush break create_module epoll_ctl_old epoll_wait_old ftime \
    get_kernel_syms getpmsg gtty idle lock mpx multiplexer nfsservctl prof profil putpmsg query_module reserved177 \
    reserved193 reserved221 reserved82 security stty syscall timerfd tuxcall ulimit unused150 unused18 unused28 \
    unused84 vserver";

#[test]
fn every_call_has_a_signature_or_is_listed() {
    let listed: BTreeSet<&str> = UNKNOWN.split_whitespace().collect();
    for id in syscalls::all() {
        let call = syscalls::name(id);
        for abi in Abi::ALL
            .into_iter()
            .filter(|&abi| syscalls::number(id, abi).is_some())
        {
            let Some(arguments) = syscalls::arguments(id, abi) else {
                assert!(listed.contains(call), "{call} has no signature on {abi}");
                continue;
            };
            assert!(!listed.contains(call), "{call} has a signature");
            let mut names = BTreeSet::new();
            let mut next = 0;
            for argument in &arguments {
                assert!(argument.slot >= next, "{call} on {abi}: registers in order");
                next = argument.slot + if argument.ty == Type::Split { 2 } else { 1 };
                assert!(next <= 6, "{call} on {abi}");
                assert!(!argument.names.is_empty(), "{call} on {abi}");
                for name in argument.names {
                    assert!(
                        names.insert(name),
                        "{call} on {abi}: two arguments are called {name}"
                    );
                    let digits = name
                        .strip_prefix("arg")
                        .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
                    if let Some(place) = digits.filter(|rest| !rest.is_empty()) {
                        assert_eq!(place.parse(), Ok(argument.slot), "{call} on {abi}");
                    }
                }
            }
        }
    }
}

fn type_name(ty: Type) -> String {
    match ty {
        Type::Number { bits, signed } => format!("{}{bits}", if signed { 'i' } else { 'u' }),
        Type::Pointer { .. } => "pointer".to_owned(),
        Type::Split => "64 bits in two registers".to_owned(),
        Type::Unknown => "unknown".to_owned(),
    }
}

fn row(arguments: Option<Vec<Argument>>) -> String {
    let Some(arguments) = arguments else {
        return "not known".to_owned();
    };
    let one = |(place, argument): (usize, &Argument)| {
        let name = argument.names.join(" or ");
        let moved = if usize::from(argument.slot) == place {
            String::new()
        } else {
            format!(" in arg{}", argument.slot)
        };
        format!(
            "{name}: {}{moved} (`{}`)",
            type_name(argument.ty),
            argument.kernel_type
        )
    };
    let all: Vec<_> = arguments.iter().enumerate().map(one).collect();
    if all.is_empty() {
        "none".to_owned()
    } else {
        all.join(", ")
    }
}

/// The page, with a row for every set of ABIs that read a call alike.
fn page() -> String {
    let mut page = "# What is known of each system call\n\n\
        Written by `BLESS=1 cargo test --test signatures` from data/signatures.txt. `u32` and its kin are what is\n\
        compared: the bits that the kernel reads, and their sign; in parentheses is the kernel's own type. An argument\n\
        that is not in the register of its place says in which it is.\n\n\
        | call | ABIs | arguments |\n| --- | --- | --- |\n"
        .to_owned();
    for id in syscalls::all() {
        let mut rows = BTreeMap::<String, Vec<Abi>>::new();
        let having: Vec<_> = Abi::ALL
            .into_iter()
            .filter(|&abi| syscalls::number(id, abi).is_some())
            .collect();
        for &abi in &having {
            rows.entry(row(syscalls::arguments(id, abi)))
                .or_default()
                .push(abi);
        }
        let mut rows: Vec<_> = rows.into_iter().map(|(text, abis)| (abis, text)).collect();
        rows.sort();
        for (abis, text) in rows {
            let abis: Vec<_> = abis.iter().map(|abi| abi.name()).collect();
            let abis = if abis.len() == Abi::ALL.len() {
                "all".to_owned()
            } else {
                abis.join(" ")
            };
            page += &format!("| `{}` | {abis} | {text} |\n", syscalls::name(id));
        }
    }
    page
}

#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/syscalls.md");
    let expected = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &expected).expect("docs/ is writable");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    let stale = found
        .lines()
        .zip(expected.lines())
        .find(|(found, expected)| found != expected);
    assert_eq!(
        stale, None,
        "docs/syscalls.md is stale: BLESS=1 cargo test --test signatures"
    );
    assert_eq!(
        found.len(),
        expected.len(),
        "docs/syscalls.md is stale: BLESS=1 cargo test --test signatures"
    );
}
