//! What each stage of the compiler costs in an unoptimised build: that is how it runs in most people's rustc.
//!
//! Processor time of this thread, so that a busy machine does not fail the test.

#![allow(unsafe_code, reason = "clock_gettime")]

use std::fmt::Write as _;
use std::time::Duration;

use evalbox_policy::assemble::assemble;
use evalbox_policy::check::check;
use evalbox_policy::compile::compile_written;
use evalbox_policy::error::Errors;
use evalbox_policy::lint::lint;
use evalbox_policy::lower::lower;
use evalbox_policy::optimise::optimise;
use evalbox_policy::parse::parse_text;
use evalbox_policy::prove::prove;
use evalbox_policy::source::NoFiles;
use evalbox_policy::target::Target;

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";

const FAMILIES: [&str; 16] = [
    "AF_UNIX",
    "AF_INET",
    "AF_INET6",
    "AF_NETLINK",
    "AF_PACKET",
    "AF_VSOCK",
    "AF_ALG",
    "AF_BLUETOOTH",
    "AF_CAN",
    "AF_KEY",
    "AF_TIPC",
    "AF_X25",
    "AF_IPX",
    "AF_APPLETALK",
    "AF_ROSE",
    "AF_LLC",
];
const TYPES: [&str; 5] = [
    "SOCK_STREAM",
    "SOCK_DGRAM",
    "SOCK_RAW",
    "SOCK_SEQPACKET",
    "SOCK_RDM",
];
const PROTOCOLS: [&str; 16] = [
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "IPPROTO_ICMP",
    "IPPROTO_IP",
    "IPPROTO_IPV6",
    "IPPROTO_SCTP",
    "IPPROTO_DCCP",
    "IPPROTO_ESP",
    "IPPROTO_AH",
    "IPPROTO_GRE",
    "IPPROTO_IGMP",
    "IPPROTO_RAW",
    "IPPROTO_EGP",
    "IPPROTO_PUP",
    "IPPROTO_IDP",
    "IPPROTO_RSVP",
];

/// Processor time of this thread.
fn now() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: clock_gettime(2) writes one timespec through the pointer, which is to one.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(answer, 0);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap(),
        u32::try_from(time.tv_nsec).unwrap(),
    )
}

fn took<T>(line: &mut String, stage: &str, body: impl FnOnce() -> T) -> T {
    let start = now();
    let answer = body();
    let spent = now() - start;
    write!(line, " {stage} {:.1}", spent.as_secs_f64() * 1e3).unwrap();
    answer
}

/// Compiles and prints milliseconds by stage; the whole.
fn compile(name: &str, text: &str) -> Duration {
    let target = Target::X86_64;
    let mut line = String::new();
    let start = now();
    let mut errors = Errors::new();
    let written = took(&mut line, "parse", || {
        parse_text("policy", text, target, &NoFiles, &mut errors)
    });
    let policy = took(&mut line, "check", || check(&written, target, &mut errors));
    let policy = policy.unwrap_or_else(|| {
        panic!(
            "{name}: {:?}",
            errors.iter().map(ToString::to_string).collect::<Vec<_>>()
        )
    });
    took(&mut line, "lint", || lint(&written, &policy, &mut errors));
    let lowered = took(&mut line, "lower", || lower(&policy));
    let optimised = took(&mut line, "optimise", || {
        optimise(&lowered.graph, lowered.root)
    });
    let program = took(&mut line, "assemble", || {
        assemble(optimised, lowered.assumptions, target.endian)
    });
    let proved = took(&mut line, "prove", || prove(&policy, &program));
    let whole = now() - start;
    println!(
        "{name}: {:.1} ms:{line}; {} instructions, {:?}",
        whole.as_secs_f64() * 1e3,
        program.instructions.len(),
        proved.as_ref().map(|proved| (proved.paths, proved.longest))
    );
    if let Err(failure) = proved {
        panic!("{name}: {failure}");
    }
    whole
}

fn with(own: &str) -> String {
    format!(
        "#![allow(unreachable_arm, constant_condition, io_uring_bypass, sibling_bypass, clone3_bypass)]
        allow [read, write, exit_group]; {own}"
    )
}

