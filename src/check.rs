//! Names to numbers, constants to widths, conditions to registers: the policy as written becomes the checked policy
//! of one target.
//!
//! The policy is read once for each of its ABIs, as every one has numbers, widths and registers of its own. After this
//! stage nothing can be the user's mistake but a constant's value, which rustc alone knows.

mod actions;
mod arguments;
mod belongs;
mod conditions;
mod constants;
mod expects;
mod families;
mod globs;
mod lists;
mod mentions;
mod own;
#[cfg(feature = "oci")]
mod profiles;
#[cfg(not(feature = "oci"))]
#[path = "check/no_profiles.rs"]
mod profiles;
mod reading;
mod report;
mod scope;
mod settings;
mod weights;

use crate::ordered::Map;

use crate::action::Action;
use crate::constant::Constants;
use crate::error::Errors;
use crate::policy;
use crate::syntax::{self, StatementKind};
use crate::target::Target;
use profiles::Profiles;
use reading::Reading;
use report::Report;
use scope::Scope;

/// The checked policy for a target; `None` where there are errors, those of earlier stages included.
#[must_use]
pub fn check(
    policy: &syntax::Policy,
    target: Target,
    errors: &mut Errors,
) -> Option<policy::Policy> {
    let mut report = Report::new(target.abi);
    let mut checked = policy::Policy {
        target,
        foreign: Action::KILL_PROCESS,
        abis: Vec::new(),
        constants: Constants::default(),
        weights: Map::new(),
        expects: Vec::new(),
        files: policy.files.clone(),
        mentions: mentions::mentions(policy),
    };
    let profiles = Profiles::read(policy, target, &mut report);
    for abi in settings::abis(policy, &profiles, target, &mut report) {
        report.reading(abi);
        let mut scope = Scope {
            target,
            abi,
            default: Action::KILL_PROCESS,
            constants: &mut checked.constants,
            report: &mut report,
        };
        let reading = Reading::new(&mut scope, policy, &profiles);
        let rules = reading.abi_policy(&mut scope);
        if scope.native() {
            checked.foreign = reading.settings.foreign;
            checked.weights =
                weights::weights(&mut scope, policy, &|subject| reading.decides(subject));
            checked.expects = expects(&mut scope, policy);
        }
        checked.abis.push(rules);
    }
    report.finish(errors);
    errors.is_empty().then_some(checked)
}

/// The `expect` statements that speak of the native ABI.
fn expects(scope: &mut Scope<'_>, policy: &syntax::Policy) -> Vec<policy::Expect> {
    let mut found = Vec::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        let StatementKind::Expect(expect) = &statement.kind else {
            continue;
        };
        if settings::speaks_for(statement, scope.abi) {
            scope.report.at(index, statement.abis.is_none());
            found.extend(scope.expect(expect, &statement.place));
        }
    }
    found
}
