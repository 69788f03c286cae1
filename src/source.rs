//! Where the text of included files comes from: the crate's directory in the macro, nowhere in most tests.
//!
//! The parser asks through [`Sources`] and never opens a file itself, so that a fuzzer or a service can say what exists.

use std::io::Read;
use std::path::{Path, PathBuf};

/// The longest file that is read. A policy is a few kilobytes; a path that names something else must not fill memory.
const MAX_BYTES: u64 = 16 << 20;

/// Reads the files that a policy names.
pub trait Sources {
    /// The file's absolute path and its text.
    ///
    /// # Errors
    /// Why it cannot be read, in lower case, to stand after "cannot read `PATH`: ".
    fn read(&self, path: &str) -> Result<(String, String), String>;
}

/// Reads relative to a directory: the crate's `CARGO_MANIFEST_DIR`.
pub struct Manifest {
    /// The directory.
    pub root: PathBuf,
}

impl Sources for Manifest {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        if path.is_empty() {
            return Err("the path is empty".to_owned());
        }
        let full = std::path::absolute(self.root.join(path)).map_err(|error| error.to_string())?;
        let name = full.to_str().ok_or("the path is not UTF-8")?.to_owned();
        // Opening a FIFO would wait for a writer, and /dev/zero has no end.
        match std::fs::metadata(&full) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Err(format!("{name} is not a regular file")),
            Err(error) => return Err(format!("{error} ({name})")),
        }
        let bytes = match bytes(&full) {
            Ok(bytes) => bytes,
            Err(error) => return Err(format!("{error} ({name})")),
        };
        if bytes.len() as u64 > MAX_BYTES {
            return Err(format!("{name} is longer than {MAX_BYTES} bytes"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(format!("{name} is not UTF-8")),
        }
    }
}

/// What is in a file, with one byte more than [`MAX_BYTES`] of it at most.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// No file exists.
pub struct NoFiles;

impl Sources for NoFiles {
    fn read(&self, _path: &str) -> Result<(String, String), String> {
        Err("there are no files here".to_owned())
    }
}
