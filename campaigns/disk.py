#!/usr/bin/env python3
"""The disk does not take it: full, for reading only, a limit on file size or open files, the folder gone, the file changed underneath.

Somebody types while it happens. Each run is wrong when a letter is missing on the screen, when within two seconds of the
first letter that cannot be saved no sign of it stands on the screen, when what was typed is not on the disk five
seconds after the disk is well again (without another key), when the program ends, or when something else than the
whole of what was typed is saved in the end.
"""

import os
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

from common import Home, Tally, Terminal, begin, options
from screen import Screen, until, until_status

OLD = "the old words "
SIGN_WITHIN, SAVED_WITHIN = 2.0, 5.0
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Small:
    """A small file system in memory, mounted for as long as the `with` lasts."""

    def __init__(self, size="64k"):
        self.path = tempfile.mkdtemp(prefix="campaign-small-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "campaign", self.path], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for _ in range(50):
            if subprocess.run(["umount", self.path], check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.05)
        else:
            subprocess.run(["umount", "-l", self.path], check=False)
        os.rmdir(self.path)

    def remount(self, how):
        subprocess.run(["mount", "-o", "remount," + how, self.path], check=True)

    def fill(self):
        """Takes all space that is left."""
        with open(os.path.join(self.path, "filler"), "ab", buffering=0) as file:
            for size in (4096, 512, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    pass

    def free(self):
        os.remove(os.path.join(self.path, "filler"))


def limit(pid, which, value):
    """Lowers (or, with None, lifts again) one limit of a running program."""
    hard = resource.prlimit(pid, which)[1]
    resource.prlimit(pid, which, (hard if value is None else value, hard))


def highest_open(pid):
    """The highest number of an open file between two saves: one that is under way has opened more for a moment."""
    seen = []
    for _ in range(20):
        seen.append(max(int(number) for number in os.listdir(f"/proc/{pid}/fd")))
        time.sleep(0.01)
    return min(seen)


def strike(kind, home, small, pid):
    if kind in ("full", "full from the start"):
        small.fill()
    elif kind == "for reading only":
        small.remount("ro")
    elif kind == "file size limit":
        limit(pid, resource.RLIMIT_FSIZE, 300)
    elif kind == "open files limit":
        limit(pid, resource.RLIMIT_NOFILE, 1 + highest_open(pid))
    elif kind == "folder gone":
        os.rename(home.data, home.data + ".away")


def heal(kind, home, small, pid):
    if kind in ("full", "full from the start"):
        small.free()
    elif kind == "for reading only":
        small.remount("rw")
    elif kind == "file size limit":
        limit(pid, resource.RLIMIT_FSIZE, None)
    elif kind == "open files limit":
        limit(pid, resource.RLIMIT_NOFILE, None)
    elif kind == "folder gone":
        os.rename(home.data + ".away", home.data)


def type_for(terminal, seconds, chance):
    """Types about twelve letters a second; what was typed."""
    typed, end = "", time.monotonic() + seconds
    while time.monotonic() < end or not typed:
        letter = chance.choice(LETTERS + "     ")
        terminal.send(letter.encode())
        typed += letter
        terminal.drain(min(1 / 12, max(0.0, end - time.monotonic())))
    return typed


def shown(screen, typed):
    """Whether all that was typed stands on the screen: rows are broken anywhere, so blanks do not count."""
    return typed.replace(" ", "") in "".join(screen.rows()).replace(" ", "")


def while_typing(binary, kind, held, chance, figures):
    """One run: typing while the disk fails for `held` seconds; its faults."""
    small = Small() if kind in ("full", "full from the start", "for reading only") else None
    faults = []
    with Home() as home:
        if small:
            home.data = os.path.join(small.path, "data")
        try:
            if kind == "full from the start":
                small.fill()
            terminal, screen, typed = begin(binary, home), Screen(), ""
            pid = terminal.process.pid
            try:
                if kind != "full from the start":
                    typed = OLD
                    terminal.send(typed.encode())
                    if until_status(terminal, screen, "saved", 5.0) is None:
                        return ["nothing was saved before the fault: nothing was tried"]
                    typed += type_for(terminal, chance.uniform(0.0, 0.6), chance)
                    strike(kind, home, small, pid)
                first = chance.choice(LETTERS)
                terminal.send(first.encode())
                typed += first
                told = until_status(terminal, screen, "not saved", SIGN_WITHIN)
                if told is None:
                    faults.append(f"no sign after {SIGN_WITHIN:.0f} s; the screen says {screen.status()!r}")
                else:
                    figures["sign"].append(told)
                figures["words"].add(screen.status().replace(home.data, "FOLDER").split(". ")[0])
                typed += type_for(terminal, held, chance)
                if terminal.process.poll() is not None:
                    kept = home.words(binary)
                    return faults + [f"the program ended by itself with {terminal.process.returncode}; "
                                     f"{0 if kept is None else len(kept)} of {len(typed)} characters are saved"]
                terminal.quiet(0.1, 1.0)
                if not shown(screen.see(terminal), typed):
                    faults.append("not all that was typed is on the screen")
                if not screen.status().startswith("not saved"):
                    faults.append(f"the sign is gone while nothing is saved; the screen says {screen.status()!r}")
                if kind == "folder gone" and os.path.exists(home.data):
                    faults.append("a new folder was made in place of the one that is gone")
                # Half of the runs stop typing a while before, so that the next try is far off.
                if chance.random() < 0.5:
                    terminal.drain(held / 2)
                heal(kind, home, small, pid)
                took = until_status(terminal, screen, "saved", SAVED_WITHIN)
                if took is None:
                    more = until_status(terminal, screen, "saved", 20.0)
                    later = "not within 25 s" if more is None else f"{SAVED_WITHIN + more:.1f} s later"
                    faults.append(f"not saved {SAVED_WITHIN:.0f} s after the disk was well again (it was ill for {held:.1f} s): {later}")
                else:
                    figures["saved"].append(took)
                kept = home.words(binary)
                if took is not None and (kept is None or kept.rstrip() != typed.rstrip()):
                    faults.append(f"`saved` is shown, and {0 if kept is None else len(kept)} of {len(typed)} characters are there")
                terminal.send(b"\x03")
                code = terminal.end(8.0)
                if code != 0:
                    faults.append(f"Ctrl-C ended with {code}")
                kept = home.words(binary)
                if kept is None or kept.rstrip() != typed.rstrip():
                    faults.append(f"in the end {0 if kept is None else len(kept)} of {len(typed)} characters are there")
                if len(home.sessions()) != 1:
                    faults.append(f"{len(home.sessions())} session files instead of one")
            finally:
                terminal.close()
        finally:
            if small:
                small.__exit__()
    return faults


def read_only_start(binary):
    """Opened while the disk is for reading only: everything can be read, and typing says why it is not kept."""
    faults = []
    with Small() as small, Home() as home:
        home.data = os.path.join(small.path, "data")
        first = begin(binary, home)
        first.send(OLD.encode())
        first.drain(0.8)
        first.send(b"\x03")
        first.end(3.0)
        first.close()
        small.remount("ro")
        for command in (["list"], ["list", "--json"], ["show", "last"], ["export", "last", "--format", "json"], ["doctor"], ["history"]):
            done = home.run(binary, *command)
            if done.returncode != 0:
                faults.append(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()[:120]}")
        terminal, screen = Terminal([binary, "resume", "last", "--data-dir", home.data], home.env), Screen()
        try:
            if until(terminal, screen, lambda seen: OLD.strip() in seen.text(), 5.0) is None:
                faults.append(f"the session does not open: {screen.text()[:200]!r}")
            terminal.send(b"X")
            told = until(terminal, screen, lambda seen: seen.status().startswith(("not saved", "read-only")), SIGN_WITHIN)
            if told is None or "read" not in screen.status().replace("read-only", "read"):
                faults.append(f"no reason is shown; the screen says {screen.status()!r}")
            terminal.send(b"\x03")
            if terminal.end(8.0) != 0:
                faults.append("Ctrl-C did not end it with 0")
        finally:
            terminal.close()
        small.remount("rw")
        if (home.words(binary) or "").rstrip() != OLD.rstrip():
            faults.append("the old words are not there any more")
    return faults


def few_files(binary, number):
    """Started with room for so few open files: it works or says why, and is no fault of ours; (faults, code of the list)."""
    faults = []
    with Home() as home:
        first = begin(binary, home)
        first.send(OLD.encode())
        first.drain(0.8)
        first.send(b"\x03")
        first.end(3.0)
        first.close()
        limited = ["sh", "-c", f'ulimit -n {number} && exec "$@"', "sh", binary]
        done = subprocess.run([*limited, "list", "--data-dir", home.data], env=home.env, capture_output=True, timeout=30, check=False)
        if done.returncode not in (0, 1, 2, 127) or b"panicked" in done.stderr or (done.returncode in (1, 2) and not done.stderr):
            faults.append(f"list ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:200]!r}")
        terminal = Terminal([*limited, "resume", "last", "--data-dir", home.data], home.env)
        try:
            terminal.quiet(0.3, 3.0)
            if terminal.process.poll() is None:
                terminal.send(b"more")
                terminal.drain(0.8)
                terminal.send(b"\x03")
            code = terminal.end(8.0)
            if code not in (0, 1, 2, 127):
                faults.append(f"the full screen ended with {code}: {terminal.plain()[-200:]!r}")
        finally:
            terminal.close()
        kept = home.words(binary)
        if kept is None or kept.rstrip() not in (OLD.rstrip(), OLD + "more"):
            faults.append(f"afterwards {kept!r} is there")
    return faults, done.returncode


def underneath(binary, what):
    """A sync tool removes or replaces the session's file while it is open; faults."""
    faults = []
    with Home() as home:
        terminal, screen = begin(binary, home), Screen()
        try:
            terminal.send(OLD.encode())
            if until_status(terminal, screen, "saved", 5.0) is None:
                return ["nothing was saved before: nothing was tried"]
            path = os.path.join(home.data, "sessions", home.sessions()[0])
            with open(path, "rb") as file:
                theirs = file.read().replace(b"the old words", b"their own words")
            if what == "removed":
                os.remove(path)
            else:
                with open(path + ".new", "wb") as file:
                    file.write(theirs)
                os.rename(path + ".new", path)
            terminal.send(b"more")
            wanted = "saved" if what == "removed" else "saved beside"
            if until_status(terminal, screen, wanted, 5.0) is None:
                faults.append(f"the screen says {screen.status()!r}")
            terminal.send(b"\x03")
            terminal.end(5.0)
        finally:
            terminal.close()
        held = {}
        for name in os.listdir(os.path.join(home.data, "sessions")):
            with open(os.path.join(home.data, "sessions", name), "rb") as file:
                held[name] = file.read()
        if not any((OLD + "more").encode() in content for content in held.values()):
            faults.append("what was typed is in no file")
        if what == "replaced" and theirs not in held.values():
            faults.append("what the other one wrote is not there as it was")
        if len(held) != (1 if what == "removed" else 2):
            faults.append(f"{len(held)} files")
    return faults


def main():
    chosen = options(__doc__, seed=1)
    chance, tally = random.Random(chosen.seed), Tally("disk")
    mounts = os.geteuid() == 0 and shutil.which("mount") is not None
    if not mounts:
        tally.not_run("full, full from the start, for reading only", "root, to mount a small disk")
    kinds = ["full", "full from the start", "for reading only"] if mounts else []
    kinds += ["file size limit", "open files limit", "folder gone"]
    # Pauses between tries grow while the disk is ill, so it is ill for a short while and for a long one.
    short, long = [0.5, 3.0, 9.0], [0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 9.0, 11.0, 14.0]
    for kind in kinds:
        figures = {"sign": [], "saved": [], "words": set()}
        helds = (long * (5 if kind == "full" else 1)) if chosen.full else short
        for number, held in enumerate(helds):
            tally.run(while_typing(chosen.binary, kind, held, chance, figures), f"{kind}, run {number}")
        said = "; ".join(f"{name} after {statistics.median(figures[name]):.2f} s, at most {max(figures[name]):.2f} s"
                         for name in ("sign", "saved") if figures[name])
        print(f"  {kind}: {len(helds)} runs; {said}; said: {sorted(figures['words'])}", flush=True)
    if mounts:
        tally.run(read_only_start(chosen.binary), "opened for reading only")
    codes = {}
    for number in range(3, 41 if chosen.full else 25, 1 if chosen.full else 3):
        faults, code = few_files(chosen.binary, number)
        codes.setdefault(code, []).append(number)
        tally.run(faults, f"started with {number} open files")
    print(f"  started with few open files; list ended with {codes}")
    for what in ("removed", "replaced"):
        for _ in range(10 if chosen.full else 2):
            tally.run(underneath(chosen.binary, what), f"file {what} underneath")
    tally.done()


main()
