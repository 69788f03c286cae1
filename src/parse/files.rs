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
    let mut other = false;
    for (number, line) in (1..).zip(text.lines()) {
        let at_byte = |byte: usize| {
            let column = line.get(..byte).unwrap_or_default().chars().count() + 1;
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
        let place = || at_byte(line.len() - line.trim_start().len());
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') || first.starts_with("---") => {}
            // Before the table of another ABI than the tracer's own. The program's weights are the native ABI's.
            ["System", "call", "usage", "summary", "for", .., "mode:"] => other = true,
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
            [.., "total"] if calls.is_some() => (calls, other) = (None, false),
            [cells @ .., name] => {
                let cell = match calls {
                    Some(column) => cells.get(column),
                    None if cells.len() == 1 => cells.first(),
                    None => None,
                };
                match cell.and_then(|count| count.parse().ok()) {
                    Some(_) if other => {}
                    Some(count) => {
                        let at_name = at_byte(line.trim_end().len() - name.len());
                        counts.push(((*name).to_owned(), count, at_name));
                    }
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
