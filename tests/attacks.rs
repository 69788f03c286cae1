//! A process under the seed's policy tries what sandboxes are broken with. Every attempt must end in SIGSYS, and what
//! ordinary programs do must go on working, for root and for an unprivileged user.

#![allow(unsafe_code, reason = "attacks are raw system calls")]

mod support;

use std::collections::BTreeSet;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Abi;
use evalbox_seccomp::{Filter, seccomp_filter};
use support::{Ended, KILLED, User, call, in_child, is_root, skipped};

static SEED: Filter = seccomp_filter! {
    allow [@evalbox];
    // The seed's list is of 64-bit calls; these are what 32-bit threads start and wait with.
    #[cfg(target_pointer_width = "32")] allow [mmap2, futex_time64, set_thread_area];
    errno(ENOSYS) [clone3];
    clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW;
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
};

/// Bits above the 32 that the kernel reads of an `int` (CVE-2019-10063).
const GARBAGE: u64 = 0xdead_beef_0000_0000;

/// Cannot be confused with an errno or with success.
const NOT_CONFINED: i32 = 254;

struct Attempt {
    name: &'static str,
    ends: Ended,
    act: fn() -> i32,
}

/// Attempts that are one system call: `NAME, how it ends, number(args);`.
macro_rules! attempts {
    ($($name:expr, $ends:expr, $number:ident($($arg:expr),*);)*) => {
        &[$(Attempt {
            name: $name,
            ends: $ends,
            act: || {
                #[allow(clippy::cast_sign_loss, reason = "constants of libc are ints; the bits are what counts")]
                let given: &[u64] = &[$($arg as u64),*];
                let mut args = [0; 6];
                args[..given.len()].copy_from_slice(given);
                // CONFIG_CLONE_BACKWARDS2: the stack comes first.
                if cfg!(target_arch = "s390x") && libc::$number == libc::SYS_clone {
                    args.swap(0, 1);
                }
                call(libc::$number, args)
            },
        }),*]
    };
}

/// System calls that the policy does not list, whatever their arguments.
macro_rules! unlisted {
    ($($number:ident)*) => { attempts! { $(stringify!($number), KILLED, $number();)* } };
}

const UNLISTED: &[Attempt] = unlisted! {
    SYS_mount SYS_umount2 SYS_pivot_root SYS_chroot SYS_open_tree SYS_move_mount SYS_fsopen SYS_fsconfig SYS_fsmount
    SYS_fspick SYS_mount_setattr SYS_ptrace SYS_process_vm_readv SYS_process_vm_writev SYS_process_madvise SYS_pidfd_open
    SYS_pidfd_getfd SYS_pidfd_send_signal SYS_kcmp SYS_bpf SYS_perf_event_open SYS_userfaultfd SYS_add_key
    SYS_request_key SYS_keyctl SYS_unshare SYS_setns SYS_memfd_create SYS_memfd_secret SYS_execveat SYS_io_uring_setup
    SYS_io_uring_enter SYS_io_uring_register SYS_open_by_handle_at SYS_name_to_handle_at SYS_fanotify_init SYS_kexec_load
    SYS_init_module SYS_finit_module SYS_delete_module SYS_reboot SYS_swapon SYS_swapoff SYS_acct SYS_quotactl
    SYS_syslog SYS_sethostname SYS_setdomainname SYS_settimeofday SYS_clock_settime SYS_adjtimex SYS_clock_adjtime
    SYS_setuid SYS_setgid SYS_setresuid SYS_setresgid SYS_setreuid SYS_setregid SYS_setgroups SYS_setfsuid SYS_capset
    SYS_setsid SYS_setpgid SYS_vhangup SYS_personality SYS_seccomp SYS_mknodat SYS_mbind
    SYS_move_pages SYS_remap_file_pages SYS_vmsplice SYS_openat2 SYS_landlock_create_ruleset SYS_lookup_dcookie
};

// Not in libc for arm.
#[cfg(not(target_arch = "arm"))]
const MIGRATE_PAGES: &[Attempt] = unlisted! { SYS_migrate_pages };
#[cfg(target_arch = "arm")]
const MIGRATE_PAGES: &[Attempt] = &[];

