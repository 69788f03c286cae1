//! 2 Statements.

use evalbox_compiler::target::Abi;

use super::machine::{Machine, TARGETS, answers, answers_everywhere, errors_with, refused, target};

const I386: u32 = 0x4000_0003;

#[test]
fn rule_2_1_default() {
    answers_everywhere(
        "default errno(EPERM); allow [read];",
        &[("read", &[], "allow"), ("write", &[], "errno(1)")],
    );
    answers_everywhere("allow [read];", &[("write", &[], "kill_process")]);
}

#[test]
fn rule_2_2_foreign() {
    for (policy, answer) in [
        ("default allow;", "kill_process"),
        ("default allow; foreign errno(ENOSYS);", "errno(38)"),
        ("foreign allow; allow [read];", "allow"),
    ] {
        let machine = Machine::new("x86_64", policy);
        assert_eq!(machine.raw(I386, 3, &[]), answer, "{policy}");
        assert_eq!(machine.number(0x4000_0000, &[]), answer, "{policy}");
    }
}

#[test]
fn rule_2_3_unknown() {
    let machine = Machine::new("x86_64", "allow [read]; unknown errno(ENOSYS);");
    for nr in [400, 999, u32::MAX] {
        assert_eq!(machine.number(nr, &[]), "errno(38)", "{nr}");
    }
    assert_eq!(machine.call("mount", &[]), "kill_process");
}

#[test]
fn rule_2_4_once_at_most() {
    for word in ["default", "foreign", "unknown"] {
        let policy = format!("{word} allow; {word} allow; allow [read];");
        refused("x86_64", &policy, &format!("`{word}` is said twice"));
    }
    let parted = "#[cfg(target_arch = \"x86_64\")] default allow; #[cfg(not(target_arch = \"x86_64\"))] default log;";
    answers("x86_64", parted, &[("read", &[], "allow")]);
    answers("s390x", parted, &[("read", &[], "log")]);
}

#[test]
fn rule_2_5_lists_decide_whatever_the_arguments() {
    let ones = [u64::MAX; 6];
    answers_everywhere(
        "allow [read, write]; errno(EPERM) [mount];",
        &[
            ("read", &[], "allow"),
            ("read", &ones, "allow"),
            ("write", &ones, "allow"),
            ("mount", &ones, "errno(1)"),
        ],
    );
}

#[test]
fn rule_2_6_groups_and_what_is_taken_out() {
    answers_everywhere(
        "allow [@file-system, -unlink, -unlinkat];",
        &[
            ("openat", &[], "allow"),
            ("unlinkat", &[], "kill_process"),
            ("unlink", &[], "kill_process"),
        ],
    );
    answers_everywhere(
        "allow [@basic-io, -read]; errno(1) [read];",
        &[("read", &[], "errno(1)"), ("write", &[], "allow")],
    );
    refused(
        "x86_64",
        "allow [@timer, -read];",
        "no group of this list has `read`",
    );
    refused(
        "x86_64",
        "allow [read, -read];",
        "`read` is listed and taken out in one list",
    );
    // One list's `-NAME` takes nothing out of another.
    answers_everywhere(
        "allow [@basic-io]; allow [@file-system, -unlink]; allow [@default];",
        &[("read", &[], "allow"), ("unlink", &[], "kill_process")],
    );
}

#[test]
fn rule_2_7_constants_decide_by_argument() {
    answers_everywhere(
        "socket deny AF_NETLINK, SOCK_RAW;",
        &[
            ("socket", &[16, 1], "kill_process"),
            ("socket", &[2, 3], "kill_process"),
            ("socket", &[2, 1], "allow"),
        ],
    );
}

#[test]
fn rule_2_8_if() {
    answers_everywhere(
        "default errno(9); write allow if fd in [1, 2]; kill errno(EPERM) if pid != 0; close deny if fd > 9;
         read log if fd == 0;",
        &[
            ("write", &[1], "allow"),
            ("write", &[2], "allow"),
            ("write", &[3], "errno(9)"),
            ("kill", &[5], "errno(1)"),
            ("kill", &[0], "allow"),
            ("close", &[10], "errno(9)"),
            ("close", &[9], "allow"),
            ("read", &[0], "log"),
            ("read", &[1], "allow"),
        ],
    );
}

