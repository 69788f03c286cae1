//! How often calls are made, as far as the policy says: `hot` and `profile`. They shape the program's layout; its
//! answers never depend on them.

use crate::ordered::Map;

use super::scope::{Scope, Subject, no_such_syscall};
use super::settings::speaks_for;
use crate::policy::Number;
use crate::syntax::{self, StatementKind};
use crate::table::syscalls;

/// What a profile's counts are scaled to.
const PER_MILLION: u128 = 1_000_000;
/// The weight of the first `hot` name: as much as a whole profile has. Each further one has a quarter of the one before.
const HOT: u64 = 1_000_000;

/// The weights of native numbers. `decides` tells whether a statement decides a subject.
pub(super) fn weights(
    scope: &mut Scope<'_>,
    policy: &syntax::Policy,
    decides: &dyn Fn(Subject) -> bool,
) -> Map<Number, u64> {
    let mut weights: Map<Number, u64> = Map::new();
    let mut counts: Map<Number, u128> = Map::new();
    let mut total: u128 = 0;
    let mut hot = HOT;
    for (index, statement) in policy.statements.iter().enumerate() {
        if !speaks_for(statement, scope.abi) {
            continue;
        }
        scope.report.at(index, statement.abis.is_none());
        match &statement.kind {
            StatementKind::Hot(items) => {
                let members = scope.members(items);
                for (subject, place) in &members.named {
                    if scope.number(*subject).is_some() && !decides(*subject) {
                        let message =
                            format!("`{}` is hot, but no statement decides it", subject.name());
                        scope.report.push(place, message);
                    }
                }
                let mut subjects = Vec::new();
                for (subject, _) in &members.named {
                    subjects.push(*subject);
                }
                for (id, ..) in &members.grouped {
                    subjects.push(Subject::Syscall(*id));
                }
                for subject in subjects {
                    let Some(number) = scope.number(subject) else {
                        continue;
                    };
                    let weight = weights.entry(number).or_default();
                    *weight = hot.max(*weight);
                    hot = (hot / 4).max(HOT >> 12);
                }
            }
            StatementKind::Profile { counts: lines } => {
                for (name, count, place) in lines {
                    total += u128::from(*count);
                    let Some(id) = syscalls::find(name) else {
                        if !scope.report.is_full() {
                            scope.report.push(place, no_such_syscall(name));
                        }
                        continue;
                    };
                    if let Some(number) = scope.number(Subject::Syscall(id)) {
                        *counts.entry(number).or_default() += u128::from(*count);
                    }
                }
            }
            _ => {}
        }
    }
    for (&number, &count) in &counts {
        if count == 0 {
            continue;
        }
        // What was called at all weighs something.
        let share = (count * PER_MILLION / total.max(1)).max(1);
        let weight = weights.entry(number).or_default();
        *weight = weight.saturating_add(u64::try_from(share).unwrap_or(HOT));
    }
    weights
}
