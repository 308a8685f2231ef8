"""The level that a share of found evidence points speaks for, fitted to the scored samples of the question itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mockint.domain.ids import CriterionId
from mockint.domain.question import Question
from mockint.domain.skill import Level
from mockint.graders.lexical import Hit, Lexicon, find_phrases

USUAL = (0.04, 0.27, 0.6)
"""Cuts below the levels 2, 3 and 4 where a question has no samples: about the middle over the coding problems."""
OWN = 0.75
"""How far the question's own samples count against `USUAL`."""
LOWEST = 0.03
"""The first cut is never lower, so that nothing found is level 1."""
NEAR = 0.08
"""How near to a cut a share speaks for the level on its other side too."""

LEVELS: tuple[Level, ...] = (1, 2, 3, 4)


class Estimate(NamedTuple):
    """A level with the levels that it may be as well."""

    level: Level
    low: Level
    high: Level


class Curve(NamedTuple):
    """Rising cuts below the levels 2, 3 and 4."""

    cuts: tuple[float, float, float]

    def estimate(self, share: float) -> Estimate:
        """The level of a share of points; a range where it lies near a cut."""
        return Estimate(
            self._level(share), self._level(share - NEAR) if share else 1, self._level(share + NEAR) if share else 1
        )

    def _level(self, share: float) -> Level:
        return LEVELS[sum(share >= cut for cut in self.cuts)]


def credited_share(hits: Iterable[Hit]) -> float:
    """The share [0-1] of these points' weight that is credited; a point weighs its level."""
    counted = [(hit.credit, hit.point.level) for hit in hits]
    whole = sum(level for _, level in counted)
    return sum(credit * level for credit, level in counted) / whole if whole else 0.0


def fit_curves(question: Question, lexicon: Lexicon) -> Mapping[CriterionId, Curve]:
    """A curve for each criterion that has evidence points.

    A sample was written beside the points, so it hits their wording better than a stranger's answer would. Each is
    therefore read twice, the second time without the phrasing of each point that fits it best, and the mean counts.
    """
    criteria = dict.fromkeys(point.criterion for point in question.evidence)
    shares: dict[CriterionId, dict[int, list[float]]] = {criterion: {} for criterion in criteria}
    for sample in question.samples:
        if sample.fluent_but_wrong:
            continue
        first = find_phrases(sample.text, lexicon)
        best = {number: at for number, (_, at) in enumerate(first) if at >= 0}
        for reading in (first, find_phrases(sample.text, lexicon, best)):
            for criterion in criteria:
                share = credited_share(hit for hit, _ in reading if hit.point.criterion == criterion)
                shares[criterion].setdefault(sample.level, []).append(share)
    return {criterion: fit({level: sum(v) / len(v) for level, v in of.items()}) for criterion, of in shares.items()}


def fit(shares: Mapping[int, float]) -> Curve:
    """The curve through the mean share of each level: rising, with cuts in the middle, drawn to the usual ones.

    Args:
        shares: By level; without all four the usual cuts stand.
    """
    if any(level not in shares for level in LEVELS):
        return Curve(USUAL)
    rising = isotonic([shares[level] for level in LEVELS])
    middles = [(low + high) / 2 for low, high in itertools.pairwise(rising)]
    cuts = [OWN * middle + (1 - OWN) * usual for middle, usual in zip(middles, USUAL, strict=True)]
    return Curve((max(LOWEST, cuts[0]), max(LOWEST, cuts[1]), max(LOWEST, cuts[2])))


def isotonic(values: Sequence[float]) -> list[float]:
    """The nearest sequence that never falls, by least squares (pool adjacent violators; Ayer and others 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]
