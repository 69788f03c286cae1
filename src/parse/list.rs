//! Calls, lists of calls, actions and lists of constants.

use super::constant::is_upper;
use super::cursor::{Parsed, Parser, Reported};
use super::literal::Value;
use super::suggest;
use super::tokens::{Bracket, Kind};
use crate::syntax::{Action, ActionKind, Call, Item, ItemKind, ListConstant, Name};

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

const NEEDS_IF: &str = "a condition needs `if`: `SYSCALL ACTION if ARG == CONST;`";

/// The action of that word.
pub(super) fn action_kind(word: &str) -> Option<ActionKind> {
    ACTIONS
        .into_iter()
        .find(|(name, _)| *name == word)
        .map(|(_, kind)| kind)
}

/// What an unknown action was meant to be, as a hint.
pub(super) fn action_hint(word: &str) -> String {
    let other = match word {
        "kill" => "`kill_process` or `kill_thread`",
        "block" | "reject" | "refuse" | "forbid" | "disallow" | "drop" => "`deny`",
        "permit" | "accept" | "pass" => "`allow`",
        "user_notif" | "user_notify" => "`notify`",
        "ret_errno" | "error" | "fail" => "`errno(EPERM)`",
        _ if is_upper(word) && word.starts_with('E') => {
            return format!("\nhint: write `errno({word})`");
        }
        _ => return suggest::hint(word, ACTIONS.into_iter().map(|(name, _)| name)),
    };
    format!("\nhint: write {other}")
}

