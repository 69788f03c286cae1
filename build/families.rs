//! data/families.txt: which argument a constant belongs to, and how it compares. The file's header says how it is written.

#[path = "families/arguments.rs"]
pub(crate) mod arguments;
#[path = "families/facts.rs"]
pub(crate) mod facts;

use crate::errors::Errors;
use crate::numbers::Numbers;
use crate::signatures::Signatures;
use crate::table::table;
use crate::text::{push_word, statements};
use arguments::Arguments;
use facts::Facts;

/// The Rust source of the tables, and of macros that hand the names to tests; or what is wrong with the text.
pub(crate) fn generate(
    text: &str,
    numbers: &Numbers<'_>,
    signatures: &Signatures<'_>,
) -> Result<String, Vec<String>> {
    let mut errors = Errors::of("data/families.txt");
    let statements = statements(text);
    let mut facts = Facts::of(&statements);
    for (place, statement) in statements.iter().enumerate() {
        if let Err(error) = facts.read(place) {
            errors.at(statement.line, &error);
        }
    }
    let mut arguments = Arguments::new(numbers, signatures, &facts);
    for statement in &statements {
        if let Err(error) = arguments.read(statement) {
            errors.at(statement.line, &error);
        }
    }

    let mut kernel = Vec::new();
    let mut stated = String::new();
    for &(name, place) in facts.kernel.list() {
        kernel.push(format!("({name:?}, {:?})", facts.values[place]));
        // libc has these as functions.
        if name != "SIGRTMIN" && name != "SIGRTMAX" {
            push_word(&mut stated, name);
        }
    }
    errors.or(arguments.tables()
        + &table("KERNEL", "(&str, &str)", &kernel)
        + &names("listed", &arguments.listed)
        + &names("stated", &stated))
}

/// A macro that hands names to another.
fn names(name: &str, names: &str) -> String {
    format!("#[cfg(test)]\nmacro_rules! {name} {{ ($values:ident) => {{ $values!({names}) }} }}\n")
}
