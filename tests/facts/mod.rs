//! How the tests of signatures ask: by name, or by the shape of the whole call.
#![allow(dead_code, reason = "each test uses some of it")]

use evalbox_compiler::table::{Argument, Type, syscalls};
use evalbox_compiler::target::Abi;

pub(crate) const I32: Type = Type::Number {
    bits: 32,
    signed: true,
};
pub(crate) const U32: Type = Type::Number {
    bits: 32,
    signed: false,
};
pub(crate) const I64: Type = Type::Number {
    bits: 64,
    signed: true,
};
pub(crate) const U64: Type = Type::Number {
    bits: 64,
    signed: false,
};
pub(crate) const U16: Type = Type::Number {
    bits: 16,
    signed: false,
};
pub(crate) const P64: Type = Type::Pointer { bits: 64 };
pub(crate) const P32: Type = Type::Pointer { bits: 32 };

pub(crate) fn arguments(call: &str, abi: Abi) -> Vec<Argument> {
    let id = syscalls::find(call).unwrap_or_else(|| panic!("{call}"));
    syscalls::arguments(id, abi).unwrap_or_else(|| panic!("{call} on {abi}"))
}

/// Slot and type of the argument that has the name.
pub(crate) fn find(call: &str, name: &str, abi: Abi) -> Option<(u8, Type)> {
    let argument = arguments(call, abi)
        .into_iter()
        .find(|argument| argument.names.contains(&name))?;
    Some((argument.slot, argument.ty))
}

pub(crate) fn shape(call: &str, abi: Abi) -> Vec<(u8, Type)> {
    arguments(call, abi)
        .into_iter()
        .map(|argument| (argument.slot, argument.ty))
        .collect()
}
