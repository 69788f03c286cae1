//! What several parts of a formula ask of one view, asked once.

use super::formula::{Ask, Atom, Formula, FormulaId, Formulas};
use crate::graph::{Test, View};
use crate::ordered::Map;
use crate::program::Value;

/// What parts ask of one view.
#[derive(Default)]
struct Asked {
    parts: usize,
    /// Where the first of them is.
    position: usize,
    values: Vec<Value>,
}

impl Formulas {
    /// Before: `w & A != 0 || w & B != 0`. After: `w & (A | B) != 0`; and the same for a conjunction of the negations.
    pub(super) fn join_bits(&mut self, parts: Vec<FormulaId>, negated: bool) -> Vec<FormulaId> {
        let union = |bits| Ask::Test(Test::Bits(Value::union(bits)));
        self.join(parts, negated, bits, union)
    }

    /// Before: `w == A || w == B`. After: `w in [A, B]`; and the same for a conjunction of the negations. Known values only: a
    /// chain of thousands is then asked as one question.
    pub(super) fn join_values(&mut self, parts: Vec<FormulaId>, negated: bool) -> Vec<FormulaId> {
        self.join(parts, negated, known_values, Ask::In)
    }

    /// The atom that a formula is, or is the negation of.
    fn literal(&self, id: FormulaId, negated: bool) -> Option<&Atom> {
        match (self.get(id), negated) {
            (Formula::Atom(atom), false) => Some(atom),
            (Formula::Not(inner), true) => self.literal(*inner, false),
            _ => None,
        }
    }

    /// Where several parts ask one view for `values`, the first of them asks for all.
    fn join(
        &mut self,
        parts: Vec<FormulaId>,
        negated: bool,
        values: fn(&Atom) -> Option<&[Value]>,
        ask: fn(Vec<Value>) -> Ask,
    ) -> Vec<FormulaId> {
        let mut asked: Map<View, Asked> = Map::new();
        let mut kept = Vec::with_capacity(parts.len());
        for &part in &parts {
            let atom = self.literal(part, negated);
            let Some((view, values)) = atom.and_then(|atom| Some((&atom.view, values(atom)?)))
            else {
                kept.push(part);
                continue;
            };
            let all = asked.entry(view.clone()).or_default();
            if all.parts == 0 {
                all.position = kept.len();
                kept.push(part);
            }
            all.parts += 1;
            all.values.extend_from_slice(values);
        }
        for (view, all) in &asked {
            if all.parts > 1 {
                let atom = self.atom(view.clone(), ask(all.values.clone()));
                kept[all.position] = if negated { self.not(atom) } else { atom };
            }
        }
        kept
    }
}

/// The bits that an atom asks for.
fn bits(atom: &Atom) -> Option<&[Value]> {
    match &atom.ask {
        Ask::Test(Test::Bits(bits)) => Some(std::slice::from_ref(bits)),
        _ => None,
    }
}

/// The values that an atom is true of, where all of them are known.
fn known_values(atom: &Atom) -> Option<&[Value]> {
    let values = match &atom.ask {
        Ask::Test(Test::Equal(value)) => std::slice::from_ref(value),
        Ask::In(set) => set,
        Ask::Test(_) => return None,
    };
    for value in values {
        if !matches!(value, Value::Known(_)) {
            return None;
        }
    }
    Some(values)
}
