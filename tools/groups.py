#!/usr/bin/env python3
"""Prints the installed systemd's groups in the form of data/groups.txt, for comparison by eye after an update.

    systemd-analyze syscall-filter | tools/groups.py
"""

import sys
import textwrap


def groups(lines):
    """Yields (name, description, members) from `systemd-analyze syscall-filter`'s answer."""
    name, about, members = None, "", []
    for line in lines:
        line = line.rstrip()
        if line.startswith("@"):
            if name:
                yield name, about, members
            name, about, members = line[1:], "", []
        elif line.startswith("    # "):
            about = about or line[6:]
        elif line.startswith("    "):
            members.append(line.strip())
    if name:
        yield name, about, members


for name, about, members in groups(sys.stdin):
    if name == "known":
        continue  # every name systemd has heard of: no policy wants that as one set
    print(f"\n# {about}")
    print(f"group {name}:")
    print(textwrap.fill(" ".join(members), 100, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False))
