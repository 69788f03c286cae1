//! What the fuzzers begin with, out of the repository's own files.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The texts of the files of that ending, sorted by name.
pub(crate) fn files(folders: &[&str], ending: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root().join(folder))
            .into_iter()
            .flatten()
            .flatten();
        paths.extend(entries.map(|entry| entry.path()));
    }
    paths.retain(|path| path.extension().is_some_and(|is| is == ending));
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

/// The code blocks of a Markdown file.
pub(crate) fn fenced(file: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap_or_default();
    text.split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.split_once('\n'))
        .map(|(_, body)| body.to_owned())
        .collect()
}

/// What stands between the braces of `seccomp_filter!`.
pub(crate) fn macro_body(text: &str) -> Option<String> {
    let (_, after) = text.split_once("seccomp_filter! {")?;
    let end = after.find("\n}").or_else(|| after.rfind('}'))?;
    Some(after[..end].to_owned())
}
