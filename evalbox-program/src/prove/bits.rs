//! Words of which only some bits are decided: what an operand is as far as it is, and what its parts must be for it to
//! have given bits.

use crate::ordered::Map;

use super::terms::{SIGN, Term, Word};
use crate::constant::ConstId;
use crate::program::{SetId, Value};

/// An unknown of 32 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknown {
    Word(Word),
    Low(ConstId),
    High(ConstId),
    Element(SetId, u16),
}

/// Bits that are decided.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) ones: u32,
    pub(super) zeros: u32,
}

impl Partial {
    pub(super) fn number(number: u32) -> Partial {
        Partial {
            ones: number,
            zeros: !number,
        }
    }

    pub(super) fn open(self) -> u32 {
        !(self.ones | self.zeros)
    }

    /// The bits that it must have to be no less than this: those without which even the greatest number is less.
    pub(super) fn at_least(self, least: u32) -> Partial {
        let greatest = !self.zeros;
        let mut ones = 0;
        for at in 0..u32::BITS {
            let bit = 1 << at;
            if self.open() & bit != 0 && greatest & !bit < least {
                ones |= bit;
            }
        }
        Partial { ones, zeros: 0 }
    }

    /// The bits that it must not have to be no more than this: those with which even the least number is more.
    pub(super) fn at_most(self, most: u32) -> Partial {
        let ones = self.flipped(u32::MAX).at_least(!most);
        ones.flipped(u32::MAX)
    }

    pub(super) fn flipped(self, by: u32) -> Partial {
        Partial {
            ones: (self.ones & !by) | (self.zeros & by),
            zeros: (self.zeros & !by) | (self.ones & by),
        }
    }
}

/// The decided bits of every unknown; what is left open may be anything.
pub(super) type Model = Map<Unknown, Partial>;

/// An operand: a conjunction of parts, with bits flipped.
pub(super) struct Operand {
    pub(super) parts: Vec<Part>,
    pub(super) flip: u32,
}

impl Operand {
    /// A part alone.
    pub(super) fn of(part: Part) -> Operand {
        Operand {
            parts: vec![part],
            flip: 0,
        }
    }
}

pub(super) enum Part {
    Number(u32),
    Unknown(Unknown),
    Or(Vec<Part>),
    Not(Box<Part>),
}

pub(super) fn operand_of_term(term: &Term, flip: u32) -> Operand {
    let mut parts = vec![
        Part::Number(term.known),
        Part::Unknown(Unknown::Word(term.word)),
    ];
    for mask in &term.masks {
        parts.push(part(mask));
    }
    Operand { parts, flip }
}

pub(super) fn part(value: &Value) -> Part {
    match value {
        Value::Known(number) => Part::Number(*number),
        Value::Low(id) => Part::Unknown(Unknown::Low(*id)),
        Value::High(id) => Part::Unknown(Unknown::High(*id)),
        Value::Or(values) => {
            let mut parts = Vec::with_capacity(values.len());
            for value in values {
                parts.push(part(value));
            }
            Part::Or(parts)
        }
        Value::Not(inner) => Part::Not(Box::new(part(inner))),
        // `x ^ SIGN` is `(x | SIGN) & !(x & SIGN)`: the complement of a union.
        Value::Flip(inner) => {
            let or = |a, b| Part::Or(vec![a, b]);
            let not = |part| Part::Not(Box::new(part));
            let (set, clear) = (Part::Number(!SIGN), Part::Number(SIGN));
            or(not(or(set, part(inner))), not(or(clear, not(part(inner)))))
        }
        Value::Sorted(set, index) => Part::Unknown(Unknown::Element(*set, *index)),
        // Answers are not compared with words; nothing is claimed of one that were.
        Value::Data(_, id) => Part::Unknown(Unknown::High(*id)),
    }
}

pub(super) fn decide(model: &mut Model, unknown: Unknown, ones: u32, zeros: u32) -> bool {
    let bits = model.entry(unknown).or_default();
    let old = *bits;
    bits.ones |= ones & !bits.zeros;
    bits.zeros |= zeros & !bits.ones;
    *bits != old
}

pub(super) fn word(model: &Model, unknown: Unknown) -> Partial {
    model.get(&unknown).copied().unwrap_or_default()
}

pub(super) fn evaluate(part: &Part, model: &Model) -> Partial {
    match part {
        Part::Number(number) => Partial::number(*number),
        Part::Unknown(unknown) => word(model, *unknown),
        Part::Or(parts) => {
            let mut union = Partial::number(0);
            for part in parts {
                let part = evaluate(part, model);
                union.ones |= part.ones;
                union.zeros &= part.zeros;
            }
            union
        }
        Part::Not(inner) => evaluate(inner, model).flipped(u32::MAX),
    }
}

pub(super) fn operand(operand: &Operand, model: &Model) -> Partial {
    let mut all = Partial::number(u32::MAX);
    for part in &operand.parts {
        let part = evaluate(part, model);
        all.ones &= part.ones;
        all.zeros |= part.zeros;
    }
    all.flipped(operand.flip)
}

/// Gives an operand the bits that it must have; bits that hang on more than one open part wait.
pub(super) fn require(operand: &Operand, bits: Partial, model: &mut Model) -> bool {
    let bits = bits.flipped(operand.flip);
    require_all(&operand.parts, bits, false, model)
}

/// All parts have the ones; a zero must come from the one part that can still have it. With `negated`, of a union.
pub(super) fn require_all(parts: &[Part], bits: Partial, negated: bool, model: &mut Model) -> bool {
    let invert = if negated { u32::MAX } else { 0 };
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        values.push(evaluate(part, model).flipped(invert));
    }
    let mut changed = false;
    for (at, part) in parts.iter().enumerate() {
        let mut others = u32::MAX;
        for (other, value) in values.iter().enumerate() {
            if other != at {
                others &= value.ones;
            }
        }
        let wanted = Partial {
            ones: bits.ones,
            zeros: bits.zeros & others,
        };
        changed |= require_part(part, wanted.flipped(invert), model);
    }
    changed
}

pub(super) fn require_part(part: &Part, bits: Partial, model: &mut Model) -> bool {
    match part {
        Part::Number(_) => false,
        Part::Unknown(unknown) => decide(model, *unknown, bits.ones, bits.zeros),
        Part::Not(inner) => require_part(inner, bits.flipped(u32::MAX), model),
        Part::Or(parts) => require_all(parts, bits.flipped(u32::MAX), true, model),
    }
}
