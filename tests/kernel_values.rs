//! The kernel's values in data/families.txt, against the headers of the kernel that are installed (Debian's linux-libc-dev).
//! `tools/kernel_values.py` does so for every ABI, with the headers of a kernel's source.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use evalbox_compiler::table::families::{families, kernel_value};
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Abi;

/// Where the kernel's headers have the constants of the families.
const HEADERS: [&str; 38] = [
    "asm/mman.h",
    "asm/prctl.h",
    "asm/ptrace-abi.h",
    "asm/signal.h",
    "asm/socket.h",
    "linux/bpf.h",
    "linux/can/raw.h",
    "linux/fanotify.h",
    "linux/fcntl.h",
    "linux/futex.h",
    "linux/if_alg.h",
    "linux/if_packet.h",
    "linux/if_xdp.h",
    "linux/in.h",
    "linux/in6.h",
    "linux/io_uring.h",
    "linux/ioprio.h",
    "linux/kcmp.h",
    "linux/kexec.h",
    "linux/keyctl.h",
    "linux/landlock.h",
    "linux/membarrier.h",
    "linux/memfd.h",
    "linux/mempolicy.h",
    "linux/module.h",
    "linux/mount.h",
    "linux/msg.h",
    "linux/netlink.h",
    "linux/perf_event.h",
    "linux/personality.h",
    "linux/prctl.h",
    "linux/ptrace.h",
    "linux/sched.h",
    "linux/seccomp.h",
    "linux/sem.h",
    "linux/stat.h",
    "linux/tcp.h",
    "linux/userfaultfd.h",
];

/// Every constant with a kernel's value on that ABI.
fn stated(abi: Abi) -> BTreeMap<&'static str, u64> {
    let families = syscalls::all().flat_map(families);
    let names = families
        .flat_map(|family| &family.partial)
        .map(|constant| constant.name);
    names
        .filter_map(|name| Some((name, kernel_value(name, abi)?)))
        .collect()
}

/// What a compiler says the headers have of those names. gcc reports each name that they lack with its line, a name a line.
fn in_headers(
    folder: &Path,
    flag: &str,
    mut names: BTreeSet<&'static str>,
) -> Option<BTreeMap<String, u64>> {
    let (source, assembly) = (folder.join("values.c"), folder.join("values.s"));
    loop {
        let mut text: String = HEADERS.iter().fold(String::new(), |mut text, header| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "#include <{header}>");
            text
        });
        let lines: Vec<&str> = names.iter().copied().collect();
        for name in &lines {
            let _ = writeln!(
                text,
                "unsigned long long value_{name} __attribute__((section(\"values\"))) = (unsigned long long)({name});"
            );
        }
        fs::write(&source, text).expect("the target folder is writable");
        let output = Command::new("gcc")
            .args([
                "-std=gnu11",
                "-S",
                "-w",
                "-fmax-errors=0",
                "-fno-diagnostics-show-caret",
                flag,
            ])
            // Where Debian keeps asm/ for 32 bits as well.
            .arg("-I/usr/include/x86_64-linux-gnu")
            .args([&source, Path::new("-o"), &assembly])
            .output()
            .ok()?;
        if output.status.success() {
            return Some(values(
                &fs::read_to_string(&assembly).expect("gcc wrote it"),
            ));
        }
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let before = names.len();
        for line in errors.lines().filter(|line| line.contains("error:")) {
            let number = line
                .strip_prefix(&format!("{}:", source.display()))
                .and_then(|rest| rest.split(':').next());
            let number: usize = number.and_then(|number| number.parse().ok())?;
            names.remove(lines.get(number.checked_sub(HEADERS.len() + 1)?)?);
        }
        assert!(names.len() < before, "{errors}");
    }
}

/// The variables of an assembly text: `value_NAME:` and then `.quad N`, two `.long` or `.zero 8`.
fn values(assembly: &str) -> BTreeMap<String, u64> {
    let mut values: BTreeMap<String, u64> = BTreeMap::new();
    let mut open: Option<(String, u32)> = None;
    for line in assembly.lines() {
        if let Some(name) = line
            .strip_prefix("value_")
            .and_then(|line| line.strip_suffix(':'))
        {
            open = Some((name.to_owned(), 0));
            continue;
        }
        let mut words = line.split_whitespace();
        let (Some(directive), Some(number), Some((name, shift))) =
            (words.next(), words.next(), &mut open)
        else {
            continue;
        };
        let bits = match directive {
            ".quad" => 64,
            ".long" => 32,
            ".zero" => {
                values.insert(name.clone(), 0);
                continue;
            }
            _ => continue,
        };
        let number: i128 = number.parse().unwrap_or_else(|_| panic!("{line}"));
        let part = u64::try_from(number.rem_euclid(1 << bits)).expect("it is less than 2^64");
        *values.entry(name.clone()).or_default() |= part << *shift;
        *shift = (*shift + bits) % 64;
    }
    values
}

/// The kernel's value where it has one, and none where the headers have none: both ways of letting a constant slip through.
#[test]
fn the_installed_headers_have_these_values() {
    if !cfg!(target_arch = "x86_64") {
        println!("skipped: the headers of x86_64 are asked");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (abi, flag) in [
        (Abi::X86_64, "-m64"),
        (Abi::X86, "-m32"),
        (Abi::X32, "-mx32"),
    ] {
        let stated = stated(abi);
        let everywhere: BTreeSet<&'static str> = Abi::ALL
            .into_iter()
            .flat_map(|abi| self::stated(abi).into_keys())
            .collect();
        let Some(found) = in_headers(folder.path(), flag, everywhere) else {
            println!("skipped: gcc does not compile the kernel's headers for {abi}");
            continue;
        };
        // A negative constant is a C int; a `personality` is a field and flags, and the field is what the table says.
        let same = |name: &str, theirs: u64, ours: u64| {
            theirs == ours
                || theirs & 0xffff_ffff == ours
                || name.starts_with("PER_") && theirs & 0xff == ours
        };
        let wrong: Vec<String> = found
            .iter()
            .filter(|(name, value)| {
                !stated
                    .get(name.as_str())
                    .is_some_and(|&ours| same(name, **value, ours))
            })
            .map(|(name, value)| {
                format!(
                    "{name} is {value:#x} on {abi}, and here {:x?}",
                    stated.get(name.as_str())
                )
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(
            found.len() > 200,
            "only {} of {} names compared",
            found.len(),
            stated.len()
        );
        println!(
            "{abi}: {} of {} values are the installed headers'",
            found.len(),
            stated.len()
        );
    }
}
