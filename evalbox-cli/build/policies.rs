//! policies/*.policy as a table: a file added there is a policy of the command.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub(crate) fn generate(directory: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", directory.display());
    // Sorted, so that two builds embed the same bytes.
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "policy")
            && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
        {
            println!("cargo::rerun-if-changed={}", path.display());
            files.insert(name.to_owned(), fs::read_to_string(&path)?);
        }
    }

    let mut source = String::from("pub(crate) static POLICIES: &[Policy] = &[\n");
    for (name, text) in &files {
        // `include` is relative to this crate's manifest.
        let include = format!("policies/{name}.policy");
        writeln!(
            source,
            "    Policy {{ name: {name:?}, text: {text:?}, filter: ::evalbox_seccomp::seccomp_filter! {{ include {include:?}; }} }},"
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}
