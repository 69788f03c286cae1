//! The tables as Rust source: lines of text by system call. rustc takes in a string at once where it would check three thousand
//! constants one by one, on every user's machine; src/table/families/read.rs reads the lines of the calls that a policy names.

use std::fmt::Write as _;

use super::Text;
use crate::map::Map;
use crate::signatures::Arguments;

/// Lines by system call.
type ByCall = Map<usize, Vec<String>>;

impl Text<'_> {
    /// `FAMILIES`, `ANY`, `THROUGH` and `OTHER` by system call, `LISTS` of constants, `KERNEL` by name; `listed!` and `stated!` give
    /// the names to the tests.
    pub(super) fn print(&self, calls: &Arguments<'_>) -> String {
        let mut lists = Lists::default();
        let id = |call: &str| calls.id(call).expect("a call that `check` knows");
        let mut families = ByCall::default();
        for family in &self.families {
            let flag = family.how == "flag";
            let (partial, constants): (Vec<&str>, Vec<&str>) = family
                .constants
                .iter()
                .partition(|name| self.is_partial(name));
            let constants = lists.add(constants.iter().map(|name| self.constant(name, flag)));
            let partial = lists.add(partial.iter().map(|name| self.constant(name, flag)));
            let closed = if family.closed { "closed" } else { "open" };
            let rest = [&family.how, closed, &constants, &partial].map(str::to_owned);
            let rest = [rest.join(" "), family.prefixes.join(" ")].join(" ");
            for (call, argument) in &family.arguments {
                families.of(id(call)).push(format!("{argument} {rest}"));
            }
        }
        let named = |statements: &[(usize, &str, &str, Vec<&str>)]| {
            let mut lines = ByCall::default();
            for (_, call, argument, names) in statements {
                let line = format!("{argument} {}", names.join(" "));
                lines.of(id(call)).push(line);
            }
            lines
        };
        let mut any = ByCall::default();
        for (_, call, argument) in &self.any {
            any.insert(id(call), vec![(*argument).to_owned()]);
        }

        let mut out = table("FAMILIES", &families);
        out += &table("THROUGH", &named(&self.through));
        out += &table("OTHER", &named(&self.other));
        out += &table("ANY", &any);
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "pub(super) static LISTS: [&str; {}] = {:#?};",
            lists.list.len(),
            lists.list
        );
        let kernel: Vec<(&str, String)> = self
            .kernel
            .iter()
            .map(|(name, values)| (*name, values.print()))
            .collect();
        let _ = writeln!(
            out,
            "pub(super) static KERNEL: [(&str, &str); {}] = {kernel:?};",
            kernel.len()
        );
        let names: Vec<&str> = self
            .constants(|_| true)
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
        let lacking = self.kernel.get(&name).is_some_and(|values| !values.in_libc);
        lacking || self.empty.contains(&name)
    }

    fn constant(&self, name: &str, flag: bool) -> String {
        let single_bit = flag && !self.wide.contains(&name);
        let aliases: Vec<&str> = self
            .same
            .get(&name)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&other| other != name)
            .collect();
        let mark = if single_bit { "+" } else { "" };
        let names: Vec<&str> = [name].into_iter().chain(aliases).collect();
        format!("{mark}{}", names.join("="))
    }
}

/// Lists of constants that families share, each once.
#[derive(Default)]
struct Lists {
    list: Vec<String>,
}

impl Lists {
    /// The list's place.
    fn add(&mut self, constants: impl Iterator<Item = String>) -> String {
        let list = constants.collect::<Vec<_>>().join(" ");
        let place = self.list.iter().position(|other| *other == list);
        let place = place.unwrap_or_else(|| {
            self.list.push(list);
            self.list.len() - 1
        });
        place.to_string()
    }
}

/// A table sorted by system call.
fn table(name: &str, lines: &ByCall) -> String {
    let rows: String = lines
        .iter()
        .map(|(id, lines)| format!("    (SyscallId({id}), {:?}),\n", lines.join("\n")))
        .collect();
    format!(
        "pub(super) static {name}: [(SyscallId, &str); {}] = [\n{rows}];\n",
        lines.len()
    )
}