#[test]
fn rule_2_9_blocks() {
    answers_everywhere(
        "default trap(2);
         kill { sig == 0 => allow, pid > 0 => errno(EPERM), _ => kill_thread }
         getpid { _ => log }
         close { fd == 1 => allow, fd == 2 => deny }",
        &[
            ("kill", &[1, 0], "allow"),
            ("kill", &[1, 9], "errno(1)"),
            ("kill", &[0, 9], "kill_thread"),
            ("kill", &[0xffff_ffff, 9], "kill_thread"),
            ("getpid", &[], "log"),
            ("close", &[1], "allow"),
            ("close", &[2], "trap(2)"),
            ("close", &[3], "trap(2)"),
        ],
    );
    refused(
        "x86_64",
        "kill { _ => allow, sig == 0 => deny }",
        "an arm after `_`",
    );
    refused(
        "x86_64",
        "kill { _ => allow, _ => deny }",
        "an arm after `_`",
    );
    // Without `_` and with a default that allows.
    answers_everywhere(
        "default allow; close { fd == 2 => deny }",
        &[("close", &[2], "kill_process"), ("close", &[3], "allow")],
    );
}

#[test]
fn rule_2_10_include() {
    let files = [
        ("a", "allow [read];\ninclude \"b\";\n"),
        ("b", "allow [write]"),
        ("c", "allow [write];\n"),
        ("empty", "  // nothing\n"),
        ("loop", "include \"loop\";"),
        ("inner", "#![allow(no_exit)]\nallow [read];"),
    ];
    let refused = |policy: &str, text: &str| {
        let found = errors_with("x86_64", policy, &files);
        assert!(found.contains(text), "{policy}: {found}");
    };
    // A file's last statement ends with the file or not at all.
    refused("include \"a\"; allow [close];", "b:1:");
    refused("include \"loop\"; allow [read];", "`loop` includes itself");
    refused("include \"none\";", "cannot read `none`: no such file");
    refused("include \"inner\";", "inner:1:1: ");
    let machine = Machine::with_files(
        "x86_64",
        "include \"c\"; include \"empty\"; allow [read];",
        &files,
    );
    assert_eq!(machine.call("write", &[]), "allow");
    assert_eq!(machine.call("read", &[]), "allow");
    assert_eq!(machine.compiled.policy.files, ["/c", "/empty"]);
    // The same file twice says everything twice.
    refused("include \"c\"; include \"c\";", "`write` is listed twice");
}

#[test]
fn rule_2_11_expect() {
    let policy = "socket allow AF_UNIX; expect socket(AF_UNIX) => allow; expect read() => kill_process;
                  expect read => kill_process; expect arm_fadvise64_64 => kill_process; expect socket(_, ..) => deny;";
    for name in TARGETS {
        let broken = Machine::new(name, policy).broken_expectations();
        // The last one does not hold for AF_UNIX, which no such test tries: 0 and all ones are no AF_UNIX.
        assert_eq!(broken, [""; 0], "{name}");
    }
    for wrong in [
        "expect socket(AF_INET) => allow;",
        "expect socket(_, 1) => allow;",
        "expect read => allow;",
        "expect socket(AF_UNIX) => errno(0);",
    ] {
        let machine = Machine::new("x86_64", &format!("socket allow AF_UNIX; {wrong}"));
        assert!(!machine.broken_expectations().is_empty(), "{wrong}");
    }
    // The upper half of a 32-bit argument is open, 64 bits are not.
    let machine = Machine::new("x86_64", "allow [write]; expect write(1, _, 7) => allow;");
    let args = machine.compiled.policy.expects[0].args;
    assert_eq!(
        args.map(|arg| arg.map(|(_, bits)| bits)),
        [Some(32), None, Some(64), None, None, None]
    );
    refused(
        "x86_64",
        "allow [read]; expect read(0, 0, 0, 0) => allow;",
        "read takes 3 arguments, not 4",
    );
    refused(
        "x86_64",
        "allow [read]; expect read(0x1_0000_0000) => allow;",
        "does not fit",
    );
    for (name, last) in [("x86", "_"), ("arm", "_"), ("x86_64", "9")] {
        let policy = format!("allow [pread64]; expect pread64(0, 0, 0, {last}) => allow;");
        let broken = Machine::new(name, &policy).broken_expectations();
        assert_eq!(broken, [""; 0], "{name}");
    }
    refused(
        "arm",
        "allow [pread64]; expect pread64(0, 0, 0, 9) => allow;",
        "comes in two registers",
    );
}

