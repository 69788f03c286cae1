//! `evalbox explain`: answers read off programs, and the way to them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .arg("explain")
        .args(arguments)
        .output()
        .expect("evalbox starts")
}

/// Expects success and answers its output.
fn text(arguments: &[&str]) -> String {
    let output = explain(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(arguments)).expect("JSON")
}

/// A file that is removed in the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: impl AsRef<[u8]>) -> File {
        let name = format!("evalbox-explain-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, content).expect("writable");
        File(path)
    }

    fn name(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The table's line for a call.
fn line<'a>(table: &'a str, call: &str) -> &'a str {
    let found = table
        .lines()
        .find(|line| line.split_whitespace().nth(1) == Some(call));
    found.unwrap_or_else(|| panic!("no line for {call}: {table}"))
}

const POLICY: &str = "default log;\nerrno(ENOSYS) [io_uring_setup];\nsocket deny SOCK_RAW;\n";

/// As [`POLICY`], and another answer to one domain.
const STRICTER: &str = "default log;\nerrno(ENOSYS) [io_uring_setup];\nsocket deny SOCK_RAW;\n\
                        socket errno(EACCES) if domain == AF_PACKET;\n";

#[test]
fn the_table_has_a_line_for_every_call() {
    let file = File::new("table.policy", POLICY);
    let table = text(&[file.name()]);
    assert!(table.contains("socket deny SOCK_RAW;"), "the text: {table}");
    assert!(line(&table, "getpid").ends_with(" log"));
    assert!(line(&table, "io_uring_setup").ends_with("errno(38)"));
    assert!(line(&table, "socket").ends_with("by type"), "{table}");
    assert!(table.contains("every other number       log"), "{table}");
    assert!(table.contains("ret  kill_process"), "the program: {table}");
}

#[test]
fn an_embedded_policy_has_places_too() {
    let why = text(&["no-network", "--why", "socket(AF_INET, SOCK_STREAM)"]);
    assert!(why.contains("errno(13)"), "{why}");
    assert!(why.contains("no-network.policy:"), "{why}");
    assert!(
        why.contains("socket errno(EACCES) if domain != AF_UNIX"),
        "{why}"
    );
}

#[test]
fn why_tells_the_statement_and_the_path() {
    let file = File::new("why.policy", POLICY);
    let call = "socket(AF_INET, SOCK_RAW|SOCK_CLOEXEC, 0)";
    let why = text(&[file.name(), "--why", call]);
    let lines: Vec<&str> = why.lines().collect();
    assert_eq!(lines.get(2), Some(&"kill_process"), "{why}");
    assert!(
        why.contains("note: the condition of this statement holds"),
        "{why}"
    );
    assert!(why.contains("why.policy:3:1\n"), "{why}");
    assert!(why.contains("0  ld   arch"), "{why}");
    assert!(
        lines
            .last()
            .is_some_and(|line| line.ends_with("ret  kill_process"))
    );

    let ways = json(&[file.name(), "--json", "--why", call]);
    let ways = ways["ways"].as_array().expect("a list");
    assert_eq!(ways.len(), 1, "all of the call is given");
    assert_eq!(ways[0]["answer"], "kill_process");
    assert_eq!(ways[0]["decided"]["line"], 3);
    assert_eq!(ways[0]["path"][0]["pc"], 0);
}

#[test]
fn what_a_call_leaves_open_is_answered_both_ways() {
    let file = File::new("open.policy", POLICY);
    let ways = json(&[file.name(), "--json", "--why", "socket(AF_INET, _, 0)"]);
    let ways = ways["ways"].as_array().expect("a list");
    let answers: Vec<_> = ways.iter().map(|way| &way["answer"]).collect();
    assert!(answers.contains(&&Value::from("allow")), "{answers:?}");
    assert!(
        answers.contains(&&Value::from("kill_process")),
        "{answers:?}"
    );
}

#[test]
fn a_call_that_cannot_be_is_a_mistake() {
    let output = explain(&["--why", "sockt(AF_INET)"]);
    assert_eq!(output.status.code(), Some(125));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("hint: `socket`"), "{message}");
}

