//! What cargo-mutants would change, as it says itself.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::Result;

/// One change of one file.
#[derive(Deserialize)]
pub(crate) struct Mutant {
    /// `FILE:LINE:COLUMN: replace == with != in FUNCTION`
    pub(crate) name: String,
    pub(crate) package: String,
    /// From the root of the repository.
    pub(crate) file: String,
    pub(crate) genre: Genre,
    /// What goes.
    pub(crate) span: Span,
    /// What comes.
    pub(crate) replacement: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

#[derive(Deserialize)]
pub(crate) struct Span {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// Both from 1, in characters.
#[derive(Deserialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Each is called by its index from here on.
pub(crate) fn mutants(root: &Path) -> Result<Vec<Mutant>> {
    let listed = Command::new("cargo")
        .args(["mutants", "--workspace", "--list", "--json"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()?;
    if !listed.status.success() {
        return Err("hint: `cargo install cargo-mutants --locked`".into());
    }
    Ok(serde_json::from_slice(&listed.stdout)?)
}
