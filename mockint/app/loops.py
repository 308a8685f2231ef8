"""The loop day: start one, take its next round, stop for today, and what stands of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app import catalogue, choosing, rounds
from mockint.app import folder as folders
from mockint.app.loop_choice import next_question
from mockint.app.round_types import ROUND_TYPES
from mockint.app.services import Services
from mockint.domain.ids import QuestionRef, RoundId, new_id
from mockint.domain.loop import (
    FEWEST_SLOTS,
    KIND_WORDS,
    MOST_SLOTS,
    Break,
    Loop,
    LoopId,
    Slot,
    SlotStatus,
    break_now,
    is_over,
    slots_of,
    statuses,
)
from mockint.domain.loop_shapes import SHAPES
from mockint.domain.round import Form, Mode, Round, RoundState
from mockint.domain.rubric import RoundKind
from mockint.errors import BadInputError
from mockint.history.store import Store

_USUAL_MINUTES = {"coding": 45, "system_design": 50, "live_build": 75, "debug": 45, "behavioral": 40, "take_home": 45}
_SHORT_MINUTES = {"coding": 15, "system_design": 15, "behavioral": 8}


class Standing(NamedTuple):
    """A loop with what stands of each of its rounds at this moment.

    Attributes:
        pause: The break that is on; None where none is.
    """

    loop: Loop
    slots: tuple[SlotStatus, ...]
    pause: Break | None

    @property
    def open_slot(self) -> SlotStatus | None:
        """The round that was begun and has not ended."""
        return next((one for one in self.slots if one.state == "open"), None)

    @property
    def next_slot(self) -> SlotStatus | None:
        """The first round that is still to come."""
        return next((one for one in self.slots if one.state == "to_come"), None)

    @property
    def is_over(self) -> bool:
        """Whether nothing of the day is left to do."""
        return is_over(self.loop, self.slots)


def start(services: Services, shape: str = "", questions: Sequence[str] = (), *, short: bool = False) -> Standing:
    """Keep a new loop; its first round begins with `begin`.

    Args:
        services: Where it is kept.
        shape: Name of a shape, or the kinds of its rounds with commas between; the first shape if empty.
        questions: Named by the user, each for the first free round of its kind; the others are chosen.
        short: The short form of each round that has one.

    Raises:
        BadInputError: If there is no such shape or question, or it fits no round of the day.
    """
    kinds, name, title = _kinds(shape or SHAPES[0].name)
    slots = list(slots_of(kinds, [_minutes(kind, short=short) for kind in kinds], short=short))
    for question in questions:
        entry = services.catalog.find(question)
        free = next((at for at, slot in enumerate(slots) if slot.kind == entry.kind and slot.question is None), None)
        if free is None:
            raise BadInputError(f"No round of this day is free for {entry.ref}.", "Name a shape with more of its kind.")
        minutes = (entry.short_minutes if short else None) or entry.minutes
        slots[free] = slots[free].model_copy(update={"question": entry.ref, "minutes": minutes})
    there = {entry.kind for entry in catalogue.questions(services)}
    for kind in kinds:
        if kind not in there:
            raise BadInputError(f"There is no question of the kind {kind}.", "Choose another shape.")
    loop = Loop(
        id=LoopId(new_id(services.rng)),
        profile=services.profile,
        shape=name,
        title=title + (", short forms" if short else ""),
        target=services.settings.load().settings.target_level,
        created=services.clock.now().wall,
        slots=tuple(slots),
    )
    services.stored(lambda store: store.put_loop(loop))
    return standing(services, loop)


def _kinds(shape: str) -> tuple[tuple[RoundKind, ...], str, str]:
    for known in SHAPES:
        if known.name == shape:
            return known.kinds, known.name, known.title
    names = [part.strip() for part in shape.split(",") if part.strip()]
    kinds = tuple(kind for part in names for kind in ROUND_TYPES if kind == part)
    if len(kinds) != len(names) or not kinds:
        offered = ", ".join(known.name for known in SHAPES)
        raise BadInputError(
            f"There is no shape '{shape}'.", f"Choose {offered}, or kinds with commas: {', '.join(ROUND_TYPES)}."
        )
    if not FEWEST_SLOTS <= len(kinds) <= MOST_SLOTS:
        raise BadInputError(f"A loop has {FEWEST_SLOTS} to {MOST_SLOTS} rounds, not {len(kinds)}.", "Name so many.")
    return kinds, ",".join(kinds), ", ".join(KIND_WORDS[kind] for kind in kinds)


def _minutes(kind: str, *, short: bool) -> int:
    return (_SHORT_MINUTES.get(kind) if short else None) or _USUAL_MINUTES[kind]


def all_loops(services: Services) -> tuple[Standing, ...]:
    """Every loop, newest first."""
    if not services.has_history():
        return ()

    def read(store: Store) -> tuple[tuple[Loop, dict[RoundId, Round]], ...]:
        with store.one_view():
            return tuple((loop, store.rounds_of(loop)) for loop in store.loops())

    now = services.clock.now().wall
    found = []
    for loop, there in services.stored(read):
        slots = statuses(loop, there)
        found.append(Standing(loop, slots, break_now(loop, slots, now)))
    return tuple(found)


def find(services: Services, name: str = "") -> Standing:
    """A loop by its id or the beginning of one; without a name the newest that is not over, else the newest.

    Raises:
        BadInputError: If there is none, or more than one begins so.
    """
    loops = all_loops(services)
    found = [one for one in loops if one.loop.id.startswith(name)]
    if name and len(found) == 1:
        return found[0]
    if name and found:
        raise BadInputError(f"{len(found)} loops begin with '{name}'.", "Give more of the id.")
    if name:
        raise BadInputError(f"There is no loop '{name}'.", "'mockint loop status' shows the loops there are.")
    if not loops:
        raise BadInputError("There is no loop yet.", "Start one with 'mockint loop start'.")
    return next((one for one in loops if not one.is_over), loops[0])


def standing(services: Services, loop: Loop) -> Standing:
    """What stands of a loop now."""
    slots = statuses(loop, services.stored(lambda store: store.rounds_of(loop)))
    return Standing(loop, slots, break_now(loop, slots, services.clock.now().wall))


class Begun(NamedTuple):
    """A round of a loop that has just begun.

    Attributes:
        folder: Where it is worked on; None for one in the window.
    """

    standing: Standing
    number: int
    round: Round
    folder: folders.RoundFolder | None


def begin_in_folder(services: Services, name: str = "", directory: Path | None = None) -> Begun:
    """Begin the next round of a loop in a folder; its clock runs on between commands.

    Raises:
        BadInputError: If nothing is left to begin, a round of it is open, or see `rounds.plan_round`.
    """
    before = find(services, name)
    open_ = before.open_slot
    if open_ is not None and open_.round is not None and open_.round.state is RoundState.PLANNED and open_.round.folder:
        folder = folders.find_folder(Path(open_.round.folder))  # made, and stopped before its clock began
        record = open_.round
    else:
        slot, question = _next(services, before)
        folder, record = rounds.plan_in_folder(services, _plan(services, slot.slot, question), directory)
        before = _began(services, before.loop, slot.number, record)
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        record = desk.round
    after = find(services, before.loop.id)
    number = next(one.number for one in after.slots if one.slot.round_id == record.id)
    return Begun(after, number, record, folder)


def begin_in_window(services: Services, name: str = "") -> Begun:
    """Keep the next round of a loop for the window, which starts its clock; one that is open is given again.

    Raises:
        BadInputError: If nothing is left to begin, or see `rounds.plan_round`.
    """
    before = find(services, name)
    open_ = before.open_slot
    if open_ is not None and open_.round is not None:
        return Begun(before, open_.number, open_.round, None)
    slot, question = _next(services, before)
    record = rounds.plan_for_window(services, _plan(services, slot.slot, question))
    return Begun(_began(services, before.loop, slot.number, record), slot.number, record, None)


def _next(services: Services, before: Standing) -> tuple[SlotStatus, str]:
    """The slot whose round begins, and what it asks."""
    open_ = before.open_slot
    count = len(before.slots)
    if open_ is not None and open_.round is not None:
        where = f"Work in {open_.round.folder} and hand in there" if open_.round.folder else "Go on in the window"
        raise BadInputError(
            f"Round {open_.number} of {count} of this loop is open.",
            f"{where}, or give it up: 'mockint abandon {open_.round.id}'.",
        )
    slot = before.next_slot
    if slot is None:
        raise BadInputError(
            "All rounds of this loop were taken.", f"Its packet: 'mockint report --loop {before.loop.id}'."
        )
    return slot, slot.slot.question or next_question(services, slot.slot, asked_in(before))


def asked_in(found: Standing) -> frozenset[str]:
    """The questions that a loop has asked, or will by the user's own word."""
    named = {str(one.slot.question) for one in found.slots if one.slot.question is not None}
    taken = {str(item.question_ref) for one in found.slots if one.round is not None for item in one.round.items}
    return frozenset(named | taken)


