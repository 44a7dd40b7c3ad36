#!/usr/bin/env python3
"""Twenty ways to end the full-screen program on five kinds of screen, and ends elsewhere: at prompts, in dialogs, in
the editor, in plain lines, before a window that takes nothing, by a failure.

After each: gone within a second of the last act, the exit code promised, the terminal's settings as they were, the
alternate screen left, cursor shown, mouse, focus and paste reports off, nothing written outside the alternate screen
but the one sentence that may be, and what was typed is saved. Where the window itself is closed there is no terminal
left to look at. A failure (panic) cannot be asked for from outside: it is tried on the example `fails`.
"""

import fcntl
import os
import random
import re
import resource
import shutil
import signal
import struct
import termios
import time

import sealed
from common import Home, Tally, Terminal, bare, begin, options, outside
from screen import Screen, until

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

KEEPING_GUIDE = """format = 1
id = "keeping"
title = "Keeping"
about = "A text, and then where it may stay."

[[stage]]
id = "only"
title = "Look"

[[stage.step]]
id = "seen"
kind = "long"
ask = "What did you see?"

[[stage.step]]
id = "welcome"
kind = "keeping"
ask = "Where may your words stay?"
offers = [ { id = "keep", label = "Here" }, { id = "protect", label = "Behind a passphrase" } ]
"""

WORDS = "half a sentence"
PASSPHRASE = b"four words in a row"
SCREENS = {
    # name: what must stand on it
    "home": "Go on where you left off", "text": WORDS, "choice": "The second", "help": "Esc close",
    "pacer": "Breathe with this",
}
RESUMES = r"Saved\. `stepback resume [0-9a-f]+` goes on from here\."
BLANK = 0.05
"""A quick exit has the screen blank by then (seconds)."""
SHOWN_MODES = {1049: "alternate screen", 1000: "mouse", 1002: "mouse", 1003: "mouse", 1004: "focus reports",
               1006: "mouse", 2004: "paste marks", 2026: "held frames"}


class Standing:
    """The program standing on one screen, WORDS typed and saved in the text before it."""

    def __init__(self, binary, home, screen, protected=False, **more):
        self.home, self.name = home, screen
        start = [binary, "begin", home.guide] if screen != "home" else [binary]
        if screen == "home":
            first = self.started([binary, "begin", home.guide], protected)
            self.type_words(first)
            first.send(b"\x11")
            first.end(3)
            first.close()
        self.terminal = self.started(start, protected, keep_slave=False, **more)
        self.screen = Screen()
        if screen != "home":
            self.type_words(self.terminal)
        for wanted, keys in {"choice": [("Which of these?", b"\x13")], "help": [("Esc close", b"\x07")],
                             "pacer": [("Which of these?", b"\x13"), ("Breathe with this", b"1\r")]}.get(screen, []):
            self.terminal.send(keys)
            self.sees(wanted)
        self.sees(SCREENS[screen])
        self.terminal.quiet(0.1)

    def started(self, argv, protected, **more):
        terminal = Terminal([*argv, "--data-dir", self.home.data], self.home.env, **more)
        if protected:
            if not terminal.wait_for(b"passphrase:"):
                raise SystemExit("the passphrase was not asked for")
            terminal.send(PASSPHRASE + b"\r")
        return terminal

    def type_words(self, terminal):
        screen = Screen()
        if until(terminal, screen, lambda seen: "What did you see?" in seen.text(), 10) is not None:
            terminal.send(WORDS.encode())
            if until(terminal, screen, lambda seen: WORDS in seen.text() and seen.status() == "saved", 10) is not None:
                return
        raise SystemExit(f"the words were not taken and saved; shown: {screen.text()!r}")

    def sees(self, words, seconds=10):
        if until(self.terminal, self.screen, lambda seen: words in seen.text(), seconds) is None:
            raise SystemExit(f"{self.name} was not reached: no {words!r} in {self.screen.text()!r}")

    def shows(self, words, seconds=1.0):
        return until(self.terminal, self.screen, lambda seen: words in seen.text(), seconds) is not None

    def signal(self, *names):
        for name in names:
            os.kill(self.terminal.process.pid, getattr(signal, name))

    def stop(self):
        """Stops it as a shell's job control does; what is wrong with the terminal meanwhile."""
        self.signal("SIGTSTP")
        if not self.terminal.stops():
            return ["it did not stop within a second"]
        faults = [f"while stopped: {fault}" for fault in modes(bytes(self.terminal.output))]
        if termios.tcgetattr(self.terminal.master) != self.terminal.before:
            faults.append("while stopped: the terminal's settings differ")
        return faults

    def go_on(self):
        """Continues it; what is wrong with the screen afterwards."""
        mark = len(self.terminal.output)
        self.screen = Screen()
        self.screen.taken = mark
        self.signal("SIGCONT")
        if not self.shows(SCREENS[self.name], 3.0):
            return [f"continued, but the page is not there again: {self.screen.text()!r}"]
        if not termios.tcgetattr(self.terminal.master)[3] & termios.ICANON:
            return []
        return ["continued, but the terminal's settings are those of a shell"]


