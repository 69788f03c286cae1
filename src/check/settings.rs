//! The statements that are said once: `default`, `foreign`, `unknown`; the ABIs of `abi [..]`.

use super::profiles::Profiles;
use super::report::Report;
use super::scope::Scope;
use crate::action::Action;
use crate::suggest;
use crate::syntax::{self, ActionKind, Statement, StatementKind};
use crate::target::{Abi, Target};

/// The policy's ABIs: the native one, then those that `abi` statements and profiles list and the target has, in the
/// target's order.
pub(super) fn abis(
    policy: &syntax::Policy,
    profiles: &Profiles,
    target: Target,
    report: &mut Report,
) -> Vec<Abi> {
    let mut listed: Vec<Abi> = profiles.abis();
    for (index, statement) in policy.statements.iter().enumerate() {
        let StatementKind::Abi(names) = &statement.kind else {
            continue;
        };
        report.at(index, statement.abis.is_none());
        for name in names {
            let word = &name.text;
            match Abi::from_name(word) {
                // Of a target it is said which ABIs it has: a predicate for another ABI alone is about another target.
                Some(abi) if speaks_for(statement, target.abi) => listed.push(abi),
                Some(_) => {}
                None => {
                    let hint = match alias(word) {
                        Some(abi) => format!("\nhint: write `{abi}`"),
                        None => match suggest::nearest(word, &Abi::ALL.map(Abi::name)) {
                            Some(near) => format!("\nhint: did you mean `{near}`?"),
                            None => format!(
                                "\nhint: these are known: {}",
                                Abi::ALL.map(Abi::name).join(", ")
                            ),
                        },
                    };
                    report.push(&name.place, format!("no ABI `{word}`{hint}"));
                }
            }
        }
    }
    let mut abis = vec![target.abi];
    for abi in target.compat() {
        if listed.contains(abi) {
            abis.push(*abi);
        }
    }
    abis
}

/// The ABI that others call so.
fn alias(word: &str) -> Option<Abi> {
    Some(match word.to_lowercase().as_str() {
        "amd64" => Abi::X86_64,
        "i386" | "i486" | "i586" | "i686" | "ia32" => Abi::X86,
        "arm64" => Abi::Aarch64,
        "arm32" | "armv7" | "eabi" => Abi::Arm,
        "ppc64" | "ppc64le" => Abi::Powerpc64,
        "ppc" => Abi::Powerpc,
        "o32" => Abi::Mips,
        "n64" => Abi::Mips64,
        _ => return None,
    })
}

/// What `default`, `foreign` and `unknown` say for one ABI.
pub(super) struct Settings {
    pub(super) foreign: Action,
    pub(super) unknown: Action,
}

/// Reads them for the scope's ABI, whose default is set on the way.
pub(super) fn settings(
    scope: &mut Scope<'_>,
    policy: &syntax::Policy,
    profiles: &Profiles,
) -> Settings {
    let default = said(scope, policy, "default", |kind| match kind {
        StatementKind::Default(action) => Some(action),
        _ => None,
    });
    let foreign = said(scope, policy, "foreign", |kind| match kind {
        StatementKind::Foreign(action) => Some(action),
        _ => None,
    });
    let unknown = said(scope, policy, "unknown", |kind| match kind {
        StatementKind::Unknown(action) => Some(action),
        _ => None,
    });
    match default {
        Some((index, statement, action)) if action.kind == ActionKind::Deny => {
            scope.report.at(index, statement.abis.is_none());
            scope.report.push(
                &action.name.place,
                "`default deny` says nothing: `deny` is the default action\nhint: name the action, as in `default errno(EPERM);`",
            );
        }
        said => {
            let profile = profiles.of(scope.abi).filter(|_| said.is_none());
            let absent = profile.and_then(|profile| profile.default(scope));
            scope.default = resolve(scope, said, absent.unwrap_or(Action::KILL_PROCESS));
        }
    }
    let default = scope.default;
    // Other ABIs are foreign to the native one alone, and `unknown` speaks of its numbers alone.
    let unknown = unknown.filter(|_| scope.native());
    Settings {
        foreign: resolve(scope, foreign, Action::KILL_PROCESS),
        unknown: resolve(scope, unknown, default),
    }
}

/// A statement with its index, and its action.
type Said<'p> = Option<(usize, &'p Statement, &'p syntax::Action)>;

fn said<'p>(
    scope: &mut Scope<'_>,
    policy: &'p syntax::Policy,
    word: &str,
    action_of: impl Fn(&'p StatementKind) -> Option<&'p syntax::Action>,
) -> Said<'p> {
    let mut first: Said<'p> = None;
    for (index, statement) in policy.statements.iter().enumerate() {
        let Some(action) = action_of(&statement.kind) else {
            continue;
        };
        if !speaks_for(statement, scope.abi) {
            continue;
        }
        match first {
            None => first = Some((index, statement, action)),
            Some((_, earlier, _)) => {
                scope.report.at(index, statement.abis.is_none());
                let message = format!("`{word}` is said twice");
                scope.report.push_pair(
                    &statement.place,
                    message,
                    &earlier.place,
                    "first said here",
                );
            }
        }
    }
    first
}

fn resolve(scope: &mut Scope<'_>, said: Said<'_>, absent: Action) -> Action {
    let Some((index, statement, action)) = said else {
        return absent;
    };
    scope.report.at(index, statement.abis.is_none());
    scope.action(action).unwrap_or(absent)
}

/// Whether a statement speaks for an ABI.
pub(super) fn speaks_for(statement: &Statement, abi: Abi) -> bool {
    statement
        .abis
        .as_ref()
        .is_none_or(|abis| abis.contains(&abi))
}