#[test]
fn programs_are_explained_as_policies_are() {
    // Every architecture; number 39 with a low word of 7 in its first register is refused.
    let words = "32 0 0 0\n21 0 3 39\n32 0 0 16\n21 0 1 7\n6 0 0 327681\n6 0 0 2147418112\n";
    let text_file = File::new("text.bpf", words);
    let mut bytes = Vec::new();
    for line in words.lines() {
        let numbers: Vec<u32> = line
            .split(' ')
            .map(|word| word.parse().expect("a number"))
            .collect();
        bytes.extend(u16::try_from(numbers[0]).expect("an opcode").to_ne_bytes());
        bytes.extend(
            numbers[1..3]
                .iter()
                .map(|&jump| u8::try_from(jump).expect("a jump")),
        );
        bytes.extend(numbers[3].to_ne_bytes());
    }
    let binary = File::new("binary.bpf", bytes);
    let alike = text(&["--diff", text_file.name(), binary.name()]);
    assert!(alike.contains("answer every call alike"), "{alike}");
    if cfg!(all(target_arch = "x86_64", target_endian = "little")) {
        let table = text(&[binary.name()]);
        assert!(
            line(&table, "getpid").ends_with("allow or errno(1), by args[0]"),
            "{table}"
        );
        let why = text(&[binary.name(), "--why", "39"]);
        assert!(why.contains("where arg0.low == 0x7"), "{why}");
    }
}

#[test]
fn a_program_that_the_kernel_refuses_is_refused() {
    let file = File::new("wrong.bpf", "32 0 0 0\n");
    let output = explain(&[file.name()]);
    assert_eq!(output.status.code(), Some(125));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.contains("the last instruction is not a return"),
        "{message}"
    );
}

#[test]
fn a_difference_is_found_and_nothing_else() {
    let (a, b) = (
        File::new("a.policy", POLICY),
        File::new("b.policy", STRICTER),
    );
    let same = explain(&["--diff", a.name(), a.name()]);
    assert_eq!(same.status.code(), Some(0));

    let output = explain(&["--json", "--diff", a.name(), b.name()]);
    assert_eq!(output.status.code(), Some(1));
    let diff: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let differences = diff["differences"].as_array().expect("a list");
    assert!(!differences.is_empty());
    for difference in differences {
        assert_eq!(difference["name"], "socket", "{difference}");
        assert_eq!(difference["b"], "errno(13)", "{difference}");
        assert_eq!(difference["exact"], true, "{difference}");
        let example = difference["example"].as_str().expect("a call");
        assert!(example.contains("AF_PACKET"), "{difference}");
    }
}

#[test]
fn a_difference_in_one_unknown_number_is_found() {
    let allow = File::new("allow.bpf", "6 0 0 2147418112\n");
    let one = File::new(
        "one.bpf",
        "32 0 0 0\n21 0 1 54321\n6 0 0 327681\n6 0 0 2147418112\n",
    );
    let output = explain(&["--diff", allow.name(), one.name()]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8_lossy(&output.stdout);
    assert!(diff.contains("other numbers: allow -> errno(1)"), "{diff}");
    assert!(diff.contains("nr == 0xd431"), "{diff}");
}

#[test]
fn a_process_is_asked_for_its_filters() {
    let mut evalbox = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(["run", "--", "sleep", "60"])
        .stdin(Stdio::null())
        .spawn()
        .expect("evalbox starts");
    let id = evalbox.id();
    let children = format!("/proc/{id}/task/{id}/children");
    let sleeping = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let list = fs::read_to_string(&children).ok()?;
        let child = list.split_whitespace().next()?.to_owned();
        let name = fs::read_to_string(format!("/proc/{child}/comm")).ok()?;
        (name.trim() == "sleep").then_some(child)
    });
    // evalbox traces its command; without it the process is there for others to stop.
    evalbox.kill().expect("ours");
    evalbox.wait().expect("ours");
    let Some(child) = sleeping else {
        println!("skipped: this kernel does not list children");
        return;
    };
    let output = explain(&["--json", "--pid", &child]);
    let _ = Command::new("kill").arg(&child).status();
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("CAP_SYS_ADMIN") || errors.contains("No such process") {
        println!("skipped: {errors}");
        return;
    }
    assert!(output.status.success(), "{errors}");
    let filters: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let own = json(&["default", "--json"]);
    assert_eq!(filters[0]["program"], own["program"]);
    assert_eq!(filters[0]["abis"], own["abis"]);
}
