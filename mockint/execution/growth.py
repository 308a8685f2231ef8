"""How run time grows with the size of the input: the slope of log(time) over log(size), never a proof."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mockint.domain.judging import GrowthPoint, GrowthReport, TestVerdict
from mockint.execution.job import End, Ran, Step
from mockint.execution.verdicts import Finding

_SEED = 1
_REPEATS = 5
_ENOUGH_S = 0.15
# Below this many seconds the cost of the call itself and the timer's steps are seen, not the work.
_NOISE_S = 2e-4
_LEAST_POINTS = 3


def growth_steps(sizes: Sequence[int]) -> tuple[Step, ...]:
    """A step a size: a few calls with fresh inputs, fewer when they take long."""
    return tuple(Step("grow", (size, _SEED, _REPEATS, _ENOUGH_S)) for size in sizes)


def growth_report(sizes: Sequence[int], ran: Ran, loading: Finding, findings: Sequence[Finding]) -> GrowthReport:
    """Fit the slope to what was measured.

    The time of a size is the least of its calls, by the worker's clock, and never more than the parent's clock of the
    worker saw for the whole step.
    """
    points = []
    for size, outcome in zip(sizes, ran.steps, strict=True):
        if outcome.end is End.REPLIED and outcome.reply[0] == "times" and outcome.reply[1]:
            points.append(GrowthPoint(n=size, cpu_s=min(max(0.0, min(outcome.reply[1])), outcome.cpu_s)))
    timed = [point for point in points if point.cpu_s >= _NOISE_S]
    failed = [finding for finding in (loading, *findings) if finding.verdict is not TestVerdict.ACCEPTED]
    message = failed[0].message if failed else ""
    if len(timed) < _LEAST_POINTS:
        reason = message or "the calls are too short to time at these sizes."
        return GrowthReport(exponent=None, points=tuple(points), message=f"Growth was not measured: {reason}")
    if message:
        message = f"Larger inputs were left out: {message}"
    return GrowthReport(exponent=round(slope(timed), 2), points=tuple(points), message=message)


def slope(points: Sequence[GrowthPoint]) -> float:
    """Least-squares slope of log(cpu_s) over log(n)."""
    xs = [math.log(point.n) for point in points]
    ys = [math.log(point.cpu_s) for point in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
