//! Signals while a call waits: to the thread that made it, and to the supervisor.
#![allow(
    unsafe_code,
    reason = "forks, kills, and makes system calls that the supervisor answers"
)]

mod common;

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use common::target::{CALL, child, errno, kill, soon};
use common::{End, as_ordinary_user, errno_of, start, wait};
use evalbox_seccomp::{Answer, Options};

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

static SIGNALLED: AtomicBool = AtomicBool::new(false);

extern "C" fn on_signal(_: libc::c_int) {
    SIGNALLED.store(true, Ordering::Relaxed);
}

/// Handles SIGUSR1 in the calling process.
fn handle_signal(flags: libc::c_int) {
    // SAFETY: all zeroes are a valid sigaction; the handler stores to an atomic.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = flags;
        libc::sigaction(libc::SIGUSR1, &raw const action, std::ptr::null_mut());
    }
}

/// Makes the call and returns its errno, or what it returned; 200 where no signal came meanwhile.
fn call_with_handler(flags: libc::c_int) -> i32 {
    handle_signal(flags);
    // SAFETY: no kernel has the call.
    let returned = unsafe { libc::syscall(CALL) };
    if !SIGNALLED.load(Ordering::Relaxed) {
        return 200;
    }
    match i32::try_from(returned) {
        Ok(-1) | Err(_) => io::Error::last_os_error().raw_os_error().unwrap_or(0),
        Ok(value) => value,
    }
}

#[test]
fn a_signal_interrupts_the_call() {
    let (pid, listener, _end) = child(Options::new(), |_| call_with_handler(0));
    let call = listener.recv().expect("received").expect("a call");
    kill(pid, libc::SIGUSR1);
    assert_eq!(wait(pid), End::Exit(libc::EINTR));
    assert_eq!(
        errno(listener.answer(call.id, Answer::Value(1))),
        Some(libc::ENOENT)
    );
}

/// With `SA_RESTART` the kernel makes the call again: the supervisor sees a second one.
#[test]
fn a_signal_restarts_the_call() {
    let (pid, listener, _end) = child(Options::new(), |_| call_with_handler(libc::SA_RESTART));
    let first = listener.recv().expect("received").expect("a call");
    kill(pid, libc::SIGUSR1);
    let second = listener.recv().expect("received").expect("again");
    assert!(first.id != second.id && first.data == second.data);
    assert!(!listener.is_valid(first.id).expect("asked"));
    listener
        .answer(second.id, Answer::Value(77))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(77));
}

#[test]
fn a_received_call_waits_through_signals() {
    let options = Options::new().wait_killable_recv();
    if options.is_available_with_listener() != Ok(true) {
        println!("skipped: the kernel lacks SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV");
        return;
    }
    let (pid, listener, _end) = child(options, |_| call_with_handler(0));
    let call = listener.recv().expect("received").expect("a call");
    kill(pid, libc::SIGUSR1);
    let pending = || std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it lives");
    // SIGUSR1 is number 10: it is pending and stays so.
    soon(|| pending().contains("ShdPnd:\t0000000000000200"));
    thread::sleep(Duration::from_millis(20));
    assert!(pending().contains("ShdPnd:\t0000000000000200"));
    assert!(listener.is_valid(call.id).expect("asked"));
    listener
        .answer(call.id, Answer::Value(78))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(78));

    // Fatal signals end it all the same.
    let (pid, listener, _end) = child(options, |_| errno_of(CALL, [0; 6]));
    let call = listener.recv().expect("received").expect("a call");
    kill(pid, libc::SIGTERM);
    assert_eq!(wait(pid), End::Signal(libc::SIGTERM));
    assert!(!listener.is_valid(call.id).expect("asked"));
}

/// A signal to the supervisor while it waits for a call is EINTR, and the call is there afterwards.
#[test]
fn a_signal_interrupts_the_supervisor() {
    let (pid, listener, mut end) = child(Options::new(), |mut end| {
        if end.read_exact(&mut [0]).is_err() {
            return 1;
        }
        errno_of(CALL, [0; 6])
    });
    let (mut interrupted, mut tell) = UnixStream::pair().expect("a pair");
    let supervisor = start(|| {
        handle_signal(0);
        match listener.recv() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => return 1,
        }
        if tell.write_all(&[1]).is_err() {
            return 3;
        }
        match listener.recv() {
            Ok(Some(call)) if listener.answer(call.id, Answer::Errno(66)).is_ok() => 0,
            _ => 2,
        }
    });
    // In the kernel's poll: asleep, with the handler in place.
    soon(|| {
        let read = |name| std::fs::read_to_string(format!("/proc/{supervisor}/{name}"));
        read("stat").is_ok_and(|stat| stat.contains(") S "))
            && read("status").is_ok_and(|status| {
                let caught = status
                    .lines()
                    .find_map(|line| u64::from_str_radix(line.strip_prefix("SigCgt:\t")?, 16).ok());
                // SIGUSR1 is number 10.
                caught.is_some_and(|caught| caught & 0x200 != 0)
            })
    });
    kill(supervisor, libc::SIGUSR1);
    interrupted.read_exact(&mut [0]).expect("told");
    end.write_all(&[1]).expect("the child waits");
    assert_eq!(wait(supervisor), End::Exit(0));
    assert_eq!(wait(pid), End::Exit(66));
}
