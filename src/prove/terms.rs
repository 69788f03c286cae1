//! The vocabulary of the proof: 32-bit values, masked words, and comparisons between them, each written one way only,
//! so that a comparison of the program and one of the policy that mean the same thing are the same [`Atom`].

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Form, all, any, not};
use crate::action::{Action, Data};
use crate::constant::{ConstId, Constants};
use crate::program::{Assumption, Program, SetId, Value};

/// The sign bit of a word: XOR with it turns signed order into unsigned order.
pub(super) const SIGN: u32 = 0x8000_0000;

/// A 32-bit word of `struct seccomp_data`, counted from its start: `nr`, `arch`, two of `instruction_pointer`, twelve of `args`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word(pub(super) u8);

impl Word {
    pub(super) const NR: Word = Word(0);
    pub(super) const ARCH: Word = Word(1);
    pub(super) const COUNT: usize = 16;

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Index of a canonical value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ValueId(usize);

/// Index of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TermId(pub(super) usize);

/// Index of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AtomId(pub(super) usize);

/// `word & known & masks[0] & masks[1] ..`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) word: Word,
    pub(super) known: u32,
    /// Symbolic, sorted, none twice.
    pub(super) masks: Vec<Value>,
}

impl Term {
    /// The word itself.
    pub(super) fn raw(word: Word) -> Term {
        Term {
            word,
            known: u32::MAX,
            masks: Vec::new(),
        }
    }
}

/// How a term compares with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rel {
    /// `term == value`
    Equal,
    /// `term >= value`, unsigned
    AtLeast,
    /// `term ^ SIGN >= value`, unsigned
    FlippedAtLeast,
}

/// A comparison that is true or false of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Atom {
    pub(super) term: TermId,
    pub(super) rel: Rel,
    pub(super) value: ValueId,
}

/// Every value, term and atom that came up, and what is assumed about constants.
pub(super) struct Pool<'a> {
    pub(super) constants: &'a Constants,
    /// The canonical members of [`Program::sets`].
    sets: Vec<Vec<Value>>,
    pub(super) single: BTreeSet<ConstId>,
    small: BTreeSet<ConstId>,
    pub(super) distinct: BTreeSet<(ConstId, ConstId)>,
    values: Interner<Value>,
    terms: Interner<Term>,
    atoms: Interner<Atom>,
}

