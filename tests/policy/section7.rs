//! Lints, by rule number. tests/lints.rs tries each of them in every form.

use super::machine::{errors, refused};

/// A policy without a mistake.
fn taken(policy: &str) {
    for name in ["x86_64", "aarch64", "s390x"] {
        assert_eq!(errors(name, policy), "", "{name}: {policy}");
    }
}

#[test]
fn rule_7_1_lints_are_switched_off_by_name() {
    let policy = "allow [clone3, exit_group]; clone deny NEW*;";
    refused("x86_64", &format!("#![allow(no_exit)] {policy}"), "clone3");
    taken(&format!("#![allow(clone3_bypass)] {policy}"));
    // A supervisor decides, or nobody gets through.
    for action in ["notify", "trace(1)", "errno(ENOSYS)"] {
        taken(&format!(
            "#![allow(no_exit)] {action} [clone3]; clone deny NEW*;"
        ));
    }
    refused(
        "x86_64",
        "#![allow(no_exit)] log [clone3]; clone deny NEW*;",
        "clone3",
    );
}

#[test]
fn rule_7_2_clone3() {
    refused(
        "x86_64",
        "#![allow(no_exit)] default allow; clone deny NEW*;",
        "clone3",
    );
    taken(
        "default allow; errno(ENOSYS) [clone3]; clone deny NEW*;"
            .replace("default", "#![allow(sibling_bypass)] default")
            .as_str(),
    );
}

#[test]
fn rule_7_3_io_uring() {
    for filtered in [
        "socket deny AF_NETLINK;",
        "connect deny if sockfd == 3;",
        "openat allow O_RDONLY;",
    ] {
        let policy =
            format!("#![allow(no_exit, sibling_bypass)] allow [io_uring_setup]; {filtered}");
        refused("x86_64", &policy, "io_uring_setup");
        taken(&policy.replace("allow [io", "deny [io"));
    }
}

#[test]
fn rule_7_4_siblings() {
    refused(
        "x86_64",
        "#![allow(no_exit)] allow [pkey_mprotect]; mprotect deny PROT_EXEC;",
        "pkey_mprotect",
    );
    taken("#![allow(no_exit)] deny [pkey_mprotect]; mprotect deny PROT_EXEC;");
    refused(
        "x86_64",
        "#![allow(no_exit)] allow [execveat]; execve deny if argv == 0;",
        "execveat",
    );
}

#[test]
fn rule_7_5_unreachable_arms() {
    refused(
        "x86_64",
        "#![allow(no_exit)] kill { sig < 10 => allow, sig == 9 => deny, _ => log }",
        "never",
    );
    taken("#![allow(no_exit)] kill { sig < 10 => allow, sig == 10 => deny, _ => log }");
}

#[test]
fn rule_7_6_constant_conditions() {
    refused(
        "x86_64",
        "#![allow(no_exit)] socket deny if type & 0xf == 0x10;",
        "never",
    );
    refused(
        "x86_64",
        "#![allow(no_exit)] read allow if fd >= 0;",
        "always",
    );
    taken("#![allow(no_exit)] kill allow if pid >= 0;");
    taken("#![allow(no_exit)] socket deny if type & 0xf == SOCK_RAW; read allow if fd > 0;");
}

#[test]
fn rule_7_7_no_exit() {
    refused(
        "x86_64",
        "#![allow(clone3_bypass)] allow [read];",
        "exit_group",
    );
    taken("allow [read, exit_group]; deny [clone3];");
    for action in ["allow", "log", "notify", "trace(0)"] {
        taken(&format!(
            "#![allow(clone3_bypass)] {action} [exit]; allow [read];"
        ));
    }
}

#[test]
fn rule_7_8_lints_that_are_off() {
    for (target, lint, policy, named) in [
        (
            "x86",
            "multiplexer_bypass",
            "allow [socketcall, exit_group]; bind deny if sockfd == 3;",
            "socketcall",
        ),
        (
            "x86_64",
            "unshare_bypass",
            "allow [unshare, exit_group]; clone deny NEW*;",
            "unshare",
        ),
        (
            "x86_64",
            "variant_bypass",
            "allow [sendmsg, exit_group]; sendto deny MSG_OOB;",
            "sendmsg",
        ),
    ] {
        taken(&format!("#![allow(no_exit)] {policy}"));
        refused(target, &format!("#![deny({lint})] {policy}"), named);
        let both_refused = policy.replace("allow [", "allow [exit]; deny [");
        for name in ["x86", "x86_64"] {
            assert_eq!(
                errors(name, &format!("#![deny({lint})] {both_refused}")),
                ""
            );
        }
    }
}
