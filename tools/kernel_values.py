#!/usr/bin/env python3
"""Holds the `kernel` and `both` statements of data/families.txt against the headers of a kernel's source, for every ABI.

    tools/kernel_values.py KERNEL DIR      # KERNEL: a source tree or Debian's linux-headers-*-common; DIR: for what is built

No cross compiler is needed: the host's gcc reads an architecture's headers with that architecture's macros. Prints each value
that is another in the headers, and each name that an ABI's headers have and the file says `-`; names that the headers do not
know at all (newer ones) are counted only.
"""

import pathlib
import re
import subprocess
import sys

from families import statements

ABIS = {
    "x86_64": ("x86", 64, "__x86_64__=1"),
    "x32": ("x86", 32, "__x86_64__=1 __ILP32__=1"),
    "x86": ("x86", 32, "__i386__=1"),
    "aarch64": ("arm64", 64, "__aarch64__=1"),
    "arm": ("arm", 32, "__arm__=1 __ARM_EABI__=1"),
    "riscv64": ("riscv", 64, "__riscv=1 __riscv_xlen=64"),
    "riscv32": ("riscv", 32, "__riscv=1 __riscv_xlen=32"),
    "loongarch64": ("loongarch", 64, "__loongarch__=1 __loongarch_grlen=64"),
    "powerpc64": ("powerpc", 64, "__powerpc__=1 __powerpc64__=1"),
    "powerpc": ("powerpc", 32, "__powerpc__=1"),
    "s390x": ("s390", 64, "__s390__=1 __s390x__=1"),
    "mips64": ("mips", 64, "__mips__=1 __mips=64 _MIPS_SIM=3 _MIPS_SZLONG=64"),
    "n32": ("mips", 32, "__mips__=1 __mips=64 _MIPS_SIM=2 _MIPS_SZLONG=32"),
    "mips": ("mips", 32, "__mips__=1 __mips=32 _MIPS_SIM=1 _MIPS_SZLONG=32"),
}
MIPS = "_ABIO32=1 _ABIN32=2 _ABI64=3 __MIPSEB__=1"
HEADERS = """asm/mman.h asm/prctl.h asm/ptrace.h asm/signal.h asm/socket.h linux/bpf.h linux/can/raw.h linux/fanotify.h linux/fcntl.h linux/futex.h
linux/if_alg.h linux/if_packet.h linux/if_xdp.h linux/in.h linux/in6.h linux/io_uring.h linux/ioprio.h linux/kcmp.h linux/kexec.h
linux/keyctl.h linux/landlock.h linux/lsm.h linux/membarrier.h linux/memfd.h linux/mempolicy.h linux/module.h linux/mount.h
linux/netlink.h linux/perf_event.h linux/personality.h linux/prctl.h linux/ptrace.h linux/sched.h linux/sctp.h linux/seccomp.h
linux/shm.h linux/stat.h
linux/tcp.h linux/tls.h linux/userfaultfd.h linux/vm_sockets.h"""
# What no uapi header has, and every architecture alike.
INTERNAL = "include/linux/socket.h include/linux/swap.h include/linux/syslog.h"


def stated():
    """NAME -> (the value of most ABIs, {ABI: another}), `None` where an ABI has none."""
    text = (pathlib.Path(__file__).parent.parent / "data/families.txt").read_text()
    number = lambda word: None if word == "-" else int(word, 0)
    found = {}
    for word, *rest in statements(text):
        if word in ("kernel", "both") and all("=" in pair for pair in rest):
            found |= {name: (number(value), {}) for name, value in (pair.split("=") for pair in rest)}
        elif word in ("kernel", "both"):
            others = dict(pair.split("=") for pair in rest[2:])
            found[rest[0]] = (number(rest[1]), {abi: number(value) for abi, value in others.items()})
    return found


