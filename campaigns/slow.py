#!/usr/bin/env python3
"""A slow disk: the tracer holds up every fsync of the saving thread while somebody types.

First by two seconds: from a key to the frame that shows it, 99 of 100 keys must take 50 ms at most and none more than
100 ms. Then by 30 ms, over many saves: before `saved` stands on the screen beside a letter, a file begun after that
letter must have been synced, renamed and its folder synced, by the tracer's log. A third pass types on while saves
are under way, so that a save may not speak for words that came after it.
"""

import os
import random
import shutil
import statistics
import sys
import time

import tracer
from common import Home, Tally, begin, options
from screen import Screen, until_status

CALLS = "openat,write,fsync,fdatasync,rename,renameat,renameat2,unlink"
LETTERS = "QZXWKJ"
"""Letters that stand nowhere else on the screen, so that a letter seen is the letter typed."""


def watched(binary, home, milliseconds):
    """The program with one letter saved, its saving thread held up from now on: (terminal, screen, tracer, log)."""
    terminal, screen = begin(binary, home), Screen()
    terminal.send(b"Q")
    if until_status(terminal, screen, "saved", 5.0) is None:
        terminal.close()
        raise SystemExit("nothing was saved before the disk was slow: nothing was tried")
    log = os.path.join(home.root, "trace")
    tracing = tracer.attach(tracer.saver(terminal.process.pid), log, CALLS,
                            f"fsync,fdatasync:delay_enter={milliseconds * 1000}")
    return terminal, screen, tracing, log


def end(terminal, tracing):
    terminal.send(b"\x03")
    terminal.end(20.0)
    terminal.close()
    try:
        tracing.wait(5.0)
    except Exception:
        tracing.kill()
        tracing.wait()


def keys(binary, count, chance, tally):
    """How long a key takes to be on the screen while every fsync takes two seconds."""
    with Home() as home:
        terminal, screen, tracing, log = watched(binary, home, 2000)
        took, faults = [], []
        try:
            for number in range(count):
                letter = LETTERS[number % len(LETTERS)].encode()
                terminal.drain(chance.uniform(0.05, 0.2))
                mark, start = len(terminal.output), time.monotonic()
                terminal.send(letter)
                while letter not in terminal.plain(mark) and time.monotonic() - start < 5.0:
                    terminal.drain(0.001)
                took.append(time.monotonic() - start)
        finally:
            end(terminal, tracing)
        slow = sum(1 for name, _, began, ended in tracer.calls(log) if name in ("fsync", "fdatasync") and ended - began > 1.5)
        if slow < 2:
            faults.append(f"{slow} calls were held up: nothing was tried")
        took.sort()
        edge = took[max(0, int(len(took) * 0.99) - 1)]
        if edge > 0.050:
            faults.append(f"99 of 100 keys took up to {edge * 1000:.0f} ms")
        if took[-1] > 0.100:
            faults.append(f"one key took {took[-1] * 1000:.0f} ms")
        print(f"  {count} keys, {slow} calls held up by 2 s: median {statistics.median(took) * 1000:.1f} ms, "
              f"99 of 100 within {edge * 1000:.1f} ms, most {took[-1] * 1000:.1f} ms", flush=True)
        tally.run(faults, "keys while fsync takes 2 s")


def saves(log):
    """The saves that are whole on the medium: (when the new file was begun, when the folder was synced), by the tracer's clock.

    Each is: a new file in the folder of sessions, synced, renamed, its folder synced, in this order. What is kept of
    an earlier state goes the same way to another folder and does not count.
    """
    found, begun, synced, renamed = [], None, False, False
    for name, line, began, ended in tracer.calls(log):
        good = " = -1 " not in line
        if name == "openat" and "O_EXCL" in line:
            begun, synced, renamed = (began if "/sessions/" in line else None), False, False
        elif name in ("fsync", "fdatasync") and good and begun and not renamed:
            synced = True
        elif name.startswith("rename") and good and synced and "/sessions/" in line:
            renamed = True
        elif name in ("fsync", "fdatasync") and good and renamed:
            found.append((begun, ended))
            begun, synced, renamed = None, False, False
    return found


def order(binary, rounds, chance, busy, tally):
    """`saved` against the tracer's log. `busy`: more is typed while a save is under way."""
    with Home() as home:
        terminal, screen, tracing, log = watched(binary, home, 30)
        claims, faults, typed = [], [], "Q"
        early = 0
        try:
            for _ in range(rounds):
                for _ in range(chance.randint(2, 6) if busy else 1):
                    letter = chance.choice(LETTERS)
                    mark, last = len(terminal.output), time.time()
                    terminal.send(letter.encode())
                    typed += letter
                    if not terminal.wait_for(letter.encode(), 5.0, mark):
                        faults.append("a letter is not on the screen after 5 s")
                    terminal.drain(0.0)
                    # A frame that shows a letter and `saved` claims that the letter is saved.
                    if screen.see(terminal).status() == "saved":
                        claims.append((last, time.time()))
                    if busy:
                        terminal.drain(chance.uniform(0.0, 0.3))
                if until_status(terminal, screen, "saved", 10.0) is None:
                    faults.append(f"`saved` does not come; the screen says {screen.status()!r}")
                    break
                claims.append((last, time.time()))
        finally:
            end(terminal, tracing)
        done = saves(log)
        for last, seen in claims:
            if not any(last < begun and ended <= seen for begun, ended in done):
                early += 1
        if early:
            faults.append(f"`saved` was on the screen {early} times before words, file, name and folder were on the medium")
        if len(done) < rounds / 2:
            faults.append(f"{len(done)} saves are in the log: too few")
        if home.words(binary) != typed:
            faults.append("what was typed is not what is there in the end")
        print(f"  {len(claims)} times `saved`, {len(done)} saves in the log{', typing on' if busy else ''}: {early} too early", flush=True)
        tally.run(faults, "order of saves" + (", typing on" if busy else ""))


def main():
    chosen = options(__doc__, seed=1)
    if shutil.which("strace") is None:
        print("NOT RUN: needs strace")
        sys.exit(3)
    chance, tally = random.Random(chosen.seed), Tally("slow")
    keys(chosen.binary, 300 if chosen.full else 100, chance, tally)
    order(chosen.binary, 500 if chosen.full else 100, chance, False, tally)
    order(chosen.binary, 150 if chosen.full else 30, chance, True, tally)
    tally.done()


main()
