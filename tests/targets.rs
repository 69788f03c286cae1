//! The seed's two policies, and one of scattered names, on every architecture: compiled, and run with that architecture's
//! numbers and byte order.

#[path = "support/machine.rs"]
mod machine;
#[path = "support/words.rs"]
mod words;

use evalbox_compiler::action::Kind;
use evalbox_compiler::table::{groups, syscalls};
use evalbox_compiler::target::{Abi, Target};
use machine::Machine;

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";
const NOTIFY: &str = "default allow; foreign allow; notify [@notify-fs];";

fn machine(text: &str, target: Target) -> Machine {
    Machine::new(text, target, &words::word).unwrap_or_else(|errors| panic!("{target}: {errors}"))
}

/// The program's answer, which is the plain reading's as well.
fn answer(machine: &Machine, arch: u32, nr: u32, args: &[u64; 6]) -> u32 {
    let answer = machine.run(arch, nr, args);
    assert_eq!(answer, machine.plain(arch, nr, args), "{arch:#x} {nr:#x}");
    answer
}

fn number(name: &str, target: Target) -> Option<u32> {
    syscalls::number(syscalls::find(name)?, target.abi)
}

/// The register of clone's flags: s390x has the stack first.
fn clone_flags(target: Target) -> usize {
    usize::from(target.abi == Abi::S390x)
}

#[test]
fn the_seeds_whitelist() {
    for target in Target::ALL {
        let machine = machine(SEED, target);
        let arch = target.audit_arch(target.abi);
        let (allow, kill) = (Kind::Allow.ret(), Kind::KillProcess.ret());
        let listed = groups::group("evalbox").expect("the group is there");
        for &(number, id) in syscalls::numbers(target.abi) {
            let expected = match syscalls::name(id) {
                "clone" | "socket" | "ioctl" => continue,
                "clone3" => Kind::Errno.ret() | 38,
                _ if listed.contains(&id) => allow,
                _ => kill,
            };
            let name = syscalls::name(id);
            assert_eq!(
                answer(&machine, arch, number, &[0; 6]),
                expected,
                "{target} {name}"
            );
            assert_eq!(
                answer(&machine, arch, number, &[u64::MAX; 6]),
                expected,
                "{target} {name}"
            );
            assert_eq!(
                answer(&machine, !arch, number, &[0; 6]),
                kill,
                "{target} foreign {name}"
            );
        }
        let clone = number("clone", target).expect("everywhere");
        for (flags, expected) in [
            (0x0001_1f00 | 17, allow),
            (0x0002_0000, kill),
            (0x1000_0000 | 17, kill),
            (0xff_0000_0000, allow),
            (0xff_4000_0000, kill),
        ] {
            let mut args = [0; 6];
            args[clone_flags(target)] = flags;
            assert_eq!(
                answer(&machine, arch, clone, &args),
                expected,
                "{target} clone {flags:#x}"
            );
        }
        // x86 and s390x once had socketcall only; today each has socket.
        let socket = number("socket", target).expect("everywhere");
        for (args, expected) in [
            ([1, 1], allow),
            ([16, 3], kill),
            ([16, 1], kill),
            ([2, 3], kill),
            ([2, 0x8_0803], kill),
            ([0xffff_ffff_0000_0010, 1], kill),
            ([2, 0xffff_ffff_0000_0003], kill),
            ([2, 0x8_0801], allow),
        ] {
            let args = [args[0], args[1], 0, 0, 0, 0];
            assert_eq!(
                answer(&machine, arch, socket, &args),
                expected,
                "{target} socket {args:x?}"
            );
        }
        let ioctl = number("ioctl", target).expect("everywhere");
        for (request, expected) in [
            (0x5412, kill),
            (0x5423, kill),
            (0x541c, kill),
            (0x1_0000_5412, kill),
            (0x5401, allow),
            (0x5413, allow),
            (u64::MAX, allow),
        ] {
            let args = [0, request, 0, 0, 0, 0];
            assert_eq!(
                answer(&machine, arch, ioctl, &args),
                expected,
                "{target} ioctl {request:#x}"
            );
        }
    }
}

#[test]
fn the_seeds_notify_filter() {
    for target in Target::ALL {
        let machine = machine(NOTIFY, target);
        let arch = target.audit_arch(target.abi);
        let listed = groups::group("notify-fs").expect("the group is there");
        for &(number, id) in syscalls::numbers(target.abi) {
            let expected = if listed.contains(&id) {
                Kind::Notify
            } else {
                Kind::Allow
            };
            assert_eq!(
                answer(&machine, arch, number, &[0; 6]),
                expected.ret(),
                "{target} {number}"
            );
            assert_eq!(
                answer(&machine, !arch, number, &[0; 6]),
                Kind::Allow.ret(),
                "{target}"
            );
        }
    }
}

#[test]
fn hundreds_of_scattered_names() {
    for target in Target::ALL {
        let answers: Vec<(u32, u16, &str)> = syscalls::numbers(target.abi)
            .iter()
            .enumerate()
            // Neighbours answer differently: no two numbers share a range.
            .map(|(index, &(number, id))| {
                (
                    number,
                    u16::try_from(index % 7).expect("small"),
                    syscalls::name(id),
                )
            })
            .collect();
        let mut text = String::from("#![allow(no_exit)] ");
        for (_, error, name) in &answers {
            text += &format!("errno({}) [{name}]; ", error + 1);
        }
        let machine = machine(&text, target);
        let arch = target.audit_arch(target.abi);
        assert!(
            machine.program.len() > 255,
            "{target}: jumps over 255 are what this is about"
        );
        for (number, error, name) in answers {
            let expected = Kind::Errno.ret() | u32::from(error + 1);
            assert_eq!(
                answer(&machine, arch, number, &[0; 6]),
                expected,
                "{target} {name}"
            );
        }
    }
}

#[test]
fn x32_numbers_are_foreign_and_minus_one_is_unknown() {
    let text = "default allow; foreign errno(1); unknown errno(2);";
    let machine = machine(text, Target::X86_64);
    let arch = Target::X86_64.audit_arch(Abi::X86_64);
    let errno = |number: u32| Kind::Errno.ret() | number;
    for (number, expected) in [
        (0, Kind::Allow.ret()),
        (0x3fff_ffff, errno(2)),
        (0x4000_0000, errno(1)),
        (0x4000_0200, errno(1)),
        (0x7fff_ffff, errno(1)),
        (0x8000_0000, errno(2)),
        (0xbfff_ffff, errno(2)),
        (0xc000_0000, errno(1)),
        (0xffff_fffe, errno(1)),
        (0xffff_ffff, errno(2)),
    ] {
        assert_eq!(
            answer(&machine, arch, number, &[0; 6]),
            expected,
            "{number:#x}"
        );
    }
}
