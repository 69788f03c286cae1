//! Numbers next to each other, read as the range that they are: what asks for a thousand of them, in one condition or in a
//! thousand that have one answer, hangs on two atoms and not on a thousand.
//!
//! But for members of sorted sets: a search decides them as a whole, those that rustc alone knows and the others.

use super::decision::Arm;
use super::form::{Form, all, any, not};
use super::terms::{Atom, Pool, Rel, TermId, ValueId};
use super::values::known;
use crate::ordered::sort_distinct;
use crate::program::Value;

/// From so many numbers on it is a range: programs compare fewer one by one.
const RUN: usize = 4;

/// Values that a term is asked for, and what is answered where it is one of them.
struct Asked {
    term: TermId,
    values: Vec<ValueId>,
    then: Value,
}

/// The same arms. Those that ask, one after the other, a term for known numbers and have one answer are one.
pub(super) fn drawn_together(arms: &[Arm], pool: &mut Pool<'_>) -> Vec<Arm> {
    let mut drawn = Vec::new();
    let mut last: Option<Asked> = None;
    for arm in arms {
        let asked = asked(arm, pool);
        if let (Some(last), Some(asked)) = (&mut last, &asked)
            && last.term == asked.term
            && last.then == asked.then
        {
            last.values.extend_from_slice(&asked.values);
            continue;
        }
        if let Some(last) = &last {
            drawn.push(one_arm(last, pool));
        }
        if asked.is_none() {
            drawn.push(Arm::new(ranges(arm.form(), pool), arm.then().clone()));
        }
        last = asked;
    }
    if let Some(last) = &last {
        drawn.push(one_arm(last, pool));
    }
    drawn
}

/// What an arm asks for, where it does not ask for anything but numbers.
fn asked(arm: &Arm, pool: &Pool<'_>) -> Option<Asked> {
    let (term, values) = match arm.form() {
        Form::Literal(id, true) => {
            let Atom { term, rel, value } = pool.atom(*id);
            if rel != Rel::Equal {
                return None;
            }
            (term, vec![value])
        }
        Form::In {
            term,
            values,
            holds: true,
        } => (*term, values.clone()),
        _ => return None,
    };
    let numbers = values.iter().all(|&id| known(pool.value(id)).is_some());
    let then = arm.then().clone();
    numbers.then_some(Asked { term, values, then })
}

fn one_arm(asked: &Asked, pool: &mut Pool<'_>) -> Arm {
    let form = is_one_of(asked.term, &asked.values, pool);
    Arm::new(form, asked.then.clone())
}

/// The same formula with ranges in it.
fn ranges(form: &Form, pool: &mut Pool<'_>) -> Form {
    match form {
        Form::In {
            term,
            values,
            holds,
        } => {
            let form = is_one_of(*term, values, pool);
            if *holds { form } else { not(form) }
        }
        Form::All(parts) | Form::Any(parts) => {
            let mut with_ranges = Vec::with_capacity(parts.len());
            for part in parts {
                with_ranges.push(ranges(part, pool));
            }
            match form {
                Form::All(_) => all(with_ranges, pool),
                _ => any(with_ranges, pool),
            }
        }
        Form::Const(_) | Form::Literal(..) => form.clone(),
    }
}

/// The runs as ranges and what else there is as a set.
fn is_one_of(id: TermId, values: &[ValueId], pool: &mut Pool<'_>) -> Form {
    let (mut numbers, mut others) = (Vec::new(), Vec::new());
    for &id in values {
        let value = pool.value(id);
        match known(value) {
            Some(number) if !pool.is_in_a_set(value) => numbers.push(number),
            _ => others.push(value.clone()),
        }
    }
    sort_distinct(&mut numbers);
    let term = pool.term(id).clone();
    let mut ways = Vec::new();
    for run in numbers.chunk_by(|number, next| number + 1 == *next) {
        if let [from, .., to] = *run
            && run.len() >= RUN
        {
            let least = pool.at_least(&term, false, &Value::Known(from));
            let beyond = pool.above(&term, false, &Value::Known(to));
            ways.push(all(vec![least, not(beyond)], pool));
        } else {
            for &number in run {
                others.push(Value::Known(number));
            }
        }
    }
    ways.push(pool.one_of(&term, &others));
    any(ways, pool)
}
