"""What the bank check holds drills to: each broken promise is told, and only that one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app.bank_check import check_bank
from mockint.app.drill_check import check_drill
from mockint.domain.question import OpsTask
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from tests.helpers.drills import DRILL, concept_files, write_drills
from tests.helpers.packs import write_files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


def test_good_drills_have_no_problems(pool: WorkerPool, tmp_path: Path) -> None:
    report = check_bank([write_drills(tmp_path)], pool)
    assert report.problems == ()
    assert report.questions == 2


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("random.Random(seed)", "random.Random()", "", "another drill for the same seed"),
        ("random.Random(seed)", "random.Random(1)", "", "1 different prompts for 20 seeds"),
        ("random.Random(seed)", "random.Random(1)", "", "1 different answers for 20 seeds"),
        ("return {", "return [] or {'x': 1,", "draw", "returns no drill"),
        ('"tolerance": 0.02', '"tolerance": 0.9', "draw", "returns no drill: parts[0]"),
        ("size = vectors", "size = nothing", "draw", "draw(1) fails: Line 7: NameError"),
        ('"slips": [{"answer": size * 2', '"slips": [{"answer": size * 1.05', "draw(1).size", "as near to the answer"),
        (', "says": "That has one byte."', "", "draw(1).type", "does not say why"),
        (
            'f"{size:.4f}"}, "verdict": "nearly"',
            'f"{size:.4f}"}, "verdict": "right"',
            "draw(1)",
            "is marked nearly, not right",
        ),
        ('"verdict": "wrong"', '"verdict": "nearly"', "draw(1)", "has no try that is wrong"),
    ],
)
def test_each_broken_promise_of_an_ops_drill_is_told(
    pool: WorkerPool, old: str, new: str, key: str, words: str
) -> None:
    assert old in DRILL
    found = check_drill(OpsTask(source=DRILL.replace(old, new, 1)), Judge(pool))
    assert any(one.file == "drill.py" and one.key == key and words in one.problem for one in found), found


def test_a_drill_that_does_not_end_is_told(pool: WorkerPool) -> None:
    (found,) = check_drill(OpsTask(source="def draw(seed):\n    while True:\n        pass\n"), Judge(pool))
    assert "draw(1) fails" in found.problem


def test_answers_that_are_held_out_must_be_graded_as_labelled(pool: WorkerPool, tmp_path: Path) -> None:
    files = concept_files()
    right = files["samples/samples.toml"].index('name = "right"')
    files["samples/samples.toml"] = files["samples/samples.toml"][:right] + files["samples/samples.toml"][
        right:
    ].replace("level = 3", "level = 1", 1)
    folder = write_files(tmp_path / "concept" / "no-answer", files)
    told = [(problem.key, problem.problem) for problem in check_bank([folder], pool).problems]
    assert ("samples[5]", "is held out as level 1 and graded 4") in told
