//! Children that make system calls under a filter of which every answer is an errno, and tell what they got.

use std::arch::asm;

use evalbox_policy::program::opcode;
use evalbox_policy::target::{Abi, Target};
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
    Syscall,
    Int80,
}

impl Call {
    pub(crate) fn arch(self) -> u32 {
        let abi = match self.entry {
            Entry::Syscall => Abi::X86_64,
            Entry::Int80 => Abi::X86,
        };
        Target::X86_64.audit_arch(abi)
    }

    /// Makes it; what the register holds afterwards.
    fn make(self) -> i64 {
        let [a, b, c, d, e, f] = self.args;
        let mut answer = u64::from(self.number);
        match self.entry {
            // SAFETY: every answer of the filter is an errno, so the kernel carries nothing out and touches no memory.
            // `syscall` overwrites rcx and r11.
            Entry::Syscall => unsafe {
                asm!("syscall", inlateout("rax") answer, in("rdi") a, in("rsi") b, in("rdx") c, in("r10") d,
                    in("r8") e, in("r9") f, lateout("rcx") _, lateout("r11") _);
            },
            // SAFETY: as above. `int 0x80` clears r8 to r11 on some kernels; rbx and rbp are kept on the stack.
            Entry::Int80 => unsafe {
                asm!("push rbx", "push rbp", "mov ebx, r8d", "mov ebp, r9d", "int 0x80", "pop rbp", "pop rbx",
                    inlateout("rax") answer, inlateout("r8") a => _, inlateout("r9") f => _, in("rcx") b,
                    in("rdx") c, in("rsi") d, in("rdi") e, lateout("r10") _, lateout("r11") _);
            },
        }
        let signed = i64::from_ne_bytes(answer.to_ne_bytes());
        match self.entry {
            Entry::Syscall => signed,
            // A 32-bit register, sign-extended or not.
            Entry::Int80 => i64::from(i32::from_ne_bytes(
                u32::try_from(answer & 0xffff_ffff)
                    .expect("32 bits")
                    .to_ne_bytes(),
            )),
        }
    }
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

/// What the kernel answers to each call, as errno, in a child that the filter confines.
pub(crate) fn kernel(filter: Filter, calls: &[Call]) -> Vec<u32> {
    let shared = Shared::new(calls.len());
    // SAFETY: the child makes system calls and writes to the shared memory, and ends without returning.
    let child = unsafe { libc::fork() };
    assert!(child >= 0);
    if child == 0 {
        let none = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        // SAFETY: reads one rlimit. No core file is wanted of how the child ends.
        unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) };
        if filter.install().is_ok() {
            for (at, call) in calls.iter().enumerate() {
                shared.put(at, u32::try_from(-call.make()).unwrap_or(NOT_MADE - 1));
            }
        }
        // SAFETY: ends the process, by SIGILL.
        unsafe { asm!("ud2", options(noreturn)) }
    }
    let mut status = 0;
    // SAFETY: writes one int through the pointer, which is to one.
    let ended = unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!(ended, child);
    assert!(
        libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGILL,
        "status {status:#x}"
    );
    (0..calls.len()).map(|at| shared.get(at)).collect()
}

/// Whether this kernel has 32-bit calls.
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
    let shared = Shared::new(1);
    // SAFETY: as in `kernel`; without 32-bit calls the child ends by SIGSEGV.
    let child = unsafe { libc::fork() };
    if child == 0 {
        if filter.install().is_ok() {
            shared.put(0, u32::try_from(-call.make()).unwrap_or(0));
        }
        // SAFETY: ends the process.
        unsafe { asm!("ud2", options(noreturn)) }
    }
    // SAFETY: a null pointer asks for no status.
    unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
    shared.get(0) == u32::from(ANSWERS)
}
