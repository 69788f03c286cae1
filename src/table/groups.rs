//! `@name`: sets of system calls, from data/groups.txt.

use super::SyscallId;

include!(concat!(env!("OUT_DIR"), "/groups.rs"));

/// The members of a group, sorted; the name with `-` or `_`, without `@`.
#[must_use]
pub fn group(name: &str) -> Option<&'static [SyscallId]> {
    let name = name.replace('_', "-");
    let index = GROUPS.binary_search_by_key(&name.as_str(), |&(group, _)| group).ok()?;
    Some(GROUPS[index].1)
}

/// Every group's name, with `-`, sorted.
pub fn group_names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().map(|&(name, _)| name)
}
