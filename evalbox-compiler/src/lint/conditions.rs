//! `constant_condition` and `unreachable_arm`: what a rule says and no call can show.
//!
//! The answers are the proof's, so they are exact: what is reported holds for every call and whatever the values of
//! constants are that rustc alone knows. Two names of one value can therefore not trip it on one target and not on another,
//! and what would take too long to decide is not reported.
//!
//! A mistake is reported once, at its smallest part: a comparison that is constant, not what it is part of; a constant
//! condition, not the arms that it leaves without calls. Only the native ABI counts: on another the same condition may say
//! less, as its registers are narrower.

use super::decided::Decided;
use super::{Findings, Lint};
use crate::constant::Constants;
use crate::error::Place;
use crate::policy::{Arg, Comparison, Cond, Origin, Policy, Rule};
use crate::prove::Calls;
use crate::target::Endian;

/// Arms of longer rules are held against single arms only: the arithmetic looks at all that come before at once.
const MAX_ARMS: usize = 300;

pub(super) fn lint(policy: &Policy, findings: &mut Findings<'_>) {
    if !findings.wants(Lint::ConstantCondition) && !findings.wants(Lint::UnreachableArm) {
        return;
    }
    let Some(native) = policy.abis.first() else {
        return;
    };
    for (number, origin) in &native.origins {
        let rule = native.rules.get(number);
        if let Some(rule) = rule.filter(|rule| !rule.arms.is_empty()) {
            let reader = Reader {
                rule,
                origin,
                constants: &policy.constants,
                endian: policy.target.endian,
            };
            reader.arms(findings);
        }
    }
}

/// A rule with where it comes from.
struct Reader<'a> {
    rule: &'a Rule,
    origin: &'a Origin,
    constants: &'a Constants,
    endian: Endian,
}

/// What is left to look at of a condition's comparisons.
type Written<'a> = std::slice::Iter<'a, Comparison>;

impl Reader<'_> {
    fn arms(&self, findings: &mut Findings<'_>) {
        let calls = || Calls::of(self.rule, self.constants, self.endian);
        let (Some(mut all), Some(mut left)) = (calls(), calls()) else {
            return;
        };
        let mut decided = Decided::nothing(self.constants);
        let is_short = self.rule.arms.len() <= MAX_ARMS;
        let places = self.origin.arms.iter().zip(&self.origin.comparisons);
        for (arm, (place, comparisons)) in self.rule.arms.iter().zip(places) {
            // A list of constants is read as a whole: its comparisons are not the user's.
            let constant = if comparisons.is_empty() {
                self.whole(&arm.when, place, &mut all, findings)
            } else {
                self.condition(&arm.when, &mut comparisons.iter(), &mut all, findings)
            };
            if constant && !(all.may_hold(&arm.when) && all.may_fail(&arm.when)) {
                continue;
            }
            if decided.covers(&arm.when) || is_short && !left.may_hold(&arm.when) {
                self.unreachable("this", place, findings);
            }
            decided.add(&arm.when);
            if is_short {
                left.leave_out(&arm.when);
            }
        }
        if let Some(place) = &self.origin.otherwise
            && (decided.is_everything() || is_short && !left.any())
        {
            self.unreachable("`_`", place, findings);
        }
    }

    /// Reports the smallest constant parts; whether there are any. The parser bounds the depth.
    fn condition(
        &self,
        cond: &Cond,
        written: &mut Written<'_>,
        calls: &mut Calls<'_>,
        findings: &mut Findings<'_>,
    ) -> bool {
        match cond {
            Cond::Always | Cond::Never => false,
            Cond::Not(inner) => match &**inner {
                // What is reported is what is written.
                Cond::Test(test) if written.as_slice().first().is_some_and(|it| it.negated) => {
                    self.comparison(cond, test.arg, written, calls, findings)
                }
                inner => self.condition(inner, written, calls, findings),
            },
            Cond::Test(test) => self.comparison(cond, test.arg, written, calls, findings),
            Cond::All(parts) | Cond::Any(parts) => {
                let first = written.as_slice().first();
                let mut constant = false;
                for part in parts {
                    constant |= self.condition(part, written, calls, findings);
                }
                match first {
                    Some(first) if !constant => self.whole(cond, &first.place, calls, findings),
                    _ => constant,
                }
            }
        }
    }

    fn comparison(
        &self,
        cond: &Cond,
        arg: Arg,
        written: &mut Written<'_>,
        calls: &mut Calls<'_>,
        findings: &mut Findings<'_>,
    ) -> bool {
        let (Some(written), Some(holds)) = (written.next(), constant(cond, calls)) else {
            return false;
        };
        let message = is_constant(written, holds, arg, &self.rule.name);
        report(&written.place, message, findings);
        true
    }

    /// A condition none of whose parts is constant.
    fn whole(
        &self,
        cond: &Cond,
        place: &Place,
        calls: &mut Calls<'_>,
        findings: &mut Findings<'_>,
    ) -> bool {
        let Some(holds) = constant(cond, calls) else {
            return false;
        };
        let why = if holds {
            "its parts leave nothing out"
        } else {
            "its parts exclude each other"
        };
        let message = format!("this condition {}: {why}", always_or_never(holds));
        report(place, message, findings);
        true
    }

    fn unreachable(&self, what: &str, place: &Place, findings: &mut Findings<'_>) {
        let message = format!(
            "{what} can never decide: what comes before it has decided every such call of `{}`",
            self.rule.name
        );
        let way_out = "take it out, or put it first";
        findings.report(Lint::UnreachableArm, place, (message, way_out), None);
    }
}

/// Whether the condition always or never holds, where it does.
fn constant(cond: &Cond, calls: &mut Calls<'_>) -> Option<bool> {
    if !calls.may_hold(cond) {
        return Some(false);
    }
    (!calls.may_fail(cond)).then_some(true)
}

/// That a comparison is constant.
pub(super) fn is_constant(written: &Comparison, holds: bool, arg: Arg, call: &str) -> String {
    let sign = if arg.signed { "signed" } else { "unsigned" };
    format!(
        "`{}` {}: the kernel reads that argument of `{call}` as {} bits, {sign}",
        written.text,
        always_or_never(holds),
        arg.bits,
    )
}

const fn always_or_never(holds: bool) -> &'static str {
    if holds { "always holds" } else { "never holds" }
}

/// What to do about a constant condition.
pub(super) const WAY_OUT: &str = "take it out, or say what it should ask";

fn report(place: &Place, message: String, findings: &mut Findings<'_>) {
    findings.report(Lint::ConstantCondition, place, (message, WAY_OUT), None);
}
