#!/usr/bin/env python3
"""`stepback protect` and `stepback passphrase` killed (SIGKILL) at random moments and at chosen system calls.

A folder with sessions, an earlier state, a file that was being written, a sync tool's copy and a guide is sealed, and
killed meanwhile. Then it is gone on with: unlocked, or, where nothing was sealed yet, protected again. Afterwards every
session must be there with its words, one passphrase must open, no word may lie open in any file under the home, and
nothing may be left half done. A change of passphrase that is killed must leave the old or the new one that opens, and
be ended by choosing anew. At last the cost of unlocking: one second and 200 MiB at most.
"""

import json
import os
import random
import shutil
import statistics
import sys

import forge
import sealed
from common import Home, Tally, Terminal, options

OLD, NEW = b"four words in a row", b"five other words in line"
CANARY = "zanzibarquokka"
SESSIONS = 12
STEPS = ("openat", "write", "fsync", "rename", "unlink")
"""The calls at which the program is killed in turn, just before the n-th is done."""


class Scene:
    """What a home holds before it is sealed; written anew for every run without starting the program."""

    def __init__(self, binary):
        self.files, self.words = {}, {}
        with Home() as home:
            old, raw = forge.real(binary, home, CANARY + " 0")
            for number in range(SESSIONS):
                new = forge.fresh()
                words = f"{CANARY} {number}"
                self.words[new] = words
                self.files[f"data/sessions/{new}.toml"] = forge.copy(raw, old, new, [(CANARY.encode() + rb" 0", words.encode())])
            first = next(iter(self.words))
            raw = self.files[f"data/sessions/{first}.toml"]
            os.remove(os.path.join(home.data, "sessions", old + ".toml"))
            home.run(binary, "list")
            for path, _, names in os.walk(home.root):
                for name in names:
                    with open(os.path.join(path, name), "rb") as file:
                        self.files.setdefault(os.path.relpath(os.path.join(path, name), home.root), file.read())
            self.root = home.root
        self.files[f"data/earlier/{first}.{1:016x}.toml"] = raw
        self.files[f"data/sessions/{first}.0a1b2c3d.tmp"] = raw[:-9]
        self.files[f"data/sessions/{first}.sync-conflict-20261101-101112-ABCDEFG.toml"] = raw

    def set(self, home):
        """Puts everything into a fresh home. The list cache and the memory of the folder are left out: their names tell its path."""
        for path, content in self.files.items():
            if path.startswith("data/"):
                whole = os.path.join(home.root, path)
                os.makedirs(os.path.dirname(whole), mode=0o700, exist_ok=True)
                forge.write(os.path.dirname(whole), os.path.basename(whole), content)
        os.chmod(home.data, 0o700)


def lying_open(home):
    """Files under the home that hold the canary."""
    found = []
    for path, _, names in os.walk(home.root):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                if CANARY.encode() in file.read():
                    found.append(os.path.relpath(os.path.join(path, name), home.root))
    return found


def guarded(home):
    """Whether the folder asks for a passphrase: a key is there, or its marker says so."""
    with open(os.path.join(home.data, "stepback.toml"), "rb") as file:
        return b"protected = true" in file.read() or any(name.startswith("key") and name.endswith(".age") for name in os.listdir(home.data))


def goes_on(binary, home, scene, passphrases):
    """Goes on after a kill, as a person would, and looks: (faults, whether `protect` had to be said again, what opens)."""
    again = 0
    if not guarded(home):
        again = 1
        done = sealed.protect(binary, home, passphrases[0])
        if done.code != 0:
            return [f"protect cannot be said again: {done.said()[:300]}"], again, []
    tried = {one: sealed.command(binary, home, [one], "list") for one in passphrases}
    opening = [one for one, listed in tried.items() if listed.opened()]
    if not opening:
        return [f"no passphrase opens: {tried[passphrases[0]].said()[-300:]}"], again, []
    # Once the new passphrase was typed the change is done, so the last one that opened is the one that opens.
    opens, faults, listed = opening[-1:], [], tried[opening[-1]]
    for line in (listed.output + listed.errors).decode("utf-8", "replace").splitlines():
        if any(words in line for words in ("cannot be read", "could not be read", "changed outside")):
            faults.append(f"said: {line[-160:]}")
    listed = sealed.command(binary, home, opens, "list", "--json")
    ids = {row["id"] for row in json.loads(listed.output or b"[]")}
    if ids != set(scene.words):
        faults.append(f"{len(ids & set(scene.words))} of {len(scene.words)} sessions are there")
    first, *others = scene.words
    for name in (first, random.choice(others)):
        shown = sealed.command(binary, home, opens, "show", name)
        if shown.code != 0 or scene.words[name].encode() + b"\n" not in shown.output + b"\n":
            faults.append(f"a session is lost: {shown.said()[-200:]}")
    left = lying_open(home)
    if left:
        faults.append(f"lies open: {[hidden(path) for path in left]}")
    return faults, again, opening


def hidden(path):
    """A path without its ids."""
    return "/".join(part if len(part) < 32 else "ID" + part[32:] for part in path.split("/"))


def killed_protecting(binary, scene, tally, label, wait=None, inject=None, trace=None):
    """One `protect`, killed; whether it was killed before it had ended."""
    with Home() as home:
        scene.set(home)
        argv = [binary, "protect", "--data-dir", home.data]
        if inject:
            argv = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=" + ",".join(STEPS), "-e", "inject=" + inject, *argv]
        done = sealed.answer(argv, home.env, [OLD, OLD], kill_after=wait, begun=writing(home))
        struck = done.code is None or (done.code != 0 and inject is not None)
        faults, again, _ = goes_on(binary, home, scene, [OLD])
        tally.run(faults, label)
        return struck, again


