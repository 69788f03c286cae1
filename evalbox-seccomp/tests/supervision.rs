//! Supervising another process: what happens to its calls when it is killed, interrupted or out of descriptors, when many
//! threads call at once, and when the supervisor goes away.
#![allow(
    unsafe_code,
    reason = "forks, kills, and makes system calls that the supervisor answers"
)]

mod common;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use common::{End, as_ordinary_user, errno_of, only, start, wait};
use evalbox_seccomp::{Action, AddFd, Answer, Listener, Options};

const CALL: libc::c_long = 3003;

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

/// A child that sends its listener and then runs `body`; the parent's end of a socket between them.
fn child(
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

fn kill(child: libc::pid_t, signal: libc::c_int) {
    // SAFETY: takes numbers; the child has not been waited for.
    let returned = unsafe { libc::kill(child, signal) };
    assert_eq!(returned, 0, "{}", io::Error::last_os_error());
}

/// Waits until something holds that takes no more than a moment.
#[track_caller]
fn soon(mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "not in time");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Whether a call waits to be received.
fn is_readable(listener: &Listener) -> bool {
    let mut poll = libc::pollfd {
        fd: listener.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    // SAFETY: the kernel reads and writes one pollfd.
    unsafe { libc::poll(&raw mut poll, 1, 0) == 1 && poll.revents & libc::POLLIN != 0 }
}

fn errno<T: std::fmt::Debug>(result: io::Result<T>) -> Option<i32> {
    result.unwrap_err().raw_os_error()
}

#[test]
fn killed_while_the_supervisor_decides() {
    let text = *b"memory of the child";
    let address = u64::try_from(text.as_ptr().addr()).expect("64 bits");
    let (pid, listener, _end) = child(Options::new(), |_| errno_of(CALL, [address, 0, 0, 0, 0, 0]));
    let call = listener.recv().expect("received").expect("a call");
    assert_eq!(i64::from(call.pid), i64::from(pid));
    let mut buffer = [0; 19];
    assert_eq!(
        listener
            .read_memory(&call, address, &mut buffer)
            .expect("its memory"),
        text.len()
    );
    assert_eq!(buffer, text);

    kill(pid, libc::SIGKILL);
    assert_eq!(wait(pid), End::Signal(libc::SIGKILL));
    assert!(!listener.is_valid(call.id).expect("asked"));
    for answer in [Answer::Continue, Answer::Errno(1), Answer::Value(0)] {
        assert_eq!(errno(listener.answer(call.id, answer)), Some(libc::ENOENT));
    }
    let null = File::open("/dev/null").expect("there");
    let descriptor = AddFd::new(null.as_fd());
    assert_eq!(
        errno(listener.add_fd(call.id, descriptor)),
        Some(libc::ENOENT)
    );
    assert_eq!(
        errno(listener.answer_with_fd(call.id, descriptor)),
        Some(libc::ENOENT)
    );
    assert_eq!(
        errno(listener.read_memory(&call, address, &mut buffer)),
        Some(libc::ENOENT)
    );
    assert_eq!(
        errno(listener.write_memory(&call, address, b"x")),
        Some(libc::ENOENT)
    );
    assert_eq!(listener.try_recv().expect("hung up"), None);
    assert_eq!(listener.recv().expect("hung up"), None);
}

/// The notification of a call that nobody waits for any more is gone, and receiving does not wait for it.
#[test]
fn killed_before_the_supervisor_looks() {
    let (pid, listener, mut end) = child(Options::new(), |mut end| {
        // Another process under the same filter makes the call; this one stays and keeps the listener from hanging up.
        let caller = start(|| errno_of(CALL, [0; 6]));
        if end.write_all(&caller.to_ne_bytes()).is_err() || wait(caller) != End::Signal(9) {
            return 1;
        }
        // The parent hears of the end of the caller, and this process of the end of the test.
        i32::from(end.write_all(&[1]).is_err() || end.read(&mut [0]).is_err())
    });
    let mut caller = [0; 4];
    end.read_exact(&mut caller).expect("the caller's id");
    soon(|| is_readable(&listener));
    kill(i32::from_ne_bytes(caller), libc::SIGKILL);
    end.read_exact(&mut [0]).expect("the caller has ended");
    let error = listener.try_recv().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    drop(end);
    assert_eq!(wait(pid), End::Exit(0));
    assert_eq!(listener.recv().expect("hung up"), None);
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

/// Neither half of `answer_with_fd` happens where the target has no room for a descriptor.
#[test]
fn the_target_is_out_of_descriptors() {
    let (pid, listener, _end) = child(Options::new(), |_| {
        let limit = libc::rlimit {
            rlim_cur: 64,
            rlim_max: 64,
        };
        // SAFETY: sets a limit of this process, then duplicates standard input until there is no room.
        unsafe {
            if libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) != 0 {
                return 1;
            }
            while libc::dup(0) != -1 {}
        }
        errno_of(CALL, [0; 6])
    });
    let call = listener.recv().expect("received").expect("a call");
    let null = File::open("/dev/null").expect("there");
    let descriptor = AddFd::new(null.as_fd());
    for _ in 0..3 {
        assert_eq!(
            errno(listener.answer_with_fd(call.id, descriptor)),
            Some(libc::EMFILE)
        );
        assert_eq!(
            errno(listener.add_fd(call.id, descriptor)),
            Some(libc::EMFILE)
        );
        assert_eq!(
            errno(listener.answer_with_fd(call.id, descriptor.at(64))),
            Some(libc::EBADF)
        );
        assert!(listener.is_valid(call.id).expect("asked"));
    }
    // One that takes another's place needs no room.
    assert_eq!(
        listener.add_fd(call.id, descriptor.at(63)).expect("added"),
        63
    );
    listener
        .answer(call.id, Answer::Errno(24))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(libc::EMFILE));
}

#[test]
fn memory_is_written() {
    let buffer = [0_u8; 16];
    let address = u64::try_from(buffer.as_ptr().addr()).expect("64 bits");
    let (pid, listener, _end) = child(Options::new(), |_| {
        let failed = errno_of(CALL, [address, 0, 0, 0, 0, 0]);
        // SAFETY: reads a local variable, which the supervisor has written behind the compiler's back.
        let written = unsafe { (&raw const buffer).read_volatile() };
        i32::from(failed != 0 || written != *b"0123456789abcdef")
    });
    let call = listener.recv().expect("received").expect("a call");
    assert_eq!(
        listener
            .write_memory(&call, address, b"0123456789abcdef")
            .expect("written"),
        16
    );
    for bad in [8, u64::MAX, 1 << 63] {
        assert_eq!(
            errno(listener.write_memory(&call, bad, b"x")),
            Some(libc::EFAULT),
            "{bad:#x}"
        );
    }
    listener
        .answer(call.id, Answer::Value(0))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(0));
    // This process has a copy of its own.
    assert_eq!(buffer, [0; 16]);
}

