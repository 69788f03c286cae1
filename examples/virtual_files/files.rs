//! The files that there are.

use std::ffi::{CStr, OsStr};
use std::fs::{File, Metadata};
use std::io::{self, Seek, Write};
use std::mem::offset_of;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path};

/// Files that exist nowhere else.
const VIRTUAL: [(&str, &str); 2] = [
    ("/virtual/greeting", "a file that is on no disk\n"),
    ("/virtual/answer", "42\n"),
];

/// What the command sees of the system: its own library and those it loads. Only root writes here.
const SYSTEM: [&str; 5] = ["/lib", "/lib64", "/usr", "/bin", "/etc/ld.so.cache"];

/// Opens a file for reading.
pub(crate) fn open(path: &CStr, flags: u64) -> io::Result<File> {
    let wanted = (libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC).cast_unsigned();
    if flags & u64::from(wanted) != 0 {
        return Err(io::Error::from_raw_os_error(libc::EROFS));
    }
    let path = Path::new(OsStr::from_bytes(path.to_bytes()));
    if let Some((_, text)) = VIRTUAL.iter().find(|(name, _)| Path::new(name) == path) {
        // A new one each time: descriptors of one open file share their offset.
        let mut file = tempfile::tempfile()?;
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        return Ok(file);
    }
    let plain = path
        .components()
        .all(|component| matches!(component, Component::RootDir | Component::Normal(_)));
    if plain && SYSTEM.iter().any(|folder| path.starts_with(folder)) {
        File::open(path)
    } else {
        Err(io::Error::from_raw_os_error(libc::ENOENT))
    }
}

/// What is known of a file.
pub(crate) fn metadata(path: &CStr) -> io::Result<Metadata> {
    open(path, 0)?.metadata()
}

/// `struct stat`, as the kernel writes it.
pub(crate) fn stat(metadata: &Metadata) -> [u8; size_of::<libc::stat>()] {
    let mut bytes = [0; size_of::<libc::stat>()];
    let mut put = |offset: usize, value: &[u8]| {
        bytes[offset..offset + value.len()].copy_from_slice(value);
    };
    put(
        offset_of!(libc::stat, st_dev),
        &metadata.dev().to_ne_bytes(),
    );
    put(
        offset_of!(libc::stat, st_ino),
        &metadata.ino().to_ne_bytes(),
    );
    put(
        offset_of!(libc::stat, st_mode),
        &metadata.mode().to_ne_bytes(),
    );
    put(
        offset_of!(libc::stat, st_size),
        &metadata.size().to_ne_bytes(),
    );
    put(
        offset_of!(libc::stat, st_mtime),
        &metadata.mtime().to_ne_bytes(),
    );
    // One link, blocks of a page: what programs divide by should not be 0.
    let one: libc::nlink_t = 1;
    put(offset_of!(libc::stat, st_nlink), &one.to_ne_bytes());
    let page: libc::blksize_t = 4096;
    put(offset_of!(libc::stat, st_blksize), &page.to_ne_bytes());
    bytes
}
