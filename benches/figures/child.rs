//! Measurements in forked children: a filter stays until its thread ends, so each gets a process of its own.

#![allow(
    unsafe_code,
    reason = "fork, a page shared with the child, and raw system calls"
)]

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A page that a forked child shares with its parent: the child's answer.
struct Page(*mut libc::c_void);

const SIZE: usize = 4096;

impl Page {
    fn new() -> io::Result<Page> {
        // SAFETY: a new anonymous mapping; nothing else is at the address that the kernel picks.
        let address = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                SIZE,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if address == libc::MAP_FAILED {
            Err(io::Error::last_os_error())
        } else {
            Ok(Page(address))
        }
    }

    fn word(&self, index: usize) -> &AtomicU64 {
        assert!(index < SIZE / size_of::<AtomicU64>());
        // SAFETY: inside of the page, aligned as it is, mapped as long as `self` lives, and only used as atomics.
        unsafe { &*self.0.cast::<AtomicU64>().add(index) }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // SAFETY: the mapping of `new`; references into it do not outlive `self`.
        unsafe { libc::munmap(self.0, SIZE) };
    }
}

/// What `body` answers in a forked child.
///
/// # Errors
/// Where there is no child, or where it did not come to an answer: a filter that kills does that.
pub(crate) fn answer_of<const N: usize>(
    body: impl FnOnce() -> Option<[u64; N]>,
) -> io::Result<[u64; N]> {
    let page = Page::new()?;
    // SAFETY: the child runs `body` and leaves by _exit. The measuring process has one thread while it forks (or, in a
    // test, `body` makes system calls and nothing else), so no lock is held that the child could wait for.
    let child = unsafe { libc::fork() };
    if child < 0 {
        return Err(io::Error::last_os_error());
    }
    if child == 0 {
        // A panic must not unwind into what the parent goes on with.
        let answer = panic::catch_unwind(AssertUnwindSafe(body)).ok().flatten();
        for (index, value) in answer.into_iter().flatten().enumerate() {
            page.word(index).store(value, Ordering::SeqCst);
        }
        // SAFETY: ends the child without running the parent's exit handlers.
        unsafe { libc::_exit(i32::from(answer.is_none())) };
    }
    let mut status = 0;
    // SAFETY: writes the status of a child of this process.
    while unsafe { libc::waitpid(child, &raw mut status, 0) } != child {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    if status != 0 {
        return Err(io::Error::other(format!(
            "the child ended with status {status:#x}"
        )));
    }
    Ok(std::array::from_fn(|index| {
        page.word(index).load(Ordering::SeqCst)
    }))
}

/// Binds this process to one processor, the last that it may use: the same for every child.
pub(crate) fn pin() -> Option<()> {
    // SAFETY: a set is bits, of which each may be 0; sched_getaffinity(2) writes a set, sched_setaffinity(2) reads one.
    unsafe {
        let mut allowed: libc::cpu_set_t = std::mem::zeroed();
        let size = size_of::<libc::cpu_set_t>();
        if libc::sched_getaffinity(0, size, &raw mut allowed) != 0 {
            return None;
        }
        let processors = 0..usize::try_from(libc::CPU_SETSIZE).ok()?;
        let last = processors.rev().find(|&at| libc::CPU_ISSET(at, &allowed))?;
        let mut one: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(last, &mut one);
        (libc::sched_setaffinity(0, size, &raw const one) == 0).then_some(())
    }
}

/// A system call of two arguments.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    pub(crate) number: libc::c_long,
    pub(crate) args: [u64; 2],
}

impl Call {
    /// Makes it; the errno, 0 where it succeeds.
    pub(crate) fn errno(self) -> i32 {
        if self.make() == -1 {
            io::Error::last_os_error().raw_os_error().unwrap_or(0)
        } else {
            0
        }
    }

    fn make(self) -> libc::c_long {
        let [first, second] = self.args;
        // SAFETY: the calls that are measured take numbers and null pointers.
        unsafe { libc::syscall(self.number, first, second) }
    }

    /// Picoseconds a call, the mean of `times`.
    pub(crate) fn time(self, times: u32) -> u64 {
        let start = Instant::now();
        for _ in 0..times {
            self.make();
        }
        let elapsed = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        elapsed.saturating_mul(1000) / u64::from(times)
    }
}
