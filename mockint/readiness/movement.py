"""What moved the belief of a skill, step by step: what rounds showed, what practice brought, and what time took away."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockint.readiness.belief import Belief


class Snapshot(NamedTuple):
    """Mean levels of all skills and their standard deviations at one moment."""

    mean: tuple[float, ...]
    sd: tuple[float, ...]


class Step(NamedTuple):
    """A round or a real interview, and what was believed around it.

    Attributes:
        at: When it was.
        name: What tells this step from others.
        before: Just before it, once the time since the last one was counted.
        observed: After what it showed, before what practising it brought.
        after: After both.
    """

    at: datetime
    name: str
    before: Snapshot
    observed: Snapshot
    after: Snapshot


class Trail(NamedTuple):
    """The way of the belief from somebody of whom nothing was seen to this moment."""

    start: Snapshot
    steps: tuple[Step, ...]
    end: Snapshot
    now: datetime


class Move(NamedTuple):
    """How far one step moved one skill, in levels.

    Attributes:
        time: What the time before it took away; never above 0 while the level is above the floor.
        shown: What it showed, of this skill or, through what skills have in common, of another.
        practice: What practising brought.
    """

    time: float
    shown: float
    practice: float


class Point(NamedTuple):
    """The belief of one skill at a moment."""

    at: datetime
    level: float
    sd: float


def snapshot(belief: Belief) -> Snapshot:
    """What of a belief is kept for looking back."""
    return Snapshot(belief.mean, tuple(belief.sd(skill) for skill in range(len(belief.mean))))


def moves(trail: Trail, skill: int) -> tuple[Move, ...]:
    """How far each step moved a skill; with `time_since` they add up to the whole change."""
    found = []
    last = trail.start
    for step in trail.steps:
        found.append(
            Move(
                step.before.mean[skill] - last.mean[skill],
                step.observed.mean[skill] - step.before.mean[skill],
                step.after.mean[skill] - step.observed.mean[skill],
            )
        )
        last = step.after
    return tuple(found)


def time_since(trail: Trail, skill: int) -> float:
    """How far the time since the last step moved a skill."""
    last = trail.steps[-1].after if trail.steps else trail.start
    return trail.end.mean[skill] - last.mean[skill]


def trend(trail: Trail, skill: int) -> tuple[Point, ...]:
    """The way of one skill over time: before and after each step, and now; empty before the first step."""
    found: list[Point] = []
    when = trail.steps[0].at if trail.steps else trail.now
    for step in trail.steps:
        when = max(when, step.at)  # a clock that went back counts as no time
        found += [Point(when, one.mean[skill], one.sd[skill]) for one in (step.before, step.after)]
    if trail.steps:
        found.append(Point(max(when, trail.now), trail.end.mean[skill], trail.end.sd[skill]))
    return tuple(found)
