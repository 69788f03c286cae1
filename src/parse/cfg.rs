//! `#[cfg(..)]`, decided here: the macro knows which target it compiles for, and ABI by ABI which statements are for it.

use super::cursor::{Parsed, Parser};
use crate::suggest;
use crate::syntax::Name;
use crate::target::{Abi, Endian, Target};
use crate::tokens::literal::{Literal, Value};
use crate::tokens::{Bracket, Kind};

/// The names of `target_arch` that can hold; ABIs without a target of their own are none.
const ARCHES: [&str; 12] = [
    "x86_64",
    "x86",
    "aarch64",
    "arm",
    "riscv64",
    "riscv32",
    "loongarch64",
    "powerpc64",
    "powerpc",
    "s390x",
    "mips64",
    "mips",
];

/// What predicates begin with.
const PREDICATES: [&str; 7] = [
    "abi",
    "target_arch",
    "target_endian",
    "target_pointer_width",
    "any",
    "all",
    "not",
];

/// The ABIs of a target for which a statement speaks.
#[derive(Clone)]
pub(super) struct Abis(Vec<Abi>);

impl Abis {
    /// All of them.
    pub(super) fn all(target: Target) -> Abis {
        let mut all = vec![target.abi];
        all.extend(target.compat());
        Abis(all)
    }

    fn retain(&mut self, predicate: &Predicate) {
        self.0.retain(|&abi| predicate.holds(abi));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As statements have it: `None` where nothing is left out.
    pub(super) fn into_option(self, target: Target) -> Option<Vec<Abi>> {
        (self.0.len() <= target.compat().len()).then_some(self.0)
    }
}

/// A predicate; nesting is bounded by the parser's limit.
enum Predicate {
    Abi(Abi),
    Target(bool),
    Any(Vec<Predicate>),
    All(Vec<Predicate>),
    Not(Box<Predicate>),
}

impl Predicate {
    fn holds(&self, abi: Abi) -> bool {
        match self {
            Predicate::Abi(named) => *named == abi,
            Predicate::Target(holds) => *holds,
            Predicate::Any(any) => any.iter().any(|predicate| predicate.holds(abi)),
            Predicate::All(all) => all.iter().all(|predicate| predicate.holds(abi)),
            Predicate::Not(not) => !not.holds(abi),
        }
    }
}

impl Parser<'_> {
    /// `#![allow(LINT, ..)]` and `#![deny(LINT, ..)]`, any number of them, at the start of the policy: the lints that are
    /// switched off, and those that are switched on.
    pub(super) fn inner_attributes(&mut self) -> Parsed<(Vec<Name>, Vec<Name>)> {
        let (mut allowed, mut denied) = (Vec::new(), Vec::new());
        while self.is("#") && matches!(self.peek_at(1), Kind::Punct("!")) {
            self.bump();
            self.bump();
            if !self.opens(Bracket::Square) {
                return Err(self.expected("`[allow(LINT)]` after `#!`"));
            }
            let level = match self.word_at(1) {
                Some("allow") => &mut allowed,
                Some("deny") => &mut denied,
                Some(word) => {
                    let message = format!(
                        "`#![{word}]` says nothing here\nhint: `#![allow(LINT)]` switches a lint off, `#![deny(LINT)]` one on"
                    );
                    self.bump();
                    return Err(self.error_here(message));
                }
                None => return Err(self.expected("`[allow(LINT)]` after `#!`")),
            };
            self.bump();
            self.bump();
            if !self.opens(Bracket::Round) {
                return Err(self.expected("`(`"));
            }
            level.extend(self.names("the name of a lint")?);
            self.close_attribute()?;
        }
        Ok((allowed, denied))
    }

