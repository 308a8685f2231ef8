"""The loop day as the window shows it: plain values, and the steps that its buttons ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # imported on the lane, by the method that needs it
    from mockint.app.loops import Standing
    from mockint.app.services import Services


class SlotView(NamedTuple):
    """A round of the day.

    Attributes:
        what: Its question's name, or empty where it is chosen when the round begins.
        state: See `mockint.domain.loop.SlotState`.
        begins: When it began, or would begin if the day went on now without a pause; None where neither is known.
    """

    number: int
    kind: str
    what: str
    form: str
    minutes: int
    break_minutes: int
    state: str
    round_id: str | None
    begins: datetime | None


class LoopView(NamedTuple):
    """A loop as it stands.

    Attributes:
        state: ``open``, ``stopped`` or ``over``.
        break_left_s: What is left of the break that is on; 0 where none is.
    """

    id: str
    title: str
    target: str
    state: str
    created: datetime
    slots: tuple[SlotView, ...]
    break_minutes: int
    break_left_s: float

    @property
    def open_slot(self) -> SlotView | None:
        """The round that was begun and has not ended."""
        return next((slot for slot in self.slots if slot.state == "open"), None)

    @property
    def next_slot(self) -> SlotView | None:
        """The first round that is still to come."""
        return next((slot for slot in self.slots if slot.state == "to_come"), None)

    @property
    def done(self) -> int:
        """How many rounds are behind."""
        return sum(slot.state not in {"to_come", "open", "not_taken"} for slot in self.slots)


class LoopDay:
    """What the Loop page asks for; every method is a plain blocking call for a lane."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def overview(self) -> tuple[LoopView, ...]:
        """Every loop, newest first."""
        from mockint.app import loops

        return tuple(self._view(one) for one in loops.all_loops(self._services))

    def start(self, shape: str, *, short: bool) -> str:
        """Plan a loop of a shape; its id."""
        from mockint.app import loops

        return loops.start(self._services, shape, short=short).loop.id

    def begin(self, loop_id: str) -> str:
        """Begin the next round, or give the open one again; the round's id."""
        from mockint.app import loops

        return loops.begin_in_window(self._services, loop_id).round.id

    def stop(self, loop_id: str, *, for_good: bool = False) -> None:
        """Stop for today, or for good."""
        from mockint.app import loops

        loops.stop(self._services, loop_id, for_good=for_good)

    def delete(self, loop_id: str) -> None:
        """Remove a loop; its rounds stay."""
        from mockint.app import loops

        loops.delete(self._services, loop_id)

    def packet(self, loop_id: str) -> Mapping[str, Any]:
        """The packet as plain data; what was handed in and never measured is measured first."""
        from mockint.app import loops, measuring
        from mockint.app.desk import HANDED_IN
        from mockint.app.packet import packet_document

        for one in loops.find(self._services, loop_id).slots:
            if one.round is not None and one.round.state in HANDED_IN:
                measuring.measure(self._services, one.round.id)
        return packet_document(self._services, loop_id)

    def write(self, loop_id: str, path: Path) -> Path:
        """Write the packet; the suffix says how.

        Raises:
            BadInputError: If there is no such format, or the file cannot be written.
        """
        from mockint.app.history import write_bytes
        from mockint.app.packet import PacketFormat, write_packet
        from mockint.errors import BadInputError

        suffix = path.suffix.casefold().removeprefix(".")
        if suffix not in {form.value for form in PacketFormat}:
            raise BadInputError(f"A packet cannot be written as '{path.suffix}'.", "Choose .pdf, .md, .html or .json.")
        write_bytes(path, write_packet(self._services, loop_id, PacketFormat(suffix)))
        return path

    def holds_back(self, round_id: str) -> bool:
        """Whether a round's result waits: it belongs to a loop of which more than this round is still to be done."""
        from mockint.app.holding import held_rounds

        return round_id in held_rounds(self._services, [round_id])

    def _view(self, found: Standing) -> LoopView:
        now = self._services.clock.now().wall
        pause = found.pause
        at = now + timedelta(seconds=0 if pause is None else pause.left_s)
        slots = []
        for one in found.slots:
            begins = None if one.round is None else one.round.started
            if one.state == "open" and begins is not None:
                at = max(now, begins + timedelta(minutes=one.slot.minutes)) + timedelta(minutes=one.slot.break_minutes)
            if one.state == "to_come":
                begins = at
                at += timedelta(minutes=one.slot.minutes + one.slot.break_minutes)
            slots.append(
                SlotView(
                    number=one.number,
                    kind=one.slot.kind,
                    what=str(one.slot.question or ""),
                    form=one.slot.form.value,
                    minutes=one.slot.minutes,
                    break_minutes=one.slot.break_minutes,
                    state=one.state,
                    round_id=one.slot.round_id,
                    begins=begins,
                )
            )
        return LoopView(
            id=found.loop.id,
            title=found.loop.title,
            target=found.loop.target.value,
            state="over" if found.is_over else found.loop.state,
            created=found.loop.created,
            slots=tuple(slots),
            break_minutes=0 if pause is None else pause.minutes,
            break_left_s=0.0 if pause is None else pause.left_s,
        )