def _plan(services: Services, slot: Slot, question: str) -> rounds.Plan:
    """The round of a slot; a question that has no short form is asked in full."""
    has_form = choosing.is_kind(question) or services.catalog.find(question).short_minutes is not None
    return rounds.Plan(question, Mode.SIMULATION, slot.form if has_form else Form.FULL)


def _began(services: Services, loop: Loop, number: int, record: Round) -> Standing:
    """The loop with a round in a slot; one that was stopped is taken up by it."""
    ref = record.items[0].question_ref if len(record.items) == 1 else None
    slots = tuple(
        slot.model_copy(
            update={
                "round_id": record.id,
                "question": slot.question or (None if ref is None else QuestionRef(ref)),
                "minutes": max(1, round(record.planned_s / 60)),
            }
        )
        if at == number
        else slot
        for at, slot in enumerate(loop.slots, start=1)
    )
    return _kept(services, loop.model_copy(update={"slots": slots, "state": "open"}))


def stop(services: Services, name: str = "", *, for_good: bool = False) -> Standing:
    """Stop a loop for today, or for good; an open round stays open, and nothing that was done is lost.

    Raises:
        BadInputError: If there is no such loop, or it is over already.
    """
    found = find(services, name)
    if found.is_over:
        raise BadInputError("This loop is over already.", f"Its packet: 'mockint report --loop {found.loop.id}'.")
    if for_good and found.open_slot is not None:
        raise BadInputError(
            f"Round {found.open_slot.number} of this loop is open.", "Hand it in or abandon it, then end the loop."
        )
    return _kept(services, found.loop.model_copy(update={"state": "ended" if for_good else "stopped"}))


