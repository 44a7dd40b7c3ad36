#!/usr/bin/env python3
"""Ten thousand saved sessions: lists, the home screen, going on, the history, with the list cache and after it was lost.

They are made from one real session: other ids, times, steps and people, checksums that fit. Plain first, then the same
folder sealed by the program itself. A run is wrong when, with the cache, a first frame takes more than 0.3 s or a command
more than two, when an answer differs after the cache was lost, damaged or grown old, or when a session is missing.
"""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import time

import forge
import sealed
from common import Home, Tally, Terminal, options

FRAME_WITHIN, COMMAND_WITHIN = 0.3, 2.0
PASSPHRASE = b"four words in a row"
PEOPLE = 20
DAY = 24 * 60 * 60


RATED = b"""
[[entry]]
step = "after_%s"
question = "And now?"
kind = "scale"
at = 1700000000

[entry.given]
number = 4
"""


def rated(binary, home):
    """A session of the built-in guide about somebody, rated before and after: (id, bytes of its file)."""
    lines = b"\n\nSam\n1\n1\nRobin\n7\n8\n" + b"1\n" * 5 + b"It was quiet.\n.\n"
    subprocess.run([binary, "--plain", "begin", "--data-dir", home.data], env=home.env, input=lines,
                   capture_output=True, timeout=120, check=False)
    name = home.sessions()[0]
    with open(os.path.join(home.data, "sessions", name), "rb") as file:
        raw = file.read()
    mark = b"\n# end of "
    raw = raw.replace(mark, RATED % b"upset" + RATED % b"sure" + mark[1:])
    return name[:32], forge.fitting(raw)


def fill(folder, models, count, chance):
    """Writes `count` sessions made from the models, spread over three years; the ids."""
    ids, now = [], int(time.time())
    people = [forge.fresh() for _ in range(PEOPLE)]
    for number in range(count):
        old, raw = models[number % len(models)]
        new, when = forge.fresh(), now - chance.randrange(3 * 365 * DAY)
        changes = [(rb"\b(started|updated|highest|at) = \d{9,}", rb"\g<1> = %d" % when)]
        person = re.search(rb'^person = "([0-9a-f]{32})"', raw, re.M)
        if person:
            changes.append((person[1], chance.choice(people).encode()))
        forge.write(folder, new + ".toml", forge.copy(raw, old, new, changes))
        ids.append(new)
    return ids


class Place:
    """A home with many sessions, plain or sealed, and the ways to ask it."""

    def __init__(self, binary, home):
        self.binary, self.home, self.typed = binary, home, []

    def lose_cache(self):
        shutil.rmtree(os.path.join(self.home.env["XDG_CACHE_HOME"], "stepback"), ignore_errors=True)

    def ask(self, *args):
        """A command: (output, seconds without the passphrase's own cost)."""
        if self.typed:
            done = sealed.command(self.binary, self.home, self.typed, *args, seconds=600.0)
            code, output, took = done.code, done.output, done.seconds
        else:
            start = time.monotonic()
            done = subprocess.run([self.binary, *args, "--data-dir", self.home.data], env=self.home.env,
                                  capture_output=True, timeout=600, check=False)
            took = time.monotonic() - start
            code, output = done.returncode, done.stdout
        if code != 0:
            raise SystemExit(f"{' '.join(args)} ended with {code}")
        return output, took

    def frame(self, *args):
        """Starts the full screen: seconds to its first frame, from the start or from Enter after the passphrase."""
        start = time.monotonic()
        terminal = Terminal([self.binary, *args, "--data-dir", self.home.data], self.home.env)
        try:
            mark = 0
            if self.typed:
                if not terminal.wait_for(b"Yourpassphrase:", 30.0):
                    raise SystemExit("the passphrase is not asked for")
                mark = len(terminal.output)
                start = time.monotonic()
                terminal.send(self.typed[0] + b"\n")
            sealed.wait_for_frame(terminal, mark, 120.0)
            took = time.monotonic() - start
            terminal.send(b"\x03")
            terminal.end(10.0)
            return took
        finally:
            terminal.close()


WAYS = (
    # what, arguments, whether the first frame is meant
    ("list", ["list"], False), ("list --json", ["list", "--json"], False), ("history", ["history"], False),
    ("list --search", ["list", "--search", "quiet"], False), ("show last", ["show", "last"], False), ("home", [], True), ("resume last", ["resume", "last"], True),
    ("begin", ["begin"], True),
)


