#!/usr/bin/env python3
"""Words that may be in the session file alone are looked for everywhere else; and a gate leaves no trace of its answers.

1. A canary word of its own is written into every field of the built-in guide, in the full screen, on several ways
   through it. Then the program is left in one of several ways; every command is run that writes or prints something
   nobody asked for, also on a folder whose session is damaged, cut short, changed by hand, or cannot be written out.
   Looked for, also as hexadecimal, base64 and UTF-16: all that is written outside the alternate screen, strings
   to the terminal (titles, clipboard), standard error, file names, every file but the session's own, arguments and
   environment of the program, and with the tracer every file it opens. Where answers are never kept another word is
   written; that one may be in no file at all.
2. The same under a passphrase (no word in any file), and with nothing kept (none either).
3. Led to the safe path by each answer that leads there, in the full screen and in plain lines, the program leaves the
   same bytes as if it had been left at that very question.
"""

import base64
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import tomllib

import sealed
from common import ONE_LONG, Home, Tally, Terminal, begin, options, outside
from screen import Screen, until

GUIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "content", "guides", "being-ignored.toml")
KEPT, HIDDEN, SECRET = "zanzibarquokka", "timbuktuwombat", "kinkajou"
"""In answers that are kept, in answers that never are, in the passphrase."""
PASSPHRASE = b"a kinkajou under the stairs"
DAY = b"today"


# ---- the built-in guide

def steps():
    """Its steps with the ids they have where a part is used, in order."""
    with open(GUIDE, "rb") as file:
        guide = tomllib.load(file)
    parts = {part["id"]: part["step"] for part in guide["part"]}
    for stage in guide["stage"]:
        for step in stage["step"]:
            inner = [{**one, "id": f"{step['as']}_{one['id']}"} for one in parts[step["part"]]] if "part" in step else [step]
            yield from inner


def pattern(words):
    """What a template looks like on the screen, whatever stands for its names."""
    return re.compile(r"\s+".join(re.sub(r"\\\{[^}]*\}|\\\{.*?\\\}", ".+?", re.escape(word)) for word in words.split()))


STEPS = list(steps())
ASKS = [(pattern(wording["ask"]), step) for step in STEPS
        for wording in [step, *step.get("wording", {}).values()] if "ask" in wording]
WRITTEN = ("short", "long", "list", "rated_list", "board", "timeline", "if_then", "draft", "person")


def has_words(step):
    """Whether words can be written there: what is rated again has those of the list before."""
    if step["kind"] == "rated_list" and "again_of" in step:
        return False
    return step["kind"] in WRITTEN or any(option.get("other") for option in step.get("options", []))


