//! Supervising another process: what happens to its calls when it is killed or out of descriptors, when many
//! threads call at once, and when the supervisor goes away.
#![allow(
    unsafe_code,
    reason = "forks, kills, and makes system calls that the supervisor answers"
)]

mod common;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

use common::target::{CALL, child, errno, is_readable, kill, soon};
use common::{End, as_ordinary_user, errno_of, only, register, start, wait};
use evalbox_seccomp::{Action, AddFd, Answer, Listener, Options};

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
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
                        .map(|call| {
                            // SAFETY: no kernel has the call.
                            unsafe { libc::syscall(CALL, register(caller), register(call)) }
                        })
                        .map(i128::from)
                        .eq((0..CALLS).map(|call| answer_for(caller, call).into()))
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

/// One call and several receivers at once, none of which is to wait: one has the call, and the others come back without.
#[test]
fn the_slower_do_not_wait() {
    const RECEIVERS: usize = 4;
    let (pid, listener, _end) = child(Options::new(), |_| {
        i32::from((0..300).any(|_| errno_of(CALL, [0; 6]) != 0))
    });
    let (listener, together) = (&listener, &Barrier::new(RECEIVERS));
    for _ in 0..300 {
        soon(|| is_readable(listener));
        let (tell, told) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..RECEIVERS {
                let tell = tell.clone();
                scope.spawn(move || {
                    together.wait();
                    let received = listener.try_recv().map(|call| call.expect("a call").id);
                    tell.send(received).expect("the test waits");
                });
            }
            // The call is answered only then: no other comes that would wake who waits.
            let ends: Vec<_> = (0..RECEIVERS)
                .map(|_| told.recv_timeout(Duration::from_secs(20)))
                .collect();
            let ids: Vec<_> = ends.iter().flatten().flatten().copied().collect();
            for &id in &ids {
                listener.answer(id, Answer::Value(0)).expect("answered");
            }
            assert_eq!(ids.len(), 1, "one call is received once");
            for end in ends {
                if let Err(error) = end.expect("a receiver waits") {
                    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                }
            }
        });
    }
    assert_eq!(wait(pid), End::Exit(0));
}

fn answer_for(caller: u64, call: u64) -> i64 {
    i64::try_from(caller << 16 | call).expect("small")
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
