//! `@name`: sets of system calls.

use super::SyscallId;

/// The members of a group; the name with `-` or `_`, without `@`.
#[must_use]
pub fn group(name: &str) -> Option<&'static [SyscallId]> {
    let _ = name;
    None
}

/// Every group's name, with `-`, sorted.
pub fn group_names() -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}
