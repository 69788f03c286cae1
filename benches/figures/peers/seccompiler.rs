//! seccompiler, the crate that Firecracker's filters are made with.

use std::collections::BTreeMap;

use evalbox_seccomp::{Filter, SockFilter};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter,
};

use super::{FORBIDDEN_REQUESTS, NAMESPACES, NETLINK, RAW, TYPE_MASK, adopt};
use crate::Answer;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

fn condition(argument: u8, operator: SeccompCmpOp, value: u64) -> Answer<SeccompCondition> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)?;
    Ok(condition)
}

/// The seed's policy. A filter has one action for what matches, so `errno(ENOSYS)` for clone3 is a filter of its own, the
/// first: the other one forbids seccomp(2).
fn compile(allowed: &[i64]) -> Answer<[BpfProgram; 2]> {
    let mut rules: Rules = allowed.iter().map(|&number| (number, Vec::new())).collect();
    rules.insert(libc::SYS_clone3, Vec::new());
    let no_namespace = condition(0, SeccompCmpOp::MaskedEq(NAMESPACES), 0)?;
    rules.insert(libc::SYS_clone, vec![SeccompRule::new(vec![no_namespace])?]);
    let mut requests = Vec::new();
    for request in FORBIDDEN_REQUESTS {
        requests.push(condition(1, SeccompCmpOp::Ne, request)?);
    }
    rules.insert(libc::SYS_ioctl, vec![SeccompRule::new(requests)?]);
    // There is no masked `!=`: a type that is not raw differs from it in a bit.
    let mut sockets = Vec::new();
    for bit in (0..u64::BITS).map(|bit| 1 << bit) {
        if TYPE_MASK & bit != 0 {
            sockets.push(SeccompRule::new(vec![
                condition(0, SeccompCmpOp::Ne, NETLINK)?,
                condition(1, SeccompCmpOp::MaskedEq(bit), !RAW & bit)?,
            ])?);
        }
    }
    rules.insert(libc::SYS_socket, sockets);

    let arch = std::env::consts::ARCH.try_into()?;
    let list = SeccompFilter::new(
        rules,
        SeccompAction::KillProcess,
        SeccompAction::Allow,
        arch,
    )?;
    let refused = SeccompFilter::new(
        Rules::from([(libc::SYS_clone3, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS.cast_unsigned()),
        arch,
    )?;
    Ok([refused.try_into()?, list.try_into()?])
}

/// The programs of the seed's policy.
pub(crate) fn programs(allowed: &[i64]) -> Answer<Vec<Filter>> {
    let ours = |program: &BpfProgram| {
        let instructions = program.iter().map(|i| SockFilter {
            code: i.code,
            jt: i.jt,
            jf: i.jf,
            k: i.k,
        });
        adopt(instructions.collect())
    };
    compile(allowed)?.iter().map(ours).collect()
}

/// Confines the thread.
pub(crate) fn confine(allowed: &[i64]) -> Answer<()> {
    for program in compile(allowed)? {
        apply_filter(&program)?;
    }
    Ok(())
}
