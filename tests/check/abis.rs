//! Several ABIs of one target, and targets that lack a call.

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Target};

use crate::support::{
    AARCH64, X86, X86_64, answer, answer_on, answer_raw, mistakes, mistakes_on, policy,
};

const PART_X86: &str =
    "\nhint: part the statement: `#[cfg(abi = \"x86\")]` for x86, `#[cfg(not(abi = \"x86\"))]` for";

#[test]
fn compat_abis_follow_by_name() {
    let checked = policy(
        "allow [read]; write deny if fd == 2; foreign errno(7); abi [x86, x32, arm];",
        X86_64,
    );
    let abis: Vec<Abi> = checked.abis.iter().map(|abi| abi.abi).collect();
    assert_eq!(abis, [Abi::X86_64, Abi::X86, Abi::X32]);
    for abi in abis {
        assert_eq!(answer_on(&checked, abi, "read", &[]), "allow", "{abi}");
        assert_eq!(
            answer_on(&checked, abi, "write", &[2]),
            "kill_process",
            "{abi}"
        );
        assert_eq!(answer_on(&checked, abi, "write", &[1]), "allow", "{abi}");
    }
    let arch = X86_64.audit_arch(Abi::X86_64);
    assert_eq!(
        answer_raw(&checked, arch, 0x4000_0000 | 999_999, &[]),
        "kill_process",
        "an x32 number"
    );
    assert_eq!(
        answer_raw(&checked, X86_64.audit_arch(Abi::Arm), 3, &[]),
        "errno(7)"
    );
    let native = policy("allow [read]; abi [x86_64];", X86_64);
    assert_eq!(native.abis.len(), 1);
}

#[test]
fn unknown_and_nr_speak_of_the_native_abi() {
    let checked = policy("unknown errno(38); allow [nr(5000)]; abi [x86];", X86_64);
    let x86 = X86_64.audit_arch(Abi::X86);
    assert_eq!(
        answer_raw(&checked, X86_64.audit_arch(Abi::X86_64), 5001, &[]),
        "errno(38)"
    );
    assert_eq!(answer_raw(&checked, x86, 5001, &[]), "kill_process");
    assert_eq!(answer_raw(&checked, x86, 5000, &[]), "kill_process");
}

#[test]
fn statements_for_one_abi() {
    let text = "abi [x86]; #[cfg(abi = \"x86\")] default errno(1); #[cfg(abi = \"x86\")] allow [read]; #[cfg(abi = \"x86_64\")] trap [read];";
    let checked = policy(text, X86_64);
    assert_eq!(answer(&checked, "read", &[]), "trap");
    assert_eq!(answer(&checked, "write", &[]), "kill_process");
    assert_eq!(answer_on(&checked, Abi::X86, "read", &[]), "allow");
    assert_eq!(answer_on(&checked, Abi::X86, "write", &[]), "errno(1)");
}

#[test]
fn arguments_that_a_compat_abi_lacks_or_packs() {
    let text = "abi [x86]; mmap deny if prot has 4; pread64 deny if offset == 1;";
    assert_eq!(
        mistakes(text),
        [
            format!(
                "25: on x86: this ABI's mmap has no argument `prot`: it has `arg`{PART_X86} the other ABIs"
            ),
            format!(
                "53: on x86: `offset` of pread64 comes in two registers: no comparison can see the whole of it{PART_X86} the other ABIs"
            ),
        ]
    );
    policy(
        &text
            .replace("mmap", "#[cfg(not(abi = \"x86\"))] mmap")
            .replace("pread64", "#[cfg(abi = \"x86_64\")] pread64"),
        X86_64,
    );
    assert_eq!(
        mistakes_on("pread64 deny if offset == 1;", X86),
        [format!(
            "17: `offset` of pread64 comes in two registers: no comparison can see the whole of it{PART_X86} other targets"
        )]
    );
}

#[test]
fn one_mistake_is_said_once() {
    assert_eq!(
        mistakes(
            "abi [x86, x32]; allow [reed]; read deny if fdd == 1; read deny if fd == 0x1_0000_0000;"
        )
        .len(),
        3
    );
    assert_eq!(
        mistakes("abi [x86]; write allow if count == 0x1_0000_0000;"),
        [format!(
            "36: on x86: `0x1_0000_0000` does not fit `count` of write, a 32-bit size_t{PART_X86} the other ABIs"
        )]
    );
}

#[test]
fn calls_that_the_target_lacks_are_passed_over() {
    let text = "allow [read, open]; mkdir deny if mode == 1; hot [open]; expect open(1) => allow;";
    let checked = policy(text, AARCH64);
    assert_eq!(answer(&checked, "read", &[]), "allow");
    assert!(checked.weights.is_empty() && checked.expects.is_empty());
    assert_eq!(
        mistakes_on(
            "mkdir deny if mode == 1; mkdir allow if mode == 2; allow [open, open];",
            AARCH64
        )
        .len(),
        2
    );
}

#[test]
fn widths_are_the_targets() {
    let wide = "write deny if count == 0x1_0000_0000;";
    policy(wide, X86_64);
    assert_eq!(
        mistakes_on(wide, X86),
        ["24: `0x1_0000_0000` does not fit `count` of write, a 32-bit size_t"]
    );
}

#[test]
fn the_examples_are_for_every_target() {
    for text in [
        "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*; socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;",
        "default allow; foreign allow; notify [@notify-fs];",
        "allow [read, write, exit_group]; socket allow AF_UNIX, AF_INET, SOCK_STREAM; prctl allow PR_SET_NAME, crate::MY_OPTION;",
    ] {
        let text = format!("{text} abi [x86, x32, arm, riscv32, powerpc, mips, n32];");
        for target in Target::ALL {
            let checked = policy(&text, target);
            assert_eq!(checked.abis.len(), 1 + target.compat().len(), "{target}");
            for abi in &checked.abis {
                let numbers = syscalls::numbers(abi.abi).iter().map(|&(number, _)| number);
                assert!(abi.rules.keys().copied().eq(numbers), "{}", abi.abi);
            }
        }
    }
}
