//! Embeds every policies/*.policy, and the values of libc's constants that a policy file may name.

#[path = "build/constants.rs"]
mod constants;
#[path = "build/policies.rs"]
mod policies;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let variable =
        |name: &str| env::var_os(name).ok_or_else(|| format!("cargo did not set {name}"));
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    fs::write(
        out.join("policies.rs"),
        policies::generate(&root.join("policies"))?,
    )?;
    let list = root.join("data/constants.txt");
    println!("cargo::rerun-if-changed={}", list.display());
    let source = constants::generate(&fs::read_to_string(Path::new(&list))?);
    fs::write(out.join("constants.rs"), source)?;
    Ok(())
}
