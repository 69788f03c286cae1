//! The last word on whether a path is possible: a search for an input, and values of the symbolic constants, that make
//! every fact of the path true.
//!
//! Words and constants are variables of 32 bits, each bit open, one or zero. Every fact is evaluated on what is decided;
//! an equality that must hold passes bits from one side to the other; where all is open still, the highest open bit of a
//! fact is tried both ways. The search is complete: `Never` means that no input exists. It is bounded, and running
//! out counts as possible.

use crate::ordered::Set;

use super::bits::{
    Model, Operand, Part, Partial, Unknown, decide, operand, operand_of_term, part, require,
};
use super::fact::{Fact, highest_open, independent, open_bits, truth};
use super::facts::Facts;
use super::terms::{Pool, Rel, SIGN};
use crate::constant::ConstId;
use crate::program::Value;

/// What the search found.
pub(super) enum Found {
    /// Such an input.
    Witness(Model),
    /// That there is none.
    Never,
    /// Neither, in the steps that it had.
    Exhausted,
}

/// Searches for an input of the path, in at most `steps` evaluations of a fact.
pub(super) fn search(facts: &Facts, pool: &Pool<'_>, steps: &mut u64) -> Found {
    let mut list: Vec<Fact> = Vec::new();
    for &(id, holds) in facts.atoms() {
        let atom = pool.atom(id);
        let flip = if atom.rel == Rel::FlippedAtLeast {
            SIGN
        } else {
            0
        };
        let left = operand_of_term(pool.term(atom.term), flip);
        let right = Operand::of(part(pool.value(atom.value)));
        let rel = if atom.rel == Rel::Equal {
            Rel::Equal
        } else {
            Rel::AtLeast
        };
        list.push(Fact::Compare {
            left,
            rel,
            right,
            holds,
        });
    }
    let mut model = Model::new();
    for fact in &list {
        if let Fact::Compare { left, right, .. } = fact {
            unknowns_of(&left.parts, pool, &mut model);
            unknowns_of(&right.parts, pool, &mut model);
        }
    }
    add_assumptions(&mut list, &mut model, pool);
    let mut exhausted = false;
    let groups = independent(list);
    // A share for each: the one that cannot be may come behind one that is not decided.
    let share = *steps / u64::try_from(groups.len().max(1)).unwrap_or(u64::MAX);
    for group in &groups {
        let mut left = share;
        let found = search_group(group, &model, &mut left);
        *steps -= share - left;
        match found {
            Found::Witness(found) => model = found,
            Found::Never => return Found::Never,
            Found::Exhausted => exhausted = true,
        }
    }
    if exhausted {
        Found::Exhausted
    } else {
        Found::Witness(model)
    }
}

/// Decides the bits that some facts hang on.
fn search_group(list: &[Fact], model: &Model, steps: &mut u64) -> Found {
    let mut open = vec![model.clone()];
    while let Some(mut model) = open.pop() {
        match settle(list, &mut model, steps) {
            None => return Found::Exhausted,
            Some(Settled::Contradiction) => {}
            Some(Settled::Satisfied) => return Found::Witness(model),
            Some(Settled::Open(unknown, bit)) => {
                let mut zero = model.clone();
                decide(&mut zero, unknown, 0, bit);
                decide(&mut model, unknown, bit, 0);
                open.push(model);
                open.push(zero);
            }
        }
    }
    Found::Never
}

