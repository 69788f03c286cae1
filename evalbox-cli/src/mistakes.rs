//! Mistakes in files, shown as rustc shows them: the message, `file:line:column`, the line, carets, hints.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use evalbox_compiler::error::{Errors, Line, Mistake, Place};

/// Why evalbox gives up.
#[derive(Debug)]
pub(crate) enum Failure {
    /// One message, lower case.
    Message(String),
    /// What is wrong in a policy's files.
    Mistakes(Errors),
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure::Message(message)
    }
}

impl From<&str> for Failure {
    fn from(message: &str) -> Failure {
        Failure::Message(message.to_owned())
    }
}

impl From<Errors> for Failure {
    fn from(errors: Errors) -> Failure {
        Failure::Mistakes(errors)
    }
}

/// With colours, which `anstream` takes out where they are not wanted.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Message(message) => write!(f, "evalbox: {message}"),
            Failure::Mistakes(errors) => {
                let shown: Vec<String> = errors.shown().iter().map(mistake).collect();
                f.write_str(&shown.join("\n\n"))
            }
        }
    }
}

fn mistake(mistake: &Mistake) -> String {
    let mut lines = mistake.message.lines();
    let title = Level::ERROR.primary_title(lines.next().unwrap_or_default());
    let mut places = vec![(&mistake.place, None)];
    if let Some((place, there)) = &mistake.other {
        places.push((place, Some(there.as_str())));
    }
    let group = Group::with_title(title).elements(located(&places));
    render(group.elements(lines.map(footer)))
}

/// What is said at a place that is no mistake; further lines are footers.
pub(crate) fn note(place: Option<&Place>, message: &str) -> String {
    let mut lines = message.lines();
    let title = Level::NOTE.primary_title(lines.next().unwrap_or_default());
    let places: Vec<_> = place.into_iter().map(|place| (place, None)).collect();
    let group = Group::with_title(title).elements(located(&places));
    render(group.elements(lines.map(footer)))
}

fn render(group: Group<'_>) -> String {
    Renderer::styled().render(&[group])
}

/// `hint: ..` as a footer of that name; a line without one goes on with what was said before it.
fn footer(line: &str) -> Element<'_> {
    match line.strip_prefix("hint: ") {
        Some(hint) => Level::HELP.with_name("hint").message(hint).into(),
        None => Level::NOTE.message(line).into(),
    }
}

/// The lines of places, the first marked with `^`, others with `-` and what is there.
fn located<'a>(places: &[(&'a Place, Option<&'a str>)]) -> Vec<Element<'a>> {
    let mut elements = Vec::new();
    let mut open: Option<(&Line, Snippet<'a, _>)> = None;
    for &(place, there) in places {
        let Some(line) = &place.line else { continue };
        let (file, text) = (line.file.as_ref(), line.text.as_ref());
        if text.is_empty() {
            let origin = Origin::path(file).line(line.number);
            elements.push(origin.char_column(line.column).into());
            continue;
        }
        let kind = match there {
            None => AnnotationKind::Primary,
            Some(_) => AnnotationKind::Context,
        };
        let annotation = kind.span(token(text, line.column)).label(there);
        open = Some(match open.take() {
            Some((same, snippet)) if (same.number, &same.file) == (line.number, &line.file) => {
                (same, snippet.annotation(annotation))
            }
            other => {
                elements.extend(other.map(|(_, snippet)| Element::from(snippet)));
                let snippet = Snippet::source(text).line_start(line.number).path(file);
                (line, snippet.annotation(annotation))
            }
        });
    }
    elements.extend(open.map(|(_, snippet)| Element::from(snippet)));
    elements
}

/// The bytes of the token that begins at a column, counted in characters from 1.
fn token(text: &str, column: usize) -> Range<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut start = text
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(start, _)| start);
    // A group's place is that of its name, behind the sign.
    if text
        .get(..start)
        .is_some_and(|before| before.ends_with('@'))
    {
        start -= 1;
    }
    let rest = text.get(start..).unwrap_or_default();
    let mut characters = rest.char_indices();
    let end = match characters.next() {
        Some((_, '@')) => rest.find(|c: char| !is_word(c) && !"@-".contains(c)),
        Some((_, '"')) => {
            let mut escaped = false;
            characters
                .find(|&(_, c)| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                })
                .map(|(end, _)| end + 1)
        }
        Some((_, first)) if is_word(first) => rest.find(|c: char| !is_word(c)),
        Some((_, first)) => Some(first.len_utf8()),
        None => None,
    };
    start..start + end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_by_their_first_column() {
        let text = r#"allow [reed, @basic-io, größe]; include "a \" b"; "#;
        let at = |column| text.get(token(text, column)).unwrap_or_default();
        assert_eq!(at(8), "reed");
        assert_eq!(at(12), ",");
        assert_eq!((at(14), at(15)), ("@basic-io", "@basic-io"));
        assert_eq!(at(25), "größe");
        assert_eq!(at(41), r#""a \" b""#);
        assert_eq!(token(text, 4000), text.len()..text.len());
    }
}
