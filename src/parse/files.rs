//! The files that statements name: counts of calls, and container profiles.

use std::rc::Rc;

use super::lexer;
use crate::error::{Line, Place};

/// A count of a profile.
pub(super) type Count = (String, u64, Place);

/// A line that is no count, and why.
pub(super) struct BadLine {
    pub(super) place: Place,
    pub(super) message: String,
}

/// The counts of a profile: `COUNT NAME` a line, or the table that `strace -c` prints. `#` begins a comment.
pub(super) fn profile(file: &str, text: &str, at: &Place) -> (Vec<Count>, Vec<BadLine>) {
    let (mut counts, mut bad) = (Vec::new(), Vec::new());
    let file: Rc<str> = file.into();
    // In strace's table, the column that has the number of calls.
    let mut calls: Option<usize> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let place = || {
            let column = line
                .chars()
                .take_while(|character| character.is_whitespace())
                .count()
                + 1;
            let line = Line {
                file: file.clone(),
                number,
                column,
                text: lexer::shown(line),
            };
            Place {
                span: at.span,
                line: Some(line),
            }
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') || first.starts_with("---") => {}
            // "% time     seconds  usecs/call     calls    errors syscall": the first column's name is two words.
            ["%", "time", rest @ ..] => {
                calls = rest
                    .iter()
                    .position(|&column| column == "calls")
                    .map(|index| index + 1);
                if calls.is_none() {
                    bad.push(BadLine {
                        place: place(),
                        message: "a table of strace without `calls`".to_owned(),
                    });
                    calls = Some(usize::MAX);
                }
            }
            [.., "total"] if calls.is_some() => calls = None,
            [cells @ .., name] => {
                let cell = match calls {
                    Some(column) => cells.get(column),
                    None if cells.len() == 1 => cells.first(),
                    None => None,
                };
                match cell.and_then(|count| count.parse().ok()) {
                    Some(count) => counts.push(((*name).to_owned(), count, place())),
                    None if calls == Some(usize::MAX) => {}
                    None => {
                        let message =
                            "`COUNT NAME` expected, or the table of `strace -c`".to_owned();
                        bad.push(BadLine {
                            place: place(),
                            message,
                        });
                    }
                }
            }
        }
    }
    (counts, bad)
}
