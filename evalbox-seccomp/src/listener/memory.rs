//! The target's memory, never without asking whether it was the target's.
//!
//! A thread's id says whose memory it is, and once the thread is dead the id can be another thread's. While the call waits
//! the thread lives. So a read is followed by the question whether the call still waits, and what was read is withheld where
//! it does not. A write cannot be taken back: the memory is opened first, which pins it, then the question is asked, and only
//! then is written.

use std::ffi::CStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::process;

use crate::error::Errno;
use crate::listener::{Listener, Notification};
use crate::sys::memory;

impl Listener {
    /// Reads memory of the thread that made the call, and makes sure afterwards that it was that thread's.
    ///
    /// Returns the number of bytes read; fewer than asked for mean that the memory ends there. The target can change what was
    /// read at any time: see [`Listener`].
    ///
    /// `process_vm_readv`(2), then `ioctl(SECCOMP_IOCTL_NOTIF_ID_VALID)`
    ///
    /// ```
    /// use std::io;
    ///
    /// use evalbox_seccomp::{Listener, Notification};
    ///
    /// /// The flags that clone3(2) is asked for: the first member of `struct clone_args`.
    /// fn clone3_flags(listener: &Listener, call: &Notification) -> io::Result<u64> {
    ///     let mut flags = [0; 8];
    ///     match listener.read_memory(call, call.data.args[0], &mut flags)? {
    ///         8 => Ok(u64::from_ne_bytes(flags)),
    ///         _ => Err(io::ErrorKind::UnexpectedEof.into()),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// What the buffer holds then means nothing. `ENOENT` where the call waits no more; `EFAULT` for a bad address; `EPERM`
    /// without the right to trace the target (ptrace(2), "Ptrace access mode checking"); `ESRCH` where the thread is not in
    /// the supervisor's PID namespace; `EINTR` where a signal came first.
    pub fn read_memory(
        &self,
        call: &Notification,
        address: u64,
        buffer: &mut [u8],
    ) -> io::Result<usize> {
        let pid = thread_id(call)?;
        let address = usize::try_from(address).map_err(|_| error(libc::EFAULT))?;
        let read = memory::read_memory(pid, address, buffer);
        self.still_waits(call)?;
        Ok(read?)
    }

    /// Reads a string up to its NUL, such as a path, as [`read_memory`](Listener::read_memory) does.
    ///
    /// A path has at most 4096 bytes (`PATH_MAX`), the NUL included.
    ///
    /// ```
    /// use std::{ffi::OsStr, io, os::unix::ffi::OsStrExt, path::PathBuf};
    ///
    /// use evalbox_seccomp::{Listener, Notification};
    ///
    /// /// The path that openat(2) is asked for.
    /// fn path(listener: &Listener, call: &Notification) -> io::Result<PathBuf> {
    ///     let mut buffer = [0; 4096];
    ///     let path = listener.read_c_str(call, call.data.args[1], &mut buffer)?;
    ///     Ok(OsStr::from_bytes(path.to_bytes()).into())
    /// }
    /// ```
    ///
    /// # Errors
    /// Those of [`read_memory`](Listener::read_memory); `EFAULT` where the memory ends before the string;
    /// `ENAMETOOLONG` where the buffer holds no NUL.
    pub fn read_c_str<'b>(
        &self,
        call: &Notification,
        address: u64,
        buffer: &'b mut [u8],
    ) -> io::Result<&'b CStr> {
        let read = self.read_memory(call, address, buffer)?;
        let length = buffer.len();
        let bytes = buffer.get(..read).unwrap_or_default();
        CStr::from_bytes_until_nul(bytes).map_err(|_| {
            error(if read < length {
                libc::EFAULT
            } else {
                libc::ENAMETOOLONG
            })
        })
    }

    /// Writes to the memory of the thread that made the call: the result of a call that returns one there.
    ///
    /// Returns the number of bytes written; fewer than given mean that the memory ends there. The target can change them at
    /// any time. Memory that the target itself may only read is written as well, as a debugger would: do not write where the
    /// call in question would not.
    ///
    /// `/proc/PID/mem` (`proc_pid_mem`(5)), opened before and written after `ioctl(SECCOMP_IOCTL_NOTIF_ID_VALID)`
    ///
    /// ```
    /// use std::io;
    ///
    /// use evalbox_seccomp::{Answer, Listener, Notification};
    ///
    /// /// time(2): the start of the epoch.
    /// fn time(listener: &Listener, call: &Notification) -> io::Result<()> {
    ///     if call.data.args[0] != 0 {
    ///         listener.write_memory(call, call.data.args[0], &0_i64.to_ne_bytes())?;
    ///     }
    ///     listener.answer(call.id, Answer::Value(0))
    /// }
    /// ```
    ///
    /// # Errors
    /// `ENOENT` where the call waits no more, before or by the time that the memory was written; `EFAULT` for a bad address;
    /// `EACCES`, `EPERM` without the right to trace the target; `ESRCH` where the thread is not in the supervisor's PID
    /// namespace; [`Unsupported`](io::ErrorKind::Unsupported) where `/proc` is not there or of another PID namespace;
    /// `EINTR` where a signal came first.
    pub fn write_memory(
        &self,
        call: &Notification,
        address: u64,
        bytes: &[u8],
    ) -> io::Result<usize> {
        let pid = thread_id(call)?;
        own_proc()?;
        let memory = File::options()
            .write(true)
            .open(std::format!("/proc/{pid}/mem"))?;
        self.still_waits(call)?;
        let written = memory.write_at(bytes, address);
        self.still_waits(call)?;
        match written {
            // What a write to no memory is to a file, a bad address is to a caller.
            Err(failed) if failed.raw_os_error() == Some(libc::EIO) => Err(error(libc::EFAULT)),
            Err(failed) if failed.raw_os_error() == Some(libc::EINVAL) => Err(error(libc::EFAULT)),
            written => written,
        }
    }

    fn still_waits(&self, call: &Notification) -> io::Result<()> {
        if self.is_valid(call.id)? {
            Ok(())
        } else {
            Err(error(libc::ENOENT))
        }
    }
}

fn error(number: libc::c_int) -> io::Error {
    Errno::from_raw(number).into()
}

/// The thread's id; of one in a PID namespace that the supervisor does not see there is none.
fn thread_id(call: &Notification) -> io::Result<libc::pid_t> {
    match i32::try_from(call.pid) {
        Ok(pid @ 1..) => Ok(pid),
        _ => Err(error(libc::ESRCH)),
    }
}

/// `/proc` speaks of the ids that notifications have: those of the supervisor's PID namespace.
fn own_proc() -> io::Result<()> {
    let own = fs::read_link("/proc/self").ok();
    let own = own.as_ref().and_then(|link| link.to_str()?.parse().ok());
    if own == Some(process::id()) {
        Ok(())
    } else {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "/proc is not there or of another PID namespace",
        ))
    }
}
