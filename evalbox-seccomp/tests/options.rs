//! The flags: each does what it says on this kernel, and what the kernel refuses is refused.
#![allow(
    unsafe_code,
    reason = "forks, and asks the kernel with flags of its own"
)]

mod common;

use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use common::{End, allow, as_ordinary_user, errno_of, filters, fork, in_own_process, only};
use evalbox_seccomp::{Action, Options, Step};

const MARK: libc::c_long = 3004;

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

/// A method of `Options` and its flag.
type Flag = (fn(Options) -> Options, libc::c_ulong);

const FLAGS: [Flag; 5] = [
    (Options::sync_threads, libc::SECCOMP_FILTER_FLAG_TSYNC),
    (Options::sync_errno, libc::SECCOMP_FILTER_FLAG_TSYNC_ESRCH),
    (Options::log, libc::SECCOMP_FILTER_FLAG_LOG),
    (
        Options::allow_speculation,
        libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW,
    ),
    (
        Options::wait_killable_recv,
        libc::SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
    ),
];

/// Every set of options, with its flags.
fn every_set() -> impl Iterator<Item = (Options, libc::c_ulong)> {
    (0..1_usize << FLAGS.len()).map(|set| {
        FLAGS
            .iter()
            .enumerate()
            .filter(|(index, _)| set & (1 << index) != 0)
            .fold(
                (Options::new(), 0),
                |(options, flags), (_, (with, flag))| (with(options), flags | flag),
            )
    })
}

/// Whether the kernel takes the flags, asked with a program that it cannot read.
fn kernel_takes(flags: libc::c_ulong) -> bool {
    // SAFETY: the kernel fails to read from address 0.
    let returned = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            flags,
            std::ptr::null::<libc::sock_fprog>(),
        )
    };
    assert_eq!(returned, -1);
    match io::Error::last_os_error().raw_os_error() {
        Some(libc::EFAULT) => true,
        Some(libc::EINVAL) => false,
        other => panic!("{other:?}"),
    }
}

/// Of all 64 sets, with a listener and without, those that the kernel refuses are refused, and no other.
#[test]
fn every_combination() {
    // Containers have some.
    let before = filters();
    let mut taken = 0;
    for (options, flags) in every_set() {
        let known = kernel_takes(flags & !libc::SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
        if !known {
            println!("skipped: the kernel lacks one of {options:?}");
            continue;
        }
        let plain = kernel_takes(flags);
        assert_eq!(options.is_available(), Ok(plain), "{options:?}");
        let end = fork(|| match allow().install_with(options) {
            Ok(()) => i32::from(filters() != before + 1),
            Err(error) if error.step() == Step::Options => 2 + i32::from(filters() != before),
            Err(_) => 4,
        });
        assert_eq!(end, End::Exit(if plain { 0 } else { 2 }), "{options:?}");

        let listening = kernel_takes(flags | libc::SECCOMP_FILTER_FLAG_NEW_LISTENER);
        assert_eq!(
            options.is_available_with_listener(),
            Ok(listening),
            "{options:?}"
        );
        let end = fork(|| match allow().install_listener(options) {
            Ok(_) => i32::from(filters() != before + 1),
            Err(error) if error.step() == Step::Options => 2 + i32::from(filters() != before),
            Err(_) => 4,
        });
        assert_eq!(end, End::Exit(if listening { 0 } else { 2 }), "{options:?}");
        taken += u32::from(plain) + u32::from(listening);
    }
    assert!(taken > 0);
}

#[test]
fn all_threads_or_none() {
    in_own_process("all_threads_or_none", || {
        let together = Barrier::new(5);
        thread::scope(|scope| {
            let others: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        together.wait();
                        errno_of(MARK, [0; 6])
                    })
                })
                .collect();
            together.wait();
            only(MARK, Action::Errno(55))
                .install_with(Options::new().sync_threads())
                .expect("no other filters");
            together.wait();
            for other in others {
                assert_eq!(other.join().expect("no panic"), 55);
            }
        });
        // The test's own main thread as well: the first thread of the process.
        assert!(filters() >= 1 && common::no_new_privs());
    });
}