impl Parser<'_> {
    /// An action that stands alone: parentheses after it can only be its number.
    pub(super) fn action(&mut self) -> Parsed<Action> {
        let action = self.action_before_constants()?;
        if self.opens(Bracket::Round) {
            let word = action.name.ident.to_string();
            let place = self.place();
            return Err(self.error(
                &place,
                format!("`{word}` takes no number\nhint: write `{word}`"),
            ));
        }
        Ok(action)
    }

    /// An action that constants may follow: `(` after one that takes no number begins a constant.
    pub(super) fn action_before_constants(&mut self) -> Parsed<Action> {
        let Some(word) = self.word().map(str::to_owned) else {
            if self.opens(Bracket::Square) {
                let place = self.place();
                return Err(self.error(&place, "an action is written without brackets"));
            }
            return Err(self.expected("an action"));
        };
        let Some(kind) = action_kind(&word) else {
            let place = self.place();
            return Err(self.error(
                &place,
                format!("`{word}` is no action{}", action_hint(&word)),
            ));
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
                    let place = self.place_after();
                    return Err(self.error(
                        &place,
                        format!("`{word}` needs its number\nhint: write `{example}`"),
                    ));
                }
                Some(self.action_data(&word)?)
            }
            ActionKind::Trap if self.opens(Bracket::Round) => Some(self.action_data(&word)?),
            _ => None,
        };
        Ok(Action { kind, name, data })
    }

    fn action_data(&mut self, word: &str) -> Parsed<crate::syntax::Constant> {
        self.bump();
        if self.closes() {
            return Err(self.expected(&format!("the number of `{word}`")));
        }
        let data = self.constant()?;
        self.eat(",");
        if !matches!(self.peek(), Kind::Close(Bracket::Round)) {
            return Err(self.expected(&format!("`)` after the number of `{word}`")));
        }
        self.bump();
        Ok(data)
    }

    /// `[NAME, @group, -NAME, ...]`
    pub(super) fn items(&mut self) -> Parsed<Vec<Item>> {
        self.listed("names of system calls", Self::item)
    }

    fn item(&mut self) -> Parsed<Item> {
        let mut place = self.place();
        let kind = if self.eat("@") {
            place = self.place();
            ItemKind::Group(self.group()?)
        } else if self.eat("-") {
            place = self.place();
            if self.is("@") {
                let message = "a group cannot be taken out of a list\nhint: leave it out, or write `-NAME` for each call";
                return Err(self.error(&place, message));
            }
            ItemKind::Without(self.name("the name of a system call after `-`")?)
        } else {
            ItemKind::Syscall(self.call_name()?)
        };
        Ok(Item { place, kind })
    }

    fn group(&mut self) -> Parsed<String> {
        let mut group = String::new();
        loop {
            let Kind::Word(word) = self.peek() else {
                return Err(self.expected("the name of a group"));
            };
            group.push_str(&word.text);
            self.bump();
            if !self.is("-") || !matches!(self.peek_at(1), Kind::Word(_)) {
                return Ok(group);
            }
            self.bump();
            group.push('-');
        }
    }

    /// `NAME` or `nr(NUMBER)`.
    pub(super) fn call_name(&mut self) -> Parsed<Call> {
        if self.word() == Some("nr") && matches!(self.peek_at(1), Kind::Open(Bracket::Round, _)) {
            return self.call_number();
        }
        if let Kind::Literal(literal) = self.peek() {
            let message = match &literal.value {
                Value::Text(text) => {
                    format!("a system call's name is written without quotes\nhint: write `{text}`")
                }
                _ => format!(
                    "a number stands in `nr(..)`\nhint: write `nr({})`",
                    literal.text
                ),
            };
            let place = self.place();
            return Err(self.error(&place, message));
        }
        let name = self.name("the name of a system call")?;
        if self.is("*") || self.is("::") {
            return Err(self.expected("`,` after the name of a system call"));
        }
        Ok(Call::Named(name))
    }

    fn call_number(&mut self) -> Parsed<Call> {
        let place = self.place();
        self.bump();
        self.bump();
        let number = match self.peek() {
            Kind::Literal(literal) => match literal.value {
                Value::Integer(value) => u32::try_from(value).ok(),
                _ => None,
            },
            _ => None,
        };
        let Some(number) = number else {
            return Err(self.expected("the number of a system call, a literal of 32 bits,"));
        };
        self.bump();
        if !matches!(self.peek(), Kind::Close(Bracket::Round)) {
            return Err(self.expected("`)`"));
        }
        self.bump();
        Ok(Call::Number { number, place })
    }

    /// `CONST, CONST, GLOB*` up to the `;`.
    pub(super) fn list_constants(&mut self) -> Parsed<Vec<ListConstant>> {
        let mut constants = Vec::new();
        loop {
            constants.push(self.list_constant()?);
            if self.is(";") || self.at_end() {
                return Ok(constants);
            }
            self.list_comma()?;
            if self.is(";") {
                return Ok(constants);
            }
        }
    }

    fn list_constant(&mut self) -> Parsed<ListConstant> {
        let globbed = matches!(self.peek_at(1), Kind::Punct("*"))
            && matches!(self.peek_at(2), Kind::Punct("," | ";") | Kind::End);
        if globbed && matches!(self.peek(), Kind::Word(_)) {
            let name = self.name("a constant")?;
            self.bump();
            return Ok(ListConstant::Glob(name));
        }
        if self.opens(Bracket::Square) {
            let place = self.place();
            return Err(self.error(
                &place,
                "constants are listed without brackets: `socket deny AF_NETLINK, SOCK_RAW;`",
            ));
        }
        let compared = matches!(
            self.peek_at(1),
            Kind::Punct("==" | "!=" | "<" | "<=" | ">" | ">=" | "=")
        ) || matches!(self.word_at(1), Some("in" | "has" | "any" | "only"));
        if compared && self.word().is_some_and(|word| !is_upper(word)) {
            let place = self.place();
            return Err(self.error(&place, NEEDS_IF));
        }
        self.constant().map(ListConstant::Constant)
    }

    fn list_comma(&mut self) -> Parsed<()> {
        if matches!(
            self.peek(),
            Kind::Punct("==" | "!=" | "<" | "<=" | ">" | ">=" | "=")
        ) {
            let place = self.place();
            return Err(self.error(&place, NEEDS_IF));
        }
        // Without a `;` the next statement's words would be read as constants.
        if self.word().is_some_and(|word| !is_upper(word)) {
            let place = self.place_after();
            return Err(self.error(&place, "missing `;` or `,` after the constant"));
        }
        self.comma()
    }

    /// Plain names in brackets.
    pub(super) fn names(&mut self, what: &str) -> Parsed<Vec<Name>> {
        self.listed(what, |parser| parser.name(what))
    }

    /// The opening bracket that must come next.
    pub(super) fn square(&mut self, hint: &str) -> Parsed<()> {
        if self.opens(Bracket::Square) {
            return Ok(());
        }
        let reported: Reported = self.expected(&format!("`[` ({hint})"));
        Err(reported)
    }
}
