//! JSON of which every value knows its place: what `serde_json` checks, and the path and the line of each part.
//!
//! [`RawValue`]s borrow from the text, so the place of a value is where its slice begins. Only the parts that are asked
//! for are looked at again, a level at a time; no depth of nesting costs stack.

use std::fmt;
use std::rc::Rc;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Line, Place};

/// Longer lines are not shown.
const MAX_SHOWN: usize = 160;

/// A text in JSON, and what was found wrong with it.
pub(super) struct Document<'t> {
    text: &'t str,
    file: Rc<str>,
    /// The statement's path token.
    at: &'t Place,
    pub(super) mistakes: Vec<(Place, String)>,
}

/// A value of the document.
#[derive(Clone)]
pub(super) struct Value<'t> {
    raw: &'t RawValue,
    /// `syscalls[12].args[0].op`; empty for the document itself.
    path: String,
}

impl Value<'_> {
    fn is_null(&self) -> bool {
        self.raw.get() == "null"
    }

    /// `""`, which Go's writers leave for "not given".
    pub(super) fn is_empty_string(&self) -> bool {
        self.raw.get() == "\"\""
    }

    fn starts_with(&self, character: char) -> bool {
        self.raw.get().starts_with(character)
    }

    fn member(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

impl<'t> Document<'t> {
    pub(super) fn new(text: &'t str, file: &str, at: &'t Place) -> Self {
        Document {
            text,
            file: file.into(),
            at,
            mistakes: Vec::new(),
        }
    }

    /// The whole document; its syntax is checked here.
    pub(super) fn root(&mut self) -> Option<Value<'t>> {
        match serde_json::from_str::<&RawValue>(self.text) {
            Ok(raw) => Some(Value {
                raw,
                path: String::new(),
            }),
            Err(error) => {
                let line = self.line(error.line(), error.column());
                let why = error.to_string();
                // serde_json ends its messages in the place, which is said in front already.
                let why = why.split(" at line ").next().unwrap_or_default();
                self.mistakes.push((line, format!("no JSON: {why}")));
                None
            }
        }
    }

    /// The members of an object, in order; a member that is null counts as left out, as Go's parser has it.
    pub(super) fn object(&mut self, value: &Value<'t>) -> Option<Vec<(String, Value<'t>)>> {
        if !value.starts_with('{') {
            self.refuse(value, "an object expected");
            return None;
        }
        let Members(members) = self.parsed(value)?;
        let mut seen: Vec<(String, Value<'t>)> = Vec::new();
        for (key, raw) in members {
            let member = Value {
                raw,
                path: value.member(&key),
            };
            if seen.iter().any(|(earlier, _)| *earlier == key) {
                self.refuse(&member, "the key is there twice");
            } else {
                seen.push((key, member));
            }
        }
        seen.retain(|(_, member)| !member.is_null());
        Some(seen)
    }

    /// The values of an array.
    pub(super) fn array(&mut self, value: &Value<'t>) -> Vec<Value<'t>> {
        if !value.starts_with('[') {
            self.refuse(value, "an array expected");
            return Vec::new();
        }
        let raws: Vec<&'t RawValue> = self.parsed(value).unwrap_or_default();
        let numbered = raws.into_iter().enumerate();
        numbered
            .map(|(index, raw)| Value {
                raw,
                path: format!("{}[{index}]", value.path),
            })
            .collect()
    }

    /// A string.
    pub(super) fn string(&mut self, value: &Value<'t>) -> Option<String> {
        if !value.starts_with('"') {
            self.refuse(value, "a string expected");
            return None;
        }
        self.parsed(value)
    }

    /// A whole number from 0 to `max`.
    pub(super) fn number(&mut self, value: &Value<'t>, max: u64) -> Option<u64> {
        let number = value.raw.get().parse().ok().filter(|&number| number <= max);
        if number.is_none() {
            let found = shortened(value.raw.get());
            self.refuse(
                value,
                format!("a number from 0 to {max} expected, found `{found}`"),
            );
        }
        number
    }

    /// Reports a value.
    pub(super) fn refuse(&mut self, value: &Value<'t>, message: impl fmt::Display) {
        let message = if value.path.is_empty() {
            message.to_string()
        } else {
            format!("`{}`: {message}", value.path)
        };
        self.mistakes.push((self.place(value), message));
    }

    /// Where a value begins.
    pub(super) fn place(&self, value: &Value<'t>) -> Place {
        let offset = value
            .raw
            .get()
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        let before = self.text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
        self.line(line, column)
    }

    /// The place of a line and a column in bytes, both from 1.
    fn line(&self, number: usize, column: usize) -> Place {
        let text = self
            .text
            .split('\n')
            .nth(number.saturating_sub(1))
            .unwrap_or_default()
            .trim_end_matches('\r');
        let before = column.saturating_sub(1).min(text.len());
        let column = (before..=text.len())
            .find_map(|end| text.get(..end))
            .map_or(1, |before| before.chars().count() + 1);
        let shown = if text.len() > MAX_SHOWN {
            String::new()
        } else {
            // A tab would put the mark below it elsewhere.
            text.replace('\t', " ")
        };
        Place {
            span: self.at.span,
            line: Some(Line {
                file: self.file.clone(),
                number,
                column,
                text: shown.into(),
            }),
        }
    }

    fn parsed<T: Deserialize<'t>>(&mut self, value: &Value<'t>) -> Option<T> {
        match serde_json::from_str(value.raw.get()) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.refuse(value, error);
                None
            }
        }
    }
}

/// What a message shows of a value.
fn shortened(text: &str) -> String {
    const MAX: usize = 40;
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(MAX).collect();
    if characters.next().is_some() {
        shown.push_str("..");
    }
    shown
}

/// An object's members in order, keys that occur twice included: a map would keep one of them and not say so.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

impl<'t> Visitor<'t> for MembersVisitor {
    type Value = Vec<(String, &'t RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}
