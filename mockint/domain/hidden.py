"""The hidden tests of a coding round as one list for the judge, with the level that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockint.domain.judging import JudgeSpec, TestCase


class HiddenTest(NamedTuple):
    """Where a hidden test counts: its level, from 1, and whether it is a large, timed one."""

    level: int
    performance: bool


class HiddenPlan(NamedTuple):
    """What Submit judges.

    Attributes:
        spec: For the judge; its tests stand in the order of the levels.
        tests: Where each of them counts, at the same position.
        levels: Number of levels of the round's form, some of which may have no test.
    """

    spec: JudgeSpec
    tests: tuple[HiddenTest, ...]
    levels: int


def hidden_plan(spec: JudgeSpec, by_level: Sequence[Sequence[TestCase]]) -> HiddenPlan:
    """A plan from the tests of level 1, level 2 and so on; the spec's own tests are replaced."""
    cases = tuple(case for cases in by_level for case in cases)
    tests = tuple(
        HiddenTest(number, case.performance) for number, cases in enumerate(by_level, start=1) for case in cases
    )
    return HiddenPlan(spec.model_copy(update={"tests": cases}), tests, len(by_level))
