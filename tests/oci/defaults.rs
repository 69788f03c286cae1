//! Docker's and Podman's default profiles against libseccomp. They differ where libseccomp compares more of a register
//! than the kernel reads, and the list of those calls is what it is said to be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use evalbox_compiler::policy::{Cond, Is, Test};
use evalbox_compiler::table::{SyscallId, Type, syscalls};
use evalbox_compiler::target::{Abi, Target};

use crate::machine::{
    AARCH64, ARM, Call, MIPS64EL, POWERPC64LE, RISCV64, S390X, X86, answer, compile, filter,
};
use crate::{peer, runtime};

const ADMIN: &[&str] = &[
    "CAP_SYS_ADMIN",
    "CAP_SYS_PTRACE",
    "CAP_AUDIT_WRITE",
    "CAP_DAC_READ_SEARCH",
    "CAP_SYS_CHROOT",
    "CAP_SYS_TIME",
    "CAP_BPF",
];

/// libseccomp compares 64 bits of these, of which the kernel reads 32: socket's domain and protocol, personality's persona.
/// clone's flags are 32 bits too; the mask that they are compared under has no bit above them.
const NARROW: &[(&str, &[&str])] = &[
    ("docker-default.json", &["personality", "socket"]),
    ("podman-default.json", &["personality", "socket"]),
];

fn profile(name: &str) -> Option<String> {
    let shared = std::env::var_os("EVALBOX_PROFILES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/profiles"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(shared.join(name)).ok();
    if text.is_none() {
        println!("skipped: {name}: not in {}", shared.display());
    }
    text
}

fn policy(caps: &[&str]) -> String {
    match caps {
        [] => "oci \"profile.json\";".to_owned(),
        held => format!("oci \"profile.json\" caps [{}];", held.join(", ")),
    }
}

#[test]
fn they_compile_on_every_target() {
    for name in ["docker-default.json", "podman-default.json"] {
        let Some(text) = profile(name) else { continue };
        for target in Target::ALL {
            for caps in [&[][..], ADMIN] {
                // The proof is part of it.
                if let Err(mistakes) = compile(&policy(caps), &text, target) {
                    panic!("{name} on {target}: {mistakes:#?}");
                }
            }
        }
    }
}

#[test]
fn they_answer_as_libseccomp_does() {
    if !peer::at_hand("default profiles against libseccomp") {
        return;
    }
    let targets = [
        Target::X86_64,
        AARCH64,
        S390X,
        POWERPC64LE,
        RISCV64,
        MIPS64EL,
        ARM,
        X86,
    ];
    for (name, narrow) in NARROW {
        let Some(text) = profile(name) else { continue };
        let mut found = BTreeSet::new();
        for target in targets {
            for caps in [&[][..], ADMIN] {
                let what = format!("{name} on {target} with {} capabilities", caps.len());
                found.extend(compare(&what, &text, caps, target));
            }
        }
        assert_eq!(found, narrow.iter().copied().collect(), "{name}");
    }
}

/// The calls that the two answer differently.
fn compare(what: &str, text: &str, caps: &[&str], target: Target) -> BTreeSet<&'static str> {
    let compiled = compile(&policy(caps), text, target)
        .unwrap_or_else(|mistakes| panic!("{what}: {mistakes:#?}"));
    let ours = filter(&compiled);
    let theirs = peer::filter(
        &runtime::commands(text, caps, target),
        target.endian == evalbox_compiler::target::Endian::Big,
    );
    let mut found = BTreeSet::new();
    let mut count = 0;
    for abi in &compiled.policy.abis {
        let arch = target.audit_arch(abi.abi);
        let known = known(abi.abi, target);
        let mut words: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for (&number, rule) in &abi.rules {
            let constants = rule.arms.iter().flat_map(|arm| constants(&arm.when));
            let values = constants.map(|id| compiled.policy.constants.get(id).known.unwrap_or(0));
            words.insert(number, derived(values));
        }
        for number in numbers(abi.abi) {
            let id = syscalls::by_number(abi.abi, number);
            if id.is_some_and(|id| !known.contains(&id)) {
                continue;
            }
            for args in arguments(words.get(&number).map_or(&[0, u64::MAX], Vec::as_slice)) {
                let call = Call {
                    arch,
                    nr: number,
                    args,
                };
                count += 1;
                let (we, they) = (answer(&ours, target, &call), answer(&theirs, target, &call));
                if we == they {
                    continue;
                }
                let id = id.unwrap_or_else(|| panic!("{what}: {call:x?}: {we:#x}, not {they:#x}"));
                let read = Call {
                    args: as_read(id, abi.abi, args),
                    ..call
                };
                assert_eq!(
                    answer(&theirs, target, &read),
                    we,
                    "{what}: {} {call:x?}: {we:#x}, libseccomp {they:#x}, and the same for what the kernel reads",
                    syscalls::name(id),
                );
                found.insert(syscalls::name(id));
            }
        }
    }
    let (our_length, their_length) = (ours.program().len(), theirs.program().len());
    println!(
        "{what}: {our_length} instructions, libseccomp {their_length}; {count} calls compared"
    );
    found
}

