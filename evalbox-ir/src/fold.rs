//! The arithmetic of constant expressions.
//!
//! The macro computes only what has no words in it; const evaluation does the rest in the user's crate, by the same
//! rules. Tests and the command, which can look words up, compute everything here.

use crate::constant::{Binary, Expr, Fit, FitRange, Step};

/// Why an expression has no value here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfolded {
    /// It has a word whose value nobody gave.
    Open,
    /// An operator's result is past 128 bits, or a shift's count is no bit's place.
    Overflow,
    /// The value, or the operand of a `!`, does not fit.
    Unfit,
}

/// What `as usize` and `as isize` mean where no target says otherwise.
const POINTER_BITS: u8 = 64;

/// The fitted value of a constant: the `fit.bits` low bits. `word` gives the values of `libc`'s words and of paths
/// (`crate::X`, without spaces). `None` where it has none, or does not fit.
pub fn fold(expr: &Expr, fit: Fit, word: &dyn Fn(&str) -> Option<i128>) -> Option<u64> {
    compute(expr, fit, POINTER_BITS, word)
        .and_then(|value| fit_value(value, fit))
        .ok()
}

/// The value of an expression before it is fitted; `fit` decides only what `!` complements.
///
/// # Errors
/// [`Unfolded`], but for [`Unfolded::Unfit`] of the whole value.
pub fn compute(
    expr: &Expr,
    fit: Fit,
    pointer_bits: u8,
    word: &dyn Fn(&str) -> Option<i128>,
) -> Result<i128, Unfolded> {
    run(&expr.0, Some(fit), pointer_bits, word)
}

/// The value of literals that are not fitted to anything yet; `None` where there are words, or a `!`, which depends on the width.
///
/// # Errors
/// [`Unfolded::Overflow`]
pub fn of_literals(steps: &[Step], pointer_bits: u8) -> Result<Option<i128>, Unfolded> {
    match run(steps, None, pointer_bits, &|_| None) {
        Ok(value) => Ok(Some(value)),
        Err(Unfolded::Open) => Ok(None),
        Err(why) => Err(why),
    }
}

fn run(
    steps: &[Step],
    fit: Option<Fit>,
    pointer_bits: u8,
    word: &dyn Fn(&str) -> Option<i128>,
) -> Result<i128, Unfolded> {
    let mut stack: Vec<i128> = Vec::new();
    for step in steps {
        let value = match step {
            Step::Literal(value) => *value,
            Step::Libc(name) => word(&name.text).ok_or(Unfolded::Open)?,
            Step::Path(path) => word(&path.text()).ok_or(Unfolded::Open)?,
            Step::Not => {
                let fit = fit.ok_or(Unfolded::Open)?;
                complement(stack.pop().ok_or(Unfolded::Open)?, fit)?
            }
            Step::Negate => stack
                .pop()
                .ok_or(Unfolded::Open)?
                .checked_neg()
                .ok_or(Unfolded::Overflow)?,
            Step::Cast(ty) => cast(stack.pop().ok_or(Unfolded::Open)?, ty, pointer_bits)?,
            Step::Binary(operator) => {
                let right = stack.pop().ok_or(Unfolded::Open)?;
                let left = stack.pop().ok_or(Unfolded::Open)?;
                binary(*operator, left, right)?
            }
        };
        stack.push(value);
    }
    match (stack.pop(), stack.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => Err(Unfolded::Open),
    }
}

/// The low `fit.bits` bits of a value that `fit.range` accepts.
///
/// # Errors
/// [`Unfolded::Unfit`] for any other.
pub fn fit_value(value: i128, fit: Fit) -> Result<u64, Unfolded> {
    let below = 1i128 << fit.bits;
    let lowest = -(below >> 1);
    let accepted = match fit.range {
        FitRange::Bits => (lowest..below).contains(&value),
        FitRange::NonZeroBits => (lowest..below).contains(&value) && value != 0,
        FitRange::Within(mask) => (0..below).contains(&value) && value & !i128::from(mask) == 0,
        FitRange::Ordered if fit.signed => (lowest..below >> 1).contains(&value),
        FitRange::Ordered => (0..below).contains(&value),
        FitRange::UpTo(max) => (0..=i128::from(max)).contains(&value),
    };
    if !accepted {
        return Err(Unfolded::Unfit);
    }
    u64::try_from(value & (below - 1)).map_err(|_| Unfolded::Unfit)
}

/// `!` in the width of the argument. The operand must fit it: a bit above the width would vanish unseen.
fn complement(value: i128, fit: Fit) -> Result<i128, Unfolded> {
    let low = fit_value(
        value,
        Fit {
            range: FitRange::Bits,
            ..fit
        },
    )?;
    let below = 1i128 << fit.bits;
    let flipped = !i128::from(low) & (below - 1);
    Ok(if fit.signed && flipped >= below >> 1 {
        flipped - below
    } else {
        flipped
    })
}

/// The width and sign of a primitive integer type.
#[must_use]
pub fn integer_type(name: &str, pointer_bits: u8) -> Option<(u8, bool)> {
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
        "size" => pointer_bits,
        _ => return None,
    };
    Some((bits, signed))
}

/// `as`, which keeps the low bits, as it does everywhere in Rust.
fn cast(value: i128, ty: &str, pointer_bits: u8) -> Result<i128, Unfolded> {
    let (bits, signed) = integer_type(ty, pointer_bits).ok_or(Unfolded::Overflow)?;
    if bits == 128 {
        // A negative number as u128 is above what is computed in.
        return if signed || value >= 0 {
            Ok(value)
        } else {
            Err(Unfolded::Overflow)
        };
    }
    let below = 1i128 << bits;
    let low = value & (below - 1);
    Ok(if signed && low >= below >> 1 {
        low - below
    } else {
        low
    })
}

