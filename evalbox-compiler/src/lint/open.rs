//! `constant_condition` where rustc alone knows a value: whether `type & 0xf == crate::X` can hold is decided in const
//! evaluation, for the target. Here is what has to be asked there.

use super::conditions::{WAY_OUT, is_constant};
use super::{Findings, Lint, with_way_out};
use crate::constant::{ConstId, Constants};
use crate::error::Place;
use crate::policy::{Comparison, Is, Policy, Test};

/// A comparison that may turn out to always or never hold, once the values of its constants are known.
#[derive(Clone, Debug)]
pub struct Open {
    /// What is compared.
    pub test: Test,
    /// Its first token.
    pub place: Place,
    /// What to say where the test never holds.
    pub never: String,
    /// What to say where it always holds.
    pub always: String,
}

impl Open {
    /// What is wrong, given the fitted values of the constants.
    #[must_use]
    pub fn wrong(&self, value: &dyn Fn(ConstId) -> u64) -> Option<&str> {
        let (may_hold, may_fail) = possible(&self.test, value);
        match (may_hold, may_fail) {
            (false, _) => Some(&self.never),
            (_, false) => Some(&self.always),
            _ => None,
        }
    }
}

/// Whether a comparison holds for some value of its argument, and whether it fails for some: `__private::Asked` of
/// evalbox-seccomp is the same in const evaluation.
fn possible(test: &Test, value: &dyn Fn(ConstId) -> u64) -> (bool, bool) {
    let every = u64::MAX >> (64 - u32::from(test.arg.bits).clamp(1, 64));
    // In the order of the argument's sign, counted from its least value.
    let rank = |id: ConstId| {
        let sign = if test.arg.signed {
            every ^ (every >> 1)
        } else {
            0
        };
        (value(id) ^ sign) & every
    };
    match &test.is {
        Is::Less(most) => (rank(*most) > 0, true),
        Is::AtMost(most) => (true, rank(*most) < every),
        Is::Between(least, most) => {
            let (least, most) = (rank(*least), rank(*most));
            (least <= most, least > 0 || most < every)
        }
        Is::Masked(mask, equal) => {
            let (mask, equal) = (value(*mask), value(*equal));
            (equal & !mask == 0, mask != 0 || equal != 0)
        }
        Is::Has(flags) => (true, value(*flags) != 0),
        Is::Any(flags) => (value(*flags) != 0, true),
        Is::Only(flags) => {
            let union = flags.iter().fold(0, |bits, &id| bits | value(id));
            (true, union & every != every)
        }
        Is::Equal(_) | Is::OneOf(_) | Is::MaskedOneOf(..) => (true, true),
    }
}

/// The comparisons of the native ABI's conditions that hang on values that rustc alone knows.
pub(super) fn comparisons(policy: &Policy, findings: &Findings<'_>) -> Vec<Open> {
    let mut open = Vec::new();
    let Some(native) = policy.abis.first() else {
        return open;
    };
    if !findings.wants(Lint::ConstantCondition) {
        return open;
    }
    for (number, origin) in &native.origins {
        let Some(rule) = native.rules.get(number) else {
            continue;
        };
        for (arm, written) in rule.arms.iter().zip(&origin.comparisons) {
            let tests = arm.when.tests().into_iter().zip(written);
            let unknown = tests.filter(|(test, _)| is_open(test, &policy.constants));
            open.extend(unknown.map(|(test, written)| asked(test, written, &rule.name)));
        }
    }
    open
}

fn is_open(test: &Test, constants: &Constants) -> bool {
    let compares_whole = matches!(test.is, Is::Equal(_) | Is::OneOf(_));
    let mut used = test.is.constants();
    !compares_whole && used.any(|id| constants.get(id).known.is_none())
}

fn asked(test: &Test, written: &Comparison, call: &str) -> Open {
    let message = |holds: bool| {
        let message = is_constant(written, holds != written.negated, test.arg, call);
        with_way_out(Lint::ConstantCondition, &message, WAY_OUT)
    };
    Open {
        test: test.clone(),
        place: written.place.clone(),
        never: message(false),
        always: message(true),
    }
}

#[cfg(test)]
mod tests {
    use super::possible;
    use crate::constant::ConstId;
    use crate::policy::{Arg, Is, Test};

    const A: ConstId = ConstId(0);
    const B: ConstId = ConstId(1);

    fn holds(is: &Is, signed: bool, argument: u64, (a, b): (u64, u64)) -> bool {
        let order = |value: u64| if signed { value ^ 0x80 } else { value };
        let x = argument;
        match is {
            Is::Less(_) => order(x) < order(a),
            Is::AtMost(_) => order(x) <= order(a),
            Is::Between(..) => (order(a)..=order(b)).contains(&order(x)),
            Is::Masked(..) => x & a == b,
            Is::Has(_) => x & a == a,
            Is::Any(_) => x & a != 0,
            Is::Only(_) => x & !a == 0,
            _ => unreachable!("not asked"),
        }
    }

    /// In eight bits every value can be tried.
    #[test]
    fn as_trying_every_value_says() {
        let values: Vec<u64> = (0..256).filter(|n| n % 15 < 2 || n % 16 > 14).collect();
        let kinds = [
            Is::Less(A),
            Is::AtMost(A),
            Is::Between(A, B),
            Is::Masked(A, B),
            Is::Has(A),
            Is::Any(A),
            Is::Only(vec![A]),
        ];
        for (is, signed) in kinds.iter().flat_map(|is| [(is, false), (is, true)]) {
            for (&a, &b) in values
                .iter()
                .flat_map(|a| values.iter().map(move |b| (a, b)))
            {
                let answers = (0..256).map(|argument| holds(is, signed, argument, (a, b)));
                let answers: Vec<bool> = answers.collect();
                let expected = (answers.contains(&true), answers.contains(&false));
                let arg = Arg {
                    slot: 0,
                    bits: 8,
                    signed,
                };
                let test = Test {
                    arg,
                    is: is.clone(),
                };
                let value = |id: ConstId| if id == A { a } else { b };
                assert_eq!(possible(&test, &value), expected, "{test:?} {a} {b}");
            }
        }
    }
}
