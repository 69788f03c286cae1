//! Runs every mutant that cargo-mutants lists, and prints what notices it: docs/mutants.md.
//!
//! cargo-mutants builds the compiler anew for each. Here all of them are built into one program, and a variable of the
//! environment chooses one: of the ten seconds that each takes, what is left is the test.

mod build;
mod list;
mod places;
mod report;
mod run;
mod rustc;
mod scratch;
mod switch;
mod verdict;

use std::error::Error;
use std::path::Path;

use scratch::Scratch;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize()?;
    let mutants = list::mutants(&root)?;
    let scratch = Scratch::of(&root)?;
    let built = build::build(&scratch, &mutants)?;
    let verdicts = run::run(&scratch, &built, &mutants)?;
    report::print(&mutants, &verdicts);
    Ok(())
}