/// A string that ends where the memory does is read, and one that does not end there is not.
#[test]
fn memory_that_ends() {
    // SAFETY: two new pages, of which the second is taken away again.
    let end = unsafe {
        let pages = libc::mmap(
            std::ptr::null_mut(),
            8192,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        );
        assert_ne!(pages, libc::MAP_FAILED);
        let end = pages.cast::<u8>().add(4096);
        libc::munmap(end.cast(), 4096);
        end.sub(5).copy_from(c"/etc".as_ptr().cast(), 5);
        end
    };
    let address = u64::try_from(end.addr()).expect("64 bits");
    let (pid, listener, _end) = child(Options::new(), |_| errno_of(CALL, [0; 6]));
    let call = listener.recv().expect("received").expect("a call");
    let mut buffer = [0xff; 4096];
    assert_eq!(
        listener
            .read_c_str(&call, address - 5, &mut buffer)
            .expect("read"),
        c"/etc"
    );
    assert_eq!(
        listener
            .read_memory(&call, address - 3, &mut buffer)
            .expect("read"),
        3
    );
    assert_eq!(
        listener
            .write_memory(&call, address - 2, b"xyz")
            .expect("written"),
        2
    );
    assert_eq!(
        errno(listener.read_c_str(&call, address - 5, &mut buffer)),
        Some(libc::EFAULT)
    );
    listener
        .answer(call.id, Answer::Value(0))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(0));
}

const CALLERS: u64 = 8;
const CALLS: u64 = 1250;

/// 10,000 calls from 8 threads to 3 supervisors: each is received once and gets its own answer.
#[test]
fn many_threads() {
    let (send, receive) = mpsc::channel();
    let target = thread::spawn(move || {
        let listener = only(CALL, Action::Notify)
            .install_listener(Options::new())
            .expect("one listener a thread");
        send.send(listener).expect("the test waits");
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                // The new thread is filtered as this one is.
                thread::spawn(move || {
                    (0..CALLS)
                        // SAFETY: no kernel has the call.
                        .map(|call| unsafe { libc::syscall(CALL, caller, call) })
                        .eq((0..CALLS).map(|call| answer_for(caller, call)))
                })
            })
            .collect();
        callers
            .into_iter()
            .all(|caller| caller.join().expect("the thread lives"))
    });
    let listener = receive.recv().expect("the thread sends its listener");
    listener.set_sync_wake_up(true).ok();
    let seen = Mutex::new(BTreeSet::new());
    let received: usize = thread::scope(|scope| {
        let supervisors: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut received = 0;
                    while let Some(call) = listener.recv().expect("received") {
                        let [caller, number, ..] = call.data.args;
                        seen.lock().expect("no panic").insert((caller, number));
                        received += 1;
                        listener
                            .answer(call.id, Answer::Value(answer_for(caller, number)))
                            .expect("answered");
                    }
                    received
                })
            })
            .collect();
        supervisors
            .into_iter()
            .map(|supervisor| supervisor.join().expect("no panic"))
            .sum()
    });
    assert!(target.join().expect("no panic"), "a wrong answer");
    assert_eq!(received, 10_000);
    assert_eq!(seen.lock().expect("no panic").len(), 10_000);
}

fn answer_for(caller: u64, call: u64) -> i64 {
    i64::try_from(caller << 32 | call).expect("small")
}

/// Calls that wait and calls to come fail with ENOSYS once the last copy of the listener is closed.
#[test]
fn the_supervisor_goes_away() {
    let (pid, listener, mut end) = child(Options::new(), |mut end| {
        let waiting = errno_of(CALL, [0; 6]);
        let later = errno_of(CALL, [0; 6]);
        let told = end.write_all(&[1]);
        i32::from(told.is_err() || waiting != libc::ENOSYS || later != libc::ENOSYS)
    });
    let copy = OwnedFd::from(listener);
    let listener = Listener::from_fd(copy.try_clone().expect("a copy")).expect("a listener");
    listener.recv().expect("received").expect("a call");
    drop(listener);
    end.set_nonblocking(true).expect("set");
    thread::sleep(Duration::from_millis(20));
    let early = end.read(&mut [0]).unwrap_err();
    assert_eq!(early.kind(), io::ErrorKind::WouldBlock, "a copy is left");
    drop(copy);
    assert_eq!(wait(pid), End::Exit(0));
    // Not received at all.
    let (pid, listener, _end) = child(Options::new(), |_| errno_of(CALL, [0; 6]));
    soon(|| is_readable(&listener));
    drop(listener);
    assert_eq!(wait(pid), End::Exit(libc::ENOSYS));
}