fn list(of: impl Iterator<Item = String>) -> String {
    of.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_seeds_policy() {
    let least = (0..3).map(|_| compile("seed", SEED)).min();
    assert!(least < Some(Duration::from_millis(50)), "{least:?}");
}

#[test]
fn literals() {
    for count in [200, 1000, 3700] {
        let values = list((0..count).map(|at| format!("{}", at * 37 + 5)));
        let spent = compile(
            &format!("{count} literals"),
            &with(&format!("ioctl deny {values};")),
        );
        assert!(spent < Duration::from_secs(2), "{spent:?}");
    }
}

#[test]
fn symbols() {
    for count in [50, 200] {
        let values = list((0..count).map(|at| format!("TIOC_{at}")));
        for action in ["deny", "allow"] {
            let spent = compile(
                &format!("{count} symbols {action}"),
                &with(&format!("ioctl {action} {values};")),
            );
            assert!(spent < Duration::from_secs(2), "{spent:?}");
        }
    }
}

#[test]
fn lists_over_three_arguments() {
    for action in ["allow", "deny"] {
        let values = [&FAMILIES[..], &TYPES, &PROTOCOLS].concat().join(", ");
        let spent = compile(
            &format!("three lists {action}"),
            &with(&format!("socket {action} {values};")),
        );
        assert!(spent < Duration::from_secs(1), "{spent:?}");
    }
    let set = |name: &str| list((0..20).map(|at| format!("crate::{name}{at}")));
    let (a, b, c) = (set("A"), set("B"), set("C"));
    let text = format!("socket allow if domain in [{a}] && type in [{b}] && protocol in [{c}];");
    let spent = compile("three sets of paths", &with(&text));
    assert!(spent < Duration::from_secs(1), "{spent:?}");
}

#[test]
fn many_arms() {
    let arms = |count: usize, value: &dyn Fn(usize) -> String| -> String {
        (0..count)
            .map(|at| format!("cmd == {} => errno({}), ", value(at), at % 9 + 1))
            .collect()
    };
    for (name, arms) in [
        (
            "100 arms of literals",
            arms(100, &|at| format!("{}", at * 3)),
        ),
        (
            "40 arms of symbols",
            arms(40, &|at| format!("crate::C{at}")),
        ),
    ] {
        let spent = compile(name, &with(&format!("ioctl {{ {arms} _ => allow }}")));
        assert!(spent < Duration::from_secs(1), "{spent:?}");
    }
    let arms: String = (0..20)
        .map(|at| {
            format!(
                "cmd == crate::A{at} && arg in [crate::B{at}, 7] => errno({}), ",
                at % 9 + 1
            )
        })
        .collect();
    let spent = compile(
        "20 arms of two arguments",
        &with(&format!("fcntl {{ {arms} _ => allow }}")),
    );
    assert!(spent < Duration::from_secs(1), "{spent:?}");
}

/// Rules of hundreds of arms over two arguments: each arm is proved once, whatever the others say.
#[test]
fn long_blocks() {
    let then = |at: usize| match at % 3 {
        0 => "allow".to_owned(),
        1 => "kill_process".to_owned(),
        _ => format!("errno({})", at % 7 + 1),
    };
    let alternating = |at: usize| {
        if at.is_multiple_of(2) {
            format!("fd == {at}")
        } else {
            format!("cmd == {}", at * 37)
        }
    };
    type Arm<'a> = &'a dyn Fn(usize) -> String;
    let kinds: [(&str, usize, Arm<'_>); 8] = [
        ("pairs", 900, &|at| {
            format!("fd == {} && cmd == {}", at * 7, at * 37 + 5)
        }),
        ("pairs of one value", 900, &|at| {
            format!("fd == {at} && cmd == {at}")
        }),
        ("masks", 200, &|at| {
            format!("fd & 0xff == {} && cmd & 0xfff == {at}", at % 256)
        }),
        ("pairs of symbols", 900, &|at| {
            format!("fd == crate::F{} && cmd == crate::C{at}", at % 10)
        }),
        ("alternating", 1000, &alternating),
        ("one argument", 1000, &|at| format!("cmd == {}", at * 37)),
        ("ranges", 600, &|at| {
            let cmd = at * 37;
            format!("fd in {at}..={} && cmd in {cmd}..={}", at + 50, cmd + 100)
        }),
        ("orders", 900, &|at| {
            format!("fd > {} && cmd < {}", 100_000 - at, at * 50)
        }),
    ];
    for (name, count, arm) in kinds {
        let arms: String = (0..count)
            .map(|at| format!("{} => {}, ", arm(at), then(at)))
            .collect();
        let spent = compile(
            &format!("{count} arms: {name}"),
            &with(&format!("ioctl {{ {arms} _ => allow }}")),
        );
        assert!(spent < Duration::from_secs(3), "{name}: {spent:?}");
    }
}

/// What no program can hold is found out soon, however it is written.
#[test]
fn too_many_values() {
    let many = 20_000;
    let joined =
        |text: &dyn Fn(usize) -> String, by: &str| (0..many).map(text).collect::<Vec<_>>().join(by);
    let kinds = [
        format!(
            "write deny if {};",
            joined(&|at| format!("fd == {}", 2 * at), " || ")
        ),
        format!(
            "write deny if {};",
            joined(&|at| format!("fd != {}", 2 * at), " && ")
        ),
        format!(
            "write deny if fd in [{}];",
            joined(&|at| (2 * at).to_string(), ", ")
        ),
        format!("ioctl deny {};", joined(&|at| (2 * at).to_string(), ", ")),
        joined(&|at| format!("kill deny if sig == {};", 2 * at), "\n"),
    ];
    for own in kinds {
        let start = now();
        let mut errors = Errors::new();
        let written = parse_text("policy", &with(&own), Target::X86_64, &NoFiles, &mut errors);
        let refused = compile_written(&written, Target::X86_64, errors);
        let spent = now() - start;
        let message = refused.map_or_else(
            |errors| errors.iter().map(ToString::to_string).collect(),
            |_| String::new(),
        );
        let name = own.get(..30).unwrap_or_default();
        println!("{name}: {:.1} ms", spent.as_secs_f64() * 1e3);
        assert!(
            message.contains("the kernel takes at most 4096"),
            "{name}: {message}"
        );
        assert!(spent < Duration::from_secs(20), "{name}: {spent:?}");
    }
}
