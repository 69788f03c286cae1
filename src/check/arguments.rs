//! Arguments: which register a name stands for on an ABI, and what of it the kernel reads.

use super::constants::{Use, WIDE};
use super::scope::{Scope, Subject};
use crate::constant::{Binary, FamilyMember, Fit, FitRange, Step};
use crate::error::Place;
use crate::policy::Arg;
use crate::suggest;
use crate::syntax;
use crate::table::{Argument, SyscallId, Type, families, syscalls};
use crate::target::Abi;

/// `seccomp_data.args` has six.
const SLOTS: u8 = 6;

/// An argument that can be compared.
pub(super) struct Register {
    pub(super) arg: Arg,
    /// Whether it is an address, of which only zero means something to a filter.
    pub(super) pointer: bool,
    /// "`domain` of socket"
    pub(super) owner: String,
    /// "a 32-bit int"
    pub(super) ty: String,
    syscall: Option<SyscallId>,
}

impl Register {
    pub(super) fn fit(&self, range: FitRange) -> Fit {
        Fit {
            bits: self.arg.bits,
            signed: self.arg.signed,
            range,
        }
    }

    /// Every bit that the kernel reads.
    pub(super) fn all_bits(&self) -> u64 {
        u64::MAX >> (64 - u32::from(self.arg.bits).clamp(1, 64))
    }

    pub(super) fn usage(&self, text: &str, range: FitRange, known: Option<FamilyMember>) -> Use {
        let Register { owner, ty, .. } = self;
        let misfit = match range {
            FitRange::Ordered => {
                let sign = if self.arg.signed {
                    "a signed"
                } else {
                    "an unsigned"
                };
                format!("`{text}` does not fit {owner}, {ty}, which is ordered as {sign} number")
            }
            FitRange::NonZeroBits => format!(
                "`{text}` is no flag that can be denied: it has no bits, or does not fit {owner}, {ty}\nhint: write a condition"
            ),
            FitRange::Within(mask) => format!(
                "`{text}` has bits outside of {mask:#x}, the part of {owner} that it is compared with\nhint: list its parts, or write a condition"
            ),
            FitRange::Bits | FitRange::UpTo(_) => {
                format!("`{text}` does not fit {owner}, {ty}")
            }
        };
        Use {
            owner: owner.clone(),
            misfit,
            known,
            small: false,
        }
    }

    /// Whether the value is in `0..=u32::MAX` on every target: a union of words that the table knows, and of literals.
    pub(super) fn is_small(&self, constant: &syntax::Constant) -> bool {
        constant.expr.0.iter().all(|step| match step {
            Step::Literal(value) => u32::try_from(*value).is_ok(),
            Step::Libc(word) => self
                .known_word(&word.text)
                .is_some_and(|known| !WIDE.contains(&known.constant.name)),
            Step::Binary(operator) => matches!(operator, Binary::Or | Binary::And | Binary::Xor),
            Step::Path(_) | Step::Not | Step::Negate | Step::Cast(_) => false,
        })
    }

    /// The word with the family's prefix, where the table knows it with the prefix only.
    pub(super) fn prefixed(&self, constant: &syntax::Constant) -> Option<String> {
        let word = constant.word.as_ref().filter(|_| !constant.is_path)?;
        let id = self.syscall?;
        let full = format!("{}{}", families::short_prefix(id)?, word.text);
        let listed = families::families(id)
            .iter()
            .any(|family| family.find(&full).is_some());
        (listed && self.known_constant(constant).is_none()).then_some(full)
    }

    /// What the table knows of a constant that is one word of `libc`'s.
    pub(super) fn known_constant(&self, constant: &syntax::Constant) -> Option<FamilyMember> {
        let word = constant.word.as_ref().filter(|_| !constant.is_path)?;
        self.known_word(&word.text)
    }

    fn known_word(&self, word: &str) -> Option<FamilyMember> {
        families::families(self.syscall?).iter().find_map(|family| {
            let constant = family.constants.iter().find(|known| known.name == word)?;
            Some(FamilyMember {
                constant,
                family: &family.constants,
            })
        })
    }
}

