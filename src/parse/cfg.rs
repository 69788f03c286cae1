//! `#[cfg(..)]`, decided here: the macro knows which target it compiles for, and ABI by ABI which statements are for it.

use super::cursor::{Parsed, Parser};
use crate::suggest;
use crate::syntax::Name;
use crate::target::{Abi, Endian, Target};
use crate::tokens::literal::Value;
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

/// The ABIs of a target for which a statement speaks.
#[derive(Clone, Debug)]
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
            let level = match self.word_at(1).filter(|_| self.opens(Bracket::Square)) {
                Some("allow") => &mut allowed,
                Some("deny") => &mut denied,
                Some(word) => {
                    let message = format!(
                        "`#![{word}]` says nothing here\nhint: `#![allow(LINT)]` switches a lint off, `#![deny(LINT)]` one on"
                    );
                    self.bump();
                    let place = self.place();
                    return Err(self.error(&place, message));
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
                let place = self.place();
                return Err(self.error(
                    &place,
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
                    let place = self.place();
                    let message = "a lint is switched off for the whole policy\nhint: write `#![allow(LINT)]` first";
                    return Err(self.error(&place, message));
                }
                _ => {
                    let (place, found) = (self.place(), self.quoted());
                    let message = format!(
                        "{found} is no attribute of a statement\nhint: `cfg(..)` is the only one"
                    );
                    return Err(self.error(&place, message));
                }
            }
            if !self.opens(Bracket::Round) {
                return Err(self.expected("`(` after `cfg`"));
            }
            let mut predicates = self.predicates(1)?;
            if predicates.len() != 1 {
                let place = self.place_after();
                return Err(self.error(
                    &place,
                    "`cfg` takes one predicate\nhint: write `all(..)` or `any(..)`",
                ));
            }
            self.close_attribute()?;
            if let Some(predicate) = predicates.pop() {
                abis.retain(&predicate);
            }
        }
        Ok(())
    }

    fn close_attribute(&mut self) -> Parsed<()> {
        if matches!(self.peek(), Kind::Close(Bracket::Square)) {
            self.bump();
            return Ok(());
        }
        Err(self.expected("`]`"))
    }

    fn predicates(&mut self, depth: usize) -> Parsed<Vec<Predicate>> {
        self.limit(depth)?;
        self.listed("a predicate", |parser| parser.predicate(depth))
    }

    fn predicate(&mut self, depth: usize) -> Parsed<Predicate> {
        let place = self.place();
        let key = match self.peek() {
            Kind::Word(word) => word.text.clone(),
            _ => return Err(self.expected("a predicate of `cfg`")),
        };
        match key.as_str() {
            "any" | "all" | "not" => {
                self.bump();
                if !self.opens(Bracket::Round) {
                    return Err(self.expected(&format!("`(` after `{key}`")));
                }
                let mut inner = self.predicates(depth + 1)?;
                match key.as_str() {
                    "any" => Ok(Predicate::Any(inner)),
                    "all" => Ok(Predicate::All(inner)),
                    _ => match inner.pop().filter(|_| inner.is_empty()) {
                        Some(one) => Ok(Predicate::Not(Box::new(one))),
                        None => Err(self.error(&place, "`not` takes one predicate")),
                    },
                }
            }
            "abi" | "target_arch" | "target_endian" | "target_pointer_width" => {
                self.bump();
                self.key_value(&key)
            }
            _ => {
                let known = [
                    "abi",
                    "target_arch",
                    "target_endian",
                    "target_pointer_width",
                    "any",
                    "all",
                    "not",
                ];
                let hint = match suggest::nearest(&key, &known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("these are known: {}", known.join(", ")),
                };
                Err(self.error(
                    &place,
                    format!("`{key}` is no predicate of a policy\nhint: {hint}"),
                ))
            }
        }
    }

    /// `KEY = "VALUE"`
    fn key_value(&mut self, key: &str) -> Parsed<Predicate> {
        if self.is("==") {
            let place = self.place();
            return Err(self.error(
                &place,
                format!("`==` in a predicate\nhint: write `{key} = \"..\"`"),
            ));
        }
        if !self.eat("=") {
            return Err(self.expected(&format!("`=` after `{key}`")));
        }
        let place = self.place();
        let value = match self.peek() {
            Kind::Literal(literal) => match &literal.value {
                Value::Text(text) => text.clone(),
                _ => return Err(self.expected("a value in quotes")),
            },
            _ => return Err(self.expected("a value in quotes")),
        };
        self.bump();
        let target = self.target;
        let known: Vec<&str> = match key {
            "abi" => match Abi::from_name(&value) {
                Some(abi) => return Ok(Predicate::Abi(abi)),
                None => Abi::ALL.into_iter().map(Abi::name).collect(),
            },
            "target_arch" => ARCHES.to_vec(),
            "target_endian" => vec!["little", "big"],
            _ => vec!["32", "64"],
        };
        if !known.contains(&value.as_str()) {
            let hint = match suggest::nearest(&value, &known) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("these are known: {}", known.join(", ")),
            };
            return Err(self.error(
                &place,
                format!("\"{value}\" is no value of `{key}`\nhint: {hint}"),
            ));
        }
        Ok(Predicate::Target(match key {
            "target_arch" => target.arch_name() == value,
            "target_endian" => (target.endian == Endian::Little) == (value == "little"),
            _ => target.abi.long_bits() == if value == "64" { 64 } else { 32 },
        }))
    }
}
