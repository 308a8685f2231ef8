"""How good predictions were: what was expected before an answer, against the level that came after."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final, NamedTuple

from mockint.readiness.belief import Assumptions
from mockint.readiness.estimate import COVERAGE

ENOUGH: Final = 50
"""Predictions from which on it is told how good they were."""
_AT_THE_BAR: Final = 3
_BINS: Final = ((0.0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1.0))
_NORMAL: Final = NormalDist()
_HALF: Final = _NORMAL.inv_cdf((1 + COVERAGE) / 2)


class Came(NamedTuple):
    """A prediction and the level that came.

    Attributes:
        mean: Level that was expected.
        sd: Of the true level, in levels.
        noise_sd: Of whoever judged, in levels.
        level: That came, 1 to 4.
        round_name: The round it is of.
    """

    mean: float
    sd: float
    noise_sd: float
    level: int
    round_name: str


class Bin(NamedTuple):
    """Predictions of a like chance of level 3: the chance that was told, and the share that came."""

    number: int
    told: float
    came: float


class Calibration(NamedTuple):
    """How good the app's predictions were; the figures are None below 50 of them.

    Attributes:
        number: Predictions whose level came, of so many `rounds`.
        covered: Share of the levels within their 80 % interval.
        bias: Mean of what came minus what was expected, in levels.
        brier: Mean square error of the chance of level 3 or more; `constant` that of who always says their share.
    """

    number: int
    rounds: int
    covered: float | None = None
    bias: float | None = None
    brier: float | None = None
    constant: float | None = None
    bins: tuple[Bin, ...] = ()


class OwnWord(NamedTuple):
    """How good the user's own predictions were; the figures are None below 50 of them.

    Attributes:
        exact: Share that was right to the level.
        off: Mean distance, in levels.
        bias: Mean of what came minus what was expected.
    """

    number: int
    rounds: int
    exact: float | None = None
    off: float | None = None
    bias: float | None = None


def calibration(came: Sequence[Came]) -> Calibration:
    """How good the app's predictions were."""
    count, rounds = len(came), len({one.round_name for one in came})
    if count < ENOUGH:
        return Calibration(count, rounds)
    told = [(_chance(one), one.level >= _AT_THE_BAR) for one in came]
    share = sum(is_there for _, is_there in told) / count
    bins = []
    for low, high in _BINS:
        inside = [(chance, is_there) for chance, is_there in told if low <= chance < high or chance == high == 1.0]
        if inside:
            number = len(inside)
            bins.append(Bin(number, sum(c for c, _ in inside) / number, sum(i for _, i in inside) / number))
    return Calibration(
        count,
        rounds,
        covered=sum(abs(one.level - one.mean) <= _HALF * _spread(one) for one in came) / count,
        bias=sum(one.level - one.mean for one in came) / count,
        brier=sum((chance - is_there) ** 2 for chance, is_there in told) / count,
        constant=share * (1 - share),
        bins=tuple(bins),
    )


def own_word(pairs: Sequence[tuple[int, int, str]]) -> OwnWord:
    """How good the user's own predictions were.

    Args:
        pairs: Level that was expected, level that came, and the round.
    """
    count, rounds = len(pairs), len({name for _, _, name in pairs})
    if count < ENOUGH:
        return OwnWord(count, rounds)
    return OwnWord(
        count,
        rounds,
        exact=sum(expected == came for expected, came, _ in pairs) / count,
        off=sum(abs(expected - came) for expected, came, _ in pairs) / count,
        bias=sum(came - expected for expected, came, _ in pairs) / count,
    )


def _spread(one: Came) -> float:
    assumed = Assumptions()
    return float((one.sd**2 + assumed.question_sd**2 + one.noise_sd**2 + assumed.rounding) ** 0.5)


def _chance(one: Came) -> float:
    """That the level is 3 or more, for levels are whole."""
    return 1 - _NORMAL.cdf((_AT_THE_BAR - 0.5 - one.mean) / _spread(one))
