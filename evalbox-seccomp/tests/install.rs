//! Installing: what it calls, what it touches, where it works and how it fails.
#![allow(unsafe_code, reason = "forks, traces, and counts allocations")]

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use common::{End, allow, errno_of, fork, only};
use evalbox_seccomp::{Action, Filter, InstallError, Options, Step};

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

/// Filters of other threads of the process show in `sync_threads`: the tests with threads take turns.
static THREADS: Mutex<()> = Mutex::new(());

const MARK: libc::c_long = 3001;

/// A ptrace request that takes a number.
fn ptrace(request: libc::c_uint, child: libc::pid_t, data: usize) {
    // SAFETY: these requests take numbers.
    let returned = unsafe { libc::ptrace(request, child, 0_usize, data) };
    assert_ne!(returned, -1, "{}", io::Error::last_os_error());
}

/// The numbers of the system calls that `body` makes in a traced child.
fn system_calls(body: impl FnOnce()) -> Vec<i64> {
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
            let nr = unsafe { info.u.entry.nr }.cast_signed();
            if nr == MARK {
                marks += 1;
            } else if marks == 1 {
                calls.push(nr);
            }
        }
    }
}

#[test]
fn two_system_calls() {
    let filter = allow();
    assert_eq!(
        system_calls(|| _ = filter.install()),
        [libc::SYS_prctl, libc::SYS_seccomp]
    );
    let keep = Options::new().keep_privileges();
    assert_eq!(
        system_calls(|| _ = filter.install_with(keep)),
        [libc::SYS_seccomp]
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
        unsafe { command.pre_exec(move || Ok(filter.install()?)) };
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
    let _turn = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    let in_thread = std::thread::spawn(|| {
        only(MARK, Action::Errno(77)).install().expect("installed");
        errno_of(MARK, [0; 6])
    });
    assert_eq!(in_thread.join().expect("the thread lives"), 77);
    assert_eq!(errno_of(MARK, [0; 6]), libc::ENOSYS);
}

#[test]
fn another_thread_with_filters() {
    let _turn = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    let (ready, is_ready) = mpsc::channel();
    let (done, is_done) = mpsc::channel::<()>();
    let other = std::thread::spawn(move || {
        allow().install().expect("installed");
        // SAFETY: takes nothing.
        ready
            .send(unsafe { libc::gettid() })
            .expect("the test waits");
        is_done.recv().ok();
    });
    let thread = is_ready.recv().expect("the thread is ready");
    let sync = Options::new().sync_threads();
    let error: InstallError = allow().install_with(sync).unwrap_err();
    assert_eq!(
        (error.step(), error.thread()),
        (Step::SyncThreads, Some(thread))
    );
    let error = allow().install_with(sync.sync_errno()).unwrap_err();
    assert_eq!(
        (error.step(), error.errno().raw(), error.thread()),
        (Step::Seccomp, libc::ESRCH, None)
    );
    done.send(()).expect("the thread waits");
    other.join().expect("the thread ends");
}

/// Whether the calling task gave up new privileges.
fn no_new_privs() -> bool {
    // SAFETY: takes numbers.
    unsafe {
        libc::prctl(
            libc::PR_GET_NO_NEW_PRIVS,
            0_usize,
            0_usize,
            0_usize,
            0_usize,
        ) == 1
    }
}

#[test]
fn as_nobody() {
    // SAFETY: takes nothing.
    if unsafe { libc::geteuid() } != 0 {
        eprintln!("skipped: becoming nobody takes root");
        return;
    }
    let filter = only(MARK, Action::Errno(33));
    let keep = Options::new().keep_privileges();
    let end = fork(|| {
        // SAFETY: takes numbers.
        if unsafe { libc::setresuid(65534, 65534, 65534) } != 0 {
            return 1;
        }
        match filter.install_with(keep) {
            Err(error) if error.step() == Step::Seccomp && error.errno().raw() == libc::EACCES => {}
            _ => return 2,
        }
        if no_new_privs() || filter.install().is_err() || !no_new_privs() {
            return 3;
        }
        errno_of(MARK, [0; 6])
    });
    assert_eq!(end, End::Exit(33));
}

#[test]
fn as_root_with_privileges() {
    // SAFETY: takes nothing.
    if unsafe { libc::geteuid() } != 0 {
        eprintln!("skipped: keeping privileges takes root");
        return;
    }
    let filter = only(MARK, Action::Errno(34));
    let options = Options::new().keep_privileges().log().allow_speculation();
    let end = fork(|| {
        if filter.install_with(options).is_ok() && !no_new_privs() {
            errno_of(MARK, [0; 6])
        } else {
            1
        }
    });
    assert_eq!(end, End::Exit(34));
}

/// The filters of a thread may have 32768 instructions of eBPF, four more counted for each; a return takes two.
#[test]
fn too_many_filters() {
    let program =
        vec![common::statement(evalbox_seccomp::opcode::RET_K, Action::Allow.to_raw()); 4096];
    let filter = Filter::new(program.leak()).expect("a good program");
    let end = fork(|| {
        for installed in 0..20 {
            if let Err(error) = filter.install() {
                return if error.errno().raw() == libc::ENOMEM {
                    installed
                } else {
                    100
                };
            }
        }
        101
    });
    assert_eq!(end, End::Exit(3));
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
