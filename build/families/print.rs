//! The Rust source of the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Text;

impl Text<'_> {
    /// `FAMILIES`, `ANY`, `THROUGH` and `OTHER` by system call, `KERNEL` by name; `listed!` gives the names to the tests.
    pub(super) fn print(&self, ids: &BTreeMap<&str, usize>) -> String {
        let mut lists = Lists::default();
        let mut entries = BTreeMap::<usize, Vec<String>>::new();
        for family in &self.families {
            let flag = family.how == "How::Flag";
            let (partial, constants): (Vec<&str>, Vec<&str>) = family
                .constants
                .iter()
                .partition(|name| self.is_partial(name));
            let constants = lists.add(constants.iter().map(|name| self.constant(name, flag)));
            let partial = lists.add(partial.iter().map(|name| self.constant(name, flag)));
            for (call, argument) in &family.arguments {
                let source = format!(
                    "Family {{ prefixes: &{:?}, argument: {argument:?}, how: {}, closed: {}, constants: {constants}, partial: {partial} }}",
                    family.prefixes, family.how, family.closed
                );
                entries.entry(ids[call]).or_default().push(source);
            }
        }
        let by_call = |statements: &[(usize, &str, &str, Vec<&str>)]| {
            let mut by_call = BTreeMap::<usize, Vec<String>>::new();
            for (_, call, argument, names) in statements {
                let source = format!("({argument:?}, &{names:?})");
                by_call.entry(ids[call]).or_default().push(source);
            }
            rows(&by_call)
        };
        let mut any: Vec<(usize, &str)> = self
            .any
            .iter()
            .map(|&(_, call, argument)| (ids[call], argument))
            .collect();
        any.sort_unstable();

        let mut out = lists.source;
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "static FAMILIES: &[(SyscallId, &[Family])] = &[\n{}];",
            rows(&entries)
        );
        let _ = writeln!(
            out,
            "static THROUGH: &[(SyscallId, Named)] = &[\n{}];",
            by_call(&self.through)
        );
        let _ = writeln!(
            out,
            "static OTHER: &[(SyscallId, Named)] = &[\n{}];",
            by_call(&self.other)
        );
        let any: String = any
            .iter()
            .map(|(id, argument)| format!("(SyscallId({id}), {argument:?}), "))
            .collect();
        let _ = writeln!(out, "static ANY: &[(SyscallId, &str)] = &[{any}];");
        let kernel: String = self
            .kernel
            .iter()
            .map(|(name, values)| {
                let others: Vec<_> = values.others.iter().collect();
                format!("    ({name:?}, {:?}, &{others:?}),\n", values.most)
            })
            .collect();
        let _ = writeln!(out, "static KERNEL: &[Stated] = &[\n{kernel}];");
        let names: BTreeSet<&str> = self
            .families
            .iter()
            .flat_map(|family| &family.constants)
            .copied()
            .collect();
        let names: Vec<&str> = names
            .into_iter()
            .filter(|name| !self.is_partial(name))
            .collect();
        let _ = writeln!(
            out,
            "#[cfg(test)]\nmacro_rules! listed {{ ($values:ident) => {{ $values!({}) }} }}",
            names.join(" ")
        );
        // These are functions of libc's.
        let functions = ["SIGRTMIN", "SIGRTMAX"];
        let stated: Vec<&str> = self
            .kernel
            .keys()
            .copied()
            .filter(|name| !functions.contains(name))
            .collect();
        let _ = writeln!(
            out,
            "#[cfg(test)]\nmacro_rules! stated {{ ($values:ident) => {{ $values!({}) }} }}",
            stated.join(" ")
        );
        out
    }

    /// Whether globs do not just take libc's constant.
    fn is_partial(&self, name: &str) -> bool {
        let lacking = self.kernel.get(name).is_some_and(|values| !values.in_libc);
        lacking || self.empty.contains_key(name)
    }

    fn constant(&self, name: &str, flag: bool) -> String {
        let single_bit = flag && !self.wide.contains_key(name);
        let aliases: Vec<&str> = self
            .same
            .get(name)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&other| other != name)
            .collect();
        format!(
            "KnownConstant {{ name: {name:?}, single_bit: {single_bit}, aliases: &{aliases:?} }}"
        )
    }
}

/// Lists of constants that families share, each once.
#[derive(Default)]
struct Lists {
    names: BTreeMap<String, String>,
    source: String,
}

impl Lists {
    /// The Rust expression for a list.
    fn add(&mut self, constants: impl Iterator<Item = String>) -> String {
        let body: String = constants
            .map(|constant| format!("    {constant},\n"))
            .collect();
        if body.is_empty() {
            return "&[]".to_owned();
        }
        let next = format!("LIST_{}", self.names.len());
        let name = self
            .names
            .entry(body.clone())
            .or_insert_with(|| next.clone());
        if *name == next {
            let _ = writeln!(
                self.source,
                "static {next}: &[KnownConstant] = &[\n{body}];"
            );
        }
        name.clone()
    }
}

/// Rows of a table sorted by system call.
fn rows(entries: &BTreeMap<usize, Vec<String>>) -> String {
    entries
        .iter()
        .map(|(id, list)| format!("    (SyscallId({id}), &[{}]),\n", list.join(", ")))
        .collect()
}
