//! Conditions as formulas over tests of single 32-bit words, hash-consed and simplified as they are built.

use crate::ordered::{Interner, Map, Set, sort_distinct};

use crate::graph::{Change, Test, View};
use crate::program::Value;

/// Index of a formula; its parts have smaller indices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FormulaId(u32);

/// What an atom asks about a view of a word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ask {
    /// One instruction can tell.
    Test(Test),
    /// Membership in a set (sorted, each once).
    In(Vec<Value>),
}

/// A question about one word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Atom {
    /// What is compared.
    pub(super) view: View,
    /// With what.
    pub(super) ask: Ask,
}

/// A formula.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Formula {
    Const(bool),
    Atom(Atom),
    Not(FormulaId),
    All(Vec<FormulaId>),
    Any(Vec<FormulaId>),
}

/// The formulas, each once.
#[derive(Default)]
pub(super) struct Formulas {
    list: Interner<Formula>,
    /// How many atoms each is made of.
    sizes: Vec<usize>,
}

impl Formulas {
    pub(super) fn get(&self, id: FormulaId) -> &Formula {
        self.list.get(id.0 as usize)
    }

    /// How many atoms the formula is made of.
    pub(super) fn size(&self, id: FormulaId) -> usize {
        self.sizes.get(id.0 as usize).copied().unwrap_or(1)
    }

    fn intern(&mut self, formula: Formula) -> FormulaId {
        let size = match &formula {
            Formula::Const(_) | Formula::Atom(_) => 1,
            Formula::Not(inner) => self.size(*inner),
            Formula::All(parts) | Formula::Any(parts) => {
                let mut size = 0;
                for &part in parts {
                    size += self.size(part);
                }
                size
            }
        };
        let index = self.list.intern(formula);
        if index == self.sizes.len() {
            self.sizes.push(size);
        }
        FormulaId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn constant(&mut self, value: bool) -> FormulaId {
        self.intern(Formula::Const(value))
    }

    /// Whether it is that constant.
    pub(super) fn is(&self, id: FormulaId, value: bool) -> bool {
        *self.get(id) == Formula::Const(value)
    }

    /// An atom, or what it comes to where its operand alone decides it.
    pub(super) fn atom(&mut self, view: View, ask: Ask) -> FormulaId {
        match ask {
            Ask::Test(Test::Bits(Value::Known(0))) => self.constant(false),
            Ask::Test(Test::Bits(Value::Known(u32::MAX))) if view.change == Change::None => {
                let zero = self.atom(view, Ask::Test(Test::Equal(Value::Known(0))));
                self.not(zero)
            }
            Ask::Test(Test::AtLeast(Value::Known(0)) | Test::Above(Value::Known(u32::MAX))) => {
                let holds = matches!(ask, Ask::Test(Test::AtLeast(_)));
                self.constant(holds)
            }
            Ask::Test(Test::Equal(Value::Known(k))) if masked_out(&view, k) => self.constant(false),
            Ask::In(mut set) => {
                sort_distinct(&mut set);
                match set.len() {
                    0 => self.constant(false),
                    1 => self.atom(view, Ask::Test(Test::Equal(set.swap_remove(0)))),
                    _ => self.intern(Formula::Atom(Atom {
                        view,
                        ask: Ask::In(set),
                    })),
                }
            }
            ask @ Ask::Test(_) => self.intern(Formula::Atom(Atom { view, ask })),
        }
    }

    pub(super) fn not(&mut self, id: FormulaId) -> FormulaId {
        match self.get(id) {
            Formula::Const(value) => {
                let value = !*value;
                self.constant(value)
            }
            Formula::Not(inner) => *inner,
            _ => self.intern(Formula::Not(id)),
        }
    }

    pub(super) fn all(&mut self, parts: Vec<FormulaId>) -> FormulaId {
        self.chain(parts, true)
    }

    pub(super) fn any(&mut self, parts: Vec<FormulaId>) -> FormulaId {
        self.chain(parts, false)
    }

    /// `all` where `neutral` is true, `any` where it is false: nested chains of the same sort become flat, and tests for
    /// bits of the same word become one.
    fn chain(&mut self, parts: Vec<FormulaId>, neutral: bool) -> FormulaId {
        let mut flat = Vec::with_capacity(parts.len());
        for &part in &parts {
            match self.get(part) {
                Formula::Const(value) if *value == neutral => {}
                Formula::Const(_) => return part,
                Formula::All(inner) if neutral => flat.extend_from_slice(inner),
                Formula::Any(inner) if !neutral => flat.extend_from_slice(inner),
                _ => flat.push(part),
            }
        }
        let joined = self.join_bits(flat, neutral);
        let joined = self.join_values(joined, neutral);
        let mut seen = Set::new();
        let mut flat = Vec::with_capacity(joined.len());
        for &part in &joined {
            if seen.insert(part) {
                flat.push(part);
            }
        }
        for &part in &flat {
            if let Formula::Not(inner) = self.get(part)
                && seen.contains(inner)
            {
                return self.constant(!neutral);
            }
        }
        match flat.as_slice() {
            [] => self.constant(neutral),
            [one] => *one,
            _ if neutral => self.intern(Formula::All(flat)),
            _ => self.intern(Formula::Any(flat)),
        }
    }

    /// The formula with every atom that `answer` knows replaced by its answer.
    pub(super) fn restrict(
        &mut self,
        id: FormulaId,
        answer: &dyn Fn(&Atom) -> Option<bool>,
        memo: &mut Map<FormulaId, FormulaId>,
    ) -> FormulaId {
        if let Some(&done) = memo.get(&id) {
            return done;
        }
        if let Formula::Atom(atom) = self.get(id) {
            // Without a copy of it: its set may be long, and is asked for each of its values.
            return match answer(atom) {
                Some(value) => self.constant(value),
                None => id,
            };
        }
        let restricted = match self.get(id).clone() {
            Formula::Const(_) | Formula::Atom(_) => id,
            Formula::Not(inner) => {
                let inner = self.restrict(inner, answer, memo);
                self.not(inner)
            }
            Formula::All(parts) => {
                let parts = self.restrict_each(parts, answer, memo);
                self.all(parts)
            }
            Formula::Any(parts) => {
                let parts = self.restrict_each(parts, answer, memo);
                self.any(parts)
            }
        };
        memo.insert(id, restricted);
        restricted
    }

    fn restrict_each(
        &mut self,
        mut parts: Vec<FormulaId>,
        answer: &dyn Fn(&Atom) -> Option<bool>,
        memo: &mut Map<FormulaId, FormulaId>,
    ) -> Vec<FormulaId> {
        for part in &mut parts {
            *part = self.restrict(*part, answer, memo);
        }
        parts
    }

    /// Calls `see` for each atom from left to right until it returns false; false where it did.
    pub(super) fn visit(
        &self,
        id: FormulaId,
        see: &mut dyn FnMut(FormulaId, &Atom) -> bool,
    ) -> bool {
        match self.get(id) {
            Formula::Const(_) => true,
            Formula::Atom(atom) => see(id, atom),
            Formula::Not(inner) => self.visit(*inner, see),
            Formula::All(parts) | Formula::Any(parts) => {
                parts.iter().all(|part| self.visit(*part, see))
            }
        }
    }
}

/// Whether no masked word can have this value.
fn masked_out(view: &View, value: u32) -> bool {
    matches!(view.change, Change::And(Value::Known(mask)) if value & !mask != 0)
}
