//! Installing: what it calls, what it touches, where it works and how it fails.
#![allow(unsafe_code, reason = "forks, traces, and counts allocations")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{End, allow, as_ordinary_user, errno_of, fork, only};
use evalbox_seccomp::{Action, Filter, Options, Step};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator, and a count.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MARK: libc::c_long = 3001;

/// A ptrace request that takes a number.
fn ptrace(request: libc::c_uint, child: libc::pid_t, data: usize) {
    // SAFETY: these requests take numbers.
    let returned = unsafe { libc::ptrace(request, child, 0_usize, data) };
    assert_ne!(returned, -1, "{}", io::Error::last_os_error());
}

/// The system calls that `body` makes in a traced child: their numbers and first five arguments.
fn system_calls(body: impl FnOnce()) -> Vec<(libc::c_long, [u64; 5])> {
    // SAFETY: the child calls async-signal-safe functions only and leaves by _exit (fork(2)).
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: asks to be traced, stops for the tracer, marks where the body begins and ends.
        unsafe {
            libc::ptrace(libc::PTRACE_TRACEME, 0, 0_usize, 0_usize);
            libc::raise(libc::SIGSTOP);
            libc::syscall(MARK);
            body();
            libc::syscall(MARK);
            libc::_exit(0);
        }
    }
    let mut status = 0;
    // SAFETY: writes the status of a child of this process.
    let wait = |status: &mut i32| unsafe { libc::waitpid(child, &raw mut *status, 0) };
    wait(&mut status);
    let options = usize::try_from(libc::PTRACE_O_TRACESYSGOOD).expect("a flag");
    ptrace(libc::PTRACE_SETOPTIONS, child, options);
    let (mut calls, mut marks) = (Vec::new(), 0);
    loop {
        ptrace(libc::PTRACE_SYSCALL, child, 0);
        wait(&mut status);
        if libc::WIFEXITED(status) {
            return calls;
        }
        assert_eq!(libc::WSTOPSIG(status), libc::SIGTRAP | 0x80, "{status:#x}");
        // SAFETY: all zeroes are a valid ptrace_syscall_info.
        let mut info: libc::ptrace_syscall_info = unsafe { std::mem::zeroed() };
        // SAFETY: the kernel writes at most the given size to `info`.
        unsafe {
            libc::ptrace(
                libc::PTRACE_GET_SYSCALL_INFO,
                child,
                size_of_val(&info),
                &raw mut info,
            )
        };
        if info.op == libc::PTRACE_SYSCALL_INFO_ENTRY {
            // SAFETY: `op` says that it is an entry.
            let entry = unsafe { info.u.entry };
            let nr = libc::c_long::try_from(entry.nr.cast_signed()).expect("a number is an int");
            if nr == MARK {
                marks += 1;
            } else if marks == 1 {
                let [a, b, c, d, e, _] = entry.args;
                calls.push((nr, [a, b, c, d, e]));
            }
        }
    }
}

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

/// A system call without pointers, as it is traced.
fn call(nr: libc::c_long, args: [u64; 5]) -> (libc::c_long, [u64; 5]) {
    (nr, args)
}

#[test]
fn two_system_calls() {
    let filter = allow();
    let prctl = call(
        libc::SYS_prctl,
        [libc::PR_SET_NO_NEW_PRIVS as u64, 1, 0, 0, 0],
    );
    // The third argument is the address of the program.
    let seccomp = |flags| {
        (
            libc::SYS_seccomp,
            [libc::SECCOMP_SET_MODE_FILTER.into(), flags],
        )
    };
    let traced = system_calls(|| _ = filter.install());
    assert_eq!(traced.len(), 2, "{traced:?}");
    assert_eq!(traced[0], prctl);
    assert_eq!((traced[1].0, [traced[1].1[0], traced[1].1[1]]), seccomp(0));

    let log = Options::new().log();
    let traced = system_calls(|| _ = filter.install_with(log.keep_privileges()));
    assert_eq!(traced.len(), 1, "{traced:?}");
    #[allow(clippy::unnecessary_cast, reason = "a u32 on 32-bit targets")]
    let flags = libc::SECCOMP_FILTER_FLAG_LOG as u64;
    assert_eq!(
        (traced[0].0, [traced[0].1[0], traced[0].1[1]]),
        seccomp(flags)
    );
}

