//! JSON into the reader of container profiles: it is refused, or the program answers as the profile read plainly.

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Target};

use crate::inputs::{Draw, arguments};
use crate::machine::Machine;
use crate::profile::Profile;
use crate::{answers, compile, seeds, target};

/// A byte for the machine, one for the capabilities, then the profile.
pub fn run(data: &[u8]) {
    let (target, rest) = target(data);
    let (caps, rest) = rest.split_first().unwrap_or((&0, &[]));
    let Ok(profile) = std::str::from_utf8(rest) else {
        return;
    };
    let held: Vec<&str> = [
        "CAP_SYS_ADMIN",
        "CAP_SYS_PTRACE",
        "CAP_BPF",
        "CAP_NET_ADMIN",
    ]
    .into_iter()
    .enumerate()
    .filter_map(|(bit, cap)| (caps >> bit & 1 == 1).then_some(cap))
    .collect();
    let caps = if held.is_empty() {
        String::new()
    } else {
        format!(" caps [{}]", held.join(", "))
    };
    // The file is named by what is in it.
    let text = format!(
        "#![allow(clone3_bypass, io_uring_bypass, sibling_bypass, unshare_bypass, multiplexer_bypass, \
        variant_bypass, unreachable_arm, constant_condition, no_exit)] oci {profile:?}{caps};"
    );
    if let Some(machine) = compile(&text, target) {
        let Ok(json) = serde_json::from_str(profile) else {
            panic!("what is no JSON has no rules: {profile}");
        };
        answers(&machine, target, &text);
        agrees(&machine, target, &Profile::new(json, &held, target), &text);
    }
}

/// The program answers as the profile, which has been read a second time.
fn agrees(machine: &Machine, target: Target, profile: &Profile, text: &str) {
    let check = |arch: u32, number: u32, args: &[u64; 6]| {
        let (ran, says) = (
            machine.run(arch, number, args),
            profile.answer(arch, number, args),
        );
        assert_eq!(ran, says, "{target} {arch:x} {number} {args:x?}\n{text}");
    };
    for (arch, number, args) in profile.calls() {
        check(arch, number, &args);
    }
    let mut draw = Draw(u64::try_from(text.len()).unwrap_or(0));
    for abi in &machine.compiled.policy.abis {
        let arch = target.audit_arch(abi.abi);
        for (&number, rule) in &abi.rules {
            for args in arguments(machine, rule, 4, &mut draw).iter().take(200) {
                check(arch, number, args);
            }
        }
    }
    for &abi in Abi::ALL.iter() {
        let arch = target.audit_arch(abi);
        for &(number, _) in syscalls::numbers(abi) {
            check(arch, number, &[0; 6]);
        }
        for number in [u32::MAX, 0x4000_0000, 0x7fff_ffff, 0x8000_0000, 999] {
            check(arch, number, &[0; 6]);
        }
    }
}

/// Small profiles, with each key that the reader knows.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut profiles = vec![
        r#"{"defaultAction":"SCMP_ACT_ERRNO"}"#.to_owned(),
        r#"{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86","SCMP_ARCH_X32"],
            "syscalls":[{"names":["read","write"],"action":"SCMP_ACT_ALLOW"},
            {"names":["clone"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":2114060288,"valueTwo":0,"op":"SCMP_CMP_MASKED_EQ"}],
             "excludes":{"caps":["CAP_SYS_ADMIN"],"arches":["s390","s390x"]}}]}"#.to_owned(),
        r#"{"defaultAction":"SCMP_ACT_KILL_PROCESS","archMap":[{"architecture":"SCMP_ARCH_AARCH64","subArchitectures":["SCMP_ARCH_ARM"]}],
            "syscalls":[{"name":"socket","action":"SCMP_ACT_LOG","args":[{"index":0,"value":40,"op":"SCMP_CMP_NE"},{"index":0,"value":16,"op":"SCMP_CMP_NE"}]},
            {"names":["ptrace"],"action":"SCMP_ACT_TRACE","errnoRet":7,"includes":{"minKernel":"4.8","caps":["CAP_SYS_PTRACE"]},"comment":""}]}"#.to_owned(),
        r#"{"ociVersion":"1.0.2","linux":{"seccomp":{"defaultAction":"SCMP_ACT_ALLOW","defaultErrno":"ENOSYS","flags":["SECCOMP_FILTER_FLAG_LOG"],
            "listenerPath":"/run/l","syscalls":[{"names":["mount","umount2"],"action":"SCMP_ACT_ERRNO","errno":"EPERM","args":null},
            {"names":["kill"],"action":"SCMP_ACT_NOTIFY","args":[{"index":1,"value":9,"op":"SCMP_CMP_GE"},{"index":0,"value":18446744073709551615,"op":"SCMP_CMP_EQ"}]}]}}}"#.to_owned(),
    ];
    for op in ["LT", "LE", "GT", "GE", "EQ", "NE", "MASKED_EQ"] {
        profiles.push(format!(
            r#"{{"defaultAction":"SCMP_ACT_KILL","syscalls":[{{"names":["prctl","read","mmap"],"action":"SCMP_ACT_TRAP","args":[{{"index":2,"value":4096,"valueTwo":4294967296,"op":"SCMP_CMP_{op}"}}]}}]}}"#
        ));
    }
    profiles.extend(seeds::files(&["tests/oci", "examples", "policies"], "json"));
    profiles
        .into_iter()
        .enumerate()
        .map(|(at, text)| {
            let at = u8::try_from(at).unwrap_or(0);
            [vec![at, at], text.into_bytes()].concat()
        })
        .collect()
}
