//! docs/policy.md is true: every example compiles on several targets or is refused with the message it shows, and every
//! rule has a test that is named after its number.

#[path = "policy/constants.rs"]
mod constants;
#[path = "policy/doc.rs"]
mod doc;
#[path = "policy/machine.rs"]
mod machine;

#[path = "policy/section1.rs"]
mod section1;
#[path = "policy/section2.rs"]
mod section2;
#[path = "policy/section3.rs"]
mod section3;
#[path = "policy/section4.rs"]
mod section4;
#[path = "policy/section5.rs"]
mod section5;
#[path = "policy/section6.rs"]
mod section6;
#[path = "policy/section7.rs"]
mod section7;

use std::collections::BTreeSet;

use doc::{examples, rules, tested};
use machine::{Machine, TARGETS, errors_with};

/// What the examples include.
const FILES: [(&str, &str); 6] = [
    ("profile.json", include_str!("policy/profile.json")),
    (
        "policies/stdio.policy",
        "// What every program needs.\nallow [read, write, close, fstat];\n",
    ),
    ("policies/broken.policy", "allow [read];\nalow [write];\n"),
    ("counts.txt", "900 read\n100 write\n"),
    ("empty.policy", ""),
    (
        "clash.json",
        r#"{ "defaultAction": "SCMP_ACT_KILL_PROCESS", "syscalls": [
            { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "op": "SCMP_CMP_LT", "value": 16 }] },
            { "names": ["socket"], "action": "SCMP_ACT_ERRNO", "args": [{ "index": 1, "op": "SCMP_CMP_EQ", "value": 3 }] }
        ] }"#,
    ),
];

#[test]
fn every_rule_has_a_test_and_every_test_a_rule() {
    let sources = [
        include_str!("policy/section1.rs"),
        include_str!("policy/section2.rs"),
        include_str!("policy/section3.rs"),
        include_str!("policy/section4.rs"),
        include_str!("policy/section5.rs"),
        include_str!("policy/section6.rs"),
        include_str!("policy/section7.rs"),
    ];
    let written: BTreeSet<String> = rules().iter().map(ToString::to_string).collect();
    assert_eq!(written.len(), rules().len(), "a number is given twice");
    assert_eq!(tested(&sources), written);
}

#[test]
fn every_rule_has_an_example() {
    let shown: BTreeSet<String> = examples().into_iter().map(|example| example.rule).collect();
    for rule in rules() {
        assert!(shown.contains(rule), "{rule} has no example");
    }
}

#[test]
fn every_example_compiles_or_says_why_not() {
    let mut wrong = Vec::new();
    for example in examples() {
        let policy = &example.text;
        match example.kind.split_once(' ').unwrap_or((example.kind, "")) {
            ("rust", "") => {
                for target in TARGETS {
                    let found = errors_with(target, policy, &FILES);
                    if found.is_empty() {
                        let machine = Machine::with_files(target, policy, &FILES);
                        for broken in machine.broken_expectations() {
                            wrong.push(format!("{target}: {policy}does not hold: {broken}"));
                        }
                    } else {
                        wrong.push(format!("{target}: {policy}{found}"));
                    }
                }
            }
            ("rust", target) => {
                // `error`, or `error on TARGET`: the last lines, comments, are in the messages.
                let name = target.strip_prefix("error on ").unwrap_or("x86_64");
                let found = errors_with(name, policy, &FILES);
                let mut said = policy.lines().filter_map(|line| line.strip_prefix("//! "));
                let first = said
                    .next()
                    .unwrap_or_else(|| panic!("no message: {policy}"));
                for line in [first].into_iter().chain(said) {
                    if !found.contains(line) {
                        wrong.push(format!("{name}: {policy}found: {found}"));
                    }
                }
            }
            (other, _) => panic!("a block of `{other}`"),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
