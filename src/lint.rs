//! Rules that another rule undoes, and rules that say nothing: a policy that means what it says trips none.
//!
//! Everything here is about what calls do, or about arithmetic, so it needs the checked policy; and everything can be
//! meant, so each lint has a name by which `#![allow(..)]` switches it off.

mod bypass;
mod calls;
mod conditions;
mod exit;

use crate::ordered::Set;

use crate::error::{Errors, Place};
use crate::parse::suggest;
use crate::policy::Policy;
use crate::syntax;

/// The lints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lint {
    /// clone's flags are filtered, and clone3 is allowed.
    Clone3Bypass,
    /// Arguments are filtered of a call that `io_uring` makes, and `io_uring_setup` is allowed.
    IoUringBypass,
    /// Arguments of a call are filtered, and another that does the same is allowed.
    SiblingBypass,
    /// New namespaces are refused to clone, and unshare is allowed.
    UnshareBypass,
    /// Arguments of a call are filtered, and one that makes it among others is allowed.
    MultiplexerBypass,
    /// As `SiblingBypass`, for calls that differ in more than how they name the same thing.
    VariantBypass,
    /// An arm that never decides.
    UnreachableArm,
    /// A condition that always or never holds.
    ConstantCondition,
    /// A process that cannot end by itself.
    NoExit,
}

impl Lint {
    const ALL: [Lint; 9] = [
        Lint::Clone3Bypass,
        Lint::IoUringBypass,
        Lint::SiblingBypass,
        Lint::UnshareBypass,
        Lint::MultiplexerBypass,
        Lint::VariantBypass,
        Lint::UnreachableArm,
        Lint::ConstantCondition,
        Lint::NoExit,
    ];

    const fn name(self) -> &'static str {
        match self {
            Lint::Clone3Bypass => "clone3_bypass",
            Lint::IoUringBypass => "io_uring_bypass",
            Lint::SiblingBypass => "sibling_bypass",
            Lint::UnshareBypass => "unshare_bypass",
            Lint::MultiplexerBypass => "multiplexer_bypass",
            Lint::VariantBypass => "variant_bypass",
            Lint::UnreachableArm => "unreachable_arm",
            Lint::ConstantCondition => "constant_condition",
            Lint::NoExit => "no_exit",
        }
    }
}

/// Reports what a checked policy says in vain, but for the lints that it switches off.
pub fn lint(written: &syntax::Policy, policy: &Policy, errors: &mut Errors) {
    let mut findings = Findings {
        off: switched_off(&written.allowed, errors),
        errors,
    };
    bypass::lint(policy, &mut findings);
    conditions::lint(policy, &mut findings);
    exit::lint(written, policy, &mut findings);
}

/// The lints of `#![allow(..)]`; a name that is none would switch nothing off, unnoticed.
fn switched_off(allowed: &[syntax::Name], errors: &mut Errors) -> Set<Lint> {
    let mut off = Set::new();
    for name in allowed {
        let word = name.ident.to_string();
        match Lint::ALL.into_iter().find(|lint| lint.name() == word) {
            Some(lint) => drop(off.insert(lint)),
            None => {
                let hint = suggest::hint(&word, Lint::ALL.map(Lint::name));
                errors.push(&name.place, format!("no lint `{word}`{hint}"));
            }
        }
    }
    off
}

/// Where lints report to.
struct Findings<'a> {
    off: Set<Lint>,
    errors: &'a mut Errors,
}

impl Findings<'_> {
    fn wants(&self, lint: Lint) -> bool {
        !self.off.contains(&lint)
    }

    /// Reports what is wrong and the way out; `other` is a place that it has to do with, and what is there.
    fn report(
        &mut self,
        lint: Lint,
        place: &Place,
        (message, way_out): (String, &str),
        other: Option<(&Place, String)>,
    ) {
        if !self.wants(lint) {
            return;
        }
        let name = lint.name();
        let message = format!(
            "{message}\nhint: {way_out}; where it is meant, `#![allow({name})]` in front of the policy"
        );
        match other {
            Some((there, what)) => self.errors.push_pair(place, message, there, what),
            None => self.errors.push(place, message),
        }
    }
}
