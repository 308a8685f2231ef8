"""From measurements to judgements."""

from __future__ import annotations

import pytest

from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.judgement import Evidence, Judged, NotAssessed, Ungraded
from mockint.domain.measurement import Measurement
from mockint.measure import judgements as j
from mockint.measure.judgements import measured_judgements
from tests.helpers.coding_rounds import WALL
from tests.helpers.coding_rubric import CODING


def measured(name: str, criterion: str, level: int | None, error: str = "") -> Measurement:
    return Measurement(
        item_id=ItemId("i"),
        name=name,
        made=WALL,
        data={} if error else {"missing": "This.", "next_action": "Do that."},
        sentence=error or f"{name} said so.",
        levels={} if level is None else {CriterionId(criterion): level},
        error=error,
    )


HIDDEN = measured("hidden_tests", "correctness", 4)
OWN = measured("own_tests", "testing", 2)


def by_criterion(*measurements: Measurement, talk_asked: bool = True) -> dict[str, object]:
    left_out = {} if talk_asked else {j.COMMUNICATION: j.NOT_ASKED}
    found = measured_judgements(CODING, measurements, not_assessed=left_out)
    assert [judgement.criterion for judgement in found] == [criterion.id for criterion in CODING.criteria]
    return {judgement.criterion: judgement for judgement in found}


def test_what_is_measured_is_judged_with_the_fact_as_evidence() -> None:
    found = by_criterion(HIDDEN, OWN)

    assert found["correctness"] == Judged(
        criterion=CriterionId("correctness"),
        level=4,
        source="measured",
        evidence=(Evidence(quote="hidden_tests said so.", verified="fact"),),
        missing="This.",
        next_action="Do that.",
        low=4,
        high=4,
    )
    assert isinstance(found["testing"], Judged)
    for criterion in ("problem_solving", "code_quality", "communication"):
        assert found[criterion] == Ungraded(criterion=CriterionId(criterion), reason=j.NOT_JUDGED)


def test_communication_is_not_assessed_where_nobody_asked() -> None:
    found = by_criterion(HIDDEN, OWN, talk_asked=False)

    assert found["communication"] == NotAssessed(criterion=CriterionId("communication"), reason=j.NOT_ASKED)
    assert found["problem_solving"] == Ungraded(criterion=CriterionId("problem_solving"), reason=j.NOT_JUDGED)


@pytest.mark.parametrize(
    ("measurement", "reason"),
    [
        (None, j.NOT_MEASURED),
        (measured("hidden_tests", "correctness", None, "The judge failed."), "The judge failed."),
        (measured("hidden_tests", "correctness", None), j.NOT_MEASURED),
    ],
    ids=["missing", "failed", "without a level"],
)
def test_what_could_not_be_measured_is_ungraded_and_never_a_level(measurement: Measurement | None, reason: str) -> None:
    found = by_criterion(*([measurement] if measurement else []), OWN)

    assert found["correctness"] == Ungraded(criterion=CriterionId("correctness"), reason=reason)


def test_of_two_measurements_the_later_counts() -> None:
    again = by_criterion(measured("hidden_tests", "correctness", None, "The judge failed."), HIDDEN)["correctness"]

    assert isinstance(again, Judged)
