//! What is wrong in a profile is said with its line, its column and its JSON path.

use evalbox_compiler::error::Errors;
use evalbox_compiler::target::Target;

use crate::machine::{Files, compile};

/// The first lines of the messages.
fn mistakes(policy: &str, profile: &str) -> Vec<String> {
    let Err(mistakes) = compile(policy, profile, Target::X86_64) else {
        panic!("{policy} {profile} is accepted");
    };
    let first = |message: &String| message.lines().next().unwrap_or_default().to_owned();
    mistakes.iter().map(first).collect()
}

/// A rule on line 2 of a profile: the one message about it.
#[track_caller]
fn refused(rule: &str, expected: &str) {
    let profile = format!("{{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [\n{rule}\n]}}");
    assert_eq!(mistakes("oci \"profile.json\";", &profile), [expected]);
}

#[test]
fn syntax() {
    assert_eq!(
        mistakes("oci \"profile.json\";", "{\n  \"defaultAction\": ,\n}"),
        ["profile.json:2:20: no JSON: expected value"]
    );
    assert_eq!(
        mistakes("oci \"profile.json\";", ""),
        ["profile.json:1:1: no JSON: EOF while parsing a value"]
    );
}

#[test]
fn depth_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let found = mistakes("oci \"profile.json\";", &deep);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn rules() {
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ALOW"}"#,
        "profile.json:2:31: `syscalls[0].action`: no action `SCMP_ACT_ALOW`",
    );
    refused(
        r#"{"names": ["read"]}"#,
        "profile.json:2:1: `syscalls[0]`: `action` is missing",
    );
    refused(
        r#"{"names": [], "action": "SCMP_ACT_ALLOW"}"#,
        "profile.json:2:11: `syscalls[0].names`: a rule without names",
    );
    refused(
        r#"{"names": ["read"], "arg": [], "action": "SCMP_ACT_ALLOW"}"#,
        "profile.json:2:28: `syscalls[0].arg`: no key of a rule",
    );
    refused(
        r#"{"names": ["read"], "names": ["write"], "action": "SCMP_ACT_ALLOW"}"#,
        "profile.json:2:30: `syscalls[0].names`: the key is there twice",
    );
    refused(
        r#"{"names": [7], "action": "SCMP_ACT_ALLOW"}"#,
        "profile.json:2:12: `syscalls[0].names[0]`: a string expected",
    );
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "errnoRet": 1}"#,
        "profile.json:2:61: `syscalls[0].errnoRet`: `SCMP_ACT_ALLOW` returns no errno",
    );
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ERRNO", "errnoRet": 4096}"#,
        "profile.json:2:61: `syscalls[0].errnoRet`: a number from 0 to 4095 expected, found `4096`",
    );
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ERRNO", "errno": "no way"}"#,
        "profile.json:2:58: `syscalls[0].errno`: `no way` is no errno, as `EPERM` is",
    );
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["x86-64"]}}"#,
        "profile.json:2:73: `syscalls[0].includes.arches[0]`: no architecture `x86-64`",
    );
    refused(
        r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "excludes": {"minKernel": "new"}}"#,
        "profile.json:2:75: `syscalls[0].excludes.minKernel`: `new` is no kernel version, as `4.8` is",
    );
}

#[test]
fn comparisons() {
    let arg = |arg: &str| {
        format!(r#"{{"names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [{{{arg}}}]}}"#)
    };
    refused(
        &arg(r#""index": 0, "value": 1, "op": "SCMP_CMP_EQUAL""#),
        "profile.json:2:89: `syscalls[0].args[0].op`: no operator `SCMP_CMP_EQUAL`",
    );
    refused(
        &arg(r#""index": 6, "value": 1, "op": "SCMP_CMP_EQ""#),
        "profile.json:2:68: `syscalls[0].args[0].index`: a number from 0 to 5 expected, found `6`",
    );
    refused(
        &arg(r#""index": 0, "value": -1, "op": "SCMP_CMP_EQ""#),
        "profile.json:2:80: `syscalls[0].args[0].value`: a number from 0 to 18446744073709551615 expected, found `-1`",
    );
}

#[test]
fn whole_profiles() {
    assert_eq!(
        mistakes(
            "oci \"profile.json\" caps [CAP_SYS_ADMN];",
            r#"{"defaultAction": "SCMP_ACT_ALLOW", "architectures": [], "archMap": []}"#
        ),
        [
            "profile.json:1:69: `archMap`: `architectures` says it already: a profile has one of the two",
            "policy:1:26: no capability `CAP_SYS_ADMN`",
        ]
    );
    assert_eq!(
        mistakes(
            "oci \"profile.json\"; oci \"profile.json\";",
            r#"{"defaultAction": "SCMP_ACT_ALLOW"}"#
        )[0],
        "policy:1:25: `oci` is said twice: a policy follows one profile"
    );
}

#[test]
fn a_file_alone_needs_names_of_capabilities() {
    let files = Files([("profile.json", "{}")].into());
    let mut errors = Errors::new();
    evalbox_compiler::oci::policy("profile.json", &["bpf; allow", ""], &files, &mut errors);
    assert_eq!(errors.iter().count(), 2);
}

/// Which of them decides is said nowhere, and libseccomp takes neither the first nor the last: of these it answers EINVAL to 1.
#[test]
fn two_actions_for_the_same_arguments() {
    let broad = r#"{"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "op": "SCMP_CMP_GT", "value": 0}]}"#;
    let narrow = r#"{"names": ["socket"], "action": "SCMP_ACT_ERRNO", "errnoRet": 22, "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": 1}]}"#;
    let elsewhere = r#"{"names": ["socket"], "action": "SCMP_ACT_ERRNO", "errnoRet": 22, "args": [{"index": 1, "op": "SCMP_CMP_EQ", "value": 1}]}"#;
    let profile = |rules: &[&str]| {
        let rules = rules.join(",\n");
        format!("{{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [\n{rules}\n]}}")
    };
    for rules in [[broad, narrow], [narrow, broad], [broad, elsewhere]] {
        assert_eq!(
            mistakes("oci \"profile.json\";", &profile(&rules)),
            [
                "profile.json:3:1: two rules of `socket` have different actions and may hold for the same arguments: \
              container runtimes do not agree on which decides"
            ]
        );
    }
    // The policy's own statement is the way out; so is a rule without `args`, which decides the call in every runtime.
    let own = "oci \"profile.json\"; allow [exit_group]; socket deny AF_PACKET;";
    assert!(compile(own, &profile(&[broad, narrow]), Target::X86_64).is_ok());
    let whole = r#"{"names": ["socket"], "action": "SCMP_ACT_ALLOW"}"#;
    let decided = profile(&[broad, narrow, whole]);
    assert!(
        compile(
            "oci \"profile.json\"; allow [exit_group];",
            &decided,
            Target::X86_64
        )
        .is_ok()
    );
}
