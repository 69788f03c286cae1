//! Statements about one system call: its constants, its condition, its block of arms, and `expect`.

use super::action::{action_hint, action_kind};
use super::constant::is_upper;
use super::cursor::{Parsed, Parser, Reported};
use super::statement::{KEYWORDS, statement_hint};
use crate::error::Place;
use crate::suggest;
use crate::syntax::{Action, BlockArm, Call, Constant, Expect, StatementKind};
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
        match self.word() {
            Some(word) if action_kind(word).is_some() => {}
            _ => return Err(self.no_action_after(&first, &word)),
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
            let hint = format!("hint: without any, write `{action} [{word}];`");
            return Err(self.error_after(format!(
                "constants or `if` expected after the action\n{hint}"
            )));
        }
        if let Some(word @ ("when" | "where" | "unless" | "iff")) = self.word() {
            let message = format!("`{word}` is no word of a policy\nhint: write `if`");
            return Err(self.error_here(message));
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
        let message = match self.peek() {
            Kind::Word(word) if word.text == "else" => {
                "`if` has no `else`\nhint: write a block: `SYSCALL { CONDITION => ACTION, _ => ACTION }`"
            }
            Kind::Punct("=>") => "arms stand in a block: `SYSCALL { CONDITION => ACTION }`",
            Kind::Punct(",") => {
                "`,` after a condition\nhint: conditions are joined by `&&` and `||`"
            }
            _ => return self.semicolon(),
        };
        Err(self.error_here(message))
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
            if otherwise.is_some() {
                return Err(self.error_here("an arm after `_`, which takes all that is left"));
            }
            match self.word() {
                Some("_") => {
                    self.bump();
                    otherwise = Some(self.arm_action()?);
                }
                Some("if") => {
                    let message = "`if` in a block\nhint: an arm is `CONDITION => ACTION`";
                    return Err(self.error_here(message));
                }
                Some(word @ ("else" | "default" | "otherwise")) if self.arrow_follows() => {
                    let message =
                        format!("`{word}` is no condition\nhint: the rest is `_ => ACTION`");
                    return Err(self.error_here(message));
                }
                _ => arms.push(self.arm()?),
            }
            if !self.closes() {
                self.comma()?;
            }
        }
        self.bump();
        if self.is(";") {
            self.error_here("a block takes no `;` after its `}`");
            self.bump();
        }
        Ok(StatementKind::Block {
            call,
            arms,
            otherwise,
        })
    }

    fn arm(&mut self) -> Parsed<BlockArm> {
        Ok(BlockArm {
            place: self.place(),
            condition: self.condition()?,
            action: self.arm_action()?,
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
        Err(match self.peek() {
            Kind::Punct(wrong @ ("->" | ":" | "=")) => {
                let message = format!("`{wrong}` before an action\nhint: write `=>`");
                self.error_here(message)
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
                args.push((self.expected_argument()?, place));
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

    /// An argument of an expectation; `None` for `_`.
    fn expected_argument(&mut self) -> Parsed<Option<Constant>> {
        match self.word() {
            Some("_") => {
                self.bump();
                Ok(None)
            }
            Some(word) if !is_upper(word) && !matches!(self.peek_at(1), Kind::Punct("::")) => {
                let message = format!(
                    "`{word}` is no value\nhint: an expectation gives the arguments in the call's order, `_` for any value"
                );
                Err(self.error_here(message))
            }
            _ => Ok(Some(self.constant()?)),
        }
    }

    /// Reports a word that begins no statement with what follows it.
    fn no_action_after(&mut self, first: &Place, word: &str) -> Reported {
        match self.peek() {
            Kind::Literal(literal) if matches!(literal.value, Value::Text(_)) => {
                let message = format!(
                    "`{word}` is no statement{}",
                    suggest::hint(word.strip_prefix("r#").unwrap_or(word), &KEYWORDS)
                );
                self.error(first, message)
            }
            Kind::Punct("=>") => self.error_here(format!(
                "`=>` outside of a block\nhint: write `expect {word} => ..;` for a test"
            )),
            Kind::Word(next) if next.text == "if" && !next.raw => self.error_here(format!(
                "the action stands before `if`\nhint: write `{word} deny if ..;`"
            )),
            Kind::Word(next) => {
                let near = statement_hint(word);
                if near.is_empty() {
                    let hint = action_hint(&next.text);
                    let message = format!("`{}` is no action{hint}", next.text);
                    self.error_here(message)
                } else {
                    self.error(first, format!("`{word}` is no statement{near}"))
                }
            }
            Kind::Punct(";") | Kind::End => {
                let mut hint = statement_hint(word);
                if hint.is_empty() {
                    hint = format!("\nhint: write `allow [{word}];`");
                }
                self.error(first, format!("`{word}` without an action{hint}"))
            }
            _ => self.expected(&format!("an action after `{word}`")),
        }
    }
}
