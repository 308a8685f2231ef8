"""What a look at the clock brings up: warnings, the curveball, the end; each of them told once."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class NoticeKind(StrEnum):
    """What it is that came up."""

    TEN_MINUTES = "ten_minutes"
    TWO_MINUTES = "two_minutes"
    OVERTIME = "overtime"
    EXPIRED = "expired"
    CURVEBALL = "curveball"
    SLEPT = "slept"
    PHASE = "phase"
    SHARE_USED = "share_used"


class Notice(NamedTuple):
    """Something to tell the candidate once; ``text`` is a sentence, a phase's name or the interviewer's words."""

    kind: NoticeKind
    text: str
    item: int = 0


class TimeCheck(NamedTuple):
    """A look at the clock: seconds passed, seconds left (below zero in overtime), and what came up since the last."""

    elapsed_s: float
    remaining_s: float
    notices: tuple[Notice, ...]


EXPIRED = Notice(NoticeKind.EXPIRED, "Time is up. What was there has been handed in.")
OVERTIME = Notice(NoticeKind.OVERTIME, "The planned time is over. The overtime is shown and recorded.")
SHARE_USED = "The time for this question is used. Finish the thought and go on to the next one."

_WARNINGS = (
    (120.0, Notice(NoticeKind.TWO_MINUTES, "Two minutes left.")),
    (600.0, Notice(NoticeKind.TEN_MINUTES, "Ten minutes left.")),
)


def slept(*, counts: bool) -> Notice:
    """The notice after the machine slept."""
    if counts:
        return Notice(NoticeKind.SLEPT, "The machine slept. The interview's clock ran on.")
    return Notice(NoticeKind.SLEPT, "The machine slept. That time does not count.")


class Warnings:
    """Tells when ten and two minutes are left, each once.

    A round that is no longer than that gets no such warning; of two that are due at once only the later one is told.

    Args:
        planned_s: Length of the round in seconds.
    """

    def __init__(self, planned_s: float) -> None:
        self._open = [(limit, notice) for limit, notice in _WARNINGS if planned_s > limit]

    def at(self, remaining_s: float) -> list[Notice]:
        """What is to be told now, with so many seconds left."""
        due = [notice for limit, notice in self._open if remaining_s <= limit]
        self._open = [(limit, notice) for limit, notice in self._open if remaining_s > limit]
        return due[:1] if remaining_s > 0 else []
