//! Architectures as profiles name them.
//!
//! `architectures` and `archMap` have libseccomp's constants, `includes.arches` and `excludes.arches` the words of Go
//! (Docker) or of libseccomp's Go binding (Podman).

use crate::target::{Abi, Endian, Target};

/// An architecture that the table has, or one that no Rust target has.
pub(super) type Architecture = Option<(Abi, Endian)>;

const fn little(abi: Abi) -> Architecture {
    Some((abi, Endian::Little))
}

const fn big(abi: Abi) -> Architecture {
    Some((abi, Endian::Big))
}

/// seccomp.h of libseccomp, `SCMP_ARCH_*`.
const CONSTANTS: [(&str, Architecture); 23] = [
    ("SCMP_ARCH_X86", little(Abi::X86)),
    ("SCMP_ARCH_X86_64", little(Abi::X86_64)),
    ("SCMP_ARCH_X32", little(Abi::X32)),
    ("SCMP_ARCH_ARM", little(Abi::Arm)),
    ("SCMP_ARCH_AARCH64", little(Abi::Aarch64)),
    ("SCMP_ARCH_LOONGARCH64", little(Abi::Loongarch64)),
    ("SCMP_ARCH_M68K", None),
    ("SCMP_ARCH_MIPS", big(Abi::Mips)),
    ("SCMP_ARCH_MIPS64", big(Abi::Mips64)),
    ("SCMP_ARCH_MIPS64N32", big(Abi::N32)),
    ("SCMP_ARCH_MIPSEL", little(Abi::Mips)),
    ("SCMP_ARCH_MIPSEL64", little(Abi::Mips64)),
    ("SCMP_ARCH_MIPSEL64N32", little(Abi::N32)),
    ("SCMP_ARCH_PARISC", None),
    ("SCMP_ARCH_PARISC64", None),
    ("SCMP_ARCH_PPC", big(Abi::Powerpc)),
    ("SCMP_ARCH_PPC64", big(Abi::Powerpc64)),
    ("SCMP_ARCH_PPC64LE", little(Abi::Powerpc64)),
    ("SCMP_ARCH_RISCV64", little(Abi::Riscv64)),
    ("SCMP_ARCH_S390", None),
    ("SCMP_ARCH_S390X", big(Abi::S390x)),
    ("SCMP_ARCH_SH", None),
    ("SCMP_ARCH_SHEB", None),
];

/// `GOARCH` and the names of libseccomp-golang's `ScmpArch`.
const WORDS: [(&str, Architecture); 29] = [
    ("386", little(Abi::X86)),
    ("x86", little(Abi::X86)),
    ("amd64", little(Abi::X86_64)),
    ("x32", little(Abi::X32)),
    ("arm", little(Abi::Arm)),
    ("arm64", little(Abi::Aarch64)),
    ("loong64", little(Abi::Loongarch64)),
    ("loongarch64", little(Abi::Loongarch64)),
    ("m68k", None),
    ("mips", big(Abi::Mips)),
    ("mips64", big(Abi::Mips64)),
    ("mips64n32", big(Abi::N32)),
    ("mips64p32", big(Abi::N32)),
    ("mipsle", little(Abi::Mips)),
    ("mipsel", little(Abi::Mips)),
    ("mips64le", little(Abi::Mips64)),
    ("mipsel64", little(Abi::Mips64)),
    ("mipsel64n32", little(Abi::N32)),
    ("mips64p32le", little(Abi::N32)),
    ("parisc", None),
    ("parisc64", None),
    ("ppc", big(Abi::Powerpc)),
    ("ppc64", big(Abi::Powerpc64)),
    ("ppc64le", little(Abi::Powerpc64)),
    ("riscv64", little(Abi::Riscv64)),
    ("s390", None),
    ("s390x", big(Abi::S390x)),
    ("sh", None),
    ("sheb", None),
];

/// The architecture of a constant; `None` where there is no such name.
pub(super) fn constant(name: &str) -> Option<Architecture> {
    find(&CONSTANTS, name)
}

/// The constants' names.
pub(super) fn constants() -> Vec<&'static str> {
    CONSTANTS.iter().map(|&(name, _)| name).collect()
}

/// The architecture of a word; `None` where there is no such name.
pub(super) fn word(name: &str) -> Option<Architecture> {
    find(&WORDS, name)
}

/// The words.
pub(super) fn words() -> Vec<&'static str> {
    WORDS.iter().map(|&(name, _)| name).collect()
}

/// Whether it is what the target runs natively.
pub(super) fn is_native(architecture: Architecture, target: Target) -> bool {
    architecture == Some((target.abi, target.endian))
}

/// The ABI as which the target's kernel may serve it beside the native one.
pub(super) fn compat(architecture: Architecture, target: Target) -> Option<Abi> {
    let (abi, endian) = architecture?;
    (endian == target.endian && target.compat().contains(&abi)).then_some(abi)
}

fn find(list: &[(&str, Architecture)], name: &str) -> Option<Architecture> {
    let found = list.iter().find(|(known, _)| *known == name);
    found.map(|&(_, architecture)| architecture)
}
