//! The examples run, as their first lines say.

use std::process::{Command, Output};

/// `cargo run --example NAME -- ARGUMENTS`
fn run(name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", name, "--"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts")
}

#[track_caller]
fn succeeds(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}\n{text}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

#[test]
fn broker() {
    let text = succeeds(&run("broker", &[]));
    for line in [
        "the broker opens /proc/sys/kernel/ostype",
        "the worker reads Linux",
        "the broker refuses /etc/passwd",
        "the worker gets no passwords",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn virtual_files() {
    let text = succeeds(&run(
        "virtual_files",
        &["cat", "/virtual/greeting", "/virtual/answer"],
    ));
    assert_eq!(text, "a file that is on no disk\n42\n");
    // What is there for everybody else is not there for the command.
    for path in [
        "/etc/passwd",
        "/usr/../etc/passwd",
        "etc/passwd",
        "/virtual",
    ] {
        let output = run("virtual_files", &["cat", path]);
        assert!(!output.status.success() && output.stdout.is_empty());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains("No such file or directory"), "{error}");
    }
    // The other filter is in force as well.
    let output = run("virtual_files", &["chroot", "/", "true"]);
    assert!(!output.status.success());
}

#[test]
fn hand_written() {
    let text = succeeds(&run("hand_written", &[]));
    assert!(text.ends_with("installed; this process can still print\n"));
}

#[test]
fn pre_exec() {
    assert!(succeeds(&run("pre_exec", &["echo", "confined"])).starts_with("confined\n"));
}

#[test]
fn thread() {
    let text = succeeds(&run("thread", &[]));
    assert!(text.contains("confined thread: reading: Ok"), "{text}");
    assert!(text.contains("this thread: socket: Ok"), "{text}");
}
