//! `SYSCALL ACTION CONST, ..;`: what a list of constants asks of the arguments that they belong to.

use super::arguments::Register;
use super::belongs::Belonging;
use super::scope::{Scope, Subject};
use crate::constant::{ConstId, FitRange};
use crate::error::Place;
use crate::policy::{Cond, Is, Test};
use crate::syntax::{Constant, ListConstant};
use crate::table::families::{field_bits, through};
use crate::table::{How, SyscallId, syscalls};

/// The constants of a list that belong to one argument.
struct Listed {
    argument: &'static str,
    register: Register,
    values: Vec<ConstId>,
    /// By mask.
    fields: Vec<(u64, Vec<ConstId>)>,
    flags: Vec<ConstId>,
    /// The first of them.
    place: Place,
}

impl Scope<'_> {
    /// The condition under which a list refuses the call: one constant that matches is enough.
    pub(super) fn denied_constants(
        &mut self,
        subject: Subject,
        list: &[ListConstant],
        statement: &Place,
    ) -> Option<Cond> {
        let (_, by_argument) = self.listed(subject, list, statement, FitRange::NonZeroBits)?;
        let mut any = Vec::new();
        for listed in &by_argument {
            any.extend(self.matches(listed));
            for &flag in &listed.flags {
                any.push(test(listed, Is::Has(flag)));
            }
        }
        Some(one_or(any, Cond::Any))
    }

    /// The condition under which a list admits the call: every argument that it speaks of is covered.
    pub(super) fn allowed_constants(
        &mut self,
        subject: Subject,
        list: &[ListConstant],
        statement: &Place,
    ) -> Option<Cond> {
        let (id, by_argument) = self.listed(subject, list, statement, FitRange::Bits)?;
        let mut every = Vec::new();
        for listed in &by_argument {
            every.push(self.covered(id, listed));
        }
        Some(one_or(every, Cond::All))
    }

    /// That the argument has no value, field or flag but those of the list.
    fn covered(&mut self, id: SyscallId, listed: &Listed) -> Cond {
        let mut ways = Vec::new();
        if !listed.values.is_empty() {
            ways.push(test(listed, equal(listed.values.clone())));
        }
        if !listed.fields.is_empty() || !listed.flags.is_empty() {
            let mut parts = self.fields(listed);
            parts.extend(self.no_other_bits(id, listed));
            ways.push(one_or(parts, Cond::All));
        }
        one_or(ways, Cond::Any)
    }

    /// That no bit is set but listed flags, those always let through, and fields: what a field may be is said apart,
    /// and one of which nothing is listed is free. `None` where these are all the bits.
    fn no_other_bits(&mut self, id: SyscallId, listed: &Listed) -> Option<Cond> {
        let all = listed.register.all_bits();
        let free = (field_bits(id, listed.argument) | through(id, listed.argument, self.abi)) & all;
        if free == all {
            return None;
        }
        let mut only = listed.flags.clone();
        if free != 0 || only.is_empty() {
            only.push(self.bits(free, &listed.register, &listed.place));
        }
        Some(test(listed, Is::Only(only)))
    }

    /// One test for each kind of constant but flags.
    fn matches(&mut self, listed: &Listed) -> Vec<Cond> {
        let mut tests = Vec::new();
        if !listed.values.is_empty() {
            tests.push(test(listed, equal(listed.values.clone())));
        }
        tests.extend(self.fields(listed));
        tests
    }

    fn fields(&mut self, listed: &Listed) -> Vec<Cond> {
        let mut tests = Vec::new();
        for (mask, values) in &listed.fields {
            let mask = self.bits(*mask, &listed.register, &listed.place);
            let is = match values.as_slice() {
                [value] => Is::Masked(mask, *value),
                values => Is::MaskedOneOf(mask, values.to_vec()),
            };
            tests.push(test(listed, is));
        }
        tests
    }

    /// The list's constants by argument, fitted; flags by `flags`.
    fn listed(
        &mut self,
        subject: Subject,
        list: &[ListConstant],
        statement: &Place,
        flags: FitRange,
    ) -> Option<(SyscallId, Vec<Listed>)> {
        let (id, belongings) = self.belongings(subject, list, statement)?;
        let mut by_argument: Vec<Listed> = Vec::new();
        let mut missing: Vec<&str> = Vec::new();
        let mut sound = true;
        for Belonging {
            argument,
            how,
            constant,
            unnamed,
        } in &belongings
        {
            if missing.contains(argument) {
                continue;
            }
            let known = by_argument
                .iter()
                .position(|listed| listed.argument == *argument);
            let place = known.unwrap_or(by_argument.len());
            if known.is_none() {
                let Some(register) = self.argument(subject, argument, &constant.place) else {
                    missing.push(argument);
                    continue;
                };
                by_argument.push(Listed {
                    argument,
                    register,
                    values: Vec::new(),
                    fields: Vec::new(),
                    flags: Vec::new(),
                    place: constant.place.clone(),
                });
            }
            let listed = &mut by_argument[place];
            let fields = field_bits(id, argument) & listed.register.all_bits();
            if let Some(message) = mixture(id, constant, fields).filter(|_| *unnamed) {
                self.report.push(&constant.place, message);
                sound = false;
                continue;
            }
            let range = match *how {
                // No family says that it is no value of a field.
                How::Flag if *unnamed && constant.value != Some(0) => {
                    FitRange::Within(listed.register.all_bits() & !fields)
                }
                How::Flag => flags,
                How::Field(mask) => FitRange::Within(mask & listed.register.all_bits()),
                How::Value => FitRange::Bits,
            };
            match self.fitted(constant, &listed.register, range) {
                Some(constant) => listed.add(*how, constant),
                None => sound = false,
            }
        }
        (sound && missing.is_empty()).then_some((id, by_argument))
    }
}

impl Listed {
    fn add(&mut self, how: How, constant: ConstId) {
        match how {
            How::Value => self.values.push(constant),
            How::Flag => self.flags.push(constant),
            How::Field(mask) => {
                let mask = mask & self.register.all_bits();
                match self.fields.iter_mut().find(|(other, _)| *other == mask) {
                    Some((_, values)) => values.push(constant),
                    None => self.fields.push((mask, vec![constant])),
                }
            }
        }
    }
}

/// What is wrong with a literal that has bits of a field and flags: it is compared as one of them.
fn mixture(id: SyscallId, constant: &Constant, fields: u64) -> Option<String> {
    let value = u64::try_from(constant.value?).ok()?;
    let (field, flags) = (value & fields, value & !fields);
    (field != 0 && flags != 0).then(|| {
        let (text, call) = (&constant.text, syscalls::name(id));
        format!(
            "`{text}` mixes flags of {call} with a value of the field {fields:#x}\n\
             hint: list them apart, `{flags:#x}, {field:#x}`, or write a condition"
        )
    })
}

fn equal(values: Vec<ConstId>) -> Is {
    match values.as_slice() {
        [value] => Is::Equal(*value),
        _ => Is::OneOf(values),
    }
}

fn test(listed: &Listed, is: Is) -> Cond {
    Cond::Test(Test {
        arg: listed.register.arg,
        is,
    })
}

/// The only condition, or all of them joined.
fn one_or(mut conditions: Vec<Cond>, join: fn(Vec<Cond>) -> Cond) -> Cond {
    match conditions.len() {
        1 => conditions.swap_remove(0),
        _ => join(conditions),
    }
}
