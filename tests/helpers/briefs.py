"""A small take-home brief on disk that keeps every rule of its machinery: a keeper of notes that outlives a kill."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.packs import write_files

SLUG = "note-keeper"
QUESTION_ID = "7b1d1f0e-52c7-4c67-9d3c-6a1f8f2b7a55"

MAIN = '''"""Speaks the lines."""

import json
import sys

from candidate.keeper import Keeper


def main():
    keeper = None
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "bye":
            return
        if message["op"] == "open":
            keeper = Keeper(message["state_dir"], message["data_dir"])
            reply = {"ok": True}
        else:
            try:
                reply = {"result": getattr(keeper, message["op"])(**{k: v for k, v in message.items() if k not in {"op", "id"}})}
            except ValueError as error:
                reply = {"error": str(error)}
        print(json.dumps({"id": message["id"], **reply}), flush=True)


if __name__ == "__main__":
    main()
'''
STARTER_KEEPER = """class Keeper:
    def __init__(self, state_dir, data_dir):
        pass

    def put(self, key, value):
        return None

    def get(self, key):
        return None

    def names(self):
        return []
"""
KEEPER = '''"""Keeps notes in a file, written anew as a whole."""

import json
import os
from pathlib import Path


class Keeper:
    def __init__(self, state_dir, data_dir):
        self.file = Path(state_dir) / "notes.json"
        self.notes = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.data = Path(data_dir)

    def put(self, key, value):
        if not key:
            raise ValueError("a note has a name")
        self.notes[key] = value
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(self.notes))
        os.replace(new, self.file)
        return {"kept": len(self.notes)}

    def get(self, key):
        given = self.data / f"{key}.txt"
        return self.notes.get(key, given.read_text() if given.exists() else None)

    def names(self):
        return sorted(self.notes)
'''
FORGETFUL = """class Keeper:
    def __init__(self, state_dir, data_dir):
        self.notes = {}

    def put(self, key, value):
        self.notes[key] = value
        return {"kept": len(self.notes)}

    def get(self, key):
        return None if key.startswith("m") else self.notes.get(key)

    def names(self):
        return list(self.notes)
"""
TESTS = """import tempfile
import unittest

from candidate.keeper import Keeper


class Keeping(unittest.TestCase):
    def setUp(self):
        self.state = tempfile.mkdtemp()
        self.keeper = Keeper(self.state, self.state)

    def test_gives_back(self):
        self.keeper.put("a", "1")
        self.assertEqual(self.keeper.get("a"), "1")

    def test_unknown_is_none(self):
        self.assertIsNone(self.keeper.get("b"))

    def test_later_wins(self):
        self.keeper.put("a", "1")
        self.keeper.put("a", "2")
        self.assertEqual(self.keeper.get("a"), "2")

    def test_outlives(self):
        self.keeper.put("a", "1")
        self.assertEqual(Keeper(self.state, self.state).get("a"), "1")

    def test_names(self):
        self.keeper.put("b", "1")
        self.keeper.put("a", "1")
        self.assertEqual(self.keeper.names(), ["a", "b"])


if __name__ == "__main__":
    unittest.main()
"""
EVALUATE = """import tempfile

from candidate.keeper import Keeper

keeper = Keeper(tempfile.mkdtemp(), tempfile.mkdtemp())
cases = [(f"k{n}", f"v{n}") for n in range(20)]
for key, value in cases:
    keeper.put(key, value)
right = sum(keeper.get(key) == value for key, value in cases)
print(f"recall {right / len(cases):.2f} (n={len(cases)})")
"""
README = """# Note keeper

Note keeper is a service that keeps notes and outlives a kill.

## Run

```
python -m candidate
```

For example `{"op": "put", "id": "1", "key": "a", "value": "b"}`.

## Evaluation

`python evaluate.py` prints recall: 1.00 over 20 cases (n=20).

## Limitations

It does not keep more than fits into memory, and two programs at once are not supported.
"""
STORIES = """import random


