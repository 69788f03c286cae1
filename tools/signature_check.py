"""data/signatures.txt against the declarations of include/linux/syscalls.h, of any kernel.

A difference is fine where data/signatures.differences explains it; what is neither the same nor explained fails, and
so does an explanation that explains nothing.
"""

import re

from signature_types import registers

DECLARATION = re.compile(r"asmlinkage long sys_(\w+)\s*\(([^)]*)\)\s*;", re.S)
ABI = "x86_64"


def declared_type(argument, squeeze):
    """The type of `const char __user *name`, `unsigned int fd`, `aio_context_t` or `int`."""
    argument = argument.replace("const ", " ").strip()
    if "*" in argument or "[" in argument:
        return "void __user *"
    words = argument.split()
    known = {"int", "long", "unsigned", "short", "char"}
    if len(words) > 1 and words[-1] not in known and words[0] != "enum":
        words = words[:-1]
    if words[0] == "enum":
        words = words[:2]
    return squeeze(" ".join(words))


def declarations(header, squeeze):
    """Call -> the prototypes that it is declared with (#if has several for some)."""
    found = {}
    for call, inside in DECLARATION.findall(re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)):
        inside = " ".join(inside.split())
        arguments = [] if inside == "void" else inside.split(",")
        found.setdefault(call, []).append([declared_type(a, squeeze) for a in arguments])
    return found


def signatures(data):
    """Call -> the types that x86_64 has, as declared and not as used."""
    found = {}
    for line in (data / "signatures.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line or line.endswith("(?)"):
            continue
        head, inside = line[:-1].split("(", 1)
        call, _, abis = head.partition("@")
        if abis and ABI not in abis.split(","):
            continue
        if abis or call not in found:
            fields = inside.split(", ") if inside else []
            found[call] = [field.split(": ", 1)[1].split(" as ")[0] for field in fields]
    return found


def check(header, data, squeeze):
    """Prints what is not explained; the exit code."""
    explained = {}
    for line in (data / "signatures.differences").read_text().splitlines():
        if line and not line.startswith("#"):
            call, reason = line.split(None, 1)
            explained[call] = reason
    mine = signatures(data)
    failures, compared = 0, 0
    for call, prototypes in sorted(declarations(header, squeeze).items()):
        if call not in mine:
            continue
        compared += 1
        shape = registers(mine[call], ABI)
        if any(registers(types, ABI) == shape for types in prototypes):
            if call in explained:
                print(f"{call}: explained, and there is no difference")
                failures += 1
        elif call not in explained:
            print(f"{call}: {prototypes} in the header, {mine[call]} here")
            failures += 1
    print(f"{compared} calls compared, {failures} differences unexplained")
    return 1 if failures or compared < 300 else 0