#[test]
fn rule_2_12_hot_changes_no_answer() {
    let policy = "allow [read, write, futex]; socket deny AF_UNIX; errno(1) [mount];";
    let plain = Machine::new("x86_64", policy);
    let hot = Machine::new(
        "x86_64",
        &format!("{policy} hot [futex, socket]; hot [write];"),
    );
    for nr in (0..500).chain([u32::MAX, 0x4000_0000]) {
        for args in [[0; 6], [1; 6]] {
            assert_eq!(plain.number(nr, &args), hot.number(nr, &args), "{nr}");
        }
    }
    assert_eq!(hot.compiled.policy.weights.len(), 3);
    refused(
        "x86_64",
        "allow [read]; hot [write];",
        "`write` is hot, but no statement decides it",
    );
    refused("x86_64", "allow [read]; hot [];", "empty list");
}

#[test]
fn rule_2_13_profile_changes_no_answer() {
    let strace = "% time     seconds  usecs/call     calls    errors syscall\n\
                  ------ ----------- ----------- --------- --------- ----------------\n \
                  60.00    0.000300           3       900        10 read\n \
                  40.00    0.000200           2       100           write\n\
                  ------ ----------- ----------- --------- --------- ----------------\n\
                  100.00    0.000500                  1000        10 total\n";
    let files = [
        ("counts", "# calls\n900 read\n100 write\n"),
        ("strace", strace),
        ("bad", "x read\n"),
    ];
    for file in ["counts", "strace"] {
        let policy = format!("allow [read, write]; profile \"{file}\";");
        let machine = Machine::with_files("x86_64", &policy, &files);
        let weights = &machine.compiled.policy.weights;
        assert_eq!(weights.get(&0), Some(&900_000), "{file}");
        assert_eq!(weights.get(&1), Some(&100_000), "{file}");
        assert_eq!(machine.call("read", &[]), "allow");
        assert_eq!(machine.call("openat", &[]), "kill_process");
    }
    let found = errors_with("x86_64", "allow [read]; profile \"bad\";", &files);
    assert!(found.contains("bad:1:1: `COUNT NAME` expected"), "{found}");
}

#[test]
fn rule_2_14_other_abis_follow_the_same_statements() {
    let policy =
        "abi [x86]; abi [x32, arm]; allow [read, mmap2]; socket deny AF_NETLINK; clone deny NEW*;";
    let machine = Machine::new("x86_64", policy);
    for abi in [Abi::X86_64, Abi::X86, Abi::X32] {
        assert_eq!(machine.call_on(abi, "read", &[]), "allow", "{abi}");
        assert_eq!(
            machine.call_on(abi, "socket", &[16]),
            "kill_process",
            "{abi}"
        );
        assert_eq!(machine.call_on(abi, "socket", &[1]), "allow", "{abi}");
        assert_eq!(
            machine.call_on(abi, "clone", &[0x1000_0000]),
            "kill_process",
            "{abi}"
        );
        assert_eq!(machine.call_on(abi, "write", &[]), "kill_process", "{abi}");
    }
    // Numbers are the ABI's own: 0 is read on x86_64 and restart_syscall on x86; mmap2 is x86's alone.
    assert_eq!(machine.raw(I386, 0, &[]), "kill_process");
    assert_eq!(machine.raw(I386, 3, &[]), "allow");
    assert_eq!(machine.call_on(Abi::X86, "mmap2", &[]), "allow");
    // x32's own versions have numbers of their own, from 512.
    let x32 = Machine::new("x86_64", "abi [x32]; allow [rt_sigaction, read];");
    assert_eq!(x32.number(0x4000_0200, &[]), "allow");
    assert_eq!(x32.number(0x4000_0000, &[]), "allow");
    assert_eq!(x32.number(0x4000_0000 | 13, &[]), "kill_process");
    let arm64 = Machine::new("aarch64", policy);
    assert_eq!(arm64.call_on(Abi::Arm, "read", &[]), "allow");
    assert_eq!(arm64.call_on(Abi::Arm, "socket", &[16]), "kill_process");
    refused("x86_64", "abi [i386]; allow [read];", "no ABI `i386`");
    // The width is the ABI's: a 64-bit count on x86_64 is one of 32 bits on x86.
    let widths = Machine::new("x86_64", "abi [x86]; read allow if count == 5;");
    let above = [0, 0, 0x1_0000_0005];
    assert_eq!(widths.call("read", &above), "kill_process");
    assert_eq!(widths.call_on(Abi::X86, "read", &above), "allow");
}

