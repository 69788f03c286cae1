//! data/signatures.txt, held to facts that are looked up one by one.

mod facts;

use std::collections::BTreeSet;

use evalbox_compiler::table::{Type, syscalls};
use evalbox_compiler::target::Abi;

use facts::{I32, I64, P32, P64, U16, U32, U64, arguments, find, shape};

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
                for name in &argument.names {
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