def stories(seed):
    rng = random.Random(seed)
    found = []
    for number in range(24):
        visible = number < 8
        key, value = (f"{rng.choice('abcm')}{rng.randrange(10**6)}" for _ in range(2))
        other = f"z{rng.randrange(10**6)}"
        found.append({
            "name": f"keeps {number}", "part": "answers", "visible": visible, "files": {f"{other}.txt": value},
            "steps": [
                {"op": "put", "send": {"key": key, "value": value}, "expect": [{"at": "kept", "equals": 1}], "says": "One note is kept."},
                {"op": "get", "send": {"key": key}, "expect": [{"equals": value}], "harm": [{"equals": other}], "says": "The note comes back."},
                {"op": "get", "send": {"key": other}, "expect": [{"equals": value}], "says": "What the data hold is given."},
                {"files": {f"{other}.txt": None}},
                {"op": "get", "send": {"key": other}, "expect": [{"null": True}], "part": "memory", "says": "What is gone is gone."},
                {"restart": True},
                {"op": "get", "send": {"key": key}, "expect": [{"equals": value}], "part": "memory", "says": "A kill loses nothing."},
                {"op": "put", "send": {"key": "", "value": "x"}, "expect": [{"refused": True}], "says": "A note without a name is refused."},
            ],
        })
    return found
"""
BRIEF = """step_s = 5

[[parts]]
id = "answers"
title = "Answers"
points = 50
kind = "stories"
says = "What is kept comes back."

[[parts]]
id = "memory"
title = "Memory"
points = 25
kind = "stories"
says = "A kill loses nothing."
scaled_by = "answers"

[[parts]]
id = "tests"
title = "Own tests"
points = 8
kind = "own_tests"
says = "Your tests run green, and notice when the program is the starter's."

[[parts]]
id = "evaluation"
title = "Own evaluation"
points = 8
kind = "own_evaluation"
says = "Your evaluation prints a named figure with the size of its set."

[[parts]]
id = "readme"
title = "README"
points = 5
kind = "readme"
says = "Its first minute says what it is, how to start it, how it was measured and what it cannot do."

[[parts]]
id = "hygiene"
title = "Order"
points = 4
kind = "hygiene"
says = "Nothing that does not belong there."
"""
SETTINGS = """command = ["python", "-m", "candidate"]
tests = ["python", "-m", "unittest", "discover", "-s", "tests"]
evaluate = ["python", "evaluate.py"]
"""
HEADER = f"""id = "{QUESTION_ID}"
slug = "{SLUG}"
title = "A keeper of notes"
kind = "take_home"
rubric = "take_home_brief"
version = 1
status = "ready"
difficulty = 2
minutes = 240
summary = "Keep notes over a kill."
ai_policy = "allowed"

[skills]
python = 1.0
"""
DECISIONS = "We keep one file, because the brief asks for one machine. It was measured on 20 cases; two writers at once are not handled.\n"

STARTER = {
    "mockint.toml": SETTINGS,
    "candidate/__init__.py": "",
    "candidate/__main__.py": MAIN,
    "candidate/keeper.py": STARTER_KEEPER,
    "tests/test_keeper.py": "import unittest\n",
    "evaluate.py": "print('nothing is measured yet')\n",
    "README.md": "# Note keeper\n",
}
WHOLE = {
    "candidate/keeper.py": KEEPER,
    "candidate/limits.py": "MOST = 1000\n",
    "tests/test_keeper.py": TESTS,
    "evaluate.py": EVALUATE,
    "README.md": README,
    "DECISIONS.md": DECISIONS,
}


def brief_files() -> dict[str, str]:
    """Every file of the pack by its path; texts for graders are as short as a round needs them."""
    phases = "".join(
        f'[[phases]]\nname = "{name}"\nminutes = {minutes}\nadvice = "Go on."\n'
        for name, minutes in (("Read", 60), ("Write", 180))
    )
    return {
        "question.toml": HEADER,
        "prompt.md": "# A keeper of notes\n\nKeep notes. They outlive a kill.\n",
        "interview.toml": f'explanation_minutes = 0\nhints = ["a", "b", "c"]\n{phases}',
        "evidence.toml": (
            '[[points]]\ncriterion = "decisions"\nlevel = 3\nsays = "One file is enough for one machine."\n'
            'ways = ["a single file", "one file", "a file of its own"]\nterms = ["file"]\n'
        ),
        "reference.md": "One file, written anew as a whole.\n",
        "design.md": "What outlives a kill.\n",
        "samples/samples.toml": '[[samples]]\nname = "short"\nanswer = "decisions"\nlevel = 2\ntext = "A file."\n',
        "take_home.toml": BRIEF,
        "stories.py": STORIES,
        **{f"starter/{path}": text for path, text in STARTER.items()},
        **{f"reference/{path}": text for path, text in WHOLE.items()},
        "naive/candidate/keeper.py": FORGETFUL,
        "cheats/nothing/candidate/keeper.py": STARTER_KEEPER,
    }


def write_brief(root: Path) -> Path:
    """The pack's root with the brief in it; `MOCKINT_PACKS` names the root."""
    write_files(root / "take_home" / SLUG, brief_files())
    return root
