//! What the policy says of one number, simplified by facts.

use std::cmp::Ordering;
use std::rc::Rc;

use super::facts::Facts;
use super::form::{Form, all, any, evaluate};
use super::left::Left;
use super::rule::Decision;
use super::terms::{Atom, Pool, Rel};
use crate::program::Value;

/// A condition with the `SECCOMP_RET_*` word that is answered where it holds. Rules have thousands of them: they are shared.
#[derive(Clone, Eq)]
pub(super) struct Arm(Rc<Shared>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    form: Form,
    then: Value,
    width: u64,
}

impl Arm {
    pub(super) fn new(form: Form, then: Value) -> Arm {
        let width = 1 + u64::try_from(form.width()).unwrap_or(u64::MAX);
        Arm(Rc::new(Shared { form, then, width }))
    }

    pub(super) fn form(&self) -> &Form {
        &self.0.form
    }

    pub(super) fn then(&self) -> &Value {
        &self.0.then
    }

    /// What it costs to evaluate the condition.
    pub(super) fn width(&self) -> u64 {
        self.0.width
    }

    /// What the facts leave of the condition.
    pub(super) fn rest(&self, facts: &Facts, pool: &mut Pool<'_>) -> Form {
        rest(self.form(), facts, pool)
    }
}

impl PartialEq for Arm {
    fn eq(&self, other: &Arm) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl PartialOrd for Arm {
    fn partial_cmp(&self, other: &Arm) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Arm {
    fn cmp(&self, other: &Arm) -> Ordering {
        if Rc::ptr_eq(&self.0, &other.0) {
            Ordering::Equal
        } else {
            self.0.cmp(&other.0)
        }
    }
}

impl Decision {
    /// The same decision with a condition for each way that one of `||` holds.
    pub(super) fn flat(&self) -> Decision {
        let mut arms = Vec::new();
        for arm in &self.arms {
            match arm.form() {
                Form::Any(ways) => {
                    for way in ways {
                        arms.push(Arm::new(way.clone(), arm.then().clone()));
                    }
                }
                _ => arms.push(arm.clone()),
            }
        }
        Decision {
            arms,
            otherwise: self.otherwise.clone(),
        }
    }
}

impl Left {
    /// The same decision for inputs that have the facts, every condition simplified.
    pub(super) fn simplified(&self, facts: &Facts, pool: &mut Pool<'_>) -> Decision {
        let mut arms: Vec<Arm> = Vec::new();
        let mut otherwise = self.otherwise();
        for arm in self.arms() {
            match rest(arm.form(), facts, pool) {
                Form::Const(false) => {}
                Form::Const(true) => {
                    otherwise = arm.then();
                    break;
                }
                form if form == *arm.form() => arms.push(arm.clone()),
                form => arms.push(Arm::new(form, arm.then().clone())),
            }
        }
        while arms.last().is_some_and(|arm| arm.then() == otherwise) {
            arms.pop();
        }
        Decision {
            arms,
            otherwise: otherwise.clone(),
        }
    }

    /// The same decision for inputs that have the facts: without conditions that are known to fail, and what is behind one
    /// that is known to hold.
    pub(super) fn live(&self, facts: &Facts, pool: &mut Pool<'_>) -> Decision {
        let mut arms = Vec::new();
        let mut otherwise = self.otherwise();
        for arm in self.arms() {
            match evaluate(arm.form(), facts, pool) {
                Ok(false) => {}
                Ok(true) => {
                    otherwise = arm.then();
                    break;
                }
                Err(_) => arms.push(arm.clone()),
            }
        }
        Decision {
            arms,
            otherwise: otherwise.clone(),
        }
    }
}

/// What is left open of a formula.
fn rest(form: &Form, facts: &Facts, pool: &mut Pool<'_>) -> Form {
    if let Ok(value) = evaluate(form, facts, pool) {
        return Form::Const(value);
    }
    match form {
        Form::All(parts) | Form::Any(parts) => {
            let mut open = Vec::with_capacity(parts.len());
            for part in parts {
                open.push(rest(part, facts, pool));
            }
            match form {
                Form::All(_) => all(open, pool),
                _ => any(open, pool),
            }
        }
        // Of a set that is being searched, the whole counts.
        &Form::In {
            term,
            ref values,
            holds,
        } if !facts.searches(term) => {
            let mut open = Vec::with_capacity(values.len());
            for &value in values {
                let rel = Rel::Equal;
                let atom = pool.atom_id(Atom { term, rel, value });
                if facts.decide(atom, pool).is_none() {
                    open.push(value);
                }
            }
            Form::In {
                term,
                values: open,
                holds,
            }
        }
        form => form.clone(),
    }
}
