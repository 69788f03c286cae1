//! The policies, each for what it makes the back end do.

use std::fmt::Write as _;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Endian, Target};

/// A policy and what it is compiled for.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) text: String,
}

const S390X: Target = Target {
    abi: Abi::S390x,
    endian: Endian::Big,
};

const X86_64: Target = Target::X86_64;

const ORDER: &str = "foreign errno(5); unknown errno(ENOSYS); mprotect allow if prot & PROT_EXEC == 0 && len < 0x1_0000_0000;
    lseek allow if offset >= -5 && whence in [SEEK_SET, SEEK_END];
    kill { pid == 0 => allow, sig in [SIGTERM, SIGKILL] => errno(EPERM), pid < -1 => trap, _ => log }";

const SETS: &str = "ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX, FIONREAD, FIONBIO, FIOCLEX, TCGETS, TIOCGWINSZ, 0x5413;
    socket allow AF_UNIX, AF_INET, SOCK_STREAM, SOCK_DGRAM; openat allow O_RDONLY, O_CREAT, O_EXCL;
    prctl allow if option == crate::V_f || arg1 has 6 && !(arg1 any 0x100);";

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";

/// What most samples begin with.
const BASE: &str = "#![allow(sibling_bypass, io_uring_bypass, unreachable_arm, constant_condition)] allow [read, exit_group];";

/// Every number answers other than its neighbours: more ranges than the exact search takes, and jumps over 255.
fn scattered(actions: &[&str]) -> String {
    let mut text =
        String::from("#![allow(no_exit, sibling_bypass, io_uring_bypass, clone3_bypass)] ");
    for (&(_, id), action) in syscalls::numbers(Abi::X86_64)
        .iter()
        .zip(actions.iter().cycle())
    {
        write!(text, "{action} [{}]; ", syscalls::name(id)).expect("a String takes it");
    }
    text
}

/// One call's list of that many constants of the user's.
fn list(length: u32) -> String {
    let constants: Vec<String> = (0..length)
        .map(|at| format!("crate::V_{:x}", at * 5))
        .collect();
    format!("{BASE} ioctl allow {};", constants.join(", "))
}

/// A rule of that many arms, each with an answer of its own: how far the jumps to the answers go grows with it.
fn chain(length: u32) -> String {
    let arms: Vec<String> = (1..=length)
        .map(|at| format!("request == crate::V_{at:x} => errno({at})"))
        .collect();
    format!("{BASE} ioctl {{ {}, _ => allow }}", arms.join(", "))
}

/// Arms over two arguments, in turn: to ask one of them first takes more residuals with each arm.
fn mixed(length: u32) -> String {
    let arms: Vec<String> = (1..=length)
        .map(|at| {
            format!(
                "cmd == crate::V_{at:x} && arg in [crate::V_{:x}, 7] => errno({at})",
                at + 100
            )
        })
        .collect();
    format!("{BASE} fcntl {{ {}, _ => allow }}", arms.join(", "))
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &str, target, text| {
        let name = name.to_owned();
        samples.push(Sample { name, target, text });
    };
    for (name, target, text) in WHOLE {
        add(name, *target, (*text).to_owned());
    }
    for (name, target, text) in RULES {
        add(name, *target, format!("{BASE} {text}"));
    }
    let errors = [
        "errno(0)", "errno(1)", "errno(2)", "errno(3)", "errno(4)", "errno(5)", "errno(6)",
    ];
    add("scattered", Target::X86_64, scattered(&errors));
    // All the weight in one place: halves would leave nothing on one side, and neighbours are asked for ahead of the rest.
    for (name, hot) in [
        ("scattered, first", "read"),
        ("scattered, last", "file_setattr"),
        ("scattered, side by side", "stat, fstat, lstat"),
    ] {
        let text = format!(
            "{} hot [{hot}];",
            scattered(&["allow", "kill_process", "kill_thread"])
        );
        add(name, Target::X86_64, text);
    }
    add("list of 7", Target::X86_64, list(7));
    add("list of 300", Target::X86_64, list(300));
    for (name, length) in [("chain of 254", 254), ("chain of 255", 255)] {
        add(name, Target::X86_64, chain(length));
    }
    add("mixed arms", Target::X86_64, mixed(14));
    for (at, drawn) in include_str!("drawn.txt").split("=== ").skip(1).enumerate() {
        let (target, text) = drawn.split_once('\n').expect("a target's line");
        let target = Target::ALL
            .into_iter()
            .find(|one| one.to_string() == target)
            .expect("a target");
        add(&format!("drawn {}", at + 1), target, text.to_owned());
    }
    samples
}

