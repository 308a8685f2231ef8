"""What a real interview says: an outcome is one noisy level of the round as a whole, between the mocks in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Final, Protocol, TypeVar

from mockint.domain.target import Interview, Outcome
from mockint.domain.verdict import BARS
from mockint.readiness.belief import Belief, told

OUTCOME_SD: Final = 0.80
"""Noise of passed or rejected, in levels: it says only on which side of the bar (0.30), another interviewer might have
said otherwise (0.50), and places are given and refused for reasons that are not the candidate's (0.55)."""
GIVEN_SD: Final = 0.50
"""Noise of a level that the company told: one interviewer or a few, as a model's reading."""
QUESTION_SD: Final = 0.35
"""One interview is not the skill, as one question is not."""
SIDE: Final = 0.5
"""How far from the bar a passed or a rejected round is taken to be, in levels: the middle of the level above or below."""


class _Ended(Protocol):
    @property
    def ended(self) -> datetime: ...


_Item = TypeVar("_Item", bound=_Ended)


def level_of(interview: Interview) -> tuple[float, float] | None:
    """The level that an interview tells, and its noise; None while its outcome is open."""
    if interview.given is not None:
        return float(interview.given), GIVEN_SD
    if interview.outcome is Outcome.WAITING:
        return None
    bar = BARS[interview.level]
    return (bar + SIDE if interview.outcome is Outcome.PASSED else bar - SIDE), OUTCOME_SD


def after_interview(belief: Belief, interview: Interview, weights: Mapping[str, Sequence[float]]) -> Belief | None:
    """The belief after an interview.

    Args:
        belief: Before it.
        interview: With its outcome.
        weights: How each kind of round weighs the skills; an interview without a kind is weighed as all of them.

    Returns:
        None where it says nothing: the outcome is open, or it was a kind of round that nothing is known of.
    """
    found = level_of(interview)
    if found is None or not weights:
        return None
    if interview.kind is None:
        rows = list(weights.values())
        weighed: Sequence[float] = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    elif interview.kind in weights:
        weighed = weights[interview.kind]
    else:
        return None
    level, sd = found
    return told(belief, weighed, level, (sd * sd + QUESTION_SD * QUESTION_SD) ** 0.5)


def merged(items: Sequence[_Item], interviews: Sequence[Interview]) -> list[tuple[datetime, _Item | Interview]]:
    """Rounds in the order they came, and each interview at noon (UTC) of its day between them."""
    steps: list[tuple[datetime, _Item | Interview]] = [(one.ended, one) for one in items]
    if not interviews:
        return steps
    steps += [(noon(one), one) for one in interviews]
    return sorted(steps, key=lambda step: step[0])


def noon(interview: Interview) -> datetime:
    """The moment at which an interview stands between the rounds."""
    return datetime.combine(interview.held, time(12), UTC)
