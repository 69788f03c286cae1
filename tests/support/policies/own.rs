//! The statements of one system call.

use arbitrary::{Result, Unstructured};
use evalbox_compiler::table::families::{any_constant, families, short_prefix};
use evalbox_compiler::table::{How, KnownConstant, syscalls};

use super::values::value;
use super::{Writer, chance};
use crate::words;

impl Writer {
    /// `SYSCALL ACTION CONST, GLOB*;`, several times where they have one sort.
    pub(super) fn constants(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        const USUAL: [&str; 16] = [
            "socket",
            "clone",
            "ioctl",
            "prctl",
            "openat",
            "futex",
            "ptrace",
            "mprotect",
            "mmap",
            "unshare",
            "fcntl",
            "madvise",
            "kill",
            "dup3",
            "open",
            "setsockopt",
        ];
        let id = if chance(from, 3)? {
            let all: Vec<_> = syscalls::all()
                .filter(|&id| !families(id).is_empty())
                .collect();
            all[from.choose_index(all.len())?]
        } else {
            let usual = syscalls::find(from.choose(&USUAL)?);
            usual.expect("the table has the usual calls")
        };
        let name = syscalls::name(id);
        if !self.owned.insert(name.to_owned()) {
            return Ok(None);
        }
        let allows = chance(from, 2)?;
        let mut statements = Vec::new();
        for _ in 0..from.int_in_range(1..=3)? {
            let action = if allows {
                "allow".to_owned()
            } else {
                self.refusal(from)?
            };
            let mut list: Vec<String> = Vec::new();
            let most = if chance(from, 6)? { 30 } else { 5 };
            for _ in 0..from.int_in_range(1..=most)? {
                let member = self.member(from, name, allows)?;
                list.extend(member.filter(|member| is_new(member, &list)));
            }
            if !list.is_empty() {
                statements.push(format!("{name} {action} {};", list.join(", ")));
            }
        }
        Ok(Some(statements.join(" ")).filter(|text| !text.is_empty()))
    }

    fn member(
        &self,
        from: &mut Unstructured<'_>,
        name: &str,
        allows: bool,
    ) -> Result<Option<String>> {
        let id = syscalls::find(name).expect("the caller has it from the table");
        if any_constant(id).is_some() && chance(from, 3)? {
            return value(from, 32, false, false).map(Some);
        }
        let families = families(id);
        let family = from.choose(families)?;
        let all: Vec<&KnownConstant> = family.all().collect();
        if all.is_empty() {
            return Ok(None);
        }
        let word = all[from.choose_index(all.len())?].name;
        // A flag without a bit matches nothing, and is a mistake in a list that refuses.
        let matches = |value: &i128| allows || family.how != How::Flag || *value != 0;
        if words::word(word).filter(matches).is_none() {
            return Ok(None);
        }
        let short = short_prefix(id).and_then(|prefix| word.strip_prefix(prefix));
        Ok(Some(match (from.int_in_range(0..=7u8)?, short) {
            (5, Some(short)) if short.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                short.to_owned()
            }
            (6, _)
                if family.partial.is_empty()
                    && family
                        .constants
                        .iter()
                        .all(|one| words::word(one.name).is_some_and(|v| v != 0)) =>
            {
                let length = word
                    .rfind('_')
                    .map_or(word.len() - 1, |at| (at + 2).min(word.len() - 1));
                format!("{}*", &word[..length])
            }
            (7, _) => format!("libc::{word}"),
            _ => word.to_owned(),
        }))
    }

    /// `SYSCALL ACTION if CONDITION;`, several times where they have one sort.
    pub(super) fn conditions(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let Some(name) = self.call(from)? else {
            return Ok(None);
        };
        let Some(first) = self.condition(from, name)? else {
            return Ok(None);
        };
        self.owned.insert(name.to_owned());
        let allows = chance(from, 2)?;
        let mut statements = Vec::new();
        let mut next = Some(first);
        for _ in 0..from.int_in_range(1..=4)? {
            let Some(condition) = next.take() else { break };
            let action = if allows {
                "allow".to_owned()
            } else {
                self.refusal(from)?
            };
            statements.push(format!("{name} {action} if {condition};"));
            next = self.condition(from, name)?;
        }
        Ok(Some(statements.join("\n")))
    }

    /// `SYSCALL { CONDITION => ACTION, _ => ACTION }`
    pub(super) fn block(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let number = 3000 + from.int_in_range(0..=3u16)?;
        let (spelt, name) = if chance(from, 16)? {
            (format!("nr({number})"), "nr")
        } else {
            let Some(name) = self.call(from)? else {
                return Ok(None);
            };
            (name.to_owned(), name)
        };
        if !self.owned.insert(spelt.clone()) {
            return Ok(None);
        }
        let mut arms = String::new();
        for _ in 0..from.int_in_range(0..=6)? {
            let Some(condition) = self.condition(from, name)? else {
                break;
            };
            arms.push_str(&format!("{condition} => {},\n  ", self.action(from)?));
        }
        if arms.is_empty() || chance(from, 2)? {
            arms.push_str(&format!("_ => {}", self.action(from)?));
        }
        Ok(Some(format!("{spelt} {{ {arms} }}")))
    }

    /// One rule for an ABI, another for the rest.
    pub(super) fn by_abi(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let Some(name) = self.call(from)? else {
            return Ok(None);
        };
        let (first, second) = (self.condition(from, name)?, self.condition(from, name)?);
        let (Some(first), Some(second)) = (first, second) else {
            return Ok(None);
        };
        self.owned.insert(name.to_owned());
        let abi = from.choose(&self.abis)?.name();
        let (then, other) = (self.action(from)?, self.action(from)?);
        Ok(Some(format!(
            "#[cfg(abi = \"{abi}\")] {name} {{ {first} => {then} }}\n#[cfg(not(abi = \"{abi}\"))] {name} {{ {second} => {other} }}"
        )))
    }

    /// `expect SYSCALL(ARG, _) => ACTION;`: its answer is not looked at here, and may be wrong.
    pub(super) fn expect(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let all = syscalls::numbers(self.target.abi);
        let (_, id) = all[from.choose_index(all.len())?];
        let count = syscalls::arguments(id, self.target.abi).map_or(0, |arguments| arguments.len());
        let mut arguments = Vec::new();
        for _ in 0..from.int_in_range(0..=count)? {
            arguments.push(if chance(from, 2)? {
                value(from, 16, false, false)?
            } else {
                "_".to_owned()
            });
        }
        let action = self.action(from)?;
        Ok(Some(format!(
            "expect {}({}) => {action};",
            syscalls::name(id),
            arguments.join(", ")
        )))
    }
}

/// Whether a list has no such member yet: by any of its names, or through a glob.
fn is_new(member: &str, list: &[String]) -> bool {
    let bare = |text: &str| {
        let text = text.trim_start_matches("libc::");
        text.trim_end_matches('*').to_owned()
    };
    let member = bare(member);
    list.iter().map(|other| bare(other)).all(|other| {
        let begins = other.starts_with(&member) || member.starts_with(&other);
        !begins && !other.ends_with(&member) && !member.ends_with(&other)
    })
}