type Row = (&'static str, Target, &'static str);

const WHOLE: &[Row] = &[
    ("seed", X86_64, SEED),
    ("seed of s390x", S390X, SEED),
    ("hot", X86_64, "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
        socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX; hot [ioctl, socket, clone];"),
    ("profile", X86_64, "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*; profile \"7000 read\n100 futex\n3 ioctl\n\";
        socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;"),
    ("container", X86_64, include_str!("../../benches/policies/container.policy")),
    ("everything but", X86_64, "default allow; foreign allow; notify [@notify-fs];"),
    ("actions", X86_64, "allow [read, exit_group]; unknown errno(ENOSYS); foreign trap(7); kill_thread [mount, ioctl];
        trace(65535) [openat]; log [getpid]; errno(crate::V_5) [chroot, fstat]; trap [swapon, close]; errno(1) [write, futex];"),
    ("other ABIs", X86_64, "#![allow(sibling_bypass, io_uring_bypass)] abi [x86, x32]; allow [read, exit_group, getpid, write, futex];
        foreign errno(3); unknown errno(4); lseek allow if offset >= -5;"),
];

/// Behind [`BASE`].
const RULES: &[Row] = &[
    ("ordered arms", X86_64, ORDER),
    ("ordered arms of s390x", S390X, ORDER),
    ("sets", X86_64, SETS),
    ("sets of s390x", S390X, SETS),
    ("equal", X86_64, "write allow if fd == 1; lseek allow if offset == 7; fchmod allow if mode == 0o644; chmod allow if mode == crate::V_1ff;
        dup deny if oldfd == crate::V_7; pread64 allow if pos == crate::V_700000003;"),
    ("order", X86_64, "write allow if fd < 3; dup allow if oldfd < crate::V_3; kill allow if pid < 5; tkill allow if pid <= -5;
        tgkill allow if tgid < crate::N_5; fchmod allow if mode <= 0o777; chmod allow if mode < crate::V_1ff;"),
    ("order of 64 bits", X86_64, "read allow if count <= 0x1_0000_0005; lseek allow if offset < 0x2_0000_0007; pread64 allow if pos <= -7;
        pwrite64 allow if pos < crate::V_500000007; readahead allow if count < crate::V_500000007; ftruncate allow if length <= crate::N_7;"),
    ("ranges", X86_64, "kill allow if sig in 1..=15; tkill allow if sig in -3..=3; read allow if count in 5..=0x1_0000_0000;
        write allow if count in crate::V_5..=crate::V_10; lseek allow if offset in -5..=crate::V_10;"),
    ("ranges and values", X86_64, "kill { sig in [1, 2, 3, 9, 15, 20, 30] => allow, sig in 4..=8 => errno(1), sig > 60 => trap, sig == 12 => log, _ => kill_thread }"),
    ("flags", X86_64, "mprotect deny if prot has PROT_EXEC; madvise allow if behavior has 8; ioctl allow if request has 0x18; fcntl deny if cmd has crate::V_6;
        mmap deny if prot has 6; munmap allow if len has crate::V_300000000; clone allow if flags has CLONE_NEWUSER;"),
    ("any", X86_64, "mprotect deny if prot any 6; ioctl allow if request any crate::V_18; fchmod deny if mode any 0o6000;
        chmod deny if mode any crate::V_800; munmap allow if len any crate::V_300000000; dup allow if oldfd any 0xffff_ffff; fcntl allow if cmd any 1 || cmd any 2;"),
    ("only", X86_64, "mprotect allow if prot only 3; ioctl allow if request only crate::V_18; fchmod allow if mode only 0o777;
        chmod allow if mode only crate::V_1ff; munmap allow if len only crate::V_300000000 | 1; mmap allow if prot only PROT_READ | PROT_WRITE;"),
    ("masks", X86_64, "socket allow SOCK_STREAM, SOCK_DGRAM; socketpair allow if type & 0xf == 2; accept4 allow if flags & 8 == 8;
        ioctl allow if request & 0xff00 == crate::V_5400; fchmod allow if mode & 0o7000 == 0; fcntl allow if cmd & 4 == 5;
        munmap allow if len & 0xff_0000_00ff == 0x1_0000_0001; mprotect allow if prot & crate::V_7 == crate::V_5; dup allow if oldfd & 0 == 0;
        madvise allow if behavior & 12 == 4 || behavior & 12 == 8 || behavior & 12 == 16;"),
    ("pairs of words", X86_64, "lseek allow if offset in [1, 2, 0x1_0000_0001, 0x2_0000_0001, -1]; pread64 allow if pos in [crate::V_1, crate::V_100000002, 3];"),
    ("sets of known values", X86_64, "ioctl { request in [1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41] => allow, request in [2, 6, 10] => errno(2), _ => errno(3) }
        fcntl allow if cmd == 1 || cmd == 3 || cmd == 5 || cmd == 7; dup deny if oldfd != 1 && oldfd != 4 && oldfd != 9;"),
    ("sets and values", X86_64, "ioctl { request == TCGETS => errno(5), request in [TCGETS, TIOCSTI, TIOCSETD] => allow, request in [crate::V_1, crate::V_2] && fd == 3 => trap }
        fcntl { cmd in [1, crate::V_2, crate::V_3] => allow, cmd == crate::V_2 => errno(1), arg == 2 => log }"),
    ("what is left is the same", X86_64, "ioctl allow if fd == crate::V_1 && request == 5 || fd != crate::V_1 && request in 5..=5;
        fcntl allow if fd in [1, 7] && cmd == 5 || !(fd in [1, 7]) && cmd in 5..=5;"),
    ("a value that answers the rest", X86_64, "kill { pid == 6 && sig == 1 => allow, pid & 6 == 6 => errno(1), pid any 9 => trap, pid == -1 && sig == 2 => log }
        ioctl { request == 5 && fd == 1 => allow, request in [5, crate::V_6, crate::V_7] => errno(1), request any 5 => trap }
        fcntl { cmd == crate::V_2 && fd == 1 => errno(5), cmd in [crate::V_2, crate::V_3] => allow }"),
    ("flags in chains", X86_64, "kill deny if sig any 1 && sig any 6; ioctl allow if !(request any 1) && !(request any crate::V_6) && !(fd any 1);
        fcntl deny if cmd any 1 || cmd any crate::V_6 || cmd == 8; openat deny if flags has O_CREAT; dup deny if oldfd in [crate::V_3, crate::V_3];"),
    ("a word asked twice", X86_64, "socket { domain == 1 && type == 2 => allow, domain == 2 && type == 3 => errno(1), domain == 3 || type == 4 => errno(2) }
        ioctl { fd == 1 && request == TCGETS => allow, request == TIOCSTI && fd == 2 => errno(1), fd == 3 && request & 0xff == 7 => trap, fd > 9 => log }"),
    ("signed and masked views", X86_64, "kill { pid < crate::N_5 => allow, pid > crate::V_9 => errno(1), pid & 6 == 2 => trap, pid == 0 => log }
        tgkill { tgid < 0 && tid & 3 == 1 => allow, tgid == -1 => errno(1), tid & 3 == 2 => trap, tid in [5, 7] => log }"),
    ("constant arms", X86_64, "ioctl { request == 1 && !(request == 1) => errno(9), fd == 1 => allow, fd == 2 => allow, fd == 3 || fd != 3 => errno(4), fd == 4 => trap }
        fcntl { cmd any 0 => errno(1), cmd has 0 => allow, _ => trap } dup { oldfd == 1 => allow, oldfd == 2 => trap, oldfd == 3 => kill_process }"),
];
