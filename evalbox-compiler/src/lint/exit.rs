//! `no_exit`: a process that may not end by itself ends by being killed, and its parent is told of a crash.

use super::{Findings, Lint};
use crate::error::Place;
use crate::lint::bypass::gets_through;
use crate::policy::Policy;
use crate::syntax;
use crate::table::syscalls;

pub(super) fn lint(written: &syntax::Policy, policy: &Policy, findings: &mut Findings<'_>) {
    let Some(native) = policy.abis.first() else {
        return;
    };
    let ends = ["exit", "exit_group"]
        .into_iter()
        .filter_map(|name| syscalls::number(syscalls::find(name)?, native.abi))
        .filter_map(|number| native.rules.get(&number))
        .any(|rule| rule.answers().any(gets_through));
    if ends {
        return;
    }
    let first = written.statements.first();
    let place = first.map_or_else(Place::whole, |statement| statement.place.clone());
    let message = "neither `exit` nor `exit_group` can get through: a process under this policy cannot end by itself";
    let way_out = "`allow [exit, exit_group];`";
    findings.report(Lint::NoExit, &place, (message.to_owned(), way_out), None);
}
