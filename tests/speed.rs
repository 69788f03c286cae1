//! What each stage of the compiler costs in an unoptimised build: that is how it runs in most people's rustc.
//!
//! What is held to a bound is counted: the proof says how many steps it took. Times are printed (`--nocapture`); only that bad
//! input is refused within seconds is asked of them, of this thread's processor time, so that a busy machine does not matter.

#![allow(unsafe_code, reason = "clock_gettime")]

use std::fmt::Write as _;
use std::time::Duration;

use evalbox_compiler::assemble::assemble;
use evalbox_compiler::check::check;
use evalbox_compiler::compile::compile_written;
use evalbox_compiler::error::Errors;
use evalbox_compiler::lint::{lint, switched_on};
use evalbox_compiler::lower::lower;
use evalbox_compiler::optimise::optimise;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::prove::prove;
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::Target;

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

/// What a policy comes to.
struct Cost {
    instructions: usize,
    /// Instructions on the longest path.
    longest: usize,
    /// Of the proof.
    steps: u64,
}

/// What a proof may cost: so many steps for the numbers, and so many for each instruction.
const STEPS: (u64, u64) = (20_000, 500);

/// Compiles, and holds the proof to its steps.
fn cost(name: &str, text: &str) -> Cost {
    let cost = measured(name, text);
    let most = STEPS.0 + STEPS.1 * u64::try_from(cost.instructions).unwrap();
    assert!(cost.steps <= most, "{name}: {} steps of {most}", cost.steps);
    cost
}

/// Compiles, and prints milliseconds by stage.
fn measured(name: &str, text: &str) -> Cost {
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
    took(&mut line, "lint", || {
        let lints = switched_on(&written, &mut errors);
        lint(lints, &written, &policy, &mut errors)
    });
    let lowered = took(&mut line, "lower", || lower(&policy));
    let optimised = took(&mut line, "optimise", || {
        optimise(&lowered.graph, lowered.root)
    });
    let program = took(&mut line, "assemble", || {
        assemble(optimised, lowered.assumptions, target.endian)
    });
    let proved = took(&mut line, "prove", || prove(&policy, &program));
    let whole = now() - start;
    let proved = proved.unwrap_or_else(|failure| panic!("{name}: {failure}"));
    let cost = Cost {
        instructions: program.instructions.len(),
        longest: proved.longest,
        steps: proved.steps,
    };
    println!(
        "{name}: {:.1} ms:{line}; {} instructions, {} at most, {} steps",
        whole.as_secs_f64() * 1e3,
        cost.instructions,
        cost.longest,
        cost.steps
    );
    cost
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
    let cost = cost("seed", SEED);
    assert!(cost.steps < 6_000, "{}", cost.steps);
}

#[test]
fn literals() {
    for count in [200, 1000, 3700] {
        let values = list((0..count).map(|at| format!("{}", at * 37 + 5)));
        cost(
            &format!("{count} literals"),
            &with(&format!("ioctl deny {values};")),
        );
    }
}

/// Thousands of numbers next to each other are a range, in a list and in statements of their own.
#[test]
fn runs() {
    let values = list((0..4000).map(|at| at.to_string()));
    let arms: String = (0..4000)
        .map(|at| format!("kill deny if sig == {at};"))
        .collect();
    for (name, own) in [
        ("numbers", format!("ioctl deny {values};")),
        (
            "numbers and a symbol",
            format!("ioctl deny {values}, TIOCSTI;"),
        ),
        (
            "numbers of 64 bits",
            format!("read allow if !(count in [{values}]);"),
        ),
        ("numbers apart", arms),
    ] {
        let cost = cost(&format!("4000 {name}"), &with(&own));
        assert!(cost.instructions < 20, "{}", cost.instructions);
        assert!(cost.steps < 10_000, "{}", cost.steps);
    }
}

#[test]
fn symbols() {
    for count in [50, 200] {
        let values = list((0..count).map(|at| format!("TIOC_{at}")));
        for action in ["deny", "allow"] {
            cost(
                &format!("{count} symbols {action}"),
                &with(&format!("ioctl {action} {values};")),
            );
        }
    }
}

/// The proof of a search among values that rustc alone knows takes the square of their number: a thousand are within its limit.
#[test]
fn a_thousand_symbols() {
    for action in ["deny", "allow"] {
        let values = list((0..1000).map(|at| format!("crate::C{at}")));
        let text = with(&format!("ioctl {action} {values};"));
        let cost = measured(&format!("1000 symbols {action}"), &text);
        assert!(cost.steps < 2_000_000, "{}", cost.steps);
    }
}

