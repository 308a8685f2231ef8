"""A brief's stories come out of the sandbox as they should, or with the reason why they cannot be played."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockint.bank import take_home_files
from mockint.bank.take_home_files import draw_stories
from mockint.domain.judging import Limits
from mockint.domain.take_home import ScorePart, TakeHomeTask
from mockint.errors import BankError
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool

STEP = '{"op": "get", "expect": [{"equals": seed}], "says": "It comes back."}'
STORY = f'{{"name": "one", "part": "answers", "steps": [{STEP}]}}'
PARTS = (ScorePart(id="answers", title="Answers", points=100, kind="stories", says="It is right."),)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with WorkerPool() as pool:
        yield Judge(pool)


def task(source: str) -> TakeHomeTask:
    return TakeHomeTask(parts=PARTS, stories=source, starter={})


def returning(value: str) -> TakeHomeTask:
    return task(f"def stories(seed):\n    return {value}\n")


def test_stories_are_drawn_from_their_seed(judge: Judge) -> None:
    (first,) = draw_stories(returning(f"[{STORY}]"), 3, judge)
    (again,) = draw_stories(returning(f"[{STORY}]"), 3, judge, twice=True)
    (other,) = draw_stories(returning(f"[{STORY}]"), 4, judge)
    assert first == again != other


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("None", "must return a list"),
        ("[]", "must return a list"),
        ("[1]", r"stories\(seed\)\[0\]"),
        ("[{}]", "name"),
        (f"[{STORY}, {STORY}]", "two stories of one name"),
        ('[{"name": "a", "part": "answers", "steps": []}]', "steps"),
        ('[{"name": "a", "part": "none", "steps": [' + STEP + "]}]", "its part 'none'"),
        ('[{"name": "a", "part": "answers", "colour": 1, "steps": [' + STEP + "]}]", "colour"),
        ('[{"name": "a", "part": "answers", "files": {"../up": "x"}, "steps": [' + STEP + "]}]", "files"),
        ('[{"name": "a", "steps": [{"op": "open"}]}]', "belongs to the lines"),
        ('[{"name": "a", "steps": [{"op": "get", "expect": [{"is": 1}], "says": "x"}]}]', "exactly one of"),
        ('[{"name": "a", "steps": [{"op": "get", "expect": [{"equals": 1}]}]}]', "does not say"),
        ('[{"name": "a", "steps": [{"op": "get", "harm": [{"equals": 1}]}]}]', "nothing to expect"),
        ('[{"name": "a", "world": {"tables": 3}, "steps": [{"op": "get"}]}]', "world"),
        ('[{"name": "a", "world": {}, "script": [{}], "steps": [{"op": "get"}]}]', "script"),
    ],
)
def test_a_story_that_cannot_be_played_is_told_with_its_place(value: str, told: str, judge: Judge) -> None:
    with pytest.raises(BankError, match=told):
        draw_stories(returning(value), 1, judge)


def test_a_source_that_fails_is_told(judge: Judge) -> None:
    for source, told in (
        ("def stories(seed):\n    raise ValueError('no ideas')\n", "no ideas"),
        ("def tales(seed):\n    return []\n", "stories"),
        ("def stories(seed:\n", "cannot be made"),
        ("import os\ndef stories(seed):\n    return open('/etc/shadow').read()\n", "cannot be made"),
        ("import os\ndef stories(seed):\n    os._exit(0)\n", "cannot be made"),
    ):
        with pytest.raises(BankError, match=told):
            draw_stories(task(source), 1, judge)


def test_stories_that_differ_between_two_calls_are_told(judge: Judge) -> None:
    source = f"calls = []\ndef stories(seed):\n    calls.append(1)\n    seed = len(calls)\n    return [{STORY}]\n"
    with pytest.raises(BankError, match="other stories when it is called again"):
        draw_stories(task(source), 1, judge, twice=True)


def test_a_source_that_never_ends_is_ended(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_home_files, "_STORIES_LIMITS", Limits(cpu_s=0.5, wall_s=5.0, run_wall_s=5.0))
    with pytest.raises(BankError, match="cannot be made"):
        draw_stories(task("def stories(seed):\n    while True:\n        pass\n"), 1, judge)
