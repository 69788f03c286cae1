//! The target's memory: read and written, as far as it goes, and as long as the call waits.
#![allow(
    unsafe_code,
    reason = "forks, maps pages, and makes system calls that the supervisor answers"
)]

mod common;

use common::target::{CALL, child, errno};
use common::{End, as_ordinary_user, errno_of, wait};
use evalbox_seccomp::{Answer, Options};

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

#[test]
fn memory_is_written() {
    let buffer = [0_u8; 16];
    let address = u64::try_from(buffer.as_ptr().addr()).expect("64 bits");
    let (pid, listener, _end) = child(Options::new(), |_| {
        let failed = errno_of(CALL, [address, 0, 0, 0, 0, 0]);
        // SAFETY: reads a local variable, which the supervisor has written behind the compiler's back.
        let written = unsafe { (&raw const buffer).read_volatile() };
        i32::from(failed != 0 || written != *b"0123456789abcdef")
    });
    let call = listener.recv().expect("received").expect("a call");
    assert_eq!(
        listener
            .write_memory(&call, address, b"0123456789abcdef")
            .expect("written"),
        16
    );
    for bad in [8, u64::MAX, 1 << 63] {
        assert_eq!(
            errno(listener.write_memory(&call, bad, b"x")),
            Some(libc::EFAULT),
            "{bad:#x}"
        );
    }
    listener
        .answer(call.id, Answer::Value(0))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(0));
    // This process has a copy of its own.
    assert_eq!(buffer, [0; 16]);
}

/// A string that ends where the memory does is read, and one that does not end there is not.
#[test]
fn memory_that_ends() {
    // SAFETY: asks for a number.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    let page = usize::try_from(page).expect("the size of a page");
    // SAFETY: two new pages, of which the second is taken away again.
    let end = unsafe {
        let pages = libc::mmap(
            std::ptr::null_mut(),
            2 * page,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        );
        assert_ne!(pages, libc::MAP_FAILED);
        let end = pages.cast::<u8>().add(page);
        assert_eq!(libc::munmap(end.cast(), page), 0);
        end.sub(5).copy_from(c"/etc".as_ptr().cast(), 5);
        end
    };
    let address = u64::try_from(end.addr()).expect("64 bits");
    let (pid, listener, _end) = child(Options::new(), |_| errno_of(CALL, [0; 6]));
    let call = listener.recv().expect("received").expect("a call");
    let mut buffer = [0xff; 4096];
    assert_eq!(
        listener
            .read_c_str(&call, address - 5, &mut buffer)
            .expect("read"),
        c"/etc"
    );
    assert_eq!(
        listener
            .read_memory(&call, address - 3, &mut buffer)
            .expect("read"),
        3
    );
    assert_eq!(
        listener
            .write_memory(&call, address - 2, b"xyz")
            .expect("written"),
        2
    );
    assert_eq!(
        errno(listener.read_c_str(&call, address - 5, &mut buffer)),
        Some(libc::EFAULT)
    );
    listener
        .answer(call.id, Answer::Value(0))
        .expect("answered");
    assert_eq!(wait(pid), End::Exit(0));
}
