//! Which argument a constant belongs to, by the family that its name begins with.

use super::{Family, SyscallId};
use crate::target::Abi;

/// The families of a system call.
#[must_use]
pub fn families(id: SyscallId) -> &'static [Family] {
    let _ = id;
    &[]
}

/// The argument that any constant, literals included, belongs to (ioctl's request, prctl's option ..), where there is one.
#[must_use]
pub fn any_constant(id: SyscallId) -> Option<&'static str> {
    let _ = id;
    None
}

/// The bits of that argument that an allow list always lets through, with the ABI's kernel values.
#[must_use]
pub fn through(id: SyscallId, argument: &str, abi: Abi) -> u64 {
    let _ = (id, argument, abi);
    0
}
