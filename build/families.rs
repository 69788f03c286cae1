//! data/families.txt: which argument a constant belongs to, and how it compares. The file's header says how it is written.

#[path = "families/check.rs"]
mod check;
#[path = "families/kernel.rs"]
mod kernel;
#[path = "families/print.rs"]
mod print;

use crate::map::Map;
use crate::signatures::Arguments;
use kernel::Values;

/// The file, read.
#[derive(Default)]
struct Text<'a> {
    sets: Map<&'a str, Vec<&'a str>>,
    used_sets: Vec<&'a str>,
    /// Each name of several for one value, with all of them.
    same: Map<&'a str, Vec<&'a str>>,
    wide: Map<&'a str, usize>,
    /// Flags of no bit.
    empty: Map<&'a str, usize>,
    families: Vec<Family<'a>>,
    any: Vec<(usize, &'a str, &'a str)>,
    through: Vec<(usize, &'a str, &'a str, Vec<&'a str>)>,
    /// Names that are another argument's; a prefix ends in `*`.
    other: Vec<(usize, &'a str, &'a str, Vec<&'a str>)>,
    kernel: Map<&'a str, Values>,
    errors: Vec<String>,
}

/// A `family` statement.
struct Family<'a> {
    line: usize,
    /// `value`, `flag`, or the mask of a field.
    how: String,
    prefixes: Vec<&'a str>,
    closed: bool,
    /// System call and argument.
    arguments: Vec<(&'a str, &'a str)>,
    constants: Vec<&'a str>,
}

/// The Rust source of the tables, or what is wrong with the text.
pub(crate) fn generate(text: &str, syscalls: &Arguments<'_>) -> Result<String, Vec<String>> {
    let mut read = Text::default();
    for (line, words) in statements(text) {
        read.statement(line, &words);
    }
    read.check(syscalls);
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    Ok(read.print(syscalls))
}

/// Statements as words, with the line of the first; an indented line goes on with the statement above.
fn statements(text: &str) -> Vec<(usize, Vec<&str>)> {
    let mut statements: Vec<(usize, Vec<&str>)> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.split('#').next().unwrap_or_default();
        let words = content.split_whitespace();
        match statements.last_mut() {
            Some((_, statement)) if content.starts_with(' ') => statement.extend(words),
            _ if content.trim().is_empty() => {}
            _ => statements.push((line, words.collect())),
        }
    }
    statements
}