# Each way acts on a program that stands somewhere, and returns the faults seen on the way. The clock starts when it returns.

def ctrl_q(at):
    at.terminal.send(b"\x11")


def ctrl_c(at):
    at.terminal.send(b"\x03")


def paste(at):
    """A megabyte of paste whose end never comes."""
    at.terminal.send(b"\x1b[200~" + b"word " * 200_000)


def paste_ctrl_c(at):
    paste(at)
    ctrl_c(at)


def paste_sigterm(at):
    paste(at)
    at.signal("SIGTERM")


def sigint(at):
    at.signal("SIGINT")


def sigint_twice(at):
    at.signal("SIGINT", "SIGINT")


def sigterm(at):
    at.signal("SIGTERM")


def sighup(at):
    at.signal("SIGHUP")


def sigquit(at):
    at.signal("SIGQUIT")


def close(at):
    at.terminal.close_master()


def stop_ctrl_q(at):
    faults = at.stop() + at.go_on()
    ctrl_q(at)
    return faults


def stop_ctrl_c(at):
    """Ctrl-C without a moment after going on: the terminal may still be the shell's."""
    faults = at.stop()
    at.signal("SIGCONT")
    ctrl_c(at)
    return faults


def stop_sighup(at):
    """A window that is closed while the program is stopped sends both."""
    faults = at.stop()
    at.signal("SIGHUP", "SIGCONT")
    return faults


def stop_locked(at):
    """A protected session that was stopped asks for the passphrase first; Ctrl-C there."""
    faults = at.stop()
    at.signal("SIGCONT")
    mark = len(at.terminal.output)
    at.screen = Screen()
    at.screen.taken = mark
    if not at.shows("asks for your passphrase"):
        faults.append(f"continued without asking for the passphrase; shown: {at.screen.text()[:60]!r}")
    ctrl_c(at)
    return faults


def tiny(at):
    at.terminal.resize(1, 1)
    at.terminal.drain(0.1)
    ctrl_c(at)


def huge(at):
    at.terminal.resize(65535, 65535)
    at.terminal.drain(0.2)
    ctrl_c(at)


def storm(at):
    chance = random.Random(7)
    for number in range(1000):
        at.terminal.resize(chance.randint(1, 300), chance.randint(1, 500))
        at.terminal.drain(0)
    at.terminal.resize(24, 80)
    ctrl_q(at)


def removed(at):
    shutil.rmtree(at.home.data)
    at.terminal.send(b" more")
    at.terminal.drain(0.6)
    ctrl_c(at)


def limited(at):
    """No file may grow any more: the disk takes nothing, whoever writes. Leaving by Ctrl-Q would ask what to do with the rest."""
    pid = at.terminal.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
    at.terminal.send(b" more")
    at.terminal.drain(0.8)
    ctrl_c(at)


class Way:
    """One way to end, and what is promised of it."""

    def __init__(self, act, codes, says=None, **how):
        self.act, self.codes, self.says = act, codes, says
        self.ignored, self.protected = how.pop("ignored", False), how.pop("protected", False)
        self.kept = how.pop("kept", True)


