//! Installing behind a filter that forbids it, pretends, or makes the kernel look older than it is. Each failure names the
//! step and the errno, and leaves what the documentation of [`evalbox_seccomp::Step`] says.
#![allow(unsafe_code, reason = "forks and gives up privileges")]

mod common;

use common::{End, allow, as_ordinary_user, filters, fork, is_root, no_new_privs, only};
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
