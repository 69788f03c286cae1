//! `evalbox completions` and `evalbox man`: shells and man(1), where they are installed, take what is printed.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn evalbox(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(arguments)
        .output()
        .expect("evalbox starts");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    output
}

/// Feeds a program; `None` where it is not installed.
fn through(program: &str, arguments: &[&str], input: &[u8]) -> Option<Output> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: {program} is not installed");
        return None;
    };
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("waitable");
    let _ = writer.join().expect("no panic");
    Some(output)
}

#[test]
fn completions_know_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = evalbox(&["completions", shell]).stdout;
        let text = String::from_utf8_lossy(&script);
        for word in ["run", "record", "explain", "check", "audit", "merge", "why"] {
            assert!(text.contains(word), "{shell} lacks {word}");
        }
        if ["bash", "zsh", "fish"].contains(&shell)
            && let Some(output) = through(shell, &["-n"], &script)
        {
            assert!(output.status.success(), "{shell}: {output:?}");
        }
    }
}

#[test]
fn bash_completes_a_subcommand_and_its_options() {
    let mut script = evalbox(&["completions", "bash"]).stdout;
    script.extend(
        b"\nCOMP_WORDS=(evalbox rec); COMP_CWORD=1; _evalbox evalbox rec evalbox; echo ${COMPREPLY[@]}\n\
          COMP_WORDS=(evalbox run --au); COMP_CWORD=2; _evalbox evalbox --au run; echo ${COMPREPLY[@]}\n",
    );
    if let Some(output) = through("bash", &["--norc"], &script) {
        let answers = String::from_utf8_lossy(&output.stdout);
        assert_eq!(answers, "record\n--audit\n", "{output:?}");
    }
}

#[test]
fn every_page_has_its_sections_and_man_reads_it() {
    let directory = std::env::temp_dir().join(format!("evalbox-man-{}", std::process::id()));
    evalbox(&["man", &directory.to_string_lossy()]);
    let names = [
        "evalbox",
        "evalbox-run",
        "evalbox-record",
        "evalbox-policies",
        "evalbox-explain",
        "evalbox-check",
        "evalbox-completions",
        "evalbox-man",
    ];
    for name in names {
        let page = fs::read(directory.join(format!("{name}.1"))).expect("written");
        let text = String::from_utf8_lossy(&page);
        for section in [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS"] {
            assert!(text.contains(section), "{name}: {section}");
        }
        let arguments = ["--warnings", "-E", "UTF-8", "-l", "-"];
        if let Some(output) = through("man", &arguments, &page) {
            assert!(output.status.success(), "{name}: {output:?}");
            assert!(output.stderr.is_empty(), "{name}: {output:?}");
        }
    }
    let run = fs::read_to_string(directory.join("evalbox-run.1")).expect("written");
    fs::remove_dir_all(&directory).expect("ours");
    assert!(
        run.contains(".SH \"EXIT STATUS\"") && run.contains(".SH EXAMPLES"),
        "{run}"
    );
    let page = evalbox(&["man"]).stdout;
    assert!(String::from_utf8_lossy(&page).contains("evalbox run"));
}
