//! What a program looks at: `struct seccomp_data` and the architecture's name in it.

/// One system call as a filter sees it: `struct seccomp_data` of `linux/seccomp.h`, in its layout.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeccompData {
    /// The number of the system call.
    pub nr: i32,
    /// The ABI that it came through, an `AUDIT_ARCH_*` of `linux/audit.h`.
    pub arch: u32,
    /// The address that the call was made from.
    pub instruction_pointer: u64,
    /// The registers of its arguments; zero-extended where registers have 32 bits.
    pub args: [u64; 6],
}

impl SeccompData {
    /// A call through the target's own ABI ([`AUDIT_ARCH`]), with an instruction pointer of 0.
    ///
    /// ```
    /// use evalbox_seccomp::SeccompData;
    ///
    /// const WRITE: SeccompData = SeccompData::new(1, [1, 0x7fff_0000_1000, 12, 0, 0, 0]);
    /// assert_eq!(WRITE.arch, evalbox_seccomp::AUDIT_ARCH);
    /// ```
    #[must_use]
    #[inline]
    pub const fn new(nr: i32, args: [u64; 6]) -> SeccompData {
        SeccompData {
            nr,
            arch: AUDIT_ARCH,
            instruction_pointer: 0,
            args,
        }
    }

    /// The word at `offset` bytes, as the kernel's 32-bit load reads it; `None` beyond the struct or between words.
    #[inline]
    pub(crate) const fn word(&self, offset: u32) -> Option<u32> {
        let register = match offset {
            offset if offset % 4 != 0 => return None,
            0 => return Some(self.nr.cast_unsigned()),
            4 => return Some(self.arch),
            8 | 12 => self.instruction_pointer,
            16 | 20 => self.args[0],
            24 | 28 => self.args[1],
            32 | 36 => self.args[2],
            40 | 44 => self.args[3],
            48 | 52 => self.args[4],
            56 | 60 => self.args[5],
            _ => return None,
        };
        let second = offset % 8 == 4;
        Some(if second == cfg!(target_endian = "little") {
            high(register)
        } else {
            low(register)
        })
    }
}

/// The upper 32 bits.
#[must_use]
#[inline]
pub const fn high(register: u64) -> u32 {
    (register >> 32) as u32
}

/// The lower 32 bits.
#[must_use]
#[inline]
pub const fn low(register: u64) -> u32 {
    (register & 0xffff_ffff) as u32
}

/// `seccomp_data.arch` of calls through the target's own ABI: `AUDIT_ARCH_X86_64` on `x86_64`.
///
/// x32 code has the number of `x86_64` here; its calls differ by bit 30 of `nr`.
pub const AUDIT_ARCH: u32 = MACHINE
    | if cfg!(target_endian = "little") {
        AUDIT_ARCH_LE
    } else {
        0
    }
    | if REGISTER_BITS == 64 {
        AUDIT_ARCH_64BIT
    } else {
        0
    }
    | if N32 {
        AUDIT_ARCH_CONVENTION_MIPS64_N32
    } else {
        0
    };

// linux/audit.h: the machine's number in ELF, with these bits.
const AUDIT_ARCH_64BIT: u32 = 0x8000_0000;
const AUDIT_ARCH_LE: u32 = 0x4000_0000;
const AUDIT_ARCH_CONVENTION_MIPS64_N32: u32 = 0x2000_0000;

const N32: bool = cfg!(all(
    any(target_arch = "mips64", target_arch = "mips64r6"),
    target_pointer_width = "32"
));

// By architecture and not by pointer: x32 and n32 have short pointers and long registers.
const REGISTER_BITS: u32 = if cfg!(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    target_arch = "riscv64",
    target_arch = "loongarch64",
    target_arch = "powerpc64",
    target_arch = "s390x",
    target_arch = "mips64",
    target_arch = "mips64r6",
)) {
    64
} else {
    32
};

// linux/elf-em.h
const MACHINE: u32 = const {
    if cfg!(target_arch = "x86_64") {
        62 // EM_X86_64
    } else if cfg!(target_arch = "x86") {
        3 // EM_386
    } else if cfg!(target_arch = "aarch64") {
        183 // EM_AARCH64
    } else if cfg!(target_arch = "arm") {
        40 // EM_ARM
    } else if cfg!(any(target_arch = "riscv64", target_arch = "riscv32")) {
        243 // EM_RISCV
    } else if cfg!(target_arch = "loongarch64") {
        258 // EM_LOONGARCH
    } else if cfg!(target_arch = "powerpc64") {
        21 // EM_PPC64
    } else if cfg!(target_arch = "powerpc") {
        20 // EM_PPC
    } else if cfg!(target_arch = "s390x") {
        22 // EM_S390
    } else if cfg!(any(
        target_arch = "mips",
        target_arch = "mips32r6",
        target_arch = "mips64",
        target_arch = "mips64r6"
    )) {
        8 // EM_MIPS
    } else {
        panic!("evalbox-seccomp does not know the AUDIT_ARCH of this target")
    }
};
