//! A container profile read plainly: serde_json's values, looked at anew for each call. Nothing of it is the compiler's
//! but the table of calls and the rules of `evalbox_compiler::oci` in words.

use std::collections::{BTreeMap, BTreeSet};

use evalbox_compiler::table::{Argument, SyscallId, Type, syscalls};
use evalbox_compiler::target::{Abi, Endian, Target};
use serde_json::Value;

use crate::words;

/// `SECCOMP_RET_KILL_PROCESS`
const KILL_PROCESS: u32 = 0x8000_0000;
const X32_BIT: u32 = 0x4000_0000;

/// A profile that the compiler took, for a machine and the capabilities that a container holds.
pub(crate) struct Profile {
    target: Target,
    /// The native ABI, and those that the profile lists and the target's kernel serves.
    pub(crate) abis: Vec<Abi>,
    default: u32,
    /// The comparisons and the answer of the rules about each call, without those that say what the default says.
    rules: BTreeMap<SyscallId, Vec<(Vec<Value>, u32)>>,
}

impl Profile {
    pub(crate) fn new(mut root: Value, held: &[&str], target: Target) -> Profile {
        if given(&root, "ociVersion").is_some() {
            root = root["linux"]["seccomp"].take();
        }
        let default = action(&root, ["defaultAction", "defaultErrnoRet", "defaultErrno"]);
        let mut rules: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for rule in list(&root, "syscalls").filter(|rule| selects(rule, held, target)) {
            let answer = action(rule, ["action", "errnoRet", "errno"]);
            let names = strings(rule, "names").into_iter();
            let names = names.chain(given(rule, "name").and_then(Value::as_str));
            let ids: BTreeSet<SyscallId> = names.filter_map(syscalls::find).collect();
            for id in ids.into_iter().filter(|_| answer != default) {
                let args = list(rule, "args").cloned().collect();
                rules.entry(id).or_default().push((args, answer));
            }
        }
        Profile {
            target,
            abis: abis(&root, target),
            default,
            rules,
        }
    }

    /// What the profile answers to a call, as `SECCOMP_RET_*`.
    pub(crate) fn answer(&self, arch: u32, number: u32, args: &[u64; 6]) -> u32 {
        let x32 = number & X32_BIT != 0 && number != u32::MAX;
        let abi = self.abis.iter().copied().find(|&abi| {
            self.target.audit_arch(abi) == arch
                && (self.target.abi != Abi::X86_64 || abi == Abi::X86 || (abi == Abi::X32) == x32)
        });
        let Some(abi) = abi else { return KILL_PROCESS };
        let Some(id) = syscalls::by_number(abi, number) else {
            return self.default;
        };
        let arguments = syscalls::arguments(id, abi).unwrap_or_default();
        let width = |slot: usize| {
            let mut arguments = arguments.iter();
            match arguments.find(|argument| usize::from(argument.slot) == slot) {
                Some(Argument {
                    ty: Type::Number { bits, .. } | Type::Pointer { bits },
                    ..
                }) => u32::from(*bits),
                _ => u32::from(abi.register_bits()),
            }
        };
        let holds = |arg: &Value| {
            let slot = slot(arg);
            compares(arg, args[slot], width(slot))
        };
        let rules = self.rules.get(&id).map_or(&[][..], Vec::as_slice);
        let whole = rules.iter().find(|(args, _)| args.is_empty());
        let found = whole.or_else(|| rules.iter().find(|(args, _)| matches(args, &holds)));
        found.map_or(self.default, |&(_, answer)| answer)
    }

    /// Calls at the edges of each comparison.
    pub(crate) fn calls(&self) -> Vec<(u32, u32, [u64; 6])> {
        let mut calls = Vec::new();
        for &abi in &self.abis {
            let arch = self.target.audit_arch(abi);
            for (&id, rules) in &self.rules {
                let Some(number) = syscalls::number(id, abi) else {
                    continue;
                };
                calls.push((arch, number, [0; 6]));
                for arg in rules.iter().flat_map(|(args, _)| args) {
                    let number_of = |key| arg[key].as_u64().unwrap_or(0);
                    for value in [number_of("value"), number_of("valueTwo")] {
                        for near in [value, value.wrapping_add(1), value.wrapping_sub(1)] {
                            for near in [near, near ^ 1 << 32, near & 0xffff_ffff, !near] {
                                let mut args = [near; 6];
                                calls.push((arch, number, args));
                                args = [0; 6];
                                args[slot(arg)] = near;
                                calls.push((arch, number, args));
                            }
                        }
                    }
                }
            }
        }
        calls
    }
}

