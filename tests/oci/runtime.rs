//! What a container runtime makes of a profile (Docker's `setupSeccomp`, runc's `matchCall`), in a few lines on plain
//! JSON values: nothing of the project's reader is in it.

use std::fmt::Write;

use evalbox_compiler::target::{Abi, Target};
use serde_json::Value;

use crate::machine;

/// The target's name in profiles (`amd64`), in libseccomp's constants and in libseccomp's own functions.
pub(crate) fn names(target: Target) -> (&'static str, &'static str, &'static str) {
    match target.abi {
        Abi::X86_64 => ("amd64", "SCMP_ARCH_X86_64", "x86_64"),
        Abi::X86 => ("x86", "SCMP_ARCH_X86", "x86"),
        Abi::Aarch64 => ("arm64", "SCMP_ARCH_AARCH64", "aarch64"),
        Abi::Arm => ("arm", "SCMP_ARCH_ARM", "arm"),
        Abi::Riscv64 => ("riscv64", "SCMP_ARCH_RISCV64", "riscv64"),
        Abi::Powerpc64 => ("ppc64le", "SCMP_ARCH_PPC64LE", "ppc64le"),
        Abi::Mips64 => ("mipsel64", "SCMP_ARCH_MIPSEL64", "mipsel64"),
        Abi::S390x => ("s390x", "SCMP_ARCH_S390X", "s390x"),
        other => panic!("{other} is not compared"),
    }
}

/// The commands for libseccomp.c.
pub(crate) fn commands(profile: &str, caps: &[&str], target: Target) -> String {
    let profile: Value = serde_json::from_str(profile).expect("the profile is JSON");
    let (arch, constant, own) = names(target);
    let default = action(
        &profile,
        ["defaultAction", "defaultErrnoRet", "defaultErrno"],
        target,
    );
    let mut commands = format!("default {default:x}\narch {own}\n");
    for entry in list(&profile["archMap"]) {
        if entry["architecture"] == constant {
            for other in list(&entry["subArchitectures"]) {
                let other = other.as_str().expect("a name");
                let name = other.trim_start_matches("SCMP_ARCH_").to_lowercase();
                writeln!(commands, "arch {name}").expect("a string grows");
            }
        }
    }
    let has = |list_of: &Value, word: &str| list(list_of).iter().any(|item| item == word);
    let held = |cap: &Value| caps.iter().any(|held| cap == held);
    for rule in list(&profile["syscalls"]) {
        let (includes, excludes) = (&rule["includes"], &rule["excludes"]);
        let excluded = has(&excludes["arches"], arch) || list(&excludes["caps"]).iter().any(held);
        let included = list(&includes["arches"]).is_empty() || has(&includes["arches"], arch);
        let action = action(rule, ["action", "errnoRet", "errno"], target);
        if excluded || !included || !list(&includes["caps"]).iter().all(held) || action == default {
            continue;
        }
        for name in list(&rule["names"]) {
            let name = name.as_str().expect("a name");
            let args = list(&rule["args"]);
            write!(commands, "rule {action:x} {name} {}", args.len()).expect("a string grows");
            for arg in args {
                let operators = ["", "NE", "LT", "LE", "EQ", "GE", "GT", "MASKED_EQ"];
                let op = arg["op"].as_str().expect("an operator");
                let op = op.trim_start_matches("SCMP_CMP_");
                let op = operators.iter().position(|&known| known == op);
                let op = op.expect("an operator of libseccomp");
                let second = arg["valueTwo"].as_u64().unwrap_or(0);
                let (index, value) = (&arg["index"], &arg["value"]);
                write!(commands, " {index} {op} {value} {second}").expect("a string grows");
            }
            commands.push('\n');
        }
    }
    commands
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// `SECCOMP_RET_*`, which libseccomp's actions are. Podman takes an errno by its name on the machine, where it has one.
fn action(of: &Value, [word, errno, name]: [&str; 3], target: Target) -> u32 {
    let named = of[name]
        .as_str()
        .and_then(|name| machine::word(name, target));
    let named = named.and_then(|errno| u64::try_from(errno).ok());
    let errno = named.or_else(|| of[errno].as_u64()).unwrap_or(1);
    match of[word].as_str() {
        Some("SCMP_ACT_ALLOW") => 0x7fff_0000,
        Some("SCMP_ACT_LOG") => 0x7ffc_0000,
        Some("SCMP_ACT_ERRNO") => 0x0005_0000 | u32::try_from(errno).expect("an errno"),
        other => panic!("{other:?} is not compared"),
    }
}
