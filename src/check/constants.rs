//! Constants fitted to what they are compared with: those of literals are computed and checked here, the rest keep
//! the words that the build says where rustc finds that they do not fit.

use super::arguments::Register;
use super::scope::Scope;
use crate::constant::{ConstId, Constant, Expr, FamilyMember, Fit, FitRange, Step};
use crate::error::Place;
use crate::fold::{Unfolded, compute, fit_value};
use crate::syntax;

/// What a constant is used for, for messages and the table's facts.
pub(super) struct Use {
    /// "`domain` of socket"
    pub(super) owner: String,
    /// The message where the value does not fit.
    pub(super) misfit: String,
    /// What the table knows of it, where it is a word of `libc`'s.
    pub(super) known: Option<FamilyMember>,
    /// Whether the table says that it is in `0..=u32::MAX`.
    pub(super) small: bool,
}

/// The words of the table that are wider: libc has these of `mount(2)` and `mmap(2)` with their signs extended.
pub(super) const WIDE: [&str; 2] = ["MAP_HUGE_16GB", "MS_NOUSER"];

impl Scope<'_> {
    /// A constant that is compared with an argument.
    pub(super) fn fitted(
        &mut self,
        constant: &syntax::Constant,
        register: &Register,
        range: FitRange,
    ) -> Option<ConstId> {
        if let Some(word) = function(constant) {
            let message = format!(
                "`{word}` is a function of libc's and no constant\n\
                 hint: the kernel's real-time signals are 32 to 64, to 128 on mips: write the numbers"
            );
            self.report.push(&constant.place, message);
            return None;
        }
        if let Some(full) = register.prefixed(constant) {
            let message = format!(
                "`{}` leaves off its prefix, which only lists may\nhint: write `{full}`",
                constant.text
            );
            self.report.push(&constant.place, message);
            return None;
        }
        let known = register.known_constant(constant);
        let mut usage = register.usage(&constant.text, range, known);
        usage.small = register.is_small(constant);
        self.constant(constant, register.fit(range), usage)
    }

    /// A constant of that fit. A literal-only one that has no value of it is reported.
    pub(super) fn constant(
        &mut self,
        constant: &syntax::Constant,
        fit: Fit,
        usage: Use,
    ) -> Option<ConstId> {
        let pointer_bits = self.target.abi.long_bits();
        let value = compute(&constant.expr, fit, pointer_bits, &|_| None)
            .and_then(|value| fit_value(value, fit));
        let known = match value {
            Ok(value) => Some(value),
            Err(Unfolded::Open) => None,
            Err(Unfolded::Overflow) => {
                let message = format!("`{}` overflows", constant.text);
                self.report.push(&constant.place, message);
                return None;
            }
            Err(Unfolded::Unfit) => {
                self.report.push(&constant.place, usage.misfit);
                return None;
            }
        };
        let message = self.on_abi(usage.misfit);
        Some(self.constants.intern(Constant {
            expr: constant.expr.clone(),
            fit,
            known,
            single_bit: usage.known.is_some_and(|known| known.constant.single_bit),
            small: usage.small,
            listed: usage.known,
            text: constant.text.clone(),
            owner: usage.owner,
            message,
            // Of a path the last word: what rustc shows of a whole path is its first.
            place: match &constant.word {
                Some(word) => word.place.clone(),
                None => constant.place.clone(),
            },
        }))
    }

    /// A number of the compiler's own: a mask of the table's.
    pub(super) fn bits(&mut self, value: u64, register: &Register, place: &Place) -> ConstId {
        let text = format!("{value:#x}");
        let usage = register.usage(&text, FitRange::Bits, None);
        let message = self.on_abi(usage.misfit);
        self.constants.intern(Constant {
            expr: Expr(vec![Step::Literal(i128::from(value))]),
            fit: register.fit(FitRange::Bits),
            known: Some(value),
            single_bit: false,
            small: false,
            listed: None,
            text,
            owner: usage.owner,
            message,
            place: place.clone(),
        })
    }

    /// A message for the build, which does not know which ABI it is about.
    fn on_abi(&self, message: String) -> String {
        if self.native() {
            message
        } else {
            format!("on {}: {message}", self.abi)
        }
    }
}

/// A word of the expression that libc has as a function, which no constant can call.
fn function(constant: &syntax::Constant) -> Option<String> {
    constant.expr.0.iter().find_map(|step| match step {
        Step::Libc(word) if word.text == "SIGRTMIN" || word.text == "SIGRTMAX" => {
            Some(word.text.clone())
        }
        _ => None,
    })
}
