#!/usr/bin/env python3
"""Damaged files: cut anywhere, one bit flipped anywhere. Nothing damaged is taken for good, and nothing is changed.

Sessions, plain and sealed: a folder full of damaged copies, each with an id of its own, is listed by one program: every
copy must be named as unreadable, as changed outside, or as from a later version. Some are shown and resumed one by
one. Key files: with both damaged, the right passphrase must open with a remark or be told that the key is damaged or
not the one written here, never that the passphrase is wrong; with whole ones a wrong passphrase must be told so. The
marker and the list cache: no crash, and the same sessions. All of it must leave the bytes as they were (a missing or
damaged twin of a whole key is written again, as the program says).
"""

import os
import random
import time

import forge
import sealed
from common import Home, Tally, options

RIGHT, WRONG = b"four words in a row", b"three words in"
OURS = (0, 1, 2)
"""Codes of commands that worked or said what is wrong; 70 and 101 are our own faults."""


def every(raw, bits):
    """Every kind of damage: (name, damaged bytes). `bits`: how many bits of each byte are flipped in turn."""
    for at in range(len(raw)):
        yield f"cut to {at}", raw[:at]
        for bit in range(at % 8, at % 8 + bits):
            yield f"byte {at}, bit {bit % 8}", raw[:at] + bytes([raw[at] ^ 1 << bit % 8]) + raw[at + 1:]


def some(raw, bits, count, chance):
    """`count` kinds of damage, all when None."""
    kinds = list(every(raw, bits))
    return kinds if count is None or count >= len(kinds) else chance.sample(kinds, count)


