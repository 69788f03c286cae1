//! A policy as written: what the parser makes and resolution reads. Names are still words; every part knows its place.

use std::fmt;
use std::rc::Rc;

use crate::constant::{Expr, Word};
use crate::error::Place;

/// A word with its place.
#[derive(Clone)]
pub struct Name {
    /// The word, `r#` removed.
    pub text: String,
    /// Where.
    pub place: Place,
}

impl Name {
    /// The word for rustc.
    pub(crate) fn word(&self) -> Word {
        Word {
            text: self.text.clone(),
            raw: false,
            span: self.place.span,
        }
    }
}

/// A whole policy, included files in place, `#[cfg]`s decided.
#[derive(Default)]
pub struct Policy {
    /// `#![allow(..)]`
    pub allowed: Vec<Name>,
    /// `#![deny(..)]`
    pub denied: Vec<Name>,
    /// The statements that are for this target.
    pub statements: Vec<Statement>,
    /// Absolute paths of the files read.
    pub files: Vec<String>,
}

/// A statement.
pub struct Statement {
    /// The first token.
    pub place: Place,
    /// For which of the policy's ABIs it speaks (`#[cfg(abi = "..")]`); `None` for all.
    pub abis: Option<Vec<crate::target::Abi>>,
    /// What it says.
    pub kind: StatementKind,
}

/// What a statement says.
#[allow(missing_docs, reason = "LANGUAGE.md section 2 lists them")]
#[allow(
    clippy::large_enum_variant,
    reason = "a policy has tens of statements, and each is read once"
)]
pub enum StatementKind {
    Default(Action),
    Foreign(Action),
    Unknown(Action),
    List {
        action: Action,
        items: Vec<Item>,
    },
    /// `SYSCALL ACTION CONST, CONST, GLOB*;`
    Constants {
        call: Call,
        action: Action,
        constants: Vec<ListConstant>,
    },
    /// `SYSCALL ACTION if CONDITION;`
    If {
        call: Call,
        action: Action,
        condition: Condition,
    },
    /// `SYSCALL { CONDITION => ACTION, ..., _ => ACTION }`
    Block {
        call: Call,
        arms: Vec<BlockArm>,
        otherwise: Option<Action>,
    },
    Expect(Expect),
    Hot(Vec<Item>),
    /// Counts by name, read from the file.
    Profile {
        counts: Vec<(String, u64, Place)>,
    },
    Abi(Vec<Name>),
    Oci(Oci),
}

/// `oci "FILE" caps [CAP_X, ...];`
pub struct Oci {
    /// The file as the statement wrote it.
    pub path: String,
    /// What is in it: JSON, not looked at yet.
    pub text: Rc<str>,
    /// The path's token.
    pub place: Place,
    /// The capabilities; none where `caps` is left out.
    pub caps: Vec<Name>,
}

/// An action as written.
pub struct Action {
    /// Which.
    pub kind: ActionKind,
    /// The word.
    pub name: Name,
    /// The number in parentheses.
    pub data: Option<Constant>,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name.text)?;
        match &self.data {
            Some(data) => write!(f, "({})", data.text),
            None => Ok(()),
        }
    }
}

/// The action words. `deny` depends on the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActionKind {
    Allow,
    Deny,
    KillProcess,
    KillThread,
    Trap,
    Errno,
    Trace,
    Log,
    Notify,
}

/// A member of a list.
pub struct Item {
    /// The name, behind `@` or `-`.
    pub place: Place,
    /// What it names.
    pub kind: ItemKind,
}

/// What a list's member names.
#[allow(missing_docs, reason = "the names say it")]
pub enum ItemKind {
    Syscall(Call),
    /// `@name`, with `-` written as `_` or the other way round.
    Group(String),
    /// `-NAME`
    Without(Name),
}

/// A system call by name, or by number.
#[allow(missing_docs, reason = "the names say it")]
pub enum Call {
    Named(Name),
    /// `nr(999)`
    Number {
        number: u32,
        place: Place,
    },
}

