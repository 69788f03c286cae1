//! A policy as it is written, and where its text comes from.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use evalbox_compiler::error::Errors;
use evalbox_compiler::source::{Manifest, Sources};

use crate::compile::{self, Resolved};

/// Longer files are no policies: a program of the kernel's limit has 32 KiB.
const MOST_BYTES: u64 = 4 << 20;

/// A policy's text.
#[derive(Clone)]
pub(crate) struct Source {
    /// As messages call it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) files: Files,
}

/// The files that a policy names.
#[derive(Clone)]
pub(crate) struct Files {
    /// What their paths are relative to.
    directory: PathBuf,
    /// One that was read already, by the path in the policy: a pipe can be read once.
    read: Option<(String, String)>,
}

impl Files {
    pub(crate) fn below(directory: PathBuf) -> Files {
        Files {
            directory,
            read: None,
        }
    }
}

impl Sources for Files {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        match &self.read {
            Some((name, text)) if name == path => Ok((name.clone(), text.clone())),
            _ => Manifest {
                root: self.directory.clone(),
            }
            .read(path),
        }
    }
}

impl Source {
    /// A file's text; a container's profile is what a policy of one `oci` statement says.
    pub(crate) fn new(path: &Path, bytes: Vec<u8>, profile: bool) -> Result<Source, String> {
        let name = path.display().to_string();
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("{name}: neither text nor a BPF program"))?;
        let directory = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut files = Files::below(directory);
        if profile {
            let statement = format!("oci {name:?};");
            files.read = Some((name.clone(), text));
            return Ok(Source {
                name,
                text: statement,
                files,
            });
        }
        Ok(Source { name, text, files })
    }

    pub(crate) fn compile(&self) -> Result<Resolved, Errors> {
        compile::text(&self.name, &self.text, &self.files)
    }
}

/// The bytes of a file, a pipe or a descriptor that may be a policy.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
    read_from(file, &name)
}

pub(crate) fn read_from(file: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() > usize::try_from(MOST_BYTES).unwrap_or(usize::MAX) {
        return Err(format!(
            "{name}: more than {MOST_BYTES} bytes, which no policy or program has"
        ));
    }
    Ok(bytes)
}
