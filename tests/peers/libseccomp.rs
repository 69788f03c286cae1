//! Against libseccomp, on every target that it has: `seccomp_arch_add` and `seccomp_export_bpf` there, both programs through
//! `evaluate` here, in the target's byte order and width.

use std::cell::Cell;
use std::fmt::Write;

use evalbox_compiler::target::{Abi, Endian, Target};
use evalbox_seccomp::Filter;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::peer;
use crate::rules::{Holds, OPERATORS, On, Rule, Rules, answer, calls, filter, rules};

/// libseccomp's name of a target; 2.5 lacks loongarch64, and has no big-endian arm or aarch64.
pub(crate) fn name(target: Target) -> Option<&'static str> {
    Some(match (target.abi, target.endian) {
        (Abi::X86_64, _) => "x86_64",
        (Abi::X86, _) => "x86",
        (Abi::Aarch64, Endian::Little) => "aarch64",
        (Abi::Arm, Endian::Little) => "arm",
        (Abi::Riscv64, _) => "riscv64",
        (Abi::Loongarch64, _) => "loongarch64",
        (Abi::Powerpc64, Endian::Little) => "ppc64le",
        (Abi::Powerpc64, Endian::Big) => "ppc64",
        (Abi::Powerpc, _) => "ppc",
        (Abi::S390x, _) => "s390x",
        (Abi::Mips64, Endian::Little) => "mipsel64",
        (Abi::Mips64, Endian::Big) => "mips64",
        (Abi::Mips, Endian::Little) => "mipsel",
        (Abi::Mips, Endian::Big) => "mips",
        _ => return None,
    })
}

/// The rules by libseccomp.
fn theirs(rules: &Rules, target: Target, name: &str) -> Filter {
    let mut commands = format!("default {:x}\narch {name}\n", rules.default.1);
    for rule in &rules.list {
        let tests = rule.on(target);
        write!(
            commands,
            "rule {:x} {} {}",
            rules.action.1,
            rule.call,
            tests.len()
        )
        .expect("a string grows");
        for test in tests {
            let (a, b) = if OPERATORS[test.operator].0 == "&" {
                (test.mask, test.value)
            } else {
                (test.value, 0)
            };
            write!(
                commands,
                " {} {} {a} {b}",
                test.slot, OPERATORS[test.operator].1
            )
            .expect("a string grows");
        }
        commands.push('\n');
    }
    peer::filter(&commands, target.endian == Endian::Big)
}

/// Whether libseccomp mixes two of the rules up, or never ends (`libseccomp_mixes_rules`): of one call, they compare the same
/// argument, one of them by `!=` or order, and one of them a later argument too.
fn mixed_up(rules: &Rules, target: Target) -> bool {
    let plain = |test: &On| matches!(OPERATORS[test.operator].0, "==" | "&");
    let mixed = |one: &Rule, other: &Rule| {
        let (one, other) = (one.on(target), other.on(target));
        one.iter().any(|test| {
            other.iter().any(|same| {
                let goes_on = |rule: &[On]| rule.iter().any(|later| later.slot > test.slot);
                same.slot == test.slot
                    && !(plain(test) && plain(same))
                    && (goes_on(&one) || goes_on(&other))
            })
        })
    };
    rules.list.iter().enumerate().any(|(at, rule)| {
        let others = &rules.list[..at];
        others
            .iter()
            .any(|other| other.call == rule.call && mixed(rule, other))
    })
}

/// Rules that libseccomp and we compile to the same answers, but for calls with bits where the kernel does not look.
#[test]
fn same_rules_same_answers() {
    if !peer::at_hand("random rules against libseccomp") {
        return;
    }
    let cases = if std::env::var_os("EVALBOX_LONG").is_some() {
        2000
    } else {
        25
    };
    let all = Target::ALL.iter().copied();
    let (known, unknown): (Vec<_>, Vec<_>) =
        all.partition(|&target| name(target).is_some_and(peer::knows));
    for target in unknown {
        println!("skipped: {target} against libseccomp: it has no such target");
    }
    for target in known {
        let name = name(target).expect("partitioned by it");
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 500,
            ..Config::default()
        };
        let mut runner = TestRunner::new_with_rng(config, random);
        let [asked, wide, wide_differ, negative, negative_differ, mixed] =
            [const { Cell::new(0usize) }; 6];
        let count = |cell: &Cell<usize>, more: bool| cell.set(cell.get() + usize::from(more));
        let ended = runner.run(&rules(), |rules| {
            if mixed_up(&rules, target) {
                count(&mixed, true);
                return Ok(());
            }
            let machine = rules.compile(target);
            let (ours, theirs) = (filter(&machine), theirs(&rules, target, name));
            let arch = target.audit_arch(target.abi);
            for (number, args, holds) in calls(&machine, target) {
                let ask = |filter| answer(filter, target, arch, number, &args);
                let (we, they) = (ask(&ours), ask(&theirs));
                prop_assert_eq!(we, machine.plain(arch, number, &args));
                match holds {
                    Holds::Alike => {
                        prop_assert_eq!(
                            we,
                            they,
                            "{} {} {:x?}\n{}",
                            target,
                            number,
                            args,
                            rules.policy(target)
                        );
                        count(&asked, true);
                    }
                    Holds::Wide => {
                        count(&wide, true);
                        count(&wide_differ, we != they);
                    }
                    Holds::Negative => {
                        count(&negative, true);
                        count(&negative_differ, we != they);
                    }
                }
            }
            Ok(())
        });
        ended.unwrap_or_else(|error| panic!("{target}: {error}"));
        println!(
            "{target}: {cases} sets of rules, {} calls alike; of {} with bits beyond the argument {} differ, \
             of {} in signed order {}; {} sets that it mixes up",
            asked.get(),
            wide.get(),
            wide_differ.get(),
            negative.get(),
            negative_differ.get(),
            mixed.get()
        );
        assert!(asked.get() > 1000);
        // Were there none, the fault would be mended, and docs/trust.md out of date.
        assert!(target.abi.register_bits() == 32 || wide_differ.get() > 0);
    }
}