impl<'a> Pool<'a> {
    pub(super) fn new(constants: &'a Constants, program: &Program) -> Result<Pool<'a>, String> {
        let mut pool = Pool {
            constants,
            sets: Vec::new(),
            single: BTreeSet::new(),
            small: BTreeSet::new(),
            distinct: BTreeSet::new(),
            values: Interner::new(),
            terms: Interner::new(),
            atoms: Interner::new(),
        };
        for assumption in &program.assumptions {
            match *assumption {
                Assumption::Distinct(a, b) => {
                    pool.distinct.insert((a.min(b), a.max(b)));
                }
                Assumption::SingleBit(id) => {
                    pool.single.insert(id);
                }
                Assumption::Small(id) => {
                    pool.small.insert(id);
                }
            }
        }
        for set in &program.sets {
            let members = set
                .iter()
                .map(|value| pool.canonical(value))
                .collect::<Result<Vec<_>, _>>()?;
            if members
                .iter()
                .any(|member| matches!(member, Value::Sorted(..)))
            {
                return Err("a sorted set holds an element of a sorted set".to_owned());
            }
            pool.sets.push(members);
        }
        Ok(pool)
    }

    pub(super) fn value(&self, id: ValueId) -> &Value {
        self.values.get(id.0)
    }

    pub(super) fn term(&self, id: TermId) -> &Term {
        self.terms.get(id.0)
    }

    pub(super) fn atom(&self, id: AtomId) -> Atom {
        *self.atoms.get(id.0)
    }

    pub(super) fn value_id(&mut self, value: &Value) -> ValueId {
        ValueId(self.values.id(value))
    }

    pub(super) fn term_id(&mut self, term: &Term) -> TermId {
        TermId(self.terms.id(term))
    }

    pub(super) fn atom_id(&mut self, atom: Atom) -> AtomId {
        AtomId(self.atoms.id(&atom))
    }

    /// The atom, if it came up.
    pub(super) fn find(&self, atom: Atom) -> Option<AtomId> {
        self.atoms.find(&atom).map(AtomId)
    }

    /// The value, if it came up.
    pub(super) fn find_value(&self, value: &Value) -> Option<ValueId> {
        self.values.find(value).map(ValueId)
    }

    pub(super) fn set(&self, id: SetId) -> &[Value] {
        self.sets.get(usize::from(id.0)).map_or(&[], Vec::as_slice)
    }

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
                let parts = parts
                    .iter()
                    .map(|part| self.canonical(part))
                    .collect::<Result<Vec<_>, _>>()?;
                union(parts)
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
                let mut known: Vec<u32> = members.iter().filter_map(known).collect();
                if known.len() < members.len() {
                    return Ok(value.clone());
                }
                known.sort_unstable();
                known
                    .get(usize::from(*index))
                    .map_or_else(|| value.clone(), |&value| Value::Known(value))
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
    fn possible(&self, value: &Value) -> u32 {
        match value {
            Value::Known(known) => *known,
            Value::Low(id) if self.constants.get(*id).fit.bits == 16 => 0xffff,
            _ => u32::MAX,
        }
    }

    /// `term & mask`
    pub(super) fn masked(&self, term: &Term, mask: &Value) -> Term {
        let mut masked = term.clone();
        match mask {
            Value::Known(known) => masked.known &= known,
            // De Morgan: a complement of a union is one mask for each part.
            Value::Not(inner) if matches!(**inner, Value::Or(_)) => {
                if let Value::Or(parts) = &**inner {
                    for part in parts {
                        match part {
                            Value::Known(known) => masked.known &= !known,
                            part => masked.masks.push(Value::Not(Box::new(part.clone()))),
                        }
                    }
                }
            }
            mask => masked.masks.push(mask.clone()),
        }
        masked.masks.sort();
        masked.masks.dedup();
        if masked
            .masks
            .iter()
            .any(|mask| self.possible(mask) & !masked.known == 0)
        {
            masked.known = u32::MAX;
        }
        if masked.known == 0 {
            return Term {
                word: Word::NR,
                known: 0,
                masks: Vec::new(),
            };
        }
        masked
    }

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
        let forms = parts
            .iter()
            .map(|part| {
                let masked = self.masked(&rest, part);
                self.equal(&masked, &Value::Known(0))
            })
            .collect();
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
        let forms = values.iter().map(|value| self.equal(term, value)).collect();
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

fn union(parts: Vec<Value>) -> Value {
    let mut bits = 0;
    let mut symbolic = BTreeSet::new();
    for part in parts {
        match part {
            Value::Known(known) => bits |= known,
            Value::Or(parts) => {
                for part in parts {
                    match part {
                        Value::Known(known) => bits |= known,
                        other => drop(symbolic.insert(other)),
                    }
                }
            }
            other => drop(symbolic.insert(other)),
        }
    }
    if bits == u32::MAX || symbolic.is_empty() {
        return Value::Known(bits);
    }
    let mut parts: Vec<Value> = symbolic.into_iter().collect();
    if bits != 0 {
        parts.push(Value::Known(bits));
    }
    match parts.as_mut_slice() {
        [one] => one.clone(),
        _ => Value::Or(parts),
    }
}

/// Gives equal things one index.
struct Interner<T> {
    list: Vec<T>,
    index: BTreeMap<T, usize>,
}

impl<T: Clone + Ord> Interner<T> {
    fn new() -> Interner<T> {
        Interner {
            list: Vec::new(),
            index: BTreeMap::new(),
        }
    }

    fn id(&mut self, item: &T) -> usize {
        if let Some(&id) = self.index.get(item) {
            return id;
        }
        self.list.push(item.clone());
        self.index.insert(item.clone(), self.list.len() - 1);
        self.list.len() - 1
    }

    fn find(&self, item: &T) -> Option<usize> {
        self.index.get(item).copied()
    }

    fn get(&self, id: usize) -> &T {
        &self.list[id]
    }
}
