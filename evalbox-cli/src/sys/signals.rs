//! Signals that reach evalbox while the command runs.
//!
//! A key (Ctrl-C, Ctrl-Z) goes to the whole foreground group, and the command, being in it, gets it from the terminal.
//! A signal sent to evalbox alone, as by timeout(1), is passed on, so that stopping evalbox stops the command.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};

use super::wait::Pid;

/// What a user may send to end, stop or poke a program.
const PASSED_ON: [i32; 10] = [
    libc::SIGHUP,
    libc::SIGINT,
    libc::SIGQUIT,
    libc::SIGTERM,
    libc::SIGUSR1,
    libc::SIGUSR2,
    libc::SIGWINCH,
    libc::SIGTSTP,
    libc::SIGTTIN,
    libc::SIGTTOU,
];

/// The command's process id, for the handler; 0 before there is one.
static COMMAND: AtomicI32 = AtomicI32::new(0);

/// The passing on of signals: held back between [`Forwarding::begin`] and [`Forwarding::to`], so that none is lost.
pub(crate) struct Forwarding {
    mask: libc::sigset_t,
}

impl Forwarding {
    /// Installs the handler, and holds signals back until the command's process id is known.
    pub(crate) fn begin() -> Forwarding {
        let mut held = MaybeUninit::<libc::sigset_t>::uninit();
        let mut mask = MaybeUninit::<libc::sigset_t>::uninit();
        // SAFETY: sigemptyset initialises the set before it is used; the pointers are to sets of this frame;
        // sigprocmask initialises the old mask (it fails only for a wrong `how`).
        let mask = unsafe {
            libc::sigemptyset(held.as_mut_ptr());
            for signal in PASSED_ON {
                libc::sigaddset(held.as_mut_ptr(), signal);
            }
            libc::sigprocmask(libc::SIG_BLOCK, held.as_ptr(), mask.as_mut_ptr());
            mask.assume_init()
        };
        for signal in PASSED_ON {
            handle(signal);
        }
        Forwarding { mask }
    }

    /// Passes signals on to that process from now on, those held back first.
    pub(crate) fn to(self, command: Pid) {
        COMMAND.store(command, Ordering::SeqCst);
        self.undo();
    }

    /// Holds nothing back. Handlers need no undoing in the child: execve(2) resets them.
    pub(crate) fn undo(self) {
        // SAFETY: the set is the one that sigprocmask filled in.
        unsafe { libc::sigprocmask(libc::SIG_SETMASK, &raw const self.mask, ptr::null_mut()) };
    }
}

/// Installs the handler, except over `SIG_IGN`: what evalbox was started to ignore (nohup), the command ignores.
fn handle(signal: i32) {
    let mut old = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: a zeroed sigaction is valid (SIG_DFL, empty mask). The handler has SA_SIGINFO's signature and makes one
    // async-signal-safe call. `old` is filled in by the first call before it is read, where that succeeds.
    unsafe {
        if libc::sigaction(signal, ptr::null(), old.as_mut_ptr()) == -1 {
            return;
        }
        if old.assume_init_ref().sa_sigaction == libc::SIG_IGN {
            return;
        }
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction =
            pass_on as extern "C" fn(i32, *mut libc::siginfo_t, *mut libc::c_void) as usize;
        new.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART;
        libc::sigaction(signal, &raw const new, ptr::null_mut());
    }
}

extern "C" fn pass_on(signal: i32, info: *mut libc::siginfo_t, _context: *mut libc::c_void) {
    // SAFETY: the kernel passes a valid siginfo to an SA_SIGINFO handler.
    let code = unsafe { (*info).si_code };
    let command = COMMAND.load(Ordering::SeqCst);
    // The terminal's own signals (`SI_KERNEL`) reach the command without help.
    if command > 0 && code != libc::SI_KERNEL {
        // SAFETY: kill(2) touches no memory and is async-signal-safe. Its errno would be seen by the interrupted code,
        // which is waitpid: SA_RESTART restarts it in the kernel, before it could set errno.
        unsafe { libc::kill(command, signal) };
    }
}

/// Stops this process as the command is stopped, and sends the command on when this process is continued.
pub(crate) fn stop_with(command: Pid) {
    // SAFETY: raise and kill touch no memory.
    unsafe {
        libc::raise(libc::SIGSTOP);
        libc::kill(command, libc::SIGCONT);
    }
}
