//! A file with all of its mutants, each behind `if crate::mutant(ID)`.

use std::cmp::Reverse;
use std::ops::Range;

use syn::Expr;

use crate::Result;
use crate::list::{Genre, Mutant, Position};
use crate::places::{Place, Places};

/// What reads the variable; it is put into every crate that has mutants.
pub(crate) const READER: &str = "
/// Whether the environment chooses this mutant.
pub(crate) fn mutant(id: usize) -> bool {
    static CHOSEN: std::sync::OnceLock<Option<usize>> = std::sync::OnceLock::new();
    *CHOSEN.get_or_init(|| std::env::var(\"EVALBOX_MUTANT\").ok()?.parse().ok()) == Some(id)
}
";
pub(crate) const VARIABLE: &str = "EVALBOX_MUTANT";

/// A choice that the new text has.
struct Switch {
    id: usize,
    /// Of the old text, what is chosen instead of; empty where something is put in.
    range: Range<usize>,
    /// What is put in front of that.
    before: String,
    /// What is put behind it.
    after: &'static str,
}

/// Where the new text has a mutant, in bytes.
pub(crate) struct Written {
    pub(crate) id: usize,
    /// From the choice to the end of both its sides.
    pub(crate) whole: Range<usize>,
    /// What is chosen.
    pub(crate) side: Range<usize>,
}

pub(crate) struct Switched {
    pub(crate) text: String,
    pub(crate) written: Vec<Written>,
}

/// The mutants are those of this file, with their IDs. Those that are no Rust are left out.
pub(crate) fn switched(text: &str, mutants: &[(usize, &Mutant)]) -> Result<Switched> {
    let places = Places::of(text)?;
    let mut switches = Vec::new();
    for &(id, mutant) in mutants {
        let switch = switch(text, &places, id, mutant)
            .ok_or_else(|| format!("nowhere to put: {}", mutant.name))?;
        switches.extend(switch);
    }
    // Outer ones first; of what begins at the same place, what is put in is outside.
    switches.sort_by_key(|switch| {
        let Range { start, end } = switch.range;
        (start, start != end, Reverse(end), switch.id)
    });
    let mut switched = Switched {
        text: String::new(),
        written: Vec::new(),
    };
    switched.write(text, 0..text.len(), &switches);
    Ok(switched)
}

/// None where there is no place for it; nothing in it where what it would be is no expression.
fn switch(text: &str, places: &Places, id: usize, mutant: &Mutant) -> Option<Option<Switch>> {
    let span = byte(text, &mutant.span.start)?..byte(text, &mutant.span.end)?;
    let whole = match mutant.genre {
        Genre::FnValue => {
            let before = format!(
                "if crate::mutant({id}) {{ return {}; }} ",
                mutant.replacement
            );
            return Some(Some(put(id, span.start, before)));
        }
        Genre::MatchArm => match places.arms.get(&span.start)? {
            Place::Behind(end) => {
                return Some(Some(put(id, *end, format!(" if !crate::mutant({id})"))));
            }
            Place::Guard(guard) => return Some(choose(id, guard, "false")),
        },
        Genre::MatchArmGuard => return Some(choose(id, &span, &mutant.replacement)),
        Genre::BinaryOperator | Genre::UnaryOperator => match places.operators.get(&span.start)? {
            Some(whole) => whole,
            None => return Some(None),
        },
        Genre::StructField => places.fields.get(&span.start)?,
    };
    let (before, after) = (&text[whole.start..span.start], &text[span.end..whole.end]);
    let instead = format!("{before}{}{after}", mutant.replacement);
    Some(choose(id, whole, &instead))
}

fn put(id: usize, at: usize, before: String) -> Switch {
    Switch {
        id,
        range: at..at,
        before,
        after: "",
    }
}

fn choose(id: usize, whole: &Range<usize>, instead: &str) -> Option<Switch> {
    syn::parse_str::<Expr>(instead).ok()?;
    Some(Switch {
        id,
        range: whole.clone(),
        before: format!("(if crate::mutant({id}) {{ {instead} }} else {{ "),
        after: " })",
    })
}

impl Switched {
    fn write(&mut self, text: &str, range: Range<usize>, mut switches: &[Switch]) {
        let mut at = range.start;
        while let [switch, rest @ ..] = switches {
            self.text.push_str(&text[at..switch.range.start]);
            let inside = rest
                .iter()
                .take_while(|inner| inner.range.start < switch.range.end)
                .count();
            let (inside, rest) = rest.split_at(inside);
            let start = self.text.len();
            self.text.push_str(&switch.before);
            let side = start..self.text.len();
            self.write(text, switch.range.clone(), inside);
            self.text.push_str(switch.after);
            let whole = start..self.text.len();
            self.written.push(Written {
                id: switch.id,
                whole,
                side,
            });
            at = switch.range.end;
            switches = rest;
        }
        self.text.push_str(&text[at..range.end]);
    }
}

fn byte(text: &str, position: &Position) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(position.line - 1).map(str::len).sum();
    let line = lines.next()?;
    let column = line.char_indices().nth(position.column - 1)?.0;
    Some(before + column)
}
