//! `evalbox run --policy FILE` and `--audit`: policies compiled on the spot, and their mistakes at their place.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Runs a command under a policy of that text.
fn run(name: &str, policy: &str, options: &[&str], command: &[&str]) -> Output {
    let file: PathBuf =
        std::env::temp_dir().join(format!("evalbox-file-{name}-{}.policy", std::process::id()));
    fs::write(&file, policy).expect("writable");
    let output = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(["run", "--policy", &file.to_string_lossy()])
        .args(options)
        .arg("--")
        .args(command)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts");
    fs::remove_file(&file).expect("ours");
    output
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The message of a policy that does not compile.
fn mistake(name: &str, policy: &str) -> String {
    let output = run(name, policy, &[], &["true"]);
    assert_eq!(output.status.code(), Some(125), "{}", errors(&output));
    errors(&output)
}

#[test]
fn constants_are_this_machine_s() {
    let policy = "default log;\nerrno(EXDEV) [mkdir, mkdirat];\nexpect mkdirat => errno(EXDEV);\n";
    let output = run("errno", policy, &[], &["mkdir", "/tmp/evalbox-never-made"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("Invalid cross-device link"),
        "{}",
        errors(&output)
    );
}

#[test]
fn an_unknown_constant_is_shown_where_it_is() {
    let message = mistake(
        "unknown",
        "default log; errno(ENOSYS) [io_uring_setup];\nsocket deny AF_NETLNK;\n",
    );
    assert!(
        message.contains(".policy:2:13: no constant `AF_NETLNK`"),
        "{message}"
    );
    assert!(message.contains("hint: `AF_NETLINK`"), "{message}");
    let lines: Vec<_> = message.lines().collect();
    assert!(
        lines
            .windows(2)
            .any(|pair| pair[0].contains("socket deny AF_NETLNK;")
                && pair[1].find('^') == pair[0].find("AF_NETLNK")),
        "{message}"
    );
}

#[test]
fn an_expectation_that_fails_is_a_mistake() {
    let right = "default log; errno(ENOSYS) [io_uring_setup];\nsocket deny SOCK_RAW;\nexpect socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, 0) => kill_process;\n\
                 expect socket(AF_INET, SOCK_STREAM) => allow;\n";
    assert!(run("right", right, &[], &["true"]).status.success());
    // Raw sockets are among those that are left open.
    let open = "default log; errno(ENOSYS) [io_uring_setup];\nsocket deny SOCK_RAW;\nexpect socket(AF_INET, _, 0) => allow;\n";
    let message = mistake("open", open);
    assert!(
        message.contains(".policy:3:1: the program does not answer"),
        "{message}"
    );
}

#[test]
fn a_constant_that_does_not_fit_is_a_mistake() {
    let message = mistake(
        "fit",
        "default log; errno(ENOSYS) [io_uring_setup];\nsocket errno(EPERM) if domain == TIOCSTI << 32;\n",
    );
    assert!(message.contains("does not fit"), "{message}");
}

#[test]
fn an_audit_refuses_nothing_and_tells() {
    let policy = "default kill_process;\nallow [@evalbox];\n";
    let output = run("audit", policy, &["--audit"], &["chroot", "/", "true"]);
    // Whether chroot is permitted is the kernel's affair now.
    assert_ne!(output.status.code(), Some(159));
    let report = errors(&output);
    assert!(report.contains("would have refused:"), "{report}");
    assert!(
        report
            .lines()
            .any(|line| line.contains("kill_process") && line.contains("chroot(_)")),
        "{report}"
    );
}
