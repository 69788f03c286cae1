//! Which argument a constant belongs to, by the family that its name begins with; from data/families.txt.

use super::{Family, How, KnownConstant, SyscallId, words};
use crate::target::Abi;

mod read;

use read::text_of;
pub use read::{families, kernel_value};

/// data/families.txt as tables, written by build.rs.
#[cfg_attr(test, macro_use)]
mod data {
    include!(concat!(env!("OUT_DIR"), "/families.rs"));
}

/// The family of a constant's word (of a path, the last), and the constant where the table lists it.
///
/// A family that lists the word comes first. Any other word belongs to the family of the longest prefix that it begins with, of those
/// that are not closed: a new `O_` constant is a flag, as `O_RDONLY` and its kin are listed, and a new `SOCK_` constant is a type.
#[must_use]
pub fn family_of(
    id: SyscallId,
    word: &str,
) -> Option<(&'static Family, Option<&'static KnownConstant>)> {
    let families = families(id);
    for family in families {
        if let Some(listed) = family.find(word) {
            return Some((family, Some(listed)));
        }
    }
    let mut longest: Option<(usize, &Family)> = None;
    for family in families {
        for prefix in &family.prefixes {
            let fits = !family.closed && word.starts_with(prefix);
            if fits && longest.is_none_or(|(length, _)| length <= prefix.len()) {
                longest = Some((prefix.len(), family));
            }
        }
    }
    Some((longest?.1, None))
}

/// The prefix that may be left off, where the syscall's families have just one that ends in `_`: `CLONE_` for clone (`SIG` is none).
#[must_use]
pub fn short_prefix(id: SyscallId) -> Option<&'static str> {
    let mut only = None;
    for family in families(id) {
        let Some(&prefix) = family.prefixes.first() else {
            continue;
        };
        if is_of_whole_argument(family) && prefix.ends_with('_') {
            if only.is_some_and(|only| only != prefix) {
                return None;
            }
            only = Some(prefix);
        }
    }
    only
}

/// The argument that any constant, literals included, belongs to (ioctl's request, prctl's option ..), where there is one: where the
/// syscall has a single family, and for ioctl. It compares as that family does, ioctl's request as a value.
#[must_use]
pub fn any_constant(id: SyscallId) -> Option<&'static str> {
    let any = text_of(&data::ANY, id);
    if !any.is_empty() {
        return Some(any);
    }
    let mut only = None;
    for family in families(id) {
        if is_of_whole_argument(family) {
            if only.is_some() {
                return None;
            }
            only = Some(family.argument);
        }
    }
    only
}

/// The argument whose constants begin as this word does, though it is another's (`PR_CAP_AMBIENT_RAISE`: prctl's `option`).
#[must_use]
pub fn mistaken_for(id: SyscallId, word: &str) -> Option<&'static str> {
    for family in families(id) {
        if family.find(word).is_some() {
            return None;
        }
    }
    for (argument, names) in lines(&data::OTHER, id) {
        for name in names {
            let is_meant = match name.strip_suffix('*') {
                Some(prefix) => word.starts_with(prefix),
                None => name == word,
            };
            if is_meant {
                return Some(argument);
            }
        }
    }
    None
}

/// The argument of every family of the syscall, where that is one of fields and flags (clone's flags): what no family names is a
/// flag of it.
#[must_use]
pub fn any_flag(id: SyscallId) -> Option<&'static str> {
    let (mut only, mut flags) = (None, false);
    for family in families(id) {
        if is_of_whole_argument(family) {
            if only.is_some_and(|only| only != family.argument) {
                return None;
            }
            only = Some(family.argument);
            flags |= family.how == How::Flag;
        }
    }
    if flags { only } else { None }
}

/// The bits of that argument that are fields.
#[must_use]
pub fn field_bits(id: SyscallId, argument: &str) -> u64 {
    let mut bits = 0;
    for family in families(id) {
        match family.how {
            How::Field(mask) if family.argument == argument => bits |= mask,
            _ => {}
        }
    }
    bits
}

/// The bits of that argument that an allow list always lets through, with the ABI's kernel values.
#[must_use]
pub fn through(id: SyscallId, argument: &str, abi: Abi) -> u64 {
    let mut bits = 0;
    for (name, flags) in lines(&data::THROUGH, id) {
        if name == argument {
            for flag in flags {
                bits |= kernel_value(flag, abi).unwrap_or(0);
            }
        }
    }
    bits
}

/// Whether the family speaks of a whole argument. A closed value family only names special values of one (`AT_FDCWD` of a descriptor).
fn is_of_whole_argument(family: &Family) -> bool {
    !(family.closed && family.how == How::Value)
}

/// A system call's lines of a table, each as an argument and words about it.
fn lines(table: &[&'static str], id: SyscallId) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut lines = Vec::new();
    for line in text_of(table, id).lines() {
        if let Some((argument, list)) = line.split_once(' ') {
            lines.push((argument, words(list, ' ')));
        }
    }
    lines
}

#[cfg(test)]
mod tests;
