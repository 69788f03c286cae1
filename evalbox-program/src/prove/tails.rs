//! Shared tails are proved once, however many paths lead to them.
//!
//! Where several jumps meet, a path may *forget*: what the policy can still say is simplified by the facts, then those
//! facts are dropped that neither the rest of the program nor the rest of the policy speaks of. Paths that are alike
//! after that go on as one. A proof that knows less is about more inputs, so it holds for each of them. A
//! failure may be due to what was forgotten; the class is then walked again without forgetting.
//!
//! ```text
//! domain in {A, B}, type in {C, D}: of the paths A C, A D, B C, B D the two that come from A and B are one at C.
//! ```

use crate::ordered::{Set, sort};

use super::facts::Facts;
use super::form::Form;
use super::left::Left;
use super::rule::Decision;
use super::step::Accumulator;
use super::terms::{Atom, AtomId, Pool, Rel, Term, Word};
use crate::constant::ConstId;
use crate::program::{Instruction, Value, opcode};

/// Where to go on, and all that is known there. Ordered by the instruction: jumps go forward, so when the first state is
/// taken, nothing can lead to it any more.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    pub(super) pc: usize,
    pub(super) accumulator: Accumulator,
    pub(super) decision: Decision,
    /// Ascending.
    pub(super) facts: Vec<(AtomId, bool)>,
}

/// What leads to a state.
#[derive(Clone, Copy, Default)]
pub(super) struct Arrivals {
    /// Paths.
    pub(super) paths: u64,
    /// Instructions of the longest.
    pub(super) longest: usize,
}

impl Arrivals {
    pub(super) fn join(&mut self, more: Arrivals) {
        self.paths = self.paths.saturating_add(more.paths);
        self.longest = self.longest.max(more.longest);
    }
}

/// Words of the input and constants, as sets of bits.
#[derive(Clone, Default)]
struct Mentions {
    words: u16,
    constants: Vec<u64>,
}

impl Mentions {
    fn word(&mut self, word: Word) {
        self.words |= 1 << word.index();
    }

    fn has_word(&self, word: Word) -> bool {
        self.words >> word.index() & 1 == 1
    }

    fn constant(&mut self, ConstId(id): ConstId) {
        let (row, bit) = place(id);
        if self.constants.len() <= row {
            self.constants.resize(row + 1, 0);
        }
        self.constants[row] |= bit;
    }

    fn has_constant(&self, ConstId(id): ConstId) -> bool {
        let (row, bit) = place(id);
        self.constants.get(row).is_some_and(|bits| bits & bit != 0)
    }

    fn join(&mut self, other: &Mentions) {
        self.words |= other.words;
        for (row, more) in other.constants.iter().enumerate() {
            match self.constants.get_mut(row) {
                Some(bits) => *bits |= more,
                None => self.constants.push(*more),
            }
        }
    }

    fn value(&mut self, value: &Value, pool: &Pool<'_>) {
        each_constant(value, pool, &mut |id| self.constant(id));
    }

    fn term(&mut self, term: &Term, pool: &Pool<'_>) {
        self.word(term.word);
        each_constant_of(&term.masks, pool, &mut |id| self.constant(id));
    }

    fn form(&mut self, form: &Form, pool: &Pool<'_>) {
        match form {
            Form::Const(_) => {}
            Form::Literal(id, _) => {
                let atom = pool.atom(*id);
                self.term(pool.term(atom.term), pool);
                self.value(pool.value(atom.value), pool);
            }
            Form::In { term, values, .. } => {
                self.term(pool.term(*term), pool);
                for &value in values {
                    self.value(pool.value(value), pool);
                }
            }
            Form::All(parts) | Form::Any(parts) => {
                for part in parts {
                    self.form(part, pool);
                }
            }
        }
    }
}

fn place(id: u32) -> (usize, u64) {
    (
        usize::try_from(id / 64).unwrap_or(usize::MAX),
        1 << (id % 64),
    )
}

/// What the rest of the program speaks of, from each instruction on.
pub(super) struct Tails {
    meets: Vec<bool>,
    rest: Vec<Mentions>,
    /// Constants that are assumed to differ from another.
    distinct: Set<ConstId>,
}

impl Tails {
    pub(super) fn new(code: &[Instruction], pool: &Pool<'_>) -> Tails {
        let mut rest = vec![Mentions::default(); code.len()];
        for (pc, instruction) in code.iter().enumerate().rev() {
            let mut mentions = Mentions::default();
            if let (opcode::LD, Value::Known(offset)) = (instruction.code, &instruction.k)
                && let Some(word) = Word::at(*offset)
            {
                mentions.word(word);
            }
            mentions.value(&instruction.k, pool);
            for &next in &successors(pc, instruction) {
                if let Some(more) = rest.get(next) {
                    mentions.join(more);
                }
            }
            rest[pc] = mentions;
        }
        let mut distinct = Set::new();
        for &(a, b) in &pool.distinct {
            distinct.insert(a);
            distinct.insert(b);
        }
        Tails {
            meets: Tails::meets(code),
            rest,
            distinct,
        }
    }

