//! Mistakes of the user's, each with its place. A stage collects what it finds and goes on; nothing is reported before
//! the last stage that can still find one.

use std::fmt;
use std::rc::Rc;

/// A span of the user's tokens, by its number: rustc's own are known to the front end alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanId(pub u32);

impl SpanId {
    /// The whole policy.
    pub const WHOLE: SpanId = SpanId(0);
}

/// Where a token is: the span that rustc points to and, for a token of a file that the policy includes, its file and line.
#[derive(Clone, Debug)]
pub struct Place {
    /// The token's span; for an included file's token, the span of the `include` statement's path.
    pub span: SpanId,
    /// The line of an included file.
    pub line: Option<Line>,
}

/// A line of an included file.
#[derive(Clone, Debug)]
pub struct Line {
    /// The file, as the `include` wrote it.
    pub file: Rc<str>,
    /// Counted from 1.
    pub number: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The whole line, for the message; empty where the line is too long to show.
    pub text: Rc<str>,
}

impl Place {
    /// A place in the macro's own tokens.
    #[must_use]
    pub fn new(span: SpanId) -> Place {
        Place { span, line: None }
    }

    /// The whole policy, for what is about no token of it.
    #[must_use]
    pub fn whole() -> Place {
        Place::new(SpanId::WHOLE)
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The wrong token.
    pub place: Place,
    /// What is wrong, in lower case and the user's syntax, with `hint: ..` on a line of its own.
    pub message: String,
    /// Another place that it has to do with, and what is there ("first listed here").
    pub other: Option<(Place, String)>,
}

/// More mistakes than anyone reads, and rustc takes its time with each.
const MAX_SHOWN: usize = 100;

/// The mistakes found so far.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    list: Vec<Mistake>,
}

impl Errors {
    /// None yet.
    #[must_use]
    pub fn new() -> Errors {
        Errors::default()
    }

    /// Adds one at a place.
    pub fn push(&mut self, place: &Place, message: impl Into<String>) {
        self.list.push(Mistake {
            place: place.clone(),
            message: shortened(&message.into()),
            other: None,
        });
    }

    /// Adds one that has two places.
    pub fn push_pair(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        other: &Place,
        there: impl Into<String>,
    ) {
        self.list.push(Mistake {
            place: place.clone(),
            message: shortened(&message.into()),
            other: Some((other.clone(), there.into())),
        });
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those that are worth showing: the first hundred, and that there are more.
    #[must_use]
    pub fn shown(&self) -> Errors {
        let first = self.list.len().min(MAX_SHOWN);
        let mut shown = Errors {
            list: self.list[..first].to_vec(),
        };
        if let Some(next) = self.list.get(MAX_SHOWN) {
            let message = format!("more than {MAX_SHOWN} mistakes: the rest is not shown");
            shown.push(&next.place, message);
        }
        shown
    }

    /// The mistakes in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Mistake> {
        self.list.iter()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_at(f, &self.place, &self.message)?;
        if let Some((place, message)) = &self.other {
            f.write_str("\n")?;
            write_at(f, place, message)?;
        }
        Ok(())
    }
}

fn write_at(f: &mut fmt::Formatter<'_>, place: &Place, message: &str) -> fmt::Result {
    f.write_str(&message_at(place, message))
}

/// The message with the line of the included file that it is about, where it is about one.
#[must_use]
pub fn message_at(place: &Place, message: &str) -> String {
    let [before, after] = around(place);
    format!("{before}{}{after}", shortened(message))
}

/// The longest quotation of a message, in characters: more of a token tells nobody which it is.
const MAX_QUOTED: usize = 100;

/// The message with what it quotes of the user's, between backticks, cut where it is too long to read.
#[must_use]
pub fn shortened(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let (mut quoted, mut length) = (false, 0);
    for letter in message.chars() {
        length += 1;
        if letter == '`' {
            (quoted, length) = (!quoted, 0);
        }
        if !quoted || length <= MAX_QUOTED {
            text.push(letter);
        } else if length == MAX_QUOTED + 1 {
            text.push_str("..");
        }
    }
    text
}

/// What stands before and after a message about a place: for a line of an included file where it is, and its text.
#[must_use]
pub fn around(place: &Place) -> [String; 2] {
    let Some(line) = &place.line else {
        return [String::new(), String::new()];
    };
    let before = format!("{}:{}:{}: ", line.file, line.number, line.column);
    if line.text.is_empty() {
        return [before, String::new()];
    }
    let after = format!(
        "\n{:>5} | {}\n      | {:>column$}",
        line.number,
        line.text,
        "^",
        column = line.column,
    );
    [before, after]
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn only_what_is_quoted_is_cut() {
        let long = "é".repeat(150);
        let cut = "é".repeat(100);
        let message = format!("`{long}` is no `short` word, {long}");
        assert_eq!(
            shortened(&message),
            format!("`{cut}..` is no `short` word, {long}")
        );
        assert_eq!(shortened(&shortened(&message)), shortened(&message));
    }
}
