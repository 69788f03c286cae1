//! The families as build/families/print.rs writes them down, read when a policy names their call.
//!
//! They are text there: rustc takes in a string at once where it would check three thousand constants one by one, on every
//! user's machine, and a policy names a few calls.

use std::str::Split;
use std::sync::OnceLock;

use super::data::{FAMILIES, KERNEL, LISTS};
use crate::table::{Family, How, KnownConstant, SyscallId};
use crate::target::Abi;

/// The families of a system call, in the order of data/families.txt.
#[must_use]
pub fn families(id: SyscallId) -> &'static [Family] {
    static READ: [OnceLock<Vec<Family>>; FAMILIES.len()] =
        [const { OnceLock::new() }; FAMILIES.len()];
    match FAMILIES.binary_search_by_key(&id, |&(entry, _)| entry) {
        Ok(index) => {
            READ[index].get_or_init(|| FAMILIES[index].1.lines().filter_map(family).collect())
        }
        Err(_) => &[],
    }
}

/// `ARGUMENT HOW open|closed LIST PARTIAL PREFIX ..`, lists by their places in `LISTS`.
fn family(line: &'static str) -> Option<Family> {
    let mut words = line.split(' ');
    let argument = words.next()?;
    let how = match words.next()? {
        "value" => How::Value,
        "flag" => How::Flag,
        mask => How::Field(mask.parse().ok()?),
    };
    Some(Family {
        argument,
        how,
        closed: words.next()? == "closed",
        constants: list(words.next()?)?,
        partial: list(words.next()?)?,
        prefixes: words.collect(),
    })
}

fn list(place: &str) -> Option<Vec<KnownConstant>> {
    let list: &'static str = LISTS.get(place.parse::<usize>().ok()?)?;
    Some(list.split_terminator(' ').map(constant).collect())
}

/// `NAME=ALIAS=..`, with a `+` before the name of a single bit.
fn constant(word: &'static str) -> KnownConstant {
    let (single_bit, names) = match word.strip_prefix('+') {
        Some(names) => (true, names),
        None => (false, word),
    };
    let mut names = names.split('=');
    KnownConstant {
        name: names.next().unwrap_or_default(),
        single_bit,
        aliases: names.collect(),
    }
}

/// The kernel's value of a constant on that ABI, where the table gives it because `libc` lacks the name on some target or has
/// another value (its `O_LARGEFILE` is 0 where the library sets the flag by itself). `None` where that kernel has no such constant.
#[must_use]
pub fn kernel_value(name: &str, abi: Abi) -> Option<u64> {
    let mut values = lookup(&KERNEL, &name)?.split(' ');
    let most = values.next()?;
    let other = values
        .filter_map(|value| value.split_once('='))
        .find(|(place, _)| place.parse() == Ok(abi as usize));
    // Of `-` there is no number.
    other.map_or(most, |(_, value)| value).parse().ok()
}

/// A system call's lines of a table, each with its first word apart.
pub(super) fn lines(
    table: &[(SyscallId, &'static str)],
    id: SyscallId,
) -> impl Iterator<Item = (&'static str, Split<'static, char>)> {
    let lines = lookup(table, &id).unwrap_or_default().lines();
    lines.filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words))
    })
}

/// The entry of a sorted table.
pub(super) fn lookup<K: Ord>(table: &[(K, &'static str)], key: &K) -> Option<&'static str> {
    let index = table.binary_search_by(|(entry, _)| entry.cmp(key)).ok()?;
    Some(table[index].1)
}