fn abis(root: &Value, target: Target) -> Vec<Abi> {
    let native = constant(target.abi, target.endian);
    let listed: Vec<&str> = match given(root, "archMap") {
        None => strings(root, "architectures"),
        Some(map) => items(map)
            .filter(|entry| native.is_some() && entry["architecture"].as_str() == native)
            .flat_map(|entry| strings(entry, "subArchitectures"))
            .collect(),
    };
    let served =
        |&abi: &Abi| constant(abi, target.endian).is_some_and(|name| listed.contains(&name));
    let compat = target.compat().iter().copied().filter(served);
    [target.abi].into_iter().chain(compat).collect()
}

fn selects(rule: &Value, held: &[&str], target: Target) -> bool {
    let native = constant(target.abi, target.endian);
    let mine = |word: &&str| native.is_some() && word_of(word) == native;
    let holds = |cap: &&str| held.contains(cap);
    let included = given(rule, "includes").unwrap_or(&Value::Null);
    let excluded = given(rule, "excludes").unwrap_or(&Value::Null);
    let arches = strings(included, "arches");
    (arches.is_empty() || arches.iter().any(mine))
        && strings(included, "caps").iter().all(holds)
        && !strings(excluded, "arches").iter().any(mine)
        && !strings(excluded, "caps").iter().any(holds)
        && given(excluded, "minKernel").is_none()
}

/// The comparisons of a rule: all of them, but any of them where two are about one argument.
fn matches(args: &[Value], holds: &dyn Fn(&Value) -> bool) -> bool {
    let slots: BTreeSet<usize> = args.iter().map(slot).collect();
    if slots.len() < args.len() {
        args.iter().any(holds)
    } else {
        args.iter().all(holds)
    }
}

fn slot(arg: &Value) -> usize {
    let index = arg["index"]
        .as_u64()
        .and_then(|index| usize::try_from(index).ok());
    index.expect("the compiler took the index")
}

/// A comparison in the width that the kernel reads, in integers that have room for every operand.
fn compares(arg: &Value, register: u64, bits: u32) -> bool {
    let size = 1_i128 << bits;
    let read = i128::from(register) % size;
    let value = i128::from(arg["value"].as_u64().unwrap_or(0));
    let second = i128::from(arg["valueTwo"].as_u64().unwrap_or(0));
    // -1 to the least signed number, as 64 bits have them, are the same numbers of the width.
    let fitted = |value: i128| {
        let negative = value - (1 << 64);
        if negative >= -size / 2 {
            negative + size
        } else {
            value
        }
    };
    let number = fitted(value);
    match arg["op"].as_str().unwrap_or_default() {
        "SCMP_CMP_NE" => read != number,
        "SCMP_CMP_LT" => read < number,
        "SCMP_CMP_LE" => read <= number,
        "SCMP_CMP_EQ" => read == number,
        "SCMP_CMP_GE" => read >= number,
        "SCMP_CMP_GT" => read > number,
        "SCMP_CMP_MASKED_EQ" => {
            // A mask of all the bits above meets a sign; one of some of them meets zeros.
            let wanted = second & value;
            let wanted = if value >= (1 << 64) - size {
                fitted(wanted)
            } else {
                wanted
            };
            read & value == wanted
        }
        other => panic!("the compiler took the operator {other}"),
    }
}

