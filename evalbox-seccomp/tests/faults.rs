//! Installing where something is in the way: limits, filters that forbid it, kernels that lack something. Each failure names
//! the step and the errno, and leaves what the documentation of [`evalbox_seccomp::Step`] says.
#![allow(unsafe_code, reason = "forks and sets limits")]

mod common;

use common::{End, allow, as_ordinary_user, errno_of, filters, fork, is_root, no_new_privs, only};
use evalbox_seccomp::{Action, Errno, Filter, InstallError, Options, Step, seccomp_filter};

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

/// Puts `front` in force and then runs `body` in the child, which returns 0 where all is as it should be.
fn behind(front: Filter, body: impl FnOnce() -> i32) -> End {
    fork(|| {
        let installed = if is_root() {
            // Without no_new_privs, so that it shows who sets it.
            front.install_with(Options::new().keep_privileges())
        } else {
            front.install()
        };
        if installed.is_err() { 254 } else { body() }
    })
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

#[test]
fn behind_a_filter_that_forbids_seccomp() {
    let filter = allow();
    for errno in [libc::EPERM, libc::ENOSYS, libc::EACCES, 777] {
        let answer = Action::Errno(u16::try_from(errno).expect("small"));
        let end = behind(only(libc::SYS_seccomp, answer), || {
            let before = filters();
            let listening = failed(filter.install_listener(Options::new()));
            if listening != Some((Step::NotificationSizes, errno)) || no_new_privs() == is_root() {
                return 1;
            }
            if failed(filter.install()) != Some((Step::Seccomp, errno)) {
                return 2;
            }
            // What the failure leaves: no_new_privs, and not one filter more.
            if !no_new_privs() || filters() != before {
                return 3;
            }
            let asked = Options::new().is_available();
            i32::from(asked != Err(Errno::from_raw(errno))) * 4
        });
        assert_eq!(end, FINE, "{errno}");
    }
    for kill in [Action::KillProcess, Action::KillThread, Action::Trap(0)] {
        let end = behind(only(libc::SYS_seccomp, kill), || {
            i32::from(filter.install().is_ok())
        });
        assert_eq!(end, End::Signal(libc::SIGSYS), "{kill}");
    }
}

#[test]
fn behind_a_filter_that_forbids_prctl() {
    let filter = allow();
    let end = behind(only(libc::SYS_prctl, Action::Errno(1)), || {
        let before = filters();
        for refused in [
            failed(filter.install()),
            failed(filter.install_with(Options::new().sync_threads())),
            failed(filter.install_listener(Options::new())),
        ] {
            if refused != Some((Step::NoNewPrivs, libc::EPERM)) {
                return 1;
            }
        }
        if no_new_privs() == is_root() || filters() != before {
            return 2;
        }
        // It is allowed anyhow: root may, and others have no_new_privs by now.
        let keep = Options::new().keep_privileges();
        i32::from(filter.install_with(keep).is_err()) * 3
    });
    assert_eq!(end, FINE);
    let end = behind(only(libc::SYS_prctl, Action::KillProcess), || {
        i32::from(filter.install().is_ok())
    });
    assert_eq!(end, End::Signal(libc::SIGSYS));
}

/// A prctl that does nothing shows at the next step, for those whom it matters to.
#[test]
fn behind_a_filter_that_pretends() {
    let filter = only(MARK, Action::Errno(42));
    let notify = only(MARK, Action::Notify);
    let end = behind(only(libc::SYS_seccomp, Action::Errno(0)), || {
        let before = filters();
        // A listener that is none would be somebody else's descriptor 0.
        let listening = failed(notify.install_listener(Options::new()));
        if listening != Some((Step::NotificationSizes, libc::EOPNOTSUPP)) {
            return 1;
        }
        if Options::new().is_available() != Ok(false) {
            return 2;
        }
        // As documented: two system calls cannot tell.
        i32::from(filter.install().is_err() || filters() != before) * 3
    });
    assert_eq!(end, FINE);
    if !is_root() {
        println!("skipped: without root no_new_privs is set already");
        return;
    }
    let end = behind(only(libc::SYS_prctl, Action::Errno(0)), || {
        // SAFETY: takes numbers; no longer root, and not allowed what root is.
        if unsafe { libc::setresuid(65534, 65534, 65534) } != 0 {
            return 1;
        }
        i32::from(failed(filter.install()) != Some((Step::Seccomp, libc::EACCES))) * 2
    });
    assert_eq!(end, FINE);
}

/// A kernel before Linux 5.0: no listeners.
static WITHOUT_LISTENERS: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    seccomp { op == SECCOMP_GET_NOTIF_SIZES => errno(EINVAL), _ => allow }
};

/// A kernel before Linux 4.14: no flags but TSYNC, no question after actions.
static WITHOUT_FLAGS: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    seccomp {
        op == SECCOMP_GET_ACTION_AVAIL => errno(EINVAL),
        op == SECCOMP_SET_MODE_FILTER && !(flags only 1) => errno(EINVAL),
        _ => allow,
    }
};

/// A kernel that knows no action by the number that it is asked for.
static WITHOUT_ACTIONS: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    seccomp { op == SECCOMP_GET_ACTION_AVAIL => errno(EOPNOTSUPP), _ => allow }
};

#[test]
fn older_kernels() {
    let filter = allow();
    let end = behind(WITHOUT_LISTENERS, || {
        let refused = failed(filter.install_listener(Options::new()));
        if refused != Some((Step::NotificationSizes, libc::EINVAL)) || no_new_privs() == is_root() {
            return 1;
        }
        i32::from(filter.install().is_err()) * 2
    });
    assert_eq!(end, FINE);

    let end = behind(WITHOUT_FLAGS, || {
        let before = filters();
        if Action::Log.is_available() != Err(Errno::from_raw(libc::EINVAL)) {
            return 1;
        }
        for unknown in [Options::new().log(), Options::new().allow_speculation()] {
            if unknown.is_available() != Ok(false)
                || failed(filter.install_with(unknown)) != Some((Step::Seccomp, libc::EINVAL))
            {
                return 2;
            }
        }
        if failed(filter.install_listener(Options::new())) != Some((Step::Seccomp, libc::EINVAL)) {
            return 3;
        }
        if !no_new_privs() || filters() != before {
            return 4;
        }
        let known = Options::new().sync_threads();
        if known.is_available() != Ok(true) || filter.install_with(known).is_err() {
            return 5;
        }
        i32::from(filter.install().is_err()) * 6
    });
    assert_eq!(end, FINE);

    let end = behind(WITHOUT_ACTIONS, || {
        i32::from(Action::Notify.is_available() != Ok(false))
    });
    assert_eq!(end, FINE);
    let end = behind(only(libc::SYS_seccomp, Action::Errno(12)), || {
        i32::from(failed(filter.install()) != Some((Step::Seccomp, libc::ENOMEM)))
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
