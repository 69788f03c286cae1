//! Random policies for random targets: each compiles, its proof holds, and its program answers as a plain reading of the
//! policy does, for inputs derived from the policy's own constants.
//!
//! `PROPTEST_CASES` sets how many; a failure shrinks to the statements that make it.

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

use evalbox_compiler::target::Target;
use inputs::{Draw, arguments};
use machine::Machine;
use proptest::prelude::*;
use proptest::sample::select;
use strategy::policies;

fn agrees(text: &str, target: Target, seed: u64) -> Result<(), TestCaseError> {
    let machine = match Machine::new(text, target, &words::word) {
        Ok(machine) => machine,
        Err(refused) => {
            prop_assert!(!refused.fault, "{target}: {refused}\n{text}");
            return Err(TestCaseError::reject("a user's mistake"));
        }
    };
    let mut draw = Draw(seed);
    let policy = &machine.compiled.policy;
    for abi in &policy.abis {
        let arch = target.audit_arch(abi.abi);
        let edges = [u32::MAX, 0x4000_0000, 0x3fff_ffff, 0x8000_0001];
        let mut calls: Vec<(u32, [u64; 6])> = edges.map(|number| (number, [1; 6])).into();
        for (&number, rule) in &abi.rules {
            let list = arguments(&machine, rule, 40, &mut draw);
            calls.extend(list.into_iter().map(|args| (number, args)));
            calls.extend([number.wrapping_sub(1), number + 1].map(|number| (number, [0; 6])));
        }
        for (number, args) in calls {
            for arch in [arch, arch ^ 1] {
                let (ran, says) = (
                    machine.run(arch, number, &args),
                    machine.plain(arch, number, &args),
                );
                prop_assert_eq!(
                    ran,
                    says,
                    "{} {:x} {} {:x?}\n{}",
                    target,
                    arch,
                    number,
                    args,
                    text
                );
            }
        }
    }
    Ok(())
}

fn policy_and_target() -> impl Strategy<Value = (String, Target)> {
    let target = select(Target::ALL.as_slice());
    target.prop_flat_map(|target| (policies(target), Just(target)))
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_global_rejects: 100_000,
        max_shrink_iters: 4000,
        failure_persistence: None,
        ..ProptestConfig::with_cases(150)
    })]

    #[test]
    fn programs_answer_as_their_policies((text, target) in policy_and_target(), seed: u64) {
        agrees(&text, target, seed)?;
    }
}

/// Once the proof gave up on it: the search of the first arm's set excludes values that the second arm's set has.
#[test]
fn a_set_in_front_of_a_set() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit)]
        allow [write, close, getpid, exit_group];
        prctl {
            !(!(option in [1, SOCK_RAW, -2, TIOCSTI, 2, 0xffff_ffff, PROT_EXEC])) => allow,
            (option in [-2, 0xffff_ffff] && (option == AF_NETLINK && arg1 in (0)..=(0))) => allow,
        }";
    for target in Target::ALL {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Once the proof gave up on it: an argument that equals one constant of the caller's and lies among the last numbers of its width has
/// few values left, and the search for one began with the bits of other constants.
#[test]
fn a_set_of_constants_beside_a_masked_comparison() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit)] default kill_thread;
        fdatasync deny if arg0 in [0x17, crate::V_2, 0o37777777777, crate::V_ffffffff, !1, SEEK_END + 7, 34, 5, 1]
            || arg0 != (0x7f & O_EXCL ^ 7) || arg0 in [!7, 8] || arg0 has 0x27
            || arg0 in [4294967294, !4, 4294967293, 0] && arg0 == 0 || arg0 == 0;";
    for target in Target::ALL {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Once the proof gave up on it: of two sets of facts that share nothing, the one that is soon decided came second.
#[test]
fn flags_beside_one_of_all_bits() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit, sibling_bypass)]
        allow [exit_group]; mprotect deny PROT_EXEC, -1, 0x4000, 1, crate::V_2;";
    for target in [Target::X86_64, Target::ALL[Target::ALL.len() - 1]] {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Once the proof saw a difference that there is not: what is found in one sorted set is a member of another, in which nothing was
/// found.
#[test]
fn a_set_beside_one_that_has_all_of_it() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit, variant_bypass)] allow [exit_group];
        futex log FUTEX_PRIVATE_FLAG, FUTEX_WAKE, FUTEX_CMP_REQUEUE_PI, FUTEX_LOCK_PI2, FUTEX_WAIT_REQUEUE_PI, WAKE_OP,
            FUTEX_FD, FUTEX_CLOCK_REALTIME, FUTEX_REQUEUE, FUTEX_WAIT_BITSET, WAKE_BITSET, FUTEX_UNLOCK_PI;
        futex kill_process FUTEX_LOCK_PI2;
        futex trace(65535) FUTEX_CLOCK_R*, FUTEX_CMP_REQUEUE_PI, FUTEX_WAKE, FUTEX_PRIVATE_F*;";
    for target in Target::ALL {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Once the proof gave up on it: bounds leave an argument one number, which has none of the bits that are asked for, and the search
/// tried all single bits of two constants first.
#[test]
fn bounds_of_one_number() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit, sibling_bypass)] default kill_thread; allow [socket];
        socket deny if !(domain in -1..=0x7fffffff) && type in [!(0xffffffff), !(-2147483648), SOCK_STREAM]
            && domain & (AF_UNIX) == 0x0 && domain == AF_INET && domain != AF_INET6 && protocol any !(0x0)
            && type any 0x1000000 && protocol != IPPROTO_IP && (domain < 0x0 || domain < -2147483648)
            && (type > -2147483648 || domain only 0x0 || type in -2147483648..=-3) && type < -3;
        socket kill_thread AF_UNIX, PF_UNIX, AF_INET6, AF_NETLINK, SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET,
            SOCK_CLOEXEC, SOCK_NONBLOCK, IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP;";
    for target in Target::ALL {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Once the proof gave up on it: of a 64-bit argument each constant asks for the upper word only where the lower one is its own, and
/// each of them may be equal to each.
#[test]
fn lists_of_one_argument_of_two_words() {
    let text = "#![allow(unreachable_arm, constant_condition, no_exit, sibling_bypass)] allow [exit_group];
        ptrace deny PTRACE_SYSEMU_SINGLESTEP, !6, PTRACE_GETSIGMASK, PTRACE_SETSIGMASK;
        ptrace errno(ENOSYS) PTRACE_INTERRUPT, 0b11110, F_SETFL, PTRACE_GETFPXREGS;
        ptrace kill_thread 0x400, PTRACE_PEEKTEXT, PTRACE_KILL, 1, PTRACE_GETSIGINFO, PTRACE_PEEKDATA, PTRACE_SYSCALL,
            CLONE_VM, !0, PTRACE_GETREGS, 0x800, crate::V_200, 4294967295, PTRACE_PEEKUSER, 3, PTRACE_SYSEMU;";
    for target in Target::ALL {
        agrees(text, target, 1).unwrap_or_else(|error| panic!("{error}"));
    }
}
