//! Which register an argument is in, per ABI: the kernel function is named beside each fact.

mod facts;

use evalbox_compiler::table::Type;
use evalbox_compiler::target::Abi;

use facts::{I32, I64, P32, P64, U32, U64, arguments, find, shape};

/// ABIs on which 64 bits take two registers.
const NARROW: [Abi; 5] = [Abi::X86, Abi::Arm, Abi::Riscv32, Abi::Powerpc, Abi::Mips];

/// kernel/fork.c: `CLONE_BACKWARDS`, `CLONE_BACKWARDS2` and neither.
#[test]
fn clone_by_architecture() {
    for abi in Abi::ALL {
        let flags = u8::from(abi == Abi::S390x);
        assert_eq!(find("clone", "flags", abi), Some((flags, U32)), "{abi}");
        assert_eq!(
            find("clone", "stack", abi).map(|(slot, _)| slot),
            Some(1 - flags),
            "{abi}"
        );
        let tls_last = matches!(abi, Abi::X86_64 | Abi::X32 | Abi::Loongarch64 | Abi::S390x);
        assert_eq!(
            find("clone", "tls", abi).map(|(slot, _)| slot),
            Some(if tls_last { 4 } else { 3 }),
            "{abi}"
        );
        assert_eq!(
            find("clone", "child_tid", abi).map(|(slot, _)| slot),
            Some(if tls_last { 3 } else { 4 }),
            "{abi}"
        );
    }
}

#[test]
fn packed_arguments_are_one_pointer() {
    for (call, abi, ty) in [
        ("mmap", Abi::X86, P32),
        ("mmap", Abi::S390x, P64),
        ("select", Abi::X86, P32),
        ("select", Abi::Powerpc, P32),
    ] {
        assert_eq!(shape(call, abi), [(0, ty)], "{call} on {abi}");
        assert_eq!(find(call, "fd", abi), None);
        assert_eq!(find(call, "addr", abi), None);
    }
    // ksys_mmap_pgoff() passes the fd on as unsigned int.
    assert_eq!(find("mmap", "fd", Abi::X86_64), Some((4, U32)));
    assert_eq!(find("mmap", "flags", Abi::X86_64), Some((3, U64)));
    assert_eq!(find("mmap2", "fd", Abi::X86), Some((4, U32)));
    assert_eq!(find("mmap2", "pgoffset", Abi::Arm), Some((5, U32)));
}

/// `ia32_pread64`, `aarch32_pread64`, `ppc_pread64`, `32_pread` (mips); `compat_arg_u64` without a gap on riscv.
#[test]
fn wide_arguments_are_split_and_aligned() {
    for (abi, gap) in [
        (Abi::X86, 0),
        (Abi::Riscv32, 0),
        (Abi::Arm, 1),
        (Abi::Powerpc, 1),
        (Abi::Mips, 1),
    ] {
        assert_eq!(
            find("pread64", "offset", abi),
            Some((3 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("pwrite64", "offset", abi),
            Some((3 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("truncate64", "length", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("ftruncate64", "length", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("readahead", "offset", abi),
            Some((1 + gap, Type::Split)),
            "{abi}"
        );
        assert_eq!(
            find("readahead", "count", abi),
            Some((3 + gap, U32)),
            "{abi}"
        );
    }
    for abi in NARROW {
        assert_eq!(
            shape("fallocate", abi),
            [(0, I32), (1, I32), (2, Type::Split), (4, Type::Split)],
            "{abi}"
        );
        assert_eq!(
            shape("fanotify_mark", abi),
            [(0, I32), (1, U32), (2, Type::Split), (4, I32), (5, P32)],
            "{abi}"
        );
        // The halves are arguments of their own.
        assert_eq!(find("preadv", "pos_h", abi), Some((4, U32)), "{abi}");
    }
    for abi in Abi::ALL.into_iter().filter(|abi| !NARROW.contains(abi)) {
        assert_eq!(find("pread64", "offset", abi), Some((3, I64)), "{abi}");
        assert_eq!(find("fanotify_mark", "mask", abi), Some((2, U64)), "{abi}");
        assert_eq!(find("fanotify_mark", "dirfd", abi), Some((3, I32)), "{abi}");
        assert!(
            arguments("fallocate", abi)
                .iter()
                .all(|argument| argument.ty != Type::Split),
            "{abi}"
        );
    }
}

#[test]
fn advice_and_ranges_by_architecture() {
    let s = Type::Split;
    assert_eq!(
        shape("fadvise64", Abi::X86_64),
        [(0, I32), (1, I64), (2, U64), (3, I32)]
    );
    assert_eq!(
        shape("fadvise64", Abi::Aarch64),
        [(0, I32), (1, I64), (2, I64), (3, I32)]
    );
    // ia32_fadvise64, ppc32_fadvise64
    assert_eq!(
        shape("fadvise64", Abi::X86),
        [(0, I32), (1, s), (3, U32), (4, I32)]
    );
    assert_eq!(
        shape("fadvise64", Abi::Powerpc),
        [(0, I32), (2, s), (4, U32), (5, I32)]
    );
    // o32's is fadvise64_64, with a gap: the advice is the seventh register, on the stack.
    assert_eq!(shape("fadvise64", Abi::Mips), [(0, I32), (2, s), (4, s)]);
    // ia32_fadvise64_64, ppc_fadvise64_64, aarch32_fadvise64_64
    assert_eq!(
        shape("fadvise64_64", Abi::X86),
        [(0, I32), (1, s), (3, s), (5, I32)]
    );
    assert_eq!(
        shape("fadvise64_64", Abi::Powerpc),
        [(0, I32), (1, I32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("arm_fadvise64_64", Abi::Arm),
        [(0, I32), (1, I32), (2, s), (4, s)]
    );
    // ia32_sync_file_range, aarch32_sync_file_range2, ppc_sync_file_range2; o32's flags are on the stack.
    assert_eq!(
        shape("sync_file_range", Abi::X86),
        [(0, I32), (1, s), (3, s), (5, U32)]
    );
    assert_eq!(
        shape("arm_sync_file_range", Abi::Arm),
        [(0, I32), (1, U32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("sync_file_range2", Abi::Powerpc),
        [(0, I32), (1, U32), (2, s), (4, s)]
    );
    assert_eq!(
        shape("sync_file_range2", Abi::Powerpc64),
        [(0, I32), (1, U32), (2, I64), (3, I64)]
    );
    assert_eq!(find("sync_file_range", "flags", Abi::Mips), None);
    assert_eq!(find("sync_file_range", "flags", Abi::N32), Some((3, U32)));
}
