#!/usr/bin/env python3
"""A power cut: a file system that is shut down under the running program, without its journal being written out.

A file is mounted as an ext4 disk of its own, with the data folder on it. Somebody types; at a random moment, some time
after `saved` was on the screen, the file system is stopped as by a power cut (nothing more reaches it, also not what
the system still holds back). It is unmounted, mounted again, and the session must be there, be readable, and hold at
least what was typed when `saved` was last on the screen. Half of the cuts are made without ext4's own safety net for
renamed files (noauto_da_alloc). A cut before the first `saved` may lose what was typed, but the folder must be one
that the program opens. To see that a cut here loses what was not synced, each run also leaves an unsynced file behind.
"""

import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

from common import Home, Tally, Terminal, begin, options
from screen import Screen, until_status

SHUTDOWN = 0x8004587D
NO_FLUSH = 2
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Disk:
    """An ext4 file system in a file."""

    def __init__(self, options_):
        self.root = tempfile.mkdtemp(prefix="campaign-power-")
        self.image, self.path = os.path.join(self.root, "image"), os.path.join(self.root, "disk")
        self.options = options_
        os.mkdir(self.path)
        with open(self.image, "wb") as file:
            file.truncate(32 * 1024 * 1024)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True, capture_output=True)

    def mount(self):
        done = subprocess.run(["mount", "-o", "loop" + self.options, self.image, self.path], capture_output=True, check=False)
        return done.returncode == 0

    def unmount(self):
        for _ in range(100):
            if subprocess.run(["umount", self.path], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("the disk cannot be unmounted")

    def cut(self):
        """Stops the file system at once."""
        folder = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", NO_FLUSH))
        finally:
            os.close(folder)

    def remove(self):
        if os.path.ismount(self.path):
            subprocess.run(["umount", "-l", self.path], check=False)
        shutil.rmtree(self.root, ignore_errors=True)


def one(binary, chance, mount_options, figures):
    """One cut; its faults."""
    disk = Disk(mount_options)
    faults = []
    try:
        with Home() as home:
            if not disk.mount():
                raise SystemExit("the disk cannot be mounted any more")
            os.chmod(disk.path, 0o700)
            home.data = os.path.join(disk.path, "data")
            terminal, screen = begin(binary, home), Screen()
            try:
                typed, safe = "", None
                cut_at = time.monotonic() + chance.uniform(0.1, 4.0)
                while time.monotonic() < cut_at:
                    letter = chance.choice(LETTERS)
                    terminal.send(letter.encode())
                    typed += letter
                    pause = time.monotonic() + (chance.uniform(0.3, 1.0) if chance.random() < 0.1 else 1 / 12)
                    while time.monotonic() < min(pause, cut_at):
                        terminal.drain(0.005)
                        # `saved` beside these letters: they are promised from now on.
                        seen = screen.see(terminal)
                        if seen.status() == "saved" and typed in "".join(seen.rows()).replace(" ", ""):
                            safe = typed
                # What was never synced: a power cut takes it.
                with open(os.path.join(disk.path, "unsynced"), "wb") as file:
                    file.write(b"x" * 1000)
                disk.cut()
                terminal.drain(chance.uniform(0.0, 0.4))
                seen = screen.see(terminal)
                terminal.process.kill()
            finally:
                terminal.close()
            disk.unmount()
            if not disk.mount():
                return ["the disk cannot be mounted after the cut"]
            figures["unsynced gone"] += not os.path.exists(os.path.join(disk.path, "unsynced")) or \
                os.path.getsize(os.path.join(disk.path, "unsynced")) == 0
            figures["with words saved"] += safe is not None
            code, whole, errors = home.last(binary)
            if safe is None:
                listed = home.run(binary, "list")
                if b"cannot be read" in listed.stdout or listed.returncode not in (0, 1):
                    faults.append(f"nothing was saved yet, and list says: {listed.stdout[-200:]!r}")
                return faults
            kept = home.words(binary)
            if whole is None or kept is None:
                faults.append(f"saved, and not there after the cut: export ended with {code}, {errors.decode()[:200]!r}")
            elif not typed.startswith(kept):
                faults.append(f"what is there is not the beginning of what was typed ({len(kept)} characters)")
            elif not kept.startswith(safe):
                faults.append(f"{len(safe)} characters were said to be saved, {len(kept)} are there")
            else:
                figures["characters beyond the last `saved`"] += len(kept) - len(safe)
            wrong = begin_again(binary, home)
            if wrong:
                faults.append(wrong)
    finally:
        disk.remove()
    return faults


def begin_again(binary, home):
    """Goes on after the cut: the session takes up writing. What is wrong, if something is."""
    terminal, screen = Terminal([binary, "resume", "last", "--data-dir", home.data], home.env), Screen()
    try:
        # Something newer may have been left behind, whole: it is asked about first.
        if terminal.wait_for(b"newerstate?", 0.3):
            terminal.send(b"y\n")
        if not terminal.wait_for(b"Whatdidyousee?", 5.0):
            return f"it does not open again: {terminal.plain()[-200:]!r}"
        terminal.send(b"Z")
        if until_status(terminal, screen, "saved", 5.0) is None:
            return f"it does not save again: {screen.status()!r}"
        terminal.send(b"\x03")
        return None if terminal.end(5.0) == 0 else "it does not end"
    finally:
        terminal.close()


def main():
    chosen = options(__doc__, runs=0, seed=1)
    lacking = [tool for tool in ("mkfs.ext4", "mount", "umount") if shutil.which(tool) is None]
    if os.geteuid() != 0:
        lacking.append("root")
    if not lacking:
        disk = Disk("")
        try:
            if not disk.mount():
                lacking.append("loop devices")
            else:
                try:
                    disk.cut()
                except OSError:
                    lacking.append("a kernel that can shut ext4 down")
        finally:
            disk.remove()
    if lacking:
        print(f"NOT RUN: needs {' and '.join(lacking)}")
        sys.exit(3)
    chance, tally = random.Random(chosen.seed), Tally("power")
    runs = chosen.runs or (200 if chosen.full else 20)
    figures = {"with words saved": 0, "unsynced gone": 0, "characters beyond the last `saved`": 0}
    for number in range(runs):
        mount_options = ",noauto_da_alloc" if number % 2 else ""
        tally.run(one(chosen.binary, chance, mount_options, figures), f"cut {number}{mount_options}")
    print(f"  {runs} cuts: {figures}; seed {chosen.seed}", flush=True)
    if figures["unsynced gone"] == 0:
        tally.run(["a cut loses nothing here: nothing was tried"], "power")
    tally.done()


main()
