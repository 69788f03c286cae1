#!/usr/bin/env python3
"""Writes data/signatures.txt, from the kernel's prototypes, the man pages' names and tools/signatures.hand.

    tools/signatures.py KERNEL > data/signatures.txt     the source of Linux 6.12
    tools/signatures.py --check HEADER                   include/linux/syscalls.h of another kernel

Each ABI's table names the function behind a number and SYSCALL_DEFINE gives its prototype. One line says what most
ABIs have; where another reads its registers differently it gets a line of its own, `name@abi(..)`.
"""

import re
import sys
from pathlib import Path

from signature_types import registers
from synopsis import man_page_names

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
ABIS = "x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips".split()
GENERIC = "scripts/syscall.tbl"
POWERPC = "arch/powerpc/kernel/syscalls/syscall.tbl"
X86_64 = "arch/x86/entry/syscalls/syscall_64.tbl"
# The table of each ABI, the rows that are the ABI's, and its architecture's folder.
TABLES = {
    "x86_64": (X86_64, "common 64", "x86"),
    "x32": (X86_64, "common x32", "x86"),
    "x86": ("arch/x86/entry/syscalls/syscall_32.tbl", "i386", "x86"),
    "aarch64": (GENERIC, "common 64 renameat rlimit memfd_secret", "arm64"),
    "arm": ("arch/arm/tools/syscall.tbl", "common eabi", "arm"),
    "riscv64": (GENERIC, "common 64 riscv rlimit memfd_secret", "riscv"),
    "riscv32": (GENERIC, "common 32 riscv memfd_secret", "riscv"),
    "loongarch64": (GENERIC, "common 64", "loongarch"),
    "powerpc64": (POWERPC, "common 64 nospu", "powerpc"),
    "powerpc": (POWERPC, "common 32 nospu", "powerpc"),
    "s390x": ("arch/s390/kernel/syscalls/syscall.tbl", "common 64", "s390"),
    "mips64": ("arch/mips/kernel/syscalls/syscall_n64.tbl", "n64", "mips"),
    "n32": ("arch/mips/kernel/syscalls/syscall_n32.tbl", "n32", "mips"),
    "mips": ("arch/mips/kernel/syscalls/syscall_o32.tbl", "o32", "mips"),
}
# What man pages call these, where the call has no page of its own or the page's name changed.
SYNONYMS = {"dfd": ["dirfd"], "filename": ["pathname"], "pathname": ["path"]}
DEFINE = re.compile(r"^\s*((?:COMPAT_)?)SYSCALL_DEFINE([0-6])\s*\(([^)]*)\)", re.M)


def squeeze(kernel_type):
    """`const char __user * const __user *` in one spelling: no const, no space before a star."""
    words = re.sub(r"\b(const|__user|volatile)\b", " ", kernel_type).replace("*", " * ")
    pointer = "__user " if "__user" in kernel_type else ""
    words = " ".join(words.split())
    if "*" not in words:
        return words
    base, stars = words.split("*", 1)
    return f"{base.strip()} {pointer}*{stars.replace(' ', '')}"


def definitions(kernel):
    """Function (`sys_x`, `compat_sys_x`) -> [(file, [(type, name)])]."""
    found = {}
    for folder in ("arch", "block", "drivers", "fs", "io_uring", "ipc", "kernel", "mm", "net", "security"):
        for file in sorted((kernel / folder).rglob("*.c")):
            text = file.read_text(errors="replace")
            if "SYSCALL_DEFINE" not in text:
                continue
            for compat, count, inside in DEFINE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
                name, *fields = [" ".join(field.split()) for field in inside.split(",")]
                if len(fields) != 2 * int(count):
                    continue
                prefix = "compat_sys_" if compat else "sys_"
                arguments = [(squeeze(t), n) for t, n in zip(fields[::2], fields[1::2])]
                found.setdefault(prefix + name, []).append((str(file.relative_to(kernel)), arguments))
    return found


def entries(kernel, abi):
    """Name -> function of that ABI's table."""
    file, rows, _ = TABLES[abi]
    table = {}
    for line in (kernel / file).read_text().splitlines():
        fields = line.split("#")[0].split()
        if len(fields) >= 4 and fields[0].isdigit() and fields[1] in rows.split():
            table[fields[2]] = fields[3]
    return table


def prototype(found, function, abi):
    """The definition for the ABI's architecture, the generic one otherwise; the first where #if chooses."""
    folder = f"arch/{TABLES[abi][2]}/"
    if function == "sys_ni_syscall":
        return None
    candidates = found.get(function, [])
    own = [c for c in candidates if c[0].startswith(folder)]
    generic = [c for c in candidates if not c[0].startswith("arch/")]
    for _, arguments in own + generic:
        return arguments
    return None


