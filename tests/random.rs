//! Random policies for random targets: each compiles, its proof holds, and its program answers as a plain reading of the
//! policy does, for inputs derived from the policy's own constants.
//!
//! `PROPTEST_CASES` sets how many; a failure shrinks and is kept in `tests/random.proptest-regressions`.

#[path = "support/machine.rs"]
mod machine;
#[path = "support/words.rs"]
mod words;

use evalbox_policy::target::Target;
use machine::Machine;
use proptest::prelude::*;
use proptest::sample::select;

/// Calls whose arguments are in registers of their own on every ABI, with names of arguments.
const CALLS: [(&str, &[&str]); 12] = [
    ("read", &["fd", "count"]),
    ("lseek", &["offset", "whence"]),
    ("mprotect", &["len", "prot", "arg0"]),
    ("prctl", &["option", "arg1"]),
    ("kill", &["pid", "sig"]),
    ("fchmod", &["fd", "mode"]),
    ("socket", &["domain", "type", "protocol"]),
    ("ioctl", &["fd", "request", "arg2"]),
    ("ptrace", &["request", "pid"]),
    ("clone", &["flags"]),
    ("setpriority", &["which", "who"]),
    ("madvise", &["length", "advice"]),
];

/// Lists of constants: syscall and members.
const LISTS: [(&str, &[&str]); 8] = [
    (
        "socket",
        &[
            "AF_UNIX",
            "AF_INET",
            "AF_NETLINK",
            "SOCK_STREAM",
            "SOCK_RAW",
            "SOCK_CLOEXEC",
            "IPPROTO_TCP",
        ],
    ),
    (
        "clone",
        &[
            "NEWNS",
            "NEWUSER",
            "CLONE_VM",
            "CLONE_THREAD",
            "CLONE_FILES",
            "NEWNET",
        ],
    ),
    (
        "ioctl",
        &[
            "TIOCSTI",
            "TIOCSETD",
            "TIOCLINUX",
            "TCGETS",
            "FIONREAD",
            "FIONBIO",
            "FIOCLEX",
            "0x5413",
        ],
    ),
    (
        "prctl",
        &["PR_SET_NAME", "PR_GET_NAME", "PR_SET_DUMPABLE", "77"],
    ),
    (
        "openat",
        &[
            "O_RDONLY",
            "O_WRONLY",
            "O_CREAT",
            "O_EXCL",
            "O_APPEND",
            "O_TMPFILE",
        ],
    ),
    ("futex", &["FUTEX_WAIT", "FUTEX_WAKE", "FUTEX_REQUEUE"]),
    (
        "ptrace",
        &[
            "PTRACE_ATTACH",
            "PTRACE_SEIZE",
            "PTRACE_PEEKDATA",
            "PTRACE_CONT",
            "PTRACE_POKEDATA",
        ],
    ),
    ("mprotect", &["PROT_READ", "PROT_WRITE", "PROT_EXEC"]),
];

const VALUES: [&str; 26] = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "8",
    "15",
    "16",
    "0x7f",
    "0x5412",
    "0xffff",
    "0x8000",
    "0x7fff_ffff",
    "0x8000_0000",
    "0xffff_ffff",
    "-1",
    "-2",
    "!0",
    "!1",
    "PROT_EXEC",
    "AF_NETLINK",
    "SOCK_RAW",
    "TIOCSTI",
    "CLONE_NEWUSER",
    "O_CREAT | O_EXCL",
    "SEEK_END",
];
/// Only for arguments of 64 bits; elsewhere they are the user's mistake and the case is passed over.
const WIDE: [&str; 4] = [
    "0x1_0000_0000",
    "0x8000_0000_0000_0000",
    "-0x8000_0000_0000_0000",
    "0x1_0000_5412",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => select(VALUES.as_slice()).prop_map(str::to_owned),
        1 => select(WIDE.as_slice()).prop_map(str::to_owned),
    ]
}

fn comparison(arguments: &'static [&'static str]) -> impl Strategy<Value = String> {
    let argument = select(arguments);
    let operator = prop_oneof![
        (
            select(["==", "!=", "<", "<=", ">", ">="].as_slice()),
            value()
        )
            .prop_map(|(op, v)| format!("{op} {v}")),
        prop::collection::vec(value(), 1..6).prop_map(|list| format!("in [{}]", list.join(", "))),
        (value(), value()).prop_map(|(a, b)| format!("in ({a})..=({b})")),
        (value(), value(), select(["==", "!="].as_slice()))
            .prop_map(|(m, v, op)| format!("& ({m}) {op} {v}")),
        (select(["has", "any", "only"].as_slice()), value())
            .prop_map(|(op, v)| format!("{op} {v}")),
    ];
    (argument, operator).prop_map(|(argument, operator)| format!("{argument} {operator}"))
}

fn condition(arguments: &'static [&'static str]) -> impl Strategy<Value = String> {
    comparison(arguments).prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" && "))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" || "))),
            inner.prop_map(|part| format!("!({part})")),
        ]
    })
}

fn action() -> impl Strategy<Value = &'static str> {
    select(
        [
            "allow",
            "kill_thread",
            "trap(3)",
            "errno(EPERM)",
            "errno(7)",
            "trace(9)",
            "log",
            "notify",
        ]
        .as_slice(),
    )
}

