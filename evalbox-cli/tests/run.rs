//! `evalbox run` as a user meets it: exit statuses, signals, streams, and the line about a killed command.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

fn evalbox(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evalbox"));
    command.args(arguments);
    command
}

fn output(arguments: &[&str]) -> Output {
    evalbox(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_real_command_runs() {
    let confined = output(&["run", "--", "ls", "-l", "/"]);
    assert_eq!(confined.status.code(), Some(0), "{}", errors(&confined));
    let listing = String::from_utf8_lossy(&confined.stdout);
    assert!(
        listing.lines().any(|line| line.ends_with(" etc")),
        "{listing}"
    );
}

#[test]
fn exit_statuses_pass() {
    for code in [0, 1, 42, 255] {
        let script = format!("exit {code}");
        assert_eq!(
            output(&["run", "--", "sh", "-c", &script]).status.code(),
            Some(code)
        );
    }
}

#[test]
fn signals_become_128_and_their_number() {
    for (name, number) in [("TERM", 15), ("KILL", 9), ("ABRT", 6)] {
        let script = format!("kill -{name} $$");
        assert_eq!(
            output(&["run", "--", "sh", "-c", &script]).status.code(),
            Some(128 + number),
            "SIG{name}"
        );
    }
}

#[test]
fn what_cannot_run_is_126_and_what_is_not_there_127() {
    let missing = output(&["run", "--", "evalbox-has-no-such-command"]);
    assert_eq!(missing.status.code(), Some(127));
    assert!(
        errors(&missing).contains("evalbox-has-no-such-command"),
        "{}",
        errors(&missing)
    );

    let file = std::env::temp_dir().join(format!("evalbox-not-executable-{}", std::process::id()));
    fs::write(&file, "").expect("writable");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("ours");
    let refused = output(&["run", "--", &file.to_string_lossy()]);
    fs::remove_file(&file).expect("ours");
    assert_eq!(refused.status.code(), Some(126), "{}", errors(&refused));
}

#[test]
fn evalbox_s_own_mistakes_are_125() {
    let unknown = output(&["run", "--policy", "nonesuch", "--", "true"]);
    assert_eq!(unknown.status.code(), Some(125));
    assert!(
        errors(&unknown).contains("no policy `nonesuch`"),
        "{}",
        errors(&unknown)
    );
}

/// chroot(8) makes one system call that the policy kills.
#[test]
fn a_killed_command_is_named_and_why() {
    let killed = output(&["run", "--", "chroot", "/", "true"]);
    assert_eq!(killed.status.code(), Some(128 + 31), "{}", errors(&killed));
    let lines = errors(&killed);
    assert!(lines.contains("policy `default` killed chroot"), "{lines}");
    assert!(lines.contains("system call chroot(\"/\")"), "{lines}");
    assert!(lines.contains("no statement names the call"), "{lines}");
    assert!(lines.contains("hint: `allow [chroot];`"), "{lines}");
}

#[test]
fn a_killed_child_of_the_command_is_named_too() {
    let killed = output(&["run", "--", "sh", "-c", "chroot / true; echo $?; exit 3"]);
    assert_eq!(killed.status.code(), Some(3));
    assert_eq!(killed.stdout, b"159\n");
    assert!(
        errors(&killed).contains("system call chroot("),
        "{}",
        errors(&killed)
    );
}

#[test]
fn streams_pass() {
    let mut child = evalbox(&["run", "--", "sh", "-c", "cat; echo aside >&2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("evalbox starts");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(b"through\n")
        .expect("writable");
    let output = child.wait_with_output().expect("waitable");
    assert_eq!(output.stdout, b"through\n");
    assert_eq!(output.stderr, b"aside\n");
}

#[test]
fn a_signal_to_evalbox_reaches_the_command() {
    let script = "trap 'echo got it; exit 9' TERM; echo ready; while :; do sleep 0.05; done";
    let mut child = evalbox(&["run", "--", "sh", "-c", script])
        .stdout(Stdio::piped())
        .spawn()
        .expect("evalbox starts");
    let mut ready = [0; 6];
    std::io::Read::read_exact(child.stdout.as_mut().expect("piped"), &mut ready)
        .expect("the script starts");
    let sent = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .expect("kill starts");
    assert!(sent.success());
    let output = child.wait_with_output().expect("waitable");
    assert_eq!(output.status.code(), Some(9));
    assert_eq!(output.stdout, b"got it\n");
}

#[test]
fn a_stopped_command_goes_on() {
    let script = "echo $$; kill -STOP $$; echo again";
    let mut child = evalbox(&["run", "--", "sh", "-c", script])
        .stdout(Stdio::piped())
        .spawn()
        .expect("evalbox starts");
    // evalbox stops with its command, as a shell expects of a job.
    let stat = format!("/proc/{}/stat", child.id());
    let stopped = (0..200).any(|_| {
        thread::sleep(Duration::from_millis(20));
        fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "))
    });
    assert!(stopped, "evalbox did not stop");
    let sent = Command::new("kill")
        .args(["-CONT", &child.id().to_string()])
        .status()
        .expect("kill starts");
    assert!(sent.success());
    assert!(child.wait().expect("waitable").success());
    let mut text = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().expect("piped"), &mut text)
        .expect("readable");
    assert!(text.ends_with("again\n"), "{text}");
}

/// As under a shell. The filter stays on them, only the tracing ends.
#[test]
fn background_processes_outlive_the_command() {
    let output = output(&[
        "run",
        "--",
        "sh",
        "-c",
        "sleep 30 >/dev/null 2>&1 & echo $!",
    ]);
    let pid = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("still running");
    assert!(status.contains("Seccomp:\t2"), "still confined: {status}");
    assert!(status.contains("TracerPid:\t0"), "not traced: {status}");
    assert!(
        Command::new("kill")
            .arg(pid)
            .status()
            .expect("kill starts")
            .success()
    );
}

#[test]
fn help_has_examples() {
    for arguments in [&["--help"][..], &["run", "--help"]] {
        let help = output(arguments);
        assert_eq!(help.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:\n  evalbox run"));
    }
}

#[test]
fn policies_and_check_print_tables() {
    let policies = output(&["policies"]);
    assert!(
        String::from_utf8_lossy(&policies.stdout)
            .lines()
            .any(|line| line.starts_with("default "))
    );
    let check = output(&["check"]);
    assert!(String::from_utf8_lossy(&check.stdout).contains("action kill_process"));
    let explain = output(&["explain", "default"]);
    assert!(String::from_utf8_lossy(&explain.stdout).contains("clone deny NEW*;"));
    assert!(
        [policies, check, explain]
            .iter()
            .all(|output| output.status.signal().is_none() && output.status.success())
    );
}