/// The arguments with nothing in them but what the kernel reads.
fn as_read(id: SyscallId, abi: Abi, mut args: [u64; 6]) -> [u64; 6] {
    for argument in syscalls::arguments(id, abi).unwrap_or_default() {
        if let Type::Number { bits: 32, .. } = argument.ty {
            args[usize::from(argument.slot)] &= 0xffff_ffff;
        }
    }
    args
}

/// The calls that this libseccomp has by the same numbers: newer ones are no difference between the two.
fn known(abi: Abi, target: Target) -> BTreeSet<SyscallId> {
    let name = match abi {
        Abi::X32 => "x32",
        Abi::X86 => "x86",
        Abi::Arm => "arm",
        Abi::Mips => "mipsel",
        Abi::N32 => "mipsel64n32",
        _ => runtime::names(target).2,
    };
    let numbers = syscalls::numbers(abi);
    let names: Vec<&str> = numbers.iter().map(|&(_, id)| syscalls::name(id)).collect();
    let theirs = peer::numbers(name, &names);
    let both = numbers.iter().zip(theirs);
    both.filter(|&(&(number, _), other)| i64::from(number) == other)
        .map(|(&(_, id), _)| id)
        .collect()
}

/// Every number of the ABI, its gaps, and what lies beyond.
fn numbers(abi: Abi) -> BTreeSet<u32> {
    let known = syscalls::numbers(abi).iter().map(|&(number, _)| number);
    let near = known.flat_map(|number| [number, number.wrapping_add(1)]);
    let mut numbers: BTreeSet<u32> = near.collect();
    numbers.extend([u32::MAX, 0x7fff_ffff, 0x3fff_ffff]);
    // x32 calls of a policy have bit 30; without it they are x86_64's.
    match abi {
        Abi::X32 => numbers.retain(|&number| number & 0x4000_0000 != 0 && number != u32::MAX),
        Abi::X86_64 => numbers.retain(|&number| number & 0x4000_0000 == 0 || number == u32::MAX),
        _ => {}
    }
    numbers
}

/// Edges of the values that a rule compares with.
fn derived(values: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut words = BTreeSet::from([0, u64::MAX, 0xffff_ffff]);
    for value in values {
        words.extend([
            value,
            value.wrapping_add(1),
            value.wrapping_sub(1),
            !value,
            value | 1 << 32,
            value | 0xffff_ffff_0000_0000,
            value & value.wrapping_neg(),
            value ^ (1 << 31),
        ]);
    }
    words.into_iter().collect()
}

/// The words in each of the first three registers, and the rest with what does not matter.
fn arguments(words: &[u64]) -> Vec<[u64; 6]> {
    let mut all = Vec::new();
    for &a in words {
        for &b in words {
            for &c in words {
                all.push([a, b, c, !a, b, c]);
            }
        }
    }
    all
}

fn constants(cond: &Cond) -> Vec<evalbox_compiler::constant::ConstId> {
    match cond {
        Cond::Always | Cond::Never => Vec::new(),
        Cond::Not(inner) => constants(inner),
        Cond::All(parts) | Cond::Any(parts) => parts.iter().flat_map(constants).collect(),
        Cond::Test(Test { is, .. }) => match is {
            Is::Equal(id) | Is::Less(id) | Is::AtMost(id) => vec![*id],
            Is::Masked(mask, id) => vec![*mask, *id],
            other => panic!("no profile has {other:?}"),
        },
    }
}
