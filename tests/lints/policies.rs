//! Policies that mean what they say trip nothing, on every target; names of lints that are none are mistakes.

use crate::support::{X86_64, messages, messages_on};
use evalbox_compiler::target::{Abi, Endian, Target};

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*; socket deny AF_NETLINK, SOCK_RAW; \
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";

#[test]
fn policies_of_the_language() {
    let policies = [
        SEED,
        "default allow; foreign allow; notify [@notify-fs];",
        "allow [read, write, openat, close, @memory, exit_group]; errno(ENOSYS) [clone3]; clone deny NEW*; \
            socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;",
    ];
    let little = [
        Abi::X86_64,
        Abi::X86,
        Abi::Aarch64,
        Abi::Arm,
        Abi::Riscv64,
        Abi::Loongarch64,
    ];
    for policy in policies {
        for abi in little {
            let target = Target {
                abi,
                endian: Endian::Little,
            };
            assert_eq!(messages_on(policy, target), [""; 0], "{abi}: {policy}");
        }
        let s390x = Target {
            abi: Abi::S390x,
            endian: Endian::Big,
        };
        assert_eq!(messages_on(policy, s390x), [""; 0], "s390x: {policy}");
    }
}

#[test]
fn policies_of_the_command() {
    for file in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/policies")).expect("policies")
    {
        let path = file.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "policy")
        {
            let text = std::fs::read_to_string(&path).expect("text");
            assert_eq!(messages_on(&text, X86_64), [""; 0], "{}", path.display());
        }
    }
}

#[test]
fn names_of_lints() {
    assert_eq!(
        messages("#![allow(clone_bypass)]"),
        ["no lint `clone_bypass`\nhint: did you mean `clone3_bypass`?"]
    );
    assert_eq!(
        messages("#![allow(dead_code)]"),
        [
            "no lint `dead_code`\nhint: the lints are `clone3_bypass`, `io_uring_bypass`, `sibling_bypass`, `unshare_bypass`, \
          `multiplexer_bypass`, `variant_bypass`, `unreachable_arm`, `constant_condition`, `no_exit`"
        ]
    );
    assert_eq!(messages("#![allow(no_exit, unreachable_arm)]"), [""; 0]);
    // Together with whatever else is wrong.
    for (policy, wrong) in [
        ("allow [raed];", "no architecture has a system call `raed`"),
        ("allow read;", "stand in brackets"),
    ] {
        let found = messages(&format!("#![deny(no_exot)] {policy}"));
        for message in ["no lint `no_exot`", wrong] {
            let said = found.iter().filter(|found| found.contains(message));
            assert_eq!(said.count(), 1, "{policy}: {found:?}");
        }
    }
    assert_eq!(
        messages("#![deny(unshare_bypas)]"),
        ["no lint `unshare_bypas`\nhint: did you mean `unshare_bypass`?"]
    );
    assert_eq!(
        messages("#![deny(unshare_bypass)] #![allow(no_exit)]"),
        [""; 0]
    );
    for twice in [
        "#![deny(clone3_bypass)]",
        "#![allow(no_exit)] #![deny(no_exit)]",
    ] {
        let name = if twice.contains("clone3") {
            "clone3_bypass"
        } else {
            "no_exit"
        };
        assert_eq!(messages(twice), [format!("`{name}` is on without this")]);
    }
}

#[test]
fn a_process_must_be_able_to_end() {
    assert_eq!(
        messages_on("allow [read];", X86_64),
        [
            "neither `exit` nor `exit_group` can get through: a process under this policy cannot end by itself\n\
          hint: `allow [exit, exit_group];`; where it is meant, `#![allow(no_exit)]` in front of the policy"
        ]
    );
    for refused in ["deny", "errno(EPERM)", "trap", "kill_thread"] {
        let text = format!("default allow; {refused} [exit, exit_group];");
        let text = if refused == "deny" {
            text
        } else {
            text.replace("deny", "kill_process")
        };
        assert_eq!(messages_on(&text, X86_64).len(), 1, "{text}");
        let text = format!("#![allow(no_exit)] {text}");
        assert_eq!(messages_on(&text, X86_64), [""; 0], "{text}");
    }
    for through in ["allow", "log", "notify", "trace(1)"] {
        for call in ["exit", "exit_group"] {
            let text = format!("{through} [{call}];");
            assert_eq!(messages_on(&text, X86_64), [""; 0], "{text}");
        }
    }
    let by_argument = "exit_group { error_code == 0 => allow, _ => kill_process }";
    assert_eq!(messages_on(by_argument, X86_64), [""; 0]);
}