def contents(folder):
    """Every file under a folder."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def crashed(done):
    """Whether a command ended by a fault of ours."""
    return done.returncode not in OURS or b"panicked" in done.stderr


def plain_sessions(binary, count, one_by_one, chance, tally):
    """Damaged copies of one session, listed at once; some shown and resumed."""
    with Home() as home:
        old, raw = forge.real(binary, home)
        folder, earlier = (os.path.join(home.data, name) for name in ("sessions", "earlier"))
        os.remove(os.path.join(folder, old + ".toml"))
        made = {}
        for kind, _ in some(raw, 8, count, chance):
            new = forge.fresh()
            whole = forge.copy(raw, old, new)
            made[new] = kind, apply(kind, whole), whole
            forge.write(folder, new + ".toml", made[new][1])
        before = contents(folder)
        faults, said = [], {"unreadable": 0, "changed outside": 0, "later version": 0}
        listed = home.run(binary, "list")
        lines = listed.stdout.decode("utf-8", "replace").splitlines()
        unreadable = set()
        for line in lines:
            if ".toml cannot be read: " in line:
                said["unreadable"] += 1
                unreadable.add(line[:32])
            elif line.endswith("changed outside stepback"):
                said["changed outside"] += 1
            elif line.endswith("from a later version"):
                said["later version"] += 1
            else:
                faults.append(f"taken for good: {line}")
        if crashed(listed) or listed.returncode != 0:
            faults.append(f"list ended with {listed.returncode}")
        if len(lines) != len(made):
            faults.append(f"{len(made)} damaged files, {len(lines)} lines")
        doctor = home.run(binary, "doctor")
        if crashed(doctor) or doctor.stdout.count(b".toml cannot be read") != len(unreadable):
            faults.append("doctor does not name the unreadable ones")
        if contents(folder) != before:
            faults.append("listing changed a file")
        print(f"  {len(made)} damaged copies of a session of {len(raw)} bytes in one folder: {said}", flush=True)
        tally.run(faults, "plain sessions listed")
        for new in chance.sample(sorted(made), min(one_by_one, len(made))):
            kind, _, whole = made[new]
            # What an id of its own was flipped in cannot be asked for by the id in its name.
            inside = new if new in unreadable else id_inside(before[new + ".toml"])
            faults = []
            shown = home.run(binary, "show", inside)
            if crashed(shown) or not shown.stderr or (shown.returncode == 0 and new in unreadable):
                faults.append(f"show ended with {shown.returncode}: {shown.stderr.decode()[:100]!r}")
            resumed = home.run(binary, "--plain", "resume", inside, input=b"more words\n.\n")
            if crashed(resumed) or b"more words" in resumed.stdout:
                faults.append(f"resume ended with {resumed.returncode}")
            if new in unreadable:
                forge.write(earlier, f"{new}.{1:016x}.toml", whole)
                shown = home.run(binary, "show", new)
                if shown.returncode != 0 or b"last earlier one" not in shown.stderr or b"told nobody" not in shown.stdout:
                    faults.append(f"an earlier state is not shown instead: {shown.stderr.decode()[:100]!r}")
            if contents(folder) != before:
                faults.append("a file was changed")
                before = contents(folder)
            tally.run(faults, f"plain session, {kind}")


def apply(kind, raw):
    """The damage named so, done to other bytes of the same length."""
    if kind.startswith("cut"):
        return raw[:int(kind.split()[2])]
    at, bit = int(kind.split()[1].rstrip(",")), int(kind.split()[3])
    return raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1:]


def id_inside(raw):
    """The id that a file gives itself in its second line."""
    line = raw.decode("utf-8", "replace").splitlines()[1]
    return line.split('id = "')[1][:32]


def guarded(binary, home):
    """A sealed folder with one session: (its id, bytes of its file)."""
    old, _ = forge.real(binary, home)
    done = sealed.protect(binary, home, RIGHT)
    if done.code != 0:
        raise SystemExit(f"the folder was not sealed: {done.said()[:300]}")
    with open(os.path.join(home.data, "sessions", old + ".toml.age"), "rb") as file:
        return old, file.read()


def sealed_sessions(binary, count, bits, chance, tally):
    """Damaged copies of one sealed session, listed at once."""
    with Home() as home:
        old, raw = guarded(binary, home)
        folder = os.path.join(home.data, "sessions")
        os.remove(os.path.join(folder, old + ".toml.age"))
        kinds = some(raw, bits, count, chance)
        for _, damaged in kinds:
            forge.write(folder, forge.fresh() + ".toml.age", damaged)
        before = contents(folder)
        listed = sealed.command(binary, home, [RIGHT], "list", seconds=300.0)
        lines = listed.output.decode("utf-8", "replace").splitlines()
        faults = [f"taken for good: {line}" for line in lines if ".toml.age cannot be read: " not in line]
        if listed.code != 0 or b"panicked" in listed.errors:
            faults.append(f"list ended with {listed.code}: {listed.said()[:200]}")
        if len(lines) != len(kinds):
            faults.append(f"{len(kinds)} damaged files, {len(lines)} lines")
        if contents(folder) != before:
            faults.append("listing changed a file")
        # The whole one among them is still found.
        forge.write(folder, old + ".toml.age", raw)
        shown = sealed.command(binary, home, [RIGHT], "show", "last", seconds=300.0)
        if shown.code != 0 or b"told nobody" not in shown.output:
            faults.append(f"the whole one is not shown: {shown.said()[:200]}")
        print(f"  {len(kinds)} damaged copies of a sealed session of {len(raw)} bytes in one folder: {len(lines)} named", flush=True)
        tally.run(faults, "sealed sessions listed")


def outcome(done):
    """What a sealed folder said to a passphrase."""
    said = done.said()
    for words, name in (
            ("That is not the passphrase of this folder", "wrong passphrase"),
            ("the key file is not the one that was written here", "not the key written here"),
            ("key files of this folder are damaged", "damaged"),
            ("asks for more memory", "too much work"),
            ("is not quite the one that was written", "opened, with a remark"),
            ("was missing or damaged", "opened, with a remark"),
            ("does not open with this passphrase, its twin does", "opened, with a remark")):
        if words in said:
            return name
    return "opened" if done.opened() else f"code {done.code}: {said[-150:]}"


def keys(binary, count, chance, tally):
    """Damaged key files, both at once, and one beside its whole twin."""
    with Home() as home:
        guarded(binary, home)
        paths = [os.path.join(home.data, name) for name in ("key.age", "key-copy.age")]
        with open(paths[0], "rb") as file:
            raw = file.read()
        said = {}

        def put(first, second):
            for path, content in zip(paths, (first, second)):
                forge.write(home.data, os.path.basename(path), content)

        for kind, damaged in some(raw, 1, count, chance):
            put(damaged, damaged)
            before = contents(home.data)
            done = sealed.command(binary, home, [RIGHT], "list")
            what = outcome(done)
            said[what] = said.get(what, 0) + 1
            faults = []
            if what in ("wrong passphrase", "opened") or what.startswith("code"):
                faults.append(f"the right passphrase, and it says: {what}")
            if not what.startswith("opened") and contents(home.data) != before:
                faults.append("a file was changed")
            tally.run(faults, f"both keys, {kind}")
        print(f"  both key files of {len(raw)} bytes damaged, the right passphrase typed: {said}", flush=True)
        twins = {}
        for kind, damaged in some(raw, 1, max(6, (count or 400) // 4), chance):
            first = chance.random() < 0.5
            put(damaged if first else raw, raw if first else damaged)
            done = sealed.command(binary, home, [RIGHT], "list")
            what = outcome(done)
            twins[what] = twins.get(what, 0) + 1
            faults = [] if what == "opened, with a remark" and done.code == 0 else [f"it says: {what}"]
            with open(paths[1 if first else 0], "rb") as file:
                if file.read() != raw:
                    faults.append("the whole key was changed")
            tally.run(faults, f"one key, {kind}")
        print(f"  one key file damaged: {twins}", flush=True)
        put(raw, raw)
        for number in range(5):
            what = outcome(sealed.command(binary, home, [WRONG], "list"))
            tally.run([] if what == "wrong passphrase" else [f"a wrong passphrase, and it says: {what}"], f"whole keys, {number}")
        what = outcome(sealed.command(binary, home, [WRONG, RIGHT], "list"))
        done = sealed.command(binary, home, [RIGHT], "show", "last")
        tally.run([] if done.code == 0 and b"told nobody" in done.output else [f"in the end it does not open: {what}"], "whole keys")


def marker_and_cache(binary, count, chance, tally):
    """The marker, and the list cache: the same sessions, or words that say why not."""
    with Home() as home:
        forge.real(binary, home)
        # A file that was changed a moment ago is not in the list cache yet.
        time.sleep(3.5)
        whole = home.run(binary, "list").stdout
        folder = os.path.join(home.env["XDG_CACHE_HOME"], "stepback")
        cache = next(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("list-"))
        with open(cache, "rb") as file:
            raw = file.read()
        kinds, wrong = some(raw, 8, count, chance), []
        for kind, damaged in kinds:
            forge.write(folder, os.path.basename(cache), damaged)
            listed = home.run(binary, "list")
            if listed.stdout != whole or listed.returncode != 0:
                wrong.append(f"{kind}: list ended with {listed.returncode} and says {listed.stdout.decode()[:100]!r}")
        print(f"  list cache of {len(raw)} bytes damaged in {len(kinds)} ways: {len(wrong)} other answers", flush=True)
        tally.run(wrong, "list cache")
        path = os.path.join(home.data, "stepback.toml")
        with open(path, "rb") as file:
            raw = file.read()
        kinds, wrong, refused = some(raw, 8, count, chance), [], 0
        for kind, damaged in kinds:
            forge.write(home.data, "stepback.toml", damaged)
            before = contents(home.data)
            listed = home.run(binary, "list")
            refused += listed.returncode == 1
            if crashed(listed) or (listed.returncode == 0 and listed.stdout != whole) or (listed.returncode == 1 and not listed.stderr):
                wrong.append(f"{kind}: list ended with {listed.returncode} and says {listed.stdout.decode()[:100]!r}")
            if contents(home.data) != before:
                wrong.append(f"{kind}: a file was changed")
        print(f"  marker of {len(raw)} bytes damaged in {len(kinds)} ways: {refused} refused with words, the others change nothing", flush=True)
        tally.run(wrong, "marker")


def main():
    chosen = options(__doc__, seed=1)
    chance, tally = random.Random(chosen.seed), Tally("damage")
    full = chosen.full
    plain_sessions(chosen.binary, None if full else 400, 400 if full else 20, chance, tally)
    sealed_sessions(chosen.binary, None if full else 400, 8 if full else 1, chance, tally)
    keys(chosen.binary, None if full else 24, chance, tally)
    marker_and_cache(chosen.binary, None if full else 100, chance, tally)
    tally.done()


main()
