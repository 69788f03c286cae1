//! The live count of `evalbox record`: on a terminal beside the command's output, and never in it.

use std::process::{Command, Stdio};

/// Runs a shell line on a terminal of its own, by script(1); `None` where it is not installed.
fn on_a_terminal(line: &str) -> Option<String> {
    let output = Command::new("script")
        .args(["-qec", line, "/dev/null"])
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        println!("skipped: script is not installed");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a terminal shows in the end: what is written between saving and restoring the cursor is cleared by what follows.
fn without_counts(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b7") {
        shown.push_str(before);
        rest = after.split_once("\x1b8").expect("restored").1;
    }
    shown.push_str(rest);
    shown.replace("\x1b[K", "").replace('\r', "")
}

#[test]
fn the_count_does_not_touch_the_command_s_output() {
    let script =
        "printf 'no newline'; sleep 0.7; for i in 1 2 3; do true & wait; done; echo; echo end";
    let line = format!(
        "{} record -o /dev/null -- sh -c \"{script}\"",
        env!("CARGO_BIN_EXE_evalbox")
    );
    let Some(text) = on_a_terminal(&line) else {
        return;
    };
    assert!(text.contains("[evalbox: "), "{text:?}");
    let shown = without_counts(&text);
    assert!(
        shown.starts_with("no newline\nend\nevalbox: ") && shown.ends_with(" kinds\n"),
        "{shown:?}"
    );
}

#[test]
fn a_short_command_shows_its_output_and_one_line() {
    let line = format!(
        "{} record -o /dev/null -- echo text",
        env!("CARGO_BIN_EXE_evalbox")
    );
    let Some(text) = on_a_terminal(&line) else {
        return;
    };
    let shown = without_counts(&text);
    assert!(shown.starts_with("text\nevalbox: "), "{shown:?}");
    assert_eq!(shown.lines().count(), 2, "{shown:?}");
}
