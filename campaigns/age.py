#!/usr/bin/env python3
"""The stock tools open what the program sealed: `age`, and `rage` where it is installed. Nothing is installed here.

The program seals a folder with a few sessions, large and small. Then each tool opens every session with either key file
and the passphrase; what comes out must be the program's own words, but for blanks at the end. With another passphrase,
and with another folder's key, it must not open. A key that the tool itself wrapped anew must open in the program, too.
"""

import os
import shutil
import subprocess

import forge
import sealed
from common import Home, Tally, options

RIGHT, WRONG = "vier Wörter in einer Reihe".encode(), b"three words in"
KEYS = ("key.age", "key-copy.age")
WORDS = ("short", "Größe, 漢字, \\U0001F614 ", "a long one " * 9_000)


def prepared(binary, home):
    """A sealed folder: what each session's file held before, by its id."""
    # `rage` asks on the terminal itself, not through a program of its own.
    home.env["PINENTRY_PROGRAM"] = ""
    old, raw = forge.real(binary, home, "WORDS")
    sessions, plain = os.path.join(home.data, "sessions"), {}
    os.remove(os.path.join(sessions, old + ".toml"))
    for words in WORDS:
        new = forge.fresh()
        plain[new] = forge.copy(raw, old, new, [(b"WORDS", words.encode().replace(b"\\", rb"\\"))])
        forge.write(sessions, new + ".toml", plain[new])
    done = sealed.protect(binary, home, RIGHT)
    if done.code != 0:
        raise SystemExit(f"the folder was not sealed: {done.said()[:300]}")
    return plain


def opens(tool, home, key, path, passphrase):
    """What a tool makes of one sealed file."""
    return sealed.answer([tool, "-d", "-i", os.path.join(home.data, key), path], home.env, [passphrase])


def one(binary, tool, tally):
    with Home() as home, Home() as other:
        plain = prepared(binary, home)
        prepared(binary, other)
        for name, raw in plain.items():
            path = os.path.join(home.data, "sessions", name + ".toml.age")
            for key in KEYS:
                done = opens(tool, home, key, path, RIGHT)
                faults = []
                if done.code != 0:
                    faults.append(f"ended with {done.code}: {done.errors.decode()[:200]}")
                elif done.output.rstrip() != raw.rstrip():
                    faults.append(f"{len(done.output)} bytes came out that are not the {len(raw)} that went in")
                tally.run(faults, f"{tool}, {key}, {len(raw)} bytes")
            done = opens(tool, home, KEYS[0], path, WRONG)
            tally.run([] if done.code != 0 and not done.output else ["opens with another passphrase"], f"{tool}, wrong passphrase")
            done = opens(tool, other, KEYS[0], path, RIGHT)
            tally.run([] if done.code != 0 and not done.output else ["opens with another folder's key"], f"{tool}, other key")
            shown = sealed.command(binary, home, [RIGHT], "export", name, "--format", "json")
            tally.run([] if shown.code == 0 else ["the program itself does not open it"], "the program")
        # The tool takes the passphrase off and puts another on; the program opens the folder with that.
        bare = sealed.answer([tool, "-d", os.path.join(home.data, KEYS[0])], home.env, [RIGHT])
        wrapped = os.path.join(home.root, "again.age")
        identity = os.path.join(home.root, "tmp", "identity")
        forge.write(os.path.dirname(identity), "identity", bare.output)
        done = sealed.answer([tool, "-p", "-a", "-o", wrapped, identity], home.env, [WRONG, WRONG])
        faults = [] if bare.code == 0 and bare.output.startswith(b"AGE-SECRET-KEY-1") else ["the key does not come out"]
        if done.code != 0:
            faults.append(f"the tool does not wrap it anew: {done.said()[:200]}")
        else:
            for key in KEYS:
                shutil.copyfile(wrapped, os.path.join(home.data, key))
            listed = sealed.command(binary, home, [WRONG], "list")
            if listed.code != 0 or listed.output.count(b"open") != len(plain):
                faults.append(f"the program does not open it: {listed.said()[-300:]}")
        tally.run(faults, f"{tool}, a key wrapped by it")


def main():
    chosen = options(__doc__)
    tally = Tally("age")
    for tool in ("age", "rage"):
        if shutil.which(tool) is None:
            tally.not_run(f"opening with {tool}", tool)
            continue
        version = subprocess.run([tool, "--version"], capture_output=True, check=False).stdout.decode().strip()
        before = tally.wrong
        one(chosen.binary, tool, tally)
        print(f"  {tool} {version}: {tally.wrong - before} violations", flush=True)
    tally.done()


main()
