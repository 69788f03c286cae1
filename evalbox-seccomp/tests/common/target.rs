//! A child under a filter that notifies, and its listener.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use evalbox_seccomp::{Action, Listener, Options};

use super::{only, start};

/// The call that the child's filter notifies of.
pub(crate) const CALL: libc::c_long = 3003;

/// A child that sends its listener and then runs `body`; the parent's end of a socket between them.
pub(crate) fn child(
    options: Options,
    body: impl FnOnce(&UnixStream) -> i32,
) -> (libc::pid_t, Listener, UnixStream) {
    let filter = only(CALL, Action::Notify);
    let (ours, theirs) = UnixStream::pair().expect("a pair");
    let (parents, childs) = (ours.as_raw_fd(), theirs.as_raw_fd());
    let pid = start(|| {
        // SAFETY: closes the parent's end in the child, which does not use it.
        unsafe { libc::close(parents) };
        // SAFETY: the child's own end stays open as long as the child lives.
        let end = unsafe { BorrowedFd::borrow_raw(childs) };
        match filter.install_listener(options) {
            Ok(listener) if listener.send_to(end).is_ok() => drop(listener),
            _ => return 255,
        }
        body(&theirs)
    });
    let listener = Listener::receive_from(&ours).expect("the child sends its listener");
    (pid, listener, ours)
}

pub(crate) fn kill(child: libc::pid_t, signal: libc::c_int) {
    // SAFETY: takes numbers; the child has not been waited for.
    let returned = unsafe { libc::kill(child, signal) };
    assert_eq!(returned, 0, "{}", io::Error::last_os_error());
}

/// Waits until something holds that takes no more than a moment.
#[track_caller]
pub(crate) fn soon(mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "not in time");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Whether a call waits to be received.
pub(crate) fn is_readable(listener: &Listener) -> bool {
    let mut poll = libc::pollfd {
        fd: listener.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    // SAFETY: the kernel reads and writes one pollfd.
    unsafe { libc::poll(&raw mut poll, 1, 0) == 1 && poll.revents & libc::POLLIN != 0 }
}

/// The errno of a failure.
#[track_caller]
pub(crate) fn errno<T: std::fmt::Debug>(result: io::Result<T>) -> Option<i32> {
    result.unwrap_err().raw_os_error()
}
