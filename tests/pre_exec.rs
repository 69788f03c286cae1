//! The way most users install a filter: in `Command::pre_exec`, between fork and exec of a program with threads.

#![allow(
    unsafe_code,
    reason = "pre_exec is unsafe: its closure runs after fork"
)]

use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use evalbox_seccomp::{Filter, seccomp_filter};

static DEFAULT: Filter = seccomp_filter! { include "policies/default.policy"; };

fn confined(program: &str) -> Command {
    let mut command = Command::new(program);
    // SAFETY: `install` is documented to be async-signal-safe.
    unsafe { command.pre_exec(|| Ok(DEFAULT.install()?)) };
    command
}

fn shell(script: &str) -> Command {
    let mut command = confined("sh");
    command.args(["-c", script]);
    command
}

#[test]
fn exit_codes_arrive() {
    for code in [0, 1, 7, 255] {
        let status = shell(&format!("exit {code}")).status().expect("sh starts");
        assert_eq!(status.code(), Some(code));
    }
}

#[test]
fn signals_arrive() {
    let status = shell("kill -TERM $$").status().expect("sh starts");
    assert_eq!(status.signal(), Some(libc::SIGTERM));
}

#[test]
fn streams_are_intact() {
    let mut child = shell("cat; echo aside >&2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh starts");
    // More than a pipe holds, so that both sides have to wait for each other.
    let sent: Vec<u8> = (0..=u8::MAX).cycle().take(300_000).collect();
    let mut stdin = child.stdin.take().expect("piped");
    let copy = sent.clone();
    let writer = thread::spawn(move || stdin.write_all(&copy));
    let mut received = Vec::new();
    child
        .stdout
        .take()
        .expect("piped")
        .read_to_end(&mut received)
        .expect("readable");
    writer.join().expect("no panic").expect("writable");
    let mut aside = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut aside)
        .expect("readable");
    assert!(child.wait().expect("waitable").success());
    assert!(
        received == sent,
        "{} bytes came back of {}",
        received.len(),
        sent.len()
    );
    assert_eq!(aside, "aside\n");
}

#[test]
fn the_child_is_confined_and_the_parent_is_not() {
    let mode =
        "while read key value; do case $key in Seccomp:|NoNewPrivs:) echo $key$value;; esac; done";
    let output = shell(&format!("{mode} < /proc/self/status"))
        .output()
        .expect("sh starts");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "NoNewPrivs:1\nSeccomp:2\n"
    );
    // SAFETY: PR_GET_SECCOMP takes no pointers.
    let mode = unsafe { libc::prctl(libc::PR_GET_SECCOMP) };
    assert_eq!(mode, 0, "the parent has no filter");
}

#[test]
fn an_attack_is_killed() {
    // chroot(2) is the whole of chroot(8), and what it would run comes after.
    let status = confined("chroot")
        .args(["/", "true"])
        .stderr(Stdio::null())
        .status()
        .expect("chroot starts");
    assert_eq!(status.signal(), Some(libc::SIGSYS));
}

#[test]
fn a_program_that_is_not_there_is_an_error_of_spawn() {
    let error = confined("/nonexistent/program")
        .spawn()
        .expect_err("no such program");
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
}

/// Other threads allocate and spawn all the while: an allocation in `install` would hang on a lock of a thread that
/// the child does not have.
#[test]
fn a_parent_with_threads() {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    drop(std::hint::black_box(
                        (0..64).map(|n| vec![0_u8; n * 97]).collect::<Vec<_>>(),
                    ));
                }
            });
        }
        let spawners: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..25 {
                        assert!(confined("true").status().expect("true starts").success());
                    }
                })
            })
            .collect();
        let outcomes: Vec<_> = spawners
            .into_iter()
            .map(|spawner| spawner.join().is_ok())
            .collect();
        done.store(true, Ordering::Relaxed);
        assert_eq!(outcomes, [true; 4]);
    });
}
