"""A round again from one of its moments: a new round that begins with everything that was there then, and knows its parent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mockint.app import folder as folders
from mockint.app.record import read_records
from mockint.app.round_types import type_of
from mockint.app.rounds import open_desk
from mockint.app.services import Services
from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.ids import ItemId, RoundId, new_id
from mockint.domain.round import OPEN_STATES, Item, Mode, Round, RoundState
from mockint.errors import BadInputError
from mockint.rounds.story import told

_ENDS = (ev.Submitted, ev.Expired, ev.Abandoned)


def rewind(services: Services, round_id: RoundId, at_s: float, folder: Path | None = None) -> Round:
    """Keep a new Practice round that goes on from a moment of an earlier one; its clock begins when it is opened.

    Args:
        services: Everything.
        round_id: The earlier round.
        at_s: The moment, in seconds of that round's clock.
        folder: Where it is worked on; None for the window.

    Raises:
        BadInputError: If there is no such round, or it has no such moment, or its kind cannot be taken up so.
    """
    records = read_records(services, round_id)
    earlier, events = records[0].round, records[0].events
    if type_of(records[0].question).takes_files:
        raise BadInputError(
            "A round that is worked on in a folder cannot be rewound: its programs and data are not in the journal.",
            f"Start it anew with: mockint start {earlier.items[0].question_ref} --seed {earlier.seed}",
        )
    if earlier.state in OPEN_STATES and earlier.state is not RoundState.PLANNED:
        raise BadInputError("This round is still open.", "Hand it in or abandon it first; then it can be rewound.")
    if not events:
        raise BadInputError("This round was never started, so there is nothing to go back to.", "Start it instead.")
    length_ms = told(events).ended_ms or events[-1].t_ms
    if at_s < 0 or at_s * 1000 > length_ms:
        raise BadInputError(
            f"This round has no minute {at_s / 60:g}: it lasted {length_ms / 60_000:.1f} minutes.",
            "Name an earlier one with --at.",
        )
    carried = _until(events, round(at_s * 1000))
    now = services.clock.now().wall
    made = Round(
        id=RoundId(new_id(services.rng)),
        profile=services.profile,
        kind=earlier.kind,
        mode=Mode.PRACTICE,
        form=earlier.form,
        state=RoundState.RUNNING,
        target=earlier.target,
        items=tuple(Item(**{**item.model_dump(), "id": ItemId(new_id(services.rng))}) for item in earlier.items),
        planned_s=earlier.planned_s,
        seed=earlier.seed,
        created=now,
        started=now,
        parent=earlier.id,
        folder=None if folder is None else str(folder),
        question_seen=True,  # whoever goes back has seen how it went on
        demo=earlier.demo,
    )
    last = carried[-1]
    at_ms = max(last.t_ms, round(at_s * 1000))
    turn = Event(seq=last.seq + 1, t_ms=at_ms, wall=now, payload=ev.Rewound(round=earlier.id))

    def keep(store: Any) -> None:
        with store.all_or_nothing():
            store.create_round(made)
            store.append_events(made.id, (*carried, turn))

    services.stored(keep)
    return made


def rewind_in_folder(
    services: Services, round_id: RoundId, at_s: float, directory: Path | None
) -> tuple[folders.RoundFolder, Round]:
    """`rewind`, and lay its folder out with what was written by then; its clock runs on between commands.

    Raises:
        BadInputError: If the folder is not free, or see `rewind`.
    """
    record = services.stored(lambda store: store.load_round(round_id))
    slug = record.items[0].question_ref.rpartition("/")[2] if len(record.items) == 1 else record.kind
    stamp = f"{services.clock.now().wall:%Y%m%d-%H%M%S}"
    path = (directory or folders.first_free(services.home.rounds / f"{slug}-{stamp}")).absolute()
    folders.check_free(path)
    made = rewind(services, round_id, at_s, path)
    records = read_records(services, made.id)
    if len(records) > 1:
        folder = folders.make_folders(path, made, services.home.root, [each.question for each in records])
    else:
        folder = folders.make_folder(path, made.id, services.home.root, records[0].question, made.form, seed=made.seed)
    for position, each in enumerate(records):
        where = folders.of_item(folder, made, position).path
        files = {part.name: part.file for part in type_of(records[0].question).documents}
        for name, text in each.story.item(position).documents.items():
            if name in files and text:
                (where / files[name]).write_text(text, encoding="utf-8")
    with open_desk(services, made.id) as desk:  # from here on its clock runs
        return folder, desk.round


def _until(events: tuple[Event, ...], at_ms: int) -> tuple[Event, ...]:
    """The events up to a moment and before the end of the round."""
    carried = []
    for event in events:
        if event.t_ms > at_ms or isinstance(event.payload, _ENDS):
            break
        carried.append(event)
    return tuple(carried)
