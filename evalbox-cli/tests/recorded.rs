//! A recorded policy in a program: the macro makes of it what the command's own compiler makes, and the command that was
//! recorded passes under the macro's program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A crate that includes the recording, and prints its program's bytes.
const SOURCE: &str = r#"
use std::io::Write;

static RECORDED: evalbox_seccomp::Filter = evalbox_seccomp::seccomp_filter! { include "recorded.policy"; };

fn main() -> std::io::Result<()> {
    for instruction in RECORDED.program() {
        let mut out = std::io::stdout();
        out.write_all(&instruction.code.to_ne_bytes())?;
        out.write_all(&[instruction.jt, instruction.jf])?;
        out.write_all(&instruction.k.to_ne_bytes())?;
    }
    Ok(())
}
"#;

fn evalbox(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts")
}

#[track_caller]
fn ends(output: &Output, status: i32) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{errors}");
}

/// The bytes of the program that a user's crate has of `recorded.policy` in its folder.
fn built(folder: &Path) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = format!(
        "[package]\nname = \"recorded\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nevalbox-seccomp = {{ path = '{}' }}\n",
        root.join("evalbox-seccomp").display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
    fs::create_dir_all(folder.join("src")).expect("writable");
    fs::write(folder.join("src/main.rs"), SOURCE).expect("writable");
    // The versions that the workspace has: nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("writable");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo starts");
    ends(&output, 0);
    output.stdout
}

#[test]
fn a_recording_is_the_same_in_the_macro() {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recorded");
    fs::create_dir_all(&folder).expect("writable");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (policy, program) = (path("recorded.policy"), path("recorded.bpf"));
    let command = ["sh", "-c", "ls -l / | tail -n 1; kill -0 $$"];

    ends(
        &evalbox(&[&["record", "-o", &policy, "--"][..], &command].concat()),
        0,
    );
    fs::write(&program, built(&folder)).expect("writable");
    let differences = evalbox(&["explain", "--diff", &policy, &program]);
    ends(&differences, 0);
    ends(
        &evalbox(&[&["run", "--policy", &program, "--"][..], &command].concat()),
        0,
    );
    let unseen = ["run", "--policy", &program, "--", "mkdir", &path("never")];
    ends(&evalbox(&unseen), 128 + libc::SIGSYS);
    assert!(!folder.join("never").exists());
}
