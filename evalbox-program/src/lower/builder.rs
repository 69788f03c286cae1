//! One order of questions: ask, write the rule down anew with each answer put in, go on with what is left.

use super::condition::Conditions;
use super::formula::{Ask, Atom};
use super::known;
use super::residual::Residual;
use crate::action::Action;
use crate::graph::{Case, Graph, Node, NodeId, Test, View};
use crate::ordered::Map;
use crate::program::Value;

/// Residuals that one rule may have. Rules that mix words can have exponentially many when one word is exhausted first.
const RESIDUALS: usize = 6000;
/// Atoms that one rule's residuals may be written with, all together: a rule of thousands of arms is asked as it is written.
const ATOMS: usize = 150_000;

type Key = (Residual, Option<View>);

/// A node whose successors are still keys.
enum Plan {
    Leaf(Action),
    Test {
        view: View,
        test: Test,
        yes: Key,
        no: Key,
    },
    Member {
        view: View,
        set: Vec<Value>,
        yes: Key,
        no: Key,
    },
    Switch {
        view: View,
        cases: Vec<(u32, Key)>,
    },
}

pub(super) struct Builder<'a, 'b> {
    conditions: &'a mut Conditions<'b>,
    graph: &'a mut Graph,
    /// Whether questions about the word in the accumulator come first, so that no word is loaded twice on a path. As the rule is
    /// written otherwise.
    word_first: bool,
    states: Map<Key, NodeId>,
    /// Atoms written so far.
    written: usize,
}

impl<'a, 'b> Builder<'a, 'b> {
    pub(super) fn new(
        conditions: &'a mut Conditions<'b>,
        graph: &'a mut Graph,
        word_first: bool,
    ) -> Builder<'a, 'b> {
        Builder {
            conditions,
            graph,
            word_first,
            states: Map::new(),
            written: 0,
        }
    }

    /// Successors first, with a stack of its own: a chain of a thousand constants is a path of a thousand nodes.
    pub(super) fn build(&mut self, start: Residual) -> Option<NodeId> {
        let root = (start, None);
        let mut stack = vec![(root.clone(), None)];
        let mut planned = 0;
        while let Some((key, plan)) = stack.pop() {
            if self.states.contains_key(&key) {
                continue;
            }
            let plan = match plan {
                Some(plan) => plan,
                None => {
                    planned += 1;
                    if planned > RESIDUALS {
                        return None;
                    }
                    self.plan(&key)?
                }
            };
            let mut missing = Vec::new();
            for &next in &plan.successors() {
                if !self.states.contains_key(next) {
                    missing.push((next.clone(), None));
                }
            }
            if missing.is_empty() {
                let node = self.finish(plan)?;
                self.states.insert(key, node);
            } else {
                stack.push((key, Some(plan)));
                stack.append(&mut missing);
            }
        }
        self.states.get(&root).copied()
    }

    fn finish(&mut self, plan: Plan) -> Option<NodeId> {
        let node = |key: &Key| self.states.get(key).copied();
        let node = match plan {
            Plan::Leaf(action) => Node::Leaf(action),
            Plan::Test {
                view,
                test,
                yes,
                no,
            } => Node::Test {
                view,
                test,
                yes: node(&yes)?,
                no: node(&no)?,
            },
            Plan::Member { view, set, yes, no } => Node::Member {
                view,
                set,
                yes: node(&yes)?,
                no: node(&no)?,
            },
            Plan::Switch { view, cases: keys } => {
                let mut cases = Vec::with_capacity(keys.len());
                for (start, key) in &keys {
                    cases.push(Case {
                        start: *start,
                        node: node(key)?,
                        weight: 1,
                    });
                }
                Node::Switch { view, cases }
            }
        };
        Some(self.graph.add(node))
    }

    /// What to do about a residual; `None` where that takes more than the bound.
    fn plan(&mut self, (state, held): &Key) -> Option<Plan> {
        let Some(atom) = self.next_atom(state, held.as_ref()) else {
            return Some(Plan::Leaf(state.otherwise));
        };
        let view = atom.view.clone();
        if known::is_known(&atom) {
            let written = &mut self.written;
            let mut write = |more| write(written, more);
            let mut cases = Vec::new();
            for (start, next) in state.cases(self.conditions, &view, &mut write)? {
                cases.push((start, self.key(next, &view)));
            }
            return Some(Plan::Switch { view, cases });
        }
        let formulas = &self.conditions.formulas;
        let mut atoms = 0;
        for (arm, _) in &state.arms {
            atoms += formulas.size(*arm);
        }
        write(&mut self.written, 2 * atoms)?;
        let mut outcome = |holds: bool| {
            let next = state.restrict(self.conditions, &|other| implied(&atom, holds, other));
            self.key(next, &view)
        };
        let (yes, no) = (outcome(true), outcome(false));
        Some(match atom.ask {
            Ask::Test(test) => Plan::Test {
                view,
                test,
                yes,
                no,
            },
            Ask::In(set) => Plan::Member { view, set, yes, no },
        })
    }

    /// The residual with what the accumulator holds, where a question about that word is left.
    fn key(&self, state: Residual, view: &View) -> Key {
        let formulas = &self.conditions.formulas;
        let asked = self.word_first
            && !state
                .arms
                .iter()
                .all(|(arm, _)| formulas.visit(*arm, &mut |_, atom| atom.view.word != view.word));
        let held = asked.then(|| view.clone());
        (state, held)
    }

    fn next_atom(&self, state: &Residual, held: Option<&View>) -> Option<Atom> {
        let formulas = &self.conditions.formulas;
        let (mut first, mut same_word, mut same_view) = (None, None, None);
        for (arm, _) in &state.arms {
            formulas.visit(*arm, &mut |_, atom| {
                if first.is_none() {
                    first = Some(atom.clone());
                }
                let Some(held) = held else { return false };
                if atom.view == *held {
                    same_view = Some(atom.clone());
                } else if atom.view.word == held.word && same_word.is_none() {
                    same_word = Some(atom.clone());
                }
                same_view.is_none()
            });
            if same_view.is_some() || (held.is_none() && first.is_some()) {
                break;
            }
        }
        same_view.or(same_word).or(first)
    }
}

/// Counts atoms that are about to be written.
fn write(written: &mut usize, atoms: usize) -> Option<()> {
    *written = written.saturating_add(atoms);
    (*written <= ATOMS).then_some(())
}

impl Plan {
    fn successors(&self) -> Vec<&Key> {
        match self {
            Plan::Leaf(_) => Vec::new(),
            Plan::Test { yes, no, .. } | Plan::Member { yes, no, .. } => vec![yes, no],
            Plan::Switch { cases, .. } => {
                let mut keys = Vec::with_capacity(cases.len());
                for (_, key) in cases {
                    keys.push(key);
                }
                keys
            }
        }
    }
}

/// What the outcome of one question says about another.
fn implied(asked: &Atom, holds: bool, other: &Atom) -> Option<bool> {
    if asked == other {
        return Some(holds);
    }
    match (&asked.ask, &other.ask) {
        (Ask::Test(Test::Equal(value)), Ask::In(set))
            if holds && asked.view == other.view && set.contains(value) =>
        {
            Some(true)
        }
        _ => None,
    }
}
