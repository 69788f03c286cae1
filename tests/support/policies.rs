//! Random policies, as users write them.

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
        prop::collection::vec(value(), 1..12).prop_map(|list| format!("in [{}]", list.join(", "))),
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

/// A whole policy; a few are a user's mistake.
pub(crate) fn policy() -> impl Strategy<Value = String> {
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
