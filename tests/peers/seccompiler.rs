//! Against seccompiler, on the targets that it has. It is told the width of each argument, and so reads what we read.

use std::collections::BTreeMap;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Target};
use evalbox_seccomp::{Filter, SockFilter};
use proptest::prelude::*;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

use crate::rules::{Holds, OPERATORS, On, Rules, answer, calls, filter, rules};

fn condition(on: &On) -> SeccompCondition {
    let length = if on.bits == 64 {
        SeccompCmpArgLen::Qword
    } else {
        SeccompCmpArgLen::Dword
    };
    let operator = match OPERATORS[on.operator].0 {
        "!=" => SeccompCmpOp::Ne,
        "<" => SeccompCmpOp::Lt,
        "<=" => SeccompCmpOp::Le,
        "==" => SeccompCmpOp::Eq,
        ">=" => SeccompCmpOp::Ge,
        ">" => SeccompCmpOp::Gt,
        _ => SeccompCmpOp::MaskedEq(on.mask),
    };
    SeccompCondition::new(on.slot, length, operator, on.value).expect("an argument that exists")
}

fn action(raw: u32) -> SeccompAction {
    match (raw & 0xffff_0000, raw & 0xffff) {
        (0x7fff_0000, _) => SeccompAction::Allow,
        (0x7ffc_0000, _) => SeccompAction::Log,
        (0x0003_0000, _) => SeccompAction::Trap,
        (0x0005_0000, errno) => SeccompAction::Errno(errno),
        _ => SeccompAction::KillThread,
    }
}

/// The rules by seccompiler, for a target of its.
pub(crate) fn theirs(rules: &Rules, target: Target, arch: TargetArch) -> Filter {
    let mut map: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    let mut whole = Vec::new();
    for rule in &rules.list {
        let id = syscalls::find(rule.call).expect("a call of the table");
        let number = i64::from(syscalls::number(id, target.abi).expect("a call of the target's"));
        let tests = rule.on(target);
        let list = map.entry(number).or_default();
        if tests.is_empty() {
            whole.push(number);
        } else {
            list.push(
                SeccompRule::new(tests.iter().map(condition).collect())
                    .expect("a rule with conditions"),
            );
        }
    }
    // An empty list is a call decided whole.
    whole
        .into_iter()
        .for_each(|number| drop(map.insert(number, Vec::new())));
    adopted(
        SeccompFilter::new(map, action(rules.default.1), action(rules.action.1), arch)
            .expect("rules that it takes"),
    )
}

pub(crate) fn adopted(theirs: SeccompFilter) -> Filter {
    let program: BpfProgram = theirs.try_into().expect("a program");
    let program: Vec<SockFilter> = program
        .iter()
        .map(|i| SockFilter {
            code: i.code,
            jt: i.jt,
            jf: i.jf,
            k: i.k,
        })
        .collect();
    Filter::new(program.leak()).expect("seccompiler's program passes the kernel's checks")
}

const TARGETS: [(Abi, TargetArch); 3] = [
    (Abi::X86_64, TargetArch::x86_64),
    (Abi::Aarch64, TargetArch::aarch64),
    (Abi::Riscv64, TargetArch::riscv64),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn same_rules_same_answers(rules in rules(), which in 0..3usize) {
        let (abi, arch) = TARGETS[which];
        let target = Target::ALL.into_iter().find(|target| target.abi == abi).expect("a target of ours");
        let machine = rules.compile(target);
        let (ours, theirs) = (filter(&machine), theirs(&rules, target, arch));
        let arch = target.audit_arch(abi);
        for (number, args, holds) in calls(&machine, target) {
            let (we, they) = (answer(&ours, target, arch, number, &args), answer(&theirs, target, arch, number, &args));
            // A mode is 16 bits to the kernel; seccompiler has widths of 32 and 64.
            let narrow = rules.list.iter().any(|rule| rule.on(target).iter().any(|on| on.bits < 32));
            if holds == Holds::Alike || holds == Holds::Wide && !narrow {
                prop_assert_eq!(we, they, "{} {} {:x?}\n{}", target, number, args, rules.policy(target));
            }
        }
    }
}
