//! The machines that programs are compiled for.
//!
//! A [`Target`] is what rustc builds for; an [`Abi`] is one way of making system calls on it, with numbers and
//! argument widths of its own. A kernel serves one native ABI and may serve others (`x86_64`: `x86`, `x32`).

use std::fmt;

/// One system call interface: a column of `data/numbers.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Abi {
    X86_64,
    X32,
    X86,
    Aarch64,
    Arm,
    Riscv64,
    Riscv32,
    Loongarch64,
    Powerpc64,
    Powerpc,
    S390x,
    Mips64,
    N32,
    Mips,
}

impl Abi {
    /// Every ABI, in the order of the columns of `data/numbers.txt`.
    pub const ALL: [Abi; 14] = [
        Abi::X86_64,
        Abi::X32,
        Abi::X86,
        Abi::Aarch64,
        Abi::Arm,
        Abi::Riscv64,
        Abi::Riscv32,
        Abi::Loongarch64,
        Abi::Powerpc64,
        Abi::Powerpc,
        Abi::S390x,
        Abi::Mips64,
        Abi::N32,
        Abi::Mips,
    ];

    /// The name as policies write it in `abi [..]` and `#[cfg(abi = "..")]`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Abi::X86_64 => "x86_64",
            Abi::X32 => "x32",
            Abi::X86 => "x86",
            Abi::Aarch64 => "aarch64",
            Abi::Arm => "arm",
            Abi::Riscv64 => "riscv64",
            Abi::Riscv32 => "riscv32",
            Abi::Loongarch64 => "loongarch64",
            Abi::Powerpc64 => "powerpc64",
            Abi::Powerpc => "powerpc",
            Abi::S390x => "s390x",
            Abi::Mips64 => "mips64",
            Abi::N32 => "n32",
            Abi::Mips => "mips",
        }
    }

    /// The ABI of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Abi> {
        Abi::ALL.into_iter().find(|abi| abi.name() == name)
    }

    /// The width of `long`, `size_t` and of a pointer, in bits.
    #[must_use]
    pub const fn long_bits(self) -> u8 {
        match self {
            Abi::X86_64
            | Abi::Aarch64
            | Abi::Riscv64
            | Abi::Loongarch64
            | Abi::Powerpc64
            | Abi::S390x
            | Abi::Mips64 => 64,
            Abi::X32 | Abi::X86 | Abi::Arm | Abi::Riscv32 | Abi::Powerpc | Abi::N32 | Abi::Mips => {
                32
            }
        }
    }

    /// Whether a register holds 64 bits, so that a `loff_t` is one argument (on x32 and n32 it is, though `long` is 32 bits).
    #[must_use]
    pub const fn register_bits(self) -> u8 {
        match self {
            Abi::X32 | Abi::N32 => 64,
            other => other.long_bits(),
        }
    }
}

impl fmt::Display for Abi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Endian {
    Little,
    Big,
}

/// What rustc compiles for, as far as a filter depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The native ABI.
    pub abi: Abi,
    /// The byte order: which half of an argument comes first in `seccomp_data`.
    pub endian: Endian,
}

// uapi/linux/audit.h: AUDIT_ARCH_* is the ELF machine with these two bits. Machine numbers: uapi/linux/elf-em.h.
const AUDIT_ARCH_64BIT: u32 = 0x8000_0000;
const AUDIT_ARCH_LE: u32 = 0x4000_0000;
const AUDIT_ARCH_CONVENTION_MIPS64_N32: u32 = 0x2000_0000;
const EM_386: u32 = 3;
const EM_MIPS: u32 = 8;
const EM_PPC: u32 = 20;
const EM_PPC64: u32 = 21;
const EM_S390: u32 = 22;
const EM_ARM: u32 = 40;
const EM_X86_64: u32 = 62;
const EM_AARCH64: u32 = 183;
const EM_RISCV: u32 = 243;
const EM_LOONGARCH: u32 = 258;

impl Target {
    /// `x86_64`, the target of most examples.
    pub const X86_64: Target = Target {
        abi: Abi::X86_64,
        endian: Endian::Little,
    };

    /// Every target that Rust has and that has seccomp filters.
    pub const ALL: [Target; 16] = [
        Target::X86_64,
        Target {
            abi: Abi::X86,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Aarch64,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Aarch64,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::Arm,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Arm,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::Riscv64,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Loongarch64,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Powerpc64,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Powerpc64,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::Powerpc,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::S390x,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::Mips64,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Mips64,
            endian: Endian::Big,
        },
        Target {
            abi: Abi::Mips,
            endian: Endian::Little,
        },
        Target {
            abi: Abi::Mips,
            endian: Endian::Big,
        },
    ];

    /// The other ABIs that the target's kernel may serve.
    #[must_use]
    pub const fn compat(self) -> &'static [Abi] {
        match self.abi {
            Abi::X86_64 => &[Abi::X86, Abi::X32],
            Abi::Aarch64 => &[Abi::Arm],
            Abi::Riscv64 => &[Abi::Riscv32],
            Abi::Powerpc64 => &[Abi::Powerpc],
            Abi::Mips64 => &[Abi::Mips, Abi::N32],
            _ => &[],
        }
    }

    /// `seccomp_data.arch` of a call through `abi` on this target.
    #[must_use]
    pub const fn audit_arch(self, abi: Abi) -> u32 {
        let machine = match abi {
            Abi::X86_64 | Abi::X32 => EM_X86_64 | AUDIT_ARCH_64BIT,
            Abi::X86 => EM_386,
            Abi::Aarch64 => EM_AARCH64 | AUDIT_ARCH_64BIT,
            Abi::Arm => EM_ARM,
            Abi::Riscv64 => EM_RISCV | AUDIT_ARCH_64BIT,
            Abi::Riscv32 => EM_RISCV,
            Abi::Loongarch64 => EM_LOONGARCH | AUDIT_ARCH_64BIT,
            Abi::Powerpc64 => EM_PPC64 | AUDIT_ARCH_64BIT,
            Abi::Powerpc => EM_PPC,
            Abi::S390x => EM_S390 | AUDIT_ARCH_64BIT,
            Abi::Mips64 => EM_MIPS | AUDIT_ARCH_64BIT,
            Abi::N32 => EM_MIPS | AUDIT_ARCH_64BIT | AUDIT_ARCH_CONVENTION_MIPS64_N32,
            Abi::Mips => EM_MIPS,
        };
        match self.endian {
            Endian::Little => machine | AUDIT_ARCH_LE,
            Endian::Big => machine,
        }
    }

    /// The target by `target_arch` and `target_endian`, as `cfg` spells them (`mips32r6` and `mips64r6` are mips).
    #[must_use]
    pub fn from_cfg(arch: &str, endian: &str) -> Option<Target> {
        let abi = match arch {
            "mips32r6" => Abi::Mips,
            "mips64r6" => Abi::Mips64,
            other => Abi::from_name(other)?,
        };
        let endian = match endian {
            "little" => Endian::Little,
            "big" => Endian::Big,
            _ => return None,
        };
        let target = Target { abi, endian };
        Target::ALL.contains(&target).then_some(target)
    }

    /// `target_arch` as `cfg` spells it.
    #[must_use]
    pub const fn arch_name(self) -> &'static str {
        self.abi.name()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endian = match (self.abi, self.endian) {
            (Abi::Aarch64 | Abi::Arm, Endian::Big) => "eb",
            (Abi::Powerpc64, Endian::Little) => "le",
            (Abi::Mips | Abi::Mips64, Endian::Little) => "el",
            _ => "",
        };
        write!(f, "{}{endian}", self.abi)
    }
}
