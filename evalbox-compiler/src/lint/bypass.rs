//! A filter of a call's arguments, undone by another call: the reason why argument filters fail in practice.
//!
//! Only what a policy decides by argument can be undone this way. A call that is refused whole is refused because it
//! is not needed, and one like it may be.

use crate::ordered::Set;

use super::calls::{WAYS, Way};
use super::{Findings, Lint};
use crate::action::{Action, Kind};
use crate::policy::{AbiPolicy, Is, Origin, Policy, Rule, Test};
use crate::table::syscalls;
use crate::target::Abi;

pub(super) fn lint(policy: &Policy, findings: &mut Findings<'_>) {
    // A compat ABI's calls follow the same statements: what is undone on both is said once.
    let mut said = Set::new();
    for abi in &policy.abis {
        for undone in undone(policy, abi) {
            if findings.wants(undone.lint)
                && said.insert((undone.lint, undone.filtered.name, undone.by.name))
            {
                undone.report(abi.abi, policy.target.abi, findings);
            }
        }
    }
}

/// A call with what the policy says of it.
#[derive(Clone, Copy)]
struct Call<'a> {
    name: &'static str,
    rule: &'a Rule,
    /// None where nothing but the default decides it.
    origin: Option<&'a Origin>,
}

/// A filter and what undoes it.
struct Undone<'a> {
    lint: Lint,
    filtered: Call<'a>,
    by: Call<'a>,
    what: &'static str,
    reason: &'static str,
    way_out: &'static str,
}

impl Undone<'_> {
    fn report(&self, abi: Abi, native: Abi, findings: &mut Findings<'_>) {
        let (filtered, by) = (self.filtered.name, self.by.name);
        // Only a statement makes a filter.
        let Some(origin) = self.filtered.origin else {
            return;
        };
        let on = if abi == native {
            String::new()
        } else {
            format!("on {abi}: ")
        };
        let message = format!(
            "{on}{} of `{filtered}` are filtered, and `{by}`, which is allowed, {}",
            self.what, self.reason
        );
        let allowed = self.by.origin.map(|origin| {
            let there = format!("`{by}` is decided here");
            (&origin.place, there)
        });
        findings.report(self.lint, &origin.place, (message, self.way_out), allowed);
    }
}

fn undone<'a>(policy: &Policy, abi: &'a AbiPolicy) -> Vec<Undone<'a>> {
    let mut found: Vec<Undone<'a>> = Vec::new();
    found.extend(clone3(abi));
    found.extend(unshare(policy, abi));
    for way in WAYS {
        for filtered in way.filtered {
            found.extend(by_other_calls(abi, way, filtered));
        }
    }
    found
}

fn clone3(abi: &AbiPolicy) -> Option<Undone<'_>> {
    let clone = Call::find(abi, "clone")?;
    let clone3 = Call::find(abi, "clone3")?;
    let flags = clone.slot(abi, "flags")?;
    // Its argument is a pointer: no condition on it tells what the flags are.
    let allowed = clone3.rule.answers().any(is_allowed);
    let filtered = is_filtered(clone.rule) && tests(clone.rule).any(|test| test.arg.slot == flags);
    (allowed && filtered).then_some(Undone {
        lint: Lint::Clone3Bypass,
        filtered: clone,
        by: clone3,
        what: "the flags",
        reason: "takes the same flags in memory, where no filter sees them",
        way_out: "`errno(ENOSYS) [clone3];`, on which C libraries fall back to clone",
    })
}

/// `CLONE_NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID` and `NEWNET` (uapi/linux/sched.h).
const NAMESPACES: u64 = 0x7e02_0000;

/// What a process may not make for its children it can make for itself. Entering one that exists (setns) is another matter.
fn unshare<'a>(policy: &Policy, abi: &'a AbiPolicy) -> Option<Undone<'a>> {
    let clone = Call::find(abi, "clone")?;
    let unshare = Call::find(abi, "unshare")?;
    let flags = clone.slot(abi, "flags")?;
    let names_namespaces = |test: &Test| {
        test.is.constants().any(|id| {
            let constant = policy.constants.get(id);
            constant.text.contains("CLONE_NEW")
                || constant.known.is_some_and(|bits| bits & NAMESPACES != 0)
        })
    };
    // A list of what is allowed refuses the flags that it does not name.
    let refuses = |test: &Test| matches!(test.is, Is::Only(_)) || names_namespaces(test);
    let mut on_flags = tests(clone.rule).filter(|test| test.arg.slot == flags);
    let filtered = is_filtered(clone.rule) && on_flags.any(refuses);
    let allowed = unshare.rule.answers().all(is_allowed);
    (allowed && filtered).then_some(Undone {
        lint: Lint::UnshareBypass,
        filtered: clone,
        by: unshare,
        what: "the new namespaces",
        reason: "makes them for the calling process",
        way_out: "refuse it, or filter its flags as well: `unshare deny NEW*;`",
    })
}

fn by_other_calls<'a>(abi: &'a AbiPolicy, way: &Way, name: &'static str) -> Vec<Undone<'a>> {
    let Some(filtered) = Call::find(abi, name).filter(|call| is_filtered(call.rule)) else {
        return Vec::new();
    };
    let others = way.by.iter().filter(|other| **other != name);
    others
        .filter_map(|other| Call::find(abi, other))
        .filter(|other| match way.any_will_do {
            true => other.rule.answers().any(is_allowed),
            false => other.rule.answers().all(is_allowed),
        })
        .map(|by| Undone {
            lint: way.lint,
            filtered,
            by,
            what: "arguments",
            reason: way.reason,
            way_out: way.way_out,
        })
        .collect()
}

impl<'a> Call<'a> {
    /// The call on that ABI, where it has one.
    fn find(abi: &'a AbiPolicy, name: &'static str) -> Option<Call<'a>> {
        let number = syscalls::number(syscalls::find(name)?, abi.abi)?;
        Some(Call {
            name,
            rule: abi.rules.get(&number)?,
            origin: abi.origins.get(&number),
        })
    }

    /// The register of an argument.
    fn slot(&self, abi: &AbiPolicy, argument: &str) -> Option<u8> {
        let arguments = syscalls::arguments(syscalls::find(self.name)?, abi.abi)?;
        let mut named = arguments
            .iter()
            .filter(|known| known.names.contains(&argument));
        named.next().map(|known| known.slot)
    }
}

/// Whether the answer hangs on arguments: some calls get through and others do not. What is only logged is not refused.
fn is_filtered(rule: &Rule) -> bool {
    !rule.arms.is_empty() && !rule.answers().all(is_allowed) && rule.answers().any(gets_through)
}

/// Whether the kernel makes the call without asking anyone.
fn is_allowed(action: Action) -> bool {
    matches!(action.kind, Kind::Allow | Kind::Log)
}

/// Whether the call is made, or a tracer or supervisor may let it be made.
pub(super) fn gets_through(action: Action) -> bool {
    is_allowed(action) || matches!(action.kind, Kind::Notify | Kind::Trace)
}

/// The comparisons of a rule's conditions.
fn tests(rule: &Rule) -> impl Iterator<Item = &Test> {
    rule.arms.iter().flat_map(|arm| arm.when.tests())
}