class Walk:
    """The full-screen program on its way through the built-in guide, with words in every field."""

    def __init__(self, binary, home, argv=(), **more):
        self.terminal = Terminal([binary, *argv, "--data-dir", home.data], home.env, rows=60, columns=90, **more)
        self.screen, self.at, self.seen, self.words = Screen(60, 90), 0, [], {}

    def look(self):
        self.terminal.quiet(0.04, 3)
        return self.screen.see(self.terminal)

    def press(self, keys):
        """Types, and waits for the frame that answers."""
        size, end = len(self.terminal.output), time.monotonic() + 0.3
        self.terminal.send(keys)
        while len(self.terminal.output) == size and time.monotonic() < end and self.terminal.drain(0.01):
            pass
        return self.look()

    def moved(self, before):
        """Whether the page is another than `before`; a busy machine is given time."""
        if self.body() == before:
            self.terminal.drain(0.25)
            self.look()
        return self.body() != before

    def body(self):
        """The page without the row of keys and without what is said about saving, and where the cursor stands."""
        rows = [row.strip() for row in self.screen.rows() if row.strip()]
        return [row for row in rows[:-1] if row not in ("saved", "saving", "in memory only")], self.screen.x, self.screen.y

    def writing(self):
        """Whether a text has the focus: letters are letters there. Beside texts, on a rating or the options of a draft, the keys
        are named as in a text, and something is chosen."""
        rows = [row for row in self.screen.rows() if row.strip()]
        return bool(rows) and "^G help" in rows[-1] and not re.search("(←→|Enter) choose", rows[-1])

    def choosing(self):
        """Whether the options beside a text have the focus: letters do nothing there."""
        rows = [row for row in self.screen.rows() if row.strip()]
        return bool(rows) and "↑↓ choose" in rows[-1]

    def step(self):
        """The step that is asked; None at no step of the guide."""
        page = self.look().text()
        # What stands first is asked; below it earlier questions may be recalled. A part is used in several places: the
        # next of them, or one that comes round again.
        found = [(match.start(), number) for number, (ask, _) in enumerate(ASKS) if (match := ask.search(page))]
        first = [number for at, number in found if at == min(found)[0]]
        self.at = next((number for number in first if number >= self.at), first[0]) if first else self.at
        return ASKS[self.at][1] if first else None

    def hides(self):
        return "not kept" in self.screen.text()

    def word(self):
        """A word of its own for this field."""
        number = sum(map(len, self.words.values()))
        word = (HIDDEN if self.hides() else KEPT) + chr(97 + number // 26) + chr(97 + number % 26)
        self.words.setdefault(self.seen[-1].split("@")[0], []).append(word)
        return word

    def found_in(self, content):
        """The steps whose words are all there; of those that are never kept, the ones where words were written."""
        return {step for step, words in self.words.items()
                if all(word.startswith(HIDDEN) or word.encode() in content for word in words)}

    def pick(self, step, wish):
        """Chooses an option by its id; a number, a scale's level."""
        if isinstance(wish, int):
            self.press(str(wish).encode())
            return
        label = pattern(next(one["label"] for one in step.get("options", step.get("offers", [])) if one["id"] == wish))
        for row in self.screen.rows():
            found = re.match(r"\s*(?:› )?\s*(\d) (?:[•*] |\[.\] |  )?\s*(.*)", row)
            if found and label.match(found[2]):
                self.press(found[1].encode())
                return
        raise SystemExit(f"{step['id']}: no option {wish}: {self.screen.text()}")

    def fill(self, step, wish):
        """Answers the page."""
        kind = step["kind"]
        if kind in ("read", "recap", "pacer"):
            return
        if kind in ("choice", "pause", "keeping", "scale", "gate") and wish is not None:
            for number, one in enumerate(wish if isinstance(wish, list) else [wish]):
                if number:
                    self.press(b"\t")
                if kind == "gate" and isinstance(one, str):
                    raise SystemExit("a gate is answered by numbers")
                self.pick(step, one)
        elif kind in ("choice", "keeping", "pause"):
            self.press(b"1")
        elif kind == "scale":
            self.press(b"5")
        elif kind == "number":
            self.press(b"30")
        elif kind == "date":
            self.press(DAY)
        elif kind in ("choices", "checklist"):
            ids = [one["id"] for one in step.get("options", step.get("items"))]
            last = len(ids) - 1 - ids.index("other") if "other" in ids else 0
            self.press(b"\x1b[F" + b"\x1b[A" * last + b" ")
            if self.writing():
                self.press(self.word().encode())
        else:
            self.fields(kind)

    def fields(self, kind):
        """Goes from field to field until there is none left."""
        options = written = 0
        for _ in range(24):
            if self.writing() and not (kind == "person" and self.choosing()):
                written += 1
                # Of an event: what happened, then its day.
                self.press(DAY if kind == "timeline" and written % 2 == 0 else self.word().encode())
            else:
                # Of a person: somebody else, and words of one's own. Of a gate: no, to everything.
                options += 1
                self.press({"person": [b"7", b"6", b"1"][min(options, 3) - 1]}.get(kind, b"1"))
            before = self.body()
            self.press(b"\t")
            if not self.moved(before):
                return

    def to(self, wishes, end=None, most=150):
        """Walks on, choosing as wished, up to the step `end` or to where there is no step of the guide any more."""
        for _ in range(most):
            step = self.step()
            if self.terminal.process.poll() is not None:
                return None
            if step is None:
                raise SystemExit(f"this is no step of the guide: {self.screen.text()!r}")
            self.seen.append(step["id"])
            if step["id"] == end:
                return step
            before = self.body()
            # A step that comes round again takes the next of its wishes.
            wish = wishes.get(step["id"])
            if isinstance(wish, tuple):
                wish = wish[min(self.seen.count(step["id"]), len(wish)) - 1]
            self.fill(step, wish)
            self.press(b"\x13")
            if not self.moved(before):
                raise SystemExit(f"{step['id']} was not passed: {self.screen.text()!r}")
        raise SystemExit(f"the walk does not end: {self.seen[-5:]}")


CLEAR = {"care_harm": "no", "safety": [1, 1, 1], "contact": 1}
WALKS = {
    # what is chosen on the way; a tuple for a step that comes round again
    "a talk and a plan": {
        **CLEAR, "big": "yes", "argument": "air", "trouble": "maybe", "pattern": "first", "which": "wall", "still_on": "yes",
        "decide": "reach_out", "until_talk": "talked", "debrief": "well", "review": "now", "held": "partly"},
    "waiting, then one's own way": {
        **CLEAR, "argument": "settled", "which": "name", "decide": ("wait", "own_way"), "waiting": "quiet", "debrief": "still_silent"},
    "a goodbye": {
        **CLEAR, "which": "neutral", "decide": "goodbye", "bye_letter_wish": "yes", "bye_care_harm": "yes", "bye_care_onward": "on"},
    "rest, heavier, one's own people": {
        **CLEAR, "before_upset": 8, "calm_how": "water", "calm_upset": 9, "enough": "enough", "rest_pause": "back",
        "which": "friend", "after_upset": 10, "heavier": "support", "heavy_pause": "back", "decide": "support"},
    "asked to keep away": {
        **CLEAR, "care_harm": "yes", "care_onward": "on", "contact": 3, "away_letter_wish": "yes", "away_care_harm": "yes",
        "away_care_onward": "on"},
    "unsafe": {**CLEAR, "safety": [2, 1, 1]},
    "punished": {**CLEAR, "pattern": "punish", "punish_next": "safety"},
    "scary": {**CLEAR, "decide": "reach_out", "until_talk": "talked", "debrief": "scary"},
}


# ---- looking for words

def shapes(word):
    """A word and what it may hide as."""
    plain = word.encode()
    yield plain
    yield word.encode("utf-16-le")
    yield plain.hex().encode()
    for shift in range(3):
        # What of it is the same whatever stands before and after.
        yield base64.b64encode(b"\0" * shift + plain)[(0, 2, 3)[shift]:-4]


def holds(data, *words):
    data = data.lower()
    return any(shape.lower() in data for word in words for shape in shapes(word))


def files(home):
    """Every file under the home: path from the root, bytes."""
    found = {}
    for folder, _, names in os.walk(home.root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, home.root)] = file.read()
    return found