#[test]
fn rule_2_15_unknown_and_nr_are_native() {
    let machine = Machine::new(
        "x86_64",
        "abi [x86, x32]; unknown errno(ENOSYS); allow [read, nr(1999)];",
    );
    assert_eq!(machine.number(1999, &[]), "allow");
    assert_eq!(machine.number(1998, &[]), "errno(38)");
    assert_eq!(machine.raw(I386, 1999, &[]), "kill_process");
    assert_eq!(machine.number(0x4000_0000 | 1999, &[]), "kill_process");
    assert_eq!(machine.number(u32::MAX, &[]), "errno(38)");
}

#[test]
fn rule_2_16_packed_arguments_are_to_be_parted() {
    refused("x86_64", "abi [x86]; mmap deny PROT_EXEC;", "on x86: ");
    refused(
        "x86_64",
        "abi [x86]; mmap deny PROT_EXEC;",
        "#[cfg(not(abi = \"x86\"))]",
    );
    let parted = "abi [x86]; #[cfg(not(abi = \"x86\"))] mmap deny PROT_EXEC; mmap2 deny PROT_EXEC;
                  #[cfg(abi = \"x86\")] errno(ENOSYS) [mmap];";
    let machine = Machine::new("x86_64", parted);
    assert_eq!(machine.call("mmap", &[0, 0, 4]), "kill_process");
    assert_eq!(machine.call("mmap", &[0, 0, 1]), "allow");
    assert_eq!(machine.call_on(Abi::X86, "mmap", &[0, 0, 4]), "errno(38)");
    assert_eq!(
        machine.call_on(Abi::X86, "mmap2", &[0, 0, 4]),
        "kill_process"
    );
    assert_eq!(machine.call_on(Abi::X86, "mmap2", &[0, 0, 3]), "allow");
    refused(
        "x86",
        "mmap deny PROT_EXEC;",
        "this ABI's mmap has no argument `prot`",
    );
}

