#!/usr/bin/env python3
"""Every way to end the full-screen program, on every kind of screen.

After each: gone within a second, the exit code promised, the terminal's settings as they were, the alternate
screen left, cursor shown, mouse, focus and paste reports off, nothing printed but what may be, and what was
typed is saved. Where the window itself is closed there is no terminal left to look at, and no output.
"""

import os
import re
import signal
import termios
import time

from common import LEAVE_ALTERNATE, Home, Tally, Terminal, begin, options

SCREENS_GUIDE = """format = 1
id = "screens"
title = "Screens"
about = "One screen of each kind."

[[stage]]
id = "only"
title = "Look"

[[stage.step]]
id = "seen"
kind = "long"
ask = "What did you see?"

[[stage.step]]
id = "pick"
kind = "choice"
ask = "Which of these?"
options = [ { id = "one", label = "The first" }, { id = "two", label = "The second" } ]

[[stage.step]]
id = "breathe"
kind = "pacer"
ask = "Breathe with this"
pattern = [ { word = "In", seconds = 4, shape = "in" }, { word = "Out", seconds = 6, shape = "out" } ]
minutes = 3
"""

WORDS = "half a sentence"
SCREENS = ("home", "text", "choice", "help", "pacer")
WAYS = (
    # name, exit codes allowed
    ("ctrl-q", {0}), ("ctrl-c", {0}), ("paste", {0}), ("SIGINT", {0}),
    ("SIGTERM", {143, -15}), ("SIGHUP", {129, -1}), ("SIGQUIT", {131, -3}),
    ("close", {0, 129, -1}), ("close-ignored", {0, 129, -1}),
)
SHOWN_MODES = {1049: "alternate screen", 1000: "mouse", 1002: "mouse", 1003: "mouse", 1004: "focus reports",
               1006: "mouse", 2004: "paste marks", 2026: "held frames"}


def reach(binary, home, screen, hangup_ignored):
    """The program, standing on one screen, with WORDS typed in the text before it."""
    if screen == "home":
        first = begin(binary, home)
        first.send(WORDS.encode())
        first.send(b"\x11")
        first.end(3)
        first.close()
        terminal = Terminal([binary, "--data-dir", home.data], home.env,
                            ignore_hangup=hangup_ignored, keep_slave=False)
        terminal.quiet(0.3)
        return terminal
    terminal = begin(binary, home, ignore_hangup=hangup_ignored, keep_slave=False)
    terminal.send(WORDS.encode())
    terminal.quiet(0.1)
    wanted = {"choice": b"Thesecond", "pacer": b"Breathewiththis"}
    if screen in wanted:
        terminal.send(b"\x13")
        arrived = terminal.wait_for(wanted["choice"])
        if screen == "pacer":
            terminal.send(b"1")
            terminal.quiet(0.1)
            mark = len(terminal.output)
            terminal.send(b"\r")
            arrived = arrived and terminal.wait_for(wanted["pacer"], 2.0, mark)
        if not arrived:
            raise SystemExit(f"{screen} was not reached; written last: {terminal.plain()[-300:]!r}")
    if screen == "help":
        terminal.send(b"\x07")
    terminal.quiet(0.1)
    return terminal


def leave(terminal, way):
    """Ends the program in one way."""
    if way == "ctrl-q":
        terminal.send(b"\x11")
    elif way == "ctrl-c":
        terminal.send(b"\x03")
    elif way == "paste":
        terminal.send(b"\x1b[200~" + b"word " * 40_000)
        terminal.send(b"\x03")
    elif way.startswith("close"):
        terminal.close_master()
    else:
        os.kill(terminal.process.pid, getattr(signal, way))


def modes(output):
    """Faults in the terminal modes that the program leaves behind, from all it wrote."""
    state = {}
    for numbers, letter in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", output):
        for number in numbers.split(b";"):
            state[int(number)] = letter == b"h"
    faults = [f"{name} left on" for mode, name in SHOWN_MODES.items() if state.get(mode)]
    if state.get(25) is False:
        faults.append("the cursor is left hidden")
    if b"\x1b[?1049h" not in output:
        faults.append("the alternate screen was never entered: nothing was tried")
    return faults


def one(binary, screen, way, codes):
    """One run; its faults."""
    with Home(SCREENS_GUIDE) as home:
        terminal = reach(binary, home, screen, way == "close-ignored")
        try:
            start = time.monotonic()
            leave(terminal, way)
            if terminal.master is None:
                while terminal.process.poll() is None and time.monotonic() - start < 1.0:
                    time.sleep(0.005)
                code = terminal.process.poll()
            else:
                code = terminal.end(1.0)
            faults = []
            if code is None:
                faults.append("still there after a second")
            elif code not in codes:
                faults.append(f"exit code {code}, not one of {sorted(codes)}")
            if terminal.master is not None and code is not None:
                terminal.drain(0.02)
                faults += modes(bytes(terminal.output))
                if termios.tcgetattr(terminal.master) != terminal.before:
                    faults.append("the terminal's settings differ")
                after = bytes(terminal.output).rsplit(LEAVE_ALTERNATE, 1)[-1]
                if WORDS.encode() in after:
                    faults.append("what was typed is printed after leaving")
                if way in ("ctrl-c", "paste", "SIGINT") and re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]", b"", after).strip():
                    faults.append(f"something is printed after a quick exit ({len(after)} bytes)")
        finally:
            terminal.close()
        kept = home.words(binary) or ""
        if not kept.startswith(WORDS):
            faults.append(f"what was typed is not saved ({len(kept)} characters are)")
        return faults


def main():
    chosen = options(__doc__)
    tally = Tally("exits")
    for _ in range(3 if chosen.full else 1):
        for screen in SCREENS:
            for way, codes in WAYS:
                tally.run(one(chosen.binary, screen, way, codes), f"{way} on {screen}")
    tally.done()


main()