    /// The `#[cfg(..)]`s before a statement: takes out of `abis` those for which it does not speak.
    pub(super) fn outer_attributes(&mut self, abis: &mut Abis) -> Parsed<()> {
        while self.is("#") {
            if matches!(self.peek_at(1), Kind::Punct("!")) {
                return Err(self.error_here(
                    "`#![allow(..)]` stands first in the policy, before every statement",
                ));
            }
            self.bump();
            if !self.opens(Bracket::Square) {
                return Err(self.expected("`[cfg(..)]` after `#`"));
            }
            self.bump();
            match self.word() {
                Some("cfg") => self.bump(),
                Some("allow") => {
                    let message = "a lint is switched off for the whole policy\nhint: write `#![allow(LINT)]` first";
                    return Err(self.error_here(message));
                }
                _ => {
                    let message = format!(
                        "{} is no attribute of a statement\nhint: `cfg(..)` is the only one",
                        self.quoted()
                    );
                    return Err(self.error_here(message));
                }
            }
            if !self.opens(Bracket::Round) {
                return Err(self.expected("`(` after `cfg`"));
            }
            let mut predicates = self.predicates(1)?;
            if predicates.len() != 1 {
                return Err(self
                    .error_after("`cfg` takes one predicate\nhint: write `all(..)` or `any(..)`"));
            }
            self.close_attribute()?;
            if let Some(predicate) = predicates.pop() {
                abis.retain(&predicate);
            }
        }
        Ok(())
    }

    fn close_attribute(&mut self) -> Parsed<()> {
        if self.eat_close(Bracket::Square) {
            return Ok(());
        }
        Err(self.expected("`]`"))
    }

    fn predicates(&mut self, depth: usize) -> Parsed<Vec<Predicate>> {
        self.limit(depth)?;
        self.listed("a predicate", |parser| parser.predicate(depth))
    }

    fn predicate(&mut self, depth: usize) -> Parsed<Predicate> {
        let key = match self.peek() {
            Kind::Word(word) => word.text.clone(),
            _ => return Err(self.expected("a predicate of `cfg`")),
        };
        match key.as_str() {
            "any" | "all" | "not" => self.joined(&key, depth),
            "abi" | "target_arch" | "target_endian" | "target_pointer_width" => {
                self.bump();
                self.key_value(&key)
            }
            _ => {
                let mut hint = suggest::hint(&key, &PREDICATES);
                if hint.is_empty() {
                    hint = format!("\nhint: these are known: {}", PREDICATES.join(", "));
                }
                Err(self.error_here(format!("`{key}` is no predicate of a policy{hint}")))
            }
        }
    }

    /// `any(..)`, `all(..)` and `not(..)`
    fn joined(&mut self, key: &str, depth: usize) -> Parsed<Predicate> {
        let place = self.place();
        self.bump();
        if !self.opens(Bracket::Round) {
            return Err(self.expected(&format!("`(` after `{key}`")));
        }
        let mut inner = self.predicates(depth + 1)?;
        match key {
            "any" => Ok(Predicate::Any(inner)),
            "all" => Ok(Predicate::All(inner)),
            _ => match inner.pop() {
                Some(one) if inner.is_empty() => Ok(Predicate::Not(Box::new(one))),
                _ => Err(self.error(&place, "`not` takes one predicate")),
            },
        }
    }

    /// `KEY = "VALUE"`
    fn key_value(&mut self, key: &str) -> Parsed<Predicate> {
        if self.is("==") {
            return Err(
                self.error_here(format!("`==` in a predicate\nhint: write `{key} = \"..\"`"))
            );
        }
        if !self.eat("=") {
            return Err(self.expected(&format!("`=` after `{key}`")));
        }
        let Kind::Literal(Literal {
            value: Value::Text(value),
            ..
        }) = self.peek()
        else {
            return Err(self.expected("a value in quotes"));
        };
        let abis = Abi::ALL.map(Abi::name);
        let known: &[&str] = match key {
            "abi" => &abis,
            "target_arch" => &ARCHES,
            "target_endian" => &["little", "big"],
            _ => &["32", "64"],
        };
        if !known.contains(&value.as_str()) {
            let hint = match suggest::nearest(value, known) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("these are known: {}", known.join(", ")),
            };
            return Err(
                self.error_here(format!("\"{value}\" is no value of `{key}`\nhint: {hint}"))
            );
        }
        let value = value.clone();
        self.bump();
        if let ("abi", Some(abi)) = (key, Abi::from_name(&value)) {
            return Ok(Predicate::Abi(abi));
        }
        let target = self.target;
        Ok(Predicate::Target(match key {
            "target_arch" => target.arch_name() == value,
            "target_endian" => (target.endian == Endian::Little) == (value == "little"),
            _ => target.abi.long_bits() == if value == "64" { 64 } else { 32 },
        }))
    }
}
