//! The filters of evalbox-sys 0.2.0, which this project grew out of, against ours for the same policies: every
//! architecture word and number, and arguments around each constant, with and without garbage in the upper halves.
//!
//! They must answer alike everywhere. Only the length may differ.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, seccomp_filter};
use evalbox_sys::seccomp as old;
use proptest::prelude::*;

static WHITELIST: Filter = seccomp_filter! {
    allow [@evalbox];
    errno(ENOSYS) [clone3];
    clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW;
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
};

static NOTIFY: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    notify [@notify-fs];
};

/// The old program as one of ours, so that one evaluator reads both. It is verified on the way.
fn adopted(program: &[old::SockFilter]) -> Filter {
    let program: Vec<SockFilter> = program
        .iter()
        .map(|i| SockFilter {
            code: i.code,
            jt: i.jt,
            jf: i.jf,
            k: i.k,
        })
        .collect();
    Filter::new(program.leak()).expect("the old filter is a valid program")
}

fn old_whitelist() -> Filter {
    adopted(&old::build_whitelist_filter(&old::default_whitelist()))
}

fn old_notify() -> Filter {
    adopted(&old::build_notify_filter(&old::notify_fs_syscalls()))
}

/// Architecture words: the native one, its kin, others, and no architecture at all.
fn arches() -> Vec<u32> {
    let native = SeccompData::new(0, [0; 6]).arch;
    let mut arches = vec![
        0,
        1,
        u32::MAX,
        0x4000_0003,
        0xc000_003e,
        0xc000_00b7,
        0x4000_0028,
        0x8000_0016,
        0xc000_00f3,
    ];
    for bit in 0..32 {
        arches.push(native ^ (1 << bit));
    }
    arches.push(native);
    arches
}

/// Numbers: every one that a table may have, x32's, those beyond, and both ends.
fn numbers() -> impl Iterator<Item = i32> {
    let x32 = (0..=1024).map(|nr| nr | 0x4000_0000);
    let edges = [
        -1,
        -2,
        i32::MIN,
        i32::MIN + 1,
        i32::MAX,
        0x3fff_ffff,
        0x7fff_fffe,
        0x10000,
    ];
    (0..=1024).chain(x32).chain(edges)
}

/// Values of one argument: every single bit, and each constant of the policy with its neighbours.
fn values() -> Vec<u64> {
    const CONSTANTS: [u64; 16] = [
        0,
        1,
        2,
        3,
        10,
        16,
        17,
        0x5412,
        0x541c,
        0x5423,
        0x5413,
        0x803,
        0x8_0003,
        0x8_0803,
        0x7e02_0000,
        0xffff_ffff,
    ];
    let mut values: Vec<u64> = CONSTANTS
        .iter()
        .flat_map(|&c| [c.wrapping_sub(1), c, c + 1])
        .collect();
    values.extend((0..64).map(|bit| 1_u64 << bit));
    let garbage: Vec<u64> = values
        .iter()
        .map(|value| value | 0xdead_beef_0000_0000)
        .collect();
    values.extend(garbage);
    values.sort_unstable();
    values.dedup();
    values
}

fn assert_same(new: &Filter, old: &Filter, data: &SeccompData) {
    assert_eq!(new.evaluate(data), old.evaluate(data), "{data:x?}");
}

#[test]
fn every_number_of_every_architecture() {
    for (new, old) in [(WHITELIST, old_whitelist()), (NOTIFY, old_notify())] {
        for arch in arches() {
            for nr in numbers() {
                for args in [[0; 6], [u64::MAX; 6], [0x5412; 6], [16; 6], [3; 6]] {
                    assert_same(
                        &new,
                        &old,
                        &SeccompData {
                            nr,
                            arch,
                            instruction_pointer: 0,
                            args,
                        },
                    );
                }
            }
        }
    }
}

#[test]
fn every_pair_of_interesting_arguments() {
    let old = old_whitelist();
    let values = values();
    for nr in [
        libc::SYS_clone,
        libc::SYS_clone3,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_ioctl,
        libc::SYS_read,
    ] {
        let nr = i32::try_from(nr).expect("a system call's number");
        for &first in &values {
            for &second in &values {
                assert_same(
                    &WHITELIST,
                    &old,
                    &SeccompData::new(nr, [first, second, 0, 0, 0, 0]),
                );
            }
        }
    }
}

/// The type's flag bits do not hide a raw socket: raw sockets with flag bits are refused by both.
#[test]
fn raw_sockets_with_flag_bits() {
    let nr = i32::try_from(libc::SYS_socket).expect("a system call's number");
    for flags in [
        0,
        libc::SOCK_CLOEXEC,
        libc::SOCK_NONBLOCK,
        libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK,
    ] {
        let kind = u64::from((libc::SOCK_RAW | flags).cast_unsigned());
        let data = SeccompData::new(nr, [2, kind, 0, 0, 0, 0]);
        assert_eq!(WHITELIST.evaluate(&data), Action::KillProcess);
        assert_eq!(old_whitelist().evaluate(&data), Action::KillProcess);
    }
}

#[test]
fn ours_is_shorter() {
    let (new, old) = (WHITELIST.program().len(), old_whitelist().program().len());
    assert!(new < old, "{new} instructions, {old} before");
}

proptest! {
    #[test]
    fn any_call(nr in prop_oneof![0..512_i32, any::<i32>()], args in any::<[u64; 6]>()) {
        let data = SeccompData::new(nr, args);
        let old = OLD.with(|old| *old);
        prop_assert_eq!(WHITELIST.evaluate(&data), old.evaluate(&data));
    }
}

thread_local! {
    static OLD: Filter = old_whitelist();
}