#[test]
fn lists_over_three_arguments() {
    for action in ["allow", "deny"] {
        let values = [&FAMILIES[..], &TYPES, &PROTOCOLS].concat().join(", ");
        cost(
            &format!("three lists {action}"),
            &with(&format!("socket {action} {values};")),
        );
    }
    let set = |name: &str| list((0..20).map(|at| format!("crate::{name}{at}")));
    let (a, b, c) = (set("A"), set("B"), set("C"));
    let text = format!("socket allow if domain in [{a}] && type in [{b}] && protocol in [{c}];");
    cost("three sets of paths", &with(&text));
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
        cost(name, &with(&format!("ioctl {{ {arms} _ => allow }}")));
    }
    let arms: String = (0..20)
        .map(|at| {
            format!(
                "cmd == crate::A{at} && arg in [crate::B{at}, 7] => errno({}), ",
                at % 9 + 1
            )
        })
        .collect();
    cost(
        "20 arms of two arguments",
        &with(&format!("fcntl {{ {arms} _ => allow }}")),
    );
}

/// The answers of a block's arms, few of them.
fn then(at: usize) -> String {
    match at % 3 {
        0 => "allow".to_owned(),
        1 => "kill_process".to_owned(),
        _ => format!("errno({})", at % 7 + 1),
    }
}

fn block(count: usize, arm: &dyn Fn(usize) -> String) -> String {
    let arms: String = (0..count)
        .map(|at| format!("{} => {}, ", arm(at), then(at)))
        .collect();
    with(&format!("ioctl {{ {arms} _ => allow }}"))
}

/// Numbers that look as if drawn, the same in each run.
fn drawn(at: usize, below: usize) -> usize {
    let mixed = (at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 29)) % below
}

