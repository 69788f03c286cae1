//! Rules of a profile that contradict each other.

use evalbox_program::prove::Calls;

use super::{Scope, Written};
use crate::error::Place;
use crate::policy::{Arm, Cond, Rule};
use crate::table::{SyscallId, syscalls};

/// Beyond so many pairs of rules of one call it is not looked into whether both can hold.
const MAX_PAIRS: usize = 5000;

impl Written<'_> {
    /// Reports two rules of one call that have different actions and hold for the same arguments: which of them decides is
    /// said nowhere, and libseccomp, through which runtimes install profiles, neither keeps the file's order nor another.
    pub(super) fn unambiguous(&self, scope: &mut Scope<'_>, id: SyscallId, arms: &[(Arm, &Place)]) {
        let whole = Rule {
            name: syscalls::name(id).to_owned(),
            arms: Vec::new(),
            otherwise: scope.default,
        };
        let name = &whole.name;
        let mut pairs = 0_usize;
        for (index, (arm, place)) in arms.iter().enumerate() {
            let (before, _) = arms.split_at(index);
            let others = before
                .iter()
                .filter(|(earlier, _)| earlier.then != arm.then);
            for (earlier, there) in others {
                pairs += 1;
                let both = Cond::All(vec![earlier.when.clone(), arm.when.clone()]);
                let clash = pairs > MAX_PAIRS
                    || Calls::of(&whole, scope.constants, scope.target.endian)
                        .is_none_or(|mut calls| calls.may_hold(&both));
                if clash {
                    let message = format!(
                        "two rules of `{name}` have different actions and may hold for the same arguments: \
                         container runtimes do not agree on which decides\n\
                         hint: part their `args`, or decide `{name}` by a statement of the policy, which comes before the profile"
                    );
                    scope
                        .report
                        .push_pair(place, message, there, "the other rule is here");
                    return;
                }
            }
        }
    }
}
