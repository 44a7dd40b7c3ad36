#!/usr/bin/env python3
"""No network socket is ever opened: the system's tracer watches a plain walk, a full-screen start, and commands.

Any call for an AF_INET, AF_INET6, AF_PACKET or AF_NETLINK socket is a violation, in the program and in whatever
it starts. Local sockets (a wake-up between threads) are counted and said.
"""

import os
import re
import shutil
import subprocess
import sys

from common import Home, Tally, Terminal, options

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
        for args in (["list"], ["show", "last"], ["export", "last", "--format", "html"], ["doctor"], ["help-lines"], ["check"]):
            plain(" ".join(args), *args)
        for label, args in (("full screen, guide", ["begin", home.guide]), ("full screen, home", [])):
            terminal = Terminal([*tracer, chosen.binary, *args, "--data-dir", home.data], home.env)
            terminal.quiet(1.0)
            terminal.send(b"hello")
            terminal.drain(1.0)
            terminal.send(b"\x03")
            if terminal.end(5.0) is None:
                print(f"  ({label} was still there after 5 s under the tracer)")
            terminal.close()
            judge(trace, label, tally)
    tally.done()


main()
