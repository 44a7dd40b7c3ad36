#!/usr/bin/env python3
"""Writing in tmux, as people do: what its screen shows of typed words, a large paste, and characters of every width."""

import os
import subprocess
import tempfile
import time

from common import ONE_LONG, Home, Tally, options

SIZES = [(80, 24), (40, 12)]
PASTED = (1 << 20) - 4096
"""Bytes of the paste: a session holds a little more than this."""
WIDE = [
    ("a family", "\U0001F469\u200d\U0001F469\u200d\U0001F467"),
    ("a flag", "\U0001F1E9\U0001F1EA"),
    ("Han", "漢字"),
    ("a combining mark", "Zoe\u0308"),
    ("two combining marks", "a\u0323\u0301"),
]


class Tmux:
    """A tmux server of its own, with the program in its one window."""

    def __init__(self, home, argv, columns, rows):
        # A path of a socket may not be long.
        self.folder = tempfile.TemporaryDirectory(prefix="tmux-")
        self.socket = os.path.join(self.folder.name, "s")
        self.env = dict(home.env, TMUX_TMPDIR=self.folder.name)
        self.do("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "s", *argv)
        self.do("set-option", "-g", "status", "off")
        self.do("resize-window", "-t", "s", "-x", str(columns), "-y", str(rows))

    def do(self, *arguments, **more):
        return subprocess.run(
            ["tmux", "-u", "-S", self.socket, *arguments], env=self.env, capture_output=True, timeout=30, check=False, **more)

    def rows(self):
        """The rows of the screen as tmux has them."""
        return self.do("capture-pane", "-p", "-t", "s").stdout.decode("utf-8", "replace").split("\n")

    def types(self, words):
        self.do("send-keys", "-t", "s", "-l", "--", words)

    def key(self, *keys):
        self.do("send-keys", "-t", "s", *keys)

    def pastes(self, words):
        """As from a clipboard: with the signs around it that say so, where the program asked for them."""
        self.do("load-buffer", "-b", "b", "-", input=words.encode())
        self.do("paste-buffer", "-p", "-r", "-b", "b", "-t", "s")

    def until(self, holds, seconds=10.0):
        """Looks until `holds(rows)`: how long it took, or None."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if holds(self.rows()):
                return time.monotonic() - start
            time.sleep(0.02)
        return None

    def gone(self, seconds=5.0):
        """Whether the program ends, and with it the server."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.do("has-session", "-t", "s").returncode != 0:
                return True
            time.sleep(0.02)
        return False

    def close(self):
        """Ends only the server that was started here."""
        self.do("kill-server")
        self.folder.cleanup()


def stands(words):
    """Whether these words stand on the screen, wherever its rows break."""
    bare = "".join(words.split())
    return lambda rows: bare in "".join("".join(rows).split())


def sitting(binary, size, script, guide=ONE_LONG):
    """One sitting: the faults `script(tmux)` finds, and the words that are kept after it left."""
    with Home(guide) as home:
        tmux = Tmux(home, [binary, "begin", home.guide, "--data-dir", home.data], *size)
        try:
            if tmux.until(stands("What did you see?")) is None:
                return [f"the question did not appear: {tmux.rows()}"], None
            faults = script(tmux)
            tmux.key("C-q")
            if not tmux.gone():
                faults.append("it did not leave")
            return faults, home.words(binary)
        finally:
            tmux.close()


def typed(binary, size):
    """Words are typed, wrap, are erased by word and kept."""
    words = "It was quiet on Sunday, and I waited by the phone until late. " * 2 + "Then I slept."

    def script(tmux):
        tmux.types(words)
        faults = [] if tmux.until(stands("until late. Then I slept.")) is not None else [f"typed words are not shown: {tmux.rows()}"]
        tmux.key("C-w")
        if tmux.until(lambda rows: stands("Then I")(rows) and not stands("slept")(rows)) is None:
            faults.append("Ctrl-W took no word")
        return faults

    faults, kept = sitting(binary, size, script)
    if kept is not None and kept.rstrip() != words[:-len("slept.")].rstrip():
        faults.append("what is kept is not what was typed")
    return faults


def pasted(binary, size):
    """A large paste comes, goes with one undo, and comes again with one redo."""
    line = "so much to say and no answer\n"
    words = line * (PASTED // len(line)) + "the very end"

    def script(tmux):
        faults = []
        tmux.types("Before. ")
        tmux.until(stands("Before."))
        tmux.pastes(words)
        took = tmux.until(stands("the very end"), 60)
        if took is None:
            return ["the paste did not come to its end"]
        tmux.key("C-z")
        if tmux.until(lambda rows: stands("Before.")(rows) and not stands("so much to say")(rows)) is None:
            faults.append("one undo did not take the paste back")
        tmux.key("C-y")
        if tmux.until(stands("the very end")) is None:
            faults.append("one redo did not bring the paste back")
        print(f"  {size[0]}x{size[1]}: {len(words)} bytes pasted and shown after {took:.2f} s", flush=True)
        return faults

    faults, kept = sitting(binary, size, script)
    if not faults and kept != "Before. " + words:
        faults.append("what is kept is not what was pasted")
    return faults


def noticed(binary, size):
    """In one long line with characters of every width a reproach is marked, its reason is one key away, and goes with it."""
    before = "Zoe\u0308 漢字 \U0001F469\u200d\U0001F469\u200d\U0001F467 waited by the phone. " * 4

    def script(tmux):
        tmux.types(before + "You always ignore me. ")
        if tmux.until(stands("(Alt-N: why)")) is None:
            return [f"nothing is marked: {tmux.rows()}"]
        tmux.key("M-n")
        faults = [] if tmux.until(stands("A mirror, not a judgement.")) is not None else ["Alt-N says nothing"]
        tmux.key("Escape")
        tmux.until(lambda rows: not stands("A mirror")(rows))
        for _ in range(4):
            tmux.key("C-w")
        if tmux.until(lambda rows: not stands("(Alt-N: why)")(rows)) is None:
            faults.append("the mark does not go with its words")
        return faults

    with_rules = 'notice = ["message"]\n'
    faults, kept = sitting(binary, size, script, ONE_LONG + with_rules)
    if not faults and kept.rstrip() != before.rstrip():
        faults.append("what is kept is not what is left")
    return faults


def wide(binary, size, name, sign):
    """A character of any width is shown between its neighbours, goes with one Backspace, and leaves nothing behind."""

    def script(tmux):
        tmux.types(f"a{sign}b")
        if tmux.until(stands(f"a{sign}b")) is None:
            # A terminal may show less than it was given; the neighbours must stand there all the same.
            shown = [row.strip() for row in tmux.rows() if row.strip()]
            return [f"{name} is not shown whole: {shown}"]
        tmux.key("Left")
        for _ in range(signs):
            tmux.key("BSpace")
        if tmux.until(lambda rows: any(row.strip().lstrip("›▏ ") == "ab" for row in rows)) is None:
            return [f"{name} is not gone with {signs} Backspace: {tmux.rows()}"]
        return []

    # Each Han character is one; a letter and its marks are one, and Zoë has two more letters.
    signs = {"Han": 2, "a combining mark": 3}.get(name, 1)
    faults, kept = sitting(binary, size, script)
    if not faults and kept != "ab":
        faults.append(f"{name}: what is kept is not what is left")
    return faults


def main():
    chosen = options(__doc__)
    tally = Tally("tmux")
    for size in SIZES:
        label = f"{size[0]}x{size[1]}"
        for _ in range(5 if chosen.full else 1):
            tally.run(typed(chosen.binary, size), f"{label}, typed")
            tally.run(pasted(chosen.binary, size), f"{label}, pasted")
            tally.run(noticed(chosen.binary, size), f"{label}, noticed")
            for name, sign in WIDE:
                tally.run(wide(chosen.binary, size, name, sign), f"{label}, {name}")
    tally.done()


main()
