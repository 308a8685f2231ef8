"""Small question packs on disk: one that keeps every rule, and ways to break it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SLUG = "count-pairs"
QUESTION_ID = "6f0f3c52-3b0f-4b5e-9c0d-0a6a6a1f2d11"

_REFERENCE = '''"""Counts what is still missing for each value."""

from collections import Counter


def count_pairs(values: list[int], total: int) -> int:
    """The number of pairs of places whose values add up to the total."""
    seen: Counter[int] = Counter()
    pairs = 0
    for value in values:
        pairs += seen[total - value]
        seen[value] += 1
    return pairs
'''
_NAIVE = """def count_pairs(values, total):
    return sum(
        values[i] + values[j] == total
        for i in range(len(values))
        for j in range(i + 1, len(values))
    )
"""
_STARTER = '''def count_pairs(values: list[int], total: int) -> int:
    """The number of pairs of places whose values add up to the total."""
    raise NotImplementedError
'''
_TESTS_STARTER = """def test_one_pair():
    assert count_pairs([1, 2], 3) == 1
"""
_GROWTH = """import random


def make_input(n, seed):
    rng = random.Random(seed)
    return ([rng.randrange(n) for _ in range(n)], n)
"""
_GENERATOR = '''import random


def oracle(values, total):
    """By sorting and counting runs: another way than the reference's."""
    counts = {}
    for value in sorted(values):
        counts[value] = counts.get(value, 0) + 1
    pairs = sum(count * counts.get(total - value, 0) for value, count in counts.items() if value < total - value)
    if total % 2 == 0:
        half = counts.get(total // 2, 0)
        pairs += half * (half - 1) // 2
    return pairs


def generate(seed):
    rng = random.Random(seed)
    tests = []
    for number, n in enumerate([5, 30, 20_000]):
        values = [rng.randrange(-n, n) for _ in range(n)]
        total = rng.randrange(-5, 6)
        test = {"name": f"random {number}", "args": [values, total], "expected": oracle(values, total)}
        if n > 1_000:
            test["performance"] = True
        tests.append(test)
    return tests
'''
_MUTANTS = {
    "self_pair": (
        "Pairs a place with itself.",
        "def count_pairs(v, t):\n    return sum(a + b == t for i, a in enumerate(v[:99]) for b in v[i:99])\n",
    ),
    "unique_values": (
        "Forgets that a value may stand in several places.",
        "def count_pairs(v, t):\n    s = set(v)\n    return sum(t - a in s and a < t - a for a in s)\n",
    ),
    "both_orders": (
        "Counts each pair in both orders.",
        "def count_pairs(v, t):\n    v = v[:99]\n    return sum(a + b == t and i != j for i, a in enumerate(v) for j, b in enumerate(v))\n",
    ),
    "first_only": (
        "Stops at the first pair.",
        "def count_pairs(v, t):\n    return int(any(t - a in v[i + 1:] for i, a in enumerate(v[:99])))\n",
    ),
    "no_negatives": (
        "Skips values over the total, as if none were negative.",
        "def count_pairs(v, t):\n    v = [a for a in v if a <= t][:99]\n    return sum(a + b == t for i, a in enumerate(v) for b in v[i + 1:])\n",
    ),
}
_LEVEL_1 = [
    ([1, 2, 4], 5, 1),
    ([7, 1], 8, 1),
    ([], 0, 0),
    ([2, 2, 2], 4, 3),
    ([0, 0], 0, 1),
    ([1, 1, 3, 3], 4, 4),
    ([5, -1, 4], 4, 1),
    ([1, 2, 3], 100, 0),
    ([7, 7], 14, 1),
]
_LEVEL_2 = [
    ([2, 3, 5, 8], 8, 1),
    ([1], 1, 0),
    ([9, -9, 9, -9], 0, 4),
    ([10, 0, 10], 10, 2),
    ([6, 6, 6, 6], 12, 6),
    ([-1, -2, -3], -4, 1),
    ([3, 1, 2, 0], 3, 2),
    ([1, 5, 1, 5], 6, 4),
    ([100, -50, 150], 100, 1),
]


def _tests(cases: list[tuple[list[int], int, int]], prefix: str) -> str:
    blocks = []
    for number, (values, total, expected) in enumerate(cases):
        table = "visible" if number < 2 else "hidden"
        blocks.append(f'[[{table}]]\nname = "{prefix} {number}"\nargs = [{values}, {total}]\nexpected = {expected}\n')
    return "\n".join(blocks)


_SAYS = {
    "complement": "For each value the complement is looked up among those seen.",
    "dictionary": "A dictionary holds how often every number came so far.",
    "order": "Looking only backwards counts no pair in the other order.",
    "negative": "A negative input changes nothing, since no size is compared.",
    "names": "Good names such as seen and missing tell the reader enough.",
    "helper": "No helper is wanted for four lines of code.",
    "loop": "A single loop does without any index.",
    "state": "The state between two steps is one table.",
    "story": "It begins with the story of a small list.",
    "cost": "Time and memory grow with the length: that is the cost.",
    "tests": "My tests were an empty list and equal values.",
    "limit": "The limit is memory, if most numbers are different.",
}
_ALSO = {
    "complement": "I ask the table for the complement to the total.",
    "dictionary": "How often each came is kept in a dictionary.",
    "order": "Only earlier places are asked, so the order cannot be twice.",
    "negative": "Values below zero, so negative ones, need no case of their own.",
    "names": "The variable names tell what they hold.",
    "helper": "A helper would only hide these few lines.",
    "loop": "There is one loop and no nested one.",
    "state": "All state is the table of counts.",
    "story": "First I told a story with three numbers.",
    "cost": "What it costs is linear, and the cost in memory too.",
    "tests": "I wrote tests for nothing and for twins.",
    "limit": "With all values different the table is the limit.",
}
_PROMPT = """# Count pairs

A workshop books two jobs on one bench when their lengths add up to a shift. The lengths stand in a list.
Write a function that counts the pairs of places whose values add up to `total`.

```python
def count_pairs(values: list[int], total: int) -> int: ...
```

- A pair is two different places. The values at them may be equal.
- The order of the two does not count: the places 0 and 3 are the same pair as 3 and 0.
- Values may be below zero, and so may the total.
- An empty list, or a list of one value, has no pair. The answer is then 0.

**Example.** In the list 1, 2, 4 one pair adds up to 5: the first and the last value. In the list 2, 2, 2 three pairs
add up to 4, since each two of the three places are a pair.

**Limits.** At most 20,000 values, each between -20,000 and 20,000. The answer must come within half a second.

**Not asked.** Which pairs they are, and what to do with values that are not whole numbers.
"""


def _points() -> list[tuple[str, int, int, str]]:
    """Criterion, number, level and subject of each evidence point."""
    subjects = iter(_SAYS)
    return [
        (criterion, number, 2 + number % 3, next(subjects))
        for criterion in ("problem_solving", "code_quality", "communication")
        for number in range(4)
    ]


def _evidence() -> str:
    blocks = []
    for criterion, number, level, subject in _points():
        ways = json.dumps(
            [_ALSO[subject], *(f"Way {way} of saying point {number} of {criterion}." for way in range(2))]
        )
        blocks.append(
            f'[[points]]\ncriterion = "{criterion}"\nlevel = {level}\nsays = "{_SAYS[subject]}"\nways = {ways}\n'
            f'terms = ["{subject}"]\n'
        )
    return "\n".join(blocks)


def _sample(level: int) -> str:
    said = [(_ALSO if level == 3 else _SAYS)[subject] for _, _, of, subject in _points() if of <= level]
    return "\n\n".join(said or ["I did not finish in the time that there was."]) + "\n"


def _samples() -> str:
    names = [("level-1", 1), ("level-2", 2), ("level-3", 3), ("level-4", 4), ("smooth", 1)]
    return "\n".join(
        f'[[samples]]\nname = "{name}"\nanswer = "explanation"\nlevel = {level}\nfile = "{name}.md"\n'
        f"fluent_but_wrong = {str(name == 'smooth').lower()}\n"
        for name, level in names
    )


def good_files(slug: str = SLUG, question_id: str = QUESTION_ID) -> dict[str, str]:
    """Path and text of every file of a coding question that keeps every rule."""
    files = {
        "question.toml": (
            f'id = "{question_id}"\nslug = "{slug}"\ntitle = "Count pairs"\nkind = "coding"\nversion = 1\n'
            'status = "ready"\ndifficulty = 2\nminutes = 45\nshort_minutes = 15\nsummary = "Pairs that add up."\n'
            'pattern = "hash map"\nai_policy = "none"\n\n[skills]\npython = 0.8\nfundamentals = 0.6\n'
        ),
        "prompt.md": _PROMPT,
        "interview.toml": (
            'hints = ["Look at one value.", "What is missing for it?", "Keep counts of what you saw."]\n'
            "explanation_minutes = 2\n\n"
            '[[phases]]\nname = "Plan"\nminutes = 10\n\n[[phases]]\nname = "Code"\nminutes = 35\nadvice = "Type."\n\n'
            '[[facts]]\nasks = ["Can values be negative?"]\nanswer = "Yes."\n\n'
            '[[probes]]\ncriterion = "problem_solving"\ntext = "What does it cost?"\nafter_minute = 15\n\n'
            '[curveball]\nminute = 22\ntext = "The list no longer fits in memory."\n'
        ),
        "evidence.toml": _evidence(),
        "reference.md": f"One pass that counts what was seen: O(n) time and space.\n\n{_sample(4)}",
        "design.md": "Measures whether a pass with counts is found.\n",
        "samples/samples.toml": _samples(),
        "coding.toml": (
            'entry_point = "count_pairs"\narity = 2\nseed = 7\n\n[limits]\ncpu_s = 0.6\nwall_s = 3.0\n\n'
            '[growth]\nsizes = [5000, 10000, 20000, 40000]\ngood = 1.0\npoor = 1.7\nwords = "O(n)"\n\n'
            + "\n".join(f'[[mutants]]\nname = "{name}"\ntrap = "{trap}"\n' for name, (trap, _) in _MUTANTS.items())
        ),
        "starter.py": _STARTER,
        "tests_starter.py": _TESTS_STARTER,
        "growth.py": _GROWTH,
        "reference.py": _REFERENCE,
        "naive.py": _NAIVE,
        "levels/1/prompt.md": "Short lists.\n",
        "levels/1/tests.toml": _tests(_LEVEL_1, "short"),
        "levels/2/prompt.md": "Long lists.\n",
        "levels/2/tests.toml": _tests(_LEVEL_2, "long"),
        "levels/2/tests.py": _GENERATOR,
    }
    files |= {f"mutants/{name}.py": code for name, (_, code) in _MUTANTS.items()}
    files |= {f"samples/level-{level}.md": _sample(level) for level in (1, 2, 3, 4)}
    return files | {"samples/smooth.md": "It sorts, so it is constant time.\n"}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write a question's files and return its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_pack(root: Path, slug: str = SLUG, question_id: str = QUESTION_ID) -> Path:
    """Write a pack with one good coding question and return the question's folder."""
    return write_files(root / "coding" / slug, good_files(slug, question_id))


def write_trivial(root: Path, slug: str, tests: int) -> Path:
    """Write a question of one level that doubles a number, with so many examples: for timing what is around it."""
    files = good_files(slug, f"00000000-0000-4000-9000-{tests:012d}")
    examples = [f'[[visible]]\nname = "{n}"\nargs = [{n}]\nexpected = {2 * n}\n' for n in range(tests)]
    files |= {
        "coding.toml": 'entry_point = "double"\narity = 1\nseed = 7\n',
        "starter.py": "def double(n):\n    raise NotImplementedError\n",
        "reference.py": "def double(n):\n    return 2 * n\n",
        "levels/1/tests.toml": "\n".join([*examples, '[[hidden]]\nname = "0"\nargs = [0]\nexpected = 0\n']),
    }
    dropped = ("levels/2/", "mutants/", "growth.py")
    return write_files(
        root / "coding" / slug, {name: text for name, text in files.items() if not name.startswith(dropped)}
    )


def write_headers(root: Path, count: int) -> None:
    """Write a pack of many questions that have nothing but a header."""
    for number in range(count):
        question_id = f"00000000-0000-4000-8000-{number:012d}"
        header = good_files(f"question-{number}", question_id)["question.toml"]
        write_files(root / "coding" / f"question-{number}", {"question.toml": header})


class Broken(NamedTuple):
    """A way to break the good question, and where the problem is told.

    Attributes:
        change: Changes the files in place.
        file: Path of the problem's file within the question's folder.
        key: Its key.
        words: Words that the problem's sentence holds.
    """

    change: Callable[[dict[str, str]], object]
    file: str
    key: str
    words: str


def replace(file: str, old: str, new: str) -> Callable[[dict[str, str]], object]:
    """A change of the first occurrence of a text in a file."""

    def change(files: dict[str, str]) -> None:
        assert old in files[file], f"{file} does not hold {old!r}"
        files[file] = files[file].replace(old, new, 1)

    return change


def put(file: str, text: str) -> Callable[[dict[str, str]], object]:
    """A change that gives a file another text, or adds it."""
    return lambda files: files.update({file: text})


def drop(file: str) -> Callable[[dict[str, str]], object]:
    """A change that leaves a file out."""
    return lambda files: files.pop(file)


BROKEN_ON_DISK: dict[str, Broken] = {
    "unknown key": Broken(
        replace("question.toml", "minutes", "colour = 1\nminutes"), "question.toml", "colour", "not a"
    ),
    "missing key": Broken(
        replace("question.toml", 'title = "Count pairs"', ""), "question.toml", "title", "is missing"
    ),
    "wrong type": Broken(replace("question.toml", "= 45", '= "long"'), "question.toml", "minutes", "integer"),
    "out of range": Broken(
        replace("question.toml", "difficulty = 2", "difficulty = 9"), "question.toml", "difficulty", "5"
    ),
    "slug is not the folder": Broken(
        replace("question.toml", '"count-pairs"', '"other"'), "question.toml", "slug", "the folder is named"
    ),
    "kind is not the folder": Broken(
        replace("question.toml", '"coding"', '"debug"'), "question.toml", "kind", "the folder lies in"
    ),
    "id is no UUID4": Broken(replace("question.toml", "-4b5e-", "-1b5e-"), "question.toml", "id", "UUID4"),
    "unknown skill": Broken(
        replace("question.toml", "python =", "juggling ="), "question.toml", "skills.juggling", "skill"
    ),
    "skill too heavy": Broken(replace("question.toml", "0.8", "1.8"), "question.toml", "skills.python", "at most 1"),
    "short form too long": Broken(
        replace("question.toml", "= 15", "= 50"), "question.toml", "short_minutes", "shorter"
    ),
    "no pattern": Broken(replace("question.toml", '"hash map"', '""'), "question.toml", "pattern", "is missing"),
    "no prompt": Broken(drop("prompt.md"), "prompt.md", "", "is missing"),
    "empty prompt": Broken(put("prompt.md", " \n"), "prompt.md", "", "is empty"),
    "not TOML": Broken(put("evidence.toml", "points = ["), "evidence.toml", "", "is not TOML"),
    "unknown file": Broken(put("notes.txt", "x"), "notes.txt", "", "not a file of the format"),
    "unknown file below": Broken(
        put("levels/2/old.toml", "x = 1"), "levels/2/old.toml", "", "not a file of the format"
    ),
    "unlisted mutant": Broken(put("mutants/spare.py", "x = 1"), "mutants/spare.py", "", "not a file of the format"),
    "mutant without code": Broken(drop("mutants/first_only.py"), "coding.toml", "mutants[3].name", "cannot be read"),
    "mutant outside": Broken(
        replace("coding.toml", '"first_only"', '"../../x"'), "coding.toml", "mutants[3].name", "match"
    ),
    "sample outside": Broken(
        replace("samples/samples.toml", "level-1.md", "../prompt.md"),
        "samples/samples.toml",
        "samples[0].file",
        "match",
    ),
    "test without expected": Broken(
        replace("levels/1/tests.toml", "expected = 1", ""), "levels/1/tests.toml", "visible[0].expected", "is missing"
    ),
    "unknown tag": Broken(
        replace("levels/1/tests.toml", "expected = 0", 'expected = {"$sett" = [1]}'),
        "levels/1/tests.toml",
        "hidden[0].expected",
        "$sett",
    ),
    "a date in a test": Broken(
        replace("levels/1/tests.toml", "expected = 0", "expected = 2026-01-05"),
        "levels/1/tests.toml",
        "hidden[0].expected",
        "not plain data",
    ),
    "growth.py without sizes": Broken(
        replace(
            "coding.toml",
            '[growth]\nsizes = [5000, 10000, 20000, 40000]\ngood = 1.0\npoor = 1.7\nwords = "O(n)"\n',
            "",
        ),
        "coding.toml",
        "growth",
        "is missing",
    ),
    "limits without end": Broken(
        replace("coding.toml", "cpu_s = 0.6", "cpu_s = 1e9"), "coding.toml", "limits", "cpu_s is over 10"
    ),
    "no naive": Broken(drop("naive.py"), "naive.py", "", "is missing"),
}
"""Broken formats; the reader alone finds them."""

BROKEN_RULES: dict[str, Broken] = {
    "no skills": Broken(
        replace("question.toml", "python = 0.8\nfundamentals = 0.6\n", ""), "question.toml", "skills", "names no skill"
    ),
    "id is no UUID": Broken(replace("question.toml", QUESTION_ID, "count-pairs-1"), "question.toml", "id", "UUID4"),
    "no probes": Broken(
        replace(
            "interview.toml",
            '[[probes]]\ncriterion = "problem_solving"\ntext = "What does it cost?"\nafter_minute = 15\n',
            "",
        ),
        "interview.toml",
        "probes",
        "is missing",
    ),
    "a late curveball": Broken(
        replace("interview.toml", "minute = 22", "minute = 45"), "interview.toml", "curveball.minute", "after the end"
    ),
    "a wrong sample that is good": Broken(
        replace("samples/samples.toml", 'level = 1\nfile = "smooth.md"', 'level = 3\nfile = "smooth.md"'),
        "samples/samples.toml",
        "samples",
        "level 1 or 2",
    ),
    "one level": Broken(
        lambda files: [drop(f"levels/2/{name}")(files) for name in ("prompt.md", "tests.toml", "tests.py")],
        "levels",
        "",
        "1 levels",
    ),
    "cuts that fall": Broken(replace("coding.toml", "seed = 7", "cuts = [1, 3, 2]"), "coding.toml", "cuts", "rise"),
    "too few cuts": Broken(
        replace("coding.toml", "seed = 7", "cuts = [1, 2]"), "coding.toml", "cuts", "2 levels need 4, or none"
    ),
    "no growth": Broken(
        lambda files: [
            drop("growth.py")(files),
            put(
                "coding.toml",
                files["coding.toml"].split("[growth]")[0] + files["coding.toml"].split('"O(n)"')[1],
            )(files),
        ],
        "coding.toml",
        "growth",
        "cannot be measured",
    ),
    "two hints": Broken(replace("interview.toml", '"Look at one value.", ', ""), "interview.toml", "hints", "2 hints"),
    "no facts": Broken(
        replace("interview.toml", '[[facts]]\nasks = ["Can values be negative?"]\nanswer = "Yes."\n', ""),
        "interview.toml",
        "facts",
        "is missing",
    ),
    "a long answer": Broken(
        replace("interview.toml", '"Yes."', '"' + "yes " * 41 + '"'), "interview.toml", "facts[0].answer", "41 words"
    ),
    "two questions at once": Broken(
        replace("interview.toml", "it cost?", "it cost? And why?"), "interview.toml", "probes[0].text", "more than one"
    ),
    "a probe for nothing": Broken(
        replace("interview.toml", '"problem_solving"', '"charm"'), "interview.toml", "probes[0].criterion", "charm"
    ),
    "a late probe": Broken(
        replace("interview.toml", "after_minute = 15", "after_minute = 45"),
        "interview.toml",
        "probes[0].after_minute",
        "after the end",
    ),
    "no curveball": Broken(
        replace("interview.toml", '[curveball]\nminute = 22\ntext = "The list no longer fits in memory."\n', ""),
        "interview.toml",
        "curveball",
        "is missing",
    ),
    "phases too short": Broken(
        replace("interview.toml", "minutes = 10", "minutes = 9"), "interview.toml", "phases", "44"
    ),
    "few evidence points": Broken(
        replace("evidence.toml", '"code_quality"', '"communication"'),
        "evidence.toml",
        "points",
        "3 points for code_quality",
    ),
    "evidence for a measured criterion": Broken(
        replace("evidence.toml", '"code_quality"', '"testing"'), "evidence.toml", "points[4].criterion", "testing"
    ),
    "few ways": Broken(
        replace("evidence.toml", ', "Way 1 of saying point 0 of problem_solving."', ""),
        "evidence.toml",
        "points[0].ways",
        "2 other ways",
    ),
    "the same way twice": Broken(
        replace("evidence.toml", "Way 1 of saying point 0", "Way 0 of saying point 0"),
        "evidence.toml",
        "points[0].ways",
        "twice",
    ),
    "no sample of a level": Broken(
        replace("samples/samples.toml", "level = 3", "level = 2"), "samples/samples.toml", "samples", "level 3"
    ),
    "no fluent but wrong sample": Broken(
        replace("samples/samples.toml", "true", "false"), "samples/samples.toml", "samples", "fluent but wrong"
    ),
    "one example": Broken(
        replace("levels/1/tests.toml", "[[visible]]", "[[hidden]]"), "levels/1/tests.toml", "visible", "1 examples"
    ),
    "two tests of one name": Broken(
        replace("levels/2/tests.toml", '"long 3"', '"short 3"'), "levels", "", "2 tests are named 'short 3'"
    ),
    "few mutants": Broken(
        lambda files: (
            drop("mutants/no_negatives.py")(files),
            put("coding.toml", files["coding.toml"][: files["coding.toml"].index('[[mutants]]\nname = "no_neg')])(
                files
            ),
        ),
        "coding.toml",
        "mutants",
        "there are 4",
    ),
    "one trap twice": Broken(
        replace("coding.toml", "Stops at the first pair.", "Pairs a place with itself."),
        "coding.toml",
        "mutants",
        "traps",
    ),
    "sizes do not rise": Broken(
        replace("coding.toml", "[5000, 10000,", "[10000, 5000,"), "coding.toml", "growth.sizes", "rise"
    ),
    "poor below good": Broken(replace("coding.toml", "poor = 1.7", "poor = 0.9"), "coding.toml", "growth.poor", "over"),
    "the prompt gives it away": Broken(
        lambda files: put("prompt.md", files["prompt.md"] + "\n```python\n" + files["reference.py"] + "```\n")(files),
        "prompt.md",
        "",
        "lines in a row of the reference",
    ),
    "unknown criterion in the rubric": Broken(
        put("rubric.toml", "[criteria.charm]\nweight = 5\n"), "rubric.toml", "criteria", "no criterion 'charm'"
    ),
    "weights off": Broken(
        put("rubric.toml", "[criteria.testing]\nweight = 20\n"), "rubric.toml", "criteria", "add up to 110"
    ),
}
"""Broken rules; found without running any code."""

BROKEN_CODE: dict[str, Broken] = {
    "reference-wrong": Broken(
        replace("reference.py", "pairs = 0", "pairs = 1"), "reference.py", "short 0", "wrong answer"
    ),
    "reference-slow": Broken(put("reference.py", _NAIVE), "reference.py", "random 2", "time limit"),
    "reference-near-the-limit": Broken(
        replace(
            "reference.py",
            "    pairs = 0\n",
            "    from time import process_time\n"
            "    pairs = 0\n    end = process_time() + 0.3 * (len(values) > 1_000)\n    while process_time() < end:\n"
            "        pass\n",
        ),
        "reference.py",
        "random 2",
        "a third",
    ),
    "reference-broken": Broken(
        replace("reference.py", "return pairs", "return pairs ("), "reference.py", "", "never closed"
    ),
    "driver-broken": Broken(put("driver.py", "def drive(:"), "driver.py", "", "does not compile"),
    "reference-fat": Broken(
        lambda files: [
            replace("coding.toml", "wall_s = 3.0", "wall_s = 3.0\nmemory_mb = 150")(files),
            replace("reference.py", "    pairs = 0\n", "    pairs = 0\n    room = bytearray(90 << 20)\n")(files),
        ],
        "reference.py",
        "",
        "a third of 150",
    ),
    "arguments-fat": Broken(
        replace(
            "levels/2/tests.py", "    return tests", "    tests[0]['args'].append('x' * 5_000_000)\n    return tests"
        ),
        "levels/2/tests.py",
        "random 0",
        "MB of arguments",
    ),
    "naive-fast": Broken(put("naive.py", _REFERENCE), "naive.py", "random 2", "performance"),
    "naive-wrong": Broken(put("naive.py", _NAIVE.replace("==", "<=")), "naive.py", "short 0", "wrong answer"),
    "mutant-right": Broken(
        put("mutants/first_only.py", _REFERENCE), "mutants/first_only.py", "", "passes every hidden test"
    ),
    "mutant-broken": Broken(
        put("mutants/first_only.py", "def count_pairs(:"), "mutants/first_only.py", "", "does not load"
    ),
    "starter-passes": Broken(put("starter.py", _REFERENCE), "starter.py", "", "passes"),
    "starter-broken": Broken(put("starter.py", "def count_pairs(:"), "starter.py", "", "does not load"),
    "generator-of-chance": Broken(
        replace("levels/2/tests.py", "random.Random(seed)", "random.Random()"), "levels/2/tests.py", "", "same seed"
    ),
    "generator-raises": Broken(
        replace("levels/2/tests.py", "tests = []", "tests = 1 / 0"), "levels/2/tests.py", "", "ZeroDivisionError"
    ),
    "generator-of-nothing": Broken(
        replace("levels/2/tests.py", "return tests", "return None"), "levels/2/tests.py", "", "must return a list"
    ),
    "generator-of-odd-keys": Broken(
        replace("levels/2/tests.py", '"name":', '"title":'), "levels/2/tests.py", "", "must be a dict with name"
    ),
    "generator-endless": Broken(
        replace("levels/2/tests.py", "    rng =", "    while True: pass\n    rng ="), "levels/2/tests.py", "", "CPU"
    ),
    "generator-curious": Broken(
        replace("levels/2/tests.py", "    rng =", "    open('/etc/passwd').read()\n    rng ="),
        "levels/2/tests.py",
        "",
        "PermissionError",
    ),
    "oracle-wrong": Broken(
        replace("levels/2/tests.py", "    return pairs\n", "    return pairs + 1\n"),
        "reference.py",
        "random 0",
        "wrong answer",
    ),
    "no-performance-test": Broken(
        replace("levels/2/tests.py", "n > 1_000", "n > 100_000"), "levels", "", "performance"
    ),
    "few-hidden-tests": Broken(
        lambda files: [put(f"levels/{n}/tests.toml", _tests(_LEVEL_1[:6], f"few {n}"))(files) for n in (1, 2)],
        "levels",
        "",
        "11 hidden tests",
    ),
    "examples-tell-all": Broken(
        lambda files: [
            replace("levels/1/tests.toml", "[1, 2, 4], 5]\nexpected = 1", "[2, 2, 2, 2], 4]\nexpected = 6")(files),
            replace("levels/1/tests.toml", "[7, 1], 8]\nexpected = 1", "[9, -9, 9, -9], 0]\nexpected = 4")(files),
        ],
        "coding.toml",
        "mutants",
        "0 of them pass the visible examples",
    ),
    "a-generated-name-twice": Broken(
        replace("levels/2/tests.py", '"random {number}"', '"long 4"'), "levels", "", "named 'long 4'"
    ),
    "growth-raises": Broken(
        replace("growth.py", "rng.randrange(n)", "rng.randrange(0)"), "growth.py", "", "make_input"
    ),
    "growth-of-wrong-arguments": Broken(replace("growth.py", ", n)\n", ")\n"), "growth.py", "", "argument"),
    "growth-poor": Broken(
        lambda files: [
            replace("coding.toml", "poor = 1.7", "poor = 0.4")(files),
            replace("coding.toml", "good = 1.0", "good = 0.3")(files),
        ],
        "coding.toml",
        "growth.poor",
        "reference",
    ),
    "own-test-wrong": Broken(
        replace("tests_starter.py", "== 1", "== 2"), "tests_starter.py", "test_one_pair", "fails on the reference"
    ),
    "no-own-test": Broken(
        replace("tests_starter.py", "def test_", "def check_"), "tests_starter.py", "", "no function"
    ),
}
"""Code that does not keep a promise, by the slug of a question of its own."""


def write_broken_code(root: Path) -> None:
    """Write a pack with one question for each broken promise, and one that is good."""
    write_pack(root)
    for number, (slug, broken) in enumerate(BROKEN_CODE.items()):
        files = good_files(slug, f"00000000-0000-4000-8000-{number:012d}")
        broken.change(files)
        write_files(root / "coding" / slug, files)