/// A thread with a filter of its own: nobody gets the new one, and the error names it.
#[test]
fn a_thread_in_the_way() {
    in_own_process("a_thread_in_the_way", || {
        let (ready, is_ready) = mpsc::channel();
        let (go, is_gone) = mpsc::channel::<()>();
        let other = thread::spawn(move || {
            allow().install().expect("installed");
            // SAFETY: takes nothing.
            ready.send(unsafe { libc::gettid() }).expect("awaited");
            is_gone.recv().ok();
            errno_of(MARK, [0; 6])
        });
        let id = is_ready.recv().expect("the thread is ready");
        let filter = only(MARK, Action::Errno(56));
        let sync = Options::new().sync_threads();

        let error = filter.install_with(sync).unwrap_err();
        assert_eq!(error.step(), Step::SyncThreads);
        assert_eq!(error.thread(), Some(id));
        assert_eq!(error.errno().raw(), libc::ESRCH);
        assert_eq!(
            error.to_string(),
            format!("thread {id} has filters of its own")
        );
        for error in [
            filter.install_with(sync.sync_errno()).unwrap_err(),
            filter.install_listener(sync.sync_errno()).unwrap_err(),
        ] {
            assert_eq!(error.step(), Step::Seccomp);
            assert_eq!(error.thread(), None);
            assert_eq!(error.errno().raw(), libc::ESRCH);
        }
        assert_eq!(errno_of(MARK, [0; 6]), libc::ENOSYS);
        go.send(()).expect("the thread waits");
        assert_eq!(other.join().expect("no panic"), libc::ENOSYS);
        // Out of the way: joining waits for its end, and the kernel counts a thread until it has taken it apart.
        while Path::new("/proc/self/task").join(id.to_string()).exists() {
            thread::yield_now();
        }
        filter.install_with(sync).expect("one filter for all");
        assert_eq!(errno_of(MARK, [0; 6]), 56);
    });
}

/// One listener for all threads.
#[test]
fn all_threads_and_a_listener() {
    in_own_process("all_threads_and_a_listener", || {
        let (go, gone) = mpsc::channel();
        let other = thread::spawn(move || {
            gone.recv().expect("sent");
            errno_of(MARK, [0; 6])
        });
        let listener = only(MARK, Action::Notify)
            .install_listener(Options::new().sync_threads().sync_errno())
            .expect("no other filters");
        go.send(()).expect("awaited");
        let call = listener.recv().expect("received").expect("a call");
        listener
            .answer(call.id, evalbox_seccomp::Answer::Errno(57))
            .expect("answered");
        assert_eq!(other.join().expect("no panic"), 57);
    });
}

/// Without `no_new_privs` it takes `CAP_SYS_ADMIN`: an ordinary user is refused and nothing changes.
#[test]
fn keeping_privileges() {
    let filter = only(MARK, Action::Errno(58));
    let keep = Options::new().keep_privileges();
    let already = common::no_new_privs();
    let root = common::is_root();
    let end = fork(|| match filter.install_with(keep) {
        Ok(()) if common::no_new_privs() == already => errno_of(MARK, [0; 6]),
        Err(error)
            if (error.step(), error.errno().raw()) == (Step::Seccomp, libc::EACCES)
                && !common::no_new_privs()
                && errno_of(MARK, [0; 6]) == libc::ENOSYS =>
        {
            1
        }
        _ => 2,
    });
    let installs = root || already;
    assert_eq!(end, End::Exit(if installs { 58 } else { 1 }));
    if already {
        println!("skipped: this process has no_new_privs, so that nothing can be refused");
    }
}

/// The kernel's log has the refused call with the option, and without it has not.
#[test]
fn logged() {
    if !common::is_root() {
        println!("skipped: the kernel's log takes root");
        return;
    }
    let mut log = match OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK)
        .open("/dev/kmsg")
    {
        Ok(log) => log,
        Err(error) => {
            println!("skipped: /dev/kmsg: {error}");
            return;
        }
    };
    log.seek(SeekFrom::End(0)).expect("a log can be sought");
    let call = |options: Options, nr: libc::c_long| {
        let filter = only(nr, Action::Errno(59));
        let end = fork(|| {
            if filter.install_with(options).is_err() {
                return 1;
            }
            errno_of(nr, [0; 6])
        });
        assert_eq!(end, End::Exit(59));
    };
    // Numbers that only this test uses.
    call(Options::new(), 3107);
    call(Options::new().log(), 3108);
    let start = Instant::now();
    let mut lines = String::new();
    while !lines.contains("syscall=3108") && start.elapsed() < Duration::from_secs(3) {
        let mut line = [0; 8192];
        match log.read(&mut line) {
            Ok(read) => lines.push_str(&String::from_utf8_lossy(&line[..read])),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(_) => {}
        }
    }
    if !lines.contains("syscall=3108") {
        println!("skipped: this kernel does not write its audit records to its log");
        return;
    }
    assert!(!lines.contains("syscall=3107"), "{lines}");
}

/// Speculation stays as it was with the option.
#[test]
fn speculation() {
    // linux/prctl.h
    const PR_GET_SPECULATION_CTRL: libc::c_int = 52;
    const PR_SPEC_STORE_BYPASS: libc::c_ulong = 0;
    let state = || {
        let (which, zero): (libc::c_ulong, libc::c_ulong) = (PR_SPEC_STORE_BYPASS, 0);
        // SAFETY: takes numbers.
        unsafe { libc::prctl(PR_GET_SPECULATION_CTRL, which, zero, zero, zero) }
    };
    let now = state();
    if now < 0 {
        println!("skipped: the kernel does not tell of speculation");
        return;
    }
    let end = fork(|| {
        let options = Options::new().allow_speculation();
        i32::from(allow().install_with(options).is_err() || state() != now)
    });
    assert_eq!(end, End::Exit(0));
}
