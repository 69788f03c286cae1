//! A virtual filesystem for a command: some files exist only for it, the system's are there to be read, nothing else is.
//!
//! `cargo run --example virtual_files -- cat /virtual/greeting`
//!
//! Two filters are installed between fork and exec, in this order:
//!
//! 1. the one that notifies. Its listener goes to the parent, the supervisor, over a socket;
//! 2. the one that kills. It need not allow seccomp(2), prctl(2) and sendmsg(2), which the first one took.
//!
//! The kernel asks both about every call, the last one first, and the more restrictive answer counts: kill, errno, notify,
//! allow. So what the second filter refuses never reaches the supervisor, and it has to allow the calls of `@notify-fs` for
//! the first one to be heard. In the other order the second filter could not be installed at all.
#![allow(
    unsafe_code,
    reason = "Command::pre_exec is unsafe: its closure runs in a child that has one thread of many"
)]

mod files;

use std::env;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use evalbox_seccomp::{AddFd, Answer, Filter, Listener, Notification, Options, seccomp_filter};

/// What is asked of the supervisor. Calls through other ABIs are the other filter's business.
static ASK: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    notify [@notify-fs];
};

/// What is left to the command.
static CONFINE: Filter = seccomp_filter! {
    include "policies/default.policy";
    expect openat => allow;
};

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("usage: virtual_files COMMAND [ARGUMENT]...");
        return Ok(ExitCode::from(2));
    };
    let (ours, theirs) = UnixStream::pair()?;
    let mut command = Command::new(program);
    command.args(arguments);
    // SAFETY: all three are async-signal-safe.
    unsafe {
        command.pre_exec(move || {
            ASK.install_listener(Options::new())?.send_to(&theirs)?;
            Ok(CONFINE.install()?)
        });
    }
    // Between the filter and exec nothing is called that notifies; afterwards the command waits for us.
    let mut child = command.spawn()?;
    // The command holds the child's end of the socket.
    drop(command);
    let listener = Listener::receive_from(&ours)?;
    while let Some(call) = listener.recv()? {
        // A call whose thread was killed or interrupted is no more: that shows as ENOENT wherever it is spoken of.
        match serve(&listener, &call) {
            Err(error) if listener.is_valid(call.id)? => {
                let errno = error.raw_os_error().unwrap_or(libc::EIO);
                listener.answer(call.id, Answer::Errno(u16::try_from(errno).unwrap_or(5)))?;
            }
            _ => {}
        }
    }
    let status = child.wait()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Does for the command what it asked for. Never lets it [continue](Answer::Continue): the path could be another one by the
/// time that the kernel reads it. What is read here is read once, and what is opened is handed over.
fn serve(listener: &Listener, call: &Notification) -> io::Result<()> {
    let args = call.data.args;
    // A descriptor is an int: the upper half of its register means nothing.
    let directory = (args[0] & 0xffff_ffff) as u32;
    let mut buffer = [0; 4096];
    match i64::from(call.data.nr) {
        libc::SYS_openat => {
            let path = listener.read_c_str(call, args[1], &mut buffer)?;
            let file = files::open(path, args[2])?;
            let descriptor = AddFd::new(file.as_fd());
            let close_on_exec = args[2] & u64::from(libc::O_CLOEXEC.cast_unsigned()) != 0;
            listener.answer_with_fd(
                call.id,
                if close_on_exec {
                    descriptor.close_on_exec()
                } else {
                    descriptor
                },
            )?;
        }
        libc::SYS_newfstatat => {
            let path = listener.read_c_str(call, args[1], &mut buffer)?;
            // fstat(2), as C libraries write it: about a descriptor of the command's.
            let metadata = if path.is_empty() {
                std::fs::metadata(format!("/proc/{}/fd/{directory}", call.pid))?
            } else {
                files::metadata(path)?
            };
            let bytes = files::stat(&metadata);
            if listener.write_memory(call, args[2], &bytes)? < bytes.len() {
                return Err(io::Error::from_raw_os_error(libc::EFAULT));
            }
            listener.answer(call.id, Answer::Value(0))?;
        }
        libc::SYS_faccessat | libc::SYS_faccessat2 => {
            let path = listener.read_c_str(call, args[1], &mut buffer)?;
            files::metadata(path)?;
            listener.answer(call.id, Answer::Value(0))?;
        }
        // C libraries go back to the calls above, or do without.
        _ => return Err(io::Error::from_raw_os_error(libc::ENOSYS)),
    }
    Ok(())
}
