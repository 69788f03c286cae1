//! Which argument a constant belongs to, by the family that its name begins with; from data/families.txt.

use super::{Family, How, KnownConstant, SyscallId};
use crate::target::Abi;

mod read;

pub use read::{families, kernel_value};
use read::{lines, text_of};

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
    if let Some(listed) = families
        .iter()
        .find_map(|family| Some((family, Some(family.find(word)?))))
    {
        return Some(listed);
    }
    let matching = |family: &Family| {
        let prefixes = family
            .prefixes
            .iter()
            .filter(|prefix| word.starts_with(**prefix));
        prefixes.map(|prefix| prefix.len()).max()
    };
    let open = families.iter().filter(|family| !family.closed);
    let (_, family) = open
        .filter_map(|family| Some((matching(family)?, family)))
        .max_by_key(|&(length, _)| length)?;
    Some((family, None))
}

/// The prefix that may be left off, where the syscall's families have just one that ends in `_`: `CLONE_` for clone (`SIG` is none).
#[must_use]
pub fn short_prefix(id: SyscallId) -> Option<&'static str> {
    let mut prefixes = whole_arguments(id)
        .filter_map(|family| family.prefixes.first().copied())
        .filter(|prefix| prefix.ends_with('_'));
    let first = prefixes.next()?;
    prefixes.all(|prefix| prefix == first).then_some(first)
}

/// The argument that any constant, literals included, belongs to (ioctl's request, prctl's option ..), where there is one: where the
/// syscall has a single family, and for ioctl. It compares as that family does, ioctl's request as a value.
#[must_use]
pub fn any_constant(id: SyscallId) -> Option<&'static str> {
    let any = text_of(&data::ANY, id);
    if !any.is_empty() {
        return Some(any);
    }
    let mut families = whole_arguments(id);
    let first = families.next()?;
    families.next().is_none().then_some(first.argument)
}

/// The argument whose constants begin as this word does, though it is another's (`PR_CAP_AMBIENT_RAISE`: prctl's `option`).
#[must_use]
pub fn mistaken_for(id: SyscallId, word: &str) -> Option<&'static str> {
    if families(id)
        .iter()
        .any(|family| family.find(word).is_some())
    {
        return None;
    }
    let is = |name: &str| match name.strip_suffix('*') {
        Some(prefix) => word.starts_with(prefix),
        None => name == word,
    };
    let of = lines(&data::OTHER, id).find(|(_, names)| names.clone().any(is));
    of.map(|(argument, _)| argument)
}

/// The argument of every family of the syscall, where that is one of fields and flags (clone's flags): what no family names is a
/// flag of it.
#[must_use]
pub fn any_flag(id: SyscallId) -> Option<&'static str> {
    let mut families = whole_arguments(id);
    let first = families.next()?.argument;
    let open = |family: &Family| family.argument == first && family.how == How::Flag;
    (families.all(|family| family.argument == first) && whole_arguments(id).any(open))
        .then_some(first)
}

/// The bits of that argument that are fields.
#[must_use]
pub fn field_bits(id: SyscallId, argument: &str) -> u64 {
    let of = families(id)
        .iter()
        .filter(|family| family.argument == argument);
    of.fold(0, |bits, family| match family.how {
        How::Field(mask) => bits | mask,
        How::Value | How::Flag => bits,
    })
}

/// The bits of that argument that an allow list always lets through, with the ABI's kernel values.
#[must_use]
pub fn through(id: SyscallId, argument: &str, abi: Abi) -> u64 {
    let flags = lines(&data::THROUGH, id)
        .filter(|&(name, _)| name == argument)
        .flat_map(|(_, flags)| flags);
    flags.fold(0, |bits, flag| bits | kernel_value(flag, abi).unwrap_or(0))
}

/// The families that speak of a whole argument. A closed value family only names special values of one (`AT_FDCWD` of a descriptor).
fn whole_arguments(id: SyscallId) -> impl Iterator<Item = &'static Family> {
    families(id)
        .iter()
        .filter(|family| !(family.closed && family.how == How::Value))
}

#[cfg(test)]
mod tests;