def in_files(home, own):
    """Faults: words in file names, in files other than the session's own, hidden ones in any."""
    faults = []
    for path, content in files(home).items():
        name = re.sub("[0-9a-f]{8,}", "HEX", path)
        if path == "guide.toml":
            continue
        if holds(path.encode(), KEPT, HIDDEN, SECRET):
            faults.append("in a file's name")
        if holds(content, HIDDEN, SECRET):
            faults.append(f"never kept, or the passphrase, in the file {name}")
        if holds(content, KEPT) and not re.fullmatch(own, path):
            faults.append(f"in the file {name}")
    return faults


def in_output(output, errors):
    """Faults in what was written."""
    faults = []
    if holds(outside(output), KEPT, HIDDEN, SECRET):
        faults.append("written outside the alternate screen")
    if any(holds(string, KEPT, HIDDEN, SECRET) for string in re.findall(rb"\x1b[\]P^_X][^\x07\x1b]*", output)):
        faults.append("in a title or another string sent to the terminal")
    if holds(errors, KEPT, HIDDEN, SECRET):
        faults.append("in standard error")
    return faults


def in_process(pid):
    """Faults in what others may see of the program."""
    faults = []
    for name in ("cmdline", "environ", "comm"):
        with open(f"/proc/{pid}/{name}", "rb") as file:
            if holds(file.read(), KEPT, HIDDEN, SECRET):
                faults.append(f"in /proc/PID/{name}")
    return faults


