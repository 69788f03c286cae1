//! `explain --svg`: the pictures are well-formed, nothing covers anything, and what they say is what the filter answers.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use svg::node::element::tag::Type;
use svg::parser::Event;

/// A rectangle: left, top, right, bottom.
type Area = [f64; 4];

fn picture(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(["explain", "--svg"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The boxes without the background, and the texts by their place.
fn contents(picture: &str) -> (Vec<Area>, Vec<(f64, f64, String)>) {
    let (mut boxes, mut texts, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = None;
    for event in svg::read(picture).expect("readable") {
        match event {
            Event::Tag(tag, kind, attributes) => {
                let number = |name: &str| -> f64 { attributes[name].parse().expect("a number") };
                if tag == "rect" && attributes.contains_key("rx") {
                    let (x, y) = (number("x"), number("y"));
                    boxes.push([x, y, x + number("width"), y + number("height")]);
                }
                match kind {
                    Type::Start => open.push(tag.to_owned()),
                    Type::End => assert_eq!(open.pop().as_deref(), Some(tag)),
                    Type::Empty => {}
                }
                at = (tag == "text" && kind == Type::Start).then(|| (number("x"), number("y")));
            }
            Event::Text(text) => {
                if let Some((x, y)) = at {
                    texts.push((x, y, text.to_owned()));
                }
            }
            Event::Error(error) => panic!("{error}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    (boxes, texts)
}

fn check(arguments: &[&str]) {
    let (boxes, _) = contents(&picture(arguments));
    assert!(!boxes.is_empty(), "{arguments:?}");
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[..index] {
            let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
            assert!(apart, "{arguments:?}: {a:?} covers {b:?}");
        }
    }
}

#[test]
fn nothing_covers_anything() {
    for policy in ["default", "no-network", "compute", "seed", "observe"] {
        check(&[policy]);
    }
}

#[test]
fn other_compilers_programs_are_drawn_too() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/perf/programs");
    let Ok(files) = std::fs::read_dir(&directory) else {
        println!("skipped: no programs in {}", directory.display());
        return;
    };
    for file in files {
        let path = file.expect("readable").path();
        check(&[&path.to_string_lossy()]);
    }
}

#[test]
fn answers_have_their_calls_beside_them() {
    let file = std::env::temp_dir().join(format!("evalbox-picture-{}.policy", std::process::id()));
    let policy = "allow [read, write, exit_group];\nerrno(ENOSYS) [clone3];\n\
                  clone deny NEW*;\nsocket allow AF_UNIX, SOCK_STREAM;\n";
    std::fs::write(&file, policy).expect("writable");
    let text = picture(&[&file.to_string_lossy()]);
    std::fs::remove_file(&file).expect("ours");
    let (_, texts) = contents(&text);
    // By row: what stands in one line.
    let mut rows: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for (_, y, text) in &texts {
        #[allow(clippy::cast_possible_truncation, reason = "pixels of a small picture")]
        rows.entry(*y as i64).or_default().push(text);
    }
    let together = |a: &str, b: &str| {
        rows.values()
            .any(|row| row.contains(&a) && row.contains(&b))
    };
    assert!(together("errno(38)", "clone3"), "{rows:?}");
    assert!(together("allow", "exit_group"), "{rows:?}");
    assert!(!together("kill_process", "exit_group"), "{rows:?}");
    for test in ["domain == AF_UNIX", "type &amp; 0xf == SOCK_STREAM"] {
        assert!(texts.iter().any(|(_, _, text)| text == test), "{texts:?}");
    }
}
