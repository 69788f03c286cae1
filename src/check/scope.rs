//! One reading of the policy: the ABI it is read for, and what its names mean there.

use super::report::Report;
use crate::action::Action;
use crate::constant::Constants;
use crate::policy::Number;
use crate::syntax::{Call, Name};
use crate::table::{SyscallId, syscalls};
use crate::target::{Abi, Target};

/// What a statement is about: a system call that the table knows, or a number that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Syscall(SyscallId),
    Number(u32),
}

impl Subject {
    pub(super) fn name(self) -> String {
        match self {
            Subject::Syscall(id) => syscalls::name(id).to_owned(),
            Subject::Number(number) => format!("nr({number})"),
        }
    }
}

pub(super) struct Scope<'a> {
    pub(super) target: Target,
    pub(super) abi: Abi,
    /// The ABI's default action.
    pub(super) default: Action,
    pub(super) constants: &'a mut Constants,
    pub(super) report: &'a mut Report,
}

impl Scope<'_> {
    pub(super) fn native(&self) -> bool {
        self.abi == self.target.abi
    }

    /// The subject of a call as written.
    pub(super) fn subject(&mut self, call: &Call) -> Option<Subject> {
        match call {
            Call::Named(name) => self.named(name).map(Subject::Syscall),
            Call::Number { number, place } => match refusal(*number, self.target.abi) {
                None => Some(Subject::Number(*number)),
                Some(message) => {
                    self.report.push(place, message);
                    None
                }
            },
        }
    }

    /// The system call of that name, on whatever architecture.
    pub(super) fn named(&mut self, name: &Name) -> Option<SyscallId> {
        let word = &name.text;
        let found = syscalls::find(word);
        if found.is_none() && !self.report.is_full() {
            self.report.push(&name.place, no_such_syscall(word));
        }
        found
    }

    /// Its number here; `None` where the ABI lacks it. `nr(N)` speaks of the native ABI.
    pub(super) fn number(&self, subject: Subject) -> Option<Number> {
        match subject {
            Subject::Syscall(id) => syscalls::number(id, self.abi),
            Subject::Number(number) => self.native().then_some(number),
        }
    }
}

pub(super) fn no_such_syscall(word: &str) -> String {
    let near = syscalls::suggestions(&word.to_lowercase());
    let hint = match near.as_slice() {
        _ if word == "nr" => "\nhint: a number is written `nr(999)`".to_owned(),
        [] => String::new(),
        near => format!("\nhint: did you mean `{}`?", near.join("`, `")),
    };
    format!("no architecture has a system call `{word}`{hint}")
}

/// Bit 30 marks x32's numbers, `__X32_SYSCALL_BIT` of asm/unistd.h.
const X32_BIT: u32 = 0x4000_0000;

/// Why `nr(number)` is refused, where it is.
fn refusal(number: u32, native: Abi) -> Option<String> {
    if let Some(id) = syscalls::by_number(native, number) {
        let name = syscalls::name(id);
        return Some(format!("`nr({number})` is `{name}`\nhint: write the name"));
    }
    if i32::try_from(number).is_err() {
        return Some(format!(
            "`nr({number})` is no system call number: the kernel's are 0 to {}",
            i32::MAX
        ));
    }
    if native == Abi::X86_64 && number & X32_BIT != 0 {
        return Some(format!(
            "`nr({number})` has bit 30 set: it is a number of x32, not of x86_64\nhint: `abi [x32]` lets x32 calls follow the policy, by name"
        ));
    }
    None
}
