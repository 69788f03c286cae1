//! The groups, against the lists that they name as their sources.

use std::collections::BTreeSet;
use std::process::Command;

use evalbox_compiler::table::groups::{group, group_names};
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Abi;

fn names(group_name: &str) -> BTreeSet<&'static str> {
    let members = group(group_name).unwrap_or_else(|| panic!("no group {group_name}"));
    members.iter().map(|&id| syscalls::name(id)).collect()
}

#[test]
fn systemds_groups() {
    let Ok(output) = Command::new("systemd-analyze")
        .arg("syscall-filter")
        .output()
    else {
        println!("skipped: systemd-analyze is not installed");
        return;
    };
    let version = Command::new("systemd-analyze")
        .arg("--version")
        .output()
        .map(|output| output.stdout);
    let version = String::from_utf8(version.unwrap_or_default()).unwrap_or_default();
    if !version.starts_with("systemd 252 ") {
        println!(
            "skipped: data/groups.txt follows systemd 252, and this is {:?}",
            version.lines().next()
        );
        return;
    }
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut systemd = Vec::<(&str, BTreeSet<&str>)>::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('@') {
            systemd.push((name, BTreeSet::new()));
        } else if let (Some(member), Some((_, members))) =
            (line.strip_prefix("    "), systemd.last_mut())
            && !member.starts_with('#')
        {
            members.insert(member);
        }
    }
    assert!(systemd.len() > 25, "{text}");

    let resolve = |name: &str| -> BTreeSet<&str> {
        let mut calls = BTreeSet::new();
        let mut work = vec![name];
        while let Some(name) = work.pop() {
            let (_, members) = systemd
                .iter()
                .find(|(group, _)| *group == name)
                .expect("a group");
            for member in members {
                match member.strip_prefix('@') {
                    Some(inner) => work.push(inner),
                    None => _ = calls.insert(*member),
                }
            }
        }
        calls
    };
    for (name, _) in systemd.iter().filter(|(name, _)| *name != "known") {
        let theirs = resolve(name);
        assert_eq!(names(name), theirs, "@{name}");
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn evalboxs_lists() {
    let numbers = |group_name| -> BTreeSet<i64> {
        let members = group(group_name).expect("a group");
        members
            .iter()
            .map(|&id| {
                syscalls::number(id, Abi::X86_64)
                    .expect("an x86_64 call")
                    .into()
            })
            .collect()
    };
    let theirs: BTreeSet<i64> = evalbox_sys::seccomp::default_whitelist()
        .into_iter()
        .collect();
    assert_eq!(theirs.len(), 172);
    assert_eq!(numbers("evalbox"), theirs);
    let theirs: BTreeSet<i64> = evalbox_sys::seccomp::notify_fs_syscalls()
        .into_iter()
        .collect();
    assert_eq!(theirs.len(), 12);
    assert_eq!(numbers("notify-fs"), theirs);
}

#[test]
fn memory_is_the_address_space() {
    let memory = names("memory");
    for call in [
        "brk", "mmap", "mmap2", "munmap", "mremap", "mprotect", "madvise", "mlock",
    ] {
        assert!(memory.contains(call), "{call}");
    }
    for call in [
        "pkey_mprotect",
        "process_madvise",
        "memfd_create",
        "userfaultfd",
    ] {
        assert!(!memory.contains(call), "{call}");
    }
}

#[test]
fn names_with_either_stroke() {
    assert!(group("basic-io").is_some());
    assert_eq!(group("basic-io"), group("basic_io"));
    assert_eq!(group("notify_fs"), group("notify-fs"));
    assert!(group("nothing").is_none());
    assert!(group("").is_none());
}

#[test]
fn every_group_is_sorted_and_has_members() {
    let all = group_names();
    assert!(all.is_sorted());
    assert!(all.len() > 28, "{all:?}");
    for name in all {
        let members = group(name).expect(name);
        assert!(!members.is_empty() && members.is_sorted(), "@{name}");
    }
}