UNASKED = (
    ["list"], ["list", "--json"], ["list", "--search", KEPT], ["doctor"], ["paths"], ["guides"], ["help-lines"], ["check"], ["schema"], ["completions", "bash"],
    ["man"], ["resume", "ffffffff"], ["show", "ffffffff"], ["export", "ffffffff"], ["erase", "ffffffff"],
    ["erase", "--person", "Nobody"], ["export", "last", "--format", "pdf"], ["begin", "nowhere"], ["begin", "BROKEN"], ["check", "BROKEN"],
    ["protect"], ["passphrase"], ["nonsense"],
)
ASKED = (
    ["history"], ["show", "last"], ["export", "last"], ["export", "last", "--format", "json", "--only", "plan"],
    ["export", "last", "--output", "/nowhere/at/all.md"], ["export", "last", "--output", "EXISTING"], ["export", "last", "--format", "ics"],
    ["resume", "last"],
)


def commands(binary, home, label=""):
    """Faults in what commands print that nobody asked for words; of those that were asked, what they say of faults."""
    broken = os.path.join(home.root, "broken.toml")
    with open(broken, "w", encoding="utf-8") as file:
        file.write("format = 1\nid = \"broken\"\ntitle = \n[[stage]\n")
    existing = os.path.join(home.root, "existing")
    with open(existing, "wb"):
        pass
    faults = []
    for command in (*UNASKED, *ASKED):
        argv = [{"BROKEN": broken, "EXISTING": existing}.get(word, word) for word in command]
        # An answer to whatever is asked: no.
        done = home.run(binary, *argv, input=b"" if command[0] == "resume" else b"no\n")
        if holds(done.stderr + (done.stdout if command in UNASKED else b""), KEPT, HIDDEN):
            faults.append(f"printed by `{' '.join(command)}`{label}")
        if done.returncode not in (0, 1, 2):
            faults.append(f"`{' '.join(command)}`{label} ended with {done.returncode}")
    os.remove(broken)
    os.remove(existing)
    full = subprocess.run([binary, "export", "last", "--data-dir", home.data], env=home.env, stderr=subprocess.PIPE,
                          stdout=open("/dev/full", "wb"), timeout=30, check=False)
    if holds(full.stderr, KEPT, HIDDEN):
        faults.append(f"printed by `export` to a full disk{label}")
    return faults


def damaged(binary, home):
    """The same commands on a session that is damaged in several ways; each is tried on a copy."""
    faults, whole = [], home.data + ".whole"
    shutil.copytree(home.data, whole)
    name = os.path.join(home.data, "sessions", home.sessions()[0])
    with open(name, "rb") as file:
        good = file.read()
    at = good.find(KEPT.encode()) + len(KEPT) // 2
    for label, bad in (
            (", a byte flipped in the words", good[:at] + b"X" + good[at + 1:]), (", cut short in the words", good[:at]),
            (", a quote in the words", good[:at] + b'"' + good[at:]), (", a raw ESC in the words", good[:at] + b"\x1b]0;" + good[at:]),
            (", not UTF-8", good[:at] + b"\xff" + good[at:]), (", empty", b"")):
        with open(name, "wb") as file:
            file.write(bad)
        faults += commands(binary, home, label)
    shutil.rmtree(home.data)
    os.rename(whole, home.data)
    return faults


