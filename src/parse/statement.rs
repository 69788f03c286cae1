//! Statements: which one it is, and its parts.

use super::action::{action_hint, action_kind};
use super::cursor::{Parsed, Parser, Reported};
use crate::error::Place;
use crate::suggest;
use crate::syntax::{Call, Item, ItemKind, Name, StatementKind};
use crate::tokens::literal::{Literal, Value};
use crate::tokens::{Bracket, Kind};

/// A statement as written: some name a file that is read only where their `#[cfg]` holds.
pub(super) enum Written {
    Done(Box<StatementKind>),
    Include(Path),
    Profile(Path),
    Oci { path: Path, caps: Vec<Name> },
}

/// A file's name.
pub(super) struct Path {
    pub(super) text: String,
    pub(super) place: Place,
}

fn done(kind: StatementKind) -> Written {
    Written::Done(Box::new(kind))
}

/// The words that begin statements, but for actions and system calls.
pub(super) const KEYWORDS: [&str; 9] = [
    "default", "foreign", "unknown", "include", "expect", "hot", "profile", "oci", "abi",
];

impl Parser<'_> {
    /// One statement with its `;`, without attributes.
    pub(super) fn statement(&mut self) -> Parsed<Written> {
        let word = match self.peek() {
            // `r#` makes any word the name of a call.
            Kind::Word(word) if word.raw => return Ok(done(self.call_statement()?)),
            Kind::Word(word) => word.text.clone(),
            _ => return Err(self.no_statement()),
        };
        let listed = matches!(self.peek_at(1), Kind::Open(Bracket::Square, _));
        let kind = match word.as_str() {
            "default" | "foreign" | "unknown" => {
                self.bump();
                let action = self.action()?;
                self.semicolon()?;
                match word.as_str() {
                    "default" => StatementKind::Default(action),
                    "foreign" => StatementKind::Foreign(action),
                    _ => StatementKind::Unknown(action),
                }
            }
            "include" | "profile" | "oci" => return self.file_statement(&word),
            "expect" => self.expect()?,
            "hot" => {
                self.bump();
                self.square("`hot [read, write];`")?;
                let items = self.items()?;
                self.semicolon()?;
                StatementKind::Hot(items)
            }
            "abi" => {
                self.bump();
                self.square("`abi [x86, x32];`")?;
                let names = self.names("the name of an ABI")?;
                self.semicolon()?;
                StatementKind::Abi(names)
            }
            _ if action_kind(&word).is_some() => self.action_list()?,
            _ if listed => {
                let message = format!("`{word}` is no action{}", statement_hint(&word));
                return Err(self.error_here(message));
            }
            _ => self.call_statement()?,
        };
        Ok(done(kind))
    }

    /// `ACTION [..];`
    fn action_list(&mut self) -> Parsed<StatementKind> {
        let action = self.action()?;
        if !self.opens(Bracket::Square) {
            let word = action.to_string();
            let message = match self.peek() {
                Kind::Word(name) => format!(
                    "the names after `{word}` stand in brackets\nhint: write `{word} [{}];`",
                    name.text
                ),
                Kind::Open(Bracket::Curly, _) => {
                    format!("a list is written in brackets: `{word} [read, write];`")
                }
                Kind::Punct("@" | "-") => {
                    format!("the names after `{word}` stand in brackets: `{word} [@group];`")
                }
                Kind::Punct(";") | Kind::End => {
                    format!(
                        "`{word}` without names\nhint: write `default {word};` or `{word} [read, write];`"
                    )
                }
                _ => return Err(self.expected(&format!("`[` after `{word}`"))),
            };
            return Err(self.error_here(message));
        }
        let items = self.items()?;
        if self.word() == Some("if") {
            let call = match items.as_slice() {
                [
                    Item {
                        kind: ItemKind::Syscall(Call::Named(name)),
                        ..
                    },
                ] => name.text.clone(),
                _ => "SYSCALL".to_owned(),
            };
            let message = format!(
                "a list decides its calls whatever their arguments\nhint: write `{call} {} if ..;`",
                action.name.text
            );
            return Err(self.error_here(message));
        }
        self.semicolon()?;
        Ok(StatementKind::List { action, items })
    }

    /// `include "PATH";` and its kin.
    fn file_statement(&mut self, word: &str) -> Parsed<Written> {
        self.bump();
        let place = self.place();
        let Kind::Literal(Literal {
            value: Value::Text(text),
            ..
        }) = self.peek()
        else {
            return Err(self.expected(&format!("a path in quotes after `{word}`")));
        };
        let text = text.clone();
        self.bump();
        let path = Path { text, place };
        let written = match word {
            "include" => Written::Include(path),
            "profile" => Written::Profile(path),
            _ => {
                let mut caps = Vec::new();
                if self.eat_word("caps") {
                    self.square("`caps [CAP_NET_ADMIN]`")?;
                    caps = self.names("the name of a capability")?;
                }
                Written::Oci { path, caps }
            }
        };
        self.semicolon()?;
        Ok(written)
    }

    /// Reports what begins no statement.
    fn no_statement(&mut self) -> Reported {
        match self.peek() {
            Kind::Punct(";") => self.error_here("a `;` without a statement"),
            Kind::Open(Bracket::Square, _) => {
                self.error_here("a list without an action\nhint: write `allow [..];`")
            }
            Kind::Literal(_) if self.word_at(1).is_some() => match self.call_name() {
                Err(reported) => reported,
                Ok(_) => self.expected("a statement"),
            },
            Kind::Punct("@") => {
                self.error_here("a group without an action\nhint: write `allow [@group];`")
            }
            _ => self.expected("a statement"),
        }
    }
}

/// What a word that begins no statement was meant to be, as a hint.
pub(super) fn statement_hint(word: &str) -> String {
    let hint = suggest::hint(word, &KEYWORDS);
    if hint.is_empty() {
        action_hint(word)
    } else {
        hint
    }
}
