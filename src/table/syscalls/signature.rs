//! The arguments of a call on an ABI: data/signatures.txt, as build/signatures.rs writes it down.

use crate::table::{Argument, SyscallId, Type, number, words};
use crate::target::Abi;

/// The registers that a filter sees: `seccomp_data.args`.
const REGISTERS: u8 = 6;

/// The arguments on that ABI, in the order of the raw call (`slot` says which register); `None` where the table
/// has no signature. An argument that is on the stack, after six registers, is left out: no filter sees it.
#[must_use]
pub fn arguments(id: SyscallId, abi: Abi) -> Option<Vec<Argument>> {
    let mut slot = 0;
    let mut arguments = Vec::new();
    for place in line(id, abi)?.split_terminator(';') {
        let (names, typed) = place.split_once(':')?;
        let (kind, kernel_type) = typed.split_once(':')?;
        let ty = type_of(kind, abi);
        let split = ty == Type::Split;
        if split && aligns_pairs(abi) {
            slot += slot % 2;
        }
        let width = if split { 2 } else { 1 };
        if slot + width > REGISTERS {
            break;
        }
        arguments.push(Argument {
            names: words(names, '|'),
            ty,
            kernel_type,
            slot,
        });
        slot += width;
    }
    Some(arguments)
}

/// The places of the line that serves the ABI, of those whose arguments are known.
fn line(id: SyscallId, abi: Abi) -> Option<&'static str> {
    let lines = super::data::SIGNATURES.get(usize::from(id.0))?;
    for line in lines.split('\n') {
        let (abis, places) = line.split_once(' ')?;
        if number(abis)? >> (abi as usize) & 1 == 1 {
            return (places != "?").then_some(places);
        }
    }
    None
}

/// What the kernel reads of a register, by the word that build/signatures.rs has for it.
fn type_of(kind: &str, abi: Abi) -> Type {
    let register = abi.register_bits();
    let (bits, signed) = match kind {
        "u16" => (16, false),
        "s32" => (32, true),
        "u32" => (32, false),
        "s64" => (64, true),
        "u64" => (64, false),
        "long" => (register, true),
        "ulong" => (register, false),
        "pointer" => return Type::Pointer { bits: register },
        "compat" => return Type::Pointer { bits: 32 },
        _ => return Type::Unknown,
    };
    if bits > register {
        Type::Split
    } else {
        Type::Number { bits, signed }
    }
}

/// Whether the ABI's calling convention starts a 64-bit value in an even register, with a gap before it where need
/// be (arm: `aarch32_pread64`, powerpc: `ppc_pread64`, mips: `32_pread` in the kernel take a dummy there).
fn aligns_pairs(abi: Abi) -> bool {
    matches!(abi, Abi::Arm | Abi::Powerpc | Abi::Mips)
}
