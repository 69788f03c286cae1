//! A copy of the working tree, whose sources may be written over.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

pub(crate) struct Scratch {
    /// The repository's files as they are on the disk, committed or not.
    pub(crate) tree: PathBuf,
    /// What is built of them; it stays from one run to the next.
    pub(crate) target: PathBuf,
    /// For output.
    pub(crate) directory: PathBuf,
}

impl Scratch {
    pub(crate) fn of(root: &Path) -> Result<Scratch> {
        let directory = root.join("target/mutants");
        let tree = directory.join("tree");
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        let listed = Command::new("git")
            .args(["ls-files", "-z"])
            .current_dir(root)
            .output()?;
        if !listed.status.success() {
            return Err("`git ls-files` lists no files here".into());
        }
        let listed = String::from_utf8(listed.stdout)?;
        for file in listed.split_terminator('\0') {
            copy(&root.join(file), &tree.join(file))?;
        }
        Ok(Scratch {
            target: directory.join("target"),
            tree,
            directory,
        })
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    // Listed, and taken away since.
    let Ok(kind) = from.symlink_metadata() else {
        return Ok(());
    };
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if kind.is_symlink() {
        symlink(fs::read_link(from)?, to)?;
    } else {
        fs::copy(from, to)?;
    }
    Ok(())
}