    /// Where several jumps lead.
    pub(super) fn meets(code: &[Instruction]) -> Vec<bool> {
        let (mut reached, mut meets) = (vec![false; code.len()], vec![false; code.len()]);
        for (pc, instruction) in code.iter().enumerate() {
            for &next in &successors(pc, instruction) {
                if let Some(to) = code.get(next) {
                    meets[next] = reached[next] && to.code != opcode::RET;
                    reached[next] = true;
                }
            }
        }
        meets
    }

    /// Whether several jumps lead to an instruction that is worth going on from as one.
    pub(super) fn meet(&self, pc: usize) -> bool {
        self.meets.get(pc).copied().unwrap_or(false)
    }

    /// What is worth knowing there.
    pub(super) fn forget(
        &self,
        pc: usize,
        accumulator: Accumulator,
        left: &Left,
        facts: &Facts,
        pool: &mut Pool<'_>,
    ) -> State {
        let decision = left.simplified(facts, pool);
        let mut needed = self.rest.get(pc).cloned().unwrap_or_default();
        if let Accumulator::Term(term, _) = &accumulator {
            needed.term(term, pool);
        }
        for arm in &decision.arms {
            needed.form(arm.form(), pool);
        }
        let mut kept = Vec::new();
        for &(id, truth) in facts.atoms() {
            if self.keeps(pool.atom(id), truth, &needed, pool) {
                kept.push((id, truth));
            }
        }
        sort(&mut kept);
        State {
            pc,
            accumulator,
            decision,
            facts: kept,
        }
    }

    fn keeps(&self, atom: Atom, truth: bool, needed: &Mentions, pool: &Pool<'_>) -> bool {
        let term = pool.term(atom.term);
        let value = pool.value(atom.value);
        if !needed.has_word(term.word) {
            return false;
        }
        // Known numbers bound the word; being one constant is not being another.
        let excludes = truth && atom.rel == Rel::Equal;
        let (mut symbolic, mut spoken_of) = (false, false);
        let mut see = |id| {
            symbolic = true;
            spoken_of |= needed.has_constant(id) || excludes && self.distinct.contains(&id);
        };
        each_constant_of(&term.masks, pool, &mut see);
        each_constant(value, pool, &mut see);
        !symbolic || spoken_of
    }
}

/// The instructions that one leads to, ascending.
pub(super) fn reachable(code: &[Instruction], entry: usize) -> Vec<usize> {
    let mut reached = vec![false; code.len()];
    let mut list = Vec::new();
    if let Some(first) = reached.get_mut(entry) {
        *first = true;
    }
    for (pc, instruction) in code.iter().enumerate().skip(entry) {
        if reached[pc] {
            list.push(pc);
            for &next in &successors(pc, instruction) {
                if let Some(next) = reached.get_mut(next) {
                    *next = true;
                }
            }
        }
    }
    list
}

/// Where an instruction can lead.
fn successors(pc: usize, instruction: &Instruction) -> Vec<usize> {
    let jump = |skip: usize| pc.saturating_add(1).saturating_add(skip);
    match (instruction.code, &instruction.k) {
        (opcode::RET, _) => Vec::new(),
        (opcode::JA, Value::Known(skip)) => match usize::try_from(*skip) {
            Ok(skip) => vec![jump(skip)],
            Err(_) => Vec::new(),
        },
        (opcode::JEQ | opcode::JGT | opcode::JGE | opcode::JSET, _) => {
            vec![jump(instruction.jt.into()), jump(instruction.jf.into())]
        }
        _ => vec![jump(0)],
    }
}

/// Calls `found` with every constant that the value depends on.
fn each_constant(value: &Value, pool: &Pool<'_>, found: &mut dyn FnMut(ConstId)) {
    match value {
        Value::Known(_) => {}
        Value::Low(id) | Value::High(id) | Value::Data(_, id) => found(*id),
        Value::Or(parts) => each_constant_of(parts, pool, found),
        Value::Not(inner) | Value::Flip(inner) => each_constant(inner, pool, found),
        Value::Sorted(set, _) => each_constant_of(pool.set(*set), pool, found),
    }
}

fn each_constant_of(values: &[Value], pool: &Pool<'_>, found: &mut dyn FnMut(ConstId)) {
    for value in values {
        each_constant(value, pool, found);
    }
}
