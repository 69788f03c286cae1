//! What `evalbox explain` reads: programs of other machines, descriptors, pipes, and what is none of it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The table's line for a call.
fn line<'a>(table: &'a str, call: &str) -> &'a str {
    let found = table
        .lines()
        .find(|line| line.split_whitespace().nth(1) == Some(call));
    found.unwrap_or_else(|| panic!("no line for {call}: {table}"))
}

/// A program's bytes in either order, as `seccomp_export_bpf` writes them.
fn bytes(program: &[(u16, u8, u8, u32)], big: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    for &(code, jt, jf, k) in program {
        if big {
            bytes.extend(code.to_be_bytes());
        } else {
            bytes.extend(code.to_le_bytes());
        }
        bytes.extend([jt, jf]);
        bytes.extend(if big {
            k.to_be_bytes()
        } else {
            k.to_le_bytes()
        });
    }
    bytes
}

/// `write(fd = 1)` is allowed, by the machine's number and the place of its low half.
fn one_call(arch: u32, write: u32, low: u32) -> [(u16, u8, u8, u32); 8] {
    [
        (0x20, 0, 0, 4),
        (0x15, 0, 5, arch),
        (0x20, 0, 0, 0),
        (0x15, 0, 3, write),
        (0x20, 0, 0, low),
        (0x15, 0, 1, 1),
        (0x06, 0, 0, 0x7fff_0000),
        (0x06, 0, 0, 0x0005_0001),
    ]
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("evalbox starts");
    let mut stdin = child.stdin.take().expect("piped");
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("waitable")
}

#[test]
fn programs_of_other_machines_are_theirs() {
    let aarch64 = bytes(&one_call(0xc000_00b7, 64, 16), false);
    let s390x = bytes(&one_call(0x8000_0016, 4, 20), true);
    for (name, program) in [("aarch64", aarch64), ("s390x", s390x)] {
        let output = piped(&["-"], &program);
        let table = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            table.starts_with(&format!("standard input (for {name})")),
            "{table}"
        );
        assert_eq!(
            line(&table, "write")
                .split_once("allow")
                .map(|(_, rest)| rest),
            Some(" or errno(1), by fd")
        );
        assert!(table.contains("ld   arg0.low"), "{table}");
        let output = piped(&["-", "--why", "write(1)"], &program);
        let why = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(why.contains("\nallow\n") && !why.contains("errno"), "{why}");
    }
}

#[test]
fn the_machine_can_be_said() {
    // The answer to one number: nothing says whose.
    let program = bytes(
        &[
            (0x20, 0, 0, 0),
            (0x15, 0, 1, 64),
            (0x06, 0, 0, 0x7fff_0000),
            (0x06, 0, 0, 0),
        ],
        false,
    );
    let output = piped(&["-", "--arch", "aarch64"], &program);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(line(&table, "write").ends_with("allow"), "{table}");
    assert_eq!(
        piped(&["-", "--arch", "vax"], &program).status.code(),
        Some(2)
    );
}

#[test]
fn descriptors_are_read() {
    let script = "exec \"$1\" explain 9 --why getpid 9<<X\nallow [getpid, exit_group];\nX\n";
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_evalbox")])
        .output()
        .expect("sh starts");
    let why = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(why.contains("/dev/fd/9: getpid"), "{why}");
    // A profile through a pipe, which can be read once.
    let profile = br#"{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["read", "exit_group"], "action": "SCMP_ACT_ALLOW"}]}"#;
    let output = piped(&["-", "--why", "read"], profile);
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("\nallow\n"),
        "{output:?}"
    );
}

#[test]
fn garbage_is_told() {
    let mut noise = vec![0xff; 80];
    noise[3] = 0;
    let endless = "allow [read];\n".repeat(400_000);
    let cases: [(&[u8], &str); 5] = [
        (&noise, "no BPF program: opcodes beyond 255"),
        (&noise[..77], "no BPF program: 77 bytes"),
        (b"", "a policy without a statement"),
        (b"12 monkeys", "`monkeys` is no 32-bit number"),
        (endless.as_bytes(), "more than 4194304 bytes"),
    ];
    for (input, expected) in cases {
        let output = piped(&["-"], input);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(125), "{errors}");
        assert!(errors.contains(expected), "{expected}: {errors}");
    }
}
