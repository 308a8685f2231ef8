"""From several readings of one answer to one judgement a criterion: quotes looked up, levels capped, the median taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, Source, Ungraded
from mockint.domain.reading import Reading
from mockint.domain.skill import Level
from mockint.graders.base import Mark
from mockint.graders.evidence import Material, capped, checked
from mockint.graders.guards import told_texts, without_instructions
from mockint.graders.reply import CriterionReply

WIDE = 2
"""A spread of levels among runs from which on no one should rely on the median."""


class Checker:
    """Turns replies about one answer into judgements.

    Args:
        reading: The answer.
        noticed: What the guards noticed; a quote of an instruction to the grader is no evidence.
        source: What the levels count as.
    """

    def __init__(self, reading: Reading, noticed: Iterable[Mark], source: Source) -> None:
        self._material = Material.of(without_instructions(reading.everything(), noticed))
        self._facts = reading.facts
        self._question = "\n".join(told_texts(reading.question))
        self._source: Source = source

    def judged(self, reply: CriterionReply) -> Judged:
        """One reply with its quotes looked up; a level that nothing carries is held at 2."""
        return capped(
            Judged(
                criterion=reply.criterion,
                level=reply.level,
                source=self._source,
                evidence=checked(reply.quotes, self._material, self._facts),
                missing=reply.missing,
                next_action=reply.next_action,
                low=reply.level,
                high=reply.level,
            ),
            self._question,
        )


def combined(
    asked: Sequence[CriterionId], runs: Sequence[Mapping[CriterionId, Judged]], planned: int, reason: str
) -> tuple[Judgement, ...]:
    """One judgement a criterion from all runs that came to one.

    Args:
        asked: The criteria, in order.
        runs: What each run judged.
        planned: How many runs there were to be; with fewer the confidence is low.
        reason: Why a criterion that no run judged is not.
    """
    return tuple(
        _median(criterion, [run[criterion] for run in runs if criterion in run], planned, reason) for criterion in asked
    )


def _median(criterion: CriterionId, found: Sequence[Judged], planned: int, reason: str) -> Judgement:
    if not found:
        return Ungraded(criterion=criterion, reason=reason)
    levels: list[Level] = sorted(judged.level for judged in found)
    level = levels[(len(levels) - 1) // 2]  # of two in the middle the lower one
    chosen = next(judged for judged in found if judged.level == level)
    is_sure = len(found) == planned and levels[-1] - levels[0] < WIDE and chosen.confidence == "high"
    return chosen.model_copy(update={"low": levels[0], "high": levels[-1], "confidence": "high" if is_sure else "low"})
