//! Constants of a policy. The macro runs on the host and never guesses what `libc::AF_NETLINK` is on the target:
//! a constant stays an expression, fitted to the argument it is compared with, and rustc computes it.

use crate::error::{Place, SpanId};
use crate::ordered::Interner;

/// Index of a constant in [`Constants`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConstId(pub u32);

/// An integer expression in reverse Polish order, so that no depth of nesting costs stack.
/// It is computed in `i128`, where no operator of the language wraps.
#[derive(Clone, Debug)]
pub struct Expr(pub Vec<Step>);

impl Expr {
    /// Its words and paths in their order. `$crate` is another crate in each macro that says it, so it counts as another each time.
    fn names(&self) -> String {
        let mut names = String::new();
        for step in &self.0 {
            match step {
                Step::Libc(word) => names.push_str(&word.text),
                Step::Path(path) => {
                    names.push_str(&path.text());
                    if let Some(first) = path.words.first()
                        && first.text == "$crate"
                    {
                        names.push_str(&format!("#{}", first.span.0));
                    }
                }
                _ => continue,
            }
            names.push(' ');
        }
        names
    }
}

/// One step of an [`Expr`]: pushes a value, or replaces the topmost one or two.
#[derive(Clone, Debug)]
pub enum Step {
    /// A literal's value.
    Literal(i128),
    /// `libc`'s constant of that name.
    Libc(Word),
    /// A path of the caller's.
    Path(Path),
    /// `!`, in the width and sign of the constant's [`Fit`].
    Not,
    /// Unary `-`.
    Negate,
    /// `|`, `&`, `^`, `+`, `-`, `*`, `<<` or `>>` of the two topmost.
    Binary(Binary),
    /// `as TYPE`, a primitive integer type.
    Cast(String),
}

/// A word of the user's.
#[derive(Clone, Debug)]
pub struct Word {
    /// Without `r#`.
    pub text: String,
    /// Written with `r#`: never a word of the language.
    pub raw: bool,
    /// The token, or what stands for it.
    pub span: SpanId,
}

/// A path of the user's, which only rustc can resolve.
#[derive(Clone, Debug)]
pub struct Path {
    /// The `::` that it begins with, where it does.
    pub root: Option<SpanId>,
    /// What stands between the `::`.
    pub words: Vec<Word>,
}

impl Path {
    /// As written, without spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if self.root.is_some() || !text.is_empty() {
                text.push_str("::");
            }
            text.push_str(&word.text);
        }
        text
    }

    /// The last word.
    #[must_use]
    pub fn last_word(&self) -> &str {
        self.words.last().map_or("", |word| &word.text)
    }
}

/// The binary operators of constant expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Binary {
    Or,
    And,
    Xor,
    Add,
    Sub,
    Mul,
    Shl,
    Shr,
}

/// What a constant is fitted to: the value becomes the `bits` low bits of a `u64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// 16, 32 or 64; for an action's data, the width of its range.
    pub bits: u8,
    /// Whether the argument's kernel type is signed (it decides `!`'s range and ordering).
    pub signed: bool,
    /// Which values are accepted.
    pub range: FitRange,
}

/// Which values a [`Fit`] accepts; anything else fails the build at the constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitRange {
    /// For `==`, sets, masks and flags: what fits as a signed or as an unsigned number of the width.
    Bits,
    /// For `<` and its kin: what the argument's own type can hold.
    Ordered,
    /// As `Bits`, and not zero: a flag of a deny list.
    NonZeroBits,
    /// No bit outside of the mask: the value of a field, which could not equal it otherwise.
    Within(u64),
    /// `0..=max`: the data of an action.
    UpTo(u16),
}

/// A fitted constant.
#[derive(Clone, Debug)]
pub struct Constant {
    /// The expression.
    pub expr: Expr,
    /// The width and range it is checked against.
    pub fit: Fit,
    /// The fitted value, where the expression has only literals. It is in range: the checker has reported it otherwise.
    pub known: Option<u64>,
    /// The table says this libc constant is a single bit on every target (asserted in const evaluation).
    pub single_bit: bool,
    /// The table says this libc constant is in `0..=u32::MAX` on every target (asserted in const evaluation).
    pub small: bool,
    /// Where the table lists it, if it is one of its words.
    pub listed: Option<FamilyMember>,
    /// The text in the user's syntax, for messages.
    pub text: String,
    /// The argument it belongs to, in words for messages: "`domain` of socket".
    pub owner: String,
    /// What the build says where the value does not fit: "`X` does not fit `domain` of socket, a 32-bit int".
    pub message: String,
    /// Where the user wrote it.
    pub place: Place,
}

/// A constant that the table knows by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownConstant {
    /// `CLONE_NEWNS`
    pub name: &'static str,
    /// One bit on every target.
    pub single_bit: bool,
    /// Other names of the same value on some target.
    pub aliases: Vec<&'static str>,
}

/// A constant of the table, with those of its family.
#[derive(Clone, Copy, Debug)]
pub struct FamilyMember {
    /// The constant.
    pub constant: &'static KnownConstant,
    /// Its family's, itself among them.
    pub family: &'static [KnownConstant],
}

impl FamilyMember {
    /// Whether the table says that two constants have different values on every target (asserted in const evaluation where it is
    /// used): two names of one family do, unless they are listed as aliases.
    #[must_use]
    pub fn differs_from(&self, other: &FamilyMember) -> bool {
        let name = other.constant.name;
        self.constant.name != name
            && self.family.iter().any(|known| known.name == name)
            && !self.constant.aliases.contains(&name)
    }
}

/// What is the same of two constants that are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    text: String,
    /// Texts alone do not tell: [`Expr::names`].
    names: String,
    bits: u8,
    signed: bool,
    known: Option<u64>,
}

/// The constants of a policy, each once.
#[derive(Clone, Debug, Default)]
pub struct Constants {
    list: Vec<Constant>,
    keys: Interner<Key>,
    /// The constants of each key: they differ in which values are accepted.
    of_key: Vec<Vec<ConstId>>,
}

impl Constants {
    /// Adds a constant, or finds the one that is there with the same text, names, width, sign and, if known, value. Where one of both
    /// accepts whatever has the width, it is the other: a value that the other does not accept fails the build in any case.
    pub fn intern(&mut self, constant: Constant) -> ConstId {
        let Fit {
            bits,
            signed,
            range,
        } = constant.fit;
        let number = self.keys.intern(Key {
            text: constant.text.clone(),
            names: constant.expr.names(),
            bits,
            signed,
            known: constant.known,
        });
        if number == self.of_key.len() {
            self.of_key.push(Vec::new());
        }
        let same = &mut self.of_key[number];
        for &id in same.iter() {
            let known = &mut self.list[id.0 as usize];
            if known.fit.range == range || range == FitRange::Bits {
                return id;
            }
            if known.fit.range == FitRange::Bits {
                *known = constant;
                return id;
            }
        }
        let id = ConstId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(constant);
        same.push(id);
        id
    }

    /// The constant of that index.
    #[must_use]
    pub fn get(&self, id: ConstId) -> &Constant {
        &self.list[id.0 as usize]
    }

    /// All of them with their indices, in order.
    pub fn iter(&self) -> impl Iterator<Item = (ConstId, &Constant)> {
        (0u32..).map(ConstId).zip(&self.list)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
