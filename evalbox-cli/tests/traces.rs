//! `evalbox record --from` on traces of processes of several ABIs.
#![cfg(target_arch = "x86_64")]

use std::fs;
use std::process::{Command, Output, Stdio};

/// Records from a file of that text.
fn record(name: &str, trace: &str) -> Output {
    let file = std::env::temp_dir().join(format!("evalbox-{name}-{}", std::process::id()));
    fs::write(&file, trace).expect("writable");
    let output = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(["record", "--from"])
        .arg(&file)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts");
    fs::remove_file(&file).expect("ours");
    output
}

fn policy(name: &str, trace: &str) -> String {
    let output = record(name, trace);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// As `strace -f --quiet=exit -o FILE sh -c ./PROGRAM` writes it, of a program that was built by `gcc -m32`.
#[test]
fn modes_are_followed() {
    let policy = policy(
        "modes",
        "\
28556 execve(\"/bin/sh\", [\"sh\", \"-c\", \"./a32\"], 0x7ffe /* 3 vars */) = 0
28556 openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3
28556 vfork() = 28557
28557 execve(\"./a32\", [\"./a32\"], 0x7ffd /* 3 vars */) = 0
28557 [ Process PID=28557 runs in 32 bit mode. ]
28557 mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7f0
28557 socket(AF_UNIX, SOCK_STREAM, 0)   = 3
28557 getuid32()                        = 0
28556 getuid()                          = 0
",
    );
    assert!(policy.contains("abi [x86];"), "{policy}");
    assert!(policy.contains("mmap2"), "{policy}");
    assert!(policy.contains("getuid32"), "{policy}");
    assert!(policy.contains("socket allow AF_UNIX"), "{policy}");
}

/// x86 has no call accept: it is asked of socketcall, which hides the arguments of all the others.
#[test]
fn what_socketcall_is_asked_is_socketcall() {
    let policy = policy(
        "multiplexed",
        "\
[ Process PID=7 runs in 32 bit mode. ]
accept(3, NULL, NULL)             = -1 EINVAL (Invalid argument)
semop(3, NULL, 0)                 = -1 EINVAL (Invalid argument)
",
    );
    assert!(policy.contains("socketcall"), "{policy}");
    assert!(policy.contains("ipc"), "{policy}");
    assert!(!policy.contains("accept"), "{policy}");
    assert!(!policy.contains("semop"), "{policy}");
}

/// `-o` alone leaves the modes out.
#[test]
fn a_call_that_the_abi_lacks_is_a_mistake() {
    let output = record("lacks", "7 brk(NULL) = 0x1\n7 getuid32() = 0\n");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(125), "{errors}");
    assert!(
        errors.contains(":2: `getuid32` is no call of x86_64"),
        "{errors}"
    );
    assert!(errors.contains("--quiet=exit"), "{errors}");
}

#[test]
fn a_mode_that_no_policy_names_is_a_mistake() {
    let output = record(
        "mode",
        "7 [ Process PID=7 runs in 31 bit mode. ]\n7 brk(NULL) = 0x1\n",
    );
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(125), "{errors}");
    assert!(
        errors.contains(":1: a process runs in 31 bit mode"),
        "{errors}"
    );
}
