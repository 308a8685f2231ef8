"""How well two sets of levels agree: the figures that say how far a grader can be trusted."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any, NamedTuple

from mockint.domain.skill import Level

LEVELS: tuple[Level, ...] = (1, 2, 3, 4)
RESAMPLES = 1_000

Pair = tuple[Level, Level]
"""The settled level, and the one that the grader gave."""


class Band(NamedTuple):
    """What the grader gave where the settled level is one and the same.

    Attributes:
        n: Number of levels compared.
        mean: Mean of the levels that were given.
        within_one: Share [0-1] at most one level away.
        leniency: Mean of given less settled.
    """

    n: int
    mean: float
    within_one: float
    leniency: float


class Constant(NamedTuple):
    """The constant guess that is within one level most often, and what it gets: what any grader has to beat."""

    level: Level
    qwk: float
    within_one: float


def weighted_kappa(pairs: Iterable[Pair]) -> float | None:
    """Quadratic weighted kappa (Cohen 1968): 1 full agreement, 0 no better than chance; at most 1, may be negative.

    Returns:
        None where it is not defined: no pairs, or both sides give one and the same level throughout.
    """
    return _kappa(_table(pairs))


def within_one(pairs: Sequence[Pair]) -> float | None:
    """Share [0-1] of levels at most one apart; None without pairs."""
    return fmean(abs(settled - given) <= 1 for settled, given in pairs) if pairs else None


def leniency(pairs: Sequence[Pair]) -> float | None:
    """Mean signed error in levels: over 0 too kind, under 0 too harsh; None without pairs."""
    return fmean(given - settled for settled, given in pairs) if pairs else None


def by_band(pairs: Sequence[Pair]) -> Mapping[Level, Band]:
    """The figures for each settled level that there is."""
    bands = {}
    for level in LEVELS:
        here = [pair for pair in pairs if pair[0] == level]
        if here:
            close = fmean(abs(settled - given) <= 1 for settled, given in here)
            mean = fmean(given for _, given in here)
            bands[level] = Band(len(here), mean, close, mean - level)
    return bands


def constant_guess(pairs: Sequence[Pair]) -> Constant | None:
    """The best that one level for everything gets; its kappa is 0 by definition. None without pairs."""
    if not pairs:
        return None
    shares = {level: fmean(abs(settled - level) <= 1 for settled, _ in pairs) for level in LEVELS}
    best = max(LEVELS, key=lambda level: (shares[level], -abs(level - fmean(settled for settled, _ in pairs))))
    return Constant(best, 0.0, shares[best])


def kappa_interval(groups: Iterable[Sequence[Pair]], seed: int = 1) -> tuple[float, float] | None:
    """The 95 % interval of the weighted kappa: percentile bootstrap over answers (Efron 1979).

    Args:
        groups: The pairs of each answer. Answers are drawn, not levels: the levels of one answer hang together.
        seed: Fixes the draws.

    Returns:
        None where fewer than three answers, or too few resamples, give a kappa.
    """
    tables = [_table(group) for group in groups if group]
    if len(tables) < 3:
        return None
    rng = random.Random(seed)  # noqa: S311 - draws, not secrets
    found = []
    for _ in range(RESAMPLES):
        drawn = rng.choices(tables, k=len(tables))
        kappa = _kappa([sum(cell) for cell in zip(*drawn, strict=True)])
        if kappa is not None:
            found.append(kappa)
    if len(found) < RESAMPLES // 2:
        return None
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def agreement(groups: Sequence[Sequence[Pair]]) -> dict[str, Any]:
    """All figures over answers, with the keys that scripts read; None where a figure is not defined."""
    pairs = [pair for group in groups for pair in group]
    interval = kappa_interval(groups)
    constant = constant_guess(pairs)
    return {
        "n": len(groups),
        "levels": len(pairs),
        "qwk": _rounded(weighted_kappa(pairs)),
        "qwk_interval": None if interval is None else [round(end, 3) for end in interval],
        "within_one": _rounded(within_one(pairs)),
        "leniency": _rounded(leniency(pairs)),
        "by_band": {str(level): _figures(band) for level, band in by_band(pairs).items()},
        "constant": None if constant is None else _figures(constant),
    }


def _figures(value: Band | Constant) -> dict[str, Any]:
    return {key: round(figure, 3) for key, figure in value._asdict().items()}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)


def _table(pairs: Iterable[Pair]) -> list[int]:
    """The 4 x 4 table of counts, row by row."""
    table = [0] * 16
    for settled, given in pairs:
        table[(settled - 1) * 4 + given - 1] += 1
    return table


def _kappa(table: Sequence[int]) -> float | None:
    total = sum(table)
    rows = [sum(table[row * 4 : row * 4 + 4]) for row in range(4)]
    columns = [sum(table[column::4]) for column in range(4)]
    apart = [(row - column) ** 2 for row in range(4) for column in range(4)]
    seen = sum(count * weight for count, weight in zip(table, apart, strict=True))
    chance = sum(rows[at // 4] * columns[at % 4] * weight for at, weight in enumerate(apart))
    return None if not chance else 1 - seen * total / chance
