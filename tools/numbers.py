#!/usr/bin/env python3
"""Writes data/numbers.txt, from the `syscalls` crate and the kernel's tables.

    tools/numbers.py SYSCALLS_CRATE KERNEL > data/numbers.txt

SYSCALLS_CRATE is the unpacked source of syscalls 0.8.1, KERNEL that of Linux 6.12. tests/numbers.rs does the
crate's part again, against the crate that Cargo has verified.
"""

import re
import sys
from pathlib import Path

ABIS = "x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips".split()
X32_BIT = 0x40000000
N32_BASE = 6000

# The crate takes these from uapi/asm-generic/unistd.h with every #if branch taken; the kernel's tables for the
# architecture (arch/*/kernel/Makefile.syscalls, scripts/syscall.tbl) have no such entry.
TIME64 = """clock_gettime64 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64 timer_gettime64
timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64 pselect6_time64 ppoll_time64
io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 semtimedop_time64
rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval_time64""".split()
ABSENT = {
    "aarch64": TIME64,
    "loongarch64": TIME64 + ["renameat", "getrlimit", "setrlimit", "memfd_secret"],
    "riscv32": ["getrlimit", "setrlimit"],
}
# The crate's name -> the kernel's.
RENAMED = {"aarch64": {"fstatat": "newfstatat"}, "loongarch64": {"fstatat": "newfstatat"}}
# uapi/asm/unistd.h of arm, __ARM_NR_BASE 0x0f0000: private calls, which seccomp sees as any other.
ARM_PRIVATE = {"breakpoint": 1, "cacheflush": 2, "usr26": 3, "usr32": 4, "set_tls": 5, "get_tls": 6}
# Newer than the tables of 6.12: number 463 and up is the same on every ABI, above its base.
NEWER = ["setxattrat", "getxattrat", "listxattrat", "removexattrat", "open_tree_attr", "file_getattr", "file_setattr"]

HEADER = """\
# The numbers of Linux system calls, as seccomp_data.nr has them. Written by tools/numbers.py, checked by
# tests/numbers.rs. `-` where the ABI lacks the call.
#
# Sources:
# - the `syscalls` crate 0.8.1: every column but x32 and n32. mips64 and mips include their base (5000, 4000).
# - Linux 6.12: arch/x86/entry/syscalls/syscall_64.tbl (rows `common` and `x32`, with bit 30) for x32;
#   arch/mips/kernel/syscalls/syscall_n32.tbl (base 6000) for n32.
# - arch/arm/include/uapi/asm/unistd.h: arm's private calls, breakpoint to get_tls, which the crate lacks.
# - calls newer than 6.12 have one number on every ABI (463 to 469, above the base), so x32 and n32 have it too.
# Left out: numbers that the crate lists for aarch64, loongarch64 and riscv32 and that the kernel does not have
# there (tests/numbers.rs names them); its `fstatat` is the kernel's newfstatat.
"""


def crate_numbers(crate, arch):
    text = (crate / "src/arch" / f"{arch}.rs").read_text()
    entries = re.findall(r"^\s+(?:r#)?(\w+) = (\d+),", text, re.M)
    renamed = RENAMED.get(arch, {})
    return {renamed.get(n, n): int(nr) for n, nr in entries if n not in ABSENT.get(arch, [])}


def kernel_numbers(table, abis):
    numbers = {}
    for line in table.read_text().splitlines():
        fields = line.split("#")[0].split()
        if len(fields) >= 3 and fields[0].isdigit() and fields[1] in abis:
            numbers[fields[2]] = int(fields[0])
    return numbers


def columns(crate, kernel):
    x32 = kernel_numbers(kernel / "arch/x86/entry/syscalls/syscall_64.tbl", ("common", "x32"))
    n32 = kernel_numbers(kernel / "arch/mips/kernel/syscalls/syscall_n32.tbl", ("n32",))
    for offset, name in enumerate(NEWER):
        x32[name] = n32[name] = 463 + offset
    for abi in ABIS:
        if abi == "x32":
            yield {name: X32_BIT | number for name, number in x32.items()}
        elif abi == "n32":
            yield {name: N32_BASE + number for name, number in n32.items()}
        elif abi == "arm":
            yield crate_numbers(crate, abi) | {n: 0x0F0000 + nr for n, nr in ARM_PRIVATE.items()}
        else:
            yield crate_numbers(crate, abi)


def main():
    crate, kernel = map(Path, sys.argv[1:])
    table = list(columns(crate, kernel))
    names = sorted(set().union(*table))
    rows = [["# name", *ABIS]] + [[n, *(str(c.get(n, "-")) for c in table)] for n in names]
    widths = [max(map(len, column)) for column in zip(*rows)]
    print(HEADER, end="")
    for name, *numbers in rows:
        print(name.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:])))


if __name__ == "__main__":
    main()
