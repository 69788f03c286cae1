#!/usr/bin/env python3
"""The libc crate's constants on every Linux target, for whoever edits data/families.txt.

    tools/constants.py LIBC_SOURCE DIR      # LIBC_SOURCE: an unpacked libc crate; DIR: where to build

Prints `NAME TARGET=VALUE ...`, one constant a line. No cross compiler and no other target's core is needed: a copy of the crate
is compiled for the host with its `cfg(target_arch = ..)` and kin renamed to cfgs that this tool sets. Types then have the
host's widths, which constants other than sizes do not depend on.
"""

import pathlib
import re
import shutil
import subprocess
import sys

# name: (arch, pointer width, endian)
ARCHES = {
    "x86_64": ("x86_64", 64, "little"),
    "x86": ("x86", 32, "little"),
    "aarch64": ("aarch64", 64, "little"),
    "arm": ("arm", 32, "little"),
    "riscv64": ("riscv64", 64, "little"),
    "loongarch64": ("loongarch64", 64, "little"),
    "powerpc64": ("powerpc64", 64, "little"),
    "powerpc": ("powerpc", 32, "big"),
    "s390x": ("s390x", 64, "big"),
    "mips64": ("mips64", 64, "big"),
    "mips": ("mips", 32, "big"),
}
RENAMED = re.compile(r"\btarget_(arch|pointer_width|env|endian)\b")
INTERESTING = re.compile(
    r"(AF|PF|SOCK|IPPROTO|PR|F|MADV|PTRACE|BPF|KEYCTL|SIG\w*|CLOCK|SOL|SO|TCP|UDP|IP|IPV6|EPOLL|O|MFD|EFD|IN|FAN|SFD|TFD|MAP|PROT|MREMAP"
    r"|MSG|MS|MNT|UMOUNT|AT|FUTEX|CLONE|SECCOMP|RLIMIT|LOCK|SEEK|SHUT|SPLICE|GRND|POSIX|FALLOC|RWF|XATTR|PRIO|SCHED|IPC|SHM|SEM|MCL"
    r"|MLOCK|MPOL|Q|LINUX|KEXEC|MODULE|PERF|PIDFD|IORING|RUSAGE|P|ITIMER|SYSLOG|ARCH|STATX|RENAME|OPEN|MOVE|FSOPEN|FSMOUNT|FSPICK"
    r"|FSCONFIG|MEMBARRIER|LANDLOCK|UFFD|PKEY|TIMER|WNOHANG|WUNTRACED|WEXITED|WSTOPPED|WCONTINUED|WNOWAIT|__\w+|GETALL|SETALL|GETVAL"
    r"|SETVAL|GETPID|GETNCNT|GETZCNT|ADDR|SYNC|SWAP|KCMP|CLOSE|RSEQ|R|W|X)(_[A-Z0-9_]+)?$|(SIG|W)[A-Z0-9]+$"
)


def run(args):
    return subprocess.run(args, capture_output=True, text=True)


def values(crate, work, arch, env, names):
    """The names' values on one target; what it lacks or is no integer is left out."""
    name, (cpu, width, endian) = arch
    out = work / f"{name}-{env}"
    out.mkdir(parents=True, exist_ok=True)
    cfgs = [("arch", cpu), ("pointer_width", width), ("env", env), ("endian", endian)]
    flags = [word for key, value in cfgs for word in ("--cfg", f'renamed_{key}="{value}"')]
    built = run(["rustc", "--edition=2021", "--crate-type=rlib", "--crate-name=libc", "-Awarnings", *flags,
                 str(crate / "src/lib.rs"), "--out-dir", str(out)])
    if built.returncode:
        sys.exit(f"libc for {name}-{env}: {built.stderr[:2000]}")
    names = sorted(names)
    while True:
        source = out / "print.rs"
        lines = "".join(f'    println!("{n} {{}}", libc::{n} as i128);\n' for n in names)
        source.write_text("fn main() {\n" + lines + "}\n")
        built = run(["rustc", "--edition=2021", "-Awarnings", "-Copt-level=0", str(source), "-o", str(out / "print"),
                     "--extern", f"libc={out}/liblibc.rlib", "--error-format=short"])
        if built.returncode == 0:
            break
        wrong = {int(line) for line in re.findall(r"print\.rs:(\d+):\d+: error", built.stderr)}
        if not wrong:
            sys.exit(built.stderr[:2000])
        names = [n for i, n in enumerate(names) if i + 2 not in wrong]
    return dict(line.split() for line in run([str(out / "print")]).stdout.splitlines())


def main(libc_source, directory):
    work = pathlib.Path(directory)
    crate = work / "libc"
    shutil.rmtree(crate, ignore_errors=True)
    shutil.copytree(libc_source, crate)
    names = set()
    for path in (crate / "src").rglob("*.rs"):
        text = path.read_text()
        names.update(n for n in re.findall(r"\bconst ([A-Z_][A-Z0-9_]*)\b", text) if INTERESTING.match(n))
        names.update(n for n in re.findall(r"\b((?:PTRACE|CLOCK|RLIMIT|MAP|PR|F|O)_[A-Z0-9_]+)\s*[:=]", text))
        path.write_text(RENAMED.sub(r"renamed_\1", text))
    table = {}
    for arch in ARCHES.items():
        for env in ("gnu", "musl"):
            for name, value in values(crate, work, arch, env, names).items():
                table.setdefault(name, {})[f"{arch[0]}-{env}"] = value
    for name, row in sorted(table.items()):
        print(name, *(f"{target}={value}" for target, value in row.items()))


main(*sys.argv[1:])
