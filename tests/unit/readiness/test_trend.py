"""Trends and leans: too little has none, noise has no clear one, and intervals hold what they promise."""

from __future__ import annotations

import random

import pytest

from mockint.readiness.trend import lean, line, student


def test_fewer_than_three_have_no_line_and_no_lean() -> None:
    assert line([1.0, 4.0], [0.35, 0.35]) is None
    assert lean([1.0, 1.0]) is None
    assert lean([]) is None


def test_a_rise_is_found_and_its_interval_is_about_it() -> None:
    found = line([1.0, 2.0, 3.0, 4.0], [0.35] * 4)
    assert found is not None
    assert found.change.value == pytest.approx(3.0)
    assert found.change.is_clear
    assert (found.start, found.end) == (pytest.approx(1.0), pytest.approx(4.0))
    assert found.change.high <= 3.0, "no level changes by more than three"


def test_levels_that_stay_have_no_clear_change() -> None:
    found = line([2.0] * 6, [0.5] * 6)
    assert found is not None
    assert not found.change.is_clear
    assert found.change.value == pytest.approx(0.0)


def test_an_unsure_level_pulls_less() -> None:
    sure = line([2.0, 2.0, 4.0], [0.35, 0.35, 0.35])
    unsure = line([2.0, 2.0, 4.0], [0.35, 0.35, 1.0])
    assert sure is not None
    assert unsure is not None
    assert unsure.end < sure.end


def test_intervals_of_a_trend_hold_the_truth_about_as_often_as_said() -> None:
    rng = random.Random(11)
    held, clear, tried = 0, 0, 600
    for _ in range(tried):
        found = line([2.0 + 0.1 * at + rng.gauss(0, 0.5) for at in range(7)], [0.5] * 7)
        flat = line([2.5 + rng.gauss(0, 0.5) for _ in range(7)], [0.5] * 7)
        assert found is not None
        assert flat is not None
        held += found.change.low <= 0.6 <= found.change.high
        clear += flat.change.is_clear
    assert 0.78 <= held / tried <= 0.95
    assert clear / tried <= 0.22


def test_a_lean_has_its_size_its_interval_and_its_spread() -> None:
    found = lean([0.0, 1.0, 1.0, 0.0, 1.0])
    assert found is not None
    assert (found.size, found.bias.value) == (5, pytest.approx(0.6))
    assert found.bias.low < 0.6 < found.bias.high
    assert found.bias.is_clear
    assert lean([1.0, -1.0, 0.0]).bias.is_clear is False  # type: ignore[union-attr]


def test_students_quantile_falls_to_the_normal_one() -> None:
    values = [student(freedom) for freedom in (1, 2, 10, 30, 1000)]
    assert values == sorted(values, reverse=True)
    assert values[-1] == pytest.approx(1.2816, abs=0.01)
    assert student(30) == pytest.approx(1.310, abs=0.01)
    with pytest.raises(ValueError, match="degree"):
        student(0)
