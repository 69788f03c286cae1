//! Children that make system calls under a filter of which every answer is an errno, and tell what they got.

use evalbox_compiler::program::opcode;
use evalbox_compiler::target::{Abi, Target};
use evalbox_seccomp::{Action, Filter, SockFilter};

/// The first errno that stands for an answer: the kernel's own end at 133 for user space, and 530 inside.
pub(crate) const ANSWERS: u16 = 2000;
/// The mark of a call that the child has not made.
const NOT_MADE: u32 = u32::MAX;

/// A call as the filter sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) entry: Entry,
    pub(crate) number: u32,
    pub(crate) args: [u64; 6],
}

/// The way into the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// The one that this test is built for.
    Own,
    /// `x86_64`'s for 32-bit calls.
    Int80,
}

/// What this test is built for.
pub(crate) fn own() -> Target {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    Target::from_cfg(std::env::consts::ARCH, endian).expect("a target of the table")
}

impl Entry {
    pub(crate) fn abi(self) -> Abi {
        match self {
            Entry::Own => own().abi,
            Entry::Int80 => Abi::X86,
        }
    }
}

impl Call {
    pub(crate) fn arch(self) -> u32 {
        let endian = own().endian;
        let abi = self.entry.abi();
        Target { abi, endian }.audit_arch(abi)
    }

    /// Makes it; the errno that it gives, 0 where it gives none.
    fn make(self) -> u32 {
        let errno = match self.entry {
            Entry::Own => {
                let number = self.number.cast_signed();
                #[allow(
                    clippy::cast_lossless,
                    clippy::cast_possible_truncation,
                    reason = "the C library passes registers of the target: a 32-bit one has the lower halves only"
                )]
                let (number, [a, b, c, d, e, f]) = (
                    number as libc::c_long,
                    self.args.map(|arg| arg as libc::c_ulong),
                );
                // SAFETY: every answer of the filter is an errno, so the kernel carries nothing out and touches no memory.
                if unsafe { libc::syscall(number, a, b, c, d, e, f) } == -1 {
                    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
                } else {
                    0
                }
            }
            Entry::Int80 => int80(self.number, self.args),
        };
        errno.cast_unsigned()
    }
}

#[cfg(target_arch = "x86_64")]
fn int80(number: u32, [a, b, c, d, e, f]: [u64; 6]) -> i32 {
    let mut answer = u64::from(number);
    // SAFETY: as in `make`. `int 0x80` clears r8 to r11 on some kernels; rbx and rbp are kept on the stack.
    unsafe {
        std::arch::asm!("push rbx", "push rbp", "mov ebx, r8d", "mov ebp, r9d", "int 0x80", "pop rbp", "pop rbx",
            inlateout("rax") answer, inlateout("r8") a => _, inlateout("r9") f => _, in("rcx") b,
            in("rdx") c, in("rsi") d, in("rdi") e, lateout("r10") _, lateout("r11") _);
    }
    // A 32-bit register, sign-extended or not.
    let answer = u32::try_from(answer & 0xffff_ffff).expect("32 bits");
    answer.cast_signed().wrapping_neg().max(0)
}

#[cfg(not(target_arch = "x86_64"))]
fn int80(_: u32, _: [u64; 6]) -> i32 {
    unreachable!("`has_int80` says no")
}

/// Memory that a child shares with its parent.
struct Shared {
    start: *mut u32,
    len: usize,
}

impl Shared {
    fn new(len: usize) -> Shared {
        let bytes = len * size_of::<u32>();
        // SAFETY: a new anonymous mapping, at an address of the kernel's choice.
        let start = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                bytes,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        assert_ne!(start, libc::MAP_FAILED);
        let shared = Shared {
            start: start.cast(),
            len,
        };
        (0..len).for_each(|at| shared.put(at, NOT_MADE));
        shared
    }

    fn put(&self, at: usize, value: u32) {
        assert!(at < self.len);
        // SAFETY: within the mapping, which is aligned to a page; parent and child never use it at the same time.
        unsafe { self.start.add(at).write_volatile(value) }
    }

    fn get(&self, at: usize) -> u32 {
        assert!(at < self.len);
        // SAFETY: as in `put`.
        unsafe { self.start.add(at).read_volatile() }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // SAFETY: the mapping that `new` made, of which no reference is left.
        unsafe { libc::munmap(self.start.cast(), self.len * size_of::<u32>()) };
    }
}

/// A page that may not be touched: how a child ends that can make no system call.
struct Forbidden(*mut u8);

impl Forbidden {
    /// To be called in the child, before the filter.
    fn new() -> Forbidden {
        // SAFETY: a new anonymous mapping; no core file is wanted, and not the handler of Rust's library, which makes calls.
        unsafe {
            let none = libc::rlimit {
                rlim_cur: 0,
                rlim_max: 0,
            };
            libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
            libc::signal(libc::SIGSEGV, libc::SIG_DFL);
            Forbidden(
                libc::mmap(
                    std::ptr::null_mut(),
                    1,
                    libc::PROT_NONE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                    -1,
                    0,
                )
                .cast(),
            )
        }
    }

    /// Ends the process by SIGSEGV.
    fn touch(&self) -> ! {
        loop {
            // SAFETY: no Rust object lies in the page, and the access traps.
            unsafe { self.0.write_volatile(0) }
        }
    }
}

/// What the kernel answers to each call, as errno, in a child that the filter confines.
pub(crate) fn kernel(filter: Filter, calls: &[Call]) -> Vec<u32> {
    let shared = Shared::new(calls.len());
    // SAFETY: the child makes system calls and writes to the shared memory, and ends without returning.
    let child = unsafe { libc::fork() };
    assert!(child >= 0);
    if child == 0 {
        let forbidden = Forbidden::new();
        if filter.install().is_ok() {
            for (at, call) in calls.iter().enumerate() {
                shared.put(at, call.make());
            }
        }
        forbidden.touch();
    }
    let mut status = 0;
    // SAFETY: writes one int through the pointer, which is to one.
    let ended = unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!(ended, child);
    assert!(
        libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGSEGV,
        "status {status:#x}"
    );
    (0..calls.len()).map(|at| shared.get(at)).collect()
}

/// Whether `int 0x80` makes 32-bit calls here; without them it ends the child by SIGSEGV.
pub(crate) fn has_int80() -> bool {
    static REFUSE: [SockFilter; 1] = [SockFilter {
        code: opcode::RET,
        jt: 0,
        jf: 0,
        k: Action::Errno(ANSWERS).to_raw(),
    }];
    let filter = Filter::new(&REFUSE).expect("one return is a program");
    let call = Call {
        entry: Entry::Int80,
        number: 20,
        args: [0; 6],
    };
    cfg!(target_arch = "x86_64") && kernel(filter, &[call]) == [u32::from(ANSWERS)]
}
