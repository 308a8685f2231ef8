"""The phase guide: which part of a round its clock is in, by a plan that is stretched to the round's length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockint.domain.question import Phase


class Stretch(NamedTuple):
    """A phase with its place on the round's clock, in seconds from the start."""

    name: str
    advice: str
    start_s: float
    end_s: float


def planned(phases: Sequence[Phase], planned_s: float) -> tuple[Stretch, ...]:
    """The phases scaled in proportion, so that the last ends with the round."""
    scale = planned_s / sum(phase.minutes for phase in phases) if phases else 0.0
    stretches: list[Stretch] = []
    minutes = 0
    for phase in phases:
        start = minutes * scale
        minutes += phase.minutes
        stretches.append(Stretch(phase.name, phase.advice, start, minutes * scale))
    return tuple(stretches)


def position(plan: Sequence[Stretch], elapsed_s: float) -> int:
    """Index of the phase that the plan has at this time; the last one in overtime.

    Raises:
        ValueError: If the plan is empty.
    """
    if not plan:
        raise ValueError("a plan without phases has no position")
    for index, stretch in enumerate(plan):
        if elapsed_s < stretch.end_s:
            return index
    return len(plan) - 1


def index_of(plan: Sequence[Stretch], name: str) -> int:
    """Index of the phase with this name; -1 where the plan has none."""
    return next((index for index, stretch in enumerate(plan) if stretch.name == name), -1)