impl<'a> Text<'a> {
    /// The constants of the families that are meant, each once, sorted.
    fn constants(&self, meant: impl Fn(&Family<'_>) -> bool) -> Vec<&'a str> {
        let families = self.families.iter().filter(|family| meant(family));
        let mut constants: Vec<&str> = families
            .flat_map(|family| family.constants.iter().copied())
            .collect();
        constants.sort_unstable();
        constants.dedup();
        constants
    }

    fn error(&mut self, line: usize, message: impl AsRef<str>) {
        self.errors
            .push(format!("line {line}: {}", message.as_ref()));
    }

    fn statement(&mut self, line: usize, words: &[&'a str]) {
        match *words {
            ["set", name, ref rest @ ..] => {
                let list = self.expand(line, rest);
                if self.sets.insert(name, list).is_some() {
                    self.error(line, format!("set {name} is there twice"));
                }
            }
            ["same", ref names @ ..] => {
                for name in names {
                    if self.same.insert(name, names.to_vec()).is_some() {
                        self.error(line, format!("{name} is in two `same` statements"));
                    }
                }
            }
            ["wide", ref names @ ..] => {
                for name in names {
                    self.wide.insert(name, line);
                }
            }
            ["empty", ref names @ ..] => {
                for name in names {
                    self.empty.insert(name, line);
                }
            }
            ["family", ref rest @ ..] => self.family(line, rest),
            ["any", argument] => {
                if let Some((call, argument)) = self.argument(line, argument) {
                    self.any.push((line, call, argument));
                }
            }
            ["through", ref rest @ ..] => {
                let found = self.of_arguments(line, rest);
                self.through.extend(found);
            }
            ["other", ref rest @ ..] => {
                let found = self.of_arguments(line, rest);
                self.other.extend(found);
            }
            ["kernel", ref pairs @ ..] if pairs.iter().all(|pair| pair.contains('=')) => {
                for pair in pairs {
                    let (name, value) = pair.split_once('=').unwrap_or_default();
                    self.kernel(line, name, value, &[], false);
                }
            }
            ["kernel", name, value, ref others @ ..] => {
                self.kernel(line, name, value, others, false);
            }
            ["both", name, value, ref others @ ..] => self.kernel(line, name, value, others, true),
            _ => self.error(line, format!("what is `{}`?", words.join(" "))),
        }
    }

    /// `WORD .. of CALL.ARG ..`: the words for each argument.
    fn of_arguments(
        &mut self,
        line: usize,
        words: &[&'a str],
    ) -> Vec<(usize, &'a str, &'a str, Vec<&'a str>)> {
        let of = words.iter().position(|&word| word == "of");
        let (list, places) = words.split_at(of.unwrap_or(words.len()));
        if list.is_empty() || places.len() < 2 {
            self.error(line, "expected `NAME of CALL.ARGUMENT`");
        }
        let mut found = Vec::new();
        for place in places.iter().skip(1) {
            if let Some((call, argument)) = self.argument(line, place) {
                found.push((line, call, argument, list.to_vec()));
            }
        }
        found
    }

    /// The words of a list, `@SET` replaced by the set's.
    fn expand(&mut self, line: usize, words: &[&'a str]) -> Vec<&'a str> {
        let mut list = Vec::new();
        for &word in words {
            match word.strip_prefix('@') {
                None => list.push(word),
                Some(set) => match self.sets.get(&set) {
                    Some(names) => {
                        list.extend(names);
                        self.used_sets.push(set);
                    }
                    None => self.error(line, format!("there is no set `{set}` above")),
                },
            }
        }
        for (index, word) in list.iter().enumerate() {
            if list[..index].contains(word) {
                self.error(line, format!("{word} is there twice"));
            }
        }
        list
    }

    /// `family HOW PREFIX.. [closed] of CALL.ARG .. has NAME ..`
    fn family(&mut self, line: usize, words: &[&'a str]) {
        let mut parts = words.split(|&word| word == "of" || word == "has");
        let (Some(head), Some(places), Some(list), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return self.error(
                line,
                "expected `family HOW PREFIX of CALL.ARGUMENT has NAME`",
            );
        };
        let (how, prefixes) = match *head {
            ["value", ref prefixes @ ..] => ("value".to_owned(), prefixes),
            ["flag", ref prefixes @ ..] => ("flag".to_owned(), prefixes),
            ["field", mask, ref prefixes @ ..] => match number(mask) {
                Some(mask) => (mask.to_string(), prefixes),
                None => return self.error(line, format!("`{mask}` is no mask")),
            },
            _ => return self.error(line, "expected `value`, `flag` or `field MASK`"),
        };
        let closed = prefixes.last() == Some(&"closed");
        let prefixes = prefixes[..prefixes.len() - usize::from(closed)].to_vec();
        let arguments = places
            .iter()
            .filter_map(|place| self.argument(line, place))
            .collect();
        let constants = if *list == ["-"] {
            Vec::new()
        } else {
            self.expand(line, list)
        };
        if prefixes.is_empty() || constants.is_empty() && (closed || *list != ["-"]) {
            self.error(
                line,
                "a family needs a prefix and constants (`-` where libc has none)",
            );
        }
        for name in &constants {
            if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
                self.error(
                    line,
                    format!("{name} has none of the prefixes {}", prefixes.join(", ")),
                );
            }
        }
        self.families.push(Family {
            line,
            how,
            prefixes,
            closed,
            arguments,
            constants,
        });
    }

    /// `CALL.ARGUMENT`
    fn argument(&mut self, line: usize, place: &'a str) -> Option<(&'a str, &'a str)> {
        let parts = place.split_once('.');
        if parts.is_none() {
            self.error(line, format!("expected CALL.ARGUMENT, not `{place}`"));
        }
        parts
    }
}

/// A number, decimal, `0x` or `0o`.
fn number(text: &str) -> Option<u64> {
    if let Some(hex) = text.strip_prefix("0x") {
        return u64::from_str_radix(hex, 16).ok();
    }
    match text.strip_prefix("0o") {
        Some(octal) => u64::from_str_radix(octal, 8).ok(),
        None => text.parse().ok(),
    }
}
