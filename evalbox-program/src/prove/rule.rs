//! The policy, read as formulas: for one number, which answer belongs to which inputs.

use crate::ordered::Map;

use super::decision::Arm;
use super::form::{Form, all, any, not};
use super::runs::drawn_together;
use super::terms::{Pool, Term, Word};
use super::values::flip;
use crate::constant::ConstId;
use crate::policy::{Arg, Cond, Is, Rule, Test};
use crate::program::Value;
use crate::target::Endian;

/// A rule as formulas: the first that holds gives the `SECCOMP_RET_*` word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decision {
    pub(super) arms: Vec<Arm>,
    pub(super) otherwise: Value,
}

/// Reads a rule.
pub(super) fn read(rule: &Rule, endian: Endian, pool: &mut Pool<'_>) -> Result<Decision, String> {
    let mut arms = Vec::new();
    for arm in &rule.arms {
        let form = condition(&arm.when, endian, pool)?;
        arms.push(Arm::new(form, pool.returned(arm.then)?));
    }
    Ok(Decision {
        arms: drawn_together(&arms, pool),
        otherwise: pool.returned(rule.otherwise)?,
    })
}

/// A condition as a formula.
pub(super) fn condition(cond: &Cond, endian: Endian, pool: &mut Pool<'_>) -> Result<Form, String> {
    let list = |conds: &[Cond], pool: &mut Pool<'_>| -> Result<Vec<Form>, String> {
        let mut forms = Vec::with_capacity(conds.len());
        for cond in conds {
            forms.push(condition(cond, endian, pool)?);
        }
        Ok(forms)
    };
    Ok(match cond {
        Cond::Always => Form::Const(true),
        Cond::Never => Form::Const(false),
        Cond::Not(inner) => not(condition(inner, endian, pool)?),
        Cond::All(conds) => all(list(conds, pool)?, pool),
        Cond::Any(conds) => any(list(conds, pool)?, pool),
        Cond::Test(test) => comparison(test, endian, pool)?,
    })
}

/// The two words of an argument; of a narrow one, `high` is zero as far as it counts.
struct Halves {
    low: Term,
    high: Term,
}

/// The two words of a constant.
struct Pair {
    low: Value,
    high: Value,
}

fn halves_of(arg: Arg, endian: Endian) -> Result<Halves, String> {
    if arg.slot > 5 {
        return Err(format!("there is no argument {}", arg.slot));
    }
    // seccomp_data: four words, then six arguments of two words each, in the target's byte order.
    let first = 4 + 2 * arg.slot;
    let (low, high) = match endian {
        Endian::Little => (Word(first), Word(first + 1)),
        Endian::Big => (Word(first + 1), Word(first)),
    };
    let (low_bits, high_bits) = match arg.bits {
        16 => (0xffff, 0),
        32 => (u32::MAX, 0),
        64 => (u32::MAX, u32::MAX),
        bits => return Err(format!("an argument of {bits} bits")),
    };
    let nothing = Term {
        word: Word::NR,
        known: 0,
        masks: Vec::new(),
    };
    Ok(Halves {
        low: Term {
            word: low,
            known: low_bits,
            masks: Vec::new(),
        },
        high: if high_bits == 0 {
            nothing
        } else {
            Term::raw(high)
        },
    })
}

fn pair(id: ConstId, pool: &Pool<'_>) -> Result<Pair, String> {
    Ok(Pair {
        low: pool.canonical(&Value::Low(id))?,
        high: pool.canonical(&Value::High(id))?,
    })
}

