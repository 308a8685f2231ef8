"""When a candidate who asks for a hint gets one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockint.domain.round import Mode
from mockint.errors import RoundError
from mockint.rounds.story import ItemStory

STUCK_S = 600.0
"""Seconds without progress after which a simulation gives its one nudge."""

NOT_STUCK = "Stay with it a little longer. What have you tried, and what does it tell you?"
NUDGE_USED = "You have had your nudge. Go on with what you have, and say what you would do next."
NO_HINT = "I have nothing to add here. Go on with what you have."


class HintReply(NamedTuple):
    """The answer to a candidate who asks for a hint.

    Attributes:
        given: Whether it is a hint; else a refusal in the interviewer's role.
        number: Number of the hint that was given or asked for, from 1.
        text: The hint, or the refusal.
    """

    given: bool
    number: int
    text: str


def reply(mode: Mode, hints: Sequence[str], item: ItemStory, elapsed_s: float) -> HintReply:
    """The hint, or why there is none.

    In Practice each of the question's hints in turn. In a simulation one nudge (the first hint) for a candidate who
    has made no progress for ten minutes: no level opened and no more examples passing than before.

    Raises:
        RoundError: In Practice, when no hint is left.
    """
    given = len(item.hints)
    number = given + 1
    if mode is Mode.PRACTICE:
        if given >= len(hints):
            raise RoundError("There are no more hints for this question." if hints else "This question has no hints.")
        return HintReply(given=True, number=number, text=hints[given])
    if given:
        return HintReply(given=False, number=number, text=NUDGE_USED)
    if elapsed_s - item.progress_ms / 1000 < STUCK_S:
        return HintReply(given=False, number=number, text=NOT_STUCK)
    if not hints:
        return HintReply(given=False, number=number, text=NO_HINT)
    return HintReply(given=True, number=number, text=hints[0])
