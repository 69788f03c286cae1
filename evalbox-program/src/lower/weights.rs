//! How much a step on the way to a number costs: what the search trees are built by. Answers never depend on it.

use crate::ordered::Map;

use crate::action::{Action, Kind};
use crate::policy::{AbiPolicy, Number, Policy, Rule};

/// What a number of the table weighs: the kernel emulates the filter for each when it is attached.
pub(super) const ATTACH: u64 = 8;
/// What a call weighs for which the filter runs each time, where the policy says nothing of how often that is.
const RUNS: u64 = 300;
/// The same in a policy with `hot` or `profile`: who says which calls matter pays for them in attach work.
const RUNS_MEASURED: u64 = 1040;
/// Per hundred, where not every call of the sort is as frequent: `isatty` makes ioctl the one that programs make most.
const OFTEN: [(&str, u64); 4] = [
    ("ioctl", 200),
    ("clone", 50),
    ("getxattr", 60),
    ("lgetxattr", 60),
];
/// What the calls of [`USUAL`] weigh together: older kernels than 5.11 run the filter for them too.
const UNMEASURED: u64 = 1200;
/// The same in a policy with `hot` or `profile`.
const BESIDES_MEASURED: u64 = 800;
/// What all the calls of `hot` and `profile` weigh together.
const MEASURED: u64 = 2000 * ATTACH;

/// The calls that ordinary programs make most, per thousand: rounded from `strace -f -c` of `ls -lR`, `git status`, `tar`,
/// `python3` and `cargo build`, each counting the same.
const USUAL: [(&str, u64); 25] = [
    ("newfstatat", 180),
    ("openat", 150),
    ("close", 120),
    ("read", 100),
    ("mmap", 70),
    ("statx", 70),
    ("write", 60),
    ("futex", 60),
    ("munmap", 50),
    ("readlink", 40),
    ("getdents64", 20),
    ("lseek", 20),
    ("fstat", 20),
    ("rt_sigaction", 20),
    ("rt_sigprocmask", 20),
    ("getxattr", 20),
    ("lgetxattr", 20),
    ("mprotect", 10),
    ("brk", 10),
    ("access", 10),
    ("fcntl", 10),
    ("pread64", 10),
    ("ioctl", 10),
    ("epoll_wait", 10),
    ("poll", 10),
];

/// What calls weigh by number, over the attach work.
pub(super) fn frequencies(policy: &Policy, abi: &AbiPolicy) -> Map<Number, u64> {
    let mut weights: Map<Number, u64> = Map::new();
    let measured = !policy.weights.is_empty();
    let runs = |name: &str| {
        if measured {
            return RUNS_MEASURED;
        }
        RUNS * share_of(name, &OFTEN).unwrap_or(100) / 100
    };
    let usual = if measured {
        BESIDES_MEASURED
    } else {
        UNMEASURED
    };
    for (&number, rule) in &abi.rules {
        if runs_each_time(rule, abi.unknown) {
            weights.insert(number, runs(&rule.name));
        }
    }
    for (&number, rule) in &abi.rules {
        if let Some(share) = share_of(&rule.name, &USUAL) {
            let refused = rule.arms.is_empty() && rule.otherwise != Action::ALLOW;
            *weights.entry(number).or_default() += if refused {
                runs(&rule.name)
            } else {
                share * usual / 1000
            };
        }
    }
    if abi.abi != policy.target.abi {
        return weights;
    }
    let mut total = 0;
    for measured in policy.weights.values() {
        total += measured;
    }
    for (&number, &measured) in &policy.weights {
        let share = u128::from(measured) * u128::from(MEASURED) / u128::from(total.max(1));
        *weights.entry(number).or_default() += u64::try_from(share).unwrap_or(MEASURED);
    }
    weights
}

fn share_of(name: &str, list: &[(&str, u64)]) -> Option<u64> {
    for (listed, share) in list {
        if *listed == name {
            return Some(*share);
        }
    }
    None
}

/// Whether the kernel's action cache cannot answer, the policy names the call, and the caller lives on to call again.
fn runs_each_time(rule: &Rule, unnamed: Action) -> bool {
    let lasting = !matches!(
        rule.otherwise.kind,
        Kind::Allow | Kind::KillProcess | Kind::KillThread
    );
    !rule.arms.is_empty() || (lasting && rule.otherwise != unnamed)
}
