#!/usr/bin/env python3
"""No network socket is ever opened: the system's tracer watches walks, full-screen starts, every command, and sealing.

Any call for an AF_INET, AF_INET6, AF_PACKET or AF_NETLINK socket is a violation, in the program and in whatever
it starts. Local sockets (a wake-up between threads) are counted and said.
"""

import os
import re
import shutil
import subprocess
import sys

import sealed
from common import Home, Tally, Terminal, options

PASSPHRASE = b"four words in a row"
CALLS = "trace=%network,io_uring_setup,execve"


def judge(path, label, tally):
    """Reads one trace."""
    with open(path, encoding="utf-8", errors="replace") as file:
        trace = file.read()
    faults = [line for line in trace.splitlines() if re.search(r"AF_(INET6?|PACKET|NETLINK)|io_uring_setup\(", line)]
    if "execve(" not in trace:
        faults.append("the trace is empty: nothing was tried")
    local = len(re.findall(r"socket(?:pair)?\(AF_UNIX", trace))
    started = len(re.findall(r"execve\(.*= 0$", trace, re.M)) - 1
    print(f"  {label}: {local} local sockets, {started} other programs started")
    tally.run(faults, label)


def main():
    chosen = options(__doc__)
    if shutil.which("strace") is None:
        print("NOT RUN: needs strace")
        sys.exit(3)
    tally = Tally("network")
    with Home() as home:
        trace = os.path.join(home.root, "trace")
        tracer = ["strace", "-f", "-qq", "-e", CALLS, "-o", trace]

        def plain(label, *args, **more):
            done = subprocess.run([*tracer, chosen.binary, *args, "--data-dir", home.data],
                                  env=home.env, capture_output=True, timeout=120, check=False, **more)
            if done.returncode != 0:
                print(f"  ({label} ended with {done.returncode})")
            judge(trace, label, tally)

        plain("plain walk", "--plain", "begin", home.guide, input=b"It was quiet.\n.\n")
        plain("plain walk, built-in guide", "--plain", "begin", input=b"\n" * 60)
        written = os.path.join(home.root, "written.md")
        for args in (["list"], ["list", "--json"], ["show", "last"], ["history"], ["export", "last", "--format", "html"],
                     ["export", "last", "--output", written], ["guides"], ["paths"], ["doctor"], ["help-lines"], ["help-lines", "DE"],
                     ["check"], ["schema"], ["man"], ["completions", "bash"], ["new", "mine"], ["rehearse", home.guide],
                     ["map", home.guide], ["why", home.guide, "seen"], ["resume", "ffffffff"]):
            plain(" ".join(word for word in args if home.root not in word), *args)
        # On the built-in guide: on with whatever is there, so far as nothing is required.
        for label, args, keys in (("full screen, guide", ["begin", home.guide], b"hello"), ("full screen, home", [], b""),
                                  ("full screen, built-in guide", ["begin"], b"\x13" * 6 + b"1\x13" * 6)):
            terminal = Terminal([*tracer, chosen.binary, *args, "--data-dir", home.data], home.env)
            terminal.quiet(1.0)
            for key in keys:
                terminal.send(bytes([key]))
                terminal.drain(0.05)
            terminal.drain(1.0)
            terminal.send(b"\x03")
            if terminal.end(5.0) is None:
                print(f"  ({label} was still there after 5 s under the tracer)")
            terminal.close()
            judge(trace, label, tally)
        for label, args, typed in (("protect", ["protect"], [PASSPHRASE] * 2), ("list, protected", ["list"], [PASSPHRASE]),
                                   ("passphrase", ["passphrase"], [PASSPHRASE] * 3)):
            done = sealed.answer([*tracer, chosen.binary, *args, "--data-dir", home.data], home.env, typed)
            if done.code != 0:
                tally.run([f"{label} ended with {done.code}: nothing was tried"], label)
            judge(trace, label, tally)
        plain("erase --all", "erase", "--all", input=b"yes\n")
    tally.done()


main()
