//! Draws policies from bytes, so that proptest shrinks them.

use arbitrary::{Result, Unstructured};

use crate::facts::{CALLS, Call, How, LISTED};
use crate::model::{ALLOW, Act, Compare, Cond, DENY, KILL, OTHERS, Own, Policy, Says, Value};

type From<'a, 'b> = &'a mut Unstructured<'b>;

pub(crate) fn policy(from: From<'_, '_>) -> Result<Policy> {
    let mut policy = Policy::default();
    for setting in [
        &mut policy.default,
        &mut policy.foreign,
        &mut policy.unknown,
    ] {
        if from.ratio(1, 2)? {
            // `default deny` says nothing, and is an error.
            *setting = Some(act(from)?).filter(|act| *act != DENY);
        }
    }
    for _ in 0..from.int_in_range(0..=3)? {
        let mut names = Vec::new();
        for &(name, _) in LISTED {
            let taken = policy
                .lists
                .iter()
                .any(|(_, names): &(_, Vec<_>)| names.contains(&name));
            if !taken && from.ratio(1, 3)? {
                names.push(name);
            }
        }
        let act = act(from)?;
        if !names.is_empty() {
            policy.lists.push((Some(act), names));
        }
    }
    for (index, call) in CALLS.iter().enumerate() {
        if from.is_empty() {
            break;
        }
        if from.ratio(1, 3)? {
            policy.own.push((index, own(from, call)?));
        }
        // A list under the call's own statements changes nothing; without them it decides.
        if from.ratio(1, 6)? {
            policy.lists.push((Some(act(from)?), vec![call.name]));
        }
    }
    if policy.lists.is_empty() && policy.own.is_empty() {
        policy.lists.push((Some(ALLOW), vec!["exit_group"]));
    }
    Ok(policy)
}

fn act(from: From<'_, '_>) -> Result<Act> {
    Ok(match from.int_in_range(0..=5)? {
        0 | 1 => ALLOW,
        2 => DENY,
        3 => KILL,
        _ => *from.choose(OTHERS)?,
    })
}

fn refusal(from: From<'_, '_>) -> Result<Act> {
    let act = act(from)?;
    Ok(if act == ALLOW { DENY } else { act })
}

fn own(from: From<'_, '_>, call: &Call) -> Result<Own> {
    if from.ratio(1, 4)? {
        let arms = (0..from.int_in_range(0..=4)?)
            .map(|_| Ok((cond(from, call, 2)?, act(from)?)))
            .collect::<Result<Vec<_>>>()?;
        let rest = if arms.is_empty() || from.arbitrary()? {
            Some(act(from)?)
        } else {
            None
        };
        return Ok(Own::Block(arms, rest));
    }
    let allow: bool = from.arbitrary()?;
    let count = from.int_in_range(1..=3)?;
    let statements = (0..count)
        .map(|_| {
            let act = if allow { ALLOW } else { refusal(from)? };
            Ok((act, says(from, call)?))
        })
        .collect::<Result<_>>()?;
    Ok(Own::Statements(statements))
}

fn says(from: From<'_, '_>, call: &Call) -> Result<Says> {
    if call.families.is_empty() || from.ratio(1, 3)? {
        return Ok(Says::If(cond(from, call, 3)?));
    }
    let mut list = Vec::new();
    for (index, family) in call.families.iter().enumerate() {
        for (place, (name, _)) in family.constants.iter().enumerate() {
            if from.ratio(1, 3)? {
                list.push((index, place, (*name).to_owned()));
            }
        }
    }
    if list.is_empty() {
        let family = from.choose_index(call.families.len())?;
        list.push((family, 0, call.families[family].constants[0].0.to_owned()));
    }
    Ok(Says::Constants(list))
}

