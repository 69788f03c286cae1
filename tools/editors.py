#!/usr/bin/env python3
"""Asks rust-analyzer what it shows of a policy's words: `rustup component add rust-analyzer; tools/editors.py`.

Hovering and go-to-definition are asked for each word of POLICY, and held to what EXPECTED says of it. Exit status 1 where
one differs. Speaks the language server's protocol: https://microsoft.github.io/language-server-protocol/specification
"""

import json
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLICY = """use evalbox_seccomp::{Filter, seccomp_filter};
const MINE: i32 = 77;
static SANDBOX: Filter = seccomp_filter! {
    allow [read, exit_group];
    errno(ENOSYS) [clone3];
    clone deny NEWUSER, CLONE_NEWNET;
    socket deny AF_NETLINK, SOCK_RAW;
    ioctl kill_thread self::MINE;
};
fn main() { SANDBOX.install().unwrap(); }
"""
# Word: what the hover says, and the file that its definition is in.
EXPECTED = {
    "read,": ("read(fd: unsigned int, buf: char __user *, count: size_t)", "names/syscall.rs"),
    "exit_group": ("exit_group(status: int)", "names/syscall.rs"),
    "errno": ("SECCOMP_RET_ERRNO", "names/action.rs"),
    "ENOSYS": ("ENOSYS: c_int = 38", "libc-"),
    "clone3": ("clone3(cl_args: struct clone_args __user *, size: size_t)", "names/syscall.rs"),
    "deny": ("default action", "names/action.rs"),
    "NEWUSER": ("CLONE_NEWUSER: c_int = 268435456", "libc-"),
    "CLONE_NEWNET": ("CLONE_NEWNET: c_int = 1073741824", "libc-"),
    "socket": ("socket(domain: int, type: int, protocol: int)", "names/syscall.rs"),
    "AF_NETLINK": ("AF_NETLINK: c_int = 16", "libc-"),
    "SOCK_RAW": ("SOCK_RAW: c_int = 3", "libc-"),
    "kill_thread": ("SECCOMP_RET_KILL_THREAD", "names/action.rs"),
    "MINE;": ("MINE: i32 = 77", "main.rs"),
}
# Until it has built what the crate depends on, and for one answer.
READY, ANSWER = 600, 60


class Server:
    """A running rust-analyzer."""

    def __init__(self, directory):
        command = ["rust-analyzer"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=directory)
        self.messages = queue.Queue()
        self.asked = 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        """Messages as they come: headers, an empty line, JSON."""
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            self.messages.put(json.loads(self.process.stdout.read(length)))

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def wait(self, seconds, wanted):
        """The first message that is wanted; the server's own questions get no answer worth having."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message = self.messages.get(timeout=left)
            except queue.Empty:
                break
            if "id" in message and "method" in message:
                items = message["params"].get("items", []) if message.get("params") else []
                self.send(id=message["id"], result=[None] * len(items) if items else None)
            elif wanted(message):
                return message
        sys.exit("rust-analyzer does not answer")

    def ask(self, method, **params):
        self.asked += 1
        number = self.asked
        self.send(id=number, method=method, params=params)
        return self.wait(ANSWER, lambda message: message.get("id") == number).get("result")


def scratch(directory):
    """A crate that depends on this one."""
    (directory / "src").mkdir()
    (directory / "src/main.rs").write_text(POLICY)
    manifest = '[package]\nname = "scratch"\nedition = "2024"\n[workspace]\n[dependencies]\n'
    manifest += f'evalbox-seccomp = {{ path = "{ROOT}/evalbox-seccomp" }}\n'
    (directory / "Cargo.toml").write_text(manifest)
    (directory / "Cargo.lock").write_text((ROOT / "Cargo.lock").read_text())


def place(word):
    """Where a word of the policy is."""
    policy = POLICY.index("{\n")
    before = POLICY[: POLICY.index(word, policy)]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def main():
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        scratch(directory)
        server = Server(directory)
        uri = (directory / "src/main.rs").as_uri()
        able = {"experimental": {"serverStatusNotification": True}, "textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        folder = {"uri": directory.as_uri(), "name": "scratch"}
        server.ask("initialize", processId=None, rootUri=directory.as_uri(), capabilities=able, workspaceFolders=[folder])
        server.send(method="initialized", params={})
        document = {"uri": uri, "languageId": "rust", "version": 1, "text": POLICY}
        server.send(method="textDocument/didOpen", params={"textDocument": document})
        server.wait(READY, lambda message: (message.get("params") or {}).get("quiescent"))
        wrong = 0
        for word, (says, file) in EXPECTED.items():
            at = {"textDocument": {"uri": uri}, "position": place(word)}
            hover = server.ask("textDocument/hover", **at) or {}
            found = server.ask("textDocument/definition", **at) or []
            text = hover.get("contents", {}).get("value", "")
            files = [place.get("uri") or place.get("targetUri") for place in found]
            # Beside a constant, the check that it fits.
            right = says in text and files and file in files[0] and len(files) <= 2
            wrong += not right
            print(f"{word.strip(',;')}: {'as expected' if right else f'{text!r}, defined in {files}'}")
        server.process.kill()
        print(f"{len(EXPECTED) - wrong} of {len(EXPECTED)} words as expected")
        sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
