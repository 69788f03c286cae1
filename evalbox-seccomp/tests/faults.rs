//! Installing where limits are in the way. Each failure names the step and the errno, and leaves what the documentation of
//! [`evalbox_seccomp::Step`] says.
#![allow(unsafe_code, reason = "forks and sets limits")]

mod common;

use common::{End, allow, as_ordinary_user, errno_of, filters, fork, no_new_privs, only};
use evalbox_seccomp::{Action, Filter, InstallError, Options, Step};

const MARK: libc::c_long = 3005;

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

fn failed<T>(result: Result<T, InstallError>) -> Option<(Step, i32)> {
    result
        .err()
        .map(|error| (error.step(), error.errno().raw()))
}

const FINE: End = End::Exit(0);

/// Every limit at nothing: installing takes none of what they bound.
#[test]
fn under_limits() {
    let filter = only(MARK, Action::Errno(41));
    for resource in [
        libc::RLIMIT_AS,
        libc::RLIMIT_CORE,
        libc::RLIMIT_DATA,
        libc::RLIMIT_FSIZE,
        libc::RLIMIT_LOCKS,
        libc::RLIMIT_MEMLOCK,
        libc::RLIMIT_MSGQUEUE,
        libc::RLIMIT_NICE,
        libc::RLIMIT_NOFILE,
        libc::RLIMIT_NPROC,
        libc::RLIMIT_RSS,
        libc::RLIMIT_RTPRIO,
        libc::RLIMIT_SIGPENDING,
        libc::RLIMIT_STACK,
    ] {
        let end = fork(|| {
            let none = libc::rlimit {
                rlim_cur: 0,
                rlim_max: 0,
            };
            // SAFETY: sets a limit of this process.
            if unsafe { libc::setrlimit(resource, &raw const none) } != 0 {
                return 1;
            }
            if filter.install().is_err() {
                return 2;
            }
            errno_of(MARK, [0; 6])
        });
        assert_eq!(end, End::Exit(41), "limit {resource}");
    }
}

/// A listener takes a descriptor. Without one the filter is not there either.
#[test]
fn no_descriptor_for_a_listener() {
    let filter = only(MARK, Action::Notify);
    let end = fork(|| {
        let before = filters();
        let mut limit = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        // SAFETY: reads and sets a limit of this process.
        unsafe {
            libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit);
            let kept = limit.rlim_cur;
            limit.rlim_cur = 0;
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
            let refused = failed(filter.install_listener(Options::new()));
            limit.rlim_cur = kept;
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
            if refused != Some((Step::Seccomp, libc::EMFILE)) {
                return 1;
            }
        }
        if !no_new_privs() || filters() != before || errno_of(MARK, [0; 6]) != libc::ENOSYS {
            return 2;
        }
        i32::from(filter.install_listener(Options::new()).is_err())
    });
    assert_eq!(end, FINE);
}

/// 32768 instructions of eBPF for the filters of a thread, each in force counted with four more (`MAX_INSNS_PER_PATH`). A
/// program of one return takes five: three that every one begins with, two for the return.
#[test]
fn the_longest_path() {
    if filters() != 0 {
        println!("skipped: this process has filters already");
        return;
    }
    let end = fork(|| {
        for installed in 0..4000 {
            if let Err(error) = allow().install() {
                let right = (error.step(), error.errno().raw()) == (Step::Seccomp, libc::ENOMEM)
                    && filters() == installed;
                // In force are all before it, and no other gets in either.
                let still = failed(allow().install()) == Some((Step::Seccomp, libc::ENOMEM));
                let count = 1 + (32768 - 5) / (5 + 4);
                return i32::from(!right || !still || installed != count);
            }
        }
        2
    });
    assert_eq!(end, FINE);
    // A listener's descriptor is given back.
    let long = vec![common::statement(evalbox_seccomp::opcode::RET_K, 0x7fff_0000); 4096];
    let long = Filter::new(long.leak()).expect("a good program");
    let end = fork(|| {
        for _ in 0..3 {
            if long.install().is_err() {
                return 1;
            }
        }
        let refused = failed(long.install_listener(Options::new()));
        // SAFETY: takes a number; a fork of a test has few descriptors and the next one is below this.
        let next = unsafe { libc::dup(0) };
        if refused != Some((Step::Seccomp, libc::ENOMEM)) || filters() != 3 {
            return 2;
        }
        // SAFETY: takes a number.
        unsafe { libc::close(next) };
        // A short one has room.
        match allow().install_listener(Options::new()) {
            Ok(listener) => {
                use std::os::fd::AsRawFd;
                i32::from(listener.as_raw_fd() != next) * 3
            }
            Err(_) => 4,
        }
    });
    assert_eq!(end, FINE);
}

/// One open listener a thread: the second is refused, and a filter without one is welcome.
#[test]
fn a_second_listener() {
    let first = only(MARK, Action::Notify);
    let second = only(MARK + 1, Action::Notify);
    let end = fork(|| {
        let Ok(listener) = first.install_listener(Options::new()) else {
            return 1;
        };
        let before = filters();
        let refused = failed(second.install_listener(Options::new()));
        if refused != Some((Step::Seccomp, libc::EBUSY)) || filters() != before {
            return 2;
        }
        if errno_of(MARK + 1, [0; 6]) != libc::ENOSYS || allow().install().is_err() {
            return 3;
        }
        drop(listener);
        // A closed one does not count.
        i32::from(second.install_listener(Options::new()).is_err()) * 4
    });
    assert_eq!(end, FINE);
}

/// What the errors say.
#[test]
fn messages() {
    let error = only(MARK, Action::Notify).install().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the filter answers notify: hint: install_listener"
    );
    let error = allow()
        .install_with(Options::new().wait_killable_recv())
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the kernel refuses the options")
    );
    let inner = std::thread::spawn(|| {
        only(libc::SYS_seccomp, Action::Errno(38))
            .install()
            .expect("installed");
        allow().install().unwrap_err()
    });
    assert_eq!(
        inner.join().expect("no panic").to_string(),
        "seccomp(SECCOMP_SET_MODE_FILTER): ENOSYS (os error 38): the kernel has no seccomp(2), or a filter forbids it"
    );
    let io = std::io::Error::from(error);
    assert_eq!(io.raw_os_error(), Some(libc::EINVAL));
}
