//! Actions: their words, and the number in parentheses.

use super::constant::is_upper;
use super::cursor::{Parsed, Parser};
use crate::suggest;
use crate::syntax::{Action, ActionKind, Constant};
use crate::tokens::literal::Value;
use crate::tokens::{Bracket, Kind};

/// The actions by their words.
const ACTIONS: [(&str, ActionKind); 9] = [
    ("allow", ActionKind::Allow),
    ("deny", ActionKind::Deny),
    ("kill_process", ActionKind::KillProcess),
    ("kill_thread", ActionKind::KillThread),
    ("trap", ActionKind::Trap),
    ("errno", ActionKind::Errno),
    ("trace", ActionKind::Trace),
    ("log", ActionKind::Log),
    ("notify", ActionKind::Notify),
];

/// The action of that word.
pub(super) fn action_kind(word: &str) -> Option<ActionKind> {
    for (name, kind) in &ACTIONS {
        if *name == word {
            return Some(*kind);
        }
    }
    None
}

/// What an unknown action was meant to be, as a hint.
pub(super) fn action_hint(word: &str) -> String {
    let other = match word {
        "kill" => "`kill_process` or `kill_thread`",
        "block" | "reject" | "refuse" | "forbid" | "disallow" | "drop" => "`deny`",
        "permit" | "accept" | "pass" => "`allow`",
        "user_notif" | "user_notify" => "`notify`",
        "ret_errno" | "error" | "fail" => "`errno(EPERM)`",
        _ if action_kind(&word.to_lowercase()).is_some() => {
            return format!("\nhint: write `{}`", word.to_lowercase());
        }
        _ if is_upper(word) && word.starts_with('E') => {
            return format!("\nhint: write `errno({word})`");
        }
        _ => return suggest::hint(word, &ACTIONS.map(|(name, _)| name)),
    };
    format!("\nhint: write {other}")
}

impl Parser<'_> {
    /// An action that stands alone: parentheses after it can only be its number.
    pub(super) fn action(&mut self) -> Parsed<Action> {
        let action = self.action_before_constants()?;
        if self.opens(Bracket::Round) {
            let word = action.name.text.clone();
            let hint = match self.word_at(1) {
                Some(name) if !is_upper(name) => format!("{word} [{name}];"),
                _ => word.clone(),
            };
            return Err(self.error_here(format!("`{word}` takes no number\nhint: write `{hint}`")));
        }
        Ok(action)
    }

    /// An action that constants may follow: `(` after one that takes no number begins a constant.
    pub(super) fn action_before_constants(&mut self) -> Parsed<Action> {
        let Some(word) = self.word() else {
            if matches!(self.peek(), Kind::Open(..)) {
                return Err(self.error_here("an action is written without brackets"));
            }
            return Err(self.expected("an action"));
        };
        let word = word.to_owned();
        let Some(kind) = action_kind(&word) else {
            return Err(self.error_here(format!("`{word}` is no action{}", action_hint(&word))));
        };
        let name = self.name("an action")?;
        let data = match kind {
            ActionKind::Errno | ActionKind::Trace => {
                let example = if kind == ActionKind::Errno {
                    "errno(EPERM)"
                } else {
                    "trace(1)"
                };
                if !self.opens(Bracket::Round) {
                    return Err(self.error_after(format!(
                        "`{word}` needs its number\nhint: write `{example}`"
                    )));
                }
                Some(self.action_data(&word)?)
            }
            ActionKind::Trap if self.opens(Bracket::Round) => Some(self.action_data(&word)?),
            _ => None,
        };
        Ok(Action { kind, name, data })
    }

    fn action_data(&mut self, word: &str) -> Parsed<Constant> {
        self.bump();
        if self.closes() {
            return Err(self.expected(&format!("the number of `{word}`")));
        }
        if let Kind::Literal(literal) = self.peek()
            && let Value::Text(text) = &literal.value
        {
            let hint = if is_upper(text) {
                format!("\nhint: write `{word}({text})`")
            } else {
                String::new()
            };
            return Err(self.error_here(format!(
                "`{word}` takes a number or a constant, not text{hint}"
            )));
        }
        let data = self.constant()?;
        self.eat(",");
        if !self.eat_close(Bracket::Round) {
            return Err(self.expected(&format!("`)` after the number of `{word}`")));
        }
        Ok(data)
    }
}
