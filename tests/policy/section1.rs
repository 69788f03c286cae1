//! 1 What a policy decides.

use evalbox_compiler::target::Abi;

use super::machine::{Machine, TARGETS, answers, answers_everywhere, refused, target};

/// `AUDIT_ARCH_I386` of uapi/linux/audit.h.
const I386: u32 = 0x4000_0003;
const X86_64: u32 = 0xc000_003e;
const X32_BIT: u32 = 0x4000_0000;

#[test]
fn rule_1_1_the_order_of_who_decides() {
    let policy = "foreign errno(1); unknown errno(2); default errno(3); allow [read];";
    let machine = Machine::new("x86_64", policy);
    assert_eq!(machine.raw(I386, 0, &[]), "errno(1)");
    assert_eq!(machine.raw(X86_64, 5000, &[]), "errno(2)");
    assert_eq!(machine.raw(X86_64, 1, &[]), "errno(3)");
    assert_eq!(machine.raw(X86_64, 0, &[]), "allow");
}

#[test]
fn rule_1_2_other_abis_are_foreign() {
    for name in TARGETS {
        let machine = Machine::new(name, "default allow; foreign errno(7);");
        let native = target(name).audit_arch(target(name).abi);
        for bit in 0..32 {
            assert_eq!(machine.raw(native ^ 1 << bit, 0, &[]), "errno(7)", "{name}");
        }
        assert_eq!(machine.raw(native, 0, &[]), "allow", "{name}");
        assert_eq!(machine.raw(native, 1, &[]), "allow", "{name}");
    }
}

#[test]
fn rule_1_3_x32_is_foreign_and_minus_one_is_not() {
    for (default, unknown) in [
        ("default allow;", "allow"),
        ("default errno(3);", "errno(3)"),
    ] {
        let machine = Machine::new("x86_64", &format!("{default} allow [read];"));
        for nr in [
            X32_BIT,
            X32_BIT | 1,
            X32_BIT | 512,
            0x7fff_ffff,
            0xffff_fffe,
            0xc000_0000,
        ] {
            assert_eq!(machine.number(nr, &[]), "kill_process", "{nr:#x}");
        }
        for nr in [u32::MAX, 0x8000_0000, 0x3fff_ffff, 5000] {
            assert_eq!(machine.number(nr, &[]), unknown, "{nr:#x}");
        }
    }
    let both = Machine::new("x86_64", "default allow; unknown errno(38); foreign trap;");
    assert_eq!(both.number(u32::MAX, &[]), "errno(38)");
    assert_eq!(both.number(X32_BIT, &[]), "trap(0)");
    // Elsewhere bit 30 means nothing.
    let arm64 = Machine::new("aarch64", "default allow; unknown errno(38);");
    assert_eq!(arm64.number(X32_BIT, &[]), "errno(38)");
}

#[test]
fn rule_1_4_unknown_numbers() {
    for name in TARGETS {
        let machine = Machine::new(name, "allow [read]; unknown errno(38);");
        for nr in [u32::MAX, 100_000, 0x3fff_ffff] {
            assert_eq!(machine.number(nr, &[]), "errno(38)", "{name} {nr}");
        }
        let machine = Machine::new(name, "allow [read]; default trap(5);");
        assert_eq!(machine.number(100_000, &[]), "trap(5)", "{name}");
    }
    // 335 to 423 are a hole in the table of x86_64.
    let machine = Machine::new("x86_64", "allow [read]; unknown errno(38);");
    assert_eq!(machine.number(400, &[]), "errno(38)");
    assert_eq!(machine.number(334, &[]), "kill_process");
    assert_eq!(machine.number(424, &[]), "kill_process");
}

#[test]
fn rule_1_5_known_calls_get_the_default() {
    answers_everywhere(
        "default errno(1); unknown errno(38); allow [read];",
        &[
            ("read", &[], "allow"),
            ("mount", &[], "errno(1)"),
            ("clone3", &[], "errno(1)"),
        ],
    );
}

#[test]
fn rule_1_6_actions_are_what_the_kernel_names() {
    answers_everywhere(
        "allow [read]; kill_process [write]; kill_thread [mount]; trap [chroot]; trap(7) [swapon]; errno(EPERM) [ptrace];
         trace(1) [openat]; log [getpid]; notify [connect]; errno(0) [kill]; trace(crate::MINE) [close];",
        &[
            ("read", &[], "allow"),
            ("write", &[], "kill_process"),
            ("mount", &[], "kill_thread"),
            ("chroot", &[], "trap(0)"),
            ("swapon", &[], "trap(7)"),
            ("ptrace", &[], "errno(1)"),
            ("openat", &[], "trace(1)"),
            ("getpid", &[], "log"),
            ("connect", &[], "notify"),
            ("kill", &[], "errno(0)"),
            ("close", &[], "trace(4660)"),
        ],
    );
    refused("x86_64", "errno [mount];", "`errno` needs its number");
    refused("x86_64", "trace [mount];", "`trace` needs its number");
    refused("x86_64", "allow(1) [mount];", "`allow` takes no number");
}