# ---- 1 and 2: words in every field

OWN = r"data/(sessions|earlier|guides)/[^/]*"
LEAVES = ("ctrl-q", "ctrl-c", "kill", "window", "SIGTERM", "stop")


def leave(walk, how):
    """Ends the program."""
    terminal = walk.terminal
    if how == "kill":
        terminal.process.kill()
    elif how == "window":
        terminal.close_master()
    elif how == "SIGTERM":
        os.kill(terminal.process.pid, signal.SIGTERM)
    elif how == "stop":
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.stops()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.drain(0.3)
        terminal.send(b"\x03")
    else:
        terminal.send({"ctrl-q": b"\x11", "ctrl-c": b"\x03"}[how])
    if terminal.master is None:
        terminal.process.wait(3)
    else:
        terminal.end(3.0)


def walked(binary, wishes, how, reached, keeping="keep"):
    """One walk; faults. `reached` gathers the steps whose words were found in the session afterwards."""
    with Home() as home, tempfile.TemporaryFile() as errors:
        if keeping == "protect":
            sealed.protect(binary, home, PASSPHRASE)
        walk = Walk(binary, home, stderr=errors)
        try:
            if keeping == "protect":
                walk.terminal.wait_for(b"passphrase:")
                walk.terminal.send(PASSPHRASE + b"\r")
            if until(walk.terminal, walk.screen, lambda seen: "You are here" in seen.text(), 10) is None:
                return ["the guide did not begin: nothing was tried"]
            # The last page lets one choose again; a way may end before it.
            walk.to({**wishes, "welcome": "memory" if keeping == "memory" else "keep"}, "keep")
            faults = []
            if walk.terminal.process.poll() is None:
                walk.terminal.drain(0.6)
                faults += in_process(walk.terminal.process.pid)
                leave(walk, how)
        finally:
            output = bytes(walk.terminal.output)
            walk.terminal.close()
        errors.seek(0)
        faults += in_output(output, errors.read())
        faults += in_files(home, OWN if keeping == "keep" else r"nothing")
        if len(walk.words) < 3:
            faults.append(f"words were written in {len(walk.words)} steps alone: nothing was tried")
        if keeping == "memory":
            if os.path.exists(home.data):
                faults.append("nothing was to be kept, but there is a data folder")
        elif keeping == "protect":
            shown = sealed.command(binary, home, [PASSPHRASE], "export", "last", "--format", "json")
            if len(walk.found_in(shown.output)) < len(walk.words) // 2:
                faults.append("the words are not in the session: nothing was tried")
            for command in (["list"], ["list", "--json"], ["doctor"], ["paths"], ["guides"], ["resume", "ffffffff"]):
                done = sealed.command(binary, home, [PASSPHRASE], *command)
                if holds(done.output + done.errors + done.asked, KEPT, HIDDEN, SECRET):
                    faults.append(f"printed by `{' '.join(command)}` in a protected folder")
            faults += in_files(home, r"nothing")
        else:
            faults += commands(binary, home)
            faults += in_files(home, OWN)
            if home.last(binary)[1] is None:
                return faults + ["the session cannot be read"]
            with open(os.path.join(home.data, "sessions", home.sessions()[0]), "rb") as file:
                reached |= walk.found_in(file.read())
            if how == LEAVES[0]:
                faults += damaged(binary, home)
        return faults