#[cfg(target_arch = "x86_64")]
const X86_64_ONLY: &[Attempt] = unlisted! {
    SYS_iopl SYS_ioperm SYS_modify_ldt SYS_kexec_file_load SYS_uselib SYS_mknod SYS_ustat SYS__sysctl
};
#[cfg(not(target_arch = "x86_64"))]
const X86_64_ONLY: &[Attempt] = &[];

const BY_ARGUMENT: &[Attempt] = attempts! {
    "clone3", Ended::Exited(libc::ENOSYS), SYS_clone3(0, 0);
    "clone3 with a size", Ended::Exited(libc::ENOSYS), SYS_clone3(0, 88);
    "clone NEWNS", KILLED, SYS_clone(libc::CLONE_NEWNS | libc::SIGCHLD);
    "clone NEWCGROUP", KILLED, SYS_clone(libc::CLONE_NEWCGROUP | libc::SIGCHLD);
    "clone NEWUTS", KILLED, SYS_clone(libc::CLONE_NEWUTS | libc::SIGCHLD);
    "clone NEWIPC", KILLED, SYS_clone(libc::CLONE_NEWIPC | libc::SIGCHLD);
    "clone NEWUSER", KILLED, SYS_clone(libc::CLONE_NEWUSER | libc::SIGCHLD);
    "clone NEWPID", KILLED, SYS_clone(libc::CLONE_NEWPID | libc::SIGCHLD);
    "clone NEWNET", KILLED, SYS_clone(libc::CLONE_NEWNET | libc::SIGCHLD);
    "clone of two namespaces", KILLED, SYS_clone(libc::CLONE_NEWUSER | libc::CLONE_NEWNET | libc::CLONE_VFORK);
    "clone NEWUSER, garbage above", KILLED, SYS_clone(GARBAGE | libc::CLONE_NEWUSER as u64);
    "socket netlink", KILLED, SYS_socket(libc::AF_NETLINK, libc::SOCK_DGRAM, 0);
    "socket netlink, garbage above", KILLED, SYS_socket(GARBAGE | libc::AF_NETLINK as u64, libc::SOCK_DGRAM, 0);
    "socket netlink, raw", KILLED, SYS_socket(libc::AF_NETLINK, libc::SOCK_RAW | libc::SOCK_CLOEXEC, 0);
    "socket raw", KILLED, SYS_socket(libc::AF_INET, libc::SOCK_RAW, libc::IPPROTO_ICMP);
    "socket raw v6", KILLED, SYS_socket(libc::AF_INET6, libc::SOCK_RAW, libc::IPPROTO_ICMPV6);
    "socket raw, cloexec", KILLED, SYS_socket(libc::AF_INET, libc::SOCK_RAW | libc::SOCK_CLOEXEC, libc::IPPROTO_RAW);
    "socket raw, nonblock", KILLED, SYS_socket(libc::AF_INET, libc::SOCK_RAW | libc::SOCK_NONBLOCK, libc::IPPROTO_RAW);
    "socket raw, both", KILLED,
        SYS_socket(libc::AF_INET, libc::SOCK_RAW | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK, libc::IPPROTO_RAW);
    "socket raw, garbage above", KILLED, SYS_socket(libc::AF_INET, GARBAGE | libc::SOCK_RAW as u64, libc::IPPROTO_RAW);
    "socket packet, raw", KILLED, SYS_socket(libc::AF_PACKET, libc::SOCK_RAW, 0);
    "ioctl TIOCSTI", KILLED, SYS_ioctl(0, TIOCSTI, 0);
    "ioctl TIOCSTI, garbage above", KILLED, SYS_ioctl(0, GARBAGE | TIOCSTI, 0);
    "ioctl TIOCSTI, one bit above", KILLED, SYS_ioctl(0, (1_u64 << 32) | TIOCSTI, 0);
    "ioctl TIOCSETD", KILLED, SYS_ioctl(0, TIOCSETD, 0);
    "ioctl TIOCSETD, garbage above", KILLED, SYS_ioctl(0, GARBAGE | TIOCSETD, 0);
    "ioctl TIOCLINUX", KILLED, SYS_ioctl(0, TIOCLINUX, 0);
    "ioctl TIOCLINUX, garbage above", KILLED, SYS_ioctl(0, GARBAGE | TIOCLINUX, 0);
};

