//! `expect SYSCALL(ARG, .., _) => ACTION;`: tests of the native ABI's answers.

use super::arguments::anywhere;
use super::scope::{Scope, Subject};
use crate::constant::FitRange;
use crate::error::Place;
use crate::policy::Expect;
use crate::syntax;
use crate::table::syscalls;

impl Scope<'_> {
    /// The expectation with its number and registers; `None` as well where the target lacks the call.
    pub(super) fn expect(&mut self, expect: &syntax::Expect, place: &Place) -> Option<Expect> {
        let subject = self.subject(&expect.call)?;
        let action = self.action(&expect.action);
        let number = self.number(subject)?;
        let signature = match subject {
            Subject::Syscall(id) => syscalls::arguments(id, self.abi),
            Subject::Number(_) => None,
        };
        // The raw call's order: an argument in two registers is one argument.
        let slots: Vec<u8> = match &signature {
            None => (0..6).collect(),
            Some(arguments) => {
                let of = |slot: &u8| arguments.iter().any(|argument| argument.slot == *slot);
                (0..6).filter(of).collect()
            }
        };
        if expect.args.len() > slots.len() {
            let message = format!(
                "{} takes {}, not {}",
                subject.name(),
                arguments(slots.len()),
                expect.args.len()
            );
            let given = expect.args.len();
            let elsewhere = anywhere(subject, &|arguments| arguments.len() >= given);
            let first = expect.args.get(slots.len());
            self.lacking(elsewhere, first.map_or(place, |(_, place)| place), message);
            return None;
        }
        let mut args = [None; 6];
        let mut sound = true;
        for ((given, _), &slot) in expect.args.iter().zip(&slots) {
            let Some(constant) = given else { continue };
            let fitted = self
                .by_slot(subject, signature.as_deref(), slot, &constant.place)
                .and_then(|register| {
                    let id = self.fitted(constant, &register, FitRange::Bits)?;
                    Some((id, register.arg.bits))
                });
            sound &= fitted.is_some();
            if let Some(arg) = args.get_mut(usize::from(slot)) {
                *arg = fitted;
            }
        }
        let action = action.filter(|_| sound)?;
        Some(Expect {
            number,
            args,
            action,
            text: expect.text.clone(),
            place: place.clone(),
        })
    }
}

fn arguments(count: usize) -> String {
    match count {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        many => format!("{many} arguments"),
    }
}
