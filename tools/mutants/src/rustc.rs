//! What cargo and rustc say, and which mutant an error is about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;

use crate::Result;
use crate::switch::Switched;

/// A line of `--message-format=json`, as far as it is read here.
#[derive(Deserialize)]
pub(crate) struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    code: Option<Code>,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    expansion: Option<Expansion>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Box<Span>,
}

pub(crate) fn messages(output: &[u8]) -> Result<Vec<Message>> {
    let lines = output.split(|&byte| byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| Ok(serde_json::from_slice(line)?))
        .collect()
}

impl Message {
    /// The program of that test, where the message says that it is built.
    pub(crate) fn program(&self, test: &str) -> Option<PathBuf> {
        let target = self.target.as_ref()?;
        self.executable.clone().filter(|_| target.name == test)
    }

    /// The text of an error.
    pub(crate) fn error(&self) -> Option<&str> {
        let message = self.message.as_ref()?;
        let error = message.level == "error";
        message.rendered.as_deref().filter(|_| error)
    }

    /// Whether a constant would depend on the environment.
    pub(crate) fn is_of_a_constant(&self) -> bool {
        let code = self
            .message
            .as_ref()
            .and_then(|message| message.code.as_ref());
        // "cannot call non-const function"
        code.is_some_and(|code| code.code == "E0015")
    }

    /// The mutant that is at fault: the innermost one that has the error in what is chosen; else in either side, as where the
    /// sides have different types; else the nearest before it.
    pub(crate) fn blamed(&self, files: &BTreeMap<String, Switched>) -> Option<usize> {
        let mut spans: Vec<&Span> = self.message.as_ref()?.spans.iter().collect();
        spans.sort_by_key(|span| !span.is_primary);
        let places: Vec<(&Switched, Range<usize>)> = spans
            .into_iter()
            .filter_map(|span| span.place(files))
            .collect();
        let within = |side: bool| {
            places.iter().find_map(|(file, place)| {
                let mutants = file.written.iter().map(|mutant| {
                    let range = if side { &mutant.side } else { &mutant.whole };
                    (range, mutant.id)
                });
                mutants
                    .filter(|(range, _)| range.start <= place.start && place.end <= range.end)
                    .min_by_key(|(range, _)| range.len())
                    .map(|(_, id)| id)
            })
        };
        let nearest = || {
            let (file, place) = places.first()?;
            let before = file
                .written
                .iter()
                .filter(|mutant| mutant.side.start <= place.start);
            before
                .max_by_key(|mutant| mutant.side.start)
                .map(|mutant| mutant.id)
        };
        within(true).or_else(|| within(false)).or_else(nearest)
    }
}

impl Span {
    /// Where it is in a file of ours: what a macro of the library expands to is where the macro is called.
    fn place<'a>(
        &self,
        files: &'a BTreeMap<String, Switched>,
    ) -> Option<(&'a Switched, Range<usize>)> {
        match (files.get(&self.file_name), &self.expansion) {
            (Some(file), _) => Some((file, self.byte_start..self.byte_end)),
            (None, Some(expansion)) => expansion.span.place(files),
            (None, None) => None,
        }
    }
}
