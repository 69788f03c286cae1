//! The kernel's own word: random policies are compiled for this machine and installed in forked children, which make real
//! system calls. Kernel, `Filter::evaluate` and a plain reading of the policy must agree on every one of them.
//!
//! A 32-bit build tries the policies of the 64-bit target as well, whose kernel may be the one that runs it: `abi [arm];`.
//!
//! Every answer of the program is made an errno of its own, one that no system call gives. So nothing that a policy
//! allows is ever carried out, and the errno says which answer it was. A child cannot even exit then: it reports through
//! shared memory and ends by touching a page that it may not.
//!
//! `EVALBOX_SEED` chooses the policies, `EVALBOX_LONG=1` tries thousands. A failure shrinks to the statements that make it.
#![allow(
    unsafe_code,
    reason = "fork, shared memory and raw system calls are what this test is about"
)]

#[path = "agreement/child.rs"]
mod child;
#[path = "support/inputs.rs"]
mod inputs;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/strategy.rs"]
mod strategy;
#[path = "support/words.rs"]
mod words;

use std::cell::Cell;
use std::collections::BTreeMap;

use child::{ANSWERS, Call, Entry, has_int80, kernel, own};
use evalbox_compiler::program::opcode;
use evalbox_compiler::target::Target;
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter};
use inputs::{Draw, arguments};
use machine::Machine;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

const X32_BIT: u32 = 0x4000_0000;
/// uretprobe and uprobe: newer kernels let them past every filter (`seccomp_uprobe_exception` in kernel/seccomp.c), and end
/// a process that makes them by hand with SIGILL.
const NEVER_FILTERED: [u32; 2] = [335, 336];

