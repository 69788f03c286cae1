//! Which argument a constant belongs to, by the family that its name begins with; from data/families.txt.

use super::{Family, How, KnownConstant, SyscallId};
use crate::target::Abi;

/// Arguments with names: the flags that an allow list always lets through, and constants that are another argument's.
type Named = &'static [(&'static str, &'static [&'static str])];

/// A constant's value on most ABIs, and by index into [`Abi::ALL`] where it is another; `None` where the kernel has no such constant.
type Stated = (&'static str, Option<u64>, &'static [(usize, Option<u64>)]);

include!(concat!(env!("OUT_DIR"), "/families.rs"));

/// The families of a system call, in the order of data/families.txt.
#[must_use]
pub fn families(id: SyscallId) -> &'static [Family] {
    lookup(FAMILIES, id).unwrap_or_default()
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
    if let Some(argument) = lookup(ANY, id) {
        return Some(argument);
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
    let arguments = lookup(OTHER, id).unwrap_or_default();
    let is = |name: &&str| match name.strip_suffix('*') {
        Some(prefix) => word.starts_with(prefix),
        None => *name == word,
    };
    let of = arguments.iter().find(|(_, names)| names.iter().any(is));
    of.map(|&(argument, _)| argument)
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
    let arguments = lookup(THROUGH, id).unwrap_or_default();
    let names = arguments
        .iter()
        .filter(|&&(name, _)| name == argument)
        .flat_map(|&(_, flags)| flags);
    names.fold(0, |bits, flag| bits | kernel_value(flag, abi).unwrap_or(0))
}

/// The kernel's value of a constant on that ABI, where the table gives it because `libc` lacks the name on some target or has
/// another value (its `O_LARGEFILE` is 0 where the library sets the flag by itself). `None` where that kernel has no such constant.
#[must_use]
pub fn kernel_value(name: &str, abi: Abi) -> Option<u64> {
    let index = KERNEL
        .binary_search_by_key(&name, |&(name, ..)| name)
        .ok()?;
    let (_, most, others) = KERNEL[index];
    let other = others
        .iter()
        .find(|&&(abi_index, _)| Abi::ALL[abi_index] == abi);
    other.map_or(most, |&(_, value)| value)
}

/// The families that speak of a whole argument. A closed value family only names special values of one (`AT_FDCWD` of a descriptor).
fn whole_arguments(id: SyscallId) -> impl Iterator<Item = &'static Family> {
    families(id)
        .iter()
        .filter(|family| !(family.closed && family.how == How::Value))
}

/// The entry of a table sorted by system call.
fn lookup<T: Copy>(table: &[(SyscallId, T)], id: SyscallId) -> Option<T> {
    let index = table.binary_search_by_key(&id, |&(entry, _)| entry).ok()?;
    Some(table[index].1)
}

#[cfg(test)]
mod tests;