#[test]
fn rule_2_17_cfg() {
    for (predicate, holds) in [
        ("target_arch = \"x86_64\"", ["x86_64"].as_slice()),
        ("abi = \"x86_64\"", &["x86_64"]),
        ("target_endian = \"big\"", &["s390x", "powerpc64"]),
        ("target_pointer_width = \"32\"", &["x86", "arm"]),
        (
            "any(target_arch = \"arm\", target_arch = \"s390x\")",
            &["arm", "s390x"],
        ),
        (
            "all(target_endian = \"little\", not(target_pointer_width = \"64\"))",
            &["x86", "arm"],
        ),
        ("not(target_arch = \"mips\"),", &TARGETS),
    ] {
        for name in TARGETS {
            let policy = format!("allow [read]; #[cfg({predicate})] allow [write];");
            let answer = if holds.contains(&name) {
                "allow"
            } else {
                "kill_process"
            };
            answers(
                name,
                &policy,
                &[("write", &[], answer), ("read", &[], "allow")],
            );
        }
    }
    let machine = Machine::new(
        "x86_64",
        "abi [x86]; #[cfg(target_pointer_width = \"64\")] allow [read]; #[cfg(target_arch = \"x86\")] allow [dup];
         #[cfg(abi = \"x86\")] allow [write];",
    );
    for (call, native, x86) in [
        ("read", "allow", "allow"),
        ("dup", "kill_process", "kill_process"),
        ("write", "kill_process", "allow"),
    ] {
        assert_eq!(machine.call(call, &[]), native, "{call}");
        assert_eq!(machine.call_on(Abi::X86, call, &[]), x86, "{call} on x86");
    }
    let both = "#[cfg(target_arch = \"x86\")] #[cfg(target_endian = \"big\")] allow [write]; allow [read];";
    answers("x86", both, &[("write", &[], "kill_process")]);
    for wrong in [
        "feature = \"net\"",
        "unix",
        "target_os = \"linux\"",
        "debug_assertions",
    ] {
        let policy = format!("#[cfg({wrong})] allow [read];");
        refused("x86_64", &policy, "no predicate of a policy");
    }
    refused("x86_64", "#[cfg(any())] allow [read];", "an empty list");
    refused(
        "x86_64",
        "#[cfg(target_arch = \"x86-64\")] allow [read];",
        "is no value of `target_arch`",
    );
    // Left out, and yet read: its mistakes show on every target.
    refused(
        "x86_64",
        "#[cfg(target_arch = \"arm\")] alow [read]; allow [read];",
        "alow",
    );
    let without = Machine::new(
        "x86_64",
        "#[cfg(target_arch = \"arm\")] include \"no such file\"; allow [read];",
    );
    assert!(without.compiled.policy.files.is_empty());
    let unlisted = "#[cfg(abi = \"x86\")] include \"no such file\"; allow [read];";
    refused("x86_64", unlisted, "cannot read `no such file`");
    answers("aarch64", unlisted, &[("read", &[], "allow")]);
    // Of a target as a whole the native ABI's predicate counts.
    let other = "#[cfg(abi = \"x86\")] abi [x32]; #[cfg(abi = \"x86\")] foreign allow; \
                 #[cfg(abi = \"x86\")] expect read => kill_process; allow [read];";
    let machine = Machine::new("x86_64", other);
    assert_eq!(machine.number(0x4000_0000, &[]), "kill_process");
    assert!(machine.broken_expectations().is_empty());
    assert_eq!(machine.compiled.policy.abis.len(), 1);
    // By ABI, with different answers.
    let parted =
        "abi [x86]; #[cfg(abi = \"x86\")] allow [read]; #[cfg(abi = \"x86_64\")] errno(1) [read];";
    let machine = Machine::new("x86_64", parted);
    assert_eq!(machine.call("read", &[]), "errno(1)");
    assert_eq!(machine.call_on(Abi::X86, "read", &[]), "allow");
}

#[test]
fn rule_2_18_allow_stands_first() {
    answers(
        "x86_64",
        "#![allow(no_exit)] allow [read];",
        &[("read", &[], "allow")],
    );
    answers(
        "x86_64",
        "#![allow(no_exit, clone3_bypass,)] allow [read];",
        &[("read", &[], "allow")],
    );
    refused(
        "x86_64",
        "allow [read]; #![allow(no_exit)]",
        "stands first in the policy",
    );
    refused(
        "x86_64",
        "#[allow(no_exit)] allow [read];",
        "a lint is switched off for the whole policy",
    );
}

#[test]
fn rule_2_19_numbers_without_a_name() {
    let machine = Machine::new(
        "x86_64",
        "allow [nr(1999)]; nr(2000) deny if arg0 == 1; unknown errno(38);",
    );
    assert_eq!(machine.number(1999, &[]), "allow");
    assert_eq!(machine.number(2000, &[1]), "kill_process");
    assert_eq!(machine.number(2000, &[1 | 1 << 32]), "allow");
    assert_eq!(machine.number(2001, &[]), "errno(38)");
    refused("x86_64", "allow [nr(0)];", "`nr(0)` is `read`");
    refused(
        "x86_64",
        "allow [nr(0x8000_0000)];",
        "is no system call number",
    );
    refused(
        "x86_64",
        "allow [nr(0x4000_07cf)];",
        "it is a number of x32",
    );
    refused(
        "x86_64",
        "allow [nr(1999), nr(1999)];",
        "`nr(1999)` is listed twice",
    );
    answers("x86", "allow [nr(1999)];", &[("read", &[], "kill_process")]);
}

