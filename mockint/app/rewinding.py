"""A round again from one of its moments: a new round that begins with everything that was there then, and knows its parent."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from mockint.app import folder as folders
from mockint.app import workspace
from mockint.app.record import RoundRecord, read_questions, read_records
from mockint.app.round_types import type_of
from mockint.app.rounds import open_desk, prepare_folder
from mockint.app.services import Services
from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.ids import ItemId, RoundId, new_id
from mockint.domain.round import OPEN_STATES, Item, Mode, Round, RoundState
from mockint.errors import BadInputError
from mockint.rounds.kind import REPLY
from mockint.rounds.story import told

_ENDS = (ev.Submitted, ev.Expired, ev.Abandoned)


def rewind(services: Services, round_id: RoundId, at_s: float, folder: Path | None = None) -> Round:
    """Keep a new Practice round that goes on from a moment of an earlier one; its clock begins when it is opened.

    Args:
        services: Everything.
        round_id: The earlier round.
        at_s: The moment, in seconds of that round's clock.
        folder: Where it is worked on; None for the window, but not for a round of files.

    Raises:
        BadInputError: If there is no such round, or it has no such moment.
    """
    records = read_records(services, round_id)
    earlier, events = records[0].round, records[0].events
    if type_of(records[0].question).takes_files and folder is None:
        raise ValueError("a round of files is rewound into a folder")
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


def rewind_for_window(services: Services, round_id: RoundId, at_s: float) -> Round:
    """`rewind` for the window, which starts the clock; a round of files gets its folder, in the home.

    Raises:
        BadInputError: See `rewind`.
    """
    if type_of(read_questions(services, round_id)[0]).takes_files:
        return _laid_out(services, round_id, at_s, None)[1]
    return rewind(services, round_id, at_s)


def rewind_in_folder(
    services: Services, round_id: RoundId, at_s: float, directory: Path | None
) -> tuple[folders.RoundFolder, Round]:
    """`rewind`, and lay its folder out with what was written by then; its clock runs on between commands.

    Raises:
        BadInputError: If the folder is not free, or see `rewind`.
    """
    folder, made = _laid_out(services, round_id, at_s, directory)
    with open_desk(services, made.id) as desk:  # from here on its clock runs
        return folder, desk.round


def _laid_out(
    services: Services, round_id: RoundId, at_s: float, directory: Path | None
) -> tuple[folders.RoundFolder, Round]:
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
        if each.question.is_worked_on_in_files:
            _lay_out_files(services, folder, made, each)
    return folder, made


def _lay_out_files(services: Services, folder: folders.RoundFolder, made: Round, record: RoundRecord) -> None:
    """Bring a folder to what the journal has of it: text files as they were, and the change of plan if it was there.

    A journal from elsewhere may name any path: what leads out of the folder is left out.
    """
    question, item = record.question, record.story.item(record.item.position)
    rules = type_of(question)
    given = rules.initial_documents(question)
    parts = {part.name for part in rules.documents} | {REPLY}
    for name, text in item.documents.items():
        if name in parts:
            continue
        with contextlib.suppress(BadInputError):
            if text:
                workspace.write_file(folder.path, name, text)
            elif given.get(name):  # it was there at the start and is gone
                workspace.write_file(folder.path, name, "")
                (folder.path / name).unlink()
    if item.curveball and question.build is not None:
        from mockint.app.build_folder import apply_curveball  # late: the generator is nothing to other rounds

        apply_curveball(folder.path, question, made.seed)
        folders.write_brief(folder, question, 1, made.form, item.curveball)
    prepare_folder(services, question, folder.path)


def _until(events: tuple[Event, ...], at_ms: int) -> tuple[Event, ...]:
    """The events up to a moment and before the end of the round."""
    carried = []
    for event in events:
        if event.t_ms > at_ms or isinstance(event.payload, _ENDS):
            break
        carried.append(event)
    return tuple(carried)
