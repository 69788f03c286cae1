//! A syscall's own statements: lists of constants, conditions and blocks, and how several of one syscall combine.

use crate::ordered::Map;

use super::scope::{Scope, Subject};
use super::settings::speaks_for;
use crate::action::{Action, Kind};
use crate::error::Place;
use crate::policy::{Arm, Comparison, Cond, Origin, Rule};
use crate::syntax::{self, BlockArm, Operator, Statement, StatementKind};

/// The statements of one syscall, with their indices.
pub(super) type Statements<'p> = Vec<(usize, &'p Statement)>;

/// The own statements of the scope's ABI by subject.
pub(super) fn by_subject<'p>(
    scope: &mut Scope<'_>,
    policy: &'p syntax::Policy,
) -> Map<Subject, Statements<'p>> {
    let mut own: Map<Subject, Statements<'p>> = Map::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        let (StatementKind::Constants { call, .. }
        | StatementKind::If { call, .. }
        | StatementKind::Block { call, .. }) = &statement.kind
        else {
            continue;
        };
        if !speaks_for(statement, scope.abi) {
            continue;
        }
        scope.report.at(index, statement.abis.is_none());
        if let Some(subject) = scope.subject(call) {
            own.entry(subject).or_default().push((index, statement));
        }
    }
    own
}

/// The rule that a syscall's own statements make, and where its arms come from. The ABI has the syscall.
pub(super) fn rule(
    scope: &mut Scope<'_>,
    subject: Subject,
    statements: &Statements<'_>,
) -> Option<(Rule, Origin)> {
    let (_, first) = statements.first()?;
    let mut origin = Origin {
        place: first.place.clone(),
        arms: Vec::new(),
        comparisons: Vec::new(),
        otherwise: None,
    };
    let mut rule = Rule {
        name: subject.name(),
        arms: Vec::new(),
        otherwise: scope.default,
    };
    let mut sound = true;
    for (index, statement) in statements {
        scope.report.at(*index, statement.abis.is_none());
        match &statement.kind {
            StatementKind::Block { arms, .. } => {
                for arm in arms {
                    origin.comparisons.push(comparisons(&arm.condition));
                }
            }
            StatementKind::If { condition, .. } => origin.comparisons.push(comparisons(condition)),
            _ => origin.comparisons.push(Vec::new()),
        }
        let arms = match &statement.kind {
            StatementKind::Block {
                arms, otherwise, ..
            } => {
                if let Some(action) = otherwise {
                    origin.otherwise = Some(action.name.place.clone());
                    let action = scope.action(action);
                    rule.otherwise = action.unwrap_or(scope.default);
                    sound &= action.is_some();
                }
                block(scope, subject, arms)
            }
            StatementKind::If {
                action, condition, ..
            } => {
                let then = scope.action(action);
                let when = scope.condition(subject, condition);
                arm(when, then, &statement.place)
            }
            StatementKind::Constants {
                action, constants, ..
            } => {
                let then = scope.action(action);
                let when = match then {
                    Some(Action {
                        kind: Kind::Allow, ..
                    }) => scope.allowed_constants(subject, constants, &statement.place),
                    _ => scope.denied_constants(subject, constants, &statement.place),
                };
                arm(when, then, &statement.place)
            }
            _ => None,
        };
        match arms {
            None => sound = false,
            Some(arms) => {
                for (arm, place) in arms {
                    rule.arms.push(arm);
                    origin.arms.push(place);
                }
            }
        }
    }
    if sort(first) == Sort::Refuse {
        rule.otherwise = Action::ALLOW;
    }
    sound.then_some((rule, origin))
}

/// What a condition compares, as written.
fn comparisons(condition: &syntax::Condition) -> Vec<Comparison> {
    let mut written = Vec::new();
    for comparison in condition.comparisons() {
        written.push(Comparison {
            text: comparison.to_string(),
            negated: matches!(
                comparison.operator,
                Operator::NotEqual(_)
                    | Operator::MaskNotEqual(..)
                    | Operator::Greater(_)
                    | Operator::GreaterEqual(_)
            ),
            place: comparison.place.clone(),
        });
    }
    written
}

/// Arms with the places of their conditions; `None` where one of them is wrong.
type Arms = Option<Vec<(Arm, Place)>>;

fn arm(when: Option<Cond>, then: Option<Action>, place: &Place) -> Arms {
    Some(vec![(
        Arm {
            when: when?,
            then: then?,
        },
        place.clone(),
    )])
}

fn block(scope: &mut Scope<'_>, subject: Subject, arms: &[BlockArm]) -> Arms {
    let mut read = Some(Vec::new());
    for arm in arms {
        let when = scope.condition(subject, &arm.condition);
        let then = scope.action(&arm.action);
        match (&mut read, when, then) {
            (Some(read), Some(when), Some(then)) => {
                read.push((Arm { when, then }, arm.place.clone()));
            }
            _ => read = None,
        }
    }
    read
}

/// What sort of statement: ways in are joined by "or", refusals go in order, a block stands alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Allow,
    Refuse,
    Block,
}

fn sort(statement: &Statement) -> Sort {
    match &statement.kind {
        StatementKind::Constants { action, .. } | StatementKind::If { action, .. } => {
            if action.kind == syntax::ActionKind::Allow {
                Sort::Allow
            } else {
                Sort::Refuse
            }
        }
        _ => Sort::Block,
    }
}

/// Whether the statements of one syscall combine; reports the first that does not go with the one before.
pub(super) fn combine(
    scope: &mut Scope<'_>,
    subject: Subject,
    statements: &Statements<'_>,
) -> bool {
    let Some(((_, first), rest)) = statements.split_first() else {
        return true;
    };
    let name = subject.name();
    for (index, statement) in rest {
        let message = match (sort(first), sort(statement)) {
            (Sort::Block, _) | (_, Sort::Block) => {
                format!(
                    "a block of `{name}` decides every call: it cannot stand beside another statement of `{name}`"
                )
            }
            (a, b) if a != b => format!(
                "`{name}` has statements that allow and statements that refuse: which comes first is not said\nhint: write a block: `{name} {{ CONDITION => ACTION, .. }}`"
            ),
            _ => continue,
        };
        scope.report.at(*index, statement.abis.is_none());
        scope.report.push_pair(
            &statement.place,
            message,
            &first.place,
            "the other statement is here",
        );
        return false;
    }
    true
}
