"""Which question to do next, and why: where it matters, is not yet shown, is uncertain, and has been left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.ids import SkillId
from mockint.readiness.belief import Assumptions, Belief
from mockint.readiness.estimate import BAR, chance

INFORMATION: Final = 0.5
NEGLECT: Final = 0.3
MOST_DAYS: Final = 7.0
JUST_PRACTISED: Final = 0.6
_USUAL_SD: Final = 0.5
"""Noise of a grader that a round is expected to have, in levels."""


class Candidate(NamedTuple):
    """A question that could come next.

    Attributes:
        name: What it is told as.
        speaks: How strongly it speaks for each skill, in (0, 1].
    """

    name: str
    speaks: Mapping[SkillId, float]


class Need(NamedTuple):
    """Why a skill wants practice.

    Attributes:
        score: What the choice goes by; the three below, weighed.
        short: Chance that the level is below the bar, in [0, 1], by importance.
        information: Share of the uncertainty that one round would take away, in [0, 1].
        days: Days since it was practised last, at most 7; 7 for never.
    """

    score: float
    short: float
    information: float
    days: float


class Choice(NamedTuple):
    """The question chosen, and the skill that it is chosen for."""

    candidate: Candidate
    skill: SkillId
    need: Need


def needs(
    belief: Belief,
    order: Sequence[SkillId],
    days_since: Mapping[SkillId, float],
    just: frozenset[SkillId] = frozenset(),
    importance: Mapping[SkillId, float] | None = None,
    assumed: Assumptions | None = None,
    bar: float = BAR,
) -> dict[SkillId, Need]:
    """How much each skill wants practice.

    Args:
        belief: At this moment.
        order: The skills in the order of the belief.
        days_since: Days since each was practised; a skill that never was is left out.
        just: The skills of the last round, which can wait.
        importance: Weights of the skills for what the candidate prepares for; 1 where none is given.
        assumed: The filter's parameters.
        bar: The level that is to be reached.
    """
    assumed = assumed or Assumptions()
    noise = assumed.question_sd**2 + _USUAL_SD**2 + assumed.rounding
    found = {}
    for skill, name in enumerate(order):
        matters = 1.0 if importance is None else importance.get(name, 1.0)
        short = matters * (1 - chance(belief.mean[skill], belief.sd(skill), bar))
        variance = belief.covariance[skill][skill]
        information = variance / (variance + noise)
        days = min(days_since.get(name, MOST_DAYS), MOST_DAYS)
        score = short + INFORMATION * information + NEGLECT * days / MOST_DAYS
        found[name] = Need(score * (JUST_PRACTISED if name in just else 1.0), short, information, days)
    return found


def choose(candidates: Sequence[Candidate], wanted: Mapping[SkillId, Need]) -> Choice | None:
    """The candidate that serves the needs best; the first of those that serve them alike, None of none.

    A question is worth what it does for all the skills that it speaks for.
    """
    best: Choice | None = None
    most = float("-inf")
    for candidate in candidates:
        served = {skill: share * wanted[skill].score for skill, share in candidate.speaks.items() if skill in wanted}
        worth = sum(served.values())
        if served and worth > most:
            skill = max(served, key=lambda name: served[name])
            best, most = Choice(candidate, skill, wanted[skill]), worth
    return best


def reason(choice: Choice, title: str, observations: int) -> str:
    """Why, in a sentence or two.

    Args:
        choice: As `choose` gives it.
        title: Of the skill, as it is shown.
        observations: How many graded questions showed something of it.
    """
    if not observations:
        return f"{title} has not been seen in any graded round yet, so nothing can be said of it."
    rounds = "one graded round has" if observations == 1 else f"{observations} graded rounds have"
    days = choice.need.days
    since = "" if days < 2 else " for a week or more" if days >= MOST_DAYS else f" for {days:.0f} days"
    waited = f" It was not practised{since}." if since else ""
    below = round(100 * min(choice.need.short, 1.0))
    return f"{title}: {rounds} shown it, and the chance that it is below the bar is {below} %.{waited}"
