//! The rules of container profiles (`oci "FILE"`) on one ABI: names to numbers, comparisons to the widths that its kernel
//! reads. What a profile means is said in [`crate::oci`].

mod overlap;

use crate::ordered::Map;

use super::actions::MAX_ERRNO;
use super::report::Report;
use super::scope::Scope;
use super::settings::speaks_for;
use crate::action::{self, Kind};
use crate::constant::{Constant, Expr, Fit, FitRange, Step};
use crate::error::Place;
use crate::oci::{self, Compare, Data, Profile};
use crate::policy::{Arg, Arm, Cond, Is, Rule, Test};
use crate::syntax::{self, Name, Statement, StatementKind};
use crate::table::{SyscallId, Type, syscalls};
use crate::target::{Abi, Target};

/// The profiles of a policy, each for the ABIs that its statement speaks for.
pub(super) struct Profiles<'p> {
    list: Vec<Written<'p>>,
}

/// A profile and its statement.
pub(super) struct Written<'p> {
    index: usize,
    statement: &'p Statement,
    place: &'p Place,
    profile: Profile,
}

impl<'p> Profiles<'p> {
    /// Reads the files of `oci` statements.
    pub(super) fn read(policy: &'p syntax::Policy, target: Target, report: &mut Report) -> Self {
        let mut list: Vec<Written<'p>> = Vec::new();
        for (index, statement) in policy.statements.iter().enumerate() {
            let StatementKind::Oci(written) = &statement.kind else {
                continue;
            };
            report.at(index, statement.abis.is_none());
            let profile = match oci::read(written, target) {
                Ok(profile) => profile,
                Err(mistakes) => {
                    for (place, message) in mistakes {
                        report.push(&place, message);
                    }
                    continue;
                }
            };
            let both = |earlier: &&Written<'_>| {
                let mut abis = Abi::ALL.into_iter();
                abis.any(|abi| speaks_for(statement, abi) && speaks_for(earlier.statement, abi))
            };
            if let Some(earlier) = list.iter().find(both) {
                report.push_pair(
                    &written.place,
                    "`oci` is said twice: a policy follows one profile",
                    earlier.place,
                    "first said here",
                );
                continue;
            }
            list.push(Written {
                index,
                statement,
                place: &written.place,
                profile,
            });
        }
        Profiles { list }
    }

    /// The ABIs that profiles add.
    pub(super) fn abis(&self) -> Vec<Abi> {
        let mut abis = Vec::new();
        for written in &self.list {
            let of = written.profile.abis.iter().copied();
            abis.extend(of.filter(|&abi| speaks_for(written.statement, abi)));
        }
        abis
    }

    /// The profile that an ABI's calls follow.
    pub(super) fn of(&self, abi: Abi) -> Option<&Written<'p>> {
        self.list
            .iter()
            .find(|written| speaks_for(written.statement, abi))
    }
}

impl Written<'_> {
    /// The action of `defaultAction`.
    pub(super) fn default(&self, scope: &mut Scope<'_>) -> Option<action::Action> {
        scope.report.at(self.index, self.statement.abis.is_none());
        scope.profile_action(&self.profile.default, self.place)
    }

    /// The rules on the scope's ABI, whose default is known; not those of calls that the policy decides by itself.
    pub(super) fn rules(
        &self,
        scope: &mut Scope<'_>,
        decided: &dyn Fn(SyscallId) -> bool,
    ) -> Map<SyscallId, Rule> {
        scope.report.at(self.index, self.statement.abis.is_none());
        let mut whole: Map<SyscallId, action::Action> = Map::new();
        let mut arms: Map<SyscallId, Vec<(Arm, &Place)>> = Map::new();
        for rule in &self.profile.rules {
            let Some(then) = scope.profile_action(&rule.action, &rule.place) else {
                continue;
            };
            if then == scope.default {
                continue;
            }
            let ids = rule.names.iter().filter_map(|name| syscalls::find(name));
            for id in ids.filter(|&id| !decided(id)) {
                if rule.tests.is_empty() {
                    whole.entry(id).or_insert(then);
                    continue;
                }
                let tests = rule.tests.iter();
                let arm = Arm {
                    when: all(tests.map(|test| scope.profile_test(id, *test, &rule.place))),
                    then,
                };
                let arms = arms.entry(id).or_default();
                // Podman's profile has a rule three times, and a second arm of a kind decides nothing.
                if arm.when != Cond::Never && arms.iter().all(|(earlier, _)| *earlier != arm) {
                    arms.push((arm, &rule.place));
                }
            }
        }
        let plain = |(&id, &otherwise)| (id, Vec::new(), otherwise);
        let decided: Vec<_> = whole.iter().map(plain).collect();
        let mut conditional = Vec::new();
        for (id, arms) in arms {
            if whole.contains_key(&id) {
                continue;
            }
            self.unambiguous(scope, id, &arms);
            let arms = arms.into_iter().map(|(arm, _)| arm).collect();
            conditional.push((id, arms, scope.default));
        }
        let rules = decided.into_iter().chain(conditional);
        rules
            .map(|(id, arms, otherwise)| {
                let name = syscalls::name(id).to_owned();
                let rule = Rule {
                    name,
                    arms,
                    otherwise,
                };
                (id, rule)
            })
            .collect()
    }
}

