"""The system's tracer (strace) on one thread of a running program: delays its calls, lets them fail, writes them down."""

import os
import re
import subprocess
import time


def saver(pid, seconds=3.0):
    """The id of the program's saving thread."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for task in os.listdir(f"/proc/{pid}/task"):
            try:
                with open(f"/proc/{pid}/task/{task}/comm", encoding="utf-8") as file:
                    if file.read().strip() == "saver":
                        return task
            except OSError:
                pass
        time.sleep(0.01)
    raise SystemExit("the program has no thread named `saver`")


def attach(task, trace, calls, *injections):
    """The tracer, attached to that one thread, writing to `trace`; waits until it is attached."""
    command = ["strace", "-qq", "-ttt", "-T", "-o", trace, "-p", str(task), "-e", f"trace={calls}"]
    for injection in injections:
        command += ["-e", f"inject={injection}"]
    tracer = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 3.0
    while time.monotonic() < end:
        with open(f"/proc/{task}/status", encoding="utf-8") as file:
            if f"TracerPid:\t{tracer.pid}\n" in file.read():
                return tracer
        time.sleep(0.01)
    tracer.kill()
    tracer.wait()
    raise SystemExit("the tracer may not attach here (it needs the right to trace)")


def calls(trace):
    """The calls written down: (name, whole line, when it began, when it returned), times as time.time() gives them."""
    found = []
    with open(trace, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"(?:\d+ +)?(\d+\.\d+) (\w+)\(.* = .*<(\d+\.\d+)>$", line.strip())
            if match:
                began = float(match[1])
                found.append((match[2], line.strip(), began, began + float(match[3])))
    return found