fn cond(from: From<'_, '_>, call: &Call, depth: u32) -> Result<Cond> {
    if depth > 0 && !from.is_empty() {
        let parts = |from: From<'_, '_>| {
            (0..from.int_in_range(2..=3)?)
                .map(|_| cond(from, call, depth - 1))
                .collect::<Result<Vec<_>>>()
        };
        match from.int_in_range(0..=7)? {
            0 | 1 => return Ok(Cond::All(parts(from)?)),
            2 | 3 => return Ok(Cond::Any(parts(from)?)),
            4 => return Ok(Cond::Not(Box::new(cond(from, call, depth - 1)?))),
            _ => {}
        }
    }
    let index = from.choose_index(call.args.len())?;
    let arg = &call.args[index];
    if arg.pointer {
        let sign = *from.choose(&["==", "!="])?;
        let zero = Value("0".to_owned(), 0);
        return Ok(Cond::Test(index, Compare::Order(sign, zero)));
    }
    let compare = match from.int_in_range(0..=8)? {
        0 | 1 => Compare::Order(from.choose(&["==", "!="])?, bits(from, call, index)?),
        2 | 3 => Compare::Order(
            from.choose(&["<", "<=", ">", ">="])?,
            ordered(from, call, index)?,
        ),
        4 => {
            let mut values: Vec<Value> = Vec::new();
            for _ in 0..from.int_in_range(1..=5)? {
                let value = bits(from, call, index)?;
                if values.iter().all(|other| other.0 != value.0) {
                    values.push(value);
                }
            }
            Compare::In(values)
        }
        5 => {
            let (a, b) = (ordered(from, call, index)?, ordered(from, call, index)?);
            let (low, high) = if a.1 <= b.1 { (a, b) } else { (b, a) };
            Compare::Range(low, high)
        }
        6 => Compare::Mask(
            bits(from, call, index)?,
            from.choose(&["==", "!="])?,
            bits(from, call, index)?,
        ),
        7 => {
            let flags = bits(from, call, index)?;
            if from.arbitrary()? {
                Compare::Has(flags)
            } else {
                Compare::Any(flags)
            }
        }
        _ => Compare::Only(bits(from, call, index)?),
    };
    Ok(Cond::Test(index, compare))
}

/// A value of the argument's own type, as `<` takes it.
fn ordered(from: From<'_, '_>, call: &Call, index: usize) -> Result<Value> {
    let arg = &call.args[index];
    let end = 1i128 << arg.bits;
    let (least, most) = if arg.signed {
        (-end / 2, end / 2 - 1)
    } else {
        (0, end - 1)
    };
    let value = match from.int_in_range(0..=5)? {
        0 => least,
        1 => most,
        2 => i128::from(from.int_in_range(-3..=3)?),
        3 => (1i128 << from.int_in_range(0..=63u32)?) + i128::from(from.int_in_range(-1..=1)?),
        4 => -(1i128 << from.int_in_range(0..=63u32)?),
        _ => i128::from(from.arbitrary::<i64>()?),
    };
    // Of a signed argument every pattern is some value, of an unsigned one the negative ones are none.
    literal(from, value.clamp(least, most))
}

/// A value as `==` and masks take it: what fits as a signed or as an unsigned number.
fn bits(from: From<'_, '_>, call: &Call, index: usize) -> Result<Value> {
    let arg = &call.args[index];
    let end = 1i128 << arg.bits;
    let named: Vec<_> = call
        .families
        .iter()
        .filter(|family| family.arg == index)
        .flat_map(|family| {
            family
                .constants
                .iter()
                .map(|constant| (family.how, constant))
        })
        .collect();
    if !named.is_empty() && from.ratio(1, 2)? {
        let (how, (name, value)) = *from.choose(&named)?;
        if how == How::Flag && from.arbitrary()? {
            let (_, (other, more)) = *from.choose(&named)?;
            let text = format!("{name} | {other}");
            // `ARG == A | B` needs no parentheses on the right.
            return Ok(Value(format!("({text})"), i128::from(value | more)));
        }
        return Ok(Value((*name).to_owned(), i128::from(*value)));
    }
    let value = match from.int_in_range(0..=5)? {
        0 => i128::from(from.int_in_range(0..=9)?),
        1 => -i128::from(from.int_in_range(1..=9)?),
        2 => 1 << from.int_in_range(0..=arg.bits - 1)?,
        3 => end - 1,
        4 => -end / 2,
        _ => i128::from(from.arbitrary::<u64>()?) & (end - 1),
    };
    if from.ratio(1, 6)? {
        // `!V` complements in the width: all ones without V.
        let inner = literal(from, value)?;
        return Ok(Value(format!("!({})", inner.0), !value & (end - 1)));
    }
    literal(from, value)
}

fn literal(from: From<'_, '_>, value: i128) -> Result<Value> {
    let text = match from.int_in_range(0..=2)? {
        0 if value >= 0 => format!("{value:#x}"),
        1 if value > 0 && value.count_ones() == 1 => format!("(1 << {})", value.trailing_zeros()),
        _ => value.to_string(),
    };
    Ok(Value(text, value))
}