WAYS = {
    "Ctrl-Q": Way(ctrl_q, {0}, RESUMES),
    "Ctrl-C": Way(ctrl_c, {0}),
    "Ctrl-C amid a paste of 1 MB": Way(paste_ctrl_c, {0}),
    "SIGINT": Way(sigint, {0}),
    "SIGINT twice": Way(sigint_twice, {0}),
    "SIGTERM": Way(sigterm, {143}),
    "SIGTERM amid a paste of 1 MB": Way(paste_sigterm, {143}),
    "SIGHUP": Way(sighup, {129}),
    "SIGQUIT": Way(sigquit, {131}),
    "window closed": Way(close, {129}),
    "window closed, SIGHUP ignored": Way(close, {129}, ignored=True),
    "stopped, continued, Ctrl-Q": Way(stop_ctrl_q, {0}, RESUMES),
    "Ctrl-C right after SIGCONT": Way(stop_ctrl_c, {0}, r"\^C"),
    "SIGHUP while stopped": Way(stop_sighup, {129}),
    "protected, stopped, Ctrl-C at the passphrase": Way(stop_locked, {0}, protected=True),
    "window of 1x1, Ctrl-C": Way(tiny, {0}),
    "window of 65535x65535, Ctrl-C": Way(huge, {0}),
    "1,000 sizes, Ctrl-Q": Way(storm, {0}, RESUMES),
    "folder removed, Ctrl-C": Way(removed, {0}, kept=False),
    "no file may grow, Ctrl-C": Way(limited, {0}),
}


def modes(output):
    """Faults in the terminal modes that the program leaves behind, from all it wrote."""
    state = {}
    for numbers, letter in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", output):
        for number in numbers.split(b";"):
            state[int(number)] = letter == b"h"
    faults = [f"{name} left on" for mode, name in SHOWN_MODES.items() if state.get(mode)]
    if state.get(25) is False:
        faults.append("the cursor is left hidden")
    return faults


def ended(terminal, codes, says, patience=1.0):
    """Waits for the end: faults in how the program ended and what it leaves behind, and how long it took."""
    start, mark, terminal.blank_after = time.monotonic(), len(terminal.output), None
    while terminal.process.poll() is None and time.monotonic() - start < patience:
        if terminal.master is None:
            time.sleep(0.002)
            continue
        terminal.drain(0.002)
        if terminal.blank_after is None and b"\x1b[2J" in terminal.output[mark:]:
            terminal.blank_after = time.monotonic() - start
    code, took = terminal.process.poll(), time.monotonic() - start
    if code is None:
        return [f"still there after {took:.1f} s"], took
    faults = [] if code in codes else [f"exit code {code}, not one of {sorted(codes)}"]
    if terminal.master is not None:
        terminal.drain(0.02)
        if terminal.blank_after is None and b"\x1b[2J" in terminal.output[mark:]:
            terminal.blank_after = took
        output = bytes(terminal.output)
        faults += modes(output)
        if termios.tcgetattr(terminal.master) != terminal.before:
            faults.append("the terminal's settings differ")
        said = " ".join(bare(outside(output)).decode("utf-8", "replace").split())
        if WORDS in said:
            faults.append("what was typed is written outside the alternate screen")
        if said and not re.fullmatch(says or "", said):
            faults.append(f"written outside the alternate screen: {said!r}")
    return faults, took


def kept(binary, home, protected):
    """The text that is saved."""
    if not protected:
        return home.words(binary) or ""
    shown = sealed.command(binary, home, [PASSPHRASE], "export", "last", "--format", "txt")
    return WORDS if WORDS.encode() in shown.output else ""


