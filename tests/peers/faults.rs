//! Where the others answer differently, by the smallest example each. A test fails when a peer mends its fault, and then
//! docs/trust.md has a line too many.

use std::collections::BTreeMap;

use evalbox_compiler::target::Target;
use evalbox_seccomp::{Action, Filter};
use seccompiler::{
    SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

use crate::machine::Machine;
use crate::peer;
use crate::rules::{answer, filter};
use crate::seccompiler::adopted;
use crate::words;

const ALLOW: u32 = 0x7fff_0000;
const KILL_PROCESS: u32 = 0x8000_0000;
const X32_BIT: u32 = 0x4000_0000;

fn errno(number: u16) -> u32 {
    Action::Errno(number).to_raw()
}

fn ours(statements: &str) -> Filter {
    let text = format!("#![allow(no_exit, sibling_bypass)] default allow; {statements}");
    filter(&Machine::new(&text, Target::X86_64, &words::word).expect("a right policy"))
}

/// libseccomp's, with `allow` for the rest.
fn libseccomp(rules: &str) -> Filter {
    peer::filter(&format!("default {ALLOW:x}\narch x86_64\n{rules}"), false)
}

fn ask(filter: &Filter, number: libc::c_long, args: [u64; 6]) -> u32 {
    let target = Target::X86_64;
    let number = i32::try_from(number).expect("a number").cast_unsigned();
    answer(filter, target, target.audit_arch(target.abi), number, &args)
}

/// The kernel reads 32 bits of ioctl's request; libseccomp compares 64 (CVE-2019-10063 of its user flatpak).
#[test]
fn libseccomp_compares_64_bits_of_an_int() {
    if !peer::at_hand("libseccomp on 64 bits of an int") {
        return;
    }
    let we = ours("ioctl errno(7) if request == 0x5412;");
    let they = libseccomp("rule 50007 ioctl 1 1 4 21522 0\n");
    let (plain, behind) = ([0, 0x5412, 0, 0, 0, 0], [0, 0x5412 | 1 << 32, 0, 0, 0, 0]);
    assert_eq!(
        [&we, &they].map(|filter| ask(filter, libc::SYS_ioctl, plain)),
        [errno(7); 2]
    );
    assert_eq!(ask(&we, libc::SYS_ioctl, behind), errno(7));
    assert_eq!(ask(&they, libc::SYS_ioctl, behind), ALLOW);
}

/// A compiler loads an int of -1 into the lower half of a register, and the upper one is 0; libseccomp's -1 has 64 bits.
#[test]
fn libseccomps_minus_one_is_not_the_kernels() {
    if !peer::at_hand("libseccomp on -1") {
        return;
    }
    let we = ours("kill errno(7) if pid == -1;");
    let they = libseccomp(&format!("rule 50007 kill 1 0 4 {} 0\n", u64::MAX));
    let everyone = [0xffff_ffff, 9, 0, 0, 0, 0];
    assert_eq!(ask(&we, libc::SYS_kill, everyone), errno(7));
    assert_eq!(ask(&they, libc::SYS_kill, everyone), ALLOW);
}

/// Negative process ids are groups. libseccomp orders unsigned numbers only: nothing is below 0, and "above 0x7fffffff",
/// which is the nearest, also holds for what has a bit in the half that the kernel does not read.
#[test]
fn libseccomp_has_no_signed_order() {
    if !peer::at_hand("libseccomp on signed order") {
        return;
    }
    let we = ours("kill errno(7) if pid < 0;");
    let below = libseccomp("rule 50007 kill 1 0 2 0 0\n");
    let above = libseccomp(&format!("rule 50007 kill 1 0 6 {} 0\n", 0x7fff_ffff));
    let (group, process) = ([0xffff_fff0, 9, 0, 0, 0, 0], [12 | 1 << 32, 9, 0, 0, 0, 0]);
    assert_eq!(ask(&we, libc::SYS_kill, group), errno(7));
    assert_eq!(ask(&we, libc::SYS_kill, process), ALLOW);
    assert_eq!(ask(&below, libc::SYS_kill, group), ALLOW);
    assert_eq!(ask(&above, libc::SYS_kill, process), errno(7));
}

/// Of two rules that both hold the first decides; libseccomp makes one tree of them, and the same for either order.
#[test]
fn libseccomp_has_no_order_of_rules() {
    if !peer::at_hand("libseccomp on the order of rules") {
        return;
    }
    let both = [0, 2, 3, 0, 0, 0];
    let we = [
        ours("lseek { arg1 == 2 => errno(1), arg2 == 3 => errno(2) }"),
        ours("lseek { arg2 == 3 => errno(2), arg1 == 2 => errno(1) }"),
    ];
    let rules = [
        "rule 50001 lseek 1 1 4 2 0\n",
        "rule 50002 lseek 1 2 4 3 0\n",
    ];
    let they = [
        libseccomp(&[rules[0], rules[1]].concat()),
        libseccomp(&[rules[1], rules[0]].concat()),
    ];
    assert_eq!(
        we.each_ref()
            .map(|filter| ask(filter, libc::SYS_lseek, both)),
        [errno(1), errno(2)]
    );
    let answers = they
        .each_ref()
        .map(|filter| ask(filter, libc::SYS_lseek, both));
    assert_eq!(answers[0], answers[1], "{answers:x?}");
}

/// Each rule refuses the call, the first for `arg1` and the second for `arg2`. libseccomp's tree has "not 1" and "not 3" share
/// what comes after them, so that the second rule's end is behind the first rule's beginning.
#[test]
fn libseccomp_mixes_rules() {
    if !peer::at_hand("libseccomp on rules that share a beginning") {
        return;
    }
    let text = "#![allow(no_exit)] lseek { arg1 != 1 && arg2 != 1 => allow, arg1 != 3 && arg2 != 2 => allow }";
    let we = filter(&Machine::new(text, Target::X86_64, &words::word).expect("a right policy"));
    let rules = [
        "rule 7fff0000 lseek 2 1 1 1 0 2 1 1 0\n",
        "rule 7fff0000 lseek 2 1 1 3 0 2 1 2 0\n",
    ];
    let they = peer::filter(
        &format!("default {KILL_PROCESS:x}\narch x86_64\n{}", rules.concat()),
        false,
    );
    let neither = [0, 1, 2, 0, 0, 0];
    assert_eq!(ask(&we, libc::SYS_lseek, neither), KILL_PROCESS);
    assert_eq!(ask(&they, libc::SYS_lseek, neither), ALLOW);
}

fn seccompiler(number: libc::c_long, rules: Vec<SeccompRule>) -> Filter {
    let map = BTreeMap::from([(number, rules)]);
    let filter = SeccompFilter::new(
        map,
        SeccompAction::Allow,
        SeccompAction::Errno(7),
        TargetArch::x86_64,
    );
    adopted(filter.expect("rules that it takes"))
}

/// The number of an x32 call is no number of a rule's, so under a deny list of seccompiler's every call has a second way in.
#[test]
fn seccompiler_lets_x32_past_deny_lists() {
    let we = ours("errno(7) [ptrace];");
    let they = seccompiler(libc::SYS_ptrace, Vec::new());
    let x32 = libc::SYS_ptrace | libc::c_long::from(X32_BIT.cast_signed());
    assert_eq!(
        [&we, &they].map(|filter| ask(filter, libc::SYS_ptrace, [0; 6])),
        [errno(7); 2]
    );
    assert_eq!(ask(&we, x32, [0; 6]), KILL_PROCESS);
    assert_eq!(ask(&they, x32, [0; 6]), ALLOW);
}

/// seccompiler orders unsigned numbers only, in the width that it is told.
#[test]
fn seccompiler_has_no_signed_order() {
    let condition = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Lt, 0)
        .expect("an argument");
    let they = seccompiler(
        libc::SYS_kill,
        vec![SeccompRule::new(vec![condition]).expect("a rule")],
    );
    assert_eq!(
        ask(&they, libc::SYS_kill, [0xffff_fff0, 9, 0, 0, 0, 0]),
        ALLOW
    );
}
