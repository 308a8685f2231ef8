"""Predictions against what came: nothing is claimed of few, and of many what simulations bear out."""

from __future__ import annotations

import random

import pytest

from mockint.readiness.calibration import Came, calibration, own_word


def drawn(count: int, lenient: float = 0.0) -> list[Came]:
    rng = random.Random(5)
    found = []
    for number in range(count):
        mean = rng.uniform(1.6, 3.4)
        level = round(rng.gauss(mean + lenient, (0.4**2 + 0.35**2 + 0.5**2) ** 0.5))
        found.append(Came(mean, 0.4, 0.5, min(4, max(1, level)), f"r{number // 5}"))
    return found


def test_below_fifty_it_says_how_many_there_are_and_no_more() -> None:
    found = calibration(drawn(49))
    assert (found.number, found.rounds) == (49, 10)
    assert found.covered is found.bias is found.brier is None
    assert own_word([(3, 3, "r")] * 49).exact is None


def test_sound_predictions_are_found_sound() -> None:
    found = calibration(drawn(2_000))
    assert found.covered == pytest.approx(0.8, abs=0.06)
    assert found.bias == pytest.approx(0, abs=0.06)
    assert found.brier is not None
    assert found.constant is not None
    assert found.brier < found.constant
    assert sum(one.number for one in found.bins) == 2_000
    assert all(one.told == pytest.approx(one.came, abs=0.06) for one in found.bins)


def test_a_lenient_grader_shows() -> None:
    found = calibration(drawn(2_000, lenient=0.5))
    assert found.bias is not None
    assert found.bias > 0.3


def test_ones_own_predictions_are_counted_too() -> None:
    found = own_word([(3, 3, "a")] * 30 + [(4, 2, "b")] * 30)
    assert (found.number, found.rounds, found.exact, found.off, found.bias) == (60, 2, 0.5, 1.0, -1.0)