def one(binary, screen, way):
    """One run: its faults, how long the end took, and when the screen was blank (None where that was not seen)."""
    with Home(SCREENS_GUIDE) as home:
        if way.protected:
            sealed.protect(binary, home, PASSPHRASE)
        at = Standing(binary, home, screen, way.protected, ignore_hangup=way.ignored)
        try:
            faults = way.act(at) or []
            if way.protected:
                # What the terminal showed before the alternate screen was the prompt for the passphrase.
                del at.terminal.output[:at.terminal.output.find(b"\x1b[?1049h")]
            says = None if screen == "home" and way.says == RESUMES else way.says
            found, took = ended(at.terminal, way.codes, says)
            faults += found
            if b"\x1b[?1049h" not in at.terminal.output:
                faults.append("the alternate screen was never entered: nothing was tried")
        finally:
            at.terminal.close()
        if way.kept:
            words = kept(binary, home, way.protected)
            if not words.startswith(WORDS):
                faults.append(f"what was typed is not saved ({len(words)} characters are)")
        elif os.path.exists(home.data):
            faults.append("the folder that was removed was made anew without asking")
        return faults, took, at.terminal.blank_after


# ---- ends elsewhere: each tries one, and gives its faults

def prompt(binary, keys, codes):
    """At the passphrase, before anything is shown."""
    with Home(SCREENS_GUIDE) as home:
        sealed.protect(binary, home, PASSPHRASE)
        terminal = Terminal([binary, "--data-dir", home.data], home.env, keep_slave=False)
        try:
            if not terminal.wait_for(b"passphrase:"):
                return ["the passphrase was not asked for: nothing was tried"]
            terminal.send(b"half of it")
            terminal.drain(0.1)
            asked = len(terminal.output)
            terminal.send(keys) if isinstance(keys, bytes) else os.kill(terminal.process.pid, keys)
            faults, _ = ended(terminal, codes, r".*")
            said = bare(bytes(terminal.output[asked:])).strip()
            return faults + ([f"written after it: {said!r}"] if said else [])
        finally:
            terminal.close()


def at_page(binary, home, pages, leave, codes, says=None, argv=(), env=None):
    """Walks by (keys, words that must then be seen), leaves, and looks at the end; faults."""
    terminal = Terminal([binary, *argv, "--data-dir", home.data], {**home.env, **(env or {})}, keep_slave=False)
    screen = Screen()
    try:
        for keys, words in pages:
            terminal.send(keys)
            if until(terminal, screen, lambda seen: words in seen.text(), 5) is None:
                return [f"no {words!r} in {screen.text()!r}: nothing was tried"]
        terminal.drain(0.1)
        leave(terminal)
        return ended(terminal, codes, says)[0]
    finally:
        terminal.close()


def new_passphrase(binary, act, codes, after):
    """Where a new passphrase is typed, in full screen, so long after the words were: they are saved."""
    with Home(KEEPING_GUIDE) as home:
        terminal = Terminal([binary, "begin", home.guide, "--data-dir", home.data], home.env, keep_slave=False)
        screen = Screen()
        try:
            for keys, words in [(b"", "What did you see?"), (WORDS.encode() + b"\x13", "Behind a passphrase"),
                                (b"2\r", "Stepback asks for your passphrase")]:
                terminal.send(keys)
                if until(terminal, screen, lambda seen: words in seen.text(), 5) is None:
                    return [f"no {words!r} in {screen.text()!r}: nothing was tried"]
            terminal.drain(after)
            terminal.send(act) if isinstance(act, bytes) else os.kill(terminal.process.pid, act)
            faults = ended(terminal, codes, None)[0] if act != signal.SIGKILL else []
            terminal.end(1.0)
        finally:
            terminal.close()
        return faults + ([] if home.words(binary) == WORDS else ["what was typed before is not saved"])


def leave_dialog(binary):
    """While it is asked whether to leave."""
    with Home(SCREENS_GUIDE) as home:
        pages = [(b"", "What did you see?"), (b"x\x1b", "Leave")]
        return at_page(binary, home, pages, lambda terminal: terminal.send(b"\x03"), {0}, argv=["begin", home.guide])


def erase_dialog(binary):
    """While it is asked whether to erase: nothing may be erased."""
    with Home(SCREENS_GUIDE) as home:
        Standing(binary, home, "home").terminal.close()
        pages = [(b"", "Erase one"), (b"\x1b[F\x1b[A\r", "Which one"), (b"\r", "y")]
        faults = at_page(binary, home, pages, lambda terminal: terminal.send(b"\x03"), {0})
        return faults + ([] if home.words(binary) == WORDS else ["the session is gone"])


