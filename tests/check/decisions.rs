//! Who decides a call: settings, lists, groups, own statements; and `hot` and `expect`.

use evalbox_compiler::action::Action;
use evalbox_compiler::check::check;
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse;
use evalbox_compiler::policy::Mention;
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::tokens::flatten;

use crate::support::{AARCH64, X86_64, answer, answer_raw, mistakes, policy};

#[test]
fn what_nothing_decides_gets_the_default() {
    let checked = policy("allow [read];", X86_64);
    assert_eq!(answer(&checked, "read", &[]), "allow");
    assert_eq!(answer(&checked, "write", &[]), "kill_process");
    assert_eq!(checked.foreign, Action::KILL_PROCESS);
    let native = &checked.abis[0];
    assert_eq!(native.unknown, Action::KILL_PROCESS);
    assert_eq!(native.origins.keys().copied().collect::<Vec<_>>(), [0]);
    assert!(
        native.rules.contains_key(&1),
        "undecided numbers have a rule as well"
    );
}

#[test]
fn settings_are_said_once() {
    let text =
        "default log; default log; foreign allow; foreign allow; unknown trap; unknown trap;";
    assert_eq!(
        mistakes(text),
        [
            "14: `default` is said twice | 1: first said here",
            "42: `foreign` is said twice | 27: first said here",
            "71: `unknown` is said twice | 57: first said here",
        ]
    );
    assert_eq!(
        mistakes("default deny;"),
        [
            "9: `default deny` says nothing: `deny` is the default action\nhint: name the action, as in `default errno(EPERM);`"
        ]
    );
}

#[test]
fn deny_is_the_default_or_kill_process() {
    for (default, deny) in [
        ("", "kill_process"),
        ("default allow;", "kill_process"),
        ("default log;", "kill_process"),
        ("default errno(1);", "errno(1)"),
        ("default trap(7);", "trap(7)"),
    ] {
        let checked = policy(
            &format!("{default} deny [read]; foreign deny; unknown deny;"),
            X86_64,
        );
        assert_eq!(answer(&checked, "read", &[]), deny, "{default}");
        assert_eq!(checked.foreign.to_string(), deny, "{default}");
        assert_eq!(checked.abis[0].unknown.to_string(), deny, "{default}");
    }
}

#[test]
fn foreign_and_unknown_numbers() {
    let checked = policy(
        "default allow; foreign errno(1); unknown errno(38);",
        X86_64,
    );
    let arch = X86_64.audit_arch(X86_64.abi);
    assert_eq!(answer_raw(&checked, arch, 0, &[]), "allow");
    assert_eq!(answer_raw(&checked, arch, 0x3fff_ffff, &[]), "errno(38)");
    assert_eq!(
        answer_raw(&checked, arch, u32::MAX, &[]),
        "errno(38)",
        "-1 is no x32 call"
    );
    assert_eq!(answer_raw(&checked, arch, 0x4000_0000, &[]), "errno(1)");
    assert_eq!(answer_raw(&checked, arch, u32::MAX - 1, &[]), "errno(1)");
    assert_eq!(answer_raw(&checked, 0x4000_0003, 0, &[]), "errno(1)", "x86");
}

#[test]
fn names_beat_groups_and_own_statements_beat_names() {
    let checked = policy(
        "allow [@basic-io]; errno(1) [write]; errno(2) [close]; close deny if fd == 3;",
        X86_64,
    );
    assert_eq!(answer(&checked, "read", &[]), "allow");
    assert_eq!(answer(&checked, "write", &[]), "errno(1)");
    assert_eq!(answer(&checked, "close", &[3]), "kill_process");
    assert_eq!(answer(&checked, "close", &[4]), "allow");
}

#[test]
fn a_name_written_twice() {
    assert_eq!(
        mistakes("allow [read, write, read];"),
        ["21: `read` is listed twice | 8: first listed here"]
    );
    assert_eq!(
        mistakes("allow [read]; allow [read];"),
        ["22: `read` is listed twice | 8: first listed here"]
    );
    assert_eq!(
        mistakes("allow [nr(5000), nr(5000)];"),
        ["18: `nr(5000)` is listed twice | 8: first listed here"]
    );
}

#[test]
fn groups_that_share_names() {
    policy("allow [@basic-io]; allow [@file-system];", X86_64);
    assert_eq!(
        mistakes("allow [@basic-io]; errno(1) [@file_system];"),
        [
            "31: `@basic-io` and `@file-system` share `close`, and their lists say different things\nhint: take what they share out of one list, as in `-close` | 9: the other group is here"
        ]
    );
    let parted = policy(
        "allow [@basic-io, -close]; errno(1) [@file-system];",
        X86_64,
    );
    assert_eq!(answer(&parted, "close", &[]), "errno(1)");
    let named = policy(
        "allow [@basic-io]; errno(1) [@file-system]; trap [close];",
        X86_64,
    );
    assert_eq!(answer(&named, "close", &[]), "trap");
}

