//! Merges data/ into static tables, and refuses what contradicts itself with the file and the line.
//!
//! The tables are written to `OUT_DIR` and included by src/table/*.rs.

#[path = "build/errors.rs"]
mod errors;
#[path = "build/families.rs"]
mod families;
#[path = "build/groups.rs"]
mod groups;
#[path = "build/names.rs"]
mod names;
#[path = "build/numbers.rs"]
mod numbers;
#[path = "build/signatures.rs"]
mod signatures;
#[path = "build/table.rs"]
mod table;
#[path = "build/text.rs"]
mod text;
#[path = "build/types.rs"]
mod types;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(errors) => {
            for error in errors {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let root = directory("CARGO_MANIFEST_DIR")?;
    let out = directory("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");

    let text = read(&root, "data/numbers.txt")?;
    let numbers = numbers::parse(&text)?;
    let text = read(&root, "data/signatures.txt")?;
    let signatures = signatures::parse(&text, &numbers)?;
    let text = read(&root, "data/families.txt")?;
    let families = families::generate(&text, &numbers, &signatures)?;
    let text = read(&root, "data/groups.txt")?;
    let groups = groups::generate(&text, &numbers)?;

    let mut names = Vec::new();
    for &(name, _) in numbers.calls() {
        names.push(name.to_owned());
    }
    let syscalls = table::texts("NAMES", &names) + &table::texts("SIGNATURES", &signatures.lines);
    write(&out, "numbers.bin", &numbers.bytes)?;
    write(&out, "syscalls.rs", syscalls.as_bytes())?;
    write(&out, "families.rs", families.as_bytes())?;
    write(&out, "groups.rs", groups.as_bytes())
}

fn directory(variable: &str) -> Result<PathBuf, Vec<String>> {
    match env::var_os(variable) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Err(vec![format!("cargo sets {variable}, and it is missing")]),
    }
}

fn read(root: &Path, file: &str) -> Result<String, Vec<String>> {
    println!("cargo::rerun-if-changed={file}");
    fs::read_to_string(root.join(file)).map_err(|error| vec![format!("{file}: {error}")])
}

fn write(out: &Path, file: &str, bytes: &[u8]) -> Result<(), Vec<String>> {
    fs::write(out.join(file), bytes).map_err(|error| vec![format!("{file}: {error}")])
}