#[test]
fn rule_1_7_deny_is_the_default_or_kills() {
    for (default, deny) in [
        ("", "kill_process"),
        ("default errno(EPERM);", "errno(1)"),
        ("default trap(9);", "trap(9)"),
        ("default kill_thread;", "kill_thread"),
        ("default notify;", "notify"),
        ("default trace(3);", "trace(3)"),
        ("default allow;", "kill_process"),
        ("default log;", "kill_process"),
    ] {
        // Wherever the default stands.
        for policy in [
            format!(
                "{default} deny [mount]; socket deny AF_NETLINK; kill {{ sig == 9 => deny, _ => allow }}"
            ),
            format!(
                "deny [mount]; socket deny AF_NETLINK; kill {{ sig == 9 => deny, _ => allow }} {default}"
            ),
        ] {
            answers_everywhere(
                &policy,
                &[
                    ("mount", &[], deny),
                    ("socket", &[16], deny),
                    ("socket", &[1], "allow"),
                    ("kill", &[1, 9], deny),
                    ("kill", &[1, 1], "allow"),
                ],
            );
        }
    }
    refused(
        "x86_64",
        "default deny; allow [read];",
        "`default deny` says nothing",
    );
    let machine = Machine::new(
        "x86_64",
        "default errno(5); foreign deny; unknown deny; allow [read];",
    );
    assert_eq!(machine.raw(I386, 0, &[]), "errno(5)");
    assert_eq!(machine.number(5000, &[]), "errno(5)");
}

#[test]
fn rule_1_8_data_is_in_range() {
    answers_everywhere(
        "errno(4095) [mount]; errno(0) [read]; trace(65535) [write]; trap(0xffff) [close]; errno(EPERM | 8) [openat];",
        &[
            ("mount", &[], "errno(4095)"),
            ("read", &[], "errno(0)"),
            ("write", &[], "trace(65535)"),
            ("close", &[], "trap(65535)"),
            ("openat", &[], "errno(9)"),
        ],
    );
    for (action, text) in [
        ("errno(4096)", "`errno` takes 0 to 4095"),
        ("errno(-1)", "`errno` takes 0 to 4095"),
        ("errno(crate::MINE)", "`errno` takes 0 to 4095"),
        ("trace(65536)", "`trace` takes 0 to 65535"),
        ("trap(1 << 16)", "`trap` takes 0 to 65535"),
        ("trap(-1)", "`trap` takes 0 to 65535"),
    ] {
        refused("x86_64", &format!("{action} [mount];"), text);
    }
}

#[test]
fn rule_1_9_one_policy_serves_every_target() {
    let policy =
        "allow [openat]; open deny O_CREAT; arch_prctl deny if code == 1; hot [epoll_wait, openat];
                  allow [epoll_wait]; expect open(_, O_CREAT) => kill_process;";
    for name in TARGETS {
        let machine = Machine::new(name, policy);
        assert_eq!(machine.call("openat", &[]), "allow", "{name}");
        assert_eq!(machine.broken_expectations(), [""; 0], "{name}");
    }
    answers(
        "x86_64",
        policy,
        &[
            ("open", &[0, 0o100], "kill_process"),
            ("open", &[0, 1], "allow"),
        ],
    );
    // A number of another target's call is none here: 5 is fstat on x86_64 and open on x86.
    let machine = Machine::new("aarch64", "allow [open]; unknown errno(38);");
    for nr in 0..600 {
        assert_ne!(machine.number(nr, &[]), "allow", "{nr}");
    }
    assert_eq!(target("x86").abi, Abi::X86);
}

#[test]
fn rule_1_10_unknown_names_have_suggestions() {
    refused(
        "x86_64",
        "allow [opeanat];",
        "no architecture has a system call `opeanat`",
    );
    refused("x86_64", "allow [opeanat];", "openat");
    refused("aarch64", "sokcet deny AF_UNIX;", "socket");
    refused(
        "x86_64",
        "allow [read]; hot [raed];",
        "no architecture has a system call `raed`",
    );
    refused(
        "x86_64",
        "expect raed => allow; allow [read];",
        "no architecture has a system call `raed`",
    );
}
