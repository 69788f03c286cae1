//! One word asked for its value: what is left of a rule for each range of values on which nothing changes.
//!
//! The values are gone through once, from the least to the greatest, with the conditions at hand that may still hold.
//! So a thousand conditions that each ask for a value of their own cost a thousand steps, and not a million.

use super::condition::Conditions;
use super::formula::{Ask, Formula, FormulaId};
use super::known;
use super::residual::Residual;
use crate::action::Action;
use crate::graph::{Change, Test, View};
use crate::ordered::{Map, Set, sort};

/// A condition, or one of several that are joined by `||`.
struct Part {
    action: Action,
    /// What it comes to at the value at hand.
    now: FormulaId,
    /// Whether one value alone tells more of it than a range does: what bits the word has, and what it is under a mask.
    loose: bool,
}

impl Residual {
    /// The first value of each range, with what is left there. `None` where `write` does not take so many atoms.
    pub(super) fn cases(
        &self,
        conditions: &mut Conditions<'_>,
        view: &View,
        write: &mut dyn FnMut(usize) -> Option<()>,
    ) -> Option<Vec<(u32, Residual)>> {
        let mut parts = Vec::new();
        let mut changes = Vec::new();
        for (arm, action) in &self.arms {
            let ways = match conditions.formulas.get(*arm) {
                Formula::Any(ways) => ways.clone(),
                _ => vec![*arm],
            };
            for &way in &ways {
                let (starts, loose) = starts(conditions, way, view);
                write(starts.len() * conditions.formulas.size(way))?;
                for &start in &starts {
                    let answer = |atom: &_| known::answer(atom, view, start, false);
                    let rest = conditions.formulas.restrict(way, &answer, &mut Map::new());
                    changes.push((start, parts.len(), rest));
                }
                parts.push(Part {
                    action: *action,
                    now: way,
                    loose,
                });
            }
        }
        sort(&mut changes);
        let mut possible: Set<usize> = Set::new();
        let mut cases = Vec::new();
        let mut seen = 0;
        while let Some(&(start, ..)) = changes.get(seen) {
            while let Some(&(from, at, rest)) = changes.get(seen)
                && from == start
            {
                seen += 1;
                parts[at].now = rest;
                if conditions.formulas.is(rest, false) {
                    possible.remove(&at);
                } else {
                    possible.insert(at);
                }
            }
            let exact = match changes.get(seen) {
                Some(next) => next.0 == start + 1,
                None => start == u32::MAX,
            };
            let mut atoms = 0;
            for &at in &possible {
                atoms += conditions.formulas.size(parts[at].now);
            }
            write(atoms)?;
            let mut arms = Vec::with_capacity(possible.len());
            for &at in &possible {
                let Part { action, now, loose } = parts[at];
                let rest = if exact && loose {
                    let answer = |atom: &_| known::answer(atom, view, start, true);
                    conditions.formulas.restrict(now, &answer, &mut Map::new())
                } else {
                    now
                };
                arms.push((rest, action));
                if conditions.formulas.is(rest, true) {
                    break;
                }
            }
            cases.push((start, Residual::new(conditions, &arms, self.otherwise)));
        }
        Some(cases)
    }
}

/// Where the answers to a condition's known questions about a view change, and whether one value tells more than a range.
fn starts(conditions: &Conditions<'_>, id: FormulaId, view: &View) -> (Set<u32>, bool) {
    let mut starts = Set::new();
    starts.insert(0);
    let mut loose = false;
    conditions.formulas.visit(id, &mut |_, atom| {
        if atom.view == *view && known::is_known(atom) {
            known::starts(atom, &mut starts);
        } else if view.change == Change::None && atom.view.word == view.word {
            loose |= atom.view != *view || matches!(atom.ask, Ask::Test(Test::Bits(_)));
        }
        true
    });
    (starts, loose)
}
