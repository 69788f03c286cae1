//! What the tests against the kernel share: random numbers that are the same in every run, and children that may die.
#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod target;

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::Command;

use evalbox_seccomp::{Action, Filter, SockFilter, opcode};

/// xorshift64*
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % bound
    }

    pub(crate) fn word(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).expect("32 bits")
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Every opcode that seccomp takes.
pub(crate) const OPCODES: [u16; 43] = {
    use opcode::*;
    [
        LD_ABS, LD_LEN, LD_IMM, LD_MEM, LDX_LEN, LDX_IMM, LDX_MEM, ST, STX, TAX, TXA, ADD_K, ADD_X,
        SUB_K, SUB_X, MUL_K, MUL_X, DIV_K, DIV_X, AND_K, AND_X, OR_K, OR_X, XOR_K, XOR_X, LSH_K,
        LSH_X, RSH_K, RSH_X, NEG, JA, JEQ_K, JEQ_X, JGT_K, JGT_X, JGE_K, JGE_X, JSET_K, JSET_X,
        RET_K, RET_A, LD_ABS, LD_ABS,
    ]
};

pub(crate) fn statement(code: u16, k: u32) -> SockFilter {
    SockFilter::statement(code, k)
}

/// Allows everything.
pub(crate) fn allow() -> Filter {
    static PROGRAM: [SockFilter; 1] =
        [SockFilter::statement(opcode::RET_K, Action::Allow.to_raw())];
    Filter::new(&PROGRAM).expect("a good program")
}

/// Answers `answer` for `nr` and allows the rest.
pub(crate) fn only(nr: libc::c_long, answer: Action) -> Filter {
    let nr = u32::try_from(nr).expect("a number");
    let program = vec![
        statement(opcode::LD_ABS, 0),
        SockFilter::jump(opcode::JEQ_K, nr, 0, 1),
        statement(opcode::RET_K, answer.to_raw()),
        statement(opcode::RET_K, Action::Allow.to_raw()),
    ];
    Filter::new(program.leak()).expect("a good program")
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Exit(i32),
    Signal(i32),
}

/// Runs `body` in a forked child, whose exit status it returns. It must not allocate or lock: other threads may have.
pub(crate) fn fork(body: impl FnOnce() -> i32) -> End {
    wait(start(body))
}

/// Starts a forked child that runs `body`, as [`fork`] does, and does not wait for it.
pub(crate) fn start(body: impl FnOnce() -> i32) -> libc::pid_t {
    // SAFETY: the child calls `body` and leaves by _exit; callers keep it to async-signal-safe functions (fork(2)).
    match unsafe { libc::fork() } {
        -1 => panic!("fork: {}", io::Error::last_os_error()),
        0 => {
            let status = body();
            // SAFETY: ends the child without running the parent's exit handlers.
            unsafe { libc::_exit(status) }
        }
        child => child,
    }
}

/// Waits for a child to end.
pub(crate) fn wait(child: libc::pid_t) -> End {
    let mut status = 0;
    // SAFETY: writes the status of a child of this process.
    let waited = unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!(waited, child, "{}", io::Error::last_os_error());
    if libc::WIFSIGNALED(status) {
        End::Signal(libc::WTERMSIG(status))
    } else {
        End::Exit(libc::WEXITSTATUS(status))
    }
}

/// The bits that a register of the target has.
pub(crate) const REGISTER: u64 = u64::MAX >> (64 - libc::c_ulong::BITS);

/// What the kernel is told of an argument: a register of the target.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a 32-bit target has the lower half only"
)]
pub(crate) const fn register(argument: u64) -> libc::c_ulong {
    argument as libc::c_ulong
}

/// Makes a system call and returns its errno, 0 where it succeeded.
pub(crate) fn errno_of(nr: libc::c_long, args: [u64; 6]) -> i32 {
    let [a, b, c, d, e, f] = args.map(register);
    // SAFETY: the tests call numbers that no kernel has, or calls without pointers.
    let returned = unsafe { libc::syscall(nr, a, b, c, d, e, f) };
    if returned == -1 {
        io::Error::last_os_error().raw_os_error().unwrap_or(0)
    } else {
        0
    }
}

/// A number of `/proc/self/status`, such as `NoNewPrivs` and `Seccomp_filters` (`proc_pid_status`(5)); -1 where it is not
/// there. Allocates nothing.
pub(crate) fn status(key: &str) -> i32 {
    let mut buffer = [0; 8192];
    let read = File::open("/proc/self/status").and_then(|mut file| file.read(&mut buffer));
    let text = core::str::from_utf8(&buffer[..read.unwrap_or(0)]).unwrap_or("");
    text.lines()
        .filter_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
        .find_map(|value| value.trim().parse().ok())
        .unwrap_or(-1)
}

/// Whether the calling task gave up new privileges.
pub(crate) fn no_new_privs() -> bool {
    status("NoNewPrivs") == 1
}

/// The number of filters of the calling process's first thread.
pub(crate) fn filters() -> i32 {
    status("Seccomp_filters")
}

pub(crate) fn is_root() -> bool {
    // SAFETY: takes nothing.
    unsafe { libc::geteuid() == 0 }
}

/// Runs the tests of this binary once more, all but `this` one, as the user nobody: installing takes other ways there.
pub(crate) fn as_ordinary_user(this: &str) {
    const NOBODY: u32 = 65534;
    if !is_root() {
        println!("skipped: the tests run as an ordinary user already");
        return;
    }
    let tests = env::current_exe().expect("a test has a file");
    let output = Command::new(tests)
        .args(["--exact", "--skip", this, "--nocapture"])
        .uid(NOBODY)
        .gid(NOBODY)
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(
                output.status.success(),
                "{text}{}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(!text.contains("running 0 tests"), "{text}");
            for line in text.lines().filter(|line| line.contains("skipped")) {
                println!("as nobody: {line}");
            }
        }
        Err(error) => println!("skipped: nobody cannot execute the tests: {error}"),
    }
}

/// Runs `body` in a process of its own, with the threads of a test: what it does to all threads stays there.
pub(crate) fn in_own_process(this: &str, body: impl FnOnce()) {
    const MARK: &str = "EVALBOX_TEST_IN_OWN_PROCESS";
    if env::var(MARK).as_deref() == Ok(this) {
        return body();
    }
    let output = Command::new(env::current_exe().expect("a test has a file"))
        .args(["--exact", this, "--nocapture"])
        .env(MARK, this)
        .output()
        .expect("the test starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