def skip_break(services: Services, name: str = "") -> Standing:
    """End the break that is on."""
    found = find(services, name)
    begun = sum(one.slot.round_id is not None for one in found.slots)
    return _kept(services, found.loop.model_copy(update={"break_skipped": begun}))


def delete(services: Services, name: str) -> LoopId:
    """Remove a loop; its rounds stay in the history.

    Raises:
        BadInputError: If there is no such loop.
    """
    loop_id = find(services, name).loop.id
    services.stored(lambda store: store.delete_loop(loop_id))
    return loop_id


def _kept(services: Services, loop: Loop) -> Standing:
    services.stored(lambda store: store.put_loop(loop))
    return standing(services, loop)


def document(found: Standing) -> dict[str, Any]:
    """A loop as ``mockint loop --json`` prints it; verdicts are the packet's."""
    loop, pause = found.loop, found.pause
    return {
        "loop": loop.id,
        "title": loop.title,
        "shape": loop.shape,
        "state": "over" if found.is_over else loop.state,
        "target": loop.target.value,
        "mode": loop.mode.value,
        "created": loop.created.isoformat(),
        "rounds": [
            {
                "number": one.number,
                "kind": one.slot.kind,
                "form": one.slot.form.value,
                "question": one.slot.question,
                "minutes": one.slot.minutes,
                "break_minutes": one.slot.break_minutes,
                "state": one.state,
                "round": one.slot.round_id,
                "dir": None if one.round is None else one.round.folder,
            }
            for one in found.slots
        ],
        "break": None if pause is None else {"minutes": pause.minutes, "left_s": round(pause.left_s, 1)},
        "next": None if found.next_slot is None else found.next_slot.number,
        "open": None if found.open_slot is None else found.open_slot.number,
    }
