"""How levels changed from round to round, and how far off one's own word was: figures with their intervals; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, mean, stdev
from typing import Final, NamedTuple

ENOUGH: Final = 3
"""Fewer values than this have no trend and no lean."""
COVERAGE: Final = 0.8
_WIDEST: Final = 3.0
"""No level changes by more: there are four."""
_NORMAL: Final = NormalDist().inv_cdf((1 + COVERAGE) / 2)
_STUDENT: Final = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
"""The 0.9 quantile of Student's distribution with one, two, ... degrees of freedom."""


class Around(NamedTuple):
    """A figure with the interval in which it lies in four of five cases."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


class Line(NamedTuple):
    """A straight line through levels: where it begins and ends, and how much it rises between."""

    start: float
    end: float
    change: Around


class Lean(NamedTuple):
    """Differences that were found: their mean with its interval, and how far one of them lies from it as a rule."""

    size: int
    bias: Around
    spread: float


def student(freedom: int) -> float:
    """How many standard errors an interval reaches to either side."""
    if freedom < 1:
        raise ValueError("an interval needs a degree of freedom")
    if freedom <= len(_STUDENT):
        return _STUDENT[freedom - 1]
    return _NORMAL + (_STUDENT[-1] - _NORMAL) * len(_STUDENT) / freedom


def reach(sd: float) -> float:
    """Half the interval of one level that was given with this noise."""
    return _NORMAL * sd


def line(levels: Sequence[float], noise: Sequence[float]) -> Line | None:
    """The line that fits levels in their order best, each by how sure it is; None for fewer than `ENOUGH`.

    Rounds count as evenly apart, for one learns by rounds and clocks may jump. Where the levels scatter more than their
    noise explains, for questions differ too, the interval is as much wider.

    Args:
        levels: In the order in which they were shown.
        noise: The standard deviation of each.
    """
    count = len(levels)
    if count < ENOUGH:
        return None
    weights = [1 / sd**2 for sd in noise]
    whole = sum(weights)
    middle = sum(weight * at for at, weight in enumerate(weights)) / whole
    level = sum(weight * one for weight, one in zip(weights, levels, strict=True)) / whole
    across = sum(weight * (at - middle) ** 2 for at, weight in enumerate(weights))
    slope = (
        sum(
            weight * (at - middle) * (one - level) for at, (weight, one) in enumerate(zip(weights, levels, strict=True))
        )
        / across
    )
    start = level - slope * middle
    scatter = sum(
        weight * (one - start - slope * at) ** 2 for at, (weight, one) in enumerate(zip(weights, levels, strict=True))
    )
    wider = math.sqrt(max(1.0, scatter / (count - 2)))
    change = slope * (count - 1)
    half = student(count - 2) * wider * (count - 1) / math.sqrt(across)
    value, low, high = (max(-_WIDEST, min(_WIDEST, end)) for end in (change, change - half, change + half))
    return Line(start, start + change, Around(value, low, high))


def lean(differences: Sequence[float]) -> Lean | None:
    """On which side of the truth predictions lie, and how far apart; None for fewer than `ENOUGH`.

    Args:
        differences: Predicted minus found, of each.
    """
    count = len(differences)
    if count < ENOUGH:
        return None
    bias, spread = mean(differences), stdev(differences)
    half = student(count - 1) * spread / math.sqrt(count)
    return Lean(count, Around(bias, bias - half, bias + half), spread)
