//! Boolean formulas over atoms: what the policy says about an input, and what a jump asks.

use super::facts::Facts;
use super::terms::{Atom, AtomId, Pool, Rel, TermId, ValueId};

/// A formula with negations at the atoms only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Const(bool),
    /// The atom is true, or false.
    Literal(AtomId, bool),
    /// The term is one of the values, or none of them: what a search of a sorted set decides as a whole.
    In {
        term: TermId,
        values: Vec<ValueId>,
        holds: bool,
    },
    All(Vec<Form>),
    Any(Vec<Form>),
}

impl Form {
    /// How many atoms it is made of.
    pub(super) fn width(&self) -> usize {
        match self {
            Form::Const(_) | Form::Literal(..) => 1,
            Form::In { values, .. } => values.len(),
            Form::All(parts) | Form::Any(parts) => {
                let mut width = 0;
                for part in parts {
                    width += part.width();
                }
                width
            }
        }
    }
}

/// The negation.
pub(super) fn not(form: Form) -> Form {
    match form {
        Form::Const(value) => Form::Const(!value),
        Form::Literal(atom, value) => Form::Literal(atom, !value),
        Form::In {
            term,
            values,
            holds,
        } => Form::In {
            term,
            values,
            holds: !holds,
        },
        Form::All(parts) => Form::Any(each_not(parts)),
        Form::Any(parts) => Form::All(each_not(parts)),
    }
}

fn each_not(parts: Vec<Form>) -> Vec<Form> {
    let mut negations = Vec::with_capacity(parts.len());
    for part in parts {
        negations.push(not(part));
    }
    negations
}

/// The conjunction.
pub(super) fn all(parts: Vec<Form>, pool: &Pool<'_>) -> Form {
    join(parts, false, pool)
}

/// The disjunction.
pub(super) fn any(parts: Vec<Form>, pool: &Pool<'_>) -> Form {
    join(parts, true, pool)
}

/// `Any` where `unit` is true and `All` where it is false: `unit` decides the whole, its negation is left out.
/// Equalities of one term (in `All`, their negations) are drawn together.
fn join(parts: Vec<Form>, unit: bool, pool: &Pool<'_>) -> Form {
    let mut joined: Vec<Form> = Vec::new();
    for part in parts {
        match part {
            Form::Const(value) if value == unit => return Form::Const(unit),
            Form::Const(_) => {}
            Form::Any(inner) if unit => push_each(&mut joined, inner, unit, pool),
            Form::All(inner) if !unit => push_each(&mut joined, inner, unit, pool),
            part => push(&mut joined, part, unit, pool),
        }
    }
    match joined.len() {
        0 => Form::Const(!unit),
        1 => joined.remove(0),
        _ if unit => Form::Any(joined),
        _ => Form::All(joined),
    }
}

fn push_each(joined: &mut Vec<Form>, parts: Vec<Form>, unit: bool, pool: &Pool<'_>) {
    for part in parts {
        push(joined, part, unit, pool);
    }
}

fn push(joined: &mut Vec<Form>, part: Form, unit: bool, pool: &Pool<'_>) {
    let part = match part {
        Form::Literal(id, value) if value == unit && pool.atom(id).rel == Rel::Equal => {
            let Atom { term, value, .. } = pool.atom(id);
            Form::In {
                term,
                values: vec![value],
                holds: unit,
            }
        }
        part => part,
    };
    if let Form::In {
        term,
        values,
        holds,
    } = &part
        && *holds == unit
    {
        for other in joined.iter_mut() {
            if let Form::In {
                term: same,
                values: others,
                holds,
            } = other
                && same == term
                && *holds == unit
            {
                others.extend_from_slice(values);
                return;
            }
        }
    }
    joined.push(part);
}

/// Whether the formula holds under the facts; where that is open, an atom that it hangs on.
pub(super) fn evaluate(form: &Form, facts: &Facts, pool: &mut Pool<'_>) -> Result<bool, AtomId> {
    match form {
        Form::Const(value) => Ok(*value),
        Form::Literal(atom, value) => facts
            .decide(*atom, pool)
            .map(|truth| truth == *value)
            .ok_or(*atom),
        Form::In {
            term,
            values,
            holds,
        } => is_in(*term, values, facts, pool).map(|truth| truth == *holds),
        Form::All(parts) => join_truth(parts, false, facts, pool),
        Form::Any(parts) => join_truth(parts, true, facts, pool),
    }
}

fn join_truth(
    parts: &[Form],
    unit: bool,
    facts: &Facts,
    pool: &mut Pool<'_>,
) -> Result<bool, AtomId> {
    let mut open = None;
    for part in parts {
        match evaluate(part, facts, pool) {
            Ok(value) if value == unit => return Ok(unit),
            Ok(_) => {}
            Err(atom) => open = open.or(Some(atom)),
        }
    }
    match open {
        Some(atom) => Err(atom),
        None => Ok(!unit),
    }
}

fn is_in(
    term: TermId,
    values: &[ValueId],
    facts: &Facts,
    pool: &mut Pool<'_>,
) -> Result<bool, AtomId> {
    if let Some(equal) = facts.equal(term)
        && values.contains(&equal)
    {
        return Ok(true);
    }
    if let Some(value) = facts.set_membership(term, values, pool) {
        return Ok(value);
    }
    let mut open = None;
    for &value in values {
        let atom = pool.atom_id(Atom {
            term,
            rel: Rel::Equal,
            value,
        });
        match facts.decide(atom, pool) {
            Some(true) => return Ok(true),
            Some(false) => {}
            None => open = open.or(Some(atom)),
        }
    }
    match open {
        Some(atom) => Err(atom),
        None => Ok(false),
    }
}
