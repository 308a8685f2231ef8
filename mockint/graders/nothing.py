"""The lowest level, for an answer that holds nothing to judge: said by a guard, before anyone is asked."""

from __future__ import annotations

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Evidence, Judged, Source
from mockint.graders.base import Mark


def lowest(criterion: CriterionId, mark: Mark, source: Source) -> Judged:
    """Level 1 with what the guard noticed as its fact."""
    return Judged(
        criterion=criterion,
        level=1,
        source=source,
        evidence=(Evidence(quote=mark.sentence, verified="fact"),),
        missing="There is nothing to judge.",
        next_action="Answer the question in your own words.",
        low=1,
        high=1,
    )
