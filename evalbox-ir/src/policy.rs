//! The checked policy: every name is a number, every constant knows its width, every condition its argument.
//!
//! The front end makes it; lowering compiles it, and the proof reads it on its own to say what the program must
//! answer. Nothing after it can be the user's mistake.

use crate::ordered::Map;

use crate::action::Action;
use crate::constant::{ConstId, Constants, Word};
use crate::error::Place;
use crate::target::{Abi, Target};

/// A system call number as `seccomp_data.nr` has it, bit 30 of x32 included.
pub type Number = u32;

/// A whole policy for one target.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What it was checked for.
    pub target: Target,
    /// The answer to ABIs that are not in `abis` (for `x86_64`, x32 numbers included: bit 30 set, -1 excepted).
    pub foreign: Action,
    /// The native ABI first, then those of `abi [..]`.
    pub abis: Vec<AbiPolicy>,
    /// Every constant.
    pub constants: Constants,
    /// Numbers (of the native ABI) of `hot` and `profile`, with weights: calls per million, `hot` counting as a lot.
    pub weights: Map<Number, u64>,
    /// `expect` statements, for the native ABI.
    pub expects: Vec<Expect>,
    /// Files to track for rebuilds (absolute paths).
    pub files: Vec<String>,
    /// Tokens that name something the editor can show: syscalls, actions, constants, as the user wrote them.
    pub mentions: Vec<Mention>,
}

/// What one ABI's calls are answered.
#[derive(Clone, Debug)]
pub struct AbiPolicy {
    /// Which.
    pub abi: Abi,
    /// Every number of the table and every `nr(N)`. What is not here gets `unknown`.
    pub rules: Map<Number, Rule>,
    /// The answer to every other number (the policy's `unknown`, or its default).
    pub unknown: Action,
    /// Where each rule that a statement made comes from; not in [`Rule`], so that equal rules compare equal.
    pub origins: Map<Number, Origin>,
}

/// The places that a [`Rule`] comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The member of a list (the group, where a group decides), or the first statement of the syscall's own.
    pub place: Place,
    /// Where each arm's condition or list of constants begins, in the order of the arms.
    pub arms: Vec<Place>,
    /// For each arm, the comparisons of its condition from left to right; none of a list of constants.
    pub comparisons: Vec<Vec<Comparison>>,
    /// The action of a block's `_`, where it has one.
    pub otherwise: Option<Place>,
}

/// A comparison as written.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// In the user's syntax.
    pub text: String,
    /// Whether its operator is a negation in [`Is`]: `!=`, `>`, `>=`.
    pub negated: bool,
    /// Its first token.
    pub place: Place,
}

/// What is answered to one number: the first arm whose condition holds, or `otherwise`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The syscall's name, for messages.
    pub name: String,
    /// Ordered arms; empty where no argument matters.
    pub arms: Vec<Arm>,
    /// What the arms leave over.
    pub otherwise: Action,
}

impl Rule {
    /// Everything that may be answered.
    pub fn answers(&self) -> impl Iterator<Item = Action> {
        let arms = self.arms.iter().map(|arm| arm.then);
        arms.chain([self.otherwise])
    }
}

/// `CONDITION => ACTION`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arm {
    /// When.
    pub when: Cond,
    /// What then.
    pub then: Action,
}

/// A condition on arguments. Nesting is bounded by the parser (`MAX_DEPTH`); chains of `&&` and `||` are flat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Cond {
    Always,
    Never,
    Test(Test),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
}

impl Cond {
    /// The comparisons, from left to right.
    #[must_use]
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        let mut rest = vec![self];
        while let Some(cond) = rest.pop() {
            match cond {
                Cond::Always | Cond::Never => {}
                Cond::Test(test) => tests.push(test),
                Cond::Not(inner) => rest.push(inner),
                Cond::All(parts) | Cond::Any(parts) => rest.extend(parts.iter().rev()),
            }
        }
        tests
    }
}

/// A comparison of one argument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Test {
    /// The argument.
    pub arg: Arg,
    /// The comparison.
    pub is: Is,
}

/// A register of the call and how much of it the kernel reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arg {
    /// Index into `seccomp_data.args`, 0 to 5.
    pub slot: u8,
    /// 16, 32 or 64: the low bits that are the value. The rest of the register is not part of it.
    pub bits: u8,
    /// Whether `<` and its kin are signed.
    pub signed: bool,
}

/// The comparisons. Every constant is fitted to the argument's width; fewer operators than the language has:
/// `!=`, `>`, `>=` are negations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Is {
    /// `arg == C`
    Equal(ConstId),
    /// `arg < C`, in the argument's sign
    Less(ConstId),
    /// `arg <= C`, in the argument's sign
    AtMost(ConstId),
    /// `arg in [..]` (two names of one value may both be here)
    OneOf(Vec<ConstId>),
    /// `arg in A..=B`, in the argument's sign
    Between(ConstId, ConstId),
    /// `arg & MASK == C`
    Masked(ConstId, ConstId),
    /// `arg & MASK` is one of these
    MaskedOneOf(ConstId, Vec<ConstId>),
    /// `arg & C == C`
    Has(ConstId),
    /// `arg & C != 0`
    Any(ConstId),
    /// no bit set outside of the union
    Only(Vec<ConstId>),
}

impl Is {
    /// The constants that it compares with, masks included.
    pub fn constants(&self) -> impl Iterator<Item = ConstId> {
        let (one, more): (&[ConstId], &[ConstId]) = match self {
            Is::Equal(a) | Is::Less(a) | Is::AtMost(a) | Is::Has(a) | Is::Any(a) => {
                (std::slice::from_ref(a), &[])
            }
            Is::Between(a, b) | Is::Masked(a, b) => {
                (std::slice::from_ref(a), std::slice::from_ref(b))
            }
            Is::MaskedOneOf(mask, values) => (std::slice::from_ref(mask), values),
            Is::OneOf(values) | Is::Only(values) => (values, &[]),
        };
        one.iter().chain(more).copied()
    }
}

/// `expect SYSCALL(ARG, .., _) => ACTION;`
#[derive(Clone, Debug)]
pub struct Expect {
    /// The number.
    pub number: Number,
    /// Per register: the bits that are given (low `bits` of it), or open.
    pub args: [Option<(ConstId, u8)>; 6],
    /// What must be answered.
    pub action: Action,
    /// In the user's syntax.
    pub text: String,
    /// Where the statement is.
    pub place: Place,
}

/// A token that stands for an item of evalbox-seccomp, for hovering and go-to-definition.
#[derive(Clone, Debug)]
pub enum Mention {
    /// A syscall's name.
    Syscall(Word),
    /// An action's word.
    Action(Word),
}