fn all(parts: impl Iterator<Item = Cond>) -> Cond {
    let mut parts: Vec<Cond> = parts.filter(|part| *part != Cond::Always).collect();
    if parts.contains(&Cond::Never) {
        return Cond::Never;
    }
    match parts.len() {
        0 => Cond::Always,
        1 => parts.pop().unwrap_or(Cond::Always),
        _ => Cond::All(parts),
    }
}

impl Scope<'_> {
    fn profile_action(&mut self, action: &oci::Action, place: &Place) -> Option<action::Action> {
        let kind = action.kind;
        let data = match &action.data {
            Data::Number(number) => action::Data::Known(*number),
            Data::Errno(name) => {
                // rustc reports a name that `libc` lacks at the statement's path.
                let word = Name {
                    text: name.clone(),
                    place: place.clone(),
                };
                let constant = syntax::Constant {
                    expr: Expr(vec![Step::Libc(word.word())]),
                    value: None,
                    word: Some(word),
                    is_path: false,
                    text: name.clone(),
                    place: place.clone(),
                };
                self.data(&constant, MAX_ERRNO, "errno")?
            }
        };
        debug_assert!(kind == Kind::Errno || kind == Kind::Trace || data == action::Data::Known(0));
        Some(action::Action { kind, data })
    }

    /// A comparison on this ABI: unsigned, of the bits that the kernel reads.
    fn profile_test(&mut self, id: SyscallId, test: oci::Test, place: &Place) -> Cond {
        let arg = Arg {
            slot: test.index,
            bits: self.read_bits(id, test.index),
            signed: false,
        };
        let mut constant = |value: u64| self.profile_constant(id, arg, value, place);
        let beyond = |holds: bool| if holds { Cond::Always } else { Cond::Never };
        let is = |is: Is| Cond::Test(Test { arg, is });
        let not = |cond: Cond| Cond::Not(Box::new(cond));
        let fitted = |value: u64| fit(value, arg.bits);
        match test.is {
            Compare::Equal(value) => match fitted(value) {
                Some(value) => is(Is::Equal(constant(value))),
                None => beyond(false),
            },
            Compare::NotEqual(value) => match fitted(value) {
                Some(value) => not(is(Is::Equal(constant(value)))),
                None => beyond(true),
            },
            Compare::Less(value) => match fitted(value) {
                Some(value) => is(Is::Less(constant(value))),
                None => beyond(true),
            },
            Compare::LessEqual(value) => match fitted(value) {
                Some(value) => is(Is::AtMost(constant(value))),
                None => beyond(true),
            },
            Compare::Greater(value) => match fitted(value) {
                Some(value) => not(is(Is::AtMost(constant(value)))),
                None => beyond(false),
            },
            Compare::GreaterEqual(value) => match fitted(value) {
                Some(value) => not(is(Is::Less(constant(value)))),
                None => beyond(false),
            },
            Compare::Masked { mask, value } => {
                // The mask's bits above the width meet a register's half that is read as zero, or as a sign.
                let (low_mask, high_mask) = (low(mask, arg.bits), mask & !low(u64::MAX, arg.bits));
                let negative = high_mask == !low(u64::MAX, arg.bits) && fitted(value).is_some();
                if value & high_mask != 0 && !negative {
                    return beyond(false);
                }
                let (mask, value) = (constant(low_mask), constant(low(value, arg.bits)));
                is(Is::Masked(mask, value))
            }
        }
    }

    /// How many of a register's bits the kernel reads. A register without a known argument is taken whole, and so is each
    /// half of an argument that comes in two.
    fn read_bits(&self, id: SyscallId, slot: u8) -> u8 {
        let arguments = syscalls::arguments(id, self.abi).unwrap_or_default();
        let found = arguments.iter().find(|argument| argument.slot == slot);
        match found.map(|argument| argument.ty) {
            Some(Type::Number { bits, .. } | Type::Pointer { bits }) => bits,
            _ => self.abi.register_bits(),
        }
    }

    fn profile_constant(
        &mut self,
        id: SyscallId,
        arg: Arg,
        value: u64,
        place: &Place,
    ) -> crate::constant::ConstId {
        let text = value.to_string();
        let owner = format!("`arg{}` of {}", arg.slot, syscalls::name(id));
        self.constants.intern(Constant {
            expr: Expr(vec![Step::Literal(i128::from(value))]),
            fit: Fit {
                bits: arg.bits,
                signed: arg.signed,
                range: FitRange::Bits,
            },
            known: Some(value),
            single_bit: false,
            small: false,
            listed: None,
            message: format!("`{text}` does not fit {owner}"),
            text,
            owner,
            place: place.clone(),
        })
    }
}

fn low(value: u64, bits: u8) -> u64 {
    value & (u64::MAX >> (64 - u32::from(bits).clamp(1, 64)))
}

/// The number in the width: as it is, or as the negative number that it is in 64 bits.
fn fit(value: u64, bits: u8) -> Option<u64> {
    let kept = low(value, bits);
    let sign = !low(u64::MAX, bits) | (1 << (u32::from(bits).clamp(1, 64) - 1));
    (kept == value || value & sign == sign).then_some(kept)
}
