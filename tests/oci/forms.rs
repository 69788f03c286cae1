//! What each part of a profile means, on profiles of a few lines.

use evalbox_compiler::error::Errors;
use evalbox_compiler::target::{Abi, Target};

use crate::machine::{AARCH64, Call, Files, S390X, X86, answer, compile, filter};

const ALLOW: u32 = 0x7fff_0000;
const KILL_PROCESS: u32 = 0x8000_0000;
const KILL_THREAD: u32 = 0;

const fn errno(number: u32) -> u32 {
    0x0005_0000 | number
}

/// A profile whose default is `errno(1)`.
fn with(rules: &str) -> String {
    format!(r#"{{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{rules}]}}"#)
}

/// The answer to a call by name through the target's own ABI.
fn answers(policy: &str, profile: &str, target: Target, name: &str, args: &[u64]) -> u32 {
    through(target.abi, policy, profile, target, name, args)
}

fn through(abi: Abi, policy: &str, profile: &str, target: Target, name: &str, args: &[u64]) -> u32 {
    use evalbox_compiler::table::syscalls;
    let policy = &format!("#![allow(no_exit)] {policy}");
    let compiled = compile(policy, profile, target)
        .unwrap_or_else(|mistakes| panic!("{policy} {profile}: {mistakes:#?}"));
    let id = syscalls::find(name).expect("a system call");
    let mut call = Call {
        arch: target.audit_arch(abi),
        nr: syscalls::number(id, abi).expect("the ABI has it"),
        args: [0; 6],
    };
    call.args[..args.len()].copy_from_slice(args);
    answer(&filter(&compiled), target, &call)
}

fn says(profile: &str, name: &str, args: &[u64]) -> u32 {
    answers("oci \"profile.json\";", profile, Target::X86_64, name, args)
}

/// Whether `read` is allowed under one comparison.
fn holds(index: usize, op: &str, value: u64, second: u64, word: u64) -> bool {
    let profile = with(&format!(
        r#"{{"names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [
            {{"index": {index}, "op": "SCMP_CMP_{op}", "value": {value}, "valueTwo": {second}}}]}}"#
    ));
    let mut args = [0; 6];
    args[index] = word;
    says(&profile, "read", &args) == ALLOW
}

#[test]
fn operators_on_64_bits() {
    let edges = [
        0,
        1,
        4,
        5,
        6,
        15,
        1 << 31,
        1 << 32,
        5 | 1 << 32,
        1 << 63,
        u64::MAX,
    ];
    for value in [0, 5, 5 | 1 << 32, 1 << 63, u64::MAX] {
        for word in edges {
            let expected = [
                ("NE", word != value),
                ("LT", word < value),
                ("LE", word <= value),
                ("EQ", word == value),
                ("GE", word >= value),
                ("GT", word > value),
            ];
            for (op, expected) in expected {
                let found = holds(2, op, value, 0, word);
                assert_eq!(found, expected, "{word:#x} {op} {value:#x}");
            }
            let found = holds(2, "MASKED_EQ", value, 4, word);
            assert_eq!(found, word & value == 4 & value, "{word:#x} & {value:#x}");
        }
    }
}

/// read's descriptor is an `unsigned int`: what is above is no part of it.
#[test]
fn operators_on_32_bits() {
    let high = 7 << 32;
    assert!(holds(0, "EQ", 5, 0, 5 | high));
    assert!(!holds(0, "NE", 5, 0, 5 | high));
    assert!(holds(0, "LT", 5, 0, 4 | high));
    assert!(!holds(0, "GT", 5, 0, 5 | high));
    assert!(holds(0, "MASKED_EQ", 4, 4, 5 | high));
    // Beyond every argument: never equal, always more.
    assert!(!holds(0, "EQ", 5 | 1 << 32, 0, 5));
    assert!(holds(0, "NE", 5 | 1 << 32, 0, 5));
    assert!(holds(0, "LE", 1 << 32, 0, 0xffff_ffff));
    assert!(!holds(0, "GE", 1 << 32, 0, 0xffff_ffff));
    assert!(!holds(0, "MASKED_EQ", 1 << 32, 1 << 32, u64::MAX));
    // -100 in 64 bits is -100 in 32, AT_FDCWD.
    let negative = (-100_i64).cast_unsigned();
    assert!(holds(0, "EQ", negative, 0, negative));
    assert!(holds(0, "EQ", negative, 0, 0xffff_ff9c));
    assert!(holds(0, "MASKED_EQ", u64::MAX, negative, 0xffff_ff9c));
}

