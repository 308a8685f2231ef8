"""What is told of a belief: a level with its interval, the chance to meet the bar, and whether that is enough to go by."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from operator import mul
from statistics import NormalDist
from typing import Final, NamedTuple

from mockint.domain.ids import SkillId
from mockint.domain.rubric import Rubric
from mockint.readiness.belief import Belief, combined, covariance

BAR: Final = 3
"""Hire."""
MIN_OBSERVATIONS: Final = 3
WIDEST: Final = 1.8
"""Levels; a wider interval says too little for a number in large type."""
COVERAGE: Final = 0.8
_NORMAL: Final = NormalDist()
_HALF: Final = _NORMAL.inv_cdf((1 + COVERAGE) / 2)
DRAWS: Final = 4000


class Estimate(NamedTuple):
    """A level and how sure it is.

    Attributes:
        level: Mean, on the scale of 1 to 4.
        low: Lower end of the 80 % interval, `high` the upper one.
        chance: That the true level is at the bar (3 unless another is named) or more, in [0, 1].
        observations: How many graded questions showed something of it.
        enough: Whether that is enough to go by; a candidate's own word alone never is.
    """

    level: float
    low: float
    high: float
    chance: float
    observations: int
    enough: bool


def estimate(mean: float, sd: float, observations: int, judged_by_others: int, bar: float = BAR) -> Estimate:
    """Tell a level of which the mean and the standard deviation are believed.

    Args:
        mean: In levels.
        sd: In levels.
        observations: Number of graded questions behind it.
        judged_by_others: Those of them that not the candidate alone has judged.
        bar: The level that the chance is told for.
    """
    low, high = _on_scale(mean - _HALF * sd), _on_scale(mean + _HALF * sd)
    enough = judged_by_others >= MIN_OBSERVATIONS and 2 * _HALF * sd <= WIDEST
    return Estimate(_on_scale(mean), low, high, chance(mean, sd, bar), observations, enough)


def interval(mean: float, sd: float) -> tuple[float, float, float]:
    """A level and the ends of its 80 % interval, on the scale of 1 to 4."""
    return _on_scale(mean), _on_scale(mean - _HALF * sd), _on_scale(mean + _HALF * sd)


def chance(mean: float, sd: float, bar: float = BAR) -> float:
    """The chance that the true level is at the bar or above."""
    return float(mean >= bar) if sd == 0 else _NORMAL.cdf((mean - bar) / sd)


def round_weights(rubric: Rubric, order: Sequence[SkillId]) -> tuple[float, ...]:
    """How a kind of round weighs the skills, by its criteria; the weights add up to 1.

    Args:
        rubric: Of the kind of round.
        order: The skills in the order of the belief.
    """
    weights = dict.fromkeys(order, 0.0)
    for criterion in rubric.criteria:
        for skill, share in criterion.skills.items():
            if skill in weights:
                weights[skill] += criterion.weight * share
    whole = sum(weights.values())
    return tuple(weight / whole if whole else 0.0 for weight in weights.values())


def all_at_the_bar(
    belief: Belief, rounds: Sequence[Sequence[float]], seed: int = 1, bar: float = BAR, draws: int = DRAWS
) -> float:
    """The chance that every round of a loop is at the bar, by simulation, since one good day helps them all.

    Args:
        belief: Of the skills.
        rounds: For each round its weights of the skills.
        seed: Of the draws.
        bar: The level that each of them is to reach.
        draws: How many there are.

    Returns:
        A share of the draws; 1 for a loop without rounds.
    """
    means = [combined(belief, weights)[0] for weights in rounds]
    lower = root([[covariance(belief, one, other) for other in rounds] for one in rounds])
    rows = [(bar - mean, tuple(row)) for mean, row in zip(means, lower, strict=True)]
    passed = 0
    for drawn in _drawn(seed, draws, len(means)):
        for least, row in rows:
            if sum(map(mul, row, drawn)) < least:
                break
        else:
            passed += 1
    return passed / draws


@lru_cache(maxsize=4)
def _drawn(seed: int, draws: int, size: int) -> tuple[tuple[float, ...], ...]:
    """The same standard normal draws for the same seed; drawing them takes longer than using them."""
    rng = random.Random(seed)  # noqa: S311 -- a simulation, not a secret
    return tuple(tuple(rng.gauss(0.0, 1.0) for _ in range(size)) for _ in range(draws))


def root(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The lower triangle whose square is the matrix (Cholesky); a row that the others settle is left without its own."""
    lower: list[list[float]] = []
    for number, row in enumerate(matrix):
        new: list[float] = []
        for column in range(number):
            rest = row[column] - sum(a * b for a, b in zip(new, lower[column], strict=False))
            new.append(rest / lower[column][column] if lower[column][column] > 0 else 0.0)
        new.append(math.sqrt(max(row[number] - sum(value * value for value in new), 0.0)))
        lower.append(new)
    return lower


def _on_scale(level: float) -> float:
    return min(4.0, max(1.0, level))
