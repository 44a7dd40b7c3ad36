"""What every campaign shares: fresh homes, a program on a pseudo-terminal, and reading back what it saved."""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

ONE_LONG = """format = 1
id = "one-page"
title = "One page"
about = "One long answer."

[[stage]]
id = "only"
title = "Look"

[[stage.step]]
id = "seen"
kind = "long"
ask = "What did you see?"
"""

ENTER_ALTERNATE = b"\x1b[?1049h"
LEAVE_ALTERNATE = b"\x1b[?1049l"
NOT_RUN = 3
"""The exit code of a campaign that found nothing but could not run all of itself."""


class Home:
    """A temporary home with every folder the program may write to; removed on leaving the `with`."""

    def __init__(self, guide=ONE_LONG):
        self.root = tempfile.mkdtemp(prefix="campaign-")
        self.data = os.path.join(self.root, "data")
        self.guide = os.path.join(self.root, "guide.toml")
        with open(self.guide, "w", encoding="utf-8") as file:
            file.write(guide)
        self.env = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "NO_MOTION": "1",
            "HOME": os.path.join(self.root, "home"),
            "TMPDIR": os.path.join(self.root, "tmp"),
        }
        for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.env[f"XDG_{kind}_HOME"] = os.path.join(self.root, "xdg-" + kind.lower())
        self.env["XDG_RUNTIME_DIR"] = os.path.join(self.root, "run")
        for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR"):
            os.makedirs(self.env[name], mode=0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def run(self, binary, *args, **more):
        """Runs a command that ends by itself."""
        return subprocess.run(
            [binary, *args, "--data-dir", self.data],
            env=self.env, capture_output=True, timeout=30, check=False, **more)

    def last(self, binary):
        """The newest session as (exit code, JSON or None, stderr)."""
        done = self.run(binary, "export", "last", "--format", "json")
        try:
            return done.returncode, json.loads(done.stdout), done.stderr
        except ValueError:
            return done.returncode, None, done.stderr

    def words(self, binary, step="seen"):
        """The text of one long answer in the newest session, or None where it cannot be read."""
        _, whole, _ = self.last(binary)
        if whole is None:
            return None
        found = [answer.get("value") for answer in whole["answers"] if answer["step"] == step]
        return (found or [""])[0] or ""

    def sessions(self):
        """The names of the session files."""
        folder = os.path.join(self.data, "sessions")
        if not os.path.isdir(folder):
            return []
        return sorted(name for name in os.listdir(folder) if re.fullmatch(r"[0-9a-f]{32}\.toml", name))


def outside(output):
    """What was written outside the alternate screen, its sequences included."""
    pieces = re.split(re.escape(ENTER_ALTERNATE) + b"|(" + re.escape(LEAVE_ALTERNATE) + b")", output)
    # The split leaves the text and, where the alternate screen was left, a mark before what came after.
    found, inside = b"", False
    for number, piece in enumerate(pieces):
        if number % 2 == 1:
            inside = piece is None
        elif not inside:
            found += piece
    return found


def bare(output):
    """Without escape sequences."""
    return re.sub(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>78])", b"", output)