#[test]
fn comparisons_of_one_rule_hold_together() {
    let profile = with(
        r#"{"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [
            {"index": 0, "op": "SCMP_CMP_EQ", "value": 1}, {"index": 1, "op": "SCMP_CMP_EQ", "value": 2}]}"#,
    );
    assert_eq!(says(&profile, "socket", &[1, 2]), ALLOW);
    assert_eq!(says(&profile, "socket", &[1, 3]), errno(1));
    assert_eq!(says(&profile, "socket", &[2, 2]), errno(1));
}

#[test]
fn comparisons_of_one_argument_are_rules_of_their_own() {
    let profile = with(
        r#"{"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [
            {"index": 0, "op": "SCMP_CMP_EQ", "value": 1}, {"index": 0, "op": "SCMP_CMP_EQ", "value": 2}]}"#,
    );
    for (domain, expected) in [(1, ALLOW), (2, ALLOW), (3, errno(1))] {
        assert_eq!(says(&profile, "socket", &[domain]), expected, "{domain}");
    }
}

#[test]
fn rules_of_one_call() {
    let parted = with(
        r#"{"names": ["socket"], "action": "SCMP_ACT_KILL", "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": 1}]},
           {"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "op": "SCMP_CMP_GT", "value": 1}]},
           {"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "op": "SCMP_CMP_GT", "value": 5}]}"#,
    );
    for (domain, expected) in [(0, errno(1)), (1, KILL_THREAD), (2, ALLOW), (9, ALLOW)] {
        assert_eq!(says(&parted, "socket", &[domain]), expected, "{domain}");
    }
    let whole_wins = with(
        r#"{"names": ["socket"], "action": "SCMP_ACT_KILL", "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": 1}]},
           {"names": ["socket"], "action": "SCMP_ACT_ALLOW"},
           {"names": ["socket"], "action": "SCMP_ACT_KILL_PROCESS"}"#,
    );
    assert_eq!(says(&whole_wins, "socket", &[1]), ALLOW);
    let default_is_no_rule = with(
        r#"{"names": ["socket"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1},
           {"names": ["socket"], "action": "SCMP_ACT_ALLOW"}"#,
    );
    assert_eq!(says(&default_is_no_rule, "socket", &[1]), ALLOW);
}

#[test]
fn actions() {
    let expected = [
        ("SCMP_ACT_KILL", KILL_THREAD),
        ("SCMP_ACT_KILL_THREAD", KILL_THREAD),
        ("SCMP_ACT_KILL_PROCESS", KILL_PROCESS),
        ("SCMP_ACT_TRAP", 0x0003_0000),
        ("SCMP_ACT_TRACE", 0x7ff0_0001),
        ("SCMP_ACT_ALLOW", ALLOW),
        ("SCMP_ACT_LOG", 0x7ffc_0000),
        ("SCMP_ACT_NOTIFY", 0x7fc0_0000),
        (
            "SCMP_ACT_ERRNO\", \"errnoRet\": 2, \"comment\": \"",
            errno(2),
        ),
        (
            "SCMP_ACT_ERRNO\", \"errnoRet\": 1, \"errno\": \"ENOSYS",
            errno(38),
        ),
        (
            "SCMP_ACT_TRACE\", \"errnoRet\": 4660, \"comment\": \"",
            0x7ff0_1234,
        ),
    ];
    for (action, expected) in expected {
        let profile = with(&format!(
            r#"{{"names": ["read", "frobnicate"], "action": "{action}"}}"#
        ));
        assert_eq!(says(&profile, "read", &[]), expected, "{action}");
        assert_eq!(says(&profile, "write", &[]), errno(1), "{action}");
    }
}

#[test]
fn defaults() {
    let profile = r#"{"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38, "syscalls": null}"#;
    assert_eq!(says(profile, "read", &[]), errno(38));
    let profile = r#"{"defaultAction": "SCMP_ACT_LOG", "architectures": ["SCMP_ARCH_X86_64"]}"#;
    assert_eq!(says(profile, "read", &[]), 0x7ffc_0000);
    let config = r#"{"ociVersion": "1.2.0", "process": {}, "linux": {"seccomp": {"defaultAction": "SCMP_ACT_ALLOW"}}}"#;
    assert_eq!(says(config, "read", &[]), ALLOW);
}

#[test]
fn includes_and_excludes() {
    let rule = |filters: &str| {
        with(&format!(
            r#"{{"names": ["read"], "action": "SCMP_ACT_ALLOW", {filters}}}"#
        ))
    };
    let plain = "oci \"profile.json\";";
    let one = "oci \"profile.json\" caps [CAP_BPF];";
    let both = "oci \"profile.json\" caps [CAP_BPF, CAP_SYS_ADMIN];";
    let all_held = rule(r#""includes": {"caps": ["CAP_BPF", "CAP_SYS_ADMIN"]}"#);
    let any_held = rule(r#""excludes": {"caps": ["CAP_BPF", "CAP_SYS_ADMIN"]}"#);
    for (policy, included, not_excluded) in [
        (plain, false, true),
        (one, false, false),
        (both, true, false),
    ] {
        let allowed = |profile| answers(policy, profile, Target::X86_64, "read", &[]) == ALLOW;
        assert_eq!(allowed(&all_held), included, "{policy}");
        assert_eq!(allowed(&any_held), not_excluded, "{policy}");
    }
    let included = rule(r#""includes": {"arches": ["amd64", "s390x"]}"#);
    let excluded = rule(r#""excludes": {"arches": ["amd64", "s390x"]}"#);
    for (target, is_named) in [
        (Target::X86_64, true),
        (S390X, true),
        (AARCH64, false),
        (X86, false),
    ] {
        let allowed = |profile| answers(plain, profile, target, "read", &[]) == ALLOW;
        assert_eq!(allowed(&included), is_named, "{target}");
        assert_eq!(allowed(&excluded), !is_named, "{target}");
    }
    // Every kernel is new enough.
    let newer = rule(r#""includes": {"minKernel": "4.8"}"#);
    let older = rule(r#""excludes": {"minKernel": "4.8"}"#);
    assert_eq!(says(&newer, "read", &[]), ALLOW);
    assert_eq!(says(&older, "read", &[]), errno(1));
}

#[test]
fn architectures() {
    let rules = r#""syscalls": [{"names": ["read"], "action": "SCMP_ACT_ALLOW"}]}"#;
    let listed = format!(
        r#"{{"defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86", "SCMP_ARCH_ARM"], {rules}"#
    );
    let map = format!(
        r#"{{"defaultAction": "SCMP_ACT_ERRNO", "archMap": [
            {{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}},
            {{"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_X32", "SCMP_ARCH_ARM"]}}], {rules}"#
    );
    let plain = "oci \"profile.json\";";
    for profile in [&listed, &map] {
        let read = |abi| through(abi, plain, profile, Target::X86_64, "read", &[]);
        assert_eq!(read(Abi::X86_64), ALLOW);
        assert_eq!(read(Abi::X86), ALLOW);
        assert_eq!(read(Abi::X32), KILL_PROCESS);
        let read = |abi| through(abi, plain, profile, AARCH64, "read", &[]);
        assert_eq!(read(Abi::Arm), ALLOW);
    }
}

#[test]
fn other_statements_come_first() {
    let profile = with(
        r#"{"names": ["read", "write"], "action": "SCMP_ACT_ALLOW"},
           {"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": 1}]}"#,
    );
    let policy =
        "oci \"profile.json\"; default kill_process; errno(5) [write]; socket deny if domain == 1;";
    let answers = |name, args| answers(policy, &profile, Target::X86_64, name, args);
    assert_eq!(answers("read", &[]), ALLOW);
    assert_eq!(answers("write", &[]), errno(5));
    assert_eq!(answers("socket", &[1]), KILL_PROCESS);
    assert_eq!(answers("socket", &[2]), ALLOW);
    assert_eq!(answers("close", &[]), KILL_PROCESS);
}

#[test]
fn a_file_alone_is_the_statement() {
    let profile = with(
        r#"{"names": ["read", "exit"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_BPF"]}}"#,
    );
    let files = Files([("profile.json", profile.as_str())].into());
    let mut errors = Errors::new();
    let written = evalbox_compiler::oci::policy("profile.json", &["CAP_BPF"], &files, &mut errors);
    assert_eq!(written.files, ["/profile.json"]);
    let alone = evalbox_compiler::compile::compile_written(&written, Target::X86_64, errors)
        .expect("a good profile");
    let said = compile(
        "oci \"profile.json\" caps [CAP_BPF];",
        &profile,
        Target::X86_64,
    )
    .expect("a good profile");
    assert_eq!(alone.program, said.program);
    assert_eq!(said.policy.files, ["/profile.json"], "tracked for rebuilds");
}
