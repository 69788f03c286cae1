//! Counts allocations: of Rust code and of C libraries alike, as this executable's `malloc` stands before libc's.

#![allow(unsafe_code, reason = "malloc is C's")]

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static COUNT: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

/// How often memory was asked for since the process began, and bytes in all. `None` where nothing counts.
pub(crate) fn so_far() -> Option<[u64; 2]> {
    cfg!(target_env = "gnu").then(|| [COUNT.load(Relaxed), BYTES.load(Relaxed)])
}

/// What is measured is measured in processes of one thread: no locked instruction, so that counting costs no time.
#[cfg(target_env = "gnu")]
fn count(size: usize) {
    COUNT.store(COUNT.load(Relaxed) + 1, Relaxed);
    BYTES.store(BYTES.load(Relaxed) + size as u64, Relaxed);
}

/// glibc takes a program's own `malloc` everywhere, and has the functions under these names for it to call ("Replacing
/// malloc" in its manual). `free` and what is aligned by more than 16 bytes stay glibc's.
#[cfg(target_env = "gnu")]
mod interposed {
    use std::ffi::c_void;

    use super::count;

    unsafe extern "C" {
        fn __libc_malloc(size: usize) -> *mut c_void;
        fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
        fn __libc_realloc(old: *mut c_void, size: usize) -> *mut c_void;
    }

    // SAFETY (of the name): behaves as malloc(3), being glibc's.
    #[unsafe(no_mangle)]
    extern "C" fn malloc(size: usize) -> *mut c_void {
        count(size);
        // SAFETY: any size may be asked for.
        unsafe { __libc_malloc(size) }
    }

    // SAFETY (of the name): behaves as calloc(3), being glibc's.
    #[unsafe(no_mangle)]
    extern "C" fn calloc(members: usize, size: usize) -> *mut c_void {
        count(members.saturating_mul(size));
        // SAFETY: any numbers may be asked for; glibc checks their product.
        unsafe { __libc_calloc(members, size) }
    }

    // SAFETY (of the name): behaves as realloc(3), being glibc's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn realloc(old: *mut c_void, size: usize) -> *mut c_void {
        count(size);
        // SAFETY: the caller keeps realloc(3)'s contract: `old` is null or of these functions.
        unsafe { __libc_realloc(old, size) }
    }
}
