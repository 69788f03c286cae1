#!/usr/bin/env python3
"""Holds data/families.txt against the values that the libc crate has on every Linux target.

    tools/families.py LIBC_SOURCE DIR      # LIBC_SOURCE: an unpacked libc crate; DIR: where to build

No cross compiler and no other target's core is needed: a copy of the crate is compiled for the host with its
`cfg(target_arch = ..)` and kin renamed to cfgs that this tool sets. Types then have the host's widths, which constants other
than sizes do not depend on. A second run with the same DIR builds nothing anew.

Prints what is wrong, a line each: a name that libc lacks on a target and that has no `kernel` statement, a flag that is not one
bit and not `wide`, one without a bit that is not `empty`, two names of one value that `same` does not list, a field's member
outside of its mask, and the reverse of each.
"""

import itertools
import pathlib
import re
import shutil
import subprocess
import sys

# arch, pointer width, endian
ARCHES = [
    ("x86_64", 64, "little"),
    ("x86", 32, "little"),
    ("aarch64", 64, "little"),
    ("arm", 32, "little"),
    ("riscv64", 64, "little"),
    ("loongarch64", 64, "little"),
    ("powerpc64", 64, "little"),
    ("powerpc", 32, "big"),
    ("s390x", 64, "big"),
    ("mips64", 64, "big"),
    ("mips", 32, "big"),
]
# What libc has on every target and not as the kernel: commands of 64-bit locks by the names of those of 32 bits.
OTHERWISE = {"F_GETLK", "F_SETLK", "F_SETLKW"}
# What libc has as functions.
FUNCTIONS = {"SIGRTMIN", "SIGRTMAX"}
RENAMED = re.compile(r"\btarget_(arch|pointer_width|env|endian)\b")


def rustc(*args):
    return subprocess.run(["rustc", "--edition=2021", "-Awarnings", *args], capture_output=True, text=True)


def values(crate, out, cfgs, names):
    """The names' values on one target; what it lacks is left out."""
    out.mkdir(parents=True, exist_ok=True)
    library = out / "liblibc.rlib"
    if not library.exists():
        flags = [word for key, value in cfgs.items() for word in ("--cfg", f'renamed_{key}="{value}"')]
        built = rustc("--crate-type=rlib", "--crate-name=libc", *flags, str(crate / "src/lib.rs"), "--out-dir", str(out))
        if built.returncode:
            sys.exit(f"libc for {cfgs}: {built.stderr[:2000]}")
    names = sorted(names)
    while True:
        lines = "".join(f'    println!("{name} {{}}", libc::{name} as i128);\n' for name in names)
        (out / "print.rs").write_text("fn main() {\n" + lines + "}\n")
        built = rustc(str(out / "print.rs"), "-o", str(out / "print"), "--extern", f"libc={library}", "--error-format=short")
        if built.returncode == 0:
            break
        wrong = {int(line) for line in re.findall(r"print\.rs:(\d+):\d+: error", built.stderr)}
        if not wrong:
            sys.exit(built.stderr[:2000])
        names = [name for line, name in enumerate(names, 2) if line not in wrong]
    printed = subprocess.run([str(out / "print")], capture_output=True, text=True).stdout
    # A negative number is a C int with bit 31.
    return {name: int(value) & 0xFFFFFFFF if int(value) < 0 else int(value) for name, value in map(str.split, printed.splitlines())}


def table(libc_source, directory, names):
    """NAME -> TARGET -> value."""
    work = pathlib.Path(directory)
    crate = work / "libc"
    if not crate.exists():
        shutil.copytree(libc_source, crate)
        for path in (crate / "src").rglob("*.rs"):
            path.write_text(RENAMED.sub(r"renamed_\1", path.read_text()))
    rows = {name: {} for name in names}
    for (arch, width, endian), env in itertools.product(ARCHES, ("gnu", "musl")):
        target = f"{arch}-{env}"
        cfgs = {"arch": arch, "pointer_width": width, "env": env, "endian": endian}
        for name, value in values(crate, work / target, cfgs, names - FUNCTIONS).items():
            rows[name][target] = value
    return rows


def statements(text):
    """The file's statements as lists of words."""
    for block in re.split(r"\n(?=\S)", "\n" + re.sub(r"#.*", "", text)):
        if block.split():
            yield block.split()


def read(text):
    """(families as (how, mask, [CALL.ARGUMENT], [NAME]), same, wide, empty, kernel)"""
    sets, families, same, wide, empty, kernel = {}, [], [], set(), set(), set()
    for word, *rest in statements(text):
        expanded = [name for item in rest for name in (sets[item[1:]] if item.startswith("@") else [item])]
        if word == "set":
            sets[rest[0]] = expanded[1:]
        elif word == "same":
            same.append(set(rest))
        elif word == "wide":
            wide |= set(rest)
        elif word == "empty":
            empty |= set(rest)
        elif word == "kernel" and all("=" in pair for pair in rest):
            kernel |= {pair.split("=")[0] for pair in rest}
        elif word == "kernel":
            kernel.add(rest[0])
        elif word == "family":
            of, has = expanded.index("of"), expanded.index("has")
            mask = int(rest[1], 0) if rest[0] == "field" else None
            families.append((rest[0], mask, expanded[of + 1 : has], [name for name in expanded[has + 1 :] if name != "-"]))
    return families, same, wide, empty, kernel


def problems(families, same, wide, empty, kernel, rows):
    every = {target for row in rows.values() for target in row}
    flags = {name for how, _, _, names in families if how == "flag" for name in names}
    for name, row in rows.items():
        lacking = every - set(row)
        zero = [target for target in row if name in flags and row[target] == 0]
        if lacking and name not in kernel and name not in empty:
            yield f"{name}: no `kernel` statement, and libc lacks it on {sorted(lacking)}"
        if zero and name not in kernel and name not in empty:
            yield f"{name}: not `empty`, and without a bit on {zero}"
        if not lacking and not zero and name in kernel | empty and name not in OTHERWISE:
            yield f"{name}: libc has it on every target"
        if name in flags:
            several = [target for target in row if row[target].bit_count() != 1]
            if bool(several) != (name in wide) and row:
                yield f"{name}: {'not ' if name in wide else ''}wide; {several}"
    seen_equal = set()
    for how, mask, _, names in families:
        for name in names:
            if mask is not None and any(value & ~mask for value in rows[name].values()):
                yield f"{name} is not within {mask:#x}"
        for a, b in itertools.combinations(names, 2):
            equal = [target for target in rows[a] if rows[a][target] == rows[b].get(target)]
            listed = any({a, b} <= names for names in same)
            if equal:
                seen_equal.add(frozenset((a, b)))
                if not listed:
                    yield f"{a} and {b} are the same on {equal}"
    for names in same:
        for name in names:
            if not any(frozenset((name, other)) in seen_equal for other in names - {name}):
                yield f"{name} is not the same as any of {sorted(names - {name})} anywhere"


def main(libc_source, directory):
    text = (pathlib.Path(__file__).parent.parent / "data/families.txt").read_text()
    families, same, wide, empty, kernel = read(text)
    names = {name for _, _, _, names in families for name in names}
    found = sorted(set(problems(families, same, wide, empty, kernel, table(libc_source, directory, names))))
    print("\n".join(found) or f"{len(names)} names of {len(families)} families: as libc has them")
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
