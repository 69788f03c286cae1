//! Names, numbers and signatures of system calls.

use std::sync::OnceLock;

use super::SyscallId;
use crate::ordered::sort_by;
use crate::target::Abi;

mod nearest;
mod signature;

pub use nearest::suggestions;
pub use signature::arguments;

/// Names and data/signatures.txt as tables, written by build.rs.
mod data {
    include!(concat!(env!("OUT_DIR"), "/syscalls.rs"));
}

/// A row of numbers a system call, in 32 bits each, little-endian: rustc takes in a file at once where it would check seven thousand
/// literals.
static NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/numbers.bin"));

/// What stands there where the ABI lacks the call.
const LACKING: u32 = u32::MAX;

/// The system call of that name, if any architecture has it.
#[must_use]
pub fn find(name: &str) -> Option<SyscallId> {
    let position = data::NAMES.partition_point(|&known| known < name);
    if data::NAMES.get(position) != Some(&name) {
        return None;
    }
    Some(SyscallId(u16::try_from(position).ok()?))
}

/// Its name.
#[must_use]
pub fn name(id: SyscallId) -> &'static str {
    match data::NAMES.get(usize::from(id.0)) {
        Some(name) => name,
        None => "",
    }
}

/// Every system call, sorted by name.
pub fn all() -> impl Iterator<Item = SyscallId> {
    (0..).map(SyscallId).take(data::NAMES.len())
}

/// Its number on that ABI as `seccomp_data.nr` has it (x32's with bit 30); `None` where the ABI lacks it.
#[must_use]
pub fn number(id: SyscallId, abi: Abi) -> Option<u32> {
    let (numbers, _) = NUMBERS.as_chunks();
    let number = numbers.get(usize::from(id.0) * Abi::ALL.len() + abi as usize)?;
    let number = u32::from_le_bytes(*number);
    (number != LACKING).then_some(number)
}

/// The system call of that number.
#[must_use]
pub fn by_number(abi: Abi, number: u32) -> Option<SyscallId> {
    let column = numbers(abi);
    let position = column.partition_point(|&(before, _)| before < number);
    let &(found, id) = column.get(position)?;
    (found == number).then_some(id)
}

/// Every number of the ABI, ascending, each once.
#[must_use]
pub fn numbers(abi: Abi) -> &'static [(u32, SyscallId)] {
    static NUMBERS: [OnceLock<Vec<(u32, SyscallId)>>; Abi::ALL.len()] =
        [const { OnceLock::new() }; Abi::ALL.len()];
    NUMBERS[abi as usize].get_or_init(|| {
        let mut numbers = Vec::new();
        for id in all() {
            if let Some(number) = number(id, abi) {
                numbers.push((number, id));
            }
        }
        sort_by(&mut numbers, &|(a, _), (b, _)| a.cmp(b));
        numbers
    })
}
