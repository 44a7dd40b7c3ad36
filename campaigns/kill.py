#!/usr/bin/env python3
"""Types into the full-screen program and kills it (SIGKILL) at a random moment: what is on disk afterwards?

A run is wrong when the session is missing or cannot be read, when what is there is not the beginning of what was typed,
or when more is lost than the design allows: a save is due 250 ms after a key, or ten times what the last save
cost, less a second, if that is longer, and then takes as long as a save takes. Beside that the stricter promise is counted: typing
lost is at most 0.25 s beyond what one save takes. Where saves cost less than 125 ms the two are the same, and passing
the stricter one is a violation of both. What saves really cost is watched from outside, by the folder's own
notices (inotify): a temporary file is made, takes its place, and the folder is opened, synced and closed.

`--jobs N` types into N programs at once. What that does to the figures is said: how late the typist itself woke up, how
long a letter took to the screen, and what saves cost. A letter counts from the moment it was on the screen.
"""

import ctypes
import multiprocessing
import os
import random
import select
import statistics
import struct
import sys
import threading
import time

from common import Home, Tally, begin, options

WAIT = 0.25
"""A save is due so long after a key (seconds)."""
FACTOR, SPARED = 10, 1.0
"""Or so many times the cost of the save before, less so many seconds."""
CREATED, MOVED_TO, CLOSED, FOLDER = 0x100, 0x80, 0x10, 0x4000_0000
RHYTHM = 1 / 12


class Saves:
    """Watches the data folder: when each save began (its first temporary file) and was over (the folder is synced)."""

    def __init__(self, data):
        libc = ctypes.CDLL(None, use_errno=True)
        self.watch = libc.inotify_init1(os.O_CLOEXEC)
        self.watched = {}
        folders = {name: os.path.join(data, name) for name in ("", "sessions", "earlier")}
        for folder in folders.values():
            os.makedirs(folder, mode=0o700, exist_ok=True)
        for name, folder in folders.items():
            self.watched[libc.inotify_add_watch(self.watch, folder.encode(), CREATED | MOVED_TO | CLOSED)] = name
        if min(self.watched) < 0:
            raise SystemExit("the data folder cannot be watched")
        self.began, self.placed, self.costs, self.over = None, False, [], False
        self.thread = threading.Thread(target=self.follow)
        self.thread.start()

    def close(self):
        self.over = True
        self.thread.join()
        os.close(self.watch)

    def follow(self):
        while not self.over:
            if not select.select([self.watch], [], [], 0.05)[0]:
                continue
            got = os.read(self.watch, 65536)
            now, at = time.monotonic(), 0
            while at + 16 <= len(got):
                where, mask, _, size = struct.unpack_from("iIII", got, at)
                at += 16 + size
                self.take(self.watched.get(where, ""), mask, now)

    def take(self, name, mask, now):
        # The first save of all makes the folder's own files as well; the second keeps an earlier state first.
        if mask & CREATED and (name or not self.costs):
            self.began = self.began or now
        elif name == "sessions" and mask & MOVED_TO:
            self.placed = self.began is not None
        elif name == "sessions" and mask & CLOSED and mask & FOLDER and self.placed:
            self.costs.append(now - self.began)
            self.began, self.placed = None, False

    def last_two(self, now):
        """What the last finished save cost, and the dearer of it and the one that is going on at `now`."""
        last = self.costs[-1] if self.costs else 0.0
        return last, max(last, now - self.began if self.began is not None else 0.0)


class Run:
    """What came of one run."""

    def __init__(self):
        self.faults, self.lost, self.beyond, self.temps = [], None, None, 0
        self.cost = self.late = self.way = 0.0


