//! Comparisons of terms and values as formulas: what means the same is the same atoms, whoever asks.

use super::form::{Form, all, any, not};
use super::terms::{Atom, Pool, Rel, SIGN, Term};
use super::values::flip;
use crate::program::Value;

impl Pool<'_> {
    /// `term == value`
    pub(super) fn equal(&mut self, term: &Term, value: &Value) -> Form {
        if let Value::Known(known) = *value {
            if known & !term.known != 0 {
                return Form::Const(false);
            }
            if term.known == 0 {
                return Form::Const(true);
            }
            // One bit is there, or it is not.
            if known != 0 && term.known.is_power_of_two() {
                return not(self.equal(term, &Value::Known(0)));
            }
            if known == 0
                && let Some(at) = term
                    .masks
                    .iter()
                    .position(|mask| matches!(mask, Value::Or(_)))
            {
                return self.no_part(term, at);
            }
        }
        // A single bit is all there, or not at all.
        if let ([Value::Low(id)], Value::Low(other)) = (term.masks.as_slice(), value)
            && id == other
            && term.known == u32::MAX
            && self.single.contains(id)
            && self.canonical(&Value::High(*id)) == Ok(Value::Known(0))
        {
            return not(self.equal(term, &Value::Known(0)));
        }
        self.literal(term, Rel::Equal, value)
    }

    /// `term & (a | b) == 0` is `term & a == 0 && term & b == 0`.
    fn no_part(&mut self, term: &Term, at: usize) -> Form {
        let mut rest = term.clone();
        let Value::Or(parts) = rest.masks.remove(at) else {
            return Form::Const(true);
        };
        let mut forms = Vec::with_capacity(parts.len());
        for part in &parts {
            let masked = self.masked(&rest, part);
            forms.push(self.equal(&masked, &Value::Known(0)));
        }
        all(forms, self)
    }

    /// `term >= value`, or `term ^ SIGN >= value`
    pub(super) fn at_least(&mut self, term: &Term, flipped: bool, value: &Value) -> Form {
        if *value == Value::Known(0) {
            return Form::Const(true);
        }
        // Signed order of known numbers is two ranges of unsigned order: one way to write it, whoever asks.
        if let (true, Value::Known(known)) = (flipped, value) {
            let from = known ^ SIGN;
            let negative = self.at_least(term, false, &Value::Known(SIGN));
            let least = self.at_least(term, false, &Value::Known(from));
            return if from < SIGN {
                all(vec![least, not(negative)], self)
            } else {
                any(vec![least, not(negative)], self)
            };
        }
        let rel = if flipped {
            Rel::FlippedAtLeast
        } else {
            Rel::AtLeast
        };
        self.literal(term, rel, value)
    }

    /// `term > value`, or `term ^ SIGN > value`
    pub(super) fn above(&mut self, term: &Term, flipped: bool, value: &Value) -> Form {
        match *value {
            Value::Known(u32::MAX) => Form::Const(false),
            Value::Known(known) => self.at_least(term, flipped, &Value::Known(known + 1)),
            _ => {
                let at_least = self.at_least(term, flipped, value);
                let equal = if flipped {
                    self.equal(term, &flip(value))
                } else {
                    self.equal(term, value)
                };
                all(vec![at_least, not(equal)], self)
            }
        }
    }

    /// `term` is one of the values.
    pub(super) fn one_of(&mut self, term: &Term, values: &[Value]) -> Form {
        let mut forms = Vec::with_capacity(values.len());
        for value in values {
            forms.push(self.equal(term, value));
        }
        any(forms, self)
    }

    fn literal(&mut self, term: &Term, rel: Rel, value: &Value) -> Form {
        let atom = Atom {
            term: self.term_id(term),
            rel,
            value: self.value_id(value),
        };
        Form::Literal(self.atom_id(atom), true)
    }
}
