"""What the last rounds have in common: trends with intervals, forecasts, time by phase, what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from mockint.app import patterns
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.judgement import Evidence, Judged, Source, Ungraded
from mockint.errors import BadInputError
from mockint.rounds.coding import SOLUTION
from tests.helpers.records import make_grade, make_measurement
from tests.unit.app.conftest import Desks


class Rounds:
    """Rounds that are held, predicted and judged as a test says, a day apart."""

    def __init__(self, desks: Desks, clock: ManualClock) -> None:
        self.desks, self.clock = desks, clock

    def hold(
        self,
        levels: dict[str, int],
        predicted: dict[str, int] | None = None,
        *,
        source: Source = "model",
        hidden: tuple[float, int] | None = None,
        missing: str = "No edge case was tried.",
    ) -> RoundId:
        self.clock.advance(86_400)
        desk = self.desks.start()
        desk.session.record_edit(SOLUTION, "x = 1\n")
        self.clock.advance(600)
        desk.session.check_time()
        desk.submit().result()
        if predicted is not None or hidden is not None:
            desk.session.predict(None if hidden is None else hidden[0], predicted or {})
            desk.keep()
        self.desks.settle()
        services, round_id = self.desks.services, desk.round.id
        record = services.stored(lambda store: store.load_round(round_id))
        if hidden is not None:
            services.stored(lambda store: store.add_measurements(round_id, [make_measurement(record, hidden[1])]))
        if levels:
            judged = tuple(
                Judged(
                    criterion=CriterionId(name),
                    level=level,  # type: ignore[arg-type]
                    source=source,
                    missing=missing if level < 3 else "",
                    evidence=(Evidence(quote="A fact.", verified="fact"),),
                )
                for name, level in levels.items()
            )
            open_ = Ungraded(criterion=CriterionId("testing"), reason="Not judged yet")
            grade = make_grade(record, f"g-{round_id}", judgements=(*judged, open_))
            services.stored(lambda store: store.add_grade(grade))
        return round_id


@pytest.fixture
def rounds(desks: Desks, clock: ManualClock) -> Rounds:
    return Rounds(desks, clock)


def row(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in rows if one["id"] == name)


@pytest.mark.history_file
def test_no_history_claims_nothing_and_makes_none(services: Services) -> None:
    found = patterns.document(services)
    assert not services.has_history()
    assert found["rounds"] == 0
    assert found["trends"] == {"kinds": [], "skills": [], "criteria": []}
    assert found["repeats"] == []
    assert "No round has ended" in "\n".join(patterns.as_text(found))


def test_two_rounds_are_too_few_for_a_line(services: Services, rounds: Rounds) -> None:
    rounds.hold({"correctness": 2})
    rounds.hold({"correctness": 4})
    found = row(patterns.document(services)["trends"]["criteria"], "correctness")
    assert (found["enough"], found["line"]) == (False, None)
    assert found["words"] == "too few rounds for a trend: 2 of 3"
    assert [point["level"] for point in found["points"]] == [2.0, 4.0]
    assert found["points"][0]["low"] < 2 < found["points"][0]["high"]


def test_a_rise_is_told_with_its_interval(services: Services, rounds: Rounds) -> None:
    for level in (1, 2, 3, 4):
        rounds.hold({"correctness": level})
    document = patterns.document(services)
    for rows, name in (("criteria", "correctness"), ("kinds", "coding"), ("skills", "python")):
        found = row(document["trends"][rows], name)
        assert found["enough"], rows
        assert found["words"].startswith("up by about"), rows
        assert found["change"]["low"] > 0, rows


def test_rounds_nobody_judged_are_no_zero(services: Services, rounds: Rounds) -> None:
    for _ in range(3):
        rounds.hold({})
    document = patterns.document(services)
    assert (document["rounds"], document["judged"]) == (3, 0)
    assert document["trends"]["kinds"] == []
    assert "0 of 3 answers have a level" in document["about"]


def test_ones_own_word_is_shown_as_such_and_counts_for_no_round(services: Services, rounds: Rounds) -> None:
    for _ in range(3):
        rounds.hold({"correctness": 4}, {"correctness": 4}, source="self")
    document = patterns.document(services)
    assert all(point["own_word"] for point in row(document["trends"]["criteria"], "correctness")["points"])
    assert document["trends"]["kinds"] == []
    assert document["predictions"]["levels"]["count"] == 0


def test_forecasts_are_held_against_what_was_found(services: Services, rounds: Rounds) -> None:
    for level in (2, 2, 3):
        rounds.hold(
            {"correctness": level, "code_quality": 3}, {"correctness": level + 1, "code_quality": 4}, hidden=(0.9, 7)
        )
    found = patterns.document(services)["predictions"]
    assert (found["levels"]["count"], found["levels"]["bias"], found["levels"]["spread"]) == (6, 1.0, 0.0)
    assert found["levels"]["words"].startswith("you rate yourself 1.0 of a level too high, in 6 judgements")
    assert found["hidden_tests"]["bias"] == pytest.approx(0.2)
    assert {one["id"]: one["count"] for one in found["criteria"]} == {"correctness": 3, "code_quality": 3}


def test_time_by_phase_stands_beside_the_guide(services: Services, rounds: Rounds) -> None:
    for _ in range(3):
        rounds.hold({"correctness": 3})
    found = patterns.document(services)["phases"]
    assert [one["name"] for one in found][:2] == ["Clarify", "Plan"]
    assert all(one["count"] == 3 and one["enough"] for one in found)
    assert sum(one["spent_s"] for one in found) == pytest.approx(600, abs=2)


def test_what_was_missed_more_than_once_comes_back_with_its_rounds(services: Services, rounds: Rounds) -> None:
    first = rounds.hold({"correctness": 2, "code_quality": 2})
    rounds.hold({"correctness": 3, "code_quality": 3})
    last = rounds.hold({"correctness": 1, "code_quality": 4}, missing="")
    (found,) = patterns.document(services)["repeats"]
    assert (found["criterion"], found["times"], found["of"]) == ("correctness", 2, 3)
    assert [entry["round"] for entry in found["entries"]] == [last, first]
    assert [entry["missing"] for entry in found["entries"]] == ["A fact.", "No edge case was tried."]


def test_only_so_many_rounds_are_read_and_that_is_said(services: Services, rounds: Rounds) -> None:
    for level in (1, 2, 3):
        rounds.hold({"correctness": level})
    found = patterns.document(services, 2)
    assert (found["rounds"], found["all"]) == (2, False)
    assert "older ones are not read" in found["about"]
    assert [point["level"] for point in row(found["trends"]["criteria"], "correctness")["points"]] == [2.0, 3.0]
    for bad in (0, 5_000):
        with pytest.raises(BadInputError, match="cannot be read at once"):
            patterns.document(services, bad)
