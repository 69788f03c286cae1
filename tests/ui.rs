//! What users read when a policy is wrong: one mistake a file, and rustc's whole answer beside it as `.stderr`. An answer
//! holds the mistake, at the smallest wrong token, and nothing that follows from it.
//!
//! The answers are those of the pinned toolchain; `TRYBUILD=overwrite cargo test --test ui` writes them anew, to be read.

use std::fs;
use std::path::Path;

/// The files that policies include are looked for beside the manifest, and trybuild gives its crate one of its own.
fn provide_policies() {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/policies");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests");
    let to = to.join("trybuild").join(env!("CARGO_PKG_NAME"));
    fs::create_dir_all(to.join("policies")).expect("the target folder is writable");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder is readable");
        let copy = to.join("policies").join(entry.file_name());
        fs::copy(entry.path(), copy).expect("the target folder is writable");
    }
}

#[test]
fn ui() {
    provide_policies();
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