/// An ioctl's number, of which libc's type differs.
#[allow(clippy::unnecessary_cast, reason = "a u32 on 32-bit targets")]
const fn request(number: libc::Ioctl) -> u64 {
    number as u64
}

const TIOCSTI: u64 = request(libc::TIOCSTI);
const TIOCSETD: u64 = request(libc::TIOCSETD);
const TIOCLINUX: u64 = request(libc::TIOCLINUX);

/// What programs do all day: these must pass, or the attacks above prove nothing.
const ORDINARY: &[Attempt] = &[
    Attempt {
        name: "getpid",
        ends: Ended::Exited(0),
        act: || call(libc::SYS_getpid, [0; 6]),
    },
    Attempt {
        name: "read of nothing",
        ends: Ended::Exited(libc::EBADF),
        act: || call(libc::SYS_read, [99, 0, 0, 0, 0, 0]),
    },
    Attempt {
        name: "stream socket",
        ends: Ended::Exited(0),
        act: || socket(libc::AF_INET, libc::SOCK_STREAM),
    },
    Attempt {
        name: "datagram socket",
        ends: Ended::Exited(0),
        act: || socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC),
    },
    Attempt {
        name: "unix socket",
        ends: Ended::Exited(0),
        act: || socket(libc::AF_UNIX, libc::SOCK_SEQPACKET | libc::SOCK_NONBLOCK),
    },
    Attempt {
        name: "ioctl TIOCGWINSZ",
        ends: Ended::Exited(libc::EBADF),
        act: || call(libc::SYS_ioctl, [99, request(libc::TIOCGWINSZ), 0, 0, 0, 0]),
    },
    Attempt {
        name: "fork",
        ends: Ended::Exited(0),
        act: fork_and_wait,
    },
    Attempt {
        name: "thread",
        ends: Ended::Exited(0),
        act: thread,
    },
    Attempt {
        name: "exit",
        ends: Ended::Exited(7),
        act: || 7,
    },
];

/// Not the C library's, which is socketcall(2) on x86.
#[allow(clippy::cast_sign_loss, reason = "constants of libc are ints")]
fn socket(domain: i32, kind: i32) -> i32 {
    call(libc::SYS_socket, [domain as u64, kind as u64, 0, 0, 0, 0])
}

fn fork_and_wait() -> i32 {
    // SAFETY: the child ends at once; wait's pointer is to an int of this frame.
    unsafe {
        let child = libc::fork();
        if child == 0 {
            libc::_exit(0);
        }
        let mut status = 0;
        if libc::waitpid(child, &raw mut status, 0) == child {
            status
        } else {
            support::errno()
        }
    }
}

extern "C" fn nothing(_: *mut libc::c_void) -> *mut libc::c_void {
    std::ptr::null_mut()
}

/// glibc tries clone3, is told ENOSYS, and takes clone.
fn thread() -> i32 {
    // SAFETY: the attributes are the default's, the start routine touches no memory, and the thread is joined.
    unsafe {
        let mut id = std::mem::zeroed();
        let error =
            libc::pthread_create(&raw mut id, std::ptr::null(), nothing, std::ptr::null_mut());
        if error == 0 {
            libc::pthread_join(id, std::ptr::null_mut())
        } else {
            error
        }
    }
}

fn users() -> Vec<User> {
    if is_root() {
        return vec![User::Same, User::Nobody];
    }
    skipped("attacks as root", "the tests do not run as root");
    vec![User::Same]
}

