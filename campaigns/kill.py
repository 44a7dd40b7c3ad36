#!/usr/bin/env python3
"""Types into the full-screen program and kills it (SIGKILL) at a random moment: what is on disk afterwards?

A run is wrong when the session is missing or cannot be read, when what is there is not the beginning of what
was typed, or when typing is lost that is older than the promise: a save is due 250 ms after a key, or ten times
the last save's cost if that is longer, and then takes as long as one save takes. What saves really cost is
watched from outside, by the folder's own notices (inotify): a temporary file is made, then takes its place.
How often the stricter figure (250 ms and one save, whatever the disk did before) was passed is said too.
"""

import ctypes
import os
import random
import statistics
import struct
import threading
import time

from common import Home, Tally, begin, options

WAIT = 0.25
"""A save is due so long after a key (seconds)."""
WAY = 0.10
"""The way of a key through two processes on a busy machine (seconds)."""
CREATED, MOVED_TO = 0x100, 0x80


class Saves:
    """Watches the sessions folder: how long each save took, from its temporary file to its place."""

    def __init__(self, folder):
        libc = ctypes.CDLL(None, use_errno=True)
        self.watch = libc.inotify_init1(os.O_CLOEXEC)
        if libc.inotify_add_watch(self.watch, folder.encode(), CREATED | MOVED_TO) < 0:
            raise SystemExit("the sessions folder cannot be watched")
        self.open_since, self.costs = None, []
        threading.Thread(target=self.follow, daemon=True).start()

    def follow(self):
        while True:
            try:
                got = os.read(self.watch, 65536)
            except OSError:
                return
            now, at = time.monotonic(), 0
            while at + 16 <= len(got):
                _, mask, _, size = struct.unpack_from("iIII", got, at)
                at += 16 + size
                if mask & CREATED:
                    self.open_since = now
                elif mask & MOVED_TO and self.open_since is not None:
                    self.costs.append(now - self.open_since)
                    self.open_since = None

    def slowest(self, now):
        """The slowest save, one that was still going on at `now` included; doubled, for the folder's own sync."""
        under_way = [now - self.open_since] if self.open_since is not None else []
        return 2 * max(self.costs + under_way, default=0.0)


def one(binary, chance):
    """One run: (faults, seconds of typing lost or None where nothing had to be there, cost of a save)."""
    with Home() as home:
        terminal = begin(binary, home)
        sessions = os.path.join(home.data, "sessions")
        os.makedirs(sessions, mode=0o700, exist_ok=True)
        saves = Saves(sessions)
        typed, times = "", []
        kill_at = time.monotonic() + chance.uniform(0.05, 3.0)
        while time.monotonic() < kill_at:
            letter = chance.choice("abcdefghijklmnopqrstuvwxyz     ")
            terminal.send(letter.encode())
            typed += letter
            times.append(time.monotonic())
            terminal.drain(min(1 / 12, max(0.0, kill_at - time.monotonic())))
        killed = time.monotonic()
        terminal.process.kill()
        cost = saves.slowest(killed)
        terminal.close()
        allowed = max(WAIT, 10 * cost) + cost + WAY
        code, whole, _ = home.last(binary)
        if whole is None:
            kind = "unreadable" if home.sessions() else "missing"
            due = any(killed - when > allowed for when in times)
            return ([f"the session is {kind} (export ended with {code})"] if due or home.sessions() else []), None, cost
        kept = home.words(binary) or ""
        faults = []
        if not typed.startswith(kept):
            faults.append(f"what is kept is not the beginning of what was typed ({len(kept)} of {len(typed)} characters)")
        # Blanks at the end may be left out of an export: they are not words.
        length = len(kept) + len(typed[len(kept):]) - len(typed[len(kept):].lstrip())
        lost = killed - times[length] if length < len(times) else 0.0
        if lost > allowed:
            faults.append(f"typing {lost:.3f} s old is lost ({len(typed) - length} characters); the slowest save took {cost:.3f} s")
        return faults, lost, cost


def main():
    chosen = options(__doc__, runs=0, seed=1)
    chance = random.Random(chosen.seed)
    tally, lost, beyond = Tally("kill"), [], []
    for number in range(chosen.runs or (1000 if chosen.full else 100)):
        faults, seconds, cost = one(chosen.binary, chance)
        tally.run(faults, f"run {number}")
        if seconds is not None:
            lost.append(seconds)
            if seconds > WAIT + cost + WAY:
                beyond.append(f"{seconds:.2f} s with saves of {cost * 1000:.0f} ms")
    if lost:
        print(f"  typing lost: median {statistics.median(lost):.3f} s, most {max(lost):.3f} s, over {len(lost)} read back; seed {chosen.seed}")
    print(f"  beyond 0.25 s and one save: {len(beyond)} {beyond}")
    tally.done()


main()
