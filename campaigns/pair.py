#!/usr/bin/env python3
"""Two windows on one session, in random interleavings: type in either, leave either, kill either (SIGKILL), open one or
both at once, read the session from a third program meanwhile.

One of them writes, the other says why it only reads, and no version is ever lost: whatever stood in a session file once
is the beginning of what stands in one later; what a window was left with is there whole; what a killed one leaves
is the beginning of what was typed in it; a window opened when nobody writes does write. A newer state that a killed
window left half placed is offered at the next start, and taken or not by chance: taken, it becomes a second version
beside the first. Each home sees several interleavings, one after the other, on the same session.
"""

import os
import random
import re
import time

from common import Home, Tally, Terminal, options
from screen import Screen, until

PER_HOME = 10
LATEST = 2.0
"""Letters older than this must be on the disk when their window is killed (seconds); `kill.py` measures it closely."""


class Window:
    """One window on the session."""

    def __init__(self, binary, home, *args):
        self.terminal = Terminal([binary, *args, "--data-dir", home.data], home.env)
        self.screen = Screen()
        self.role, self.taken = None, 0

    def shown(self):
        return self.screen.see(self.terminal).text()

    def opens(self, chance, faults):
        """Waits until it stands at the question; takes or leaves a newer state that a killed one left."""
        for _ in range(3):
            ready = until(self.terminal, self.screen,
                          lambda seen: "What did you see?" in seen.text() or "(yes or no)" in seen.text(), 5)
            if ready is None:
                faults.append(f"a window did not open: {self.shown()!r}")
                return False
            if "What did you see?" in self.shown():
                break
            answer = chance.choice([b"yes\n", b"no\n"])
            self.taken += answer == b"yes\n"
            self.terminal.send(answer)
            self.screen = Screen()
            self.screen.taken = len(self.terminal.output)
        self.terminal.drain(0.02)
        self.role = "reads" if "read-only" in self.shown() else "writes"
        if self.role == "reads" and "open in another" not in self.shown():
            faults.append(f"it does not say why it only reads: {self.shown()[-200:]!r}")
        return True

    def alive(self):
        return self.role is not None

    def over(self):
        self.role = None
        self.terminal.close()