def read_hand():
    """tools/signatures.hand: its sections by directive."""
    hand = {"line": {}, "names": {}, "narrow": {}, "type": {}, "same": set(), "unknown": {}}
    for line in (HERE / "signatures.hand").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        directive, rest = line.split(None, 1)
        if directive == "line":
            hand["line"].setdefault(re.match(r"\w+", rest)[0], []).append(rest)
        elif directive == "unknown":
            name, reason = rest.split(None, 1)
            hand["unknown"][name] = reason
        elif directive == "same":
            hand["same"].update(rest.split())
        else:
            call, argument, what = rest.split(None, 2)
            hand[directive][call, argument] = what
    return hand


def names_of(call, position, kernel_name, man, hand, taken):
    given = hand["names"].get((call, kernel_name))
    if given:
        return given.split("|")
    names = man[position : position + 1] + [kernel_name.lstrip("_")]
    for name, newer in SYNONYMS.items():
        if name in names:
            names += newer
    plain = [n for n in dict.fromkeys(names) if n and not re.fullmatch(r"_*(unused|arg\d|pad\d*|dummy|uarg\d)", n)]
    return [n for n in plain if n not in taken] or ["-"]


def signature(call, arguments, man, hand):
    """The part in parentheses, and the sources of what is narrowed."""
    fields, sources, taken = [], [], set()
    kernel_names = [n for _, n in arguments]
    for position, (kernel_type, kernel_name) in enumerate(arguments):
        others = set(kernel_names) - {kernel_name}
        names = names_of(call, position, kernel_name, man, hand, taken | others)
        taken.update(names)
        narrow = hand["narrow"].get((call, kernel_name))
        if narrow:
            to, source = narrow.split(None, 1)
            kernel_type += f" as {to.replace('|', ' ')}"
            sources.append(source)
        fields.append(f"{'|'.join(names)}: {kernel_type}")
    return f"({', '.join(fields)})", "; ".join(sources)


def used(call, kernel_type, kernel_name, hand):
    """The type that the kernel makes of it."""
    narrow = hand["narrow"].get((call, kernel_name))
    return narrow.split()[0].replace("|", " ") if narrow else kernel_type


def lines_of(call, prototypes, man, hand):
    """The base line and one for every group of ABIs that reads its registers differently."""
    groups = []
    for abi, arguments in prototypes:
        narrowed = [used(call, t, n, hand) for t, n in arguments]
        for group in groups:
            same = registers(group["narrowed"], abi) == registers(narrowed, abi)
            if same or call in hand["same"]:
                group["abis"].append(abi)
                break
        else:
            groups.append({"abis": [abi], "arguments": arguments, "narrowed": narrowed})
    base = max(groups, key=lambda g: len(g["abis"]))
    lines = []
    for group in [base] + [g for g in groups if g is not base]:
        text, source = signature(call, group["arguments"], man, hand)
        where = "" if group is base else "@" + ",".join(group["abis"])
        lines.append(f"{call}{where}{text}" + (f"  # {source}" if source else ""))
    return lines


def generate(kernel):
    found = definitions(kernel)
    hand = read_hand()
    tables = {abi: entries(kernel, abi) for abi in ABIS}
    print((HERE / "signatures.header").read_text(), end="")
    for row in (DATA / "numbers.txt").read_text().splitlines():
        if row.startswith("#"):
            continue
        call = row.split()[0]
        if call in hand["unknown"]:
            print(f"{call}(?)  # {hand['unknown'][call]}")
            continue
        by_hand = hand["line"].get(call, [])
        lines = by_hand if any(line.startswith(call + "(") for line in by_hand) else []
        if not lines:
            covered = {a for line in by_hand for a in line.split("(")[0].partition("@")[2].split(",")}
            prototypes = []
            for abi in ABIS:
                function = tables[abi].get(call)
                arguments = prototype(found, function, abi) if function and abi not in covered else None
                if arguments is not None:
                    prototypes.append((abi, arguments))
            if not prototypes:
                print(f"{call}: no prototype at all", file=sys.stderr)
                continue
            man = man_page_names(call)
            if len(man) not in (0, len(prototypes[0][1])):
                print(f"{call}: man page {man}, kernel {prototypes[0][1]}", file=sys.stderr)
            lines = lines_of(call, prototypes, man, hand) + by_hand
        print("\n".join(lines))


def main():
    if sys.argv[1] == "--check":
        from signature_check import check
        sys.exit(check(Path(sys.argv[2]), DATA, squeeze))
    generate(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
