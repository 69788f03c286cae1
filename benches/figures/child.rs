//! Measurements in forked children: a filter stays until its thread ends, so each gets a process of its own.

#![allow(
    unsafe_code,
    reason = "fork, a page shared with the child, and raw system calls"
)]

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use evalbox_seccomp::Filter;

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
/// Where there is no child, or where it did not come to the end: a filter that kills does that.
pub(crate) fn answer_of<const N: usize>(body: impl FnOnce() -> [u64; N]) -> io::Result<[u64; N]> {
    let page = Page::new()?;
    // SAFETY: the child runs `body` and leaves by _exit. The measuring process has one thread while it forks (or, in a
    // test, `body` makes system calls and nothing else), so no lock is held that the child could wait for.
    let child = unsafe { libc::fork() };
    if child < 0 {
        return Err(io::Error::last_os_error());
    }
    if child == 0 {
        for (index, value) in body().into_iter().enumerate() {
            page.word(index).store(value, Ordering::SeqCst);
        }
        // SAFETY: ends the child without running the parent's exit handlers.
        unsafe { libc::_exit(0) };
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

/// A system call, repeated.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    pub(crate) number: libc::c_long,
    pub(crate) args: [u64; 2],
}

/// Nanoseconds a call, times 1000, under a filter or none: the mean of `times` in a child.
///
/// # Errors
/// As [`answer_of`].
pub(crate) fn time_of(filter: Option<Filter>, call: Call, times: u32) -> io::Result<u64> {
    let [picoseconds] = answer_of(|| {
        if filter.is_some_and(|filter| filter.install().is_err()) {
            // SAFETY: as in `answer_of`.
            unsafe { libc::_exit(1) };
        }
        let [first, second] = call.args;
        let run = |times: u32| {
            for _ in 0..times {
                // SAFETY: the calls that are measured take numbers and null pointers.
                unsafe { libc::syscall(call.number, first, second) };
            }
        };
        // The first calls fill the caches of the machine.
        run(times / 8);
        let start = Instant::now();
        run(times);
        let elapsed = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        [elapsed.saturating_mul(1000) / u64::from(times)]
    })?;
    Ok(picoseconds)
}

/// The middle one.
pub(crate) fn median<T: Copy + PartialOrd>(values: &mut [T]) -> Option<T> {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied()
}
