#!/usr/bin/env python3
"""Words that may be in the session file alone are looked for everywhere else.

A canary word is typed into a text; then the program is left in several ways, listed and exported with errors,
and the word is looked for in: standard error, what is written after leaving the alternate screen, terminal
titles, the state, cache, config, run and temporary folders, the home, file names, the command line and the
environment of the program. And a guide with a never-kept gate is walked twice with different answers: all
files must be equal but for times, ids and checksums.
"""

import os
import re
import tempfile

from common import LEAVE_ALTERNATE, ONE_LONG, Home, Tally, begin, options

CANARY = "zanzibarquokka"

GATE = """format = 1
id = "gated"
title = "Gated"
about = "A gate that is never kept."

[[stage]]
id = "only"
title = "Look"

[[stage.step]]
id = "seen"
kind = "long"
ask = "What did you see?"

[[stage.step]]
id = "safety"
kind = "gate"
keep = "never"
ask = "Is a talk safe for you?"
questions = [ { id = "afraid", ask = "Are you afraid?" } ]

[[stage.step]]
id = "afterwards"
kind = "read"
ask = "Thank you"
text = "That is enough for today."
end = true
"""


def files(home):
    """Every file under the home: path from the root, bytes."""
    found = {}
    for folder, _, names in os.walk(home.root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, home.root)] = file.read()
    return found


def typed(binary, ending):
    """Types the canary and ends the program; faults."""
    with Home(ONE_LONG) as home, tempfile.TemporaryFile() as errors:
        terminal = begin(binary, home, stderr=errors)
        terminal.send(CANARY.encode() + b" is here")
        terminal.drain(0.8)
        faults = []
        for name in ("cmdline", "environ", "comm"):
            with open(f"/proc/{terminal.process.pid}/{name}", "rb") as file:
                if CANARY.encode() in file.read():
                    faults.append(f"in /proc/PID/{name}")
        if ending == "kill":
            terminal.process.kill()
        elif ending == "window":
            terminal.close_master()
        elif ending == "broken folder":
            os.rename(os.path.join(home.data, "sessions"), os.path.join(home.data, "gone"))
            terminal.send(b" more")
            terminal.drain(0.8)
            terminal.send(b"\x03")
        else:
            terminal.send({"ctrl-q": b"\x11", "ctrl-c": b"\x03"}[ending])
        terminal.end(2.0) if terminal.master is not None else terminal.process.wait(2.0)
        output = bytes(terminal.output)
        terminal.close()
        if CANARY.encode() not in output.replace(b"\x1b[", b""):
            # Letters may be painted one at a time; what matters is that the word was taken in at all.
            if ending != "broken folder" and CANARY not in (home.words(binary) or ""):
                faults.append("the word was never typed: nothing was tried")
        if LEAVE_ALTERNATE in output and CANARY.encode() in output.rsplit(LEAVE_ALTERNATE, 1)[-1]:
            faults.append("written after leaving the alternate screen")
        if any(CANARY.encode() in title for title in re.findall(rb"\x1b\][^\x07\x1b]*", output)):
            faults.append("in a title or another string sent to the terminal")
        errors.seek(0)
        if CANARY.encode() in errors.read():
            faults.append("in standard error")
        for command in (["list"], ["doctor"], ["paths"], ["guides"], ["resume", "ffffffff"], ["history"]):
            done = home.run(binary, *command)
            if CANARY.encode() in done.stdout + done.stderr:
                faults.append("printed by " + " ".join(command))
        for path, content in files(home).items():
            own = re.fullmatch(r"data/(sessions|gone|earlier|generations|sessions/.*)/[^/]*", path)
            if CANARY in path or (CANARY.encode() in content and not own):
                faults.append(f"in the file {re.sub('[0-9a-f]{8,}', 'HEX', path)}")
        return faults


def scrubbed(home):
    """All files, with what differs from run to run (times, ids, checksums) replaced."""
    same = {}
    for path, content in files(home).items():
        content = content.replace(home.root.encode(), b"ROOT")
        content = re.sub(rb"[0-9a-f]{16,}", b"HEX", content)
        content = re.sub(rb"(?m)\b(started|updated|highest|revision|at|seen_at|when) = \d+", rb"\1 = N", content)
        content = re.sub(rb"\b1[0-9]{9}\b", b"TIME", content)
        path = re.sub(r"[0-9a-f]{16,}", "HEX", path)
        if path.startswith("xdg-cache") or "/lock-" in path:
            content = re.sub(rb"\d+", b"N", content)
        same[path] = content
    return same


def gate(binary, answers):
    """Walks the gated guide in the plain front with these lines; (scrubbed files, output)."""
    home = Home(GATE)
    with home:
        done = home.run(binary, "--plain", "begin", home.guide, input=answers)
        return scrubbed(home), done.stdout, done.returncode


def gates(binary):
    """Every pair of different answers; faults."""
    faults = []
    seen = {}
    for name, line in (("no", b"1"), ("yes", b"2"), ("not sure", b"3"), ("rather not", b"4")):
        tree, output, code = gate(binary, b"It was quiet.\n.\n" + line + b"\n")
        if b"Are you afraid?" not in output:
            faults.append(f"{name}: the gate was not reached (code {code})")
        seen[name] = tree
    first = seen["no"]
    if not any(path.startswith("data/sessions/") for path in first):
        faults.append("no session file was written: nothing was tried")
    for name, tree in seen.items():
        if tree.keys() != first.keys():
            faults.append(f"{name}: other files than after `no`: {sorted(tree.keys() ^ first.keys())}")
        for path in tree.keys() & first.keys():
            if tree[path] != first[path]:
                pairs = zip(tree[path].splitlines(), first[path].splitlines())
                differ = next(((a, b) for a, b in pairs if a != b), (b"", b""))
                faults.append(f"{name}: {path} differs from that after `no`: {differ}")
    return faults


def main():
    chosen = options(__doc__)
    tally = Tally("canary")
    for _ in range(10 if chosen.full else 3):
        for ending in ("ctrl-q", "ctrl-c", "kill", "window", "broken folder"):
            tally.run(typed(chosen.binary, ending), ending)
        tally.run(gates(chosen.binary), "gate")
    tally.done()


main()
