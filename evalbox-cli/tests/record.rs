//! `evalbox record`: the policy that it prints compiles, and the same command passes under it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A directory of the test's own, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("evalbox-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("writable");
        Directory(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn evalbox(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts")
}

fn succeeds(arguments: &[&str]) -> Output {
    let output = evalbox(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    output
}

/// Records a command, runs it under the recording, and answers the policy.
fn passes(name: &str, command: &[&str]) -> String {
    passes_with(name, command, None)
}

/// The same of a command that makes a call in some runs only: where this one did not, the rule is added.
fn passes_with(name: &str, command: &[&str], sometimes: Option<(&str, &str)>) -> String {
    let found = Command::new(command[0]).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {} is not installed", command[0]);
        return String::new();
    }
    let directory = Directory::new(name);
    let policy = directory.file("recorded.policy");
    succeeds(&[&["record", "-o", &policy, "--"], command].concat());
    let mut text = fs::read_to_string(&policy).expect("written");
    if let Some((call, rule)) = sometimes
        && !text.contains(call)
    {
        text.push_str(rule);
        fs::write(&policy, &text).expect("writable");
    }
    succeeds(&[&["run", "--policy", &policy, "--"], command].concat());
    text
}

#[test]
fn ls() {
    let policy = passes("ls", &["ls", "-l", "/"]);
    assert!(policy.contains("openat allow O_RDONLY"), "{policy}");
    assert!(!policy.contains("chroot"), "{policy}");
}

#[test]
fn python() {
    let script = "import threading, socket, subprocess\nsocket.socket(socket.AF_UNIX).close()\n\
                  t = threading.Thread(target=print); t.start(); t.join(); subprocess.run(['true'])";
    let policy = passes("python", &["python3", "-c", script]);
    if !policy.is_empty() {
        assert!(policy.contains("clone allow CLONE_"), "{policy}");
        assert!(policy.contains("socket allow AF_UNIX"), "{policy}");
    }
}

#[test]
fn git_and_tar() {
    let git = "d=$(mktemp -d) && cd $d && git init -q . && echo text > a && git add a \
               && git -c user.name=a -c user.email=a@b commit -qm first && cd / && rm -rf $d";
    passes("git", &["sh", "-c", git]);
    let tar =
        "d=$(mktemp -d) && cd $d && mkdir in && echo text > in/a && tar cf a.tar in && rm -r $d";
    passes("tar", &["sh", "-c", tar]);
}

/// rustc's thread that asks the jobserver for tokens is woken by a signal, unless it has ended by itself by then.
#[test]
fn cargo_build_of_a_small_crate() {
    let script = "d=$(mktemp -d) && cd $d && cargo init -q --vcs none --name small . \
                  && CARGO_TARGET_DIR=$d/target cargo build -q --offline && rm -rf $d";
    let sometimes = Some(("tgkill", "tgkill allow SIGUSR1;\n"));
    passes_with("cargo", &["sh", "-c", script], sometimes);
}

#[test]
fn what_was_not_recorded_is_refused() {
    let directory = Directory::new("refused");
    let policy = directory.file("true.policy");
    succeeds(&["record", "-o", &policy, "--", "true"]);
    let socket = [
        "run",
        "--policy",
        &policy,
        "--",
        "mkdir",
        &directory.file("made"),
    ];
    assert_eq!(evalbox(&socket).status.code(), Some(159));
    assert!(!directory.0.join("made").exists());
}

#[test]
fn merging_allows_both() {
    let directory = Directory::new("merge");
    let (first, both) = (
        directory.file("first.policy"),
        directory.file("both.policy"),
    );
    let (list, make) = (["ls", "/"], ["mkdir", "-p", &directory.file("made")]);
    succeeds(&[&["record", "-o", &first, "--"][..], &list].concat());
    succeeds(&[&["record", "--merge", &first, "-o", &both, "--"][..], &make].concat());
    for command in [&list[..], &make] {
        succeeds(&[&["run", "--policy", &both, "--"][..], command].concat());
    }
}

#[test]
fn the_profile_counts_and_compiles() {
    let directory = Directory::new("profile");
    let (policy, profile) = (directory.file("ls.policy"), directory.file("ls.profile"));
    succeeds(&[
        "record",
        "--profile",
        &profile,
        "-o",
        &policy,
        "--",
        "ls",
        "/",
    ]);
    let counts = fs::read_to_string(&profile).expect("written");
    assert!(
        counts.lines().any(|line| line.ends_with(" openat")),
        "{counts}"
    );
    succeeds(&["run", "--policy", &policy, "--", "ls", "/"]);
}

#[test]
fn traces_of_elsewhere_are_read() {
    let directory = Directory::new("from");
    let trace = directory.file("trace.txt");
    let lines = "\
[pid  7] execve(\"/bin/x\", [\"x\"], 0x7ffe /* 3 vars */) = 0
7     socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3
7     clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8
8     ioctl(1, TCGETS, {c_iflag=ICRNL, ...}) = 0
8     read(0,  <unfinished ...>
8     <... read resumed>\"a\", 1) = 1
8     +++ exited with 0 +++
type=SECCOMP msg=audit(1.2:3): auid=0 pid=9 comm=\"x\" sig=31 arch=c000003e syscall=41 compat=0 ip=0x7f code=0x80000000
";
    fs::write(&trace, lines).expect("writable");
    let output = succeeds(&["record", "--from", &trace]);
    let policy = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        policy.contains("clone allow SIGCHLD, CLONE_CHILD_CLEARTID;"),
        "{policy}"
    );
    assert!(policy.contains("ioctl allow TCGETS;"), "{policy}");
    assert!(policy.contains("read,"), "{policy}");
    // The audit line has no arguments: nothing is known of the second socket.
    if cfg!(target_arch = "x86_64") {
        assert!(!policy.contains("socket allow"), "{policy}");
    }
    let log = directory.file("dmesg.txt");
    let lines = "\
[  12.3] audit: type=1326 audit(1764000000.123:45): auid=0 uid=0 pid=9 comm=\"x\" exe=\"/bin/x\" sig=31 arch=c000003e syscall=39 compat=0 ip=0x7f code=0x80000000
[  12.4] audit: type=1326 audit(1764000000.124:46): auid=0 uid=0 pid=9 comm=\"x\" exe=\"/bin/x\" sig=31 arch=40000003 syscall=20 compat=1 ip=0x7f code=0x80000000
";
    fs::write(&log, lines).expect("writable");
    if cfg!(target_arch = "x86_64") {
        let output = succeeds(&["record", "--from", &log]);
        let policy = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(policy.contains("getpid,"), "{policy}");
        assert!(policy.contains("abi [x86];"), "{policy}");
        assert!(policy.contains("2 calls of 1 kinds"), "{policy}");
    }
    let file = directory.file("empty");
    fs::write(&file, "nothing here\n").expect("writable");
    assert_eq!(
        evalbox(&["record", "--from", &file]).status.code(),
        Some(125)
    );
}

/// A program that makes calls through `int $0x80` and with x32's bit, if gcc is there to make one.
#[cfg(target_arch = "x86_64")]
fn foreign(directory: &Directory) -> Option<String> {
    let (source, program) = (directory.file("foreign.c"), directory.file("foreign"));
    let text = "#include <unistd.h>\n#include <sys/syscall.h>\n\
        static long x86(long nr, long a, long b, long c) { long r;\n\
          __asm__ volatile(\"int $0x80\" : \"=a\"(r) : \"a\"(nr), \"b\"(a), \"c\"(b), \"d\"(c) : \"memory\"); return r; }\n\
        int main(void) { x86(20, 0, 0, 0); x86(359, 1, 1, 0); syscall(0x40000000 | 39); return 7; }\n";
    fs::write(&source, text).expect("writable");
    let built = Command::new("gcc").args(["-o", &program, &source]).status();
    if !built.is_ok_and(|status| status.success()) {
        println!("skipped: no gcc");
        return None;
    }
    Some(program)
}

#[cfg(target_arch = "x86_64")]
#[test]
fn calls_through_other_abis_are_recorded() {
    let directory = Directory::new("foreign");
    let Some(program) = foreign(&directory) else {
        return;
    };
    let policy = directory.file("foreign.policy");
    let recorded = evalbox(&["record", "-o", &policy, "--", &program]);
    assert_eq!(recorded.status.code(), Some(7), "{recorded:?}");
    let text = fs::read_to_string(&policy).expect("written");
    assert!(text.contains("abi [x32, x86];"), "{text}");
    assert!(text.contains("socket allow AF_UNIX"), "{text}");
    let again = evalbox(&["run", "--policy", &policy, "--", &program]);
    assert_eq!(again.status.code(), Some(7), "{again:?}");
    // Without them the first such call ends it, and the report says what is missing.
    fs::write(&policy, text.replace("abi [x32, x86];", "")).expect("writable");
    let killed = evalbox(&["run", "--policy", &policy, "--", &program]);
    assert_eq!(killed.status.code(), Some(159), "{killed:?}");
    let report = String::from_utf8_lossy(&killed.stderr).into_owned();
    assert!(report.contains("getpid() through the x86 ABI"), "{report}");
    assert!(report.contains("hint: `abi [x86];`"), "{report}");
}

#[test]
fn the_output_is_the_commands_and_then_the_policy() {
    let output = succeeds(&["record", "--", "echo", "text"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.starts_with("text\n// Recorded by evalbox: echo text\n"),
        "{text}"
    );
    // No live count in a pipe.
    assert!(output.stderr.is_empty());
}
