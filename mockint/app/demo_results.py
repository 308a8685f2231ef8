"""What the judge said about the demonstration's code: measured once, kept in a file, and measured anew by a test.

The code and its tests are texts of the bank and of `demo_script`, so their results are the same on every machine, but for
run times; running them again each time the demonstration is made would take a quarter of a minute. `measured_now` runs them;
``tests/unit/app/test_demo.py`` compares the file with it, and ``python -m tests.helpers.demo_results`` writes the file anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from mockint.app import coding
from mockint.app.demo_script import OWN_TESTS, Part
from mockint.app.record import read_record
from mockint.app.services import Services
from mockint.domain.ids import ItemId, RoundId
from mockint.domain.judging import JudgeReport
from mockint.domain.measurement import Measurement
from mockint.domain.question import CodingTask, Question

RESULTS_FILE: Final = Path(__file__).with_name("demo_results.json")
HALF: Final = 0.5


class Run(NamedTuple):
    """A run of the examples while the answer was written.

    Attributes:
        share: How much of the answer stood there.
        level: How many levels were open.
    """

    share: float
    level: int
    verdict: str
    passed: int
    total: int
    wall_s: float


class Results(NamedTuple):
    """What came of one answer."""

    runs: tuple[Run, ...]
    measurements: tuple[Mapping[str, Any], ...]

    def as_measurements(self, item_id: ItemId, made: datetime) -> tuple[Measurement, ...]:
        """The measurements as they are kept for an item."""
        return tuple(Measurement(item_id=item_id, made=made, **one) for one in self.measurements)


def kept_results() -> dict[str, Results]:
    """The results in the file, by the question's slug."""
    found = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
    return {
        slug: Results(tuple(Run(**run) for run in one["runs"]), tuple(one["measurements"]))
        for slug, one in found.items()
    }


def code_of(task: CodingTask, which: str) -> str:
    """The answer that a part names: the right solution, the starter, or a wrong solution by its name."""
    if which in {"reference", "starter"}:
        return task.reference if which == "reference" else task.starter
    return next(mutant.code for mutant in task.mutants if mutant.name == which)


def tests_of(task: CodingTask, slug: str) -> str:
    """The own tests of an answer: those that the question begins with, and what was added."""
    return task.tests_starter + OWN_TESTS.get(slug, "")


def first_lines(text: str, share: float) -> str:
    """A share of a text, whole lines."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[: round(len(lines) * share)])


def measured_now(services: Services, round_id: RoundId, part: Part) -> Results:
    """Run an answer that was handed in: its examples level by level, then all that a round is measured by."""
    record = read_record(services, round_id)
    if record.submission is None:
        raise ValueError(f"{part.question} was not handed in")
    code, runs = record.submission.documents["solution"], []
    runs.append(_run(services, record.question, part, first_lines(code, HALF), HALF, 1))
    last_level = len(record.question.coding.levels) if record.question.coding is not None else 0
    for level in range(1, last_level + 1):
        runs.append(_run(services, record.question, part, code, 1.0, level))
        if runs[-1].passed < runs[-1].total:
            break
    found = coding.measurements(services, record, record.submission, lambda _: None)
    kept = [one.model_dump(mode="json", exclude={"item_id", "made"}) for one in found]
    return Results(tuple(runs), tuple(kept))


def _run(services: Services, question: Question, part: Part, code: str, share: float, level: int) -> Run:
    report: JudgeReport = coding.run_examples(services, question, code, form=part.form, levels_open=level)
    return Run(share, level, report.verdict.value, report.passed, report.total, round(report.wall_s, 3))


def as_json(found: Mapping[str, Results]) -> str:
    """The text of the file."""
    plain: dict[str, Sequence[Any] | dict[str, Any]] = {
        slug: {"runs": [run._asdict() for run in one.runs], "measurements": list(one.measurements)}
        for slug, one in found.items()
    }
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
