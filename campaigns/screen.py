"""What stands on the screen: a small terminal that takes in what the program writes and keeps the rows."""

import re
import time
import unicodedata

# A control sequence; a string for the terminal; another escape; a stretch of text; a single control character.
PIECE = re.compile(
    rb"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]|([^\x00-\x1f\x7f]+)|[\x00-\x1f\x7f]",
    re.S)
CUT = re.compile(rb"\x1b(\[[0-?]*[ -/]*|\][^\x07\x1b]*)?$|[\xc0-\xff][\x80-\xbf]{0,2}$")
"""What a read may end in the middle of."""


class Screen:
    """The rows of a window. `see` takes in what a campaign's Terminal has read since the last time."""

    def __init__(self, rows=24, columns=80):
        self.height, self.width = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = self.taken = 0
        self.rest = b""

    def see(self, terminal):
        """Takes in what is new; the screen itself, for a look at it."""
        self.feed(bytes(terminal.output[self.taken:]))
        self.taken = len(terminal.output)
        return self

    def feed(self, got):
        """Takes in bytes the program wrote."""
        got = self.rest + got
        cut = CUT.search(got)
        self.rest = got[cut.start():] if cut else b""
        for piece in PIECE.finditer(got[:len(got) - len(self.rest)]):
            arguments, letter, text = piece.groups()
            if text is not None:
                self.put(text.decode("utf-8", "replace"))
            elif letter is not None:
                self.control(arguments.decode(), letter)
            elif piece[0] == b"\r":
                self.x = 0
            elif piece[0] == b"\n":
                self.y = min(self.y + 1, self.height - 1)

    def control(self, arguments, letter):
        if arguments.startswith("?"):
            if letter == b"h" and "1049" in arguments:
                self.clear()
            return
        numbers = [int(number or 0) for number in arguments.split(";")] if arguments else []
        if letter == b"H":
            self.y = min(max((numbers or [1])[0], 1), self.height) - 1
            self.x = min(max((numbers + [1, 1])[1], 1), self.width) - 1
        elif letter == b"J":
            self.clear()
        elif letter == b"K":
            self.cells[self.y][self.x:] = [" "] * (self.width - self.x)

    def clear(self):
        for row in self.cells:
            row[:] = [" "] * self.width

    def put(self, text):
        for sign in text:
            if unicodedata.combining(sign) or self.x >= self.width:
                continue
            self.cells[self.y][self.x] = sign
            self.x += 2 if unicodedata.east_asian_width(sign) in "WF" else 1

    def rows(self):
        """The rows, without blanks at their ends."""
        return ["".join(row).rstrip() for row in self.cells]

    def text(self):
        """The rows as one text, words parted by single blanks whatever row they stand in."""
        return " ".join(" ".join(self.rows()).split())

    def status(self):
        """What the program says about saving, from its lowest rows: `saved`, `saving`, `not saved: …`, `read-only: …`, or nothing."""
        # What cannot be saved is said in several rows, whole.
        low = " ".join(" ".join(self.rows()[-9:]).split()).lower()
        found = re.search(r"(?:^| )(not saved\b.*|read-only\b.*|saved beside another version|saving|saved|in memory only)(?::| |$)", low)
        return found[1] if found else ""


def until(terminal, screen, test, seconds):
    """Reads until `test(screen)` holds: how long it took (seconds), or None when it does not come to hold in time."""
    start = time.monotonic()
    while True:
        if test(screen.see(terminal)):
            return time.monotonic() - start
        if time.monotonic() - start > seconds:
            return None
        if not terminal.drain(0.01) and terminal.process.poll() is not None:
            return time.monotonic() - start if test(screen.see(terminal)) else None


def until_status(terminal, screen, beginning, seconds):
    """Reads until what the screen says about saving begins so: how long it took, or None."""
    return until(terminal, screen, lambda seen: seen.status().startswith(beginning), seconds)