fn comparison(test: &Test, endian: Endian, pool: &mut Pool<'_>) -> Result<Form, String> {
    let arg = halves_of(test.arg, endian)?;
    if test.arg.signed
        && test.arg.bits == 16
        && matches!(test.is, Is::Less(_) | Is::AtMost(_) | Is::Between(..))
    {
        return Err("the proof does not know signed order of 16 bits".to_owned());
    }
    // The sign is in the high word of 64 bits.
    let sign = (
        test.arg.signed && test.arg.bits == 32,
        test.arg.signed && test.arg.bits == 64,
    );
    Ok(match &test.is {
        Is::Equal(id) => one_of(&arg, &[*id], pool)?,
        Is::OneOf(ids) => one_of(&arg, ids, pool)?,
        Is::Less(id) => not(beyond(&arg, sign, *id, true, pool)?),
        Is::AtMost(id) => not(beyond(&arg, sign, *id, false, pool)?),
        Is::Between(from, to) => {
            let from = beyond(&arg, sign, *from, true, pool)?;
            let to = not(beyond(&arg, sign, *to, false, pool)?);
            all(vec![from, to], pool)
        }
        Is::Masked(mask, id) => one_of(&masked(&arg, *mask, pool)?, &[*id], pool)?,
        Is::MaskedOneOf(mask, ids) => one_of(&masked(&arg, *mask, pool)?, ids, pool)?,
        // One bit in both words together: it is set in one of them, and the other's mask is zero.
        Is::Has(id) if pool.single.contains(id) => touches(&arg, *id, pool)?,
        Is::Has(id) => one_of(&masked(&arg, *id, pool)?, &[*id], pool)?,
        Is::Any(id) => touches(&arg, *id, pool)?,
        Is::Only(ids) => {
            let (mut low, mut high) = (Vec::new(), Vec::new());
            for &id in ids {
                low.push(Value::Low(id));
                high.push(Value::High(id));
            }
            let outside = |bits| Value::Not(Box::new(Value::Or(bits)));
            let low = pool.canonical(&outside(low))?;
            let high = pool.canonical(&outside(high))?;
            not(any_bit(&arg, &low, &high, pool))
        }
    })
}

fn masked(arg: &Halves, mask: ConstId, pool: &Pool<'_>) -> Result<Halves, String> {
    let mask = pair(mask, pool)?;
    Ok(Halves {
        low: pool.masked(&arg.low, &mask.low),
        high: pool.masked(&arg.high, &mask.high),
    })
}

fn touches(arg: &Halves, id: ConstId, pool: &mut Pool<'_>) -> Result<Form, String> {
    let mask = pair(id, pool)?;
    Ok(any_bit(arg, &mask.low, &mask.high, pool))
}

fn any_bit(arg: &Halves, low: &Value, high: &Value, pool: &mut Pool<'_>) -> Form {
    let low = pool.masked(&arg.low, low);
    let high = pool.masked(&arg.high, high);
    let low = not(pool.equal(&low, &Value::Known(0)));
    let high = not(pool.equal(&high, &Value::Known(0)));
    any(vec![low, high], pool)
}

/// Constants with one high word are one set of low words.
fn one_of(arg: &Halves, ids: &[ConstId], pool: &mut Pool<'_>) -> Result<Form, String> {
    let mut by_high: Map<Value, Vec<Value>> = Map::new();
    for &id in ids {
        let Pair { low, high } = pair(id, pool)?;
        by_high.entry(high).or_default().push(low);
    }
    let mut ways = Vec::new();
    for (high, lows) in &by_high {
        let high = pool.equal(&arg.high, high);
        let low = pool.one_of(&arg.low, lows);
        ways.push(all(vec![high, low], pool));
    }
    Ok(any(ways, pool))
}

/// `arg > than`, or `arg >= than` with `or_equal`: the high word is greater, or it is the same and the low word decides.
fn beyond(
    arg: &Halves,
    (low_sign, high_sign): (bool, bool),
    than: ConstId,
    or_equal: bool,
    pool: &mut Pool<'_>,
) -> Result<Form, String> {
    let Pair { low, high } = pair(than, pool)?;
    let low = ordered(low, low_sign);
    let low = if or_equal {
        pool.at_least(&arg.low, low_sign, &low)
    } else {
        pool.above(&arg.low, low_sign, &low)
    };
    if arg.high.known == 0 {
        return Ok(low);
    }
    let greater = pool.above(&arg.high, high_sign, &ordered(high.clone(), high_sign));
    let equal = pool.equal(&arg.high, &high);
    let equal = all(vec![equal, low], pool);
    Ok(any(vec![greater, equal], pool))
}

/// What a word is compared with by order, in its sign or without.
fn ordered(value: Value, signed: bool) -> Value {
    if signed { flip(&value) } else { value }
}
