//! What data/families.txt says of names, whatever argument they belong to.

use crate::names::Names;
use crate::numbers::column;
use crate::text::{Statement, number, push_word};

/// Names with the places of the statements that say so.
#[derive(Default)]
pub(crate) struct Facts<'a, 's> {
    statements: &'s [Statement<'a>],
    sets: Names<'a>,
    same: Names<'a>,
    pub(crate) wide: Names<'a>,
    /// Names of which globs do not just take libc's constant: the kernel's value is given, or they are flags of no bit.
    partial: Names<'a>,
    /// Names with their places in `values`.
    pub(crate) kernel: Names<'a>,
    /// The kernel's values of a name, as src/table/families/read.rs reads them: `VALUE COLUMN=VALUE ..`.
    pub(crate) values: Vec<String>,
}

impl<'a, 's> Facts<'a, 's> {
    pub(crate) fn of(statements: &'s [Statement<'a>]) -> Self {
        Facts {
            statements,
            ..Facts::default()
        }
    }

    /// Reads a statement that speaks of names alone.
    pub(crate) fn read(&mut self, place: usize) -> Result<(), String> {
        let words = &self.statements[place].words;
        match **words {
            ["set", name, _, ..] => {
                if self.sets.insert(name, place).is_some() {
                    return Err(format!("set {name} is there twice"));
                }
            }
            ["same", ref names @ ..] => {
                for name in names {
                    if self.same.insert(name, place).is_some() {
                        return Err(format!("`same` has {name} twice"));
                    }
                }
            }
            ["wide", ref names @ ..] => {
                for name in names {
                    self.wide.insert(name, place);
                }
            }
            ["empty", ref names @ ..] => {
                for name in names {
                    self.partial.insert(name, place);
                }
            }
            ["kernel", name, value, ref others @ ..] if name.split_once('=').is_none() => {
                self.partial.insert(name, place);
                self.kernel(name, value, others)?;
            }
            ["kernel", ref pairs @ ..] => {
                for pair in pairs {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    self.partial.insert(name, place);
                    self.kernel(name, value, &[])?;
                }
            }
            ["both", name, value, ref others @ ..] => self.kernel(name, value, others)?,
            ["family" | "through" | "other", ..] | ["any", _] => {}
            _ => return Err(format!("what is `{} ..`?", words[0])),
        }
        Ok(())
    }

    /// `NAME VALUE ABI=VALUE ..`
    fn kernel(&mut self, name: &'a str, value: &str, others: &[&str]) -> Result<(), String> {
        let most = kernel_value(value)?;
        let mut values = most.clone();
        let mut abis = Names::default();
        for other in others {
            let (abi, value) = other.split_once('=').unwrap_or((other, ""));
            let value = kernel_value(value)?;
            match column(abi) {
                Some(column) if value != most && abis.insert(abi, column).is_none() => {
                    push_word(&mut values, &format!("{column}={value}"));
                }
                _ => {
                    return Err(format!(
                        "`{other}` is no ABI=VALUE of another ABI and value"
                    ));
                }
            }
        }
        if self.kernel.insert(name, self.values.len()).is_some() {
            return Err(format!("{name} has its values already"));
        }
        self.values.push(values);
        Ok(())
    }

    /// The words of a list, `@SET` replaced by the set's.
    pub(crate) fn expand(&self, words: &[&'a str]) -> Result<Vec<&'a str>, String> {
        let mut list = Vec::new();
        for &word in words {
            match word.strip_prefix('@') {
                None => list.push(word),
                Some(set) => match self.sets.get(set) {
                    Some(place) => list.extend_from_slice(&self.statements[place].words[2..]),
                    None => return Err(format!("there is no set `{set}`")),
                },
            }
        }
        Ok(list)
    }

    pub(crate) fn is_partial(&self, name: &str) -> bool {
        self.partial.contains(name)
    }

    /// `NAME=ALIAS=..`, with a `+` before a flag of a single bit.
    pub(crate) fn constant(&self, name: &str, flag: bool) -> String {
        let mut constant = String::new();
        if flag && !self.wide.contains(name) {
            constant.push('+');
        }
        constant.push_str(name);
        if let Some(place) = self.same.get(name) {
            for &alias in &self.statements[place].words[1..] {
                if alias != name {
                    constant.push('=');
                    constant.push_str(alias);
                }
            }
        }
        constant
    }
}

/// A number in decimal, or `-` where the kernel has none.
fn kernel_value(text: &str) -> Result<String, String> {
    match number(text) {
        _ if text == "-" => Ok(text.to_owned()),
        Some(number) => Ok(number.to_string()),
        None => Err(format!("`{text}` is no value and not `-`")),
    }
}
