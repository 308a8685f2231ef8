"""The grader that is the user: levels set by hand, shown beside every other reading and counted by none."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, Source, Ungraded
from mockint.domain.reading import Reading
from mockint.domain.skill import Level
from mockint.graders.base import GraderName, Outcome, Told
from mockint.graders.guards import marks


class SelfGrader:
    """Takes the user's own levels.

    Args:
        levels: By criterion; one that is left out stays open.
    """

    def __init__(self, levels: Mapping[CriterionId, Level]) -> None:
        self._levels = levels

    @property
    def levels(self) -> Mapping[CriterionId, Level]:
        """The levels that were set."""
        return self._levels

    @property
    def name(self) -> GraderName:
        """The name by which it is chosen."""
        return "self"

    @property
    def source(self) -> Source:
        """What its levels count as."""
        return "self"

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:  # noqa: ARG002 - nothing to wait for
        """Take over each level that was set."""
        judgements = tuple(self._judgement(criterion) for criterion in reading.asked)
        return Outcome(judgements, marks(reading), "Self-scored")

    def _judgement(self, criterion: CriterionId) -> Judgement:
        level = self._levels.get(criterion)
        if level is None:
            return Ungraded(criterion=criterion, reason="You set no level for it.")
        return Judged(criterion=criterion, level=level, source=self.source, low=level, high=level)
