//! A broker opens files for a worker that may not.
//!
//! `cargo run --example broker`
//!
//! The worker is this program once more, with a socket to the broker as its standard input. It installs its filter itself,
//! before it touches anything that it does not trust, sends the listener to the broker and goes on. From then on it opens
//! files as ever; each time the broker looks at the path and the flags, opens the file or does not, and puts the descriptor
//! into the worker.

use std::env;
use std::ffi::CStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitCode, Stdio};

use evalbox_seccomp::{AddFd, Answer, Filter, Listener, Notification, Options, seccomp_filter};

/// The worker reads and writes what it has, and asks for the rest. `sendmsg` is for the listener itself: a filter that
/// answers notify for it could never be supervised.
static WORKER: Filter = seccomp_filter! {
    allow [read, write, close, sendmsg, exit, exit_group, rt_sigreturn, sigaltstack, futex];
    allow [brk, mmap, mmap2, munmap, mremap, madvise];
    // What Rust's debug builds ask before they close a descriptor.
    fcntl allow F_GETFD;
    fcntl64 allow F_GETFD;
    notify [openat];
    // One door is enough: C libraries open by openat.
    errno(ENOSYS) [open, creat, openat2];
    unknown errno(ENOSYS);
    expect openat => notify;
    expect execve => kill_process;
};

/// What the worker may read. Exact paths: nothing to resolve, nothing that the worker could lead elsewhere.
const READABLE: [&CStr; 2] = [c"/proc/sys/kernel/ostype", c"/proc/sys/kernel/hostname"];

fn main() -> io::Result<ExitCode> {
    if env::args().nth(1).as_deref() == Some("worker") {
        return worker();
    }
    let (ours, theirs) = UnixStream::pair()?;
    let mut child = Command::new(env::current_exe()?)
        .arg("worker")
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .spawn()?;
    let listener = Listener::receive_from(&ours)?;
    while let Some(call) = listener.recv()? {
        match decide(&listener, &call) {
            Ok(()) => {}
            // Killed or interrupted meanwhile: nobody waits for an answer.
            Err(_) if !listener.is_valid(call.id)? => {}
            Err(error) => {
                let errno = error.raw_os_error().unwrap_or(libc::EIO);
                listener.answer(call.id, Answer::Errno(u16::try_from(errno).unwrap_or(5)))?;
            }
        }
    }
    let status = child.wait()?;
    println!("the worker: {status}");
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Opens what the worker may read. The path is read once, and it is this copy that is compared and opened.
fn decide(listener: &Listener, call: &Notification) -> io::Result<()> {
    let mut buffer = [0; 4096];
    let path = listener.read_c_str(call, call.data.args[1], &mut buffer)?;
    let reads = call.data.args[2] & u64::from(libc::O_ACCMODE.cast_unsigned()) == 0;
    let readable = READABLE.iter().find(|readable| **readable == path);
    let Some(readable) = readable.filter(|_| reads) else {
        println!("the broker refuses {}", path.to_string_lossy());
        return Err(io::Error::from_raw_os_error(libc::EACCES));
    };
    println!("the broker opens {}", readable.to_string_lossy());
    let file = File::open(readable.to_str().map_err(io::Error::other)?)?;
    listener.answer_with_fd(call.id, AddFd::new(file.as_fd()).close_on_exec())?;
    Ok(())
}

fn worker() -> io::Result<ExitCode> {
    let listener = WORKER.install_listener(Options::new())?;
    listener.send_to(io::stdin())?;
    // A worker that keeps its listener could answer its own calls.
    drop(listener);

    let mut text = [0; 64];
    let read = File::open("/proc/sys/kernel/ostype")?.read(&mut text)?;
    let text = String::from_utf8_lossy(&text[..read]);
    println!("the worker reads {}", text.trim());
    match File::open("/etc/passwd") {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            println!("the worker gets no passwords");
            Ok(ExitCode::SUCCESS)
        }
        opened => {
            println!("the worker got {opened:?}");
            Ok(ExitCode::FAILURE)
        }
    }
}