def measure(place, label, times, unlock, tally):
    """Every way without the cache and with it."""
    for name, args, frame in WAYS:
        faults, without, within, outputs = [], [], [], []
        if name == "history" and b"upset: lower afterwards" not in place.ask(*args)[0]:
            faults.append("no rating is in the history: nothing was tried")
        for _ in range(1 if name == "history" else times):
            place.lose_cache()
            for kept in (without, within):
                if frame:
                    kept.append(place.frame(*args))
                else:
                    output, took = place.ask(*args)
                    kept.append(took)
                    outputs.append(output)
        if len(set(outputs)) > 1:
            faults.append("the answer differs without the cache")
        took = statistics.median(within) - unlock
        if took > (FRAME_WITHIN if frame else COMMAND_WITHIN):
            faults.append(f"{'the first frame' if frame else 'it'} takes {took:.2f} s with the cache")
        print(f"  {label}, {name}: {statistics.median(without):.2f} s without the cache, {statistics.median(within):.2f} s with it, "
              f"at most {max(within):.2f} s", flush=True)
        tally.run(faults, f"{label}, {name}")


def answers(place, label, ids, tally):
    """The lists hold every session; a cache that is damaged, of another folder's state, or old changes no answer."""
    place.lose_cache()
    whole, _ = place.ask("list", "--json")
    faults = []
    if {row["id"] for row in json.loads(whole)} != set(ids):
        faults.append("not every session is in the list")
    tally.run(faults, f"{label}, all there")
    folder = os.path.join(place.home.env["XDG_CACHE_HOME"], "stepback")
    path = next(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("list-"))
    with open(path, "rb") as file:
        cache = file.read()
    for kind, content in (("cut", cache[:len(cache) // 2]), ("empty", b""), ("a bit flipped", cache[:999] + bytes([cache[999] ^ 1]) + cache[1000:])):
        forge.write(folder, os.path.basename(path), content)
        output, _ = place.ask("list", "--json")
        tally.run([] if output == whole else ["another answer"], f"{label}, cache {kind}")
    # Old: the cache was made before some sessions went, and others stood under the names of yet others.
    sessions = os.path.join(place.home.data, "sessions")
    some = sorted(os.listdir(sessions))[:30]
    held = {}
    for name in some:
        with open(os.path.join(sessions, name), "rb") as file:
            held[name] = file.read()
    for name in some[:10]:
        os.remove(os.path.join(sessions, name))
    for name, other in zip(some[10:20], some[20:]):
        forge.write(sessions, name, held[other])
    forge.write(folder, os.path.basename(path), cache)
    with_old, _ = place.ask("list", "--json")
    place.lose_cache()
    without, _ = place.ask("list", "--json")
    faults = [] if with_old == without else ["an old cache gives another answer than none"]
    if len(json.loads(without)) != len(ids) - 20 or sum(row["versions"] == 2 for row in json.loads(without)) != 10:
        faults.append("what went, or what stands there twice, is not what the list says")
    tally.run(faults, f"{label}, cache older than the folder")
    for name in some:
        forge.write(sessions, name, held[name])


def main():
    chosen = options(__doc__, count=10_000, seed=1)
    chance, tally = random.Random(chosen.seed), Tally("many")
    times = 5 if chosen.full else 3
    with Home() as home:
        with Home() as other:
            models = [forge.real(chosen.binary, home), rated(chosen.binary, other)]
        sessions = os.path.join(home.data, "sessions")
        for name in os.listdir(sessions):
            os.remove(os.path.join(sessions, name))
        begun = time.monotonic()
        ids = fill(sessions, models, chosen.count, chance)
        sizes = [len(raw) for _, raw in models]
        print(f"  {len(ids)} sessions of {sizes[0]} and {sizes[1]} bytes in turn made in {time.monotonic() - begun:.0f} s", flush=True)
        place = Place(chosen.binary, home)
        measure(place, "plain", times, 0.0, tally)
        answers(place, "plain", ids, tally)
        begun = time.monotonic()
        done = sealed.protect(chosen.binary, home, PASSPHRASE, seconds=3600.0)
        print(f"  sealed by the program in {time.monotonic() - begun:.0f} s: {done.output.decode().splitlines()[:1]}", flush=True)
        tally.run([] if done.code == 0 else [f"protect ended with {done.code}"], "protect")
        place.typed = [PASSPHRASE]
        with Home() as small:
            forge.real(chosen.binary, small)
            sealed.protect(chosen.binary, small, PASSPHRASE)
            empty = Place(chosen.binary, small)
            empty.typed = [PASSPHRASE]
            unlock = statistics.median(empty.frame() for _ in range(5))
        print(f"  unlocking a folder with one session, to its first frame: {unlock:.2f} s; not counted below against 0.3 s", flush=True)
        measure(place, "sealed", times, unlock, tally)
        answers(place, "sealed", ids, tally)
    tally.done()


main()
