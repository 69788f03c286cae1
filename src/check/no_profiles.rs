//! Container profiles in a build without the feature `oci`, which has no JSON parser: every one is a mistake.

use super::report::Report;
use super::scope::Scope;
use crate::action::Action;
use crate::ordered::Map;
use crate::policy::Rule;
use crate::syntax::{self, StatementKind};
use crate::table::SyscallId;
use crate::target::{Abi, Target};

/// The profiles of a policy: none.
pub(super) struct Profiles;

/// A profile, of which there is none.
pub(super) enum Written {}

impl Profiles {
    /// Reports every `oci` statement.
    pub(super) fn read(policy: &syntax::Policy, _target: Target, report: &mut Report) -> Self {
        for (index, statement) in policy.statements.iter().enumerate() {
            if let StatementKind::Oci(written) = &statement.kind {
                let message = "`oci` needs the feature `oci` of evalbox-seccomp\n\
                   hint: evalbox-seccomp = { version = \"..\", features = [\"oci\"] }";
                report.at(index, statement.abis.is_none());
                report.push(&written.place, message);
            }
        }
        Profiles
    }

    pub(super) fn abis(&self) -> Vec<Abi> {
        Vec::new()
    }

    pub(super) fn of(&self, _abi: Abi) -> Option<&Written> {
        None
    }
}

impl Written {
    pub(super) fn default(&self, _scope: &mut Scope<'_>) -> Option<Action> {
        match *self {}
    }

    pub(super) fn rules(
        &self,
        _scope: &mut Scope<'_>,
        _decided: &dyn Fn(SyscallId) -> bool,
    ) -> Map<SyscallId, Rule> {
        match *self {}
    }
}
