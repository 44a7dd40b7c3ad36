#!/usr/bin/env python3
"""One file call fails, in the real program: what is on disk is the old session or the new one, never another.

The system's tracer lets the n-th call of one kind fail in the saving thread, once or from then on. A text is
typed and saved; then more is typed while the fault strikes, and the program is left with Ctrl-C. The session
must be readable and hold the old text, or the old text with a beginning of the new one. Where the fault passes
by, the whole new text must be there in the end; where it lasts, the screen must say that something is not saved.
Ctrl-C is the quick exit, which ends with 0 whatever happens: its code is not judged here.
"""

import os
import shutil
import sys

from common import Home, Tally, begin, options
from tracer import attach, saver

OLD, NEW = "the old words ", "and the new ones"
FAULTS = (
    # what, calls the tracer watches, error
    ("fsync", "fsync,fdatasync", "EIO"),
    ("write", "write,pwrite64", "ENOSPC"),
    ("open", "open,openat", "EMFILE"),
    ("rename", "rename,renameat,renameat2", "EACCES"),
)


def one(binary, calls, error, first, lasting):
    """One run: (faults of the promise, whether the fault struck)."""
    with Home() as home:
        program = begin(binary, home)
        program.send(OLD.encode())
        program.drain(0.8)
        if home.words(binary) is None:
            program.close()
            return ["nothing was saved before the fault: nothing was tried"], False
        trace = os.path.join(home.root, "trace")
        when = f"{first}+" if lasting else str(first)
        tracer = attach(saver(program.process.pid), trace, calls, f"{calls}:error={error}:when={when}")
        program.send(NEW.encode())
        program.drain(1.2)
        told = b"notsaved" in program.plain().lower()
        program.send(b"\x03")
        code = program.end(8.0)
        output = bytes(program.output)
        program.close()
        tracer.wait(5.0)
        with open(trace, encoding="utf-8", errors="replace") as file:
            struck = "(INJECTED)" in file.read()
        faults = []
        if code is None:
            faults.append("still there eight seconds after Ctrl-C")
        elif code == 70 or b"panicked" in output:
            faults.append(f"a fault in the program (exit code {code})")
        kept = home.words(binary)
        if kept is None:
            faults.append("the session cannot be read any more")
        elif not (OLD + NEW).startswith(kept) or not kept.startswith(OLD.rstrip()):
            faults.append(f"neither old nor new: {kept!r}")
        elif kept != OLD + NEW and not lasting:
            faults.append(f"the fault passed by, but only {kept!r} is there (exit code {code})")
        if lasting and struck and not told:
            faults.append("no sign on the screen that something is not saved")
        return faults, struck


def main():
    chosen = options(__doc__)
    if shutil.which("strace") is None:
        print("NOT RUN: needs strace")
        sys.exit(3)
    tally = Tally("faults")
    numbers = range(1, 13 if chosen.full else 4)
    for name, calls, error in FAULTS:
        struck_in = 0
        for lasting in (False, True):
            for first in numbers:
                faults, struck = one(chosen.binary, calls, error, first, lasting)
                struck_in += struck
                tally.run(faults, f"{name} {error}, call {first}{' and all after it' if lasting else ''}")
        print(f"  {name} {error}: struck in {struck_in} of {2 * len(numbers)} runs", flush=True)
        if struck_in == 0:
            tally.run([f"{name} never failed: nothing was tried"], name)
    tally.done()


main()
