"""Session files made from a real one: another id, other times, a checksum that fits."""

import hashlib
import os
import re
import secrets

from common import begin

CHECKSUM = re.compile(rb'^sha256 = "[0-9a-f]{64}"\n', re.M)


def real(binary, home, words="What I saw and told nobody."):
    """One session typed into the program and saved: (id, bytes of its file)."""
    terminal = begin(binary, home)
    terminal.send(words.encode())
    terminal.drain(0.8)
    terminal.send(b"\x03")
    terminal.end(5.0)
    terminal.close()
    name = home.sessions()[0]
    with open(os.path.join(home.data, "sessions", name), "rb") as file:
        return name[:32], file.read()


def fresh():
    """An id nothing has."""
    return secrets.token_hex(16)


def fitting(raw):
    """The same with a checksum that fits: it covers every byte but its own line."""
    line = CHECKSUM.search(raw)
    rest = raw[:line.start()] + raw[line.end():]
    return raw[:line.start()] + b'sha256 = "%s"\n' % hashlib.sha256(rest).hexdigest().encode() + raw[line.end():]


def copy(raw, old, new, changes=()):
    """The session under another id; `changes`: (pattern, replacement) pairs in bytes."""
    raw = raw.replace(old.encode(), new.encode())
    for pattern, replacement in changes:
        raw = re.sub(pattern, replacement, raw, flags=re.M)
    return fitting(raw)


def write(folder, name, raw):
    """A file for its owner alone."""
    with open(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(raw)
