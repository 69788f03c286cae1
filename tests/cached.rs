//! What is allowed whatever its arguments stays in the kernel's action cache: by the proof, by `is_cached`, and on the
//! kernel that runs the test.
#![cfg(not(any(target_arch = "mips", target_arch = "mips64")))]
#![allow(unsafe_code, reason = "children that are confined and timed")]

#[allow(dead_code, reason = "the bench's part")]
#[path = "../benches/figures/child.rs"]
mod child;
#[allow(dead_code, reason = "the bench's part")]
#[path = "../benches/figures/sample.rs"]
mod sample;

use evalbox_compiler::ordered::Set;
use std::fs;
use std::io;
use std::path::Path;

use child::{Call, answer_of};
use evalbox_compiler::action::Action;
use evalbox_compiler::compile::compile;
use evalbox_compiler::policy::Policy;
use evalbox_compiler::program::{Instruction, Value, offset, opcode};
use evalbox_compiler::prove::prove;
use evalbox_compiler::source::Manifest;
use evalbox_compiler::target::{Abi, Target};
use evalbox_seccomp::{Filter, SeccompData, SockFilter, seccomp_filter};
use sample::median;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A policy's name, its text, and the filter that the macro makes of the same file or text.
macro_rules! policies {
    (files: $($file:literal)*; texts: $($name:literal { $($policy:tt)* })*) => {
        &[
            $(($file, concat!("include \"", $file, "\";"), seccomp_filter! { include $file; }),)*
            $(($name, stringify!($($policy)*), seccomp_filter! { $($policy)* }),)*
        ]
    };
}

static POLICIES: &[(&str, &str, Filter)] = policies! {
    files:
        "policies/compute.policy"
        "policies/default.policy"
        "policies/no-network.policy"
        "policies/observe.policy"
        "policies/seed.policy"
        "benches/policies/container.policy";
    texts:
        "the language's first example" {
            allow [read, write, openat, close, @memory, exit];
            errno(ENOSYS) [clone3];
            clone deny NEW*;
            socket deny AF_NETLINK, SOCK_RAW;
            ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
        }
        "the seed's second filter" {
            default allow;
            foreign allow;
            notify [@notify-fs];
        }
        "arguments of neighbours" {
            allow [read, exit, close];
            write allow if fd == 1 || fd == 2;
            open allow O_RDONLY;
            errno(EPERM) [stat, fstat];
        }
        "hot names" {
            allow [@evalbox];
            clone deny NEW*;
            socket deny AF_NETLINK, SOCK_RAW;
            hot [read, clone, socket];
        }
        "another ABI" {
            abi [x86, x32];
            allow [read, write, exit, exit_group];
        }
};

fn sources() -> Manifest {
    Manifest { root: ROOT.into() }
}

/// The native numbers that the policy allows whatever the arguments are.
fn plain_allows(policy: &Policy) -> Set<u32> {
    policy
        .abis
        .iter()
        .filter(|abi| abi.abi == policy.target.abi)
        .flat_map(|abi| &abi.rules)
        .filter(|(_, rule)| rule.arms.is_empty() && rule.otherwise == Action::ALLOW)
        .map(|(&number, _)| number)
        .collect()
}

fn host() -> Target {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    Target::from_cfg(std::env::consts::ARCH, endian).expect("a target of the compiler")
}

#[test]
fn every_policy_file_is_here() {
    for entry in fs::read_dir(Path::new(ROOT).join("policies")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let file = format!("policies/{}", name.to_string_lossy());
        assert!(
            POLICIES.iter().any(|&(listed, ..)| listed == file),
            "{file}"
        );
    }
}

#[test]
fn the_filter_keeps_every_plain_allow() {
    for (name, text, filter) in POLICIES {
        let tokens = text.parse().expect("tokens");
        let compiled = compile(tokens, host(), &sources())
            .unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let allowed = plain_allows(&compiled.policy);
        assert!(!allowed.is_empty(), "{name}");
        for &number in &allowed {
            assert!(filter.is_cached(number), "{name}: {number}\n{filter}");
        }
        // And nothing that an argument decides, or that is refused, counts as cached.
        let native = compiled
            .policy
            .abis
            .iter()
            .find(|abi| abi.abi == host().abi)
            .expect("native");
        for number in native
            .rules
            .keys()
            .filter(|number| !allowed.contains(number))
        {
            assert!(!filter.is_cached(*number), "{name}: {number}\n{filter}");
        }
    }
}

#[test]
fn the_proof_says_so_on_every_target() {
    for target in Target::ALL {
        for (name, text, _) in POLICIES {
            let tokens = text.parse().expect("tokens");
            let Ok(compiled) = compile(tokens, target, &sources()) else {
                // The policies that were recovered or written for x86_64 alone name what others lack.
                assert!(target.abi != Abi::X86_64, "{name}");
                continue;
            };
            assert_eq!(
                compiled.proved.cached,
                plain_allows(&compiled.policy),
                "{name} on {target}"
            );
        }
    }
}

