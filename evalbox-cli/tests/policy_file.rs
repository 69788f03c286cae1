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
        message.starts_with("error: no constant `AF_NETLNK`") && message.contains(".policy:2:13\n"),
        "{message}"
    );
    assert!(message.contains("hint: `AF_NETLINK`"), "{message}");
    let lines: Vec<_> = message.lines().collect();
    assert!(
        lines
            .windows(2)
            .any(|pair| pair[0].contains("socket deny AF_NETLNK;")
                && pair[1].ends_with(" ^^^^^^^^^")
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
        message.contains("the program does not answer") && message.contains(".policy:3:1\n"),
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
fn two_places_of_one_line_are_shown_in_it() {
    let message = mistake("twice", "allow [read, write, read];\n");
    let marks = message
        .lines()
        .find(|line| line.contains('^'))
        .expect("carets");
    assert!(
        marks.contains("----") && marks.contains("^^^^"),
        "{message}"
    );
    assert!(message.contains("first listed here"), "{message}");
}

#[test]
fn of_very_many_the_first_are_shown() {
    let message = mistake("many", &format!("allow [{}];", "read, ".repeat(1000)));
    assert_eq!(message.matches("`read` is listed twice").count(), 100);
    assert!(message.contains("error: more than 100 mistakes: the rest is not shown"));
}

/// `NO_COLOR` wins over a terminal, and a pipe is none.
#[test]
fn colours_are_for_terminals() {
    let file = std::env::temp_dir().join(format!("evalbox-colour-{}.policy", std::process::id()));
    fs::write(&file, "allow [reed];\n").expect("writable");
    let coloured = |force: bool, forbid: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_evalbox"));
        command.args(["run", "--policy", &file.to_string_lossy(), "--", "true"]);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        if force {
            command.env("CLICOLOR_FORCE", "1");
        }
        if forbid {
            command.env("NO_COLOR", "1");
        }
        errors(&command.output().expect("evalbox starts")).contains('\x1b')
    };
    assert!(!coloured(false, false));
    assert!(coloured(true, false));
    assert!(!coloured(false, true));
    fs::remove_file(&file).expect("ours");
}

#[test]
fn a_kill_names_the_statement_and_what_to_add() {
    let policy = "allow [@evalbox];\nerrno(ENOSYS) [clone3];\nioctl allow TIOCGWINSZ;\n";
    let python = "import fcntl, termios; fcntl.ioctl(0, termios.FIONREAD, bytes(8))";
    let output = run("reason", policy, &[], &["/usr/bin/python3", "-c", python]);
    if output.status.code() == Some(127) {
        println!("skipped: no python3");
        return;
    }
    let report = errors(&output);
    assert_eq!(output.status.code(), Some(159), "{report}");
    assert!(report.contains("ioctl("), "{report}");
    assert!(report.contains(".policy:3:1\n"), "{report}");
    // What is said to be enough is enough for that call: the next one is another.
    let hint = report
        .split('`')
        .find(|part| part.starts_with("ioctl allow"));
    let wider = format!("{policy}{}\n", hint.expect("a hint"));
    let output = run("wider", &wider, &[], &["/usr/bin/python3", "-c", python]);
    assert_ne!(errors(&output), report);
}

#[test]
fn the_audit_s_statements_let_the_command_through() {
    let policy = "allow [@evalbox, -getcwd];\nerrno(ENOSYS) [clone3];\n";
    let command = ["pwd", "-P"];
    let output = run("before", policy, &["--audit"], &command);
    let report = errors(&output);
    let (_, added) = report.split_once("hint: ").expect("a hint");
    let added: String = added
        .lines()
        .skip(1)
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(added.contains("getcwd"), "{report}");
    let output = run("after", &format!("{policy}{added}"), &[], &command);
    assert!(output.status.success(), "{}", errors(&output));
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
