//! Whether a peer decides as the policy says: figures of policies that differ cannot be compared.

use std::collections::BTreeMap;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Target;
use evalbox_seccomp::{AUDIT_ARCH, Action, Filter, SeccompData};

use crate::inputs::{X32_BIT, inputs};

/// What some filters decide otherwise than ours, by sort, with the first call of each.
pub(crate) fn differences(theirs: &[Filter], ours: &[Filter]) -> Vec<String> {
    let mut found: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for data in inputs(&[theirs, ours].concat()) {
        let (other, policy) = (answer(theirs, &data), answer(ours, &data));
        if other != policy {
            let [first, second, ..] = data.args;
            let name = name(&data);
            let call = format!("{name}({first:#x}, {second:#x}) gets {other:?}, not {policy:?}");
            let sort = sort(&data, theirs, other);
            found.entry(sort).or_insert((0, call)).0 += 1;
        }
    }
    let sorts = found.into_iter();
    sorts
        .map(|(sort, (times, call))| format!("{sort} ({times} inputs; {call})"))
        .collect()
}

/// What of the call the difference is about.
fn sort(data: &SeccompData, theirs: &[Filter], other: Action) -> &'static str {
    let lower = SeccompData {
        args: data.args.map(|arg| arg & 0xffff_ffff),
        ..*data
    };
    if data.arch != AUDIT_ARCH {
        "another architecture's calls"
    } else if data.nr.cast_unsigned() & X32_BIT != 0 {
        "x32's numbers"
    } else if answer(theirs, &lower) != other {
        "the upper half of a 32-bit argument"
    } else {
        name(data)
    }
}

/// The name of the call, were it a native one.
fn name(data: &SeccompData) -> &'static str {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    let target = Target::from_cfg(std::env::consts::ARCH, endian);
    target
        .and_then(|target| syscalls::by_number(target.abi, data.nr.cast_unsigned() & !X32_BIT))
        .map_or("a number of no call", syscalls::name)
}

/// What the kernel does: of the answers of all filters the most restrictive one, of equals the last filter's
/// (`seccomp_run_filters`).
pub(crate) fn answer(filters: &[Filter], data: &SeccompData) -> Action {
    let answers = filters.iter().rev().map(|filter| filter.evaluate(data));
    answers
        .min_by_key(|answer| (answer.to_raw() & libc::SECCOMP_RET_ACTION_FULL).cast_signed())
        .unwrap_or(Action::Allow)
}
