//! The counts of calls in the file that a `profile` names.

use std::rc::Rc;

use super::cursor::Parser;
use super::lexer;
use crate::error::{Line, Place};

/// A count of a profile.
pub(super) type Count = (String, u64, Place);

/// The columns that a line's counts are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// `COUNT NAME`
    Plain,
    /// As `strace -c` prints them, with the column of the calls.
    Table(usize),
    /// A table without that column, of which this is reported once.
    Unreadable,
}

impl Parser<'_> {
    /// The counts of a profile: `COUNT NAME` a line, or the table that `strace -c` prints. `#` begins a comment.
    pub(super) fn profile(&mut self, file: &str, text: &str, at: &Place) -> Vec<Count> {
        let file: Rc<str> = Rc::from(file);
        let mut counts = Vec::new();
        let mut layout = Layout::Plain;
        // Whether the table is of another ABI than the tracer's own. The program's weights are the native ABI's.
        let mut other = false;
        for (index, line) in text.lines().enumerate() {
            let place = |byte: usize| Place {
                span: at.span,
                line: Some(Line {
                    file: file.clone(),
                    number: index + 1,
                    column: line[..byte].chars().count() + 1,
                    text: lexer::shown(line),
                }),
            };
            let begin = line.len() - line.trim_start().len();
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') || first.starts_with("---") => {}
                ["System", "call", "usage", "summary", "for", .., "mode:"] => other = true,
                // "% time     seconds  usecs/call     calls    errors syscall": the first column's name is two words.
                ["%", "time", rest @ ..] => {
                    layout = match rest.iter().position(|&column| column == "calls") {
                        Some(column) => Layout::Table(column + 1),
                        None => {
                            self.error(&place(begin), "a table of strace without `calls`");
                            Layout::Unreadable
                        }
                    };
                }
                [.., "total"] if layout != Layout::Plain => {
                    (layout, other) = (Layout::Plain, false);
                }
                [cells @ .., name] => {
                    let cell = match layout {
                        Layout::Plain if cells.len() == 1 => cells.first(),
                        Layout::Plain => None,
                        Layout::Table(column) => cells.get(column),
                        Layout::Unreadable => continue,
                    };
                    match cell.and_then(|count| count.parse().ok()) {
                        Some(_) if other => {}
                        Some(count) => {
                            let end = line.trim_end().len();
                            counts.push(((*name).to_owned(), count, place(end - name.len())));
                        }
                        None => {
                            let message = "`COUNT NAME` expected, or the table of `strace -c`";
                            self.error(&place(begin), message);
                        }
                    }
                }
            }
        }
        counts
    }
}