class Terminal:
    """The program on a pseudo-terminal of its own, leader of its own session."""

    def __init__(self, argv, env, rows=24, columns=80, ignore_hangup=False, stderr=None, keep_slave=True):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.output = bytearray()

        def prepare():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            argv, env=env, stdin=slave, stdout=slave,
            stderr=slave if stderr is None else stderr, preexec_fn=prepare, close_fds=True)
        self.slave = slave if keep_slave else None
        if not keep_slave:
            os.close(slave)

    def drain(self, seconds=0.0):
        """Reads what the program writes, for so long at most; True while the terminal is alive."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            ready, _, _ = select.select([self.master], [], [], left)
            if not ready:
                return True
            try:
                got = os.read(self.master, 65536)
            except OSError:
                return False
            if not got:
                return False
            self.output += got
            if time.monotonic() >= end:
                return True

    def wait_for(self, piece, seconds=10.0, start=0):
        """Reads until `piece` (bytes) is written after offset `start`; False when it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.plain(start).find(piece) >= 0:
                return True
            if not self.drain(0.02):
                return self.plain(start).find(piece) >= 0
        return False

    def plain(self, start=0):
        """What was written since `start`, without escape sequences and with spaces removed: words are compared so."""
        bare = re.sub(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>78])", b"", bytes(self.output[start:]))
        return bare.replace(b" ", b"")

    def resize(self, rows, columns):
        """Another size for the window; the system tells the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def stops(self, seconds=1.0):
        """Waits until the program is stopped (as by job control); False when it does not stop."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # WNOWAIT alone would leave an exit for Popen, but a stop has to be taken in to be seen again.
            if os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOHANG) is not None:
                self.drain(0)
                return True
            self.drain(0.005)
        return False

    def quiet(self, still=0.15, seconds=5.0):
        """Reads until nothing was written for `still` seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            size = len(self.output)
            if not self.drain(still) or len(self.output) == size:
                return

    def send(self, keys):
        """Types bytes, reading meanwhile so that neither side blocks."""
        keys = memoryview(keys)
        while keys:
            readable, writable, _ = select.select([self.master], [self.master], [], 5)
            if readable:
                self.drain(0)
            if writable:
                keys = keys[os.write(self.master, keys[:1024]):]

    def end(self, seconds=1.0):
        """Waits for the program to be gone; its exit code, or None when it is still there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            code = self.process.poll()
            if code is not None:
                self.drain(0)
                return code
            self.drain(0.005)
        return self.process.poll()

    def close_master(self):
        """Closes the window."""
        if self.master is not None:
            os.close(self.master)
            self.master = None

    def close(self):
        """Ends what is left: only the process started here."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close_master()
        if self.slave is not None:
            os.close(self.slave)
            self.slave = None


def begin(binary, home, **more):
    """Starts the full-screen program on the one-page guide and waits for its question."""
    terminal = Terminal([binary, "begin", home.guide, "--data-dir", home.data], home.env, **more)
    if not terminal.wait_for(b"Whatdidyousee?"):
        shown = terminal.plain()[-400:]
        terminal.close()
        raise SystemExit(f"the question did not appear; written: {shown!r}")
    terminal.quiet(0.05)
    return terminal


def options(about, **more):
    """The options every campaign takes."""
    reader = argparse.ArgumentParser(description=about)
    reader.add_argument("--binary", default=os.environ.get("STEPBACK", "target/debug/stepback"))
    reader.add_argument("--full", action="store_true", help="the long form")
    for name, value in more.items():
        reader.add_argument("--" + name, type=type(value), default=value)
    chosen = reader.parse_args()
    chosen.binary = os.path.abspath(chosen.binary)
    if not os.access(chosen.binary, os.X_OK):
        raise SystemExit("no program at the given --binary; build it first with `cargo build`")
    return chosen


class Tally:
    """Counts runs and violations, and says them at the end."""

    def __init__(self, name):
        self.name, self.runs, self.wrong, self.started = name, 0, 0, time.monotonic()
        self.missing = 0

    def run(self, faults=(), label=""):
        self.runs += 1
        for fault in faults:
            self.wrong += 1
            print(f"  VIOLATION {label}: {fault}", flush=True)

    def not_run(self, what, needs):
        """Part of the campaign cannot run here: said, and counted."""
        self.missing += 1
        print(f"  NOT RUN: {what}: needs {needs}", flush=True)

    def done(self):
        took = time.monotonic() - self.started
        missing = f", {self.missing} NOT RUN" if self.missing else ""
        print(f"{self.name}: {self.runs} runs, {self.wrong} violations{missing} ({took:.0f} s)", flush=True)
        sys.exit(1 if self.wrong else NOT_RUN if self.missing else 0)
