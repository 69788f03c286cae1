//! The line about a killed command, on any architecture: the command is this test itself, which needs no program of the
//! machine. `EVALBOX` is the command to test where it has been moved from where it was built.

#![allow(unsafe_code, reason = "the victim makes raw system calls")]

use std::process::{Command, Output, Stdio};
use std::{env, fs};

/// What the victim is to do; without it, it is a test that does nothing.
const VICTIM: &str = "EVALBOX_VICTIM";

/// Runs the victim under that policy.
fn killed(deed: &str, policy: &str) -> Output {
    let evalbox = env::var_os("EVALBOX").unwrap_or_else(|| env!("CARGO_BIN_EXE_evalbox").into());
    let file = env::temp_dir().join(format!("evalbox-killed-{deed}-{}", std::process::id()));
    fs::write(&file, policy).expect("writable");
    let output = Command::new(evalbox)
        .args(["run", "--policy"])
        .arg(&file)
        .arg("--")
        .arg(env::current_exe().expect("a running test"))
        .args(["victim", "--exact"])
        .env(VICTIM, deed)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts");
    fs::remove_file(&file).expect("ours");
    output
}

#[test]
fn victim() {
    let Ok(deed) = env::var(VICTIM) else { return };
    // SAFETY: neither call reaches the kernel's own code: the filter kills the process first, and otherwise the arguments
    // are no memory of this process.
    unsafe {
        match &*deed {
            "six" => libc::syscall(libc::SYS_copy_file_range, 91, 92, 93, 94, 95, 96),
            "words" => libc::syscall(libc::SYS_socket, libc::AF_NETLINK, libc::SOCK_RAW, 0),
            _ => panic!("no such deed"),
        };
    }
    panic!("not killed");
}

#[test]
fn the_killing_call_has_its_six_arguments() {
    let output = killed("six", "default allow;\nkill_process [copy_file_range];\n");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(128 + libc::SIGSYS), "{errors}");
    assert!(
        errors.contains("system call copy_file_range(0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60)"),
        "{errors}"
    );
}

#[test]
fn the_killing_call_is_in_words() {
    let output = killed(
        "words",
        "default allow;\nerrno(ENOSYS) [io_uring_setup, socketcall];\nsocket deny AF_NETLINK;\n",
    );
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(128 + libc::SIGSYS), "{errors}");
    assert!(
        errors.contains("system call socket(AF_NETLINK, SOCK_RAW, IPPROTO_IP)"),
        "{errors}"
    );
    assert!(errors.contains("socket deny AF_NETLINK;"), "{errors}");
}
