//! Statements: which one it is, and its parts.

use super::cursor::{Parsed, Parser, Reported};
use super::list::{action_hint, action_kind};
use super::literal::Value;
use super::suggest;
use super::tokens::{Bracket, Kind};
use crate::error::Place;
use crate::syntax::{BlockArm, Call, Expect, Name, StatementKind};

/// A statement as written: some name a file that is read only where their `#[cfg]` holds.
pub(super) enum Written {
    Done(StatementKind),
    Include(Path),
    Profile(Path),
    Oci { path: Path, caps: Vec<Name> },
}

/// A file's name.
pub(super) struct Path {
    pub(super) text: String,
    pub(super) place: Place,
}

/// The words that begin statements, but for actions and system calls.
const KEYWORDS: [&str; 9] = [
    "default", "foreign", "unknown", "include", "expect", "hot", "profile", "oci", "abi",
];

impl Parser<'_> {
    /// One statement with its `;`, without attributes.
    pub(super) fn statement(&mut self) -> Parsed<Written> {
        let Some(word) = self.word().map(str::to_owned) else {
            return match self.peek() {
                // `r#` makes any word the name of a call.
                Kind::Word(_) => self.call_statement().map(Written::Done),
                _ => Err(self.no_statement()),
            };
        };
        let next = self.peek_at(1);
        let listed = matches!(next, Kind::Open(Bracket::Square, _));
        let done = match word.as_str() {
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
                let place = self.place();
                let message = format!("`{word}` is no action{}", self.statement_hint(&word));
                return Err(self.error(&place, message));
            }
            _ => self.call_statement()?,
        };
        Ok(Written::Done(done))
    }

    /// `ACTION [..];`
    fn action_list(&mut self) -> Parsed<StatementKind> {
        let action = self.action()?;
        if !self.opens(Bracket::Square) {
            let word = action.name.ident.to_string();
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
            let place = self.place();
            return Err(self.error(&place, message));
        }
        let items = self.items()?;
        self.semicolon()?;
        Ok(StatementKind::List { action, items })
    }

    /// `SYSCALL ACTION ..;` and `SYSCALL { .. }`
    fn call_statement(&mut self) -> Parsed<StatementKind> {
        let first = self.place();
        let word = self.word().map(str::to_owned).unwrap_or_default();
        let call = self.call_name()?;
        if self.opens(Bracket::Curly) {
            return self.block(call);
        }
        if self.word().is_none_or(|word| action_kind(word).is_none()) {
            return Err(self.no_action_after(&first, &word));
        }
        let action = self.action_before_constants()?;
        if self.eat_word("if") {
            let condition = self.condition()?;
            self.condition_end()?;
            return Ok(StatementKind::If {
                call,
                action,
                condition,
            });
        }
        if self.is(";") || self.closes() {
            let hint = match suggest::nearest(&word, KEYWORDS) {
                Some(near) => format!("hint: did you mean `{near}`?"),
                None => format!("hint: without any, write `{} [{word}];`", action.name.ident),
            };
            let place = self.place_after();
            return Err(self.error(
                &place,
                format!("constants or `if` expected after the action\n{hint}"),
            ));
        }
        if let Some(word @ ("when" | "where" | "unless" | "iff")) = self.word() {
            let message = format!("`{word}` is no word of a policy\nhint: write `if`");
            let place = self.place();
            return Err(self.error(&place, message));
        }
        let constants = self.list_constants()?;
        self.semicolon()?;
        Ok(StatementKind::Constants {
            call,
            action,
            constants,
        })
    }

    /// The `;` after a condition.
    fn condition_end(&mut self) -> Parsed<()> {
        let place = self.place();
        match self.peek() {
            Kind::Word(word) if word.text == "else" => {
                let message = "`if` has no `else`\nhint: write a block: `SYSCALL { CONDITION => ACTION, _ => ACTION }`";
                Err(self.error(&place, message))
            }
            Kind::Punct("=>") => Err(self.error(
                &place,
                "arms stand in a block: `SYSCALL { CONDITION => ACTION }`",
            )),
            Kind::Punct(",") => Err(self.error(
                &place,
                "`,` after a condition\nhint: conditions are joined by `&&` and `||`",
            )),
            _ => self.semicolon(),
        }
    }

    /// The arms in braces.
    fn block(&mut self, call: Call) -> Parsed<StatementKind> {
        let place = self.place();
        self.bump();
        if self.closes() {
            return Err(self.error(&place, "an empty block: `CONDITION => ACTION` expected"));
        }
        let (mut arms, mut otherwise) = (Vec::new(), None);
        while !self.closes() {
            let place = self.place();
            if otherwise.is_some() {
                return Err(self.error(&place, "an arm after `_`, which takes all that is left"));
            }
            if self.word() == Some("_") {
                self.bump();
                otherwise = Some(self.arm_action()?);
            } else if matches!(self.word(), Some("else" | "default" | "otherwise"))
                && self.arrow_follows()
            {
                let message = format!(
                    "{} is no condition\nhint: the rest is `_ => ACTION`",
                    self.quoted()
                );
                return Err(self.error(&place, message));
            } else {
                let condition = self.condition()?;
                let action = self.arm_action()?;
                arms.push(BlockArm {
                    condition,
                    action,
                    place,
                });
            }
            if !self.closes() {
                self.comma()?;
            }
        }
        self.bump();
        if self.is(";") {
            let place = self.place();
            self.error(&place, "a block takes no `;` after its `}`");
            self.bump();
        }
        Ok(StatementKind::Block {
            call,
            arms,
            otherwise,
        })
    }

    fn arrow_follows(&self) -> bool {
        matches!(self.peek_at(1), Kind::Punct("=>"))
    }

    fn arm_action(&mut self) -> Parsed<crate::syntax::Action> {
        self.arrow()?;
        self.action()
    }

    fn arrow(&mut self) -> Parsed<()> {
        if self.eat("=>") {
            return Ok(());
        }
        let place = self.place();
        Err(match self.peek() {
            Kind::Punct(wrong @ ("->" | ":" | "=")) => {
                let message = format!("`{wrong}` before an action\nhint: write `=>`");
                self.error(&place, message)
            }
            _ => self.expected("`=>`"),
        })
    }

    /// `expect SYSCALL(ARG, .., _) => ACTION;`
    fn expect(&mut self) -> Parsed<StatementKind> {
        let start = self.position();
        self.bump();
        let call = self.call_name()?;
        let mut args = Vec::new();
        if self.opens(Bracket::Round) {
            self.bump();
            while !self.closes() {
                // As in a pattern of Rust's, and like leaving them out: any values from here on.
                if self.is("..") && matches!(self.peek_at(1), Kind::Close(_)) {
                    self.bump();
                    break;
                }
                if self.word() == Some("_") {
                    self.bump();
                    args.push(None);
                } else {
                    args.push(Some(self.constant()?));
                }
                if !self.closes() {
                    self.comma()?;
                }
            }
            self.bump();
        }
        self.arrow()?;
        let action = self.action()?;
        let text = self.text_since(start);
        self.semicolon()?;
        Ok(StatementKind::Expect(Expect {
            call,
            args,
            action,
            text,
        }))
    }

    /// `include "PATH";` and its kin.
    fn file_statement(&mut self, word: &str) -> Parsed<Written> {
        self.bump();
        let place = self.place();
        let text = match self.peek() {
            Kind::Literal(literal) => match &literal.value {
                Value::Text(text) => text.clone(),
                _ => return Err(self.expected(&format!("a path in quotes after `{word}`"))),
            },
            _ => return Err(self.expected(&format!("a path in quotes after `{word}`"))),
        };
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
        let place = self.place();
        match self.peek() {
            Kind::Punct(";") => self.error(&place, "a `;` without a statement"),
            Kind::Open(Bracket::Square, _) => self.error(
                &place,
                "a list without an action\nhint: write `allow [..];`",
            ),
            Kind::Punct("@") => self.error(
                &place,
                "a group without an action\nhint: write `allow [@group];`",
            ),
            _ => self.expected("a statement"),
        }
    }

    fn statement_hint(&self, word: &str) -> String {
        match suggest::nearest(word, KEYWORDS) {
            Some(near) => format!("\nhint: did you mean `{near}`?"),
            None => action_hint(word),
        }
    }

    /// Reports a word that begins no statement with what follows it.
    fn no_action_after(&mut self, first: &Place, word: &str) -> Reported {
        let place = self.place();
        match self.peek() {
            Kind::Literal(literal) if matches!(literal.value, Value::Text(_)) => {
                let message = format!("`{word}` is no statement{}", suggest::hint(word, KEYWORDS));
                self.error(first, message)
            }
            Kind::Punct("=>") => self.error(
                &place,
                format!("`=>` outside of a block\nhint: write `expect {word} => ..;` for a test"),
            ),
            Kind::Word(next) => {
                let near = self.statement_hint(word);
                let message = if near.is_empty() {
                    format!("`{}` is no action{}", next.text, action_hint(&next.text))
                } else {
                    format!("`{word}` is no statement{near}")
                };
                self.error(if near.is_empty() { &place } else { first }, message)
            }
            Kind::Punct(";") | Kind::End => {
                let near = self.statement_hint(word);
                let hint = if near.is_empty() {
                    format!("\nhint: write `allow [{word}];`")
                } else {
                    near
                };
                self.error(first, format!("`{word}` without an action{hint}"))
            }
            _ => self.expected(&format!("an action after `{word}`")),
        }
    }
}
