//! The families as build/families/arguments.rs writes them down, read when a policy names their call.
//!
//! They are text there: rustc takes in a string at once where it would check three thousand constants one by one, on every
//! user's machine, and a policy names a few calls.

use std::str::Split;
use std::sync::OnceLock;

use super::data::{FAMILIES, KERNEL, PLACES};
use crate::table::{Family, How, KnownConstant, SyscallId, lookup};
use crate::target::Abi;

/// The families of a system call, in the order of data/families.txt.
#[must_use]
pub fn families(id: SyscallId) -> &'static [Family] {
    static READ: [OnceLock<Vec<Family>>; PLACES.len()] = [const { OnceLock::new() }; PLACES.len()];
    match READ.get(usize::from(id.0)) {
        Some(read) => {
            read.get_or_init(|| text_of(&PLACES, id).lines().filter_map(family).collect())
        }
        None => &[],
    }
}

/// `ARGUMENT PLACE`, of a family `HOW open|closed PREFIX ..;CONSTANT ..;PARTIAL ..`
fn family(line: &'static str) -> Option<Family> {
    let (argument, place) = line.split_once(' ')?;
    let text: &'static str = FAMILIES.get(place.parse::<usize>().ok()?)?;
    let mut parts = text.split(';');
    let mut words = parts.next()?.split(' ');
    let how = match words.next()? {
        "value" => How::Value,
        "flag" => How::Flag,
        mask => How::Field(mask.parse().ok()?),
    };
    Some(Family {
        argument,
        how,
        closed: words.next()? == "closed",
        prefixes: words.collect(),
        constants: constants(parts.next()?),
        partial: constants(parts.next()?),
    })
}

fn constants(list: &'static str) -> Vec<KnownConstant> {
    list.split_terminator(' ').map(constant).collect()
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
    let mut values = lookup(&KERNEL, name)?.split(' ');
    let most = values.next()?;
    let other = values
        .filter_map(|value| value.split_once('='))
        .find(|(place, _)| place.parse() == Ok(abi as usize));
    // Of `-` there is no number.
    other.map_or(most, |(_, value)| value).parse().ok()
}

/// What a table says of a system call: lines, none for most calls.
pub(super) fn text_of(table: &[&'static str], id: SyscallId) -> &'static str {
    table.get(usize::from(id.0)).copied().unwrap_or_default()
}

/// A system call's lines of a table, each with its first word apart.
pub(super) fn lines(
    table: &[&'static str],
    id: SyscallId,
) -> impl Iterator<Item = (&'static str, Split<'static, char>)> {
    text_of(table, id).lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words))
    })
}
