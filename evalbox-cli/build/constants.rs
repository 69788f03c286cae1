//! `(NAME, value)` of libc's constants for this target, computed by rustc as the macro's are.
//!
//! A build script cannot ask which names libc has for the target. The generated source settles it by scope: every name
//! is a local item with the value `MISSING`, and in a block inside of that scope `use libc::*` shadows those that exist.

use std::collections::BTreeSet;

use evalbox_policy::table::{families, syscalls};

pub(crate) fn generate(list: &str) -> String {
    let mut names: BTreeSet<&str> = list
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    for family in syscalls::all().flat_map(families::families) {
        let constants = family.all();
        names.extend(constants.map(|constant| constant.name));
    }
    // These are functions of libc's.
    names.retain(|name| !["SIGRTMIN", "SIGRTMAX"].contains(name));
    let mut source = String::from(
        "#[allow(deprecated, dead_code, unused_imports, non_upper_case_globals, clippy::all, clippy::pedantic)]\n\
         pub(crate) static CONSTANTS: &[(&str, i128)] = {\n",
    );
    for name in &names {
        source.push_str(&format!("const {name}: i128 = MISSING;\n"));
    }
    source.push_str("{ use libc::*; &[\n");
    for name in &names {
        source.push_str(&format!("({name:?}, {name} as i128),\n"));
    }
    source.push_str("] } };\n");
    source
}
