"""A loop: rounds in a row with breaks, as on the day of the interviews, and what stands of them at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final, Literal, NamedTuple, NewType

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import ProfileId, QuestionRef, RoundId
from mockint.domain.round import OPEN_STATES, Form, Mode, Round, RoundState
from mockint.domain.rubric import RoundKind
from mockint.domain.skill import TargetLevel

LoopId = NewType("LoopId", str)
LoopState = Literal["open", "stopped", "ended"]
SlotState = Literal["to_come", "open", "handed_in", "abandoned", "deleted", "not_taken"]

FEWEST_SLOTS, MOST_SLOTS = 2, 6
SHORT_BREAK: Final = 5
BREAK: Final = 10
LONG_BREAK: Final = 30
_LONG_AFTER: Final = 120
"""Minutes of rounds without a long break, after which there is one."""

KIND_WORDS: Final[Mapping[str, str]] = {
    "coding": "Coding",
    "system_design": "AI system design",
    "live_build": "Live AI build",
    "debug": "Eval and debug",
    "behavioral": "Behavioral",
    "take_home": "Take-home and defence",
}


class Slot(Value):
    """A place for a round in the day.

    Attributes:
        question: What is asked; None for one that is chosen when the round begins.
        minutes: Length of the round, as planned.
        break_minutes: The break after it; 0 after the last.
        round_id: The round that was begun here.
    """

    kind: RoundKind
    form: Form = Form.FULL
    question: QuestionRef | None = None
    minutes: int = Field(ge=1)
    break_minutes: int = Field(default=0, ge=0)
    round_id: RoundId | None = None


class Loop(Value):
    """Rounds in a row; each stands in the history by itself, and the loop names it.

    Attributes:
        shape: Name of its shape, or the kinds of its rounds.
        target: The level that is interviewed for.
        state: Stopped is for today: the next round takes it up again. Ended is for good.
        break_skipped: How many rounds had begun when the break after the last of them was given up; 0 for none.
    """

    id: LoopId
    profile: ProfileId
    shape: str
    title: str
    target: TargetLevel
    mode: Mode = Mode.SIMULATION
    created: datetime
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
    state: LoopState = "open"
    break_skipped: int = 0
    demo: bool = False


class SlotStatus(NamedTuple):
    """What stands of a slot.

    Attributes:
        round: Its round; None where none was begun, or where it was deleted.
    """

    number: int
    slot: Slot
    state: SlotState
    round: Round | None


class Break(NamedTuple):
    """The break that is on: how long it is, and how much of it is left."""

    minutes: int
    left_s: float


def slots_of(kinds: Sequence[RoundKind], minutes: Sequence[int], *, short: bool) -> tuple[Slot, ...]:
    """Slots in a row with the breaks between them: short ones, and a long one when two hours have passed."""
    form = Form.SHORT if short else Form.FULL
    found: list[Slot] = []
    since = 0
    for number, (kind, length) in enumerate(zip(kinds, minutes, strict=True), start=1):
        since += length
        pause = SHORT_BREAK if short else BREAK
        if since >= _LONG_AFTER:
            pause, since = LONG_BREAK, 0
        pause = 0 if number == len(kinds) else pause
        found.append(Slot(kind=kind, form=form, minutes=length, break_minutes=pause))
    return tuple(found)


def statuses(loop: Loop, rounds: Mapping[RoundId, Round]) -> tuple[SlotStatus, ...]:
    """What stands of every slot.

    Args:
        loop: The loop.
        rounds: Those of its rounds that are still there.
    """
    return tuple(
        SlotStatus(number, slot, _state(loop, slot, rounds), rounds.get(slot.round_id) if slot.round_id else None)
        for number, slot in enumerate(loop.slots, start=1)
    )


def _state(loop: Loop, slot: Slot, rounds: Mapping[RoundId, Round]) -> SlotState:
    if slot.round_id is None:
        return "not_taken" if loop.state == "ended" else "to_come"
    found = rounds.get(slot.round_id)
    if found is None:
        return "deleted"
    if found.state in OPEN_STATES:
        return "open"
    return "abandoned" if found.state is RoundState.ABANDONED else "handed_in"


def is_over(loop: Loop, found: Sequence[SlotStatus]) -> bool:
    """Whether nothing of the day is left to do."""
    return loop.state == "ended" or not any(one.state in {"to_come", "open"} for one in found)


def break_now(loop: Loop, found: Sequence[SlotStatus], now: datetime) -> Break | None:
    """The break that is on: the last round has ended, another is to come, and the time between is not over."""
    begun = [one for one in found if one.slot.round_id is not None]
    if loop.state != "open" or is_over(loop, found) or not begun or loop.break_skipped >= len(begun):
        return None
    last = begun[-1]
    if last.round is None or last.round.ended is None or last.state == "open":
        return None
    passed = (now - last.round.ended).total_seconds()
    left = last.slot.break_minutes * 60 - max(0.0, passed)
    return Break(last.slot.break_minutes, left) if left > 0 else None
