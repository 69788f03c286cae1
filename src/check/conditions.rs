//! Conditions: every comparison gets its register, every constant the register's width.

use super::arguments::Register;
use super::scope::{Scope, Subject};
use crate::constant::{ConstId, FitRange};
use crate::policy::{Cond, Is, Test};
use crate::syntax::{Comparison, Condition, Constant, Operator};

impl Scope<'_> {
    /// The condition on the subject's arguments. The parser bounds its depth. All of it is read, whatever fails.
    pub(super) fn condition(&mut self, subject: Subject, condition: &Condition) -> Option<Cond> {
        match condition {
            Condition::Not(inner) => Some(Cond::Not(Box::new(self.condition(subject, inner)?))),
            Condition::All(parts) => self.conditions(subject, parts).map(Cond::All),
            Condition::Any(parts) => self.conditions(subject, parts).map(Cond::Any),
            Condition::Compare(comparison) => self.comparison(subject, comparison),
        }
    }

    fn conditions(&mut self, subject: Subject, parts: &[Condition]) -> Option<Vec<Cond>> {
        let mut read = Some(Vec::new());
        for part in parts {
            match (&mut read, self.condition(subject, part)) {
                (Some(read), Some(part)) => read.push(part),
                _ => read = None,
            }
        }
        read
    }

    fn comparison(&mut self, subject: Subject, comparison: &Comparison) -> Option<Cond> {
        let name = &comparison.argument;
        let word = &name.text;
        let register = self.argument(subject, word, &name.place)?;
        if register.pointer && !zero_test(&comparison.operator) {
            let message = format!(
                "{} is a pointer: a filter sees the address and cannot read what it points to\nhint: `{word} == 0` and `{word} != 0` are what can be asked",
                register.owner
            );
            self.report.push(&comparison.place, message);
            return None;
        }
        let (is, negated) = self.operator(&register, &comparison.operator)?;
        let test = Cond::Test(Test {
            arg: register.arg,
            is,
        });
        Some(if negated {
            Cond::Not(Box::new(test))
        } else {
            test
        })
    }

    /// The comparison, and whether its negation is meant.
    fn operator(&mut self, register: &Register, operator: &Operator) -> Option<(Is, bool)> {
        let mut bits = |constant: &Constant| self.fitted(constant, register, FitRange::Bits);
        Some(match operator {
            Operator::Equal(value) => (Is::Equal(bits(value)?), false),
            Operator::NotEqual(value) => (Is::Equal(bits(value)?), true),
            Operator::MaskEqual(mask, value) => {
                let (mask, value) = (bits(mask), bits(value));
                (Is::Masked(mask?, value?), false)
            }
            Operator::MaskNotEqual(mask, value) => {
                let (mask, value) = (bits(mask), bits(value));
                (Is::Masked(mask?, value?), true)
            }
            Operator::Has(flags) => (Is::Has(bits(flags)?), false),
            Operator::AnyOf(flags) => (Is::Any(bits(flags)?), false),
            Operator::Only(flags) => (Is::Only(vec![bits(flags)?]), false),
            Operator::OneOf(values) => {
                let mut ids = Vec::new();
                for value in values {
                    ids.extend(bits(value));
                }
                (
                    Is::OneOf(Some(ids).filter(|ids| ids.len() == values.len())?),
                    false,
                )
            }
            Operator::Less(value) => (Is::Less(self.ordered(register, value)?), false),
            Operator::LessEqual(value) => (Is::AtMost(self.ordered(register, value)?), false),
            Operator::Greater(value) => (Is::AtMost(self.ordered(register, value)?), true),
            Operator::GreaterEqual(value) => (Is::Less(self.ordered(register, value)?), true),
            Operator::Between(least, most) => {
                let (least, most) = (self.ordered(register, least), self.ordered(register, most));
                (Is::Between(least?, most?), false)
            }
        })
    }

    fn ordered(&mut self, register: &Register, constant: &Constant) -> Option<ConstId> {
        self.fitted(constant, register, FitRange::Ordered)
    }
}

/// `== 0` and `!= 0`, all that can be asked of an address.
fn zero_test(operator: &Operator) -> bool {
    match operator {
        Operator::Equal(value) | Operator::NotEqual(value) => value.value == Some(0),
        _ => false,
    }
}
