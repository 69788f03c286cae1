//! Arms that cannot decide because of what single arms before them say: found by looking each value up, so that rules of
//! any length can be asked. What it finds is a part of what the proof's arithmetic finds ([`super::conditions`]), but for
//! flags that rustc alone knows.

use crate::constant::{ConstId, Constants};
use crate::ordered::{Map, Set};
use crate::policy::{Arg, Cond, Is, Test};

/// What arms have decided.
pub(super) struct Decided<'a> {
    constants: &'a Constants,
    /// Conditions as written, the alternatives of `||` apart.
    conditions: Set<Cond>,
    /// Values of an argument, or of the bits of a mask.
    values: Map<(Arg, Option<ConstId>), Values>,
    /// The unions of `only`.
    only: Map<Arg, Vec<Set<ConstId>>>,
}

/// A set of values: of known ones as ranges that do not touch, by their starts, and of constants.
#[derive(Default)]
struct Values {
    ranges: Map<u64, u64>,
    constants: Set<ConstId>,
}

/// What a comparison asks for: known values from and to, or a constant.
#[derive(Clone, Copy)]
enum Asked {
    Range(u64, u64),
    Constant(ConstId),
}

impl<'a> Decided<'a> {
    pub(super) fn nothing(constants: &'a Constants) -> Decided<'a> {
        Decided {
            constants,
            conditions: Set::new(),
            values: Map::new(),
            only: Map::new(),
        }
    }

    /// Adds the calls for which a condition holds.
    pub(super) fn add(&mut self, cond: &Cond) {
        for way in ways(cond) {
            self.conditions.insert(way.clone());
            let (test, negated) = match way {
                Cond::Test(test) => (test, false),
                Cond::Not(inner) => match &**inner {
                    Cond::Test(test) => (test, true),
                    _ => continue,
                },
                _ => continue,
            };
            if let (Is::Only(flags), false) = (&test.is, negated) {
                let union = flags.iter().copied().collect();
                self.only.entry(test.arg).or_default().push(union);
            }
            for (mask, asked) in self.asked(test, negated).into_iter().flatten() {
                let values = self.values.entry((test.arg, mask)).or_default();
                match asked {
                    Asked::Range(from, to) => values.insert(from, to),
                    Asked::Constant(id) => drop(values.constants.insert(id)),
                }
            }
        }
    }

    /// Whether every call for which the condition holds is among them.
    pub(super) fn covers(&self, cond: &Cond) -> bool {
        ways(cond).into_iter().all(|way| self.covers_way(way))
    }

    /// Whether they are all calls, by the values of one argument.
    pub(super) fn is_everything(&self) -> bool {
        let mut whole = self.values.iter().filter(|((_, mask), _)| mask.is_none());
        whole.any(|((arg, _), values)| values.has(0, last(*arg)))
    }

    fn covers_way(&self, way: &Cond) -> bool {
        if self.conditions.contains(way) {
            return true;
        }
        match way {
            Cond::All(parts) => parts.iter().any(|part| self.covers(part)),
            Cond::Test(test) => self.covers_test(test, false),
            Cond::Not(inner) => match &**inner {
                Cond::Test(test) => self.covers_test(test, true),
                _ => false,
            },
            Cond::Always | Cond::Never | Cond::Any(_) => false,
        }
    }

    fn covers_test(&self, test: &Test, negated: bool) -> bool {
        if let (Is::Only(flags), false) = (&test.is, negated) {
            let flags: Set<ConstId> = flags.iter().copied().collect();
            let unions = self.only.get(&test.arg);
            return unions.is_some_and(|unions| unions.iter().any(|union| flags.is_subset(union)));
        }
        self.asked(test, negated).is_some_and(|asked| {
            asked.into_iter().all(|(mask, asked)| {
                let values = self.values.get(&(test.arg, mask));
                values.is_some_and(|values| match asked {
                    Asked::Range(from, to) => values.has(from, to),
                    Asked::Constant(id) => values.constants.contains(&id),
                })
            })
        })
    }

    /// The values for which a comparison holds, where they can be listed: each with the mask that it is about.
    fn asked(&self, test: &Test, negated: bool) -> Option<Vec<(Option<ConstId>, Asked)>> {
        let last = last(test.arg);
        // In the order of the argument's sign, counted from its least value.
        let known = |id: ConstId| {
            let sign = if test.arg.signed {
                last ^ (last >> 1)
            } else {
                0
            };
            let known = self.constants.get(id).known;
            known.map(|value| (value ^ sign) & last)
        };
        let one = |id: ConstId| match known(id) {
            Some(value) => Asked::Range(value, value),
            None => Asked::Constant(id),
        };
        let range = |from: u64, to: u64| Some(vec![(None, Asked::Range(from, to))]);
        match (&test.is, negated) {
            (Is::Equal(id), false) => Some(vec![(None, one(*id))]),
            (Is::OneOf(ids), false) => Some(ids.iter().map(|&id| (None, one(id))).collect()),
            (Is::Masked(mask, id), false) => Some(vec![(Some(*mask), one(*id))]),
            (Is::MaskedOneOf(mask, ids), false) => {
                Some(ids.iter().map(|&id| (Some(*mask), one(id))).collect())
            }
            (Is::Less(id), false) => range(0, known(*id)?.checked_sub(1)?),
            (Is::AtMost(id), false) => range(0, known(*id)?),
            (Is::Between(from, to), false) => {
                let (from, to) = (known(*from)?, known(*to)?);
                (from <= to).then(|| range(from, to))?
            }
            (Is::Less(id), true) => range(known(*id)?, last),
            (Is::AtMost(id), true) => {
                range(known(*id)?.checked_add(1).filter(|&n| n <= last)?, last)
            }
            (Is::Equal(_) | Is::OneOf(_) | Is::Masked(..) | Is::MaskedOneOf(..), true)
            | (Is::Between(..), true)
            | (Is::Has(_) | Is::Any(_) | Is::Only(_), _) => None,
        }
    }
}

impl Values {
    /// Whether all from one to the other are in it.
    fn has(&self, from: u64, to: u64) -> bool {
        let before = self.ranges.last_to(&from);
        before.is_some_and(|(_, &end)| end >= to)
    }

    fn insert(&mut self, mut from: u64, mut to: u64) {
        // Those that overlap or touch become one.
        let reach = to.saturating_add(1);
        while let Some((&start, &end)) = self.ranges.last_to(&reach) {
            if end.saturating_add(1) < from {
                break;
            }
            self.ranges.remove(&start);
            from = from.min(start);
            to = to.max(end);
        }
        self.ranges.insert(from, to);
    }
}

/// The greatest value of an argument, counted from its least.
fn last(arg: Arg) -> u64 {
    u64::MAX >> (64 - u32::from(arg.bits).clamp(1, 64))
}

/// The alternatives of a condition. The parser bounds the depth.
fn ways(cond: &Cond) -> Vec<&Cond> {
    match cond {
        Cond::Any(parts) => parts.iter().flat_map(ways).collect(),
        one => vec![one],
    }
}