def typed(binary, ending):
    """Leaves in the middle of a word, on a page of one text, in ways that go wrong; faults."""
    with Home(ONE_LONG) as home, tempfile.TemporaryFile() as errors:
        editor = os.path.join(home.root, "editor")
        with open(editor, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\necho 'the editor is ready' >/dev/tty\nexec sleep 2\n")
        os.chmod(editor, 0o700)
        home.env["EDITOR"] = editor
        terminal = begin(binary, home, stderr=errors)
        terminal.send(KEPT.encode() + b" is here")
        terminal.drain(0.8)
        faults = in_process(terminal.process.pid)
        if ending == "broken folder":
            os.rename(os.path.join(home.data, "sessions"), os.path.join(home.data, "gone"))
            terminal.send(b" more")
            terminal.drain(0.8)
            terminal.send(b"\x03")
        elif ending.startswith("editor"):
            terminal.send(b"\x0f")
            if not terminal.wait_for(b"editorisready"):
                faults.append("the editor did not start: nothing was tried")
            os.kill(terminal.process.pid, getattr(signal, ending.split()[1]))
        terminal.end(2.0)
        if ending == "editor SIGKILL":
            # Nobody can clean up at once; the next start does, when the editor has ended, too.
            time.sleep(2.5)
            home.run(binary, "--plain", "resume", "last", input=b"")
        output = bytes(terminal.output)
        terminal.close()
        errors.seek(0)
        faults += in_output(output, errors.read())
        return faults + in_files(home, r"data/(sessions|earlier|gone|guides)/[^/]*")


def opened(binary):
    """The tracer writes down every file that is opened for writing, made or renamed, and every program started."""
    with Home() as home:
        trace = os.path.join(home.root, "trace")
        calls = "trace=openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,execve,memfd_create,connect,sendto"
        with open(os.devnull, "wb") as nothing:
            walk = Walk("strace", home, ["-f", "-qq", "-s", "400", "-e", calls, "-o", trace, binary], stderr=nothing)
        try:
            if until(walk.terminal, walk.screen, lambda seen: "You are here" in seen.text(), 20) is None:
                return ["the guide did not begin under the tracer: nothing was tried"]
            walk.to({**CLEAR}, "since")
            walk.terminal.drain(0.6)
            walk.terminal.send(b"\x03")
            walk.terminal.end(5.0)
        finally:
            walk.terminal.close()
        with open(trace, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    mine = [re.escape(home.data), *(re.escape(home.env[f"XDG_{kind}_HOME"]) for kind in ("STATE", "CACHE")), "/dev/(?:tty|null|pts/\\d+)"]
    allowed = re.compile(r'"(' + "|".join(mine) + r')(?:[/"])')
    changes = [line for line in lines if re.search(r"O_WRONLY|O_RDWR|O_CREAT|\b(creat|mkdir\w*|rename\w*|\w*link\w*|memfd_create|connect)\(", line)
               and "readlink" not in line and not re.search(r"= -1 E(EXIST|NOENT)", line)]
    faults = [f"outside its folders: {line[:160]}" for line in changes if not allowed.search(line)]
    faults += [f"a word in a call: {line[:80]}" for line in lines if holds(line.encode(), KEPT, HIDDEN)]
    if not any("rename" in line for line in changes):
        faults.append("the trace holds no save: nothing was tried")
    return faults


# ---- 3: gates

ACROSS = {**CLEAR, "decide": "reach_out", "until_talk": "talked", "welcome": "keep"}
GATES = {
    # where one stands; what may be answered there, and on the way after it
    "care_harm": {
        "a little": {"care_harm": "a_bit", "care_onward": "stop"}, "yes": {"care_harm": "yes", "care_onward": "stop"},
        "yes, and on": {"care_harm": "yes", "care_onward": "on", "safety": [2, 1, 1]},
        "rather not": {"care_harm": "rather_not", "safety": [2, 1, 1]}, "no, then unsafe": {"care_harm": "no", "safety": [1, 1, 2]}},
    "safety": {
        "afraid": {"safety": [2, 1, 1]}, "harmed": {"safety": [1, 2, 1]}, "risk": {"safety": [1, 1, 2]}, "all three": {"safety": [2, 2, 2]},
        "not sure": {"safety": [3, 1, 1]}, "not sure of the last": {"safety": [1, 1, 3]}, "rather not": {"safety": [4, 4, 4]},
        "harmed, rather not": {"safety": [4, 2, 4]}},
    "pattern": {"punished": {"pattern": "punish", "punish_next": "safety"}},
    "debrief": {"scary": {"debrief": "scary"}},
}
STOPS = ("_stop", "contact")
"""Where the safe path has come to its end, or the next kept question stands: nothing is answered there."""


def scrubbed(home):
    """All files, with what differs from run to run (times, ids, checksums, keys) replaced."""
    same = {}
    for path, content in files(home).items():
        content = content.replace(home.root.encode(), b"ROOT")
        content = re.sub(rb"[0-9a-f]{16,}", b"HEX", content)
        content = re.sub(rb"(?m)^(started|updated|highest|at|seen_at|when) = \d+", rb"\1 = N", content)
        content = re.sub(rb"\b1[0-9]{9,18}\b", b"TIME", content)
        # How often it was saved hangs on how fast it was written; that answering saves nothing is looked at by itself.
        content = re.sub(rb"\brevision = \d+", b"revision = N", content)
        if path.startswith("xdg-cache"):
            content = re.sub(rb"(?m)^(HEX\.toml\t\d+\tHEX\tHEX\tHEX)\t\d+", rb"\1\tN", content)
        same[re.sub(r"[0-9a-f]{16,}", "HEX", path)] = content
    return same


def stamps(home):
    """Every file with its bytes, time of change and number: what tells that something was written at all."""
    found = {}
    for path, content in files(home).items():
        about = os.stat(os.path.join(home.root, path))
        found[path] = (about.st_mtime_ns, about.st_ino, content)
    return found


def difference(name, one, other):
    """Faults: two trees of files are not the same."""
    if one.keys() != other.keys():
        return [f"{name}: other files: {sorted(one.keys() ^ other.keys())}"]
    faults = []
    for path in sorted(one.keys() & other.keys()):
        # Which moment an earlier state was kept of hangs on how fast it was written.
        if one[path] != other[path] and not path.startswith("data/earlier/"):
            pairs = zip(one[path].splitlines(), other[path].splitlines())
            differ = next(((a, b) for a, b in pairs if a != b), (b"the length", b""))
            faults.append(f"{name}: {path} differs: {differ}")
    return faults


def through(binary, question, answers, how):
    """Stands at a question, answers, walks on to the end of the safe path and leaves (or, without answers, leaves at once).

    Gives the scrubbed files, what was written by answering, what by leaving, and the step stood at in the end."""
    with Home() as home:
        walk = Walk(binary, home)
        try:
            until(walk.terminal, walk.screen, lambda seen: "You are here" in seen.text(), 10)
            walk.to(ACROSS, question)
            walk.terminal.drain(0.8)
            moments = [stamps(home)]
            stood = question
            for _ in range(20 if answers is not None else 0):
                step = walk.step()
                if step is None or (step["id"] != question and step["id"].endswith(STOPS)):
                    break
                stood = step["id"]
                walk.seen.append(stood)
                walk.fill(step, answers.get(stood))
                walk.terminal.drain(0.3)
                walk.press(b"\x13")
            stood = (walk.step() or {"id": stood})["id"]
            walk.terminal.drain(0.8)
            moments.append(stamps(home))
            leave(walk, how)
            moments.append(stamps(home))
        finally:
            walk.terminal.close()

        def changed(before, after):
            return [re.sub(r"[0-9a-f]{16,}", "HEX", path)
                    for path in sorted(after.keys() | before.keys()) if after.get(path) != before.get(path)]
        # A file that was changed a moment ago is not in the list cache yet.
        time.sleep(3.5)
        home.run(binary, "list")
        return scrubbed(home), changed(*moments[:2]), changed(*moments[1:]), stood


def gates(binary, question, hows, tally):
    """All answers to one question, against leaving at it."""
    for how in hows:
        left, _, by_leaving, _ = through(binary, question, None, how)
        if not any(path.startswith("data/sessions/") for path in left):
            tally.run(["no session file was written: nothing was tried"], question)
            return
        ends = []
        for name, answers in GATES[question].items():
            tree, by_answer, then, stood = through(binary, question, answers, how)
            faults = [f"{path} was written by answering" for path in by_answer] + difference("left there", tree, left)
            if then != by_leaving:
                faults.append(f"leaving writes {then}, but {by_leaving} where it was not answered")
            if stood == question:
                faults.append("the question was not answered: nothing was tried")
            ends.append(f"{name} → {stood}")
            tally.run(faults, f"{question}: {name}, {how}")
        print(f"  {question}, {how}: " + ", ".join(ends), flush=True)


def gates_in_plain_lines(binary):
    """The safety gate line by line: every answer to each of its questions; faults."""
    before = b"\nkeep\nSam\nfriend\nthey\nRobin\n5\n5\nno\n"
    lines = {"left": b"", "no": b"1\n1\n1\n"}
    for place in range(3):
        for answer in (2, 3, 4):
            lines[f"question {place + 1}, answer {answer}"] = b"".join(b"%d\n" % (answer if place == at else 1) for at in range(3))
    lines["all rather not"] = b"4\n4\n4\n"
    faults, trees = [], {}
    for name, typed_lines in lines.items():
        with Home() as home:
            done = home.run(binary, "--plain", "begin", input=before + typed_lines + b"\n" * (0 if name in ("left", "no") else 12))
            if b"Is a talk safe for you?" not in done.stdout:
                faults.append(f"{name}: the gate was not reached (code {done.returncode})")
            trees[name] = scrubbed(home)
    first = trees.pop("left")
    for name, tree in trees.items():
        faults += difference(name, tree, first)
    return faults


def main():
    chosen = options(__doc__, only="")
    tally, reached = Tally("canary"), set()

    def want(label):
        return chosen.only in label

    rounds = len(LEAVES) if chosen.full else 1
    for turn in range(rounds):
        for number, (name, wishes) in enumerate(WALKS.items()):
            how = LEAVES[(number + turn) % len(LEAVES)]
            if want(f"walk {name}"):
                tally.run(walked(chosen.binary, wishes, how, reached), f"walk {name}, {how}")
    if want("walk every"):
        missing = [step["id"] for step in STEPS if has_words(step) and step["id"] not in reached]
        print(f"  words in {len(reached & {step['id'] for step in STEPS if has_words(step)})} steps; in none of: {missing}")
        tally.run([f"no words were ever in {missing}"] if missing else [], "every field")
    for keeping in ("protect", "memory"):
        for name in list(WALKS)[:len(WALKS) if chosen.full else 1]:
            if want(f"{keeping} {name}"):
                tally.run(walked(chosen.binary, WALKS[name], "ctrl-q", set(), keeping), f"{keeping}: {name}")
    for ending in ("broken folder", "editor SIGTERM", "editor SIGKILL"):
        if want(f"typed {ending}"):
            tally.run(typed(chosen.binary, ending), ending)
    if want("opened"):
        if shutil.which("strace"):
            tally.run(opened(chosen.binary), "files opened")
        else:
            tally.not_run("files opened", "strace")
    for question in GATES:
        if want(f"gate {question}"):
            gates(chosen.binary, question, ("ctrl-c", "ctrl-q", "kill") if chosen.full else ("ctrl-c",), tally)
    if want("gate plain"):
        tally.run(gates_in_plain_lines(chosen.binary), "safety gate in plain lines")
    tally.done()


if __name__ == "__main__":
    main()
