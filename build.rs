//! Merges data/ into static tables, and refuses what contradicts itself with the file and the line.
//!
//! The tables are written to `OUT_DIR` and included by src/table/*.rs.

#[path = "build/families.rs"]
mod families;
#[path = "build/groups.rs"]
mod groups;
#[path = "build/map.rs"]
mod map;
#[path = "build/numbers.rs"]
mod numbers;
#[path = "build/signatures.rs"]
mod signatures;
#[path = "build/types.rs"]
mod types;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use signatures::Arguments;

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
    let syscalls = numbers::generate(&numbers) + &signatures.generate();
    write(&out, "syscalls.rs", &syscalls)?;

    let arguments = signatures.arguments();
    for (name, generate) in [
        ("families", families::generate as Generate),
        ("groups", groups::generate),
    ] {
        let file = format!("data/{name}.txt");
        let table = generate(&read(&root, &file)?, &arguments).map_err(|errors| {
            errors
                .iter()
                .map(|error| format!("{file}: {error}"))
                .collect::<Vec<_>>()
        })?;
        write(&out, &format!("{name}.rs"), &table)?;
    }
    Ok(())
}

type Generate = fn(&str, &Arguments<'_>) -> Result<String, Vec<String>>;

fn directory(variable: &str) -> Result<PathBuf, Vec<String>> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| vec![format!("cargo sets {variable}, and it is missing")])
}

fn read(root: &Path, file: &str) -> Result<String, Vec<String>> {
    println!("cargo::rerun-if-changed={file}");
    fs::read_to_string(root.join(file)).map_err(|error| vec![format!("{file}: {error}")])
}

fn write(out: &Path, file: &str, text: &str) -> Result<(), Vec<String>> {
    fs::write(out.join(file), text).map_err(|error| vec![format!("{file}: {error}")])
}
