"""The names that section 2 man pages give to arguments, by position."""

import gzip
import re
import shlex
from pathlib import Path

MAN = Path("/usr/share/man")
# The page where it is not called after the system call.
PAGES = {"_llseek": "llseek", "_newselect": "select", "newfstatat": "fstatat", "pselect6": "pselect", "umount": "umount2"}


def page_text(name):
    file = MAN / "man2" / f"{name}.2.gz"
    if not file.exists():
        return None
    text = gzip.decompress(file.read_bytes()).decode(errors="replace")
    link = re.match(r"\.so (\S+)", text)
    if link:
        text = gzip.decompress((MAN / f"{link[1]}.gz").read_bytes()).decode(errors="replace")
    return text


def italic_marked(synopsis):
    """The lines with what is set in italics, the names, between < and >."""
    out = []
    for line in synopsis.replace("\\\n", "").splitlines():
        macro, _, rest = line.partition(" ")
        if macro not in (".BI", ".BR", ".B"):
            continue
        try:
            words = shlex.split(rest.replace("\\fR", "").replace("\\fP", "").replace("\\fB", "").replace("'", ""))
        except ValueError:
            continue
        if macro == ".BI":
            words = [f"<{w}>" if i % 2 else w for i, w in enumerate(words)]
        out.append("".join(words))
    return " ".join(out)


def man_page_names(call):
    """The longest prototype's names; empty where there is no page or none that can be read."""
    plain = re.sub(r"(_time64|64|32)$", "", call.removeprefix("rt_"))
    return names_in(call) or names_in(plain)


def names_in(call):
    text = page_text(PAGES.get(call, call))
    if text is None:
        return []
    synopsis = re.search(r"\.SH SYNOPSIS(.*?)\n\.SH ", text, re.S)
    marked = italic_marked(synopsis[1]) if synopsis else ""
    called = re.escape(PAGES.get(call, call))
    best = []
    for found in re.finditer(rf"(?:[ *]{called}\(|SYS_{re.escape(call)}, )([^;]*?)\)? *;", marked):
        names = []
        for field in found[1].split(","):
            # `void buf[.len]`: the name is the first.
            names += re.findall(r"<(\w+)>", field)[:1]
        if len(names) > len(best) or not best:
            best = names
    return best
