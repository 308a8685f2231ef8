"""The score of a take-home: doing nothing earns nothing, harm counts against it, and what stands around needs a middle."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import ItemId
from mockint.domain.take_home import EVIDENCE_OF_WORKING, CheckResult, Outcome, PartKind, ScorePart
from mockint.measure.take_home import Around, Scored, measure_take_home, score_take_home, working_level

PARTS = (
    ScorePart(id="answers", title="Answers", points=50, kind="stories", says="It answers."),
    ScorePart(id="care", title="Care", points=25, kind="stories", says="It is careful.", scaled_by="answers"),
    ScorePart(id="tests", title="Own tests", points=10, kind="own_tests", says="They notice."),
    ScorePart(id="evaluation", title="Own evaluation", points=10, kind="own_evaluation", says="It measures."),
    ScorePart(id="readme", title="README", points=5, kind="readme", says="It says what it is."),
)
FULL: dict[PartKind, Around] = {
    kind: Around(1.0, "Fine.") for kind in ("own_tests", "own_evaluation", "readme", "hygiene")
}
OUTCOMES = st.lists(st.sampled_from(["right", "missed", "harmful", "not_run"]), min_size=1, max_size=20)


def checks(part: str, *outcomes: Outcome) -> list[CheckResult]:
    return [
        CheckResult(story=f"{part} {n}", step=0, op="ask", part=part, outcome=one, says="Told.")
        for n, one in enumerate(outcomes)
    ]


def scored(*, answers: list[Outcome], care: list[Outcome], around: dict[PartKind, Around] | None = None) -> Scored:
    return score_take_home(PARTS, [*checks("answers", *answers), *checks("care", *care)], around or FULL)


def test_everything_right_is_a_hundred() -> None:
    found = scored(answers=["right"] * 8, care=["right"] * 4)
    assert (found.score, found.interval) == (100.0, (100.0, 100.0))
    assert [part.points for part in found.parts] == [50, 25, 10, 10, 5]


def test_doing_nothing_earns_nothing_however_careful_and_well_described() -> None:
    found = scored(answers=["missed"] * 8, care=["right"] * 4)
    assert found.score == 0
    assert found.parts[1].share == 1


def test_harm_takes_away_what_was_right() -> None:
    assert scored(answers=["right", "harmful"], care=["right"]).parts[0].points == 0
    assert scored(answers=["right", "right", "harmful", "missed"], care=["right"]).parts[0].points == 12.5


@given(OUTCOMES, OUTCOMES)
def test_a_score_lies_within_its_interval_and_the_hundred(answers: list[Outcome], care: list[Outcome]) -> None:
    found = scored(answers=answers, care=care)
    low, high = found.interval
    assert 0 <= low <= high <= 100
    assert 0 <= found.score <= 100
    assert found == scored(answers=answers, care=care), "the same checks give the same bounds"


@given(OUTCOMES)
def test_one_more_right_never_lowers_a_score(answers: list[Outcome]) -> None:
    better: list[Outcome] = ["right" if n == 0 else one for n, one in enumerate(answers)]
    assert scored(answers=better, care=["right"]).score >= scored(answers=answers, care=["right"]).score


@pytest.mark.parametrize(
    ("right", "tests", "evaluation", "level"),
    [(20, 1.0, 1.0, 4), (20, 1.0, 0.0, 4), (20, 0.5, 1.0, 2), (13, 1.0, 1.0, 3), (8, 1.0, 1.0, 2), (2, 1.0, 1.0, 1)],
)
def test_levels_need_tests_that_notice(right: int, tests: float, evaluation: float, level: int) -> None:
    around = {**FULL, "own_tests": Around(tests, "T."), "own_evaluation": Around(evaluation, "E.")}
    outcomes: list[Outcome] = ["right"] * right + ["missed"] * (20 - right)
    found = scored(answers=outcomes, care=["right"] * 4, around=around)
    expected = 3 if level == 4 and not evaluation else level
    assert working_level(found, "") == expected
    assert working_level(found, "It did not open.") == 1


def test_the_measurement_says_what_a_level_rests_on() -> None:
    every = [*checks("answers", "right", "missed", "harmful"), *checks("care", "right")]
    found = score_take_home(PARTS, every, FULL)
    made = datetime(2026, 1, 5, tzinfo=UTC)
    told = measure_take_home(found, every, FULL, "", item_id=ItemId("i"), made=made, more={"seed": 3})
    assert told.levels == {EVIDENCE_OF_WORKING: 1}
    assert "2 of 4 hidden checks were right, 1 did harm." in told.sentence
    assert told.data["seed"] == 3
    assert told.failed_gates == ()
    closed = measure_take_home(found, every, FULL, "It ended.", item_id=ItemId("i"), made=made, more={})
    assert closed.failed_gates == ("does_not_run",)