#[test]
fn rule_2_20_commas_and_emptiness() {
    answers_everywhere(
        "allow [read, write,]; socket deny AF_NETLINK, SOCK_RAW,; kill { sig == 1 => allow, _ => deny, }
         close allow if fd in [1, 2,];",
        &[("read", &[], "allow"), ("kill", &[1, 1], "allow"), ("close", &[2], "allow")],
    );
    for (policy, text) in [
        ("allow [];", "empty list"),
        ("allow [read];;", "a `;` without a statement"),
        ("; allow [read];", "a `;` without a statement"),
        ("kill {}", "an empty block"),
        ("", "a policy without a statement"),
        ("close allow if fd in [];", "empty list"),
        ("socket deny;", "constants or `if` expected"),
    ] {
        refused("x86_64", policy, text);
    }
}

#[test]
fn rule_2_21_who_decides() {
    let connect = "errno(13)";
    for policy in [
        "allow [@network-io, socket]; socket deny AF_NETLINK; errno(EACCES) [connect];",
        "errno(EACCES) [connect]; socket deny AF_NETLINK; allow [socket, @network-io];",
    ] {
        answers_everywhere(
            policy,
            &[
                ("socket", &[16], "kill_process"),
                ("socket", &[1], "allow"),
                ("connect", &[], connect),
                ("bind", &[], "allow"),
            ],
        );
    }
    // A refusing statement allows the rest, also where a list would refuse it.
    answers_everywhere(
        "errno(1) [socket]; socket deny AF_NETLINK;",
        &[("socket", &[16], "kill_process"), ("socket", &[1], "allow")],
    );
    answers_everywhere(
        "allow [socket]; socket allow AF_UNIX;",
        &[("socket", &[16], "kill_process"), ("socket", &[1], "allow")],
    );
}

#[test]
fn rule_2_22_a_name_twice() {
    for policy in [
        "allow [read, write]; allow [read];",
        "allow [read, read];",
        "allow [read]; errno(1) [read];",
    ] {
        refused("x86_64", policy, "`read` is listed twice");
        refused("x86_64", policy, "first listed here");
    }
    refused(
        "x86_64",
        "allow [@file-system, -open, -open];",
        "`-open` is listed twice",
    );
}

#[test]
fn rule_2_23_groups_that_share() {
    answers_everywhere(
        "allow [@basic-io, @system-service]; allow [@file-system];",
        &[("read", &[], "allow"), ("openat", &[], "allow")],
    );
    let contradiction = "allow [@basic-io]; errno(EPERM) [@system-service];";
    refused(
        "x86_64",
        contradiction,
        "`@basic-io` and `@system-service` share",
    );
    refused("x86_64", contradiction, "`pread64`");
    // A name or a statement of its own settles it.
    answers_everywhere(
        "allow [@timer]; errno(EPERM) [@timer, -alarm, -getitimer, -setitimer, -timer_create, -timer_delete, \
         -timer_getoverrun, -timer_gettime, -timer_gettime64, -timer_settime, -timer_settime64, -timerfd_create, \
         -timerfd_gettime, -timerfd_gettime64, -timerfd_settime, -timerfd_settime64]; errno(5) [times];",
        &[("times", &[], "errno(5)"), ("timer_create", &[], "allow")],
    );
}

#[test]
fn rule_2_24_statements_of_one_sort_combine() {
    answers_everywhere(
        "default errno(9); socket allow AF_UNIX; socket allow AF_INET, SOCK_STREAM; socket allow if protocol == 99;
         kill errno(EPERM) if pid < 0; kill deny if sig == SIGKILL; kill log if pid < 5;",
        &[
            ("socket", &[1, 2], "allow"),
            ("socket", &[2, 1], "allow"),
            ("socket", &[2, 2], "errno(9)"),
            ("socket", &[2, 2, 99], "allow"),
            ("kill", &[0xffff_ffff, 9], "errno(1)"),
            ("kill", &[1, 9], "errno(9)"),
            ("kill", &[1, 1], "log"),
            ("kill", &[7, 1], "allow"),
        ],
    );
}

