//! Where the text of included files comes from: the crate's directory in the macro, nowhere in most tests.
//!
//! The parser asks through [`Sources`] and never opens a file itself, so that a fuzzer or a service can say what exists.

use std::io::Read;
use std::path::PathBuf;

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
#[derive(Clone, Debug)]
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
        let metadata = std::fs::metadata(&full).map_err(|error| format!("{error} ({name})"))?;
        if !metadata.is_file() {
            return Err(format!("{name} is not a regular file"));
        }
        let file = std::fs::File::open(&full).map_err(|error| format!("{error} ({name})"))?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("{error} ({name})"))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
            return Err(format!("{name} is longer than {MAX_BYTES} bytes"));
        }
        let text = String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8"))?;
        Ok((name, text))
    }
}

/// No file exists.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Sources for NoFiles {
    fn read(&self, _path: &str) -> Result<(String, String), String> {
        Err("there are no files here".to_owned())
    }
}