/// What is assumed about the constants that the facts speak of, elements of a set in ascending order included.
fn add_assumptions(list: &mut Vec<Fact>, model: &mut Model, pool: &Pool<'_>) {
    let mut mentioned = Set::new();
    for unknown in model.keys() {
        if let Unknown::Low(id) | Unknown::High(id) = *unknown {
            mentioned.insert(id);
        }
    }
    for &id in &pool.single {
        if mentioned.contains(&id) {
            add_constant(id, model, pool);
            list.push(Fact::Single(id));
        }
    }
    for &(a, b) in &pool.distinct {
        if mentioned.contains(&a) || mentioned.contains(&b) {
            add_constant(a, model, pool);
            add_constant(b, model, pool);
            list.push(Fact::Distinct(a, b));
        }
    }
    // Elements of a set are next to each other.
    let mut last = None;
    for &unknown in model.keys() {
        if let (Some(low @ Unknown::Element(set, _)), Unknown::Element(same, _)) = (last, unknown)
            && set == same
        {
            list.push(Fact::Compare {
                left: Operand::of(Part::Unknown(unknown)),
                rel: Rel::AtLeast,
                right: Operand::of(Part::Unknown(low)),
                holds: true,
            });
        }
        last = Some(unknown);
    }
}

/// Both words of a constant, as far as they are known.
fn add_constant(id: ConstId, model: &mut Model, pool: &Pool<'_>) {
    add_word(Unknown::Low(id), &Value::Low(id), model, pool);
    add_word(Unknown::High(id), &Value::High(id), model, pool);
}

fn add_word(unknown: Unknown, value: &Value, model: &mut Model, pool: &Pool<'_>) {
    match pool.canonical(value) {
        Ok(Value::Known(number)) => drop(model.insert(unknown, Partial::number(number))),
        _ => unknowns(&Part::Unknown(unknown), pool, model),
    }
}

fn unknowns(part: &Part, pool: &Pool<'_>, model: &mut Model) {
    match part {
        Part::Number(_) => {}
        Part::Unknown(unknown) => {
            let mut bits = Partial::default();
            // A fitted constant has no bits above its width.
            if let Unknown::Low(id) = unknown
                && pool.constants.get(*id).fit.bits == 16
            {
                bits.zeros = 0xffff_0000;
            }
            model.entry(*unknown).or_insert(bits);
        }
        Part::Or(parts) => unknowns_of(parts, pool, model),
        Part::Not(inner) => unknowns(inner, pool, model),
    }
}

fn unknowns_of(parts: &[Part], pool: &Pool<'_>, model: &mut Model) {
    for part in parts {
        unknowns(part, pool, model);
    }
}

enum Settled {
    Contradiction,
    Satisfied,
    Open(Unknown, u32),
}

/// Evaluates and passes bits on until nothing changes; `None` where the steps run out.
fn settle(list: &[Fact], model: &mut Model, steps: &mut u64) -> Option<Settled> {
    loop {
        let mut changed = false;
        let mut open: Option<(u32, &Fact)> = None;
        for fact in list {
            *steps = steps.checked_sub(1)?;
            match truth(fact, model) {
                Some(true) => continue,
                Some(false) => return Some(Settled::Contradiction),
                None => {}
            }
            if let Fact::Compare {
                left,
                rel,
                right,
                holds,
            } = fact
            {
                let (a, b) = (operand(left, model), operand(right, model));
                let (a, b) = match (rel, holds) {
                    (Rel::Equal, true) => (b, a),
                    (Rel::Equal, false) => (Partial::default(), Partial::default()),
                    (_, true) => (a.at_least(b.ones), b.at_most(!a.zeros)),
                    // What has no such number has no number at all: `truth` has seen to that.
                    (_, false) => (
                        a.at_most((!b.zeros).saturating_sub(1)),
                        b.at_least(a.ones.saturating_add(1)),
                    ),
                };
                changed |= require(left, a, model) | require(right, b, model);
            }
            // The fact that says most of the fewest bits is tried first: a word that lies between known numbers before one
            // that differs from a constant of any value.
            let bits = open_bits(fact, model);
            if open.is_none_or(|(least, _)| bits < least) {
                open = Some((bits, fact));
            }
        }
        if !changed {
            let open = open.and_then(|(_, fact)| highest_open(fact, model));
            return Some(match open {
                Some((unknown, bit)) => Settled::Open(unknown, bit),
                None => Settled::Satisfied,
            });
        }
    }
}
