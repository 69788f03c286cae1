//! Lists of names, and weights, which are lists too.

use arbitrary::{Result, Unstructured};
use evalbox_compiler::table::{groups, syscalls};

use super::{Writer, chance};

impl Writer {
    /// `ACTION [NAME, @group, -NAME, nr(N)];`
    pub(super) fn list(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let action = self.action(from)?;
        if action == "deny" && self.default.starts_with("deny") {
            return Ok(None);
        }
        let mut items = Vec::new();
        if !self.has_groups && chance(from, 3)? {
            self.has_groups = true;
            for _ in 0..from.int_in_range(1..=2)? {
                items.extend(group(from)?);
            }
        }
        // Long lists now and then: jumps of more than 255 instructions.
        let many = if chance(from, 6)? { 250 } else { 6 };
        let names = from.int_in_range(0..=many)?;
        let all = syscalls::numbers(self.target.abi);
        let mut at = from.choose_index(all.len())?;
        // Neighbours and single holes, which the search treats in ways of its own.
        let step = 1 + usize::from(from.int_in_range(0..=4u8)?);
        for index in 0..names {
            if index % 8 == 7 {
                at = at.wrapping_add(from.int_in_range(0..=63usize)?);
            }
            let (_, id) = all[at % all.len()];
            at += step;
            let name = syscalls::name(id);
            let taken_out = items
                .iter()
                .any(|item| item.strip_prefix('-') == Some(name));
            if !taken_out && self.listed.insert(name.to_owned()) {
                items.push(if chance(from, 16)? {
                    format!("r#{name}")
                } else {
                    name.to_owned()
                });
            }
        }
        if chance(from, 8)? {
            let number = 700 + from.int_in_range(0..=2000u32)?;
            if self.listed.insert(format!("nr({number})")) {
                items.push(format!("nr({number})"));
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        let comma = if chance(from, 4)? { "," } else { "" };
        Ok(Some(format!("{action} [{}{comma}];", items.join(", "))))
    }

    /// `hot [..];` or `profile "..";`, whose file is its path.
    pub(super) fn weights(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let decided: Vec<String> = self.listed.iter().chain(&self.owned).cloned().collect();
        let mut names = Vec::new();
        for _ in 0..from.int_in_range(1..=4)? {
            names.push(decided[from.choose_index(decided.len())?].clone());
        }
        names.retain(|name| !name.starts_with("nr("));
        if names.is_empty() {
            return Ok(None);
        }
        if chance(from, 2)? {
            return Ok(Some(format!("hot [{}];", names.join(", "))));
        }
        let mut counts = String::new();
        for name in names {
            counts.push_str(&format!(
                "{} {name}\n",
                from.int_in_range(0..=1_000_000u64)?
            ));
        }
        Ok(Some(format!("profile {counts:?};")))
    }
}

/// A group, and perhaps some of its members taken out.
fn group(from: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let names = groups::group_names();
    let name = names[from.choose_index(names.len())?];
    let members = groups::group(name).unwrap_or_default();
    let spelt = if chance(from, 4)? {
        name.replace('-', "_")
    } else {
        name.to_owned()
    };
    let mut items = vec![format!("@{spelt}")];
    for _ in 0..from.int_in_range(0..=3)? {
        let Some(&id) = members.get(from.int_in_range(0..=members.len())?) else {
            continue;
        };
        let without = format!("-{}", syscalls::name(id));
        if !items.contains(&without) {
            items.push(without);
        }
    }
    Ok(items)
}