/// A constant expression.
#[derive(Clone)]
pub struct Constant {
    /// The expression.
    pub expr: Expr,
    /// Its value, where only literals occur and no operator of the width (`!`) does.
    pub value: Option<i128>,
    /// The last word of a path or the word itself, where the expression is just that: what families go by.
    pub word: Option<Name>,
    /// Whether `word` is a path of the caller's and not `libc`'s.
    pub is_path: bool,
    /// In the user's syntax.
    pub text: String,
    /// The first token.
    pub place: Place,
}

/// A member of a constants list.
#[allow(missing_docs, reason = "the names say it")]
pub enum ListConstant {
    Constant(Constant),
    /// `NEW*`: the word before the star.
    Glob(Name),
}

/// An arm of a block.
pub struct BlockArm {
    /// When.
    pub condition: Condition,
    /// What then.
    pub action: Action,
    /// The condition's first token.
    pub place: Place,
}

/// A condition as written. Chains of `&&` and `||` are flat; depth is bounded by the parser.
#[allow(missing_docs, reason = "the names say it")]
#[allow(clippy::large_enum_variant, reason = "most conditions are comparisons")]
pub enum Condition {
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Compare(Comparison),
}

impl Condition {
    /// The comparisons, from left to right.
    #[must_use]
    pub fn comparisons(&self) -> Vec<&Comparison> {
        let mut comparisons = Vec::new();
        let mut rest = vec![self];
        while let Some(condition) = rest.pop() {
            match condition {
                Condition::Compare(comparison) => comparisons.push(comparison),
                Condition::Not(inner) => rest.push(inner),
                Condition::All(parts) | Condition::Any(parts) => rest.extend(parts.iter().rev()),
            }
        }
        comparisons
    }
}

/// `ARG OP ..`
pub struct Comparison {
    /// The argument's name, or `arg0`..`arg5`.
    pub argument: Name,
    /// What it is compared with.
    pub operator: Operator,
    /// The first token.
    pub place: Place,
}

/// The comparisons of LANGUAGE.md, section 4.
#[allow(missing_docs, reason = "LANGUAGE.md section 4 lists them")]
pub enum Operator {
    Equal(Constant),
    NotEqual(Constant),
    Less(Constant),
    LessEqual(Constant),
    Greater(Constant),
    GreaterEqual(Constant),
    /// `in [A, B, C]`
    OneOf(Vec<Constant>),
    /// `in A..=B`
    Between(Constant, Constant),
    /// `& MASK == V`
    MaskEqual(Constant, Constant),
    /// `& MASK != V`
    MaskNotEqual(Constant, Constant),
    Has(Constant),
    AnyOf(Constant),
    Only(Constant),
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let argument = &self.argument.text;
        match &self.operator {
            Operator::Equal(v) => write!(f, "{argument} == {}", v.text),
            Operator::NotEqual(v) => write!(f, "{argument} != {}", v.text),
            Operator::Less(v) => write!(f, "{argument} < {}", v.text),
            Operator::LessEqual(v) => write!(f, "{argument} <= {}", v.text),
            Operator::Greater(v) => write!(f, "{argument} > {}", v.text),
            Operator::GreaterEqual(v) => write!(f, "{argument} >= {}", v.text),
            Operator::OneOf(list) => {
                write!(f, "{argument} in [")?;
                for (index, v) in list.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{}", v.text)?;
                }
                f.write_str("]")
            }
            Operator::Between(a, b) => write!(f, "{argument} in {}..={}", a.text, b.text),
            Operator::MaskEqual(mask, v) => write!(f, "{argument} & {} == {}", mask.text, v.text),
            Operator::MaskNotEqual(mask, v) => {
                write!(f, "{argument} & {} != {}", mask.text, v.text)
            }
            Operator::Has(v) => write!(f, "{argument} has {}", v.text),
            Operator::AnyOf(v) => write!(f, "{argument} any {}", v.text),
            Operator::Only(v) => write!(f, "{argument} only {}", v.text),
        }
    }
}

/// `expect SYSCALL(ARG, .., _) => ACTION;`
pub struct Expect {
    /// The call.
    pub call: Call,
    /// The arguments in order, with their first tokens; `None` for `_`.
    pub args: Vec<(Option<Constant>, Place)>,
    /// The answer.
    pub action: Action,
    /// In the user's syntax, for the message.
    pub text: String,
}
