"""Commands that ask for a passphrase: each runs with a terminal of its own to be asked on, its output kept apart."""

import fcntl
import os
import pty
import select
import subprocess
import tempfile
import termios
import time

ASKED = (b"A new passphrase: ", b"The same once more: ", b"Your passphrase: ", b"passphrase: ", b"passphrase for ")


class Answered:
    """How a command ended: its code (None when it had to be ended), output, what it asked on the terminal, MiB at most, and
    the seconds since the last answer (since `begun`, where given)."""

    def __init__(self, code, output, errors, asked, seconds, peak, declined):
        self.code, self.output, self.errors, self.asked = code, output, errors, asked
        self.seconds, self.peak, self.declined = seconds, peak, declined

    def opened(self):
        """Whether a passphrase opened: a quick exit where it asks again ends well, too, and opens nothing."""
        return self.code == 0 and not self.declined

    def said(self):
        """All its words, in one line."""
        words = (self.output + self.errors + self.asked).decode("utf-8", "replace").split()
        # Lines that ask begin with this sign.
        return " ".join(word for word in words if word != "###")


def answer(argv, env, typed, seconds=60.0, kill_after=None, begun=None):
    """Runs a command and types the next of `typed` whenever it asks; when there is none left, Ctrl-C.

    `kill_after`: SIGKILL so many seconds after the last of `typed` was sent and, where given, `begun()` holds.
    """
    master, slave = pty.openpty()

    def prepare():
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(
            argv, env=env, stdin=slave, stdout=output, stderr=errors, preexec_fn=prepare, close_fds=True)
        os.close(slave)
        left, asked, seen, peak, last, since = list(typed), bytearray(), 0, 0, None, None
        declined = False
        while process.poll() is None and time.monotonic() - start < seconds:
            ready, _, _ = select.select([master], [], [], 0.001 if begun else 0.005)
            if ready:
                try:
                    asked += os.read(master, 65536)
                except OSError:
                    pass
            peak = max(peak, memory(process.pid))
            if any(bytes(asked[seen:]).rstrip(b" ").endswith(question.rstrip(b" ")) for question in ASKED) or (
                    asked[seen:].rstrip().endswith(b":") and b"assphrase" in asked[seen:]):
                seen = len(asked)
                if left:
                    os.write(master, left.pop(0) + b"\n")
                    last = time.monotonic()
                else:
                    declined = True
                    os.write(master, b"\x03")
            if not left and last is not None and since is None and (begun is None or begun()):
                since = time.monotonic()
            if kill_after is not None and since is not None and time.monotonic() - since >= kill_after:
                break
        late = process.poll() is None
        if late:
            process.kill()
        process.wait()
        ended = time.monotonic()
        try:
            while select.select([master], [], [], 0)[0]:
                asked += os.read(master, 65536)
        except OSError:
            pass
        os.close(master)
        output.seek(0)
        errors.seek(0)
        return Answered(None if late else process.returncode, output.read(), errors.read(), bytes(asked),
                        ended - (since or last or start), peak, declined)


def memory(pid):
    """The most memory a process has held so far, in MiB; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return 0


def protect(binary, home, passphrase, **more):
    """Seals the home's data folder."""
    return answer([binary, "protect", "--data-dir", home.data], home.env, [passphrase, passphrase], **more)


def command(binary, home, passphrases, *args, **more):
    """Runs one of the program's commands in a sealed folder."""
    return answer([binary, *args, "--data-dir", home.data], home.env, passphrases, **more)


def wait_for_frame(terminal, start, seconds=20.0):
    """Waits for the first whole frame on the alternate screen after offset `start`: how long it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        frame = bytes(terminal.output[start:]).partition(b"\x1b[?1049h")[2]
        if b"\x1b[?2026l" in frame:
            return time.monotonic() - begun
        if not terminal.drain(0.002):
            break
    raise SystemExit(f"no frame came; written: {terminal.plain(start)[-300:]!r}")
