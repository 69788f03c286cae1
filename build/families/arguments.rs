//! What data/families.txt says of arguments, in the lines that src/table/families/read.rs reads.

use super::facts::Facts;
use crate::names::Names;
use crate::numbers::Numbers;
use crate::signatures::Signatures;
use crate::table::texts;
use crate::text::{Statement, has_word, number, push_word};

pub(crate) struct Arguments<'a, 's> {
    numbers: &'s Numbers<'s>,
    signatures: &'s Signatures<'s>,
    facts: &'s Facts<'a, 's>,
    /// `HOW open|closed PREFIX ..;CONSTANT ..;CONSTANT ..`, those of which globs do not just take libc's last.
    families: Vec<String>,
    /// By call: `ARGUMENT FAMILY`, a family by its place.
    places: Vec<String>,
    /// By call: `ARGUMENT NAME ..`
    through: Vec<String>,
    /// By call: `ARGUMENT NAME ..`
    other: Vec<String>,
    /// By call: `ARGUMENT`
    any: Vec<String>,
    /// By call: the line of each name's family.
    owners: Vec<Names<'a>>,
    /// Every name that globs take from libc.
    pub(crate) listed: String,
}

impl<'a, 's> Arguments<'a, 's> {
    pub(crate) fn new(
        numbers: &'s Numbers<'s>,
        signatures: &'s Signatures<'s>,
        facts: &'s Facts<'a, 's>,
    ) -> Self {
        let calls = numbers.calls().len();
        Arguments {
            numbers,
            signatures,
            facts,
            families: Vec::new(),
            places: vec![String::new(); calls],
            through: vec![String::new(); calls],
            other: vec![String::new(); calls],
            any: vec![String::new(); calls],
            owners: Names::several(calls),
            listed: String::new(),
        }
    }

    /// Reads a statement that speaks of arguments.
    pub(crate) fn read(&mut self, statement: &Statement<'a>) -> Result<(), String> {
        match *statement.words {
            ["family", ref rest @ ..] => self.family(statement.line, rest)?,
            ["any", place] => {
                let (id, argument) = self.argument(place)?;
                if !self.any[id].is_empty() {
                    return Err(format!("`any` has an argument of {place}'s call already"));
                }
                self.any[id].push_str(argument);
            }
            [word @ ("through" | "other"), ref rest @ ..] => {
                let (names, places) = split(rest, "of")?;
                for place in places {
                    let (id, argument) = self.argument(place)?;
                    let lines = match word {
                        "through" => &mut self.through[id],
                        _ => &mut self.other[id],
                    };
                    push_line(lines, argument);
                    for name in names {
                        push_word(lines, name);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// `HOW PREFIX .. [closed] of CALL.ARGUMENT .. has NAME ..`
    fn family(&mut self, line: usize, words: &[&'a str]) -> Result<(), String> {
        let (begin, list) = split(words, "has")?;
        let (head, places) = split(begin, "of")?;
        let (mut family, prefixes) = match *head {
            [how @ ("value" | "flag"), ref prefixes @ ..] => (how.to_owned(), prefixes),
            ["field", mask, ref prefixes @ ..] => match number(mask) {
                Some(mask) => (mask.to_string(), prefixes),
                None => return Err(format!("`{mask}` is no mask")),
            },
            _ => return Err("expected `value`, `flag` or `field MASK`".to_owned()),
        };
        let is_flag = family == "flag";
        let (prefixes, open) = match prefixes {
            [prefixes @ .., "closed"] => (prefixes, &[][..]),
            _ => (prefixes, prefixes),
        };
        let list = match *list {
            ["-"] if !open.is_empty() => Vec::new(),
            _ => self.facts.expand(list)?,
        };
        push_word(&mut family, if open.is_empty() { "closed" } else { "open" });
        for prefix in prefixes {
            push_word(&mut family, prefix);
        }
        let (mut constants, mut partial) = (String::new(), String::new());
        for name in &list {
            if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
                return Err(format!("{name} has none of the prefixes {prefixes:?}"));
            }
            let constant = self.facts.constant(name, is_flag);
            if self.facts.is_partial(name) {
                push_word(&mut partial, &constant);
            } else {
                push_word(&mut constants, &constant);
                push_word(&mut self.listed, name);
            }
        }

        for place in places {
            let (id, argument) = self.argument(place)?;
            push_line(&mut self.places[id], argument);
            push_word(&mut self.places[id], &self.families.len().to_string());
            // One name, one family; and of two open families the longer prefix decides, so they must differ.
            for name in list.iter().chain(open) {
                if let Some(other) = self.owners[id].insert(name, line) {
                    return Err(format!(
                        "{name} of {place} is in the family of line {other}"
                    ));
                }
            }
        }
        self.families
            .push(format!("{family};{constants};{partial}"));
        Ok(())
    }

    /// The place of the call and the argument of `CALL.ARGUMENT`.
    fn argument<'p>(&self, place: &'p str) -> Result<(usize, &'p str), String> {
        let Some((call, argument)) = place.split_once('.') else {
            return Err(format!("expected CALL.ARGUMENT, not `{place}`"));
        };
        let id = self.numbers.id(call)?;
        let known = &self.signatures.arguments[id];
        if !known.is_empty() && !has_word(known, argument) {
            return Err(format!("{call} has no argument `{argument}`, but {known}"));
        }
        Ok((id, argument))
    }

    pub(crate) fn tables(&self) -> String {
        texts("FAMILIES", &self.families)
            + &texts("PLACES", &self.places)
            + &texts("THROUGH", &self.through)
            + &texts("OTHER", &self.other)
            + &texts("ANY", &self.any)
    }
}

/// The words before a word and those after it, some of both.
fn split<'w, 'a>(words: &'w [&'a str], at: &str) -> Result<(&'w [&'a str], &'w [&'a str]), String> {
    match words.iter().position(|&word| word == at) {
        Some(place) if place > 0 && place + 1 < words.len() => {
            Ok((&words[..place], &words[place + 1..]))
        }
        _ => Err(format!("expected words, `{at}`, and words")),
    }
}

fn push_line(lines: &mut String, line: &str) {
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(line);
}
