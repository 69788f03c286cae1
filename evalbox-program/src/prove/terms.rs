//! The vocabulary of the proof: 32-bit values, masked words, and comparisons between them, each written one way only,
//! so that a comparison of the program and one of the policy that mean the same thing are the same [`Atom`].

use crate::ordered::{Interner, Set, sort_distinct};

use crate::constant::{ConstId, Constants};
use crate::program::{Assumption, Program, SetId, Value};

/// The sign bit of a word: XOR with it turns signed order into unsigned order.
pub(super) const SIGN: u32 = 0x8000_0000;

/// A 32-bit word of `struct seccomp_data`, counted from its start: `nr`, `arch`, two of `instruction_pointer`, twelve of `args`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word(pub(super) u8);

impl Word {
    pub(super) const NR: Word = Word(0);
    pub(super) const ARCH: Word = Word(1);
    pub(super) const COUNT: usize = 16;

    /// The word at an offset in bytes.
    pub(super) fn at(offset: u32) -> Option<Word> {
        let index = u8::try_from(offset / 4).ok()?;
        (offset.is_multiple_of(4) && usize::from(index) < Word::COUNT).then_some(Word(index))
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it is `arch` or `nr`, which classes of input are made of.
    pub(super) fn is_of_the_class(self) -> bool {
        self == Word::ARCH || self == Word::NR
    }
}

/// Index of a canonical value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ValueId(usize);

/// Index of a term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TermId(pub(super) usize);

/// Index of an atom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AtomId(pub(super) usize);

/// `word & known & masks[0] & masks[1] ..`
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rel {
    /// `term == value`
    Equal,
    /// `term >= value`, unsigned
    AtLeast,
    /// `term ^ SIGN >= value`, unsigned
    FlippedAtLeast,
}

/// A comparison that is true or false of an input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The same, each once.
    members: Vec<Set<Value>>,
    pub(super) single: Set<ConstId>,
    pub(super) small: Set<ConstId>,
    pub(super) distinct: Set<(ConstId, ConstId)>,
    values: Interner<Value>,
    terms: Interner<Term>,
    atoms: Interner<Atom>,
}

impl<'a> Pool<'a> {
    pub(super) fn new(constants: &'a Constants, program: &Program) -> Result<Pool<'a>, String> {
        let mut pool = Pool {
            constants,
            sets: Vec::new(),
            members: Vec::new(),
            single: Set::new(),
            small: Set::new(),
            distinct: Set::new(),
            values: Interner::default(),
            terms: Interner::default(),
            atoms: Interner::default(),
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
            let (mut list, mut members) = (Vec::with_capacity(set.len()), Set::new());
            for value in set {
                let member = pool.canonical(value)?;
                if matches!(member, Value::Sorted(..)) {
                    return Err("a sorted set holds an element of a sorted set".to_owned());
                }
                members.insert(member.clone());
                list.push(member);
            }
            pool.sets.push(list);
            pool.members.push(members);
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
        ValueId(index(&mut self.values, value))
    }

    pub(super) fn term_id(&mut self, term: &Term) -> TermId {
        TermId(index(&mut self.terms, term))
    }

    pub(super) fn atom_id(&mut self, atom: Atom) -> AtomId {
        AtomId(index(&mut self.atoms, &atom))
    }

    /// The atom, if it came up.
    pub(super) fn find(&self, atom: Atom) -> Option<AtomId> {
        self.atoms.find(&atom).map(AtomId)
    }

    /// The value, if it came up.
    pub(super) fn find_value(&self, value: &Value) -> Option<ValueId> {
        self.values.find(value).map(ValueId)
    }

    /// Whether the program searches a sorted set that the value is in.
    pub(super) fn is_in_a_set(&self, value: &Value) -> bool {
        self.members.iter().any(|members| members.contains(value))
    }

    /// The members of a sorted set, each once.
    pub(super) fn members(&self, id: SetId) -> Option<&Set<Value>> {
        self.members.get(usize::from(id.0))
    }

    pub(super) fn set(&self, id: SetId) -> &[Value] {
        self.sets.get(usize::from(id.0)).map_or(&[], Vec::as_slice)
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
        sort_distinct(&mut masked.masks);
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
}

/// The index of a thing, which is copied only where it is new.
fn index<T: Clone + Ord>(known: &mut Interner<T>, item: &T) -> usize {
    match known.find(item) {
        Some(index) => index,
        None => known.intern(item.clone()),
    }
}