impl Scope<'_> {
    /// The register of an argument by name or place (`arg0` .. `arg5`).
    pub(super) fn argument(
        &mut self,
        subject: Subject,
        word: &str,
        place: &Place,
    ) -> Option<Register> {
        let call = subject.name();
        let signature = match subject {
            Subject::Syscall(id) => syscalls::arguments(id, self.abi),
            Subject::Number(_) => None,
        };
        if let Some(slot) = place_of(word) {
            return self.by_slot(subject, signature.as_deref(), slot, place);
        }
        let Some(arguments) = signature else {
            let message = format!(
                "the table does not know the arguments of {call}\nhint: write the place, `arg0` to `arg5`"
            );
            self.report.push(place, message);
            return None;
        };
        match named(&arguments, word) {
            Some(argument) => self.register(subject, argument, word, place),
            None => {
                self.no_argument(subject, &arguments, word, place);
                None
            }
        }
    }

    /// The register at a place of the raw call.
    pub(super) fn by_slot(
        &mut self,
        subject: Subject,
        signature: Option<&[Argument]>,
        slot: u8,
        place: &Place,
    ) -> Option<Register> {
        let call = subject.name();
        let Some(arguments) = signature else {
            if slot >= SLOTS {
                self.report.push(
                    place,
                    format!("a system call has `arg0` to `arg5`, no `arg{slot}`"),
                );
                return None;
            }
            let bits = self.abi.register_bits();
            return Some(Register {
                arg: Arg {
                    slot,
                    bits,
                    signed: false,
                },
                pointer: false,
                owner: format!("`arg{slot}` of {call}"),
                ty: format!("a {bits}-bit unsigned number"),
                syscall: None,
            });
        };
        let covers = |argument: &&Argument| {
            argument.slot == slot
                || (argument.ty == Type::Split && argument.slot.checked_add(1) == Some(slot))
        };
        if let Some(argument) = arguments.iter().find(covers) {
            return self.register(subject, argument, &format!("arg{slot}"), place);
        }
        let message = match count(arguments) {
            0 => format!("{call} has no arguments, and so no `arg{slot}`"),
            1 => format!("{call} has one argument, `arg0`, and no `arg{slot}`"),
            many => format!(
                "{call} has {many} arguments, `arg0` to `arg{}`, and no `arg{slot}`",
                many - 1
            ),
        };
        let elsewhere = anywhere(subject, &|arguments| count(arguments) > slot);
        self.lacking(elsewhere, place, message);
        None
    }

    /// Reports what this ABI's version of a call lacks, with the way out where another ABI's has it.
    pub(super) fn lacking(&mut self, elsewhere: bool, place: &Place, message: String) {
        if elsewhere {
            self.report.push_of_abi(place, message);
        } else {
            self.report.push(place, message);
        }
    }

    /// The register of an argument of the signature; none for one that is in two.
    pub(super) fn register(
        &mut self,
        subject: Subject,
        argument: &Argument,
        word: &str,
        place: &Place,
    ) -> Option<Register> {
        let call = subject.name();
        let (bits, signed, pointer) = match argument.ty {
            Type::Number { bits, signed } => (bits, signed, false),
            Type::Pointer { bits } => (bits, false, true),
            Type::Unknown => (self.abi.register_bits(), false, false),
            Type::Split => {
                let message = format!(
                    "`{word}` of {call} comes in two registers: no comparison can see the whole of it"
                );
                self.report.push_of_abi(place, message);
                return None;
            }
        };
        let kernel_type = match argument.kernel_type {
            "" => "unsigned number",
            known => known,
        };
        Some(Register {
            arg: Arg {
                slot: argument.slot,
                bits,
                signed,
            },
            pointer,
            owner: format!("`{word}` of {call}"),
            ty: format!("a {bits}-bit {kernel_type}"),
            syscall: match subject {
                Subject::Syscall(id) => Some(id),
                Subject::Number(_) => None,
            },
        })
    }

    fn no_argument(&mut self, subject: Subject, arguments: &[Argument], word: &str, place: &Place) {
        let call = subject.name();
        let elsewhere = anywhere(subject, &|arguments| named(arguments, word).is_some());
        let (mut first, mut all) = (Vec::new(), Vec::new());
        for argument in arguments {
            first.extend(argument.names.first().copied());
            all.extend_from_slice(&argument.names);
        }
        let has = match first.as_slice() {
            [] => "it has none".to_owned(),
            names => format!("it has `{}`", names.join("`, `")),
        };
        if elsewhere {
            let message = format!("this ABI's {call} has no argument `{word}`: {has}");
            self.report.push_of_abi(place, message);
        } else {
            let hint = suggest::hint(word, &all);
            self.report.push(
                place,
                format!("{call} has no argument `{word}`: {has}{hint}"),
            );
        }
    }
}

/// Whether a call's arguments are so on any ABI.
pub(super) fn anywhere(subject: Subject, holds: &dyn Fn(&[Argument]) -> bool) -> bool {
    let Subject::Syscall(id) = subject else {
        return false;
    };
    for abi in Abi::ALL {
        if syscalls::arguments(id, abi).is_some_and(|arguments| holds(&arguments)) {
            return true;
        }
    }
    false
}

/// The argument of that name.
fn named<'a>(arguments: &'a [Argument], word: &str) -> Option<&'a Argument> {
    let mut arguments = arguments.iter();
    arguments.find(|argument| argument.names.contains(&word))
}

/// How many places the raw call has.
fn count(arguments: &[Argument]) -> u8 {
    let mut count = 0;
    for argument in arguments {
        count = count.max(argument.slot + 1 + u8::from(argument.ty == Type::Split));
    }
    count
}

/// The place that `argN` names.
fn place_of(word: &str) -> Option<u8> {
    let digits = word.strip_prefix("arg")?;
    match digits.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}