#[test]
fn what_is_taken_out_must_be_in() {
    assert_eq!(
        mistakes("allow [read, -write];"),
        ["15: no group of this list has `write`: `-write` takes nothing out"]
    );
    assert_eq!(
        mistakes("allow [@basic-io, -read, read];"),
        ["20: `read` is listed and taken out in one list | 26: listed here"]
    );
    assert_eq!(
        mistakes("allow [@basic-io, -read, -read];"),
        ["27: `-read` is listed twice | 20: first listed here"]
    );
}

#[test]
fn unknown_names_have_suggestions() {
    assert_eq!(
        mistakes("allow [opeen, @baisc-io];"),
        [
            "8: no architecture has a system call `opeen`\nhint: did you mean `open`?",
            "16: no group `@baisc-io`\nhint: did you mean `@basic-io`?",
        ]
    );
    assert_eq!(
        mistakes("abi [x68];"),
        ["6: no ABI `x68`\nhint: did you mean `x86`?"]
    );
}

#[test]
fn numbers_without_a_name() {
    let checked = policy("errno(1) [nr(5000)]; nr(5001) deny if arg1 == 2;", X86_64);
    let arch = X86_64.audit_arch(X86_64.abi);
    assert_eq!(answer_raw(&checked, arch, 5000, &[]), "errno(1)");
    assert_eq!(answer_raw(&checked, arch, 5001, &[0, 2]), "kill_process");
    assert_eq!(
        answer_raw(&checked, arch, 5001, &[0, 2 | 1 << 32]),
        "allow",
        "64 bits"
    );
    assert_eq!(
        mistakes("allow [nr(0), nr(0x40000001), nr(0x80000000)];"),
        [
            "8: `nr(0)` is `read`\nhint: write the name",
            "15: `nr(1073741825)` has bit 30 set: it is a number of x32, not of x86_64\nhint: `abi [x32]` lets x32 calls follow the policy, by name",
            "31: `nr(2147483648)` is no system call number: the kernel's are 0 to 2147483647",
        ]
    );
}

#[test]
fn own_statements_of_one_sort_combine() {
    let ways_in = policy("read allow if fd == 0; read allow if count < 10;", X86_64);
    assert_eq!(answer(&ways_in, "read", &[0, 0, 99]), "allow");
    assert_eq!(answer(&ways_in, "read", &[3, 0, 9]), "allow");
    assert_eq!(answer(&ways_in, "read", &[3, 0, 10]), "kill_process");
    let refusals = policy(
        "read errno(1) if fd == 0; read errno(2) if count < 10;",
        X86_64,
    );
    assert_eq!(answer(&refusals, "read", &[0, 0, 9]), "errno(1)");
    assert_eq!(answer(&refusals, "read", &[3, 0, 9]), "errno(2)");
    assert_eq!(answer(&refusals, "read", &[3, 0, 10]), "allow");
    assert_eq!(refusals.abis[0].origins[&0].arms.len(), 2);
}

#[test]
fn own_statements_of_two_sorts_do_not() {
    assert_eq!(
        mistakes("clone deny NEWUSER; clone allow NEWNET;"),
        [
            "21: `clone` has statements that allow and statements that refuse: which comes first is not said\nhint: write a block: `clone { CONDITION => ACTION, .. }` | 1: the other statement is here"
        ]
    );
    assert_eq!(
        mistakes("read { _ => allow } read deny if fd == 1;"),
        [
            "21: a block of `read` decides every call: it cannot stand beside another statement of `read` | 1: the other statement is here"
        ]
    );
}

#[test]
fn blocks_are_ordered() {
    let checked = policy(
        "default errno(9); read { fd < 3 => allow, fd == 2 => trap, count == 0 => log }",
        X86_64,
    );
    assert_eq!(answer(&checked, "read", &[2, 0, 0]), "allow");
    assert_eq!(answer(&checked, "read", &[3, 0, 0]), "log");
    assert_eq!(answer(&checked, "read", &[3, 0, 1]), "errno(9)");
    let rest = policy("read { fd == 1 => deny, _ => log }", X86_64);
    assert_eq!(answer(&rest, "read", &[2]), "log");
}

#[test]
fn action_data_has_a_range() {
    policy(
        "trap(65535) [read]; errno(4095) [write]; trace(0) [close]; errno(ENOSYS) [dup];",
        X86_64,
    );
    assert_eq!(
        mistakes("trap(65536) [read]; errno(4096) [write]; trace(-1) [close];"),
        [
            "6: `65536` is out of range: `trap` takes 0 to 65535",
            "27: `4096` is out of range: `errno` takes 0 to 4095",
            "48: `-1` is out of range: `trace` takes 0 to 65535",
        ]
    );
}