def killed_changing(binary, scene, tally, label, wait=None, inject=None, trace=None):
    """One change of passphrase, killed; (whether it was killed, which passphrases open afterwards)."""
    with Home() as home:
        scene.set(home)
        if sealed.protect(binary, home, OLD).code != 0:
            raise SystemExit("the folder was not sealed")
        argv = [binary, "passphrase", "--data-dir", home.data]
        if inject:
            argv = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=" + ",".join(STEPS), "-e", "inject=" + inject, *argv]
        done = sealed.answer(argv, home.env, [OLD, NEW, NEW], kill_after=wait, begun=writing(home))
        struck = done.code is None or (done.code != 0 and inject is not None)
        faults, _, opening = goes_on(binary, home, scene, [OLD, NEW])
        if opening:
            # Whoever chooses anew ends it: then the new one alone opens.
            done = sealed.command(binary, home, [opening[-1], NEW, NEW], "passphrase")
            after = [one for one in (OLD, NEW) if sealed.command(binary, home, [one], "list").opened()]
            if done.code != 0 or after != [NEW]:
                faults.append(f"choosing anew ended with {done.code}, {len(after)} passphrases open: {done.said()[-200:]}")
            keys = []
            for name in ("key.age", "key-copy.age"):
                with open(os.path.join(home.data, name), "rb") as file:
                    keys.append(file.read())
            if keys[0] != keys[1]:
                faults.append("the two key files differ in the end")
        tally.run(faults, label)
        return struck, " and ".join({OLD: "old", NEW: "new"}[one] for one in opening) or "none"


def writing(home):
    """Tells when files are being put in place: the marker is the first that is written anew."""
    path = os.path.join(home.data, "stepback.toml")
    before = os.stat(path).st_ino

    def begun():
        try:
            return os.stat(path).st_ino != before
        except FileNotFoundError:
            return True
    return begun


def at_random(binary, scene, runs, chance, tally):
    with Home() as home:
        scene.set(home)
        took = sealed.answer([binary, "protect", "--data-dir", home.data], home.env, [OLD, OLD],
                             begun=writing(home)).seconds
    struck, again = 0, 0
    for number in range(runs):
        wait = chance.uniform(0.0, took * 1.1)
        hit, more = killed_protecting(binary, scene, tally, f"protect killed after {wait * 1000:.0f} ms of writing", wait=wait)
        struck, again = struck + hit, again + more
    print(f"  protect killed at random within the {took * 1000:.0f} ms in which it writes: {struck} of {runs} before its end; "
          f"{again} were not sealed yet", flush=True)
    struck, opened = 0, {}
    for number in range(runs):
        wait = chance.uniform(0.0, 0.05)
        hit, opening = killed_changing(binary, scene, tally, f"passphrase killed after {wait * 1000:.0f} ms of writing", wait=wait)
        struck += hit
        opened[opening] = opened.get(opening, 0) + 1
    print(f"  passphrase killed at random while it writes: {struck} of {runs} before its end; afterwards opens: {opened}", flush=True)


def at_calls(binary, scene, full, tally):
    """Before the n-th call of each kind, for every n until none is reached any more."""
    with Home() as place:
        trace = os.path.join(place.root, "trace")
        for name, run in (("protect", killed_protecting), ("passphrase", killed_changing)):
            reached = {}
            for call in STEPS:
                # The first calls are the program's start. Every one of them in the long form, some in the short one.
                steps = range(1, 400) if full else ([2, 8, 15, 21, 34, 55] if name == "protect" else [1, 2, 3, 4])
                for number in steps:
                    if call in ("openat", "write") and full and name == "protect" and number > 20 and number % 3:
                        continue
                    struck, _ = run(binary, scene, tally, f"{name} killed at {call} {number}",
                                    inject=f"{call}:signal=KILL:when={number}", trace=trace)
                    if not struck:
                        break
                    reached[call] = number
            print(f"  {name} killed before a call: the last one reached {reached}", flush=True)
            if not reached:
                tally.run(["never killed: nothing was tried"], name)


def cost(binary, scene, runs, tally):
    """What unlocking takes: the full screen from Enter to its first frame, and its memory."""
    times, peaks = [], []
    with Home() as home:
        scene.set(home)
        sealed.protect(binary, home, OLD)
        for _ in range(runs):
            terminal = Terminal([binary, "--data-dir", home.data], home.env)
            try:
                if not terminal.wait_for(b"Yourpassphrase:", 10.0):
                    raise SystemExit("the passphrase is not asked for")
                mark = len(terminal.output)
                terminal.send(OLD + b"\n")
                times.append(sealed.wait_for_frame(terminal, mark))
                peaks.append(sealed.memory(terminal.process.pid))
                terminal.send(b"\x03")
                terminal.end(3.0)
            finally:
                terminal.close()
    usual, most = statistics.median(times), max(peaks)
    faults = []
    if usual > 1.0:
        faults.append(f"unlocking takes {usual:.2f} s")
    if most > 200:
        faults.append(f"unlocking takes {most:.0f} MiB")
    print(f"  unlocking, from Enter to the home screen, {runs} times: median {usual:.2f} s, most {max(times):.2f} s, {most:.0f} MiB", flush=True)
    tally.run(faults, "cost of unlocking")


def main():
    chosen = options(__doc__, seed=1)
    if shutil.which("strace") is None:
        print("NOT RUN: needs strace")
        sys.exit(3)
    chance, tally = random.Random(chosen.seed), Tally("protect")
    scene = Scene(chosen.binary)
    cost(chosen.binary, scene, 20 if chosen.full else 5, tally)
    at_random(chosen.binary, scene, 60 if chosen.full else 6, chance, tally)
    at_calls(chosen.binary, scene, chosen.full, tally)
    tally.done()


main()
