//! Rules that another rule undoes, and rules that say nothing: a policy that means what it says trips none.
//!
//! Everything here is about what calls do, or about arithmetic, so it needs the checked policy; and everything can be
//! meant, so each lint has a name by which `#![allow(..)]` switches it off.

mod bypass;
mod calls;
mod conditions;
mod decided;
mod exit;
mod open;

use crate::ordered::Set;

use crate::error::{Errors, Place};
use crate::policy::Policy;
use crate::suggest;
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

    /// Whether it is on unless a policy switches it off. The others find what many good policies do on purpose.
    const fn on_by_default(self) -> bool {
        !matches!(
            self,
            Lint::UnshareBypass | Lint::MultiplexerBypass | Lint::VariantBypass
        )
    }

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

pub use open::Open;

/// The lints that a policy leaves on and switches on.
pub struct Lints(Set<Lint>);

/// Reports what a checked policy says in vain, by the lints that are on. The answer is what is left to ask when the values of
/// constants are known.
pub fn lint(
    lints: Lints,
    written: &syntax::Policy,
    policy: &Policy,
    errors: &mut Errors,
) -> Vec<Open> {
    let mut findings = Findings {
        on: lints.0,
        errors,
    };
    bypass::lint(policy, &mut findings);
    conditions::lint(policy, &mut findings);
    exit::lint(written, policy, &mut findings);
    open::comparisons(policy, &findings)
}

/// Reads `#![allow(..)]` and `#![deny(..)]`. It needs no checked policy, so that a lint that does not exist is reported together with
/// the policy's other mistakes.
pub fn switched_on(written: &syntax::Policy, errors: &mut Errors) -> Lints {
    let mut on: Set<Lint> = Lint::ALL
        .into_iter()
        .filter(|lint| lint.on_by_default())
        .collect();
    for name in &written.denied {
        let Some(lint) = named(name, errors) else {
            continue;
        };
        if !on.insert(lint) {
            let message = format!("`{}` is on without this", lint.name());
            errors.push(&name.place, message);
        }
    }
    for name in &written.allowed {
        match named(name, errors) {
            Some(lint) => {
                on.remove(&lint);
            }
            // That what was meant is on is no second mistake.
            None => {
                let near = suggest::nearest(&name.text, &Lint::ALL.map(Lint::name));
                let meant = Lint::ALL.into_iter().find(|lint| Some(lint.name()) == near);
                if let Some(lint) = meant {
                    on.remove(&lint);
                }
            }
        }
    }
    Lints(on)
}

/// The lint of that name; a name that is none would switch nothing, unnoticed.
fn named(name: &syntax::Name, errors: &mut Errors) -> Option<Lint> {
    let word = &name.text;
    let found = Lint::ALL.into_iter().find(|lint| lint.name() == *word);
    if found.is_none() {
        let names = Lint::ALL.map(Lint::name);
        let mut hint = suggest::hint(word, &names);
        if hint.is_empty() {
            hint = format!("\nhint: the lints are `{}`", names.join("`, `"));
        }
        errors.push(&name.place, format!("no lint `{word}`{hint}"));
    }
    found
}

/// Where lints report to.
struct Findings<'a> {
    on: Set<Lint>,
    errors: &'a mut Errors,
}

impl Findings<'_> {
    fn wants(&self, lint: Lint) -> bool {
        self.on.contains(&lint)
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
        let message = with_way_out(lint, &message, way_out);
        match other {
            Some((there, what)) => self.errors.push_pair(place, message, there, what),
            None => self.errors.push(place, message),
        }
    }
}

/// What is wrong, and the way out.
fn with_way_out(lint: Lint, message: &str, way_out: &str) -> String {
    let name = lint.name();
    format!(
        "{message}\nhint: {way_out}; where it is meant, `#![allow({name})]` in front of the policy"
    )
}
