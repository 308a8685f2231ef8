"""Growth of run time with the size of the input."""

from __future__ import annotations

import pytest

from mockint.domain.judging import GrowthPoint, Limits
from mockint.execution.growth import slope
from mockint.execution.judge import Judge

NUMBERS = "import random\ndef make_input(n, seed):\n    source = random.Random(seed)\n    return ([source.random() for _ in range(n)],)\n"
SIZES = [1_000, 2_000, 4_000, 8_000]


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_slope_of_a_power_is_its_exponent(power: float) -> None:
    points = [GrowthPoint(n=n, cpu_s=3e-6 * n**power) for n in (10, 100, 1_000)]
    assert slope(points) == pytest.approx(power)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "sizes", "low", "high"),
    [
        (
            "def f(xs):\n    total = 0\n    for x in xs: total += x\n    return total",
            [n * 60 for n in SIZES],  # the least takes 0.5 ms on a fast machine, well above what is too short to time
            0.7,
            1.35,
        ),
        ("def f(xs):\n    return sum(1 for x in xs for y in xs if x < y)", [n // 10 for n in SIZES], 1.7, 2.3),
    ],
)
def test_known_programs(judge: Judge, code: str, sizes: list[int], low: float, high: float) -> None:
    report = judge.measure_growth(code, "f", NUMBERS, sizes)
    assert report.exponent is not None
    assert low < report.exponent < high
    assert [point.n for point in report.points] == sizes
    assert report.message == ""


def test_calls_that_are_too_short_give_no_exponent(judge: Judge) -> None:
    report = judge.measure_growth("def f(xs):\n    return len(xs)", "f", NUMBERS, [10, 20, 40, 80])
    assert report.exponent is None
    assert "too short to time" in report.message


def test_what_stops_a_measurement_is_said(judge: Judge) -> None:
    limits = Limits(cpu_s=0.3, wall_s=2.0)
    slow = judge.measure_growth("def f(xs):\n    while True: pass", "f", NUMBERS, SIZES, limits=limits)
    assert slow.exponent is None
    assert "Stopped after 0.3 s of CPU time" in slow.message
    broken = judge.measure_growth("def f(xs:", "f", NUMBERS, SIZES)
    assert "SyntaxError" in broken.message