class Model:
    """What must be on the disk, and how it is looked at."""

    def __init__(self, binary, home, chance):
        self.binary, self.home, self.chance = binary, home, chance
        self.seen, self.earlier = set(), set()
        """Texts that stood in a session file; texts of windows that are gone."""
        self.typed, self.times = "", []
        """The text of the window that writes, and when each letter was typed (0 for what it began with)."""
        self.windows, self.faults = [None, None], []
        self.counts = dict.fromkeys(
            ("versions", "killed", "left", "opened", "opened at once", "typed", "typed in vain", "newer states taken"), 0)

    def writer(self):
        return next((window for window in self.windows if window and window.role == "writes"), None)

    def texts(self):
        """The text in each session file, that of second versions too."""
        folder, found = os.path.join(self.home.data, "sessions"), set()
        for name in os.listdir(folder):
            if name.endswith(".toml"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    found |= set(re.findall(r'^text = "(\w*)"$', file.read(), re.M)) or {""}
        return found

    def look(self, whole=False):
        """Reads the session, in the program's words and in its files; nothing that was there once may be gone."""
        if self.home.words(self.binary) is None:
            self.faults.append("the session cannot be read")
        texts = self.texts()
        self.counts["versions"] += len(texts - self.seen)
        for lost in sorted(old for old in self.seen if not any(text.startswith(old) for text in texts)):
            self.faults.append(f"a version is lost: {lost!r} is the beginning of none of {sorted(texts)}")
        for strange in sorted(text for text in texts if not any(one.startswith(text) for one in self.earlier | {self.typed})):
            self.faults.append(f"{strange!r} was never typed")
        if whole and self.typed not in texts:
            self.faults.append(f"{self.typed!r} is not kept, but {sorted(texts)}")
        self.seen |= texts
        return texts

    def open(self, slots):
        """Opens the session in these slots, all at once."""
        nobody_writes = self.writer() is None
        for slot in slots:
            self.windows[slot] = Window(self.binary, self.home, "resume", "last")
        for slot in slots:
            if not self.windows[slot].opens(self.chance, self.faults):
                self.windows[slot].over()
            self.counts["newer states taken"] += self.windows[slot].taken
        roles = [self.windows[slot].role for slot in slots]
        if roles.count("writes") != nobody_writes:
            self.faults.append(f"opened {len(slots)} while {'nobody' if nobody_writes else 'one'} writes: {roles}")
        self.counts["opened at once" if len(slots) > 1 else "opened"] += 1
        if self.writer() is not None and nobody_writes:
            # It goes on from what is on the disk; a newer state that was left may have been taken up.
            page = self.writer().shown().replace(" ", "")
            self.earlier.add(self.typed)
            self.typed = max((text for text in self.look() if text in page), key=len, default="")
            self.times = [0.0] * len(self.typed)
            if not self.typed:
                self.faults.append(f"the window that writes shows nothing of what is kept: {self.writer().shown()!r}")

    def type(self, slot):
        window = self.windows[slot]
        letter = self.chance.choice("abcdefgh") if window.role == "writes" else "Z"
        window.terminal.send(letter.encode())
        if window.role == "writes":
            self.typed += letter
            self.times.append(time.monotonic())
            self.counts["typed"] += 1
        else:
            self.counts["typed in vain"] += 1

    def kill(self, slot):
        window, wrote = self.windows[slot], self.windows[slot].role == "writes"
        window.terminal.process.kill()
        killed = time.monotonic()
        window.over()
        self.counts["killed"] += 1
        if wrote:
            old = self.typed[:sum(killed - when > LATEST for when in self.times)]
            texts = self.look()
            if not any(text.startswith(old) for text in texts):
                self.faults.append(f"letters more than {LATEST} s old are lost: {old!r} of {self.typed!r} is in none of {sorted(texts)}")
            # What is not there yet may still lie beside it, to be taken up.

    def shows_all(self, writer, status=""):
        """Waits until the writer has taken in all that was typed, and says so of it."""
        def there(seen):
            return self.typed in seen.text().replace(" ", "") and (seen.status() == status or not status or not self.times[-1])
        return until(writer.terminal, writer.screen, there, 5) is not None

    def leave(self, slot):
        window, wrote = self.windows[slot], self.windows[slot].role == "writes"
        # Ctrl-C is a signal, which may overtake letters that nobody has read yet.
        if wrote and not self.shows_all(window):
            self.faults.append(f"five seconds later what was typed is not shown: {window.shown()[-200:]!r}")
        window.terminal.send(self.chance.choice([b"\x03", b"\x11"]))
        if window.terminal.end(3.0) != 0:
            self.faults.append("a window did not end well within three seconds")
        window.over()
        self.counts["left"] += 1
        if wrote:
            self.look(whole=True)

    def step(self):
        """One thing that happens."""
        gone = [slot for slot in (0, 1) if not self.windows[slot] or not self.windows[slot].alive()]
        here = [slot for slot in (0, 1) if slot not in gone]
        dice = self.chance.random()
        if not here or (gone and dice < 0.3):
            self.open(gone if self.chance.random() < 0.7 else self.chance.sample(gone, 1))
        elif dice < 0.33:
            for slot in here if self.chance.random() < 0.4 else self.chance.sample(here, 1):
                self.kill(slot)
        elif dice < 0.36:
            self.leave(self.chance.choice(here))
        elif dice < 0.44:
            self.look()
        else:
            self.type(self.chance.choice(here))
        for slot in (0, 1):
            if self.windows[slot] and self.windows[slot].alive():
                self.windows[slot].terminal.drain(self.chance.choice([0, 0, 0.005, 0.02, 0.1, 0.2]))

    def settle(self):
        """Lets whoever writes save, and compares the whole."""
        writer = self.writer()
        if writer is not None:
            if not self.shows_all(writer, "saved"):
                self.faults.append(f"five seconds later it does not say that it is saved: {writer.shown()[-200:]!r}")
            self.look(whole=True)
        names = self.home.sessions()
        if len(names) != 1:
            self.faults.append(f"{len(names)} session files instead of one")
        for window in self.windows:
            if window and window.role == "reads" and re.search("not saved", window.shown()):
                window_says = window.screen.status()
                self.faults.append(f"one that only reads says {window_says!r}")

    def interleave(self):
        self.faults = []
        for _ in range(self.chance.randint(10, 20)):
            self.step()
        self.settle()
        return self.faults


def main():
    chosen = options(__doc__, seed=1, runs=0)
    chance, tally = random.Random(chosen.seed), Tally("pair")
    runs, counts = chosen.runs or (1000 if chosen.full else 50), {}
    while tally.runs < runs:
        with Home() as home:
            model = Model(chosen.binary, home, chance)
            try:
                first = model.windows[0] = Window(chosen.binary, home, "begin", home.guide)
                if not first.opens(chance, model.faults):
                    raise SystemExit("\n".join(model.faults))
                for letter in "ab":
                    first.terminal.send(letter.encode())
                    model.typed += letter
                    model.times.append(time.monotonic())
                if until(first.terminal, first.screen, lambda seen: seen.status() == "saved", 10) is None:
                    raise SystemExit("nothing was saved: nothing was tried")
                for _ in range(min(PER_HOME, runs - tally.runs)):
                    faults = model.interleave()
                    tally.run(faults, f"interleaving {tally.runs}, seed {chosen.seed}")
                    if faults:
                        break
            finally:
                for window in model.windows:
                    if window is not None:
                        window.terminal.close()
            for name, count in model.counts.items():
                counts[name] = counts.get(name, 0) + count
    print("  " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    tally.done()


if __name__ == "__main__":
    main()