fn check(attempts: &[Attempt]) {
    let mut wrong = Vec::new();
    for user in users() {
        for attempt in attempts {
            let act = attempt.act;
            let ended = in_child(user, || {
                if SEED.install().is_ok() {
                    act()
                } else {
                    NOT_CONFINED
                }
            });
            if ended != attempt.ends {
                wrong.push(format!(
                    "{} as {user:?}: {ended:?}, not {:?}",
                    attempt.name, attempt.ends
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn calls_that_the_policy_does_not_list() {
    check(UNLISTED);
    check(MIGRATE_PAGES);
    check(X86_64_ONLY);
}

#[test]
fn calls_that_arguments_decide() {
    check(BY_ARGUMENT);
}

#[test]
fn what_programs_do_passes() {
    check(ORDINARY);
}

/// Without the filter nothing here ends in SIGSYS, so that the signal is the filter's doing.
#[test]
fn without_the_filter_nothing_is_killed() {
    for attempt in BY_ARGUMENT {
        let act = attempt.act;
        // A clone that succeeds runs on in both processes: each returns 0.
        let ended = in_child(User::Same, || {
            act();
            0
        });
        assert_eq!(ended, Ended::Exited(0), "{}", attempt.name);
    }
}

#[test]
fn numbers_that_nobody_has() {
    let abi = Abi::from_name(std::env::consts::ARCH).expect("a target of the table");
    let known: BTreeSet<u32> = syscalls::numbers(abi).iter().map(|&(nr, _)| nr).collect();
    // Not 335 and 336 of x86_64: they are the kernel's own uprobe trampolines, which newer kernels pass by every filter and
    // answer with SIGILL from anywhere else (`seccomp_uprobe_exception`).
    let between = (0..1024)
        .filter(|nr| !known.contains(nr) && ![335, 336].contains(nr))
        .step_by(17);
    for number in between
        .map(u32::cast_signed)
        .chain([-1, 0x3fff_ffff, i32::MAX, i32::MIN])
    {
        let ended = in_child(User::Same, || {
            if SEED.install().is_err() {
                return NOT_CONFINED;
            }
            call(number.into(), [0; 6])
        });
        assert_eq!(ended, KILLED, "number {number}");
    }
}

#[cfg(target_arch = "x86_64")]
mod other_abis {
    use super::*;

    /// x32's numbers are native ones with bit 30: `read` among them, and the 512.. that only x32 has.
    #[test]
    fn x32() {
        const X32_SYSCALL_BIT: libc::c_long = 0x4000_0000;
        for number in [
            libc::SYS_read,
            libc::SYS_getpid,
            libc::SYS_mount,
            libc::SYS_ptrace,
            512,
            520,
            547,
        ] {
            let ended = in_child(User::Same, || {
                if SEED.install().is_err() {
                    return NOT_CONFINED;
                }
                call(X32_SYSCALL_BIT | number, [0; 6])
            });
            assert_eq!(ended, KILLED, "x32 number {number}");
        }
    }

    fn int80(number: u64) -> i32 {
        let answer: u64;
        // SAFETY: the calls made here take no pointers or null ones; the gate clobbers r8 to r11 on some kernels. rbx is
        // the compiler's, so it is saved around the call.
        unsafe {
            std::arch::asm!(
                "push rbx",
                "xor ebx, ebx",
                "int 0x80",
                "pop rbx",
                inout("rax") number => answer,
                in("rcx") 0u64, in("rdx") 0u64, in("rsi") 0u64, in("rdi") 0u64,
                out("r8") _, out("r9") _, out("r10") _, out("r11") _,
            );
        }
        i32::from(answer == 0)
    }

    /// Through `int $0x80` number 4 is write and 21 is mount, where the native table has stat and access.
    #[test]
    fn i386() {
        const GETPID: u64 = 20;
        if in_child(User::Same, || int80(GETPID)) != Ended::Exited(0) {
            skipped("int $0x80", "this kernel does not serve it");
            return;
        }
        for number in [3, 4, GETPID, 21, 26] {
            let ended = in_child(User::Same, || {
                if SEED.install().is_ok() {
                    int80(number)
                } else {
                    NOT_CONFINED
                }
            });
            assert_eq!(ended, KILLED, "i386 number {number}");
        }
    }
}