fn binary(operator: Binary, left: i128, right: i128) -> Result<i128, Unfolded> {
    match operator {
        Binary::Or => Some(left | right),
        Binary::And => Some(left & right),
        Binary::Xor => Some(left ^ right),
        Binary::Add => left.checked_add(right),
        Binary::Sub => left.checked_sub(right),
        Binary::Mul => left.checked_mul(right),
        Binary::Shl => shift_count(right).and_then(|count| {
            left.checked_shl(count)
                .filter(|value| value >> count == left)
        }),
        Binary::Shr => shift_count(right).and_then(|count| left.checked_shr(count)),
    }
    .ok_or(Unfolded::Overflow)
}

fn shift_count(right: i128) -> Option<u32> {
    u32::try_from(right).ok().filter(|&count| count < 128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constant::{Path, Word};
    use crate::error::SpanId;

    const INT: Fit = Fit {
        bits: 32,
        signed: true,
        range: FitRange::Bits,
    };
    const UNSIGNED: Fit = Fit {
        bits: 32,
        signed: false,
        range: FitRange::Bits,
    };

    fn literal(steps: Vec<Step>, fit: Fit) -> Option<u64> {
        fold(&Expr(steps), fit, &|_| None)
    }

    #[test]
    fn ranges_are_exact() {
        let cases: &[(Fit, i128, i128)] = &[
            (INT, -0x8000_0000, 0xffff_ffff),
            (UNSIGNED, -0x8000_0000, 0xffff_ffff),
            (
                Fit {
                    range: FitRange::Ordered,
                    ..INT
                },
                -0x8000_0000,
                0x7fff_ffff,
            ),
            (
                Fit {
                    range: FitRange::Ordered,
                    ..UNSIGNED
                },
                0,
                0xffff_ffff,
            ),
            (
                Fit {
                    range: FitRange::Ordered,
                    bits: 64,
                    signed: false,
                },
                0,
                0xffff_ffff_ffff_ffff,
            ),
            (
                Fit {
                    range: FitRange::UpTo(4095),
                    bits: 16,
                    signed: false,
                },
                0,
                4095,
            ),
        ];
        for &(fit, least, most) in cases {
            assert!(fit_value(least, fit).is_ok(), "{least} {fit:?}");
            assert!(fit_value(most, fit).is_ok(), "{most} {fit:?}");
            assert_eq!(fit_value(least - 1, fit), Err(Unfolded::Unfit), "{fit:?}");
            assert_eq!(fit_value(most + 1, fit), Err(Unfolded::Unfit), "{fit:?}");
        }
        assert_eq!(
            fit_value(
                0,
                Fit {
                    range: FitRange::NonZeroBits,
                    ..INT
                }
            ),
            Err(Unfolded::Unfit)
        );
    }

    #[test]
    fn complement_is_in_the_width() {
        assert_eq!(
            literal(vec![Step::Literal(0), Step::Not], INT),
            Some(0xffff_ffff)
        );
        assert_eq!(
            literal(vec![Step::Literal(0x8000_0000), Step::Not], INT),
            Some(0x7fff_ffff)
        );
        assert_eq!(
            literal(vec![Step::Literal(1 << 32), Step::Not], UNSIGNED),
            None
        );
    }

    #[test]
    fn overflow_is_no_value() {
        let shift = |count| {
            vec![
                Step::Literal(1),
                Step::Literal(count),
                Step::Binary(Binary::Shl),
            ]
        };
        assert_eq!(literal(shift(31), INT), Some(0x8000_0000));
        for count in [-1, 127, 128, 200, i128::MAX] {
            let computed = compute(&Expr(shift(count)), INT, 64, &|_| None);
            assert_eq!(computed, Err(Unfolded::Overflow), "1 << {count}");
        }
        let product = vec![
            Step::Literal(i128::MAX),
            Step::Literal(2),
            Step::Binary(Binary::Mul),
        ];
        assert_eq!(
            compute(&Expr(product), INT, 64, &|_| None),
            Err(Unfolded::Overflow)
        );
    }

    #[test]
    fn casts_keep_the_low_bits() {
        let as_type = |value, ty: &str| {
            compute(
                &Expr(vec![Step::Literal(value), Step::Cast(ty.to_owned())]),
                INT,
                32,
                &|_| None,
            )
        };
        assert_eq!(as_type(-1, "u32"), Ok(0xffff_ffff));
        assert_eq!(as_type(0x1_8000_0000, "i32"), Ok(-0x8000_0000));
        assert_eq!(as_type(-1, "usize"), Ok(0xffff_ffff));
        assert_eq!(as_type(-1, "u128"), Err(Unfolded::Overflow));
    }

    #[test]
    fn words_are_asked_for() {
        let word = |text: &str| Word {
            text: text.to_owned(),
            raw: false,
            span: SpanId::WHOLE,
        };
        let path = Path {
            root: None,
            words: vec![word("crate"), word("X")],
        };
        let expr = Expr(vec![
            Step::Path(path),
            Step::Libc(word("O_CREAT")),
            Step::Binary(Binary::Or),
        ]);
        let values = |name: &str| match name {
            "crate::X" => Some(1),
            "O_CREAT" => Some(0x40),
            _ => None,
        };
        assert_eq!(fold(&expr, INT, &values), Some(0x41));
        assert_eq!(fold(&expr, INT, &|_| None), None);
    }
}
