//! Names, numbers and signatures of system calls.

use super::{Argument, SyscallId, Type};
use crate::target::Abi;

mod nearest;

pub use nearest::suggestions;

/// data/numbers.txt and data/signatures.txt as tables, written by build.rs.
mod data {
    use super::{Kind, Line, Place, SyscallId};

    include!(concat!(env!("OUT_DIR"), "/syscalls.rs"));
}

/// What `NUMBERS` holds where the ABI lacks the call.
const LACKING: u32 = u32::MAX;

/// The registers that a filter sees: `seccomp_data.args`.
const REGISTERS: u8 = 6;

/// An argument as a line of data/signatures.txt has it, for several ABIs: names, kernel type, what is read.
struct Place(&'static [&'static str], &'static str, Kind);

/// A line: the set of its ABIs (bit = place in `Abi::ALL`), and the arguments, where known.
type Line = (u16, Option<&'static [Place]>);

/// What the kernel reads of a register.
#[derive(Clone, Copy)]
enum Kind {
    /// So many bits, signed or not, on every ABI.
    Bits(u8, bool),
    /// A register's width, signed or not.
    Long(bool),
    /// A register's width, an address in user memory.
    Pointer,
    /// An address in 32 bits: `compat_uptr_t`.
    CompatPointer,
    /// Not known.
    #[allow(dead_code, reason = "no type of today's table is unknown")]
    Unknown,
}

impl Kind {
    fn on(self, abi: Abi) -> Type {
        let register = abi.register_bits();
        match self {
            Kind::Bits(bits, _) if bits > register => Type::Split,
            Kind::Bits(bits, signed) => Type::Number { bits, signed },
            Kind::Long(signed) => Type::Number {
                bits: register,
                signed,
            },
            Kind::Pointer => Type::Pointer { bits: register },
            Kind::CompatPointer => Type::Pointer { bits: 32 },
            Kind::Unknown => Type::Unknown,
        }
    }
}

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

/// The arguments on that ABI, in the order of the raw call (`slot` says which register); `None` where the table
/// has no signature. An argument that is on the stack, after six registers, is left out: no filter sees it.
#[must_use]
pub fn arguments(id: SyscallId, abi: Abi) -> Option<Vec<Argument>> {
    let lines = data::SIGNATURES.get(usize::from(id.0))?;
    let (_, places) = lines
        .iter()
        .find(|(abis, _)| abis >> (abi as usize) & 1 == 1)?;
    let mut slot = 0;
    let mut arguments = Vec::new();
    for &Place(names, kernel_type, kind) in (*places)? {
        let ty = kind.on(abi);
        let split = ty == Type::Split;
        if split && aligns_pairs(abi) {
            slot += slot % 2;
        }
        let width = if split { 2 } else { 1 };
        if slot + width > REGISTERS {
            break;
        }
        arguments.push(Argument {
            names,
            ty,
            kernel_type,
            slot,
        });
        slot += width;
    }
    Some(arguments)
}

/// Whether the ABI's calling convention starts a 64-bit value in an even register, with a gap before it where need
/// be (arm: `aarch32_pread64`, powerpc: `ppc_pread64`, mips: `32_pread` in the kernel take a dummy there).
fn aligns_pairs(abi: Abi) -> bool {
    matches!(abi, Abi::Arm | Abi::Powerpc | Abi::Mips)
}
