//! `@name`: sets of system calls, from data/groups.txt.

use super::{SyscallId, lookup, number};

/// Every group by name, sorted, with its members' `SyscallId`s as text; written by build.rs.
mod data {
    include!(concat!(env!("OUT_DIR"), "/groups.rs"));
}

/// The members of a group, sorted; the name with `-` or `_`, without `@`.
#[must_use]
pub fn group(name: &str) -> Option<Vec<SyscallId>> {
    let members = lookup(&data::GROUPS, &name.replace('_', "-"))?;
    let mut ids = Vec::new();
    for id in members.split(' ') {
        ids.push(SyscallId(u16::try_from(number(id)?).ok()?));
    }
    Some(ids)
}

/// Every group's name, with `-`, sorted.
#[must_use]
pub fn group_names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for &(name, _) in &data::GROUPS {
        names.push(name);
    }
    names
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