def flags(kernel, work, abi):
    """What makes the host's gcc read that ABI's headers."""
    arch, width, macros = ABIS[abi]
    own = kernel / f"arch/{arch}/include/uapi"
    generic = work / abi
    (generic / "asm").mkdir(parents=True, exist_ok=True)
    for header in (kernel / "include/uapi/asm-generic").glob("*.h"):
        if not (own / "asm" / header.name).exists():
            (generic / "asm" / header.name).write_text(f"#include <asm-generic/{header.name}>\n")
    (generic / "linux").mkdir(exist_ok=True)
    (generic / "linux/compiler.h").write_text("")
    (generic / "linux/compiler_types.h").write_text("")
    (generic / "sys").mkdir(exist_ok=True)
    (generic / "sys/socket.h").write_text("struct sockaddr { unsigned short family; };\n")
    (generic / "unistd.h").write_text("")
    macros += f" {MIPS}" * (arch == "mips") + " __LP64__=1" * (width == 64)
    macros += f" __CHAR_BIT__=8 __SIZEOF_LONG__={width // 8} __SIZEOF_POINTER__={width // 8}"
    order = 4321 if abi in ("s390x", "mips64", "n32", "mips") else 1234
    macros += f" __BYTE_ORDER__={order} __ORDER_LITTLE_ENDIAN__=1234 __ORDER_BIG_ENDIAN__=4321 __GNUC__=12"
    defined = [f"-D{macro}" for macro in macros.split() + ["__user=", "__force=", "__bitwise=", "__iomem="]]
    return ["-w", "-nostdinc", "-undef", *defined, f"-I{generic}", f"-I{own}", f"-I{kernel}/include/uapi"]


def values(kernel, work, abi, header, names):
    """The names' values in one header; the compiler's errors say which it lacks, a name a line."""
    source, built = work / "values.c", work / "values.s"
    names = sorted(names)
    while names:
        # What linux/sctp.h takes from the C library.
        lines = ["#define MSG_FIN 0x200\nstruct sockaddr_storage { char bytes[128]; };"]
        lines += [f"#include <linux/types.h>\n#include <sys/socket.h>\n#include <{header}>\n#line 1 \"names\""]
        lines += [f"unsigned long long value_{name} = (unsigned long long)({name});" for name in names]
        source.write_text("\n".join(lines) + "\n")
        gcc = ["gcc", *flags(kernel, work, abi), "-fmax-errors=0", "-fno-diagnostics-show-caret", "-fno-zero-initialized-in-bss"]
        run = subprocess.run([*gcc, "-S", str(source), "-o", str(built)], capture_output=True, text=True)
        if run.returncode == 0:
            found = re.findall(r"^value_(\w+):\n\s+\.(quad|zero)\s+(-?\d+)", built.read_text(), re.M)
            return {name: int(value) % 2**64 * (kind == "quad") for name, kind, value in found}
        wrong = {int(line) for line in re.findall(r"^names:(\d+):", run.stderr, re.M)}
        if not wrong:
            return {}
        names = [name for line, name in enumerate(names, 1) if line not in wrong]
    return {}


def internal(kernel):
    """The numbers that the kernel's own headers define: with an option on, where they ask for one, and so the first."""
    text = "\n".join((kernel / header).read_text() for header in INTERNAL.split())
    numbers = re.findall(r"^#define\s+(\w+)\s+(0x[0-9a-fA-F]+|\d+)\b", text, re.M)
    found = {name: int(value, 0) for name, value in reversed(numbers)}
    return found | {name: found[other] for name, other in re.findall(r"^#define\s+(PF_\w+)\s+(AF_\w+)", text, re.M) if other in found}


def main(kernel, directory):
    kernel, work = pathlib.Path(kernel), pathlib.Path(directory)
    work.mkdir(parents=True, exist_ok=True)
    table, seen, wrong = stated(), set(), []
    own = {name: value for name, value in internal(kernel).items() if name in table}
    for abi in ABIS:
        answers = [(header, values(kernel, work, abi, header, table)) for header in HEADERS.split()] + [(INTERNAL, own)]
        for header, found in answers:
            for name, value in found.items():
                seen.add(name)
                most, others = table[name]
                ours = others.get(abi, most)
                same = ours is not None and (ours in (value, value & 0xFFFFFFFF) or name.startswith("PER_") and value & 0xFF == ours)
                if not same:
                    wrong.append(f"{name} on {abi}: {value:#x} in {header}, {ours} in data/families.txt")
    print("\n".join(sorted(set(wrong))))
    print(f"{len(seen)} of {len(table)} names are in the headers, {len(set(wrong))} differ")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
