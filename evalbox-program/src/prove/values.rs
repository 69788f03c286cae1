//! Values in one way of writing only: what is known is a number, unions are flat and sorted.

use crate::ordered::{sort, sort_distinct};

use super::terms::{Pool, SIGN};
use crate::action::{Action, Data};
use crate::program::Value;

impl Pool<'_> {
    /// The one way to write a value: what is known is a number, unions are flat and sorted.
    pub(super) fn canonical(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::Known(_) => value.clone(),
            Value::Low(id) => match self.constants.get(*id).known {
                Some(known) => Value::Known(halves(known).0),
                None => value.clone(),
            },
            Value::High(id) => match self.constants.get(*id).known {
                Some(known) => Value::Known(halves(known).1),
                // A fitted constant has no bits above its width.
                None if self.constants.get(*id).fit.bits <= 32 || self.small.contains(id) => {
                    Value::Known(0)
                }
                None => value.clone(),
            },
            Value::Or(parts) => {
                let mut canonical = Vec::with_capacity(parts.len());
                for part in parts {
                    canonical.push(self.canonical(part)?);
                }
                union(&canonical)
            }
            Value::Not(inner) => match self.canonical(inner)? {
                Value::Known(known) => Value::Known(!known),
                Value::Not(inner) => *inner,
                inner => Value::Not(Box::new(inner)),
            },
            Value::Flip(inner) => flip(&self.canonical(inner)?),
            Value::Data(base, id) => match self.constants.get(*id).known {
                Some(known) => Value::Known(base | (halves(known).0 & 0xffff)),
                None => value.clone(),
            },
            Value::Sorted(set, index) => {
                let members = self.set(*set);
                if usize::from(*index) >= members.len() {
                    return Err(format!("there is no element {index} in set {}", set.0));
                }
                let mut numbers = Vec::with_capacity(members.len());
                for member in members {
                    match member {
                        Value::Known(number) => numbers.push(*number),
                        _ => return Ok(value.clone()),
                    }
                }
                sort(&mut numbers);
                match numbers.get(usize::from(*index)) {
                    Some(number) => Value::Known(*number),
                    None => value.clone(),
                }
            }
        })
    }

    /// What `SECCOMP_RET_*` word an action is.
    pub(super) fn returned(&self, action: Action) -> Result<Value, String> {
        match action.data {
            Data::Known(data) => Ok(Value::Known(action.kind.ret() | u32::from(data))),
            Data::Constant(id) => self.canonical(&Value::Data(action.kind.ret(), id)),
        }
    }

    /// The bits that a value can have.
    pub(super) fn possible(&self, value: &Value) -> u32 {
        match value {
            Value::Known(known) => *known,
            Value::Low(id) if self.constants.get(*id).fit.bits == 16 => 0xffff,
            _ => u32::MAX,
        }
    }

    /// Whether the two values are assumed, or known, to differ.
    pub(super) fn differ(&self, a: &Value, b: &Value) -> bool {
        match (a, b) {
            (Value::Known(a), Value::Known(b)) => a != b,
            (Value::Low(a), Value::Low(b)) => {
                // Whole constants differ: so do their low words where their high words do not.
                self.distinct.contains(&(*a.min(b), *a.max(b)))
                    && self.canonical(&Value::High(*a)) == self.canonical(&Value::High(*b))
            }
            _ => false,
        }
    }
}

/// The low and the high word.
pub(super) fn halves(value: u64) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = value.to_le_bytes();
    (
        u32::from_le_bytes([a, b, c, d]),
        u32::from_le_bytes([e, f, g, h]),
    )
}

/// The number, where it is one.
pub(super) fn known(value: &Value) -> Option<u32> {
    match value {
        Value::Known(known) => Some(*known),
        _ => None,
    }
}

/// A canonical value with its sign bit flipped.
pub(super) fn flip(value: &Value) -> Value {
    match value {
        Value::Known(known) => Value::Known(known ^ SIGN),
        Value::Flip(inner) => (**inner).clone(),
        other => Value::Flip(Box::new(other.clone())),
    }
}

fn union(parts: &[Value]) -> Value {
    let mut bits = 0;
    let mut symbolic = Vec::new();
    for part in parts {
        let parts = match part {
            Value::Or(parts) => parts,
            other => std::slice::from_ref(other),
        };
        for part in parts {
            match part {
                Value::Known(known) => bits |= known,
                other => symbolic.push(other.clone()),
            }
        }
    }
    if bits == u32::MAX || symbolic.is_empty() {
        return Value::Known(bits);
    }
    sort_distinct(&mut symbolic);
    if bits != 0 {
        symbolic.push(Value::Known(bits));
    }
    match symbolic.as_slice() {
        [one] => one.clone(),
        _ => Value::Or(symbolic),
    }
}