/// With a listener the kernel is asked for its sizes first.
#[test]
fn three_system_calls() {
    // Not the number that marks the end: nobody would answer it.
    let filter = only(MARK + 1, Action::Notify);
    let traced = system_calls(|| std::mem::forget(filter.install_listener(Options::new())));
    let calls: Vec<_> = traced.iter().map(|(nr, args)| (*nr, args[0])).collect();
    assert_eq!(
        calls,
        [
            (libc::SYS_seccomp, libc::SECCOMP_GET_NOTIF_SIZES.into()),
            (libc::SYS_prctl, libc::PR_SET_NO_NEW_PRIVS as u64),
            (libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER.into()),
        ]
    );
}

#[test]
fn refusals_make_no_system_call() {
    let notify = only(MARK, Action::Notify);
    assert!(notify.needs_listener());
    assert_eq!(system_calls(|| _ = notify.install()), []);
    let error = notify.install().unwrap_err();
    assert_eq!(
        (error.step(), error.errno().raw()),
        (Step::NeedsListener, libc::ENOSYS)
    );

    let filter = allow();
    let killable = Options::new().wait_killable_recv();
    assert_eq!(system_calls(|| _ = filter.install_with(killable)), []);
    assert_eq!(
        filter.install_with(killable).unwrap_err().step(),
        Step::Options
    );
    assert_eq!(
        filter
            .install_listener(Options::new().sync_threads())
            .unwrap_err()
            .step(),
        Step::Options
    );
}

#[test]
fn no_allocation() {
    let filter = only(MARK, Action::Errno(9));
    let notify = only(MARK, Action::Notify);
    let end = fork(|| {
        let before = ALLOCATIONS.load(Ordering::Relaxed);
        let installed = filter.install().map_err(io::Error::from).is_ok();
        let refused = notify.install().map_err(io::Error::from).is_err();
        let evaluated = filter.needs_listener() || filter.is_cached(0);
        let allocated = ALLOCATIONS.load(Ordering::Relaxed) - before;
        i32::from(!(installed && refused && evaluated && allocated == 0))
    });
    assert_eq!(end, End::Exit(0));
}

#[test]
fn in_pre_exec() {
    let run = |filter: Filter| {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "exit 7"]);
        // SAFETY: installing makes two system calls and nothing else.
        unsafe {
            command.pre_exec(move || {
                let before = ALLOCATIONS.load(Ordering::Relaxed);
                let installed = filter.install().map_err(io::Error::from);
                if ALLOCATIONS.load(Ordering::Relaxed) != before {
                    return Err(io::Error::from_raw_os_error(libc::ENOTRECOVERABLE));
                }
                installed
            });
        }
        command.status()
    };
    assert_eq!(run(allow()).expect("allowed").code(), Some(7));
    assert_eq!(
        run(only(libc::SYS_exit_group, Action::KillProcess))
            .expect("spawned")
            .signal(),
        Some(libc::SIGSYS)
    );
    let error = run(only(libc::SYS_execve, Action::Errno(101))).unwrap_err();
    assert_eq!(error.raw_os_error(), Some(101));
    // What `install` refuses reaches the parent as its errno.
    assert_eq!(
        run(only(MARK, Action::Notify)).unwrap_err().raw_os_error(),
        Some(libc::ENOSYS)
    );
}

#[test]
fn in_a_thread() {
    let in_thread = std::thread::spawn(|| {
        only(MARK, Action::Errno(77)).install().expect("installed");
        errno_of(MARK, [0; 6])
    });
    assert_eq!(in_thread.join().expect("the thread lives"), 77);
    assert_eq!(errno_of(MARK, [0; 6]), libc::ENOSYS);
}

#[test]
fn actions_are_available() {
    for action in [
        Action::KillProcess,
        Action::Errno(5),
        Action::Trace(3),
        Action::Notify,
        Action::Log,
    ] {
        assert_eq!(action.is_available(), Ok(true), "{action}");
    }
}