#[test]
fn the_proof_refuses_a_layout_that_loses_it() {
    let tokens = "allow [read, exit]; socket deny AF_NETLINK;"
        .parse()
        .expect("tokens");
    let compiled = compile(tokens, Target::X86_64, &sources()).expect("a good policy");
    let mut program = compiled.program.clone();
    let load = Instruction {
        code: opcode::LD,
        jt: 0,
        jf: 0,
        k: Value::Known(offset::arg(0, false, Target::X86_64.endian)),
    };
    // Jumps are relative, so that an instruction in front changes no answer: only what the kernel can cache.
    program.instructions.insert(0, load);
    let failure = prove(&compiled.policy, &program).expect_err("a layout that is not cached");
    assert!(failure.message.contains("cannot cache"), "{failure}");
    let number = Instruction {
        code: opcode::LD,
        jt: 0,
        jf: 0,
        k: Value::Known(offset::NR),
    };
    program.instructions[0] = number;
    prove(&compiled.policy, &program).expect("a load of the number is harmless");
}

/// An allowed call on the machine of the test: under a filter, and under the same filter behind one instruction that the
/// kernel's emulator does not follow.
#[test]
fn the_kernel_caches() {
    const ATTEMPTS: u32 = 6;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    if !has_cache(&kernel) {
        println!("skipped: Linux {kernel} has no action cache (5.11)");
        return;
    }
    let seed = seccomp_filter! { include "policies/seed.policy"; };
    let harmless = SockFilter::statement(evalbox_seccomp::opcode::LD_ABS, 4);
    let cached = behind(harmless, &seed);
    let defeated = behind(
        SockFilter::statement(evalbox_seccomp::opcode::TAX, 0),
        &seed,
    );
    let getppid = u32::try_from(libc::SYS_getppid).expect("a number");
    assert!(cached.is_cached(getppid) && !defeated.is_cached(getppid));
    let data = SeccompData::new(getppid.cast_signed(), [0; 6]);
    assert_eq!(cached.evaluate(&data), defeated.evaluate(&data));

    for attempt in 1..=ATTEMPTS {
        let Comparison {
            cached,
            defeated,
            noise,
        } = compare(cached, defeated);
        println!(
            "getppid: {cached:.1} ns cached, {defeated:.1} ns behind `tax`, noise {noise:.1} ns"
        );
        if defeated - cached > 4.0 * noise && defeated > 1.05 * cached {
            return;
        }
        assert!(
            attempt < ATTEMPTS,
            "the cached call is not faster than the other by more than noise"
        );
    }
}

fn has_cache(release: &str) -> bool {
    let mut numbers = release
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    (numbers.next(), numbers.next()) >= (Some(5), Some(11))
}

/// The filter behind loads of the number, which the emulator follows, and behind one instruction in front of them: many,
/// so that what running the filter costs stands out of the noise of a loaded machine.
fn behind(first: SockFilter, filter: &Filter) -> Filter {
    const LOADS: usize = 2000;
    let load = SockFilter::statement(evalbox_seccomp::opcode::LD_ABS, 0);
    let mut program = vec![first];
    program.extend([load; LOADS]);
    program.extend_from_slice(filter.program());
    Filter::new(program.leak()).expect("a good program")
}

/// Picoseconds a call under a filter, the mean of `times` in a child.
fn time_of(filter: Filter, call: Call, times: u32) -> io::Result<u64> {
    let [picoseconds] = answer_of(|| {
        filter.install().ok()?;
        // The first calls fill the caches of the machine.
        call.time(times / 8);
        Some([call.time(times)])
    })?;
    Ok(picoseconds)
}

/// Nanoseconds a call.
struct Comparison {
    cached: f64,
    defeated: f64,
    /// How far two measurements of the same filter in the same round are apart, by the median of all rounds.
    noise: f64,
}

/// Rounds of three children, `cached`, `defeated`, `cached`, so that what slows the machine down slows all of them.
fn compare(cached: Filter, defeated: Filter) -> Comparison {
    const ROUNDS: usize = 25;
    let call = Call {
        number: libc::SYS_getppid,
        args: [0; 2],
    };
    let time = |filter| {
        let picoseconds = time_of(filter, call, 20_000).expect("a child");
        f64::from(u32::try_from(picoseconds).unwrap_or(u32::MAX)) / 1000.0
    };
    let (mut with, mut without, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (first, other, second) = (time(cached), time(defeated), time(cached));
        with.push(f64::midpoint(first, second));
        without.push(other - f64::midpoint(first, second));
        apart.push((first - second).abs());
    }
    let middle = |values: &mut [f64]| median(values).expect("a round");
    let (cached, slower) = (middle(&mut with), middle(&mut without));
    Comparison {
        cached,
        defeated: cached + slower,
        noise: middle(&mut apart),
    }
}
