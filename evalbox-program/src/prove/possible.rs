//! Whether a call exists to which a policy's conditions apply: the proof's arithmetic, asked about conditions alone.
//!
//! "No" is exact: it holds for every call and for every value of the symbolic constants that the table admits. What
//! would take too long to find out counts as possible.

use crate::ordered::Set;

use super::facts::Facts;
use super::form::{Form, evaluate, not};
use super::rule::condition;
use super::solve::{Found, search};
use super::terms::{Atom, AtomId, Pool, Rel, SIGN};
use super::values::known;
use crate::constant::{ConstId, Constant, Constants};
use crate::policy::{Cond, Rule};
use crate::program::{Assumption, Program};
use crate::target::Endian;

/// Ways to go on that one question may try.
const MAX_WAYS: usize = 2000;

/// What one search for a call may cost: so many facts evaluated.
const MAX_SEARCH: u64 = 1500;

/// Beyond so many facts no search is worth its time.
const MAX_FACTS: usize = 40;

/// Beyond so many constants in a rule it is not looked into whether two of them are known to differ: the pairs are too many.
const MAX_DISTINCT: usize = 40;

/// Calls that are left when some conditions are known not to hold.
pub struct Calls<'a> {
    pool: Pool<'a>,
    endian: Endian,
    facts: Facts,
    /// What holds, as far as it is no single fact.
    given: Vec<Form>,
    /// Whether calls are left as far as the facts tell.
    left: bool,
}

/// A way to go on: what to forget, what to assume, and the first formula that may not hold yet.
struct Way {
    mark: usize,
    assume: Option<(AtomId, bool)>,
    at: usize,
}