def in_editor(binary, name, code):
    """While the person's own editor has the terminal: the file it works on is gone afterwards."""
    with Home(SCREENS_GUIDE) as home:
        editor = os.path.join(home.root, "editor")
        with open(editor, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\necho 'the editor is ready' >/dev/tty\nexec sleep 3\n")
        os.chmod(editor, 0o700)
        pages = [(b"", "What did you see?"), (WORDS.encode(), WORDS), (b"\x0f", "the editor is ready")]
        faults = at_page(
            binary, home, pages, lambda terminal: os.kill(terminal.process.pid, getattr(signal, name)), {code},
            r"the editor is ready", argv=["begin", home.guide], env={"EDITOR": editor})
        left = [path for path in os.listdir(home.env["XDG_RUNTIME_DIR"]) if path.startswith("edit-")]
        if left:
            faults.append("the editor's file is left behind")
        return faults + ([] if home.words(binary) == WORDS else ["what was typed is not saved"])


def unread(master):
    """How many bytes wait to be read."""
    return struct.unpack("i", fcntl.ioctl(master, termios.FIONREAD, b"\0" * 4))[0]


def frozen(binary, act, codes):
    """A window that takes nothing any more: what is written to it is not read."""
    with Home(SCREENS_GUIDE) as home:
        at = Standing(binary, home, "text")
        try:
            # Whole frames, until the way to the window is full; nothing is read from here on.
            for number in range(400):
                at.terminal.resize(60, 200 + number % 2)
                time.sleep(0.002)
            before = unread(at.terminal.master)
            os.write(at.terminal.master, b"x")
            time.sleep(0.3)
            if unread(at.terminal.master) != before:
                return ["the window still took something: nothing was tried"]
            os.write(at.terminal.master, act) if isinstance(act, bytes) else os.kill(at.terminal.process.pid, act)
            start = time.monotonic()
            while at.terminal.process.poll() is None and time.monotonic() - start < 1.0:
                time.sleep(0.005)
            code = at.terminal.process.poll()
            faults = [] if code in codes else [f"exit code {code} after a second, not one of {sorted(codes)}"]
            if code is not None and termios.tcgetattr(at.terminal.master) != at.terminal.before:
                faults.append("the terminal's settings differ")
        finally:
            at.terminal.close()
        kept_words = home.words(binary) or ""
        return faults + ([] if kept_words.startswith(WORDS) else ["what was typed is not saved"])


def plain(binary, act, codes, says=None):
    """Line by line: the lines entered before are kept."""
    with Home(SCREENS_GUIDE) as home:
        terminal = Terminal([binary, "--plain", "begin", home.guide, "--data-dir", home.data], home.env, keep_slave=False)
        try:
            if not terminal.wait_for(b"Whatdidyousee?"):
                return ["the question did not appear: nothing was tried"]
            terminal.send(WORDS.encode() + b"\n")
            terminal.drain(0.3)
            terminal.send(b"and a line that is not entered")
            terminal.drain(0.1)
            mark = len(terminal.output)
            terminal.send(act) if isinstance(act, bytes) else os.kill(terminal.process.pid, act)
            faults, _ = ended(terminal, codes, r".*")
            faults = [fault for fault in faults if "outside the alternate screen" not in fault]
            said = bare(bytes(terminal.output[mark:])).replace(b"^C", b"").strip()
            if said:
                faults.append(f"printed: {said!r}")
        finally:
            terminal.close()
        return faults + ([] if (home.words(binary) or "").startswith(WORDS) else ["the line entered before is not saved"])


def panic(failing):
    """A failure on another thread: the terminal is given back, the words are saved, and nothing of what it was about is said."""
    with Home() as home:
        terminal = begin(failing, home, keep_slave=False)
        try:
            terminal.send(WORDS.encode())
            terminal.drain(0.3)
            os.kill(terminal.process.pid, signal.SIGUSR1)
            faults, _ = ended(terminal, {70}, r"Stepback failed and had to stop \(.*\)\. What you wrote is saved.*")
            output = bytes(terminal.output)
            if b"words of a person" in output:
                faults.append("what the failure was about is written")
            if b"Stepback failed" not in outside(output):
                faults.append("it did not say that it failed: nothing was tried")
            return faults + ([] if home.words(failing) == WORDS else ["what was typed is not saved"])
        finally:
            terminal.close()


ELSEWHERE = {
    "Ctrl-C at the passphrase": lambda binary: prompt(binary, b"\x03", {0}),
    "SIGTERM at the passphrase": lambda binary: prompt(binary, signal.SIGTERM, {143}),
    "Ctrl-C at a new passphrase": lambda binary: new_passphrase(binary, b"\x03", {0}, 0.1),
    "SIGTERM at a new passphrase": lambda binary: new_passphrase(binary, signal.SIGTERM, {143}, 2.0),
    "SIGKILL at a new passphrase": lambda binary: new_passphrase(binary, signal.SIGKILL, {-9}, 2.0),
    "Ctrl-C at the question whether to leave": leave_dialog,
    "Ctrl-C at the question whether to erase": erase_dialog,
    "SIGTERM while the editor is open": lambda binary: in_editor(binary, "SIGTERM", 143),
    "SIGHUP while the editor is open": lambda binary: in_editor(binary, "SIGHUP", 129),
    "Ctrl-C, the window takes nothing": lambda binary: frozen(binary, b"\x03", {0}),
    "SIGTERM, the window takes nothing": lambda binary: frozen(binary, signal.SIGTERM, {143}),
    "Ctrl-C in plain lines": lambda binary: plain(binary, b"\x03", {0}),
    "SIGTERM in plain lines": lambda binary: plain(binary, signal.SIGTERM, {143}),
    "SIGHUP in plain lines": lambda binary: plain(binary, signal.SIGHUP, {129}),
}

def failing_of(chosen):
    """The example that fails: the one named, else the one built beside the program."""
    path = chosen.failing or os.path.join(os.path.dirname(chosen.binary), "examples", "fails")
    return os.path.abspath(path) if os.access(path, os.X_OK) else None


def blanks(times):
    """What is to be said of how soon the screen was blank."""
    times = sorted(times)
    median, most = times[len(times) // 2], times[-1]
    late = sum(time > BLANK for time in times)
    print(f"  screen blank after {len(times)} quick exits: median {median * 1000:.0f} ms, most {most * 1000:.0f} ms, {late} later than "
          f"{BLANK * 1000:.0f} ms (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)", flush=True)
    # A busy machine makes single ones late; what half of them are is the program's own.
    return [f"the screen is blank after {median:.3f} s, not {BLANK} s"] if median > BLANK else []


def main():
    chosen = options(__doc__, failing="", only="")
    tally = Tally("exits")
    failing, slowest, whole, blank = failing_of(chosen), (0.0, ""), 0, []
    for _ in range(3 if chosen.full else 1):
        for name, way in WAYS.items():
            for screen in SCREENS:
                label = f"{name}, on {screen}"
                if chosen.only in label:
                    faults, took, blank_after = one(chosen.binary, screen, way)
                    whole += not faults
                    slowest = max(slowest, (took, label))
                    if "Ctrl-C" in name and blank_after is not None:
                        blank.append(blank_after)
                    tally.run(faults, label)
    print(f"  {whole} of {tally.runs}: terminal, code, time and words as promised; slowest {slowest[0]:.2f} s ({slowest[1]})", flush=True)
    if blank:
        tally.run(blanks(blank), "quick exit")
    for _ in range(3 if chosen.full else 1):
        for label, attempt in ELSEWHERE.items():
            if chosen.only in label:
                tally.run(attempt(chosen.binary), label)
    if failing is None:
        tally.not_run("a failure (panic)", "`cargo build --example fails` (or --failing PATH)")
    elif chosen.only in "a failure (panic)":
        tally.run(panic(failing), "a failure (panic)")
    tally.done()


if __name__ == "__main__":
    main()
