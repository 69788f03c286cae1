//! What the compiler knows of Linux: numbers, signatures, constant families and groups, from `data/`.
//!
//! build.rs reads the text files there, refuses contradictions and writes one sorted static table.

pub mod families;
pub mod groups;
pub mod syscalls;

pub use crate::constant::KnownConstant;

/// A system call: an entry of the table, sorted by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SyscallId(pub u16);

/// The type of an argument, by what the kernel reads of it (LANGUAGE.md, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number: its bits (16, 32 or 64) and sign, on the ABI that was asked for.
    Number {
        /// 16, 32 or 64.
        bits: u8,
        /// Whether comparisons are signed.
        signed: bool,
    },
    /// A user pointer: only `== 0` and `!= 0`, over the given bits.
    Pointer {
        /// 32 or 64.
        bits: u8,
    },
    /// A 64-bit value in two registers of a 32-bit ABI: no condition is possible.
    Split,
    /// The kernel's type is not known: 64 bits unsigned (32 on a 32-bit ABI).
    Unknown,
}

/// An argument of a system call on one ABI.
#[derive(PartialEq, Eq)]
pub struct Argument {
    /// The man page's name first, then others (the kernel's prototype).
    pub names: Vec<&'static str>,
    /// What the kernel reads.
    pub ty: Type,
    /// The kernel's own words for the type: `unsigned int`, `char __user *`.
    pub kernel_type: &'static str,
    /// The index into `seccomp_data.args`; of a split one, the first of its two registers.
    pub slot: u8,
}

/// How a family's constants compare with their argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// `arg == C`
    Value,
    /// `arg & mask == C`
    Field(u64),
    /// `arg & C == C`
    Flag,
}

/// Constants that belong to an argument of a syscall.
pub struct Family {
    /// `["AF_", "PF_"]`: what names of the family begin with.
    pub prefixes: Vec<&'static str>,
    /// The name of the argument in the signature that it belongs to.
    pub argument: &'static str,
    /// How it compares.
    pub how: How,
    /// Whether only the listed names belong to the family; otherwise any other name of its prefixes does as well.
    pub closed: bool,
    /// The constants that the table lists for this syscall, for globs and suggestions.
    /// `libc` has them for every target.
    pub constants: Vec<KnownConstant>,
    /// Listed as well. Globs take the kernel's value, where the target's kernel has one (`families::kernel_value`): `libc` lacks the
    /// name on some target. A flag of no bit has none.
    pub partial: Vec<KnownConstant>,
}

impl Family {
    /// The listed constant of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&KnownConstant> {
        for listed in [&self.constants, &self.partial] {
            for constant in listed {
                if constant.name == name {
                    return Some(constant);
                }
            }
        }
        None
    }

    /// Every listed constant.
    pub fn all(&self) -> impl Iterator<Item = &KnownConstant> {
        self.constants.iter().chain(&self.partial)
    }
}

/// The words of a list; none of an empty one.
fn words(list: &'static str, separator: char) -> Vec<&'static str> {
    list.split_terminator(separator).collect()
}

/// A number of a table's.
fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

/// The entry of a table that is sorted by name.
fn lookup(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let (entry, value) = *table.get(table.partition_point(|&(entry, _)| entry < name))?;
    (entry == name).then_some(value)
}