/// Whether the filter is asked about such a number, and as the number that it is.
fn is_asked_about(number: u32) -> bool {
    if cfg!(target_arch = "x86_64") {
        !NEVER_FILTERED.contains(&number)
    } else if cfg!(target_arch = "s390x") {
        // The kernel reads 16 bits of the register (`__do_syscall` in arch/s390/kernel/syscall.c).
        number <= 0xffff
    } else {
        true
    }
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

/// Calls at the edges of what the policy names: every number with its neighbours and its x32 twin, each by both ways into
/// the kernel; for each rule with conditions every value at which its answer may change.
fn calls(machine: &Machine, int80: bool, draw: &mut Draw) -> Vec<Call> {
    let mut list = Vec::new();
    let mut add = |number: u32, args: [u64; 6]| {
        if !is_asked_about(number) {
            return;
        }
        let mut by = |entry: Entry| {
            let mut args = args;
            if entry.abi().register_bits() == 32 {
                args = args.map(|arg| arg & 0xffff_ffff);
            }
            list.push(Call {
                entry,
                number,
                args,
            });
        };
        by(Entry::Own);
        if int80 && number & X32_BIT == 0 {
            by(Entry::Int80);
        }
    };
    let policy = &machine.compiled.policy;
    for (&number, rule) in policy.abis.iter().flat_map(|abi| &abi.rules) {
        for args in arguments(machine, rule, 40, draw) {
            add(number, args);
        }
        for near in [
            number.wrapping_add(1),
            number.wrapping_sub(1),
            number ^ X32_BIT,
        ] {
            add(near, [1, 0, u64::MAX, 1 << 32, 1 << 31, 1 << 63]);
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
        for args in [[0; 6], [u64::MAX; 6]] {
            add(number, args);
        }
    }
    list
}

/// What a run saw.
#[derive(Default)]
struct Tally {
    policies: Cell<usize>,
    too_long: Cell<usize>,
    instructions: Cell<usize>,
    by_own: Cell<usize>,
    by_int80: Cell<usize>,
    /// Policies of which the calls got several answers.
    different: Cell<usize>,
}

fn count(cell: &Cell<usize>, more: usize) {
    cell.set(cell.get() + more);
}

/// One policy: kernel, `Filter::evaluate`, the instructions and the plain reading answer alike.
fn agrees(
    text: &str,
    target: Target,
    int80: bool,
    draw: &mut Draw,
    tally: &Tally,
) -> Result<(), TestCaseError> {
    let machine = match Machine::new(text, target, &words::word) {
        Ok(machine) => machine,
        Err(refused) => {
            prop_assert!(!refused.fault, "{refused}\n{text}");
            count(
                &tally.too_long,
                usize::from(refused.errors.contains("too involved to be proved")),
            );
            return Err(TestCaseError::reject("a user's mistake"));
        }
    };
    let (filter, answers) = told_apart(&machine);
    let calls = calls(&machine, int80, draw);
    let told = kernel(filter, &calls);
    let mut seen = std::collections::BTreeSet::new();
    for (call, errno) in calls.iter().zip(told) {
        let plain = machine.plain(call.arch(), call.number, &call.args);
        let ran = machine.run(call.arch(), call.number, &call.args);
        prop_assert_eq!(ran, plain, "the program as compiled: {:x?}\n{}", call, text);
        let data = SeccompData {
            arch: call.arch(),
            ..SeccompData::new(i32::from_ne_bytes(call.number.to_ne_bytes()), call.args)
        };
        let Action::Errno(evaluated) = filter.evaluate(&data) else {
            panic!("every answer is an errno");
        };
        prop_assert_eq!(
            errno,
            u32::from(evaluated),
            "kernel and Filter::evaluate: {:x?}\n{}",
            call,
            text
        );
        let answered = answers.get(usize::from(evaluated - ANSWERS)).copied();
        prop_assert_eq!(
            answered,
            Some(plain),
            "program and policy: {:x?}\n{}",
            call,
            text
        );
        seen.insert(plain);
        let by = match call.entry {
            Entry::Own => &tally.by_own,
            Entry::Int80 => &tally.by_int80,
        };
        count(by, 1);
    }
    count(&tally.policies, 1);
    count(&tally.instructions, machine.program.len());
    count(&tally.different, usize::from(seen.len() > 1));
    Ok(())
}

fn seed() -> u64 {
    let given = std::env::var("EVALBOX_SEED").ok();
    given.map_or(0x5eed, |text| {
        text.parse().expect("EVALBOX_SEED is a number")
    })
}

/// The targets whose kernels run this build.
fn targets() -> impl Iterator<Item = Target> {
    Target::ALL.into_iter().filter(|target| {
        target.endian == own().endian
            && (target.abi == own().abi || target.compat().contains(&own().abi))
    })
}

#[test]
fn kernel_filter_and_policy_agree() {
    let int80 = has_int80();
    if cfg!(target_arch = "x86_64") && !int80 {
        println!("skipped: calls by int 0x80: this kernel has none");
    }
    for target in targets() {
        agree(target, int80);
    }
}

fn agree(target: Target, int80: bool) {
    let seed = seed();
    let long = std::env::var_os("EVALBOX_LONG").is_some();
    let cases = if long { 5000 } else { 300 };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config {
        cases,
        max_global_rejects: cases,
        max_shrink_iters: 2000,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, random);
    let tally = Tally::default();
    let ended = runner.run(&strategy::policies(target), |text| {
        agrees(&text, target, int80, &mut Draw(seed), &tally)
    });
    ended.unwrap_or_else(|error| panic!("{target}, seed {seed}: {error}"));
    println!(
        "{target}, seed {seed}: {} policies of {} instructions, {} calls by {}'s own way and {} by int 0x80 agree; \
         {} policies gave several answers, {} proofs were too long",
        tally.policies.get(),
        tally.instructions.get(),
        tally.by_own.get(),
        own().abi,
        tally.by_int80.get(),
        tally.different.get(),
        tally.too_long.get(),
    );
    // Some allow everything; were they many, agreement would prove nothing. To a 64-bit target's policy our calls are another
    // ABI's, which it decides one by one where it has `abi [..]`.
    let least = if target == own() { 90 } else { 5 };
    assert!(100 * tally.different.get() > least * tally.policies.get());
}
