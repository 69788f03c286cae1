//! What expressions of literals are worth. Anything else is rustc's to compute, for the target.

use crate::constant::{Binary, Step};
use crate::target::Target;

/// The width and sign of a primitive integer type.
pub(super) fn integer_type(name: &str, target: Target) -> Option<(u32, bool)> {
    let (sign, width) = name.split_at_checked(1)?;
    let signed = match sign {
        "i" => true,
        "u" => false,
        _ => return None,
    };
    let bits = match width {
        "8" => 8,
        "16" => 16,
        "32" => 32,
        "64" => 64,
        "128" => 128,
        "size" => u32::from(target.abi.long_bits()),
        _ => return None,
    };
    Some((bits, signed))
}

/// The value of an expression of literals; `None` where rustc must compute it.
pub(super) fn value(steps: &[Step], target: Target) -> Result<Option<i128>, &'static str> {
    const OVERFLOW: &str = "the constant overflows";
    let mut stack: Vec<i128> = Vec::new();
    for step in steps {
        let next = match step {
            Step::Literal(value) => Some(*value),
            Step::Libc(_) | Step::Path(_) | Step::Not => return Ok(None),
            Step::Negate => match stack.pop() {
                Some(value) => Some(value.checked_neg().ok_or(OVERFLOW)?),
                None => None,
            },
            Step::Cast(ty) => match (stack.pop(), integer_type(ty, target)) {
                (Some(value), Some(ty)) => Some(cast(value, ty).ok_or(OVERFLOW)?),
                _ => None,
            },
            Step::Binary(operator) => match (stack.pop(), stack.pop()) {
                (Some(right), Some(left)) => Some(compute(*operator, left, right).ok_or(OVERFLOW)?),
                _ => None,
            },
        };
        let Some(next) = next else { return Ok(None) };
        stack.push(next);
    }
    Ok(stack.pop())
}

fn compute(operator: Binary, left: i128, right: i128) -> Option<i128> {
    let places = u32::try_from(right).ok();
    match operator {
        Binary::Or => Some(left | right),
        Binary::And => Some(left & right),
        Binary::Xor => Some(left ^ right),
        Binary::Add => left.checked_add(right),
        Binary::Sub => left.checked_sub(right),
        Binary::Mul => left.checked_mul(right),
        // `checked_shl` lets bits fall out at the top; a product does not.
        Binary::Shl => match places? {
            places @ 0..127 => left.checked_mul(1 << places),
            _ => None,
        },
        Binary::Shr => left.checked_shr(places?),
    }
}

/// `value as TYPE`, which keeps the low bits.
fn cast(value: i128, (bits, signed): (u32, bool)) -> Option<i128> {
    if bits == 128 {
        // An `u128` above the range of `i128` is no argument's value.
        return (signed || value >= 0).then_some(value);
    }
    let low = value & ((1i128 << bits) - 1);
    Some(if signed && low >> (bits - 1) == 1 {
        low - (1i128 << bits)
    } else {
        low
    })
}