def one(task):
    """One run."""
    binary, seed = task
    chance, run = random.Random(seed), Run()
    with Home() as home:
        terminal = begin(binary, home)
        saves = Saves(home.data)
        typed, shown_at = "", []
        now = time.monotonic()
        kill_at = now + chance.uniform(0.05, 3.0)
        while now < kill_at:
            letter = chance.choice("abcdefghijklmnopqrstuvwxyz     ")
            size, sent = len(terminal.output), time.monotonic()
            terminal.send(letter.encode())
            typed += letter
            # On the screen: the frame that answers the letter. A blank at the end is a frame too: the cursor moves.
            while len(terminal.output) == size and time.monotonic() < kill_at:
                terminal.drain(0.002)
            shown_at.append(time.monotonic())
            run.way = max(run.way, shown_at[-1] - sent)
            due = min(sent + RHYTHM, kill_at)
            terminal.drain(max(0.0, due - time.monotonic()))
            now = time.monotonic()
            run.late = max(run.late, now - due)
        terminal.process.kill()
        killed = time.monotonic()
        last, cost = saves.last_two(killed)
        saves.close()
        terminal.close()
        run.cost = cost
        judge(run, home, binary, typed, [killed - at for at in shown_at], max(WAIT, FACTOR * last - SPARED) + cost, WAIT + cost)
    return run


def judge(run, home, binary, typed, ages, allowed, strict):
    """Compares what is kept with what was typed, each letter so long before the end."""
    # A busy machine wakes everybody late: this typist, and the program as late for a save as for a letter.
    slack = 0.02 + run.late + run.way
    code, whole, _ = home.last(binary)
    folder = os.path.join(home.data, "sessions")
    run.temps = sum(name.endswith(".tmp") for name in os.listdir(folder))
    if whole is None:
        if home.sessions():
            run.faults.append(f"the session is unreadable (export ended with {code})")
        elif ages and ages[0] > allowed + slack:
            run.faults.append(f"the session is missing, after {ages[0]:.3f} s of typing")
        if ages:
            run.lost = ages[0]
            run.beyond = max(0.0, ages[0] - strict - slack)
        return
    kept = home.words(binary) or ""
    if not typed.startswith(kept):
        run.faults.append(f"what is kept is not the beginning of what was typed ({len(kept)} of {len(typed)} characters)")
    # Blanks at the end may be left out of an export: they are not words.
    rest = typed[len(kept):]
    first = len(kept) + len(rest) - len(rest.lstrip())
    run.lost = ages[first] if first < len(ages) else 0.0
    run.beyond = max(0.0, run.lost - strict - slack)
    if run.lost > allowed + slack:
        run.faults.append(f"typing {run.lost:.3f} s old is lost ({len(typed) - first} characters); allowed {allowed:.3f} s, "
                          f"a save took {run.cost * 1000:.0f} ms, the typist was {run.late * 1000:.0f} ms late")


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main():
    chosen = options(__doc__, runs=0, seed=1, jobs=1)
    tally, runs = Tally("kill"), []
    tasks = [(chosen.binary, chosen.seed * 1_000_003 + number) for number in range(chosen.runs or (1000 if chosen.full else 100))]
    with multiprocessing.Pool(chosen.jobs) as pool:
        for number, run in enumerate(pool.imap(one, tasks)):
            tally.run(run.faults, f"run {number}")
            runs.append(run)
    lost = [run.lost for run in runs if run.lost is not None]
    beyond = [run for run in runs if run.beyond]
    figures = [("typing lost", lost), ("a save", [run.cost for run in runs if run.cost]),
               ("a letter to the screen, worst of a run", [run.way for run in runs]),
               ("the typist woke late, worst of a run", [run.late for run in runs])]
    for label, values in figures:
        if values:
            print(f"  {label}: median {statistics.median(values):.3f} s, 99 % {percentile(values, 0.99):.3f} s, most {max(values):.3f} s")
    print(f"  beyond 0.25 s and one save: {len(beyond)} of {len(lost)}"
          + "".join(f"; {run.lost:.2f} s lost, a save took {run.cost * 1000:.0f} ms" for run in beyond))
    print(f"  temporary files left behind: {sum(run.temps for run in runs)}; {chosen.jobs} at once on {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f}; seed {chosen.seed}")
    if not lost:
        tally.run(["nothing was ever read back: nothing was tried"], "kill")
    sys.stdout.flush()
    tally.done()


if __name__ == "__main__":
    main()
