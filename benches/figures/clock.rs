//! Processor time, which a busy machine disturbs less than the clock on the wall.

#![allow(unsafe_code, reason = "clock_gettime and getrusage")]

use std::io;
use std::time::Duration;

/// What this thread has used.
///
/// # Errors
/// As `clock_gettime`(2).
pub(crate) fn of_thread() -> io::Result<Duration> {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: clock_gettime(2) writes one timespec through the pointer, which is to one.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    if answer != 0 {
        return Err(io::Error::last_os_error());
    }
    let nanoseconds = u32::try_from(time.tv_nsec).map_err(io::Error::other)?;
    Ok(seconds(time.tv_sec)? + Duration::from_nanos(nanoseconds.into()))
}

/// What the children that ended have used, user and system time together.
///
/// # Errors
/// As getrusage(2).
pub(crate) fn of_children() -> io::Result<Duration> {
    // SAFETY: an rusage is numbers, of which each may be 0.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: getrusage(2) writes one rusage through the pointer, which is to one.
    let answer = unsafe { libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage) };
    if answer != 0 {
        return Err(io::Error::last_os_error());
    }
    let duration = |time: libc::timeval| -> io::Result<Duration> {
        let microseconds = u32::try_from(time.tv_usec).map_err(io::Error::other)?;
        Ok(seconds(time.tv_sec)? + Duration::from_micros(microseconds.into()))
    };
    Ok(duration(usage.ru_utime)? + duration(usage.ru_stime)?)
}

fn seconds(seconds: libc::time_t) -> io::Result<Duration> {
    u64::try_from(seconds)
        .map(Duration::from_secs)
        .map_err(io::Error::other)
}
