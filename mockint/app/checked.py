"""What a check of a round's folder came to, and how ``mockint check --json`` tells it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mockint.domain.judging import JudgeReport, OwnTestsReport
from mockint.domain.round import Round

if TYPE_CHECKING:
    from mockint.app.brief_rounds import BriefChecked
    from mockint.app.build_check import BuildChecked


class ItemChecked(NamedTuple):
    """One question of a round of several.

    Attributes:
        words: How many words its answer has so far.
        why: What the interviewer asked about it at this check; empty where nothing was asked.
    """

    question: str
    folder: Path
    words: int
    why: str = ""


class Checked(NamedTuple):
    """The outcome of running the examples and the candidate's own tests, where the round has any.

    Attributes:
        report: The examples; None where nothing is run in such a round.
        own: The own tests run on the solution; None where the file holds nothing but the test that it began with.
        opened_level: The level that opened by it; None if none did.
        next_step: What is left to do once the examples of all levels pass, or there is nothing to run; empty before.
        curveball: The change of plan, where it came up at this check; empty otherwise.
        build: What the visible questions came to, in a build.
        brief: What the visible stories came to, in a take-home.
        items: The questions, where the round has several.
        changed_files: Files of the folder that the change of plan changed at this check.
    """

    round: Round
    report: JudgeReport | None
    own: OwnTestsReport | None
    remaining_s: float
    opened_level: int | None
    next_step: str
    curveball: str = ""
    build: BuildChecked | None = None
    brief: BriefChecked | None = None
    changed_files: tuple[str, ...] = ()
    items: tuple[ItemChecked, ...] = ()


def checked_document(checked: Checked) -> dict[str, Any]:
    """The answer of ``mockint check --json``."""
    own, report = checked.own, checked.report
    return {
        "round": checked.round.id,
        "visible": {"passed": 0 if report is None else report.passed, "total": 0 if report is None else report.total},
        "verdict": None if report is None else report.verdict.value,
        "message": "" if report is None else report.message,
        "opened_level": checked.opened_level,
        "tests": [] if report is None else [test.model_dump(mode="json") for test in report.tests],
        "own_tests": None
        if own is None
        else {
            "passed": len(own.passed),
            "total": len(own.tests),
            "verdict": own.verdict.value,
            "message": own.message,
            "tests": [test.model_dump(mode="json") for test in own.tests],
        },
        "next": checked.next_step,
        "curveball": checked.curveball,
        "changed_files": list(checked.changed_files),
        "remaining_s": round(checked.remaining_s, 1),
        **({} if checked.build is None else checked.build.as_json()),
        **({} if checked.brief is None else checked.brief.as_json()),
        **({"items": [_item_document(item) for item in checked.items]} if checked.items else {}),
    }


def _item_document(item: ItemChecked) -> dict[str, Any]:
    return {"question": item.question, "dir": str(item.folder), "words": item.words, "why": item.why}
