//! Names, numbers and signatures of system calls.

use super::{Argument, SyscallId};
use crate::target::Abi;

/// The system call of that name, if any architecture has it.
#[must_use]
pub fn find(name: &str) -> Option<SyscallId> {
    let _ = name;
    None
}

/// Its name.
#[must_use]
pub fn name(id: SyscallId) -> &'static str {
    let _ = id;
    ""
}

/// Every system call, sorted by name.
pub fn all() -> impl Iterator<Item = SyscallId> {
    std::iter::empty()
}

/// Its number on that ABI as `seccomp_data.nr` has it (x32's with bit 30); `None` where the ABI lacks it.
#[must_use]
pub fn number(id: SyscallId, abi: Abi) -> Option<u32> {
    let _ = (id, abi);
    None
}

/// The system call of that number.
#[must_use]
pub fn by_number(abi: Abi, number: u32) -> Option<SyscallId> {
    let _ = (abi, number);
    None
}

/// Every number of the ABI, ascending, each once.
#[must_use]
pub fn numbers(abi: Abi) -> &'static [(u32, SyscallId)] {
    let _ = abi;
    &[]
}

/// The arguments on that ABI, in the order of the man page or prototype (`slot` says which register); `None` where the table
/// has no signature.
#[must_use]
pub fn arguments(id: SyscallId, abi: Abi) -> Option<Vec<Argument>> {
    let _ = (id, abi);
    None
}

/// The nearest known names to a misspelt one, best first, at most three.
#[must_use]
pub fn suggestions(name: &str) -> Vec<&'static str> {
    let _ = name;
    Vec::new()
}
