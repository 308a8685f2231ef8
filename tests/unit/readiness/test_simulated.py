"""What is said of simulated candidates, held against their true levels; the bench does the same at full size."""

from __future__ import annotations

from tests.bench import readiness as bench
from tests.helpers.candidates import World, simulate

BANK = [{skill: 1.0, (skill + 3) % 10: 0.5} for skill in range(10)] * 4


def test_the_interval_holds_what_it_says() -> None:
    people = simulate(150, World(), BANK)
    assert 0.76 <= bench.coverage(people) <= 0.88
    assert bench.brier(people) < 0.8 * bench.constant_brier(people)
    assert bench.calibration_error(people) < 0.05
    assert bench.raw_coverage(people) < 0.7, "plain means are too sure of themselves"


def test_a_lenient_grader_is_what_breaks_it() -> None:
    assert bench.coverage(simulate(150, World(lenient=0.5), BANK)) < 0.72