#[test]
fn hot_names_are_decided_ones() {
    let checked = policy("allow [read, @basic-io]; hot [read, @basic-io];", X86_64);
    assert_eq!(checked.weights[&0], 1_000_000);
    let weight = checked.weights[&1];
    assert!(
        (1..1_000_000).contains(&weight),
        "the first is the hottest: {weight}"
    );
    assert_eq!(
        mistakes("allow [read]; hot [read, write];"),
        ["26: `write` is hot, but no statement decides it"]
    );
}

#[test]
fn profiles_are_counted_per_million() {
    let text = "allow [read]; hot [read]; profile \"calls\"; profile \"calls\";";
    let weights: Vec<(u32, u64)> = policy(text, X86_64).weights.into_iter().collect();
    assert_eq!(weights, [(0, 1_600_000), (1, 300_000), (158, 100_000)]);
    let elsewhere: Vec<(u32, u64)> = policy(text, AARCH64).weights.into_iter().collect();
    assert_eq!(
        elsewhere,
        [(63, 1_600_000), (64, 300_000)],
        "arch_prctl is x86's"
    );
    assert_eq!(
        mistakes("allow [read]; profile \"misspelt\";"),
        [
            "3: no architecture has a system call `reed`\nhint: did you mean `read`, `readv`, `recv`?"
        ]
    );
}

#[test]
fn expectations_have_registers() {
    let checked = policy(
        "allow [read]; expect read(-1, _, 5) => allow; expect nr(5000) => deny;",
        X86_64,
    );
    let read = &checked.expects[0];
    assert_eq!(read.number, 0);
    let known: Vec<Option<(Option<u64>, u8)>> = read
        .args
        .iter()
        .map(|arg| arg.map(|(id, bits)| (checked.constants.get(id).known, bits)))
        .collect();
    assert_eq!(
        known,
        [
            Some((Some(0xffff_ffff), 32)),
            None,
            Some((Some(5), 64)),
            None,
            None,
            None
        ]
    );
    assert_eq!(checked.expects[1].number, 5000);
    assert_eq!(
        mistakes(
            "expect read(1, 2, 3, 4) => deny; expect getpid(1) => deny; expect read(0x1_0000_0000) => deny;"
        ),
        [
            "22: read takes 3 arguments, not 4",
            "48: getpid takes no arguments, not 1",
            "72: `0x1_0000_0000` does not fit `arg0` of read, a 32-bit unsigned int",
        ]
    );
}

#[test]
fn words_are_mentioned() {
    let text = "allow [read, @basic-io, -write]; close deny if fd == 1;";
    let from_a_file = policy(text, X86_64).mentions;
    assert!(
        from_a_file.is_empty(),
        "a file's words have no tokens to hover over"
    );
    let mut errors = Errors::new();
    let tokens = text.parse().expect("tokens");
    let written = parse(flatten(tokens).0, X86_64, &NoFiles, &mut errors);
    let checked = check(&written, X86_64, &mut errors).expect("a sound policy");
    let words: Vec<String> = checked
        .mentions
        .iter()
        .map(|mention| match mention {
            Mention::Syscall(word) => format!("call {}", word.text),
            Mention::Action(word) => format!("action {}", word.text),
        })
        .collect();
    assert_eq!(
        words,
        [
            "action allow",
            "call read",
            "call write",
            "call close",
            "action deny"
        ]
    );
}

#[test]
fn the_seeds_filters() {
    let first = policy(
        "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*; socket deny AF_NETLINK, SOCK_RAW;
         ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;",
        X86_64,
    );
    assert_eq!(answer(&first, "read", &[]), "allow");
    assert_eq!(answer(&first, "clone3", &[]), "errno(..)");
    for flag in [
        0x2_0000,
        0x200_0000,
        0x400_0000,
        0x800_0000,
        0x1000_0000,
        0x2000_0000,
        0x4000_0000,
    ] {
        assert_eq!(answer(&first, "clone", &[flag | 17]), "kill_process");
    }
    assert_eq!(
        answer(&first, "clone", &[0x80 | 17]),
        "allow",
        "CLONE_NEWTIME is no flag of clone"
    );
    assert_eq!(answer(&first, "socket", &[16 | 1 << 32, 1]), "kill_process");
    assert_eq!(
        answer(&first, "socket", &[1, 3 | 0o2_000_000]),
        "kill_process"
    );
    assert_eq!(answer(&first, "socket", &[1, 1]), "allow");
    assert_eq!(
        answer(&first, "ioctl", &[0, 0x5412 | 1 << 32]),
        "kill_process",
        "CVE-2019-10063"
    );
    assert_eq!(answer(&first, "ioctl", &[0, 0x5413]), "allow");
    let second = policy("default allow; foreign allow; notify [@notify-fs];", X86_64);
    assert_eq!(answer(&second, "openat", &[]), "notify");
    assert_eq!(answer(&second, "read", &[]), "allow");
}