/// An action as `SECCOMP_RET_*`.
fn action(owner: &Value, [word, number, name]: [&str; 3]) -> u32 {
    let data = || match given(owner, name).and_then(Value::as_str) {
        None | Some("") => given(owner, number).map_or(1, |number| low(number.as_u64())),
        Some(errno) => errno.parse().unwrap_or_else(|_| {
            let value = words::word(errno).and_then(|value| u64::try_from(value).ok());
            low(value)
        }),
    };
    match owner[word].as_str().unwrap_or_default() {
        "SCMP_ACT_KILL" | "SCMP_ACT_KILL_THREAD" => 0,
        "SCMP_ACT_KILL_PROCESS" => KILL_PROCESS,
        "SCMP_ACT_TRAP" => 0x0003_0000,
        "SCMP_ACT_ERRNO" => 0x0005_0000 | data(),
        "SCMP_ACT_NOTIFY" => 0x7fc0_0000,
        "SCMP_ACT_TRACE" => 0x7ff0_0000 | data(),
        "SCMP_ACT_LOG" => 0x7ffc_0000,
        "SCMP_ACT_ALLOW" => 0x7fff_0000,
        other => panic!("the compiler took the action {other}"),
    }
}

fn low(number: Option<u64>) -> u32 {
    number
        .and_then(|number| u32::try_from(number).ok())
        .expect("the compiler took the number")
}

/// A member; one that is null counts as left out.
fn given<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).filter(|member| !member.is_null())
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    given(value, key).into_iter().flat_map(items)
}

fn strings<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    list(value, key).filter_map(Value::as_str).collect()
}

/// libseccomp's constant for an ABI; riscv32 has none.
fn constant(abi: Abi, endian: Endian) -> Option<&'static str> {
    let big = matches!(endian, Endian::Big);
    Some(match (abi, big) {
        (Abi::X86, _) => "SCMP_ARCH_X86",
        (Abi::X86_64, _) => "SCMP_ARCH_X86_64",
        (Abi::X32, _) => "SCMP_ARCH_X32",
        (Abi::Arm, false) => "SCMP_ARCH_ARM",
        (Abi::Aarch64, false) => "SCMP_ARCH_AARCH64",
        (Abi::Loongarch64, _) => "SCMP_ARCH_LOONGARCH64",
        (Abi::Mips, true) => "SCMP_ARCH_MIPS",
        (Abi::Mips, false) => "SCMP_ARCH_MIPSEL",
        (Abi::Mips64, true) => "SCMP_ARCH_MIPS64",
        (Abi::Mips64, false) => "SCMP_ARCH_MIPSEL64",
        (Abi::N32, true) => "SCMP_ARCH_MIPS64N32",
        (Abi::N32, false) => "SCMP_ARCH_MIPSEL64N32",
        (Abi::Powerpc, true) => "SCMP_ARCH_PPC",
        (Abi::Powerpc64, true) => "SCMP_ARCH_PPC64",
        (Abi::Powerpc64, false) => "SCMP_ARCH_PPC64LE",
        (Abi::Riscv64, _) => "SCMP_ARCH_RISCV64",
        (Abi::S390x, _) => "SCMP_ARCH_S390X",
        _ => return None,
    })
}

/// The constant that a word of `includes.arches` means: Go's `GOARCH`, or the constant's own end in lower case.
fn word_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "386" | "x86" => "SCMP_ARCH_X86",
        "amd64" => "SCMP_ARCH_X86_64",
        "x32" => "SCMP_ARCH_X32",
        "arm" => "SCMP_ARCH_ARM",
        "arm64" => "SCMP_ARCH_AARCH64",
        "loong64" | "loongarch64" => "SCMP_ARCH_LOONGARCH64",
        "mips" => "SCMP_ARCH_MIPS",
        "mipsle" | "mipsel" => "SCMP_ARCH_MIPSEL",
        "mips64" => "SCMP_ARCH_MIPS64",
        "mips64le" | "mipsel64" => "SCMP_ARCH_MIPSEL64",
        "ppc" => "SCMP_ARCH_PPC",
        "ppc64" => "SCMP_ARCH_PPC64",
        "ppc64le" => "SCMP_ARCH_PPC64LE",
        "riscv64" => "SCMP_ARCH_RISCV64",
        "s390x" => "SCMP_ARCH_S390X",
        // n32 and what no Rust target has are no target's own.
        _ => return None,
    })
}
