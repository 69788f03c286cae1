//! What can only be seen once all of data/families.txt is read.

use super::Text;
use super::kernel::Values;
use crate::map::Map;
use crate::numbers::ABIS;
use crate::signatures::Arguments;

impl Text<'_> {
    pub(super) fn check(&mut self, syscalls: &Arguments<'_>) {
        let mut errors = Vec::new();
        let mut error =
            |line: usize, message: String| errors.push(format!("line {line}: {message}"));

        let families = self
            .families
            .iter()
            .flat_map(|family| family.arguments.iter().map(|&place| (family.line, place)));
        let any = self
            .any
            .iter()
            .map(|&(line, call, argument)| (line, (call, argument)));
        let through = self
            .through
            .iter()
            .chain(&self.other)
            .map(|&(line, call, argument, _)| (line, (call, argument)));
        for (line, (call, argument)) in families.chain(any).chain(through) {
            match syscalls.of(call) {
                None => error(line, format!("no architecture has a system call `{call}`")),
                Some([]) => {}
                Some(arguments) => {
                    if !arguments.concat().iter().any(|name| name == argument) {
                        let names: Vec<String> =
                            arguments.iter().map(|names| names.join("/")).collect();
                        error(
                            line,
                            format!("{call}({}) has no argument `{argument}`", names.join(", ")),
                        );
                    }
                }
            }
        }

        // One name, one family; and of two open families the longer prefix decides, so they must differ.
        let mut owners = Map::default();
        for family in &self.families {
            let open = family.prefixes.iter().filter(|_| !family.closed);
            for &(call, _) in &family.arguments {
                for name in family.constants.iter().chain(open.clone()) {
                    if let Some(other) = owners.insert((call, *name), family.line) {
                        error(
                            family.line,
                            format!(
                                "{name} of {call} belongs to the family of line {other} as well"
                            ),
                        );
                    }
                }
            }
        }

        for (line, call, argument, names) in &self.other {
            let of = self
                .families
                .iter()
                .filter(|family| family.arguments.contains(&(call, argument)));
            let prefixes: Vec<&str> = of.flat_map(|family| family.prefixes.clone()).collect();
            for name in names {
                if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
                    let message =
                        format!("{name} does not begin as the constants of {call}.{argument} do");
                    error(*line, message);
                }
            }
        }

        let listed = self.constants(|_| true);
        let is_listed = |name: &str| listed.binary_search(&name).is_ok();
        for (name, &line) in self.wide.iter().chain(self.empty.iter()) {
            if !is_listed(name) {
                error(line, format!("no family lists {name}"));
            }
        }
        for name in self.same.keys().filter(|name| !is_listed(name)) {
            error(0, format!("`same` says {name}, and no family lists it"));
        }
        for set in self.sets.keys().filter(|set| !self.used_sets.contains(set)) {
            error(0, format!("set {set} is never used"));
        }
        for (line, .., flags) in &self.through {
            for flag in flags {
                let everywhere = |values: &Values| values.each().count() == ABIS.len();
                if !self.kernel.get(flag).is_some_and(everywhere) {
                    error(
                        *line,
                        format!("no `kernel` statement gives the values of {flag} on every ABI"),
                    );
                }
            }
        }
        let flags = self.constants(|family| family.how == "flag");
        for (name, values) in self.kernel.iter() {
            let is_flag = flags.binary_search(name).is_ok();
            if !is_listed(name) {
                error(values.line, format!("no family lists {name}"));
            }
            if self.empty.contains(name) || is_flag && values.each().any(|value| value == 0) {
                error(values.line, format!("{name} has no bit: say `empty`"));
            }
            let several = values.each().any(|value| value.count_ones() > 1);
            if is_flag && several && !self.wide.contains(name) {
                error(values.line, format!("{name} has several bits: say `wide`"));
            }
            if values.each().next().is_none() {
                error(values.line, format!("{name} is nowhere"));
            }
        }
        self.errors.append(&mut errors);
    }
}
