#!/usr/bin/env python3
"""Two programs on one session: one writes, the other reads and says why; a killed one holds nothing.

Each run: the first program has the session open; a second one resumes it and types; the session must hold the
first one's words alone and the second must say that it is open elsewhere. Then the first is killed (SIGKILL)
and a third one must write at once, with nothing lost.
"""

import random
import re
import time

from common import Home, Tally, Terminal, begin, options


def one(binary, chance):
    """One run; its faults."""
    faults = []
    with Home() as home:
        first = begin(binary, home)
        second = third = None
        try:
            first.send(b"first ")
            first.drain(0.6)
            second = Terminal([binary, "resume", "last", "--data-dir", home.data], home.env)
            if not second.wait_for(b"Whatdidyousee?", 3.0):
                second.quiet()
            second.quiet(0.1)
            typed = "first "
            for _ in range(chance.randint(4, 20)):
                if chance.random() < 0.5:
                    letter = chance.choice("abcdef")
                    first.send(letter.encode())
                    typed += letter
                elif second.process.poll() is None:
                    second.send(b"Z")
                first.drain(0.01)
                second.drain(0.01)
            first.drain(0.6)
            second.drain(0.1)
            told = second.plain().lower()
            if not re.search(rb"read-only", told) or not re.search(rb"openinanother", told):
                faults.append(f"the second does not say why it only reads: {told[-200:]!r}")
            if second.process.poll() is None:
                second.send(b"\x03")
                second.end(1.0)
            kept = home.words(binary)
            if kept is None or kept.rstrip() != typed.rstrip():
                faults.append(f"after both: {kept!r} is kept, not {typed!r}")
            if len(home.sessions()) != 1:
                faults.append(f"{len(home.sessions())} session files instead of one")
            first.process.kill()
            first.process.wait()
            freed = time.monotonic()
            third = Terminal([binary, "resume", "last", "--data-dir", home.data], home.env)
            third.wait_for(b"Whatdidyousee?", 3.0)
            third.send(b" third")
            third.drain(0.6)
            third.send(b"\x03")
            third.end(1.0)
            kept = home.words(binary)
            if kept is None or not kept.endswith("third") or not kept.startswith(typed.rstrip()):
                faults.append(f"after kill -9 the next one does not write ({time.monotonic() - freed:.1f} s later): {kept!r}")
        finally:
            for terminal in (first, second, third):
                if terminal is not None:
                    terminal.close()
    return faults


def main():
    chosen = options(__doc__, seed=1)
    chance, tally = random.Random(chosen.seed), Tally("pair")
    for number in range(200 if chosen.full else 15):
        tally.run(one(chosen.binary, chance), f"run {number}")
    tally.done()


main()
