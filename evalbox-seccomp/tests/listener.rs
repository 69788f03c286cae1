//! Notifications: a thread makes the calls, the test decides them.
#![allow(unsafe_code, reason = "makes system calls that the supervisor answers")]

mod common;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use common::{only, register};
use evalbox_seccomp::{AUDIT_ARCH, Action, AddFd, Answer, Listener, Options, Step};

const CALL: libc::c_long = 3002;

/// A thread that waits for the go, makes the call and returns what it returned; and its listener.
fn target(argument: u64) -> (JoinHandle<Result<libc::c_long, i32>>, Listener) {
    let (send, receive) = mpsc::channel();
    let thread = thread::spawn(move || {
        let listener = only(CALL, Action::Notify)
            .install_listener(Options::new().wait_killable_recv())
            .expect("one listener a thread");
        send.send(listener).expect("the test waits");
        // SAFETY: no kernel has the call; the supervisor answers it.
        let returned = unsafe { libc::syscall(CALL, register(argument), register(2), register(3)) };
        if returned == -1 {
            Err(io::Error::last_os_error().raw_os_error().unwrap_or(0))
        } else {
            Ok(returned)
        }
    });
    (
        thread,
        receive.recv().expect("the thread sends its listener"),
    )
}

#[test]
fn answers() {
    for (answer, expected) in [
        (Answer::Errno(42), Err(42)),
        (Answer::Errno(4095), Err(4095)),
        (Answer::Value(1_234_567), Ok(1_234_567)),
        (Answer::Value(0), Ok(0)),
        (Answer::Continue, Err(libc::ENOSYS)),
    ] {
        let (thread, listener) = target(1);
        let call = listener.recv().expect("received").expect("a call");
        assert_eq!((call.data.nr, call.data.arch), (3002, AUDIT_ARCH));
        assert_eq!(call.data.args[..3], [1, 2, 3]);
        assert!(listener.is_valid(call.id).expect("asked"));
        assert!(!listener.is_valid(call.id.wrapping_add(1)).expect("asked"));
        for bad in [0, 4096] {
            let error = listener.answer(call.id, Answer::Errno(bad)).unwrap_err();
            assert_eq!(error.raw_os_error(), Some(libc::EINVAL));
        }
        listener.answer(call.id, answer).expect("answered");
        assert_eq!(thread.join().expect("the thread lives"), expected);
        let error = listener.answer(call.id, answer).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
        // No thread uses the filter any more.
        assert_eq!(listener.recv().expect("hung up"), None);
    }
}

#[test]
fn closed_listener_fails_the_call() {
    let (thread, listener) = target(1);
    listener.recv().expect("received").expect("a call");
    drop(listener);
    assert_eq!(thread.join().expect("the thread lives"), Err(libc::ENOSYS));
}

#[test]
fn descriptors() {
    let file = File::open("/dev/null").expect("there");
    let (thread, listener) = target(1);
    let call = listener.recv().expect("received").expect("a call");
    // The thread shares this process's descriptors.
    let added = listener
        .add_fd(call.id, AddFd::new(file.as_fd()))
        .expect("added");
    assert_ne!(added, file.as_raw_fd());
    // SAFETY: takes a number.
    assert_eq!(unsafe { libc::fcntl(added, libc::F_GETFD) }, 0);
    let at = AddFd::new(file.as_fd()).at(777).close_on_exec();
    assert_eq!(listener.add_fd(call.id, at).expect("added"), 777);
    // SAFETY: takes a number.
    assert_eq!(unsafe { libc::fcntl(777, libc::F_GETFD) }, libc::FD_CLOEXEC);
    let answered = listener
        .answer_with_fd(call.id, AddFd::new(file.as_fd()))
        .expect("answered");
    assert_eq!(
        thread.join().expect("the thread lives"),
        Ok(libc::c_long::from(answered))
    );
}

#[test]
fn memory() {
    let path = c"/some/path";
    let (thread, listener) = target(u64::try_from(path.as_ptr().addr()).expect("64 bits"));
    let call = listener.recv().expect("received").expect("a call");
    let mut buffer = [0; 64];
    let read = listener
        .read_memory(&call, call.data.args[0], &mut buffer[..4])
        .expect("read");
    assert_eq!(&buffer[..read], b"/som");
    assert_eq!(
        listener
            .read_c_str(&call, call.data.args[0], &mut buffer)
            .expect("read"),
        path
    );
    let short = listener
        .read_c_str(&call, call.data.args[0], &mut buffer[..5])
        .unwrap_err();
    assert_eq!(short.raw_os_error(), Some(libc::ENAMETOOLONG));
    let bad = listener.read_memory(&call, 8, &mut buffer).unwrap_err();
    assert_eq!(bad.raw_os_error(), Some(libc::EFAULT));
    listener
        .answer(call.id, Answer::Value(5))
        .expect("answered");
    assert_eq!(thread.join().expect("the thread lives"), Ok(5));
    // What is read after the answer may be anybody's.
    let late = listener
        .read_memory(&call, call.data.args[0], &mut buffer)
        .unwrap_err();
    assert_eq!(late.raw_os_error(), Some(libc::ENOENT));
}

#[test]
fn one_listener_a_thread() {
    let filter = only(CALL, Action::Notify);
    let error = thread::spawn(move || {
        let _first = filter.install_listener(Options::new()).expect("the first");
        filter
            .install_listener(Options::new())
            .expect_err("the second")
    });
    let error = error.join().expect("the thread lives");
    assert_eq!(
        (error.step(), error.errno().raw()),
        (Step::Seccomp, libc::EBUSY)
    );
}

#[test]
fn conversions_and_flags() {
    let (thread, listener) = target(1);
    let listener = Listener::from_fd(OwnedFd::from(listener)).expect("a listener");
    if let Err(error) = listener.set_sync_wake_up(true) {
        println!("skipped: SECCOMP_IOCTL_NOTIF_SET_FLAGS: {error}");
    }
    let call = listener.recv().expect("received").expect("a call");
    listener
        .answer(call.id, Answer::Value(1))
        .expect("answered");
    assert_eq!(thread.join().expect("the thread lives"), Ok(1));

    let mut file = File::options()
        .write(true)
        .open("/dev/null")
        .expect("there");
    file.write_all(b"x").expect("written");
    let wrong = Listener::from_fd(file.into()).expect("not looked at");
    assert!(wrong.is_valid(1).is_err());
}
