"""The phase guide: which part of a question its clock is in, by a plan that is stretched to the question's share of the round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockint.domain.question import Phase, Question
from mockint.rounds.kind import RoundType


class Stretch(NamedTuple):
    """A phase with its place on its question's clock, in seconds from the start."""

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


def shares_s(questions: Sequence[Question], planned_s: float) -> tuple[float, ...]:
    """Seconds of a round that are meant for each of its questions, by the lengths that they name."""
    minutes = sum(question.header.minutes for question in questions)
    return tuple(planned_s * question.header.minutes / minutes for question in questions)


class Guide:
    """The plans of a round's questions, and how far each has brought its question; it advises and never forces.

    Attributes:
        shares_s: Seconds of the round that are meant for each question, by the lengths that the questions name.
        plans: The phases of each question, scaled to its share.

    Args:
        questions: In their order.
        kind: The rules of the round's type.
        planned_s: Length of the round in seconds.
    """

    def __init__(self, questions: Sequence[Question], kind: RoundType, planned_s: float) -> None:
        self.shares_s = shares_s(questions, planned_s)
        self.plans = tuple(
            planned(kind.phases(question), share) for question, share in zip(questions, self.shares_s, strict=True)
        )
        self._brought_to = [0] * len(questions)
        self._is_share_told = [False] * len(questions)

    def catch_up(self, item: int, spent_s: float) -> None:
        """Take what was due within so many seconds of a question as told."""
        plan = self.plans[item]
        self._brought_to[item] = position(plan, spent_s) if plan else 0
        self._is_share_told[item] = spent_s >= self.shares_s[item]

    def moves_to(self, item: int, spent_s: float, phase: str) -> str:
        """The phase whose time has come since the last call; empty where none has, or the candidate is further on.

        Args:
            item: Position of the question.
            spent_s: Seconds for which it was open.
            phase: The phase that it is in.
        """
        plan = self.plans[item]
        if not plan:
            return ""
        due = position(plan, spent_s)
        before, self._brought_to[item] = self._brought_to[item], due
        return "" if due == before or due <= index_of(plan, phase) else plan[due].name

    def is_share_used_up(self, item: int, spent_s: float) -> bool:
        """Whether a question's share has just been used up; true once, and never in a round of one: that has its end."""
        if len(self.plans) == 1 or self._is_share_told[item] or spent_s < self.shares_s[item]:
            return False
        self._is_share_told[item] = True
        return True
