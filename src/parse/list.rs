//! Lists: of calls, of constants, of names; and the calls in them.

use super::condition::{is_comparison, is_comparison_sign};
use super::constant::is_upper;
use super::cursor::{Parsed, Parser};
use crate::syntax::{Call, Constant, Item, ItemKind, ListConstant, Name};
use crate::tokens::literal::Value;
use crate::tokens::text;
use crate::tokens::{Bracket, Kind};

const NEEDS_IF: &str = "a condition needs `if`: `SYSCALL ACTION if ARG == CONST;`";

impl Parser<'_> {
    /// The elements of a bracketed list, with or without a last comma.
    pub(super) fn listed<T>(
        &mut self,
        what: &str,
        element: impl Fn(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let place = self.place();
        self.bump();
        if self.closes() {
            return Err(self.error(&place, format!("an empty list: {what} expected")));
        }
        let mut elements = Vec::new();
        while !self.closes() {
            elements.push(element(self)?);
            if !self.closes() {
                self.comma()?;
            }
        }
        self.bump();
        Ok(elements)
    }

    /// The comma between two elements.
    pub(super) fn comma(&mut self) -> Parsed<()> {
        if self.eat(",") {
            return Ok(());
        }
        Err(match self.peek() {
            Kind::Punct(";") => self.error_here("`;` in a list\nhint: elements are parted by `,`"),
            found @ (Kind::Word(_) | Kind::Literal(_) | Kind::Punct("@" | "-")) => {
                let message = format!("missing `,` before `{}`", text::of_kind(found));
                self.error_after(message)
            }
            _ => self.expected("`,`"),
        })
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
                return Err(self.error_here(message));
            }
            if self.numbered() {
                let message = "`nr(..)` is in no group that it could be taken out of";
                return Err(self.error_here(message));
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
        if self.numbered() {
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
            return Err(self.error_here(message));
        }
        let name = self.name("the name of a system call")?;
        if self.is("*") || self.is("::") {
            return Err(self.expected("`,` after the name of a system call"));
        }
        Ok(Call::Named(name))
    }

    /// Whether `nr(..)` is next.
    fn numbered(&self) -> bool {
        self.word() == Some("nr") && matches!(self.peek_at(1), Kind::Open(Bracket::Round, _))
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
        if !self.eat_close(Bracket::Round) {
            return Err(self.expected("`)`"));
        }
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
            return Err(self.error_here(
                "constants are listed without brackets: `socket deny AF_NETLINK, SOCK_RAW;`",
            ));
        }
        if self.opens(Bracket::Curly) {
            let message =
                "a block takes no action before it: `SYSCALL { CONDITION => ACTION, _ => ACTION }`";
            return Err(self.error_here(message));
        }
        // `sig == 9`, `!(sig == 9)`
        let mut ahead = 0;
        while matches!(
            self.peek_at(ahead),
            Kind::Open(Bracket::Round, _) | Kind::Punct("!")
        ) {
            ahead += 1;
        }
        if is_comparison(self.peek_at(ahead + 1))
            && let Some(word) = self.word_at(ahead)
            && !is_upper(word)
        {
            return Err(self.error_here(NEEDS_IF));
        }
        Ok(ListConstant::Constant(self.constant()?))
    }

    fn list_comma(&mut self) -> Parsed<()> {
        if is_comparison_sign(self.peek()) {
            return Err(self.error_here(NEEDS_IF));
        }
        // Without a `;` the next statement's words would be read as constants.
        if let Some(word) = self.word()
            && !is_upper(word)
        {
            return Err(self.error_after("missing `;` or `,` after the constant"));
        }
        self.comma()
    }

    /// The constants of a set.
    pub(super) fn elements(&mut self) -> Parsed<Vec<Constant>> {
        self.listed("constants", Self::element)
    }

    /// A constant of a set.
    fn element(&mut self) -> Parsed<Constant> {
        let constant = self.constant()?;
        if self.is("..=") || self.is("..") {
            let message =
                "a range is no element of a set\nhint: write `ARG in [..] || ARG in A..=B`";
            return Err(self.error_here(message));
        }
        Ok(constant)
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
        Err(self.expected(&format!("`[` ({hint})")))
    }
}