impl<'a> Calls<'a> {
    /// All calls that a rule decides.
    pub fn of(rule: &Rule, constants: &'a Constants, endian: Endian) -> Option<Calls<'a>> {
        let program = Program {
            instructions: Vec::new(),
            sets: Vec::new(),
            assumptions: known_of(rule, constants),
        };
        Some(Calls {
            pool: Pool::new(constants, &program).ok()?,
            endian,
            facts: Facts::new(),
            given: Vec::new(),
            left: true,
        })
    }

    /// Whether the condition holds for one of them. True as well for a condition that the arithmetic does not know.
    pub fn may_hold(&mut self, cond: &Cond) -> bool {
        self.form(cond).is_none_or(|form| self.possible(form))
    }

    /// Whether the condition fails for one of them.
    pub fn may_fail(&mut self, cond: &Cond) -> bool {
        self.form(cond).is_none_or(|form| self.possible(not(form)))
    }

    /// Whether there are any.
    pub fn any(&mut self) -> bool {
        self.possible(Form::Const(true))
    }

    /// Leaves those out for which the condition holds.
    pub fn leave_out(&mut self, cond: &Cond) {
        if let Some(form) = self.form(cond) {
            let mut open = Vec::new();
            self.left &= self.given(not(form), &mut open);
            self.given.extend(open);
        }
    }

    fn form(&mut self, cond: &Cond) -> Option<Form> {
        condition(cond, self.endian, &mut self.pool).ok()
    }

    /// Takes a formula for given: facts at once, `open` is the rest. False where it contradicts what is known.
    fn given(&mut self, form: Form, open: &mut Vec<Form>) -> bool {
        let mut rest = vec![form];
        while let Some(form) = rest.pop() {
            let sound = match form {
                Form::Const(value) => value,
                Form::Literal(atom, value) => self.facts.assume(atom, value, &self.pool),
                Form::In {
                    term,
                    values,
                    holds: false,
                } => {
                    for &value in &values {
                        let rel = Rel::Equal;
                        let atom = self.pool.atom_id(Atom { term, rel, value });
                        if !self.facts.assume(atom, false, &self.pool) {
                            return false;
                        }
                    }
                    true
                }
                Form::All(parts) => {
                    rest.extend(parts);
                    true
                }
                form @ (Form::Any(_) | Form::In { .. }) => {
                    open.push(form);
                    true
                }
            };
            if !sound {
                return false;
            }
        }
        true
    }

    fn possible(&mut self, form: Form) -> bool {
        let mark = self.facts.mark();
        let mut open = Vec::new();
        let possible = self.left && self.given(form, &mut open) && {
            open.extend_from_slice(&self.given);
            self.one_way(&open)
        };
        self.facts.undo(mark);
        possible
    }

    /// Whether all of the formulas can hold together. A formula that holds under some facts holds under more.
    fn one_way(&mut self, forms: &[Form]) -> bool {
        let mut pending = vec![Way {
            mark: self.facts.mark(),
            assume: None,
            at: 0,
        }];
        let mut ways = 0;
        while let Some(Way {
            mark,
            assume,
            mut at,
        }) = pending.pop()
        {
            ways += 1;
            if ways > MAX_WAYS {
                return true;
            }
            self.facts.undo(mark);
            if let Some((atom, value)) = assume
                && !self.facts.assume(atom, value, &self.pool)
            {
                continue;
            }
            loop {
                let Some(form) = forms.get(at) else {
                    if self.has_witness() {
                        return true;
                    }
                    break;
                };
                match evaluate(form, &self.facts, &mut self.pool) {
                    Ok(true) => at += 1,
                    Ok(false) => break,
                    Err(atom) => {
                        let mark = self.facts.mark();
                        // What makes the formula hold comes first.
                        let first = wanted(form, atom, &self.pool);
                        for value in [!first, first] {
                            let assume = Some((atom, value));
                            pending.push(Way { mark, assume, at });
                        }
                        break;
                    }
                }
            }
        }
        false
    }

    /// Whether the facts, which do not contradict each other as far as they can tell, describe a call.
    fn has_witness(&self) -> bool {
        let facts = self.facts.atoms().len();
        if facts <= 1 || facts > MAX_FACTS || self.zeros_will_do() {
            return true;
        }
        let mut steps = MAX_SEARCH;
        !matches!(search(&self.facts, &self.pool, &mut steps), Found::Never)
    }

    /// Whether a call whose arguments are all zero is one that the facts describe, whatever the constants are: what a list
    /// of flags refuses nothing of.
    fn zeros_will_do(&self) -> bool {
        for &(id, truth) in self.facts.atoms() {
            let atom = self.pool.atom(id);
            let holds = match (atom.rel, known(self.pool.value(atom.value))) {
                (Rel::Equal | Rel::AtLeast, Some(number)) => number == 0,
                (Rel::FlippedAtLeast, Some(number)) => SIGN >= number,
                (_, None) => return false,
            };
            if holds != truth {
                return false;
            }
        }
        true
    }
}

/// The truth of an atom with which a part of the formula holds.
fn wanted(form: &Form, id: AtomId, pool: &Pool<'_>) -> bool {
    let atom = pool.atom(id);
    let mut rest = vec![form];
    while let Some(form) = rest.pop() {
        match form {
            Form::Literal(literal, truth) if *literal == id => return *truth,
            Form::In {
                term,
                values,
                holds,
            } if *term == atom.term && values.contains(&atom.value) => return *holds,
            Form::All(parts) | Form::Any(parts) => rest.extend(parts.iter().rev()),
            Form::Const(_) | Form::Literal(..) | Form::In { .. } => {}
        }
    }
    true
}

/// What the table knows of the constants of a rule.
fn known_of(rule: &Rule, constants: &Constants) -> Vec<Assumption> {
    let mut mentioned: Set<ConstId> = Set::new();
    for arm in &rule.arms {
        for &test in &arm.when.tests() {
            mentioned.extend(test.is.constants());
        }
    }
    let mut known = Vec::new();
    for &id in &mentioned {
        let constant = constants.get(id);
        if constant.single_bit {
            known.push(Assumption::SingleBit(id));
        }
        if constant.small {
            known.push(Assumption::Small(id));
        }
    }
    if mentioned.len() <= MAX_DISTINCT {
        for &a in &mentioned {
            for &b in &mentioned {
                if a < b && differ(constants.get(a), constants.get(b)) {
                    known.push(Assumption::Distinct(a, b));
                }
            }
        }
    }
    known
}

/// Whether the table says of two constants that they differ.
fn differ(a: &Constant, b: &Constant) -> bool {
    let (Some(a), Some(b)) = (a.listed, b.listed) else {
        return false;
    };
    a.differs_from(&b) || b.differs_from(&a)
}
