//! Statements about one system call: its constants, its condition, its block of arms, and `expect`.

use super::action::{action_hint, action_kind};
use super::constant::is_upper;
use super::cursor::{Parsed, Parser, Reported};
use super::statement::KEYWORDS;
use crate::error::Place;
use crate::suggest;
use crate::syntax::{Action, BlockArm, Call, Expect, StatementKind};
use crate::tokens::literal::Value;
use crate::tokens::{Bracket, Kind};

impl Parser<'_> {
    /// `SYSCALL ACTION ..;` and `SYSCALL { .. }`
    pub(super) fn call_statement(&mut self) -> Parsed<StatementKind> {
        let first = self.place();
        let word = match self.peek() {
            Kind::Word(word) if word.raw => format!("r#{}", word.text),
            Kind::Word(word) => word.text.clone(),
            _ => String::new(),
        };
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
            if let Some(near) = suggest::nearest(&word, &KEYWORDS) {
                let message = format!("`{word}` is no statement\nhint: did you mean `{near}`?");
                return Err(self.error(&first, message));
            }
            let data = action.data.as_ref();
            let data = data.map_or(String::new(), |data| format!("({})", data.text));
            let action = format!("{}{data}", action.name.text);
            let hint = format!("hint: without any, write `{action} [{word}];`");
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
            } else if self.word() == Some("if") {
                let message = "`if` in a block\nhint: an arm is `CONDITION => ACTION`";
                return Err(self.error(&place, message));
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

    fn arm_action(&mut self) -> Parsed<Action> {
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
    pub(super) fn expect(&mut self) -> Parsed<StatementKind> {
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
                let place = self.place();
                if self.word() == Some("_") {
                    self.bump();
                    args.push((None, place));
                } else if self.word().is_some_and(|word| !is_upper(word))
                    && !matches!(self.peek_at(1), Kind::Punct("::"))
                {
                    let message = format!(
                        "{} is no value\nhint: an expectation gives the arguments in the call's order, `_` for any value",
                        self.quoted()
                    );
                    return Err(self.error(&place, message));
                } else {
                    args.push((Some(self.constant()?), place));
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

    /// Reports a word that begins no statement with what follows it.
    fn no_action_after(&mut self, first: &Place, word: &str) -> Reported {
        let place = self.place();
        match self.peek() {
            Kind::Literal(literal) if matches!(literal.value, Value::Text(_)) => {
                let message = format!(
                    "`{word}` is no statement{}",
                    suggest::hint(word.trim_start_matches("r#"), &KEYWORDS)
                );
                self.error(first, message)
            }
            Kind::Punct("=>") => self.error(
                &place,
                format!("`=>` outside of a block\nhint: write `expect {word} => ..;` for a test"),
            ),
            Kind::Word(next) if next.text == "if" && !next.raw => self.error(
                &place,
                format!("the action stands before `if`\nhint: write `{word} deny if ..;`"),
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
