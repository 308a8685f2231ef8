"""From measurements to judgements: what code measured is judged, the rest waits for a grader or was never asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Evidence, Judged, Judgement, NotAssessed, Ungraded
from mockint.domain.measurement import Measurement
from mockint.domain.rubric import Criterion, Rubric
from mockint.domain.skill import Level
from mockint.measure.build import MEASURED_BY as MEASURED_BY_BUILD
from mockint.measure.coding import MEASURED_BY as MEASURED_BY_CODING
from mockint.measure.take_home import MEASURED_BY as MEASURED_BY_TAKE_HOME

MEASURED_BY: Final[Mapping[CriterionId, str]] = {**MEASURED_BY_CODING, **MEASURED_BY_BUILD, **MEASURED_BY_TAKE_HOME}
"""Which measurement sets the level of a measured criterion."""

COMMUNICATION = CriterionId("communication")
ADAPTING = CriterionId("adapting")

NOT_MEASURED = "Not measured yet."
NOT_JUDGED = "Not judged yet."
NOT_ASKED = "Neither an explanation nor a talk was asked for in this round."
NOT_PUT = "No change of plan was put in this round."
NOT_IN_SHORT = "The short form does not ask for it."


def measured_judgements(
    rubric: Rubric,
    measurements: Iterable[Measurement],
    *,
    not_assessed: Mapping[CriterionId, str] | None = None,
    measured_by: Mapping[CriterionId, str] = MEASURED_BY,
) -> tuple[Judgement, ...]:
    """A judgement for each criterion of the rubric, in its order, from measured facts alone.

    Args:
        rubric: The criteria.
        measurements: What was measured; of two with one name the later one counts.
        not_assessed: Criteria that the round gave no chance to show, each with the reason.
        measured_by: Which measurement sets the level of a measured criterion, by its name.
    """
    by_name = {measurement.name: measurement for measurement in measurements}
    reasons = not_assessed or {}
    return tuple(
        _measured(criterion, by_name.get(measured_by.get(criterion.id, "")))
        if criterion.measured
        else _not_measured(criterion, reasons.get(criterion.id))
        for criterion in rubric.criteria
    )


def _measured(criterion: Criterion, measurement: Measurement | None) -> Judgement:
    if measurement is None:
        return Ungraded(criterion=criterion.id, reason=NOT_MEASURED)
    level: Level | None = measurement.levels.get(criterion.id)
    if measurement.error or level is None:
        return Ungraded(criterion=criterion.id, reason=measurement.error or NOT_MEASURED)
    return Judged(
        criterion=criterion.id,
        level=level,
        source="measured",
        evidence=(Evidence(quote=_of(measurement, "evidence", criterion) or measurement.sentence, verified="fact"),),
        missing=_of(measurement, "missing", criterion),
        next_action=_of(measurement, "next_action", criterion),
        low=level,
        high=level,
    )


def _of(measurement: Measurement, name: str, criterion: Criterion) -> str:
    """A text of a measurement: one for all criteria whose level it sets, or one for each."""
    found = measurement.data.get(name, "")
    return str(found.get(criterion.id, "") if isinstance(found, Mapping) else found)


def _not_measured(criterion: Criterion, not_assessed: str | None) -> Judgement:
    if not_assessed is not None:
        return NotAssessed(criterion=criterion.id, reason=not_assessed)
    return Ungraded(criterion=criterion.id, reason=NOT_JUDGED)