/// Rules of hundreds of arms: what the proof takes grows with the program, and no path is longer than a search tree
/// where what is asked is known.
#[test]
fn long_blocks() {
    let alternating = |at: usize| {
        if at.is_multiple_of(2) {
            format!("fd == {at}")
        } else {
            format!("cmd == {}", at * 37)
        }
    };
    let sets = |many: usize| {
        move |at: usize| {
            let list_of = |step: usize, next: usize| {
                list((0..many).map(|more| (at * step + more * next).to_string()))
            };
            format!("fd in [{}] && cmd in [{}]", list_of(7, 3), list_of(37, 11))
        }
    };
    let drawn_sets = |at: usize| {
        let of = |kind: usize| {
            list((0..3).map(|more| drawn(6 * at + 3 * kind + more, 1000).to_string()))
        };
        format!("fd in [{}] && cmd in [{}]", of(0), of(1))
    };
    let boxes = |at: usize| {
        let range = |step: usize, width: usize| format!("{}..={}", at * step, at * step + width);
        let (fd, cmd, arg) = (range(7, 20), range(37, 90), range(5, 90));
        format!("fd in {fd} && cmd in {cmd} && arg in {arg}")
    };
    let either = |at: usize| {
        let of = |kind: usize| drawn(7 * at + kind, 50);
        format!(
            "(fd == {} || cmd == {}) && (cmd == {} || fd in [{}, {}])",
            of(0),
            of(1),
            of(2),
            of(3),
            of(4)
        )
    };
    let exceptions = |at: usize| {
        let of = |kind: usize| drawn(5 * at + kind, 50);
        format!(
            "!(fd == {} && cmd in [{}, {}]) && arg == {at}",
            of(0),
            of(1),
            50 + of(2)
        )
    };
    let flags = |at: usize| {
        let bit = |kind: usize, below: usize| 1 << drawn(5 * at + kind, below);
        format!(
            "fd has {} && cmd any {}",
            bit(0, 20) | bit(1, 20),
            bit(2, 9)
        )
    };
    let signed = |at: usize| {
        format!(
            "fd < {} && cmd > {}",
            drawn(2 * at, 2000),
            drawn(2 * at + 1, 64)
        )
    };
    type Arm<'a> = &'a dyn Fn(usize) -> String;
    // Name, arms, the longest path.
    let kinds: [(&str, usize, usize, Arm<'_>); 23] = [
        ("either of two", 300, 4096, &either),
        ("exceptions", 100, 4096, &exceptions),
        ("exceptions", 300, 4096, &exceptions),
        ("flags", 300, 4096, &flags),
        ("drawn orders", 300, 4096, &signed),
        ("pairs", 1000, 40, &|at| {
            format!("fd == {} && cmd == {}", at * 7, at * 37 + 5)
        }),
        ("pairs of one value", 1000, 40, &|at| {
            format!("fd == {at} && cmd == {at}")
        }),
        ("masks", 200, 40, &|at| {
            format!("fd & 0xff == {} && cmd & 0xfff == {at}", at % 256)
        }),
        ("masks", 1000, 40, &|at| {
            format!("fd & 0xff == {} && cmd & 0xfff == {at}", at % 256)
        }),
        ("pairs of symbols", 900, 4096, &|at| {
            format!("fd == crate::F{} && cmd == crate::C{at}", at % 10)
        }),
        ("sets of symbols", 400, 4096, &|at| {
            format!("fd in [crate::A{at}, crate::B{at}] && cmd in [crate::C{at}, 7]")
        }),
        ("alternating", 1000, 4096, &alternating),
        ("one argument", 1000, 40, &|at| {
            format!("cmd == {}", at * 37)
        }),
        ("one argument", 2000, 40, &|at| {
            format!("cmd == {}", at * 37)
        }),
        ("neighbours", 1000, 40, &|at| format!("fd == {at}")),
        ("ranges", 600, 4096, &|at| {
            let cmd = at * 37;
            format!("fd in {at}..={} && cmd in {cmd}..={}", at + 50, cmd + 100)
        }),
        ("orders", 900, 4096, &|at| {
            format!("fd > {} && cmd < {}", 100_000 - at, at * 50)
        }),
        ("boxes", 100, 40, &boxes),
        ("boxes", 200, 40, &boxes),
        ("sets of two arguments", 100, 40, &sets(3)),
        ("sets of two arguments", 400, 40, &sets(3)),
        ("sets of two arguments", 1000, 40, &sets(2)),
        ("drawn sets of two arguments", 400, 40, &drawn_sets),
    ];
    for (name, count, longest, arm) in kinds {
        let name = format!("{count} arms: {name}");
        let cost = cost(&name, &block(count, arm));
        assert!(cost.longest <= longest, "{name}: {}", cost.longest);
    }
}

/// Arms whose values lie apart, and whose answers differ from their neighbours'.
fn apart(count: usize) -> String {
    let arms: String = (0..count)
        .map(|at| format!("cmd == {} => errno({}), ", at * 37, at % 2 + 1))
        .collect();
    with(&format!("ioctl {{ {arms} _ => allow }}"))
}

/// What a policy may take that no program can hold.
const SECONDS: Duration = Duration::from_secs(20);

/// The compiler's answer and what it took.
fn compiled(text: &str) -> (Result<usize, String>, Duration) {
    let start = now();
    let mut errors = Errors::new();
    let written = parse_text("policy", text, Target::X86_64, &NoFiles, &mut errors);
    let answer = compile_written(&written, Target::X86_64, errors);
    let spent = now() - start;
    let answer = answer
        .map(|compiled| compiled.program.instructions.len())
        .map_err(|errors| errors.iter().map(ToString::to_string).collect());
    (answer, spent)
}

/// The kernel's limit is met exactly: what is too long as search trees is asked in a row, where that is shorter.
#[test]
fn the_longest_program() {
    let (answer, spent) = compiled(&apart(4051));
    println!("4096 instructions: {:.1} ms", spent.as_secs_f64() * 1e3);
    assert_eq!(answer, Ok(4096));
    assert!(spent < SECONDS, "{spent:?}");
    for (count, instructions) in [(4052, 4097), (10_000, 10_093)] {
        let (answer, spent) = compiled(&apart(count));
        println!(
            "{instructions} instructions: {:.1} ms",
            spent.as_secs_f64() * 1e3
        );
        let message = answer.expect_err("the program is too long");
        let said =
            format!("compiles to {instructions} instructions, and the kernel takes at most 4096");
        assert!(message.contains(&said), "{message}");
        assert!(spent < SECONDS, "{spent:?}");
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
        let (answer, spent) = compiled(&with(&own));
        let name = own.get(..30).unwrap_or_default();
        println!("{name}: {:.1} ms", spent.as_secs_f64() * 1e3);
        let message = answer.expect_err("the program is too long");
        assert!(
            message.contains("the kernel takes at most 4096"),
            "{name}: {message}"
        );
        assert!(spent < SECONDS, "{name}: {spent:?}");
    }
}

/// Lists of a megabyte.
#[test]
fn a_megabyte_of_numbers() {
    let numbers = |step: usize| list((0..130_000).map(|at| (at * step).to_string()));
    let (neighbours, apart) = (numbers(1), numbers(2));
    let list = format!("ioctl deny {neighbours};");
    let set = format!("write deny if fd in [{apart}];");
    for (own, fits) in [(list, true), (set, false)] {
        let (answer, spent) = compiled(&with(&own));
        println!("{} bytes: {:.1} ms", own.len(), spent.as_secs_f64() * 1e3);
        assert_eq!(answer.is_ok(), fits);
        assert!(spent < SECONDS, "{spent:?}");
    }
}
