//! `@name`: sets of system calls, from data/groups.txt.

use super::{SyscallId, lookup};

/// Every group by name, sorted, with its members' `SyscallId`s as text; written by build.rs.
mod data {
    include!(concat!(env!("OUT_DIR"), "/groups.rs"));
}

/// The members of a group, sorted; the name with `-` or `_`, without `@`.
#[must_use]
pub fn group(name: &str) -> Option<Vec<SyscallId>> {
    let members = lookup(&data::GROUPS, &name.replace('_', "-"))?;
    let ids = members.split(' ').filter_map(|id| id.parse().ok());
    Some(ids.map(SyscallId).collect())
}

/// Every group's name, with `-`, sorted.
pub fn group_names() -> impl Iterator<Item = &'static str> {
    data::GROUPS.iter().map(|&(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_read() {
        for (name, members) in data::GROUPS {
            let read = group(name).expect("a group");
            let ids: Vec<String> = read.iter().map(|id| id.0.to_string()).collect();
            assert_eq!(ids.join(" "), members, "@{name}");
        }
    }
}