/// The statements of one syscall.
fn own() -> impl Strategy<Value = String> {
    let conditions = select(CALLS.as_slice()).prop_flat_map(|(call, arguments)| {
        let arms = prop::collection::vec((condition(arguments), action()), 1..5);
        let block = (arms, proptest::option::of(action())).prop_map(move |(arms, otherwise)| {
            let arms: String = arms
                .iter()
                .map(|(when, then)| format!("{when} => {then}, "))
                .collect();
            let otherwise = otherwise.map_or(String::new(), |action| format!("_ => {action}"));
            format!("{call} {{ {arms}{otherwise} }}")
        });
        let allowed = condition(arguments).prop_map(move |when| format!("{call} allow if {when};"));
        let denied =
            prop::collection::vec(condition(arguments), 1..4).prop_map(move |conditions| {
                let statements = conditions
                    .iter()
                    .map(|when| format!("{call} deny if {when};"));
                statements.collect::<Vec<_>>().join(" ")
            });
        prop_oneof![block.boxed(), allowed.boxed(), denied.boxed()]
    });
    let constants = select(LISTS.as_slice()).prop_flat_map(|(call, members)| {
        let some = prop::sample::subsequence(members, 1..=members.len());
        (some, select(["allow", "deny", "errno(11)"].as_slice()))
            .prop_map(move |(members, action)| format!("{call} {action} {};", members.join(", ")))
    });
    prop_oneof![3 => conditions, 2 => constants]
}

fn policy() -> impl Strategy<Value = String> {
    let settings = (
        select(
            [
                "",
                "default allow;",
                "default errno(EACCES);",
                "default trap;",
            ]
            .as_slice(),
        ),
        select(["", "foreign errno(5);", "foreign allow;"].as_slice()),
        select(["", "unknown errno(ENOSYS);", "unknown log;"].as_slice()),
        select(["", "abi [x86, arm, riscv32, powerpc];", "abi [x32];"].as_slice()),
        select(["", "hot [write, close];"].as_slice()),
    );
    let lists = select(
        [
            "allow [write, close, getpid, exit_group];",
            "errno(12) [write, close]; log [getpid, @clock]; allow [@basic-io];",
            "allow [@evalbox, close, write];",
            "notify [@notify-fs, -stat, -access]; allow [write, close];",
        ]
        .as_slice(),
    );
    (settings, lists, prop::collection::vec(own(), 0..5)).prop_map(|(settings, lists, own)| {
        let (default, foreign, unknown, abi, hot) = settings;
        let mut seen = std::collections::BTreeSet::new();
        // One generated statement for each call: two sorts of them would be a mistake.
        let own: Vec<String> =
            own.into_iter().filter(|text| seen.insert(text.split(' ').next().map(str::to_owned))).collect();
        format!(
            "#![allow(clone3_bypass, io_uring_bypass, sibling_bypass, unreachable_arm, constant_condition, no_exit)]\n\
             {default} {foreign} {unknown} {abi} {hot} {lists}\n{}",
            own.join("\n")
        )
    })
}

/// The constants of a policy, their neighbours, and what is wrong to mix them up with.
fn interesting(machine: &Machine) -> Vec<u64> {
    let mut values = vec![
        0,
        1,
        u64::MAX,
        1 << 31,
        1 << 32,
        1 << 63,
        0xffff_ffff,
        0x7fff_ffff,
        0xdead_beef_0000_0000,
    ];
    for &value in &machine.values {
        for near in [
            value,
            value.wrapping_sub(1),
            value.wrapping_add(1),
            !value,
            value.rotate_left(32),
        ] {
            values.extend([
                near,
                near | 0xabcd_0000_0000_0000,
                near & 0xffff_ffff,
                near | 1 << 31,
            ]);
        }
    }
    values.sort_unstable();
    values.dedup();
    values
}

/// A small generator of our own: inputs must not depend on how proptest draws them.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}

fn agrees(text: &str, target: Target, seed: u64) -> Result<(), TestCaseError> {
    let machine = match Machine::new(text, target, &words::word) {
        Ok(machine) => machine,
        Err(errors) => {
            // The proof's bound is stated, and a policy beyond it does not build.
            let known =
                !errors.contains("internal error") || errors.contains("the proof needs more");
            prop_assert!(known, "{target}: {errors}\n{text}");
            return Err(TestCaseError::reject("a user's mistake"));
        }
    };
    let values = interesting(&machine);
    let mut draw = Draw(seed);
    let policy = &machine.compiled.policy;
    for abi in &policy.abis {
        let arch = target.audit_arch(abi.abi);
        let mut numbers: Vec<(u32, usize)> = vec![
            (u32::MAX, 1),
            (0x4000_0000, 1),
            (0x3fff_ffff, 1),
            (0x8000_0001, 1),
        ];
        for (&number, rule) in &abi.rules {
            numbers.push((number, if rule.arms.is_empty() { 1 } else { 60 }));
            numbers.push((number + 1, 1));
        }
        for (number, times) in numbers {
            for _ in 0..times {
                let args = [(); 6].map(|()| values[draw.below(values.len())]);
                let (ran, says) = (
                    machine.run(arch, number, &args),
                    machine.plain(arch, number, &args),
                );
                prop_assert_eq!(ran, says, "{} {} {:x?}\n{}", target, number, args, text);
                let foreign = machine.run(arch ^ 1, number, &args);
                prop_assert_eq!(
                    foreign,
                    machine.plain(arch ^ 1, number, &args),
                    "{} foreign\n{}",
                    target,
                    text
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, max_shrink_iters: 200, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn programs_answer_as_their_policies(text in policy(), target in select(Target::ALL.as_slice()), seed: u64) {
        agrees(&text, target, seed)?;
    }
}
