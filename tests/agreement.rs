//! The kernel's own word: random policies are compiled for this host and installed in forked children, which make real
//! system calls. Kernel, `Filter::evaluate` and a plain reading of the policy must agree on every one of them.
//!
//! Every answer of the program is made an errno of its own, one that no system call gives. So nothing that a policy
//! allows is ever carried out, and the errno says which answer it was. A child cannot even exit then: it reports through
//! shared memory and ends by an instruction that does not exist.
//!
//! `EVALBOX_SEED` chooses the policies, `EVALBOX_LONG=1` tries thousands.
#![cfg(target_arch = "x86_64")]
#![allow(
    unsafe_code,
    reason = "fork, shared memory and raw system calls are what this test is about"
)]

#[path = "support/inputs.rs"]
mod inputs;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/words.rs"]
mod words;

use std::arch::asm;
use std::collections::BTreeMap;

use evalbox_policy::program::opcode;
use evalbox_policy::target::{Abi, Target};
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter};
use inputs::{Draw, interesting};
use machine::Machine;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The first errno that stands for an answer: the kernel's own end at 133 for user space, and 530 inside.
const ANSWERS: u16 = 2000;
/// The mark of a call that the child has not made.
const NOT_MADE: u32 = u32::MAX;
const X32_BIT: u32 = 0x4000_0000;
/// uretprobe and uprobe: newer kernels let them past every filter (`seccomp_uprobe_exception` in kernel/seccomp.c), and end
/// a process that makes them by hand with SIGILL.
const NEVER_FILTERED: [u32; 2] = [335, 336];

/// A call as the filter sees it.
#[derive(Clone, Copy, Debug)]
struct Call {
    entry: Entry,
    number: u32,
    args: [u64; 6],
}

/// The way into the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Syscall,
    Int80,
}

impl Call {
    fn arch(self) -> u32 {
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
fn kernel(filter: Filter, calls: &[Call]) -> Vec<u32> {
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

/// The program with every answer an errno of its own, and the answers in that order.
fn told_apart(machine: &Machine) -> (Filter, Vec<u32>) {
    let mut errnos = BTreeMap::new();
    let mut answers = Vec::new();
    let mut program = Vec::new();
    for &(code, jt, jf, k) in &machine.program {
        let k = if code == opcode::RET {
            let errno = *errnos.entry(k).or_insert_with(|| {
                answers.push(k);
                ANSWERS + u16::try_from(answers.len() - 1).expect("few answers")
            });
            Action::Errno(errno).to_raw()
        } else {
            k
        };
        program.push(SockFilter { code, jt, jf, k });
    }
    let filter =
        Filter::new(Vec::leak(program)).expect("the compiler's programs pass the kernel's checks");
    (filter, answers)
}

/// Whether this kernel has 32-bit calls.
fn has_int80() -> bool {
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

/// Calls at the edges of what the policy names.
fn calls(machine: &Machine, int80: bool, draw: &mut Draw) -> Vec<Call> {
    let values = interesting(machine);
    let mut list = Vec::new();
    let mut add = |entry, number, times: u32| {
        for _ in 0..times {
            let mut args = [(); 6].map(|()| values[draw.below(values.len())]);
            if entry == Entry::Int80 {
                args = args.map(|arg| arg & 0xffff_ffff);
            }
            list.push(Call {
                entry,
                number,
                args,
            });
        }
    };
    let policy = &machine.compiled.policy;
    for (&number, rule) in policy.abis.iter().flat_map(|abi| &abi.rules) {
        let times = if rule.arms.is_empty() { 1 } else { 60 };
        for number in [number, number.wrapping_add(1), number ^ X32_BIT] {
            if NEVER_FILTERED.contains(&number) {
                continue;
            }
            add(
                Entry::Syscall,
                number,
                if number & X32_BIT == 0 { times } else { 2 },
            );
            if int80 && number & X32_BIT == 0 {
                add(Entry::Int80, number, times);
            }
        }
    }
    for number in [
        u32::MAX,
        X32_BIT,
        0x7fff_ffff,
        0x8000_0000,
        0xbfff_ffff,
        0xffff_fffe,
        1000,
    ] {
        add(Entry::Syscall, number, 3);
        if int80 {
            add(Entry::Int80, number, 3);
        }
    }
    list
}

fn seed() -> u64 {
    let given = std::env::var("EVALBOX_SEED").ok();
    given.map_or(0x5eed, |text| {
        text.parse().expect("EVALBOX_SEED is a number")
    })
}

#[test]
fn kernel_filter_and_policy_agree() {
    let seed = seed();
    let wanted = if std::env::var_os("EVALBOX_LONG").is_some() {
        3000
    } else {
        60
    };
    let int80 = has_int80();
    if !int80 {
        println!("skipped: calls by int 0x80: this kernel has none");
    }
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let mut draw = Draw(seed);
    let (mut made, mut by_entry, mut different) = (0, [0usize; 2], 0);
    while made < wanted {
        let text = policies::policy()
            .new_tree(&mut runner)
            .expect("the strategy filters nothing")
            .current();
        let machine = match Machine::new(&text, Target::X86_64, &words::word) {
            Ok(machine) => machine,
            Err(errors) => {
                assert!(!errors.contains("internal error"), "{errors}\n{text}");
                continue;
            }
        };
        let (filter, answers) = told_apart(&machine);
        let calls = calls(&machine, int80, &mut draw);
        let told = kernel(filter, &calls);
        let mut seen = std::collections::BTreeSet::new();
        for (call, errno) in calls.iter().zip(told) {
            let plain = machine.plain(call.arch(), call.number, &call.args);
            let ran = machine.run(call.arch(), call.number, &call.args);
            assert_eq!(
                ran, plain,
                "the program as compiled, seed {seed}: {call:x?}\n{text}"
            );
            let data = SeccompData {
                arch: call.arch(),
                ..SeccompData::new(i32::from_ne_bytes(call.number.to_ne_bytes()), call.args)
            };
            let Action::Errno(evaluated) = filter.evaluate(&data) else {
                panic!("every answer is an errno");
            };
            assert_eq!(
                errno,
                u32::from(evaluated),
                "kernel and Filter::evaluate, seed {seed}: {call:x?}\n{text}"
            );
            let answered = answers.get(usize::from(evaluated - ANSWERS)).copied();
            assert_eq!(
                answered,
                Some(plain),
                "program and policy, seed {seed}: {call:x?}\n{text}"
            );
            by_entry[usize::from(call.entry == Entry::Int80)] += 1;
            seen.insert(plain);
        }
        different += usize::from(seen.len() > 1);
        made += 1;
    }
    println!(
        "seed {seed}: {made} policies, {} calls by syscall and {} by int 0x80 agree; {different} policies gave several answers",
        by_entry[0], by_entry[1]
    );
    // Some allow everything; were they many, agreement would prove nothing.
    assert!(10 * different > 9 * made);
}