#[test]
fn rule_2_25_mixtures() {
    let mixture = "socket allow AF_UNIX; socket deny SOCK_RAW;";
    refused(
        "x86_64",
        mixture,
        "`socket` has statements that allow and statements that refuse",
    );
    refused("x86_64", mixture, "write a block");
    refused(
        "x86_64",
        "socket { _ => allow } socket deny AF_UNIX;",
        "cannot stand beside another statement",
    );
    refused(
        "x86_64",
        "socket { _ => allow } socket { _ => allow }",
        "cannot stand beside another statement",
    );
    // Also where the target lacks the call.
    refused(
        "aarch64",
        "open allow O_RDONLY; open deny O_CREAT;",
        "statements that allow and statements that refuse",
    );
}

#[test]
fn rule_2_26_raw_words_are_calls() {
    answers_everywhere(
        "allow [r#read]; r#socket deny AF_NETLINK;",
        &[
            ("read", &[], "allow"),
            ("socket", &[16], "kill_process"),
            ("socket", &[1], "allow"),
        ],
    );
    refused(
        "x86_64",
        "r#hot deny 1;",
        "no architecture has a system call `hot`",
    );
    assert_eq!(target("x86_64").abi, Abi::X86_64);
}

#[test]
fn rule_2_28_two_rules_of_a_profile() {
    let rule = |action: &str, op: &str| {
        format!(
            r#"{{ "names": ["close"], "action": "{action}", "args": [{{ "index": 0, "op": "{op}", "value": 2 }}] }}"#
        )
    };
    let answers = |second: &str, policy: &str| {
        let (first, second) = (
            rule("SCMP_ACT_LOG", "SCMP_CMP_EQ"),
            rule("SCMP_ACT_TRAP", second),
        );
        let profile = format!(
            r#"{{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ {first}, {second} ] }}"#
        );
        let files = [("profile.json", profile.as_str())];
        let errors = errors_with("x86_64", policy, &files);
        if !errors.is_empty() {
            return Err(errors);
        }
        let machine = Machine::with_files("x86_64", policy, &files);
        Ok([1, 2, 3].map(|fd| machine.call("close", &[fd])))
    };
    let oci = "oci \"profile.json\";";
    assert_eq!(
        answers("SCMP_CMP_GT", oci).expect("parted"),
        ["allow", "log", "trap(0)"]
    );
    for second in ["SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_LE"] {
        let errors = answers(second, oci).expect_err("both hold for 2");
        assert!(errors.contains("two rules of `close`"), "{errors}");
        let own = answers(second, "oci \"profile.json\"; errno(5) [close];");
        assert_eq!(own.expect("decided"), ["errno(5)"; 3]);
    }
}

#[test]
fn rule_2_27_a_profile_for_these_capabilities() {
    let files = [("profile.json", include_str!("profile.json"))];
    let call = |policy: &str, name: &str| {
        Machine::with_files("x86_64", policy, &files).call(name, &[0, 0])
    };
    let plain = "oci \"profile.json\";";
    assert_eq!(call(plain, "read"), "allow");
    assert_eq!(call(plain, "mount"), "errno(1)");
    let able = "oci \"profile.json\" caps [CAP_SYS_ADMIN, CAP_KILL];";
    assert_eq!(call(able, "mount"), "allow");
    assert_eq!(call(able, "ptrace"), "errno(1)");
    // The policy's own words come first.
    let own = "default kill_process; oci \"profile.json\"; errno(7) [read];";
    assert_eq!(call(own, "read"), "errno(7)");
    assert_eq!(call(own, "ptrace"), "kill_process");
    let broken = [("profile.json", "{ \"defaultAction\": \"SCMP_ACT_ALOW\" }")];
    let errors = errors_with("x86_64", plain, &broken);
    assert!(errors.contains("profile.json:1"), "{errors}");
    assert!(errors.contains("defaultAction"), "{errors}");
}
