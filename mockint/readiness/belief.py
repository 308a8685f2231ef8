"""What is believed of a candidate's skills, and how time, practice and observations change it.

A multivariate Kalman filter with forgetting (R. E. Kalman, "A New Approach to Linear Filtering and Prediction Problems",
1960; between the rounds an Ornstein-Uhlenbeck process towards a floor). Levels are those of a rubric, 1 to 4; times are
in days.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Row = tuple[float, ...]
Matrix = tuple[Row, ...]


class Assumptions(NamedTuple):
    """The parameters of the filter; all levels and standard deviations are in levels.

    Attributes:
        mean: Level of a new user, between 'No hire' and 'Hire'.
        sd: How far new users differ.
        correlation: Of two skills of one person: an observation of one moves the others a little.
        question_sd: How far a round is off as a whole, for one question is not the skill.
        rounding: Variance that whole levels bring.
        drift: Variance that a day brings.
        forgetting_days: Time in which what lies above `floor` falls to a third of itself.
        floor: What is left of a skill that is never used.
        gain: What practising once brings; small, so that practice alone never makes ready.
    """

    mean: float = 2.2
    sd: float = 0.8
    correlation: float = 0.5
    question_sd: float = 0.35
    rounding: float = 1 / 12
    drift: float = 0.012
    forgetting_days: float = 120.0
    floor: float = 1.6
    gain: float = 0.06


class Shown(NamedTuple):
    """What one round showed of one skill.

    Attributes:
        level: Of the criteria that speak for the skill, combined.
        sd: Noise of whoever judged, in levels.
        strength: How strongly the round speaks for the skill, in (0, 1].
    """

    level: float
    sd: float
    strength: float


class Belief(NamedTuple):
    """Mean levels of all skills, in one order, and their covariance."""

    mean: Row
    covariance: Matrix

    def sd(self, skill: int) -> float:
        """Standard deviation of one skill's level."""
        return math.sqrt(self.covariance[skill][skill])


def prior(skills: int, assumed: Assumptions) -> Belief:
    """What is believed of somebody of whom nothing was seen."""
    return Belief((assumed.mean,) * skills, _tied(skills, assumed.sd**2, assumed.correlation))


def later(belief: Belief, days: float, assumed: Assumptions) -> Belief:
    """The belief some days on: skills fall towards the floor and grow uncertain.

    A clock that went back changes nothing.
    """
    if days <= 0:
        return belief
    kept = math.exp(-days / assumed.forgetting_days)
    added = _tied(
        len(belief.mean), assumed.drift * assumed.forgetting_days / 2 * (1 - kept * kept), assumed.correlation
    )
    covariance = tuple(
        tuple(kept * kept * value + more for value, more in zip(row, new, strict=True))
        for row, new in zip(belief.covariance, added, strict=True)
    )
    return Belief(tuple(assumed.floor + kept * (level - assumed.floor) for level in belief.mean), covariance)


def practised(belief: Belief, strengths: Mapping[int, float], assumed: Assumptions) -> Belief:
    """The belief after a round that gave practice in some skills, to each by its strength."""
    gains = (level + assumed.gain * strengths.get(skill, 0.0) for skill, level in enumerate(belief.mean))
    return Belief(tuple(gains), belief.covariance)


def observed(belief: Belief, shown: Mapping[int, Shown], assumed: Assumptions) -> Belief:
    """The belief after a round.

    What the round was off as a whole is common to all that it showed: it is estimated with the skills, and then left
    out. So many criteria of one round never count as many rounds.
    """
    if not shown:
        return belief
    skills = len(belief.mean)
    mean = [*belief.mean, 0.0]
    covariance = [[*row, 0.0] for row in belief.covariance]
    covariance.append([0.0] * skills + [assumed.question_sd**2])
    for skill, seen in sorted(shown.items()):
        tied = [own + common for own, common in zip(covariance[skill], covariance[-1], strict=True)]
        spread = tied[skill] + tied[-1] + (seen.sd**2 + assumed.rounding) / seen.strength
        off = (seen.level - mean[skill] - mean[-1]) / spread
        mean = [level + off * share for level, share in zip(mean, tied, strict=True)]
        covariance = [
            [value - share * other / spread for value, other in zip(row, tied, strict=True)]
            for row, share in zip(covariance, tied, strict=True)
        ]
    return Belief(tuple(mean[:skills]), tuple(tuple(row[:skills]) for row in covariance[:skills]))


def told(belief: Belief, weights: Sequence[float], level: float, sd: float) -> Belief:
    """The belief after a level that was given to a weighted sum of the skills as a whole, as an interview's outcome is.

    One level moves all the skills that it weighs, each by its share, and counts as one: not as many.

    Args:
        belief: Before it.
        weights: How the skills were weighed; all zero changes nothing.
        level: That was given.
        sd: Its noise, in levels, whatever it comes from.
    """
    tied = [sum(share * value for share, value in zip(weights, row, strict=True)) for row in belief.covariance]
    spread = sum(weight * value for weight, value in zip(weights, tied, strict=True)) + sd * sd
    if not any(weights) or spread <= 0:
        return belief
    off = (level - sum(weight * mean for weight, mean in zip(weights, belief.mean, strict=True))) / spread
    return Belief(
        tuple(mean + off * share for mean, share in zip(belief.mean, tied, strict=True)),
        tuple(
            tuple(value - share * other / spread for value, other in zip(row, tied, strict=True))
            for row, share in zip(belief.covariance, tied, strict=True)
        ),
    )


def combined(belief: Belief, weights: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation of a weighted sum of the skills."""
    mean = sum(weight * level for weight, level in zip(weights, belief.mean, strict=True))
    return mean, math.sqrt(max(covariance(belief, weights, weights), 0.0))


def covariance(belief: Belief, one: Sequence[float], other: Sequence[float]) -> float:
    """Covariance of two weighted sums of the skills."""
    return sum(
        weight * sum(share * value for share, value in zip(other, row, strict=True))
        for weight, row in zip(one, belief.covariance, strict=True)
        if weight
    )


def _tied(skills: int, variance: float, correlation: float) -> Matrix:
    tied = variance * correlation
    return tuple(tuple(variance if row == column else tied for column in range(skills)) for row in range(skills))
