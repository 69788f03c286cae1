//! The families as build/families/arguments.rs writes them down, read when a policy names their call.
//!
//! They are text there: rustc takes in a string at once where it would check three thousand constants one by one, on every
//! user's machine, and a policy names a few calls.

use std::sync::OnceLock;

use super::data::{FAMILIES, KERNEL, PLACES};
use crate::table::{Family, How, KnownConstant, SyscallId, lookup, number, words};
use crate::target::Abi;

/// The families of a system call, in the order of data/families.txt.
#[must_use]
pub fn families(id: SyscallId) -> &'static [Family] {
    static READ: [OnceLock<Vec<Family>>; PLACES.len()] = [const { OnceLock::new() }; PLACES.len()];
    let Some(read) = READ.get(usize::from(id.0)) else {
        return &[];
    };
    read.get_or_init(|| {
        let mut families = Vec::new();
        for line in text_of(&PLACES, id).lines() {
            if let Some(family) = family(line) {
                families.push(family);
            }
        }
        families
    })
}

/// `ARGUMENT PLACE`, of a family `HOW open|closed PREFIX ..;CONSTANT ..;PARTIAL ..`
fn family(line: &'static str) -> Option<Family> {
    let (argument, place) = line.split_once(' ')?;
    let text: &'static str = FAMILIES.get(number(place)?)?;
    let (head, listed) = text.split_once(';')?;
    let (how, head) = head.split_once(' ')?;
    let (openness, prefixes) = head.split_once(' ')?;
    let (common, partial) = listed.split_once(';')?;
    let how = match how {
        "value" => How::Value,
        "flag" => How::Flag,
        mask => How::Field(mask.parse().ok()?),
    };
    Some(Family {
        argument,
        how,
        closed: openness == "closed",
        prefixes: words(prefixes, ' '),
        constants: constants(common),
        partial: constants(partial),
    })
}

fn constants(list: &'static str) -> Vec<KnownConstant> {
    let mut constants = Vec::new();
    for word in list.split_terminator(' ') {
        constants.push(constant(word));
    }
    constants
}

/// `NAME=ALIAS=..`, with a `+` before the name of a single bit.
fn constant(word: &'static str) -> KnownConstant {
    let (single_bit, names) = match word.strip_prefix('+') {
        Some(names) => (true, names),
        None => (false, word),
    };
    let (name, aliases) = names.split_once('=').unwrap_or((names, ""));
    KnownConstant {
        name,
        single_bit,
        aliases: words(aliases, '='),
    }
}

/// The kernel's value of a constant on that ABI, where the table gives it because `libc` lacks the name on some target or has
/// another value (its `O_LARGEFILE` is 0 where the library sets the flag by itself). `None` where that kernel has no such constant.
#[must_use]
pub fn kernel_value(name: &str, abi: Abi) -> Option<u64> {
    let mut of_abi = "";
    for value in lookup(&KERNEL, name)?.split(' ') {
        match value.split_once('=') {
            None => of_abi = value,
            Some((place, value)) if number(place) == Some(abi as usize) => {
                of_abi = value;
                break;
            }
            Some(_) => {}
        }
    }
    // Of `-` there is no number.
    of_abi.parse().ok()
}

/// What a table says of a system call: lines, none for most calls.
pub(super) fn text_of(table: &[&'static str], id: SyscallId) -> &'static str {
    match table.get(usize::from(id.0)) {
        Some(text) => text,
        None => "",
    }
}
