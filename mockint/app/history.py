"""The history as a whole: its list, and the copies that are made of it."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mockint.app import kept_belief
from mockint.app.process import is_alive
from mockint.app.record import named_part
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.round import Owner
from mockint.domain.verdict import VerdictWord
from mockint.domain.wanted import EVERYTHING, Place, Wanted
from mockint.errors import BadInputError
from mockint.history.store import Store
from mockint.history.values import RoundSummary
from mockint.rounds.names import round_title

_ROUND_ID_LENGTH = 36


class Lines(NamedTuple):
    """A page of the list.

    Attributes:
        rounds: Newest first.
        after: Where the next page begins; None where nothing follows.
        total: How many rounds answer in all.
    """

    rounds: tuple[RoundSummary, ...] = ()
    after: Place | None = None
    total: int = 0


def lines(
    services: Services, wanted: Wanted = EVERYTHING, *, limit: int | None = None, after: Place | None = None
) -> Lines:
    """Rounds, newest first; none, and no history made, where there is none yet.

    Args:
        services: Where the history is.
        wanted: Which rounds.
        limit: At most so many; all if None.
        after: Only those that come behind this place.
    """
    if not services.has_history():
        return Lines()

    def read(store: Store) -> Lines:
        with store.one_view():
            if limit is not None and after is None and wanted != EVERYTHING:
                found, total = store.first_rounds(wanted=wanted, limit=limit)
                more = len(found) < total
            else:
                found = store.list_rounds(wanted=wanted, limit=None if limit is None else limit + 1, after=after)
                more = limit is not None and len(found) > limit
                found = found[:limit]
                total = len(found) if limit is None else store.count_rounds(wanted=wanted)
        return Lines(found, place_of(found[-1]) if found and more else None, total)

    return services.stored(read)


def newest(services: Services, wanted: Wanted, limit: int) -> tuple[RoundSummary, ...]:
    """The newest rounds alone: how many there are in all is not counted, which in a long history takes longer."""
    if not services.has_history():
        return ()
    return services.stored(lambda store: store.list_rounds(wanted=wanted, limit=limit))


def place_of(line: RoundSummary) -> Place:
    """The place of a round in the list."""
    return Place(line.round.created, line.round.id)


def find_round(services: Services, name: str) -> RoundId:
    """A round by its id or the beginning of one.

    Raises:
        BadInputError: If no round, or more than one, begins so.
    """
    if len(name) == _ROUND_ID_LENGTH:
        return RoundId(name)
    found: tuple[RoundId, ...] = ()
    if name and services.has_history():
        found = services.stored(lambda store: store.rounds_beginning(name))
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInputError(f"{len(found)} rounds begin with '{name}'.", "Give more of the id.")
    raise BadInputError(f"There is no round '{name}'.", "'mockint history' lists the rounds.")


class Part(NamedTuple):
    """A question of a round."""

    round_id: RoundId
    position: int


def find_parts(services: Services, name: str) -> tuple[Part, ...]:
    """The questions of a round by its id or the beginning of one; with a slash and a number that question alone.

    Raises:
        BadInputError: See `find_round`; or if the round has no such question.
    """
    begins, position = named_part(name)
    round_id = find_round(services, begins)
    count = len(services.stored(lambda store: store.load_round(round_id)).items)
    if position >= count:
        raise BadInputError(f"This round has no question {position + 1}.", f"It has {count}.")
    return (Part(round_id, position),) if "/" in name else tuple(Part(round_id, at) for at in range(count))


def line_document(line: RoundSummary) -> dict[str, Any]:
    """One line of ``mockint history --json``."""
    is_one = len(line.round.items) == 1
    grade = line.grades[0] if line.grades and is_one else None
    return {
        "round": line.round.id,
        "question": line.round.items[0].question_ref if is_one else line.round.kind,
        "title": title_of(line),
        "kind": line.round.kind,
        "mode": line.round.mode.value,
        "form": line.round.form.value,
        "started": None if line.round.started is None else line.round.started.isoformat(),
        "ended": None if line.round.ended is None else line.round.ended.isoformat(),
        "state": line.round.state.value,
        "verdict": None if grade is None else grade.verdict.word.value,
        "measured_bar": None if grade is None else grade.verdict.measured_bar,
        "source": None if grade is None else grade.source,
        "mean": None if grade is None else grade.verdict.mean,
        "outcome": outcome_words(line),
        "demo": line.round.demo,
        **({} if is_one else {"items": _item_documents(line)}),
    }


def title_of(line: RoundSummary) -> str:
    """What a round is called: by its question, or by how many it has."""
    return line.titles[0] if len(line.titles) == 1 else round_title(len(line.titles), line.round.kind)


def _item_documents(line: RoundSummary) -> list[dict[str, Any]]:
    """The questions of a round of several, each with its own grade; the round as a whole has none."""
    grades = {grade.item_id: grade for grade in line.grades}
    return [
        {
            "item": item.position + 1,
            "question": item.question_ref,
            "title": title,
            "verdict": None if (grade := grades.get(item.id)) is None else grade.verdict.word.value,
            "source": None if grade is None else grade.source,
            "mean": None if grade is None else grade.verdict.mean,
        }
        for item, title in zip(line.round.items, line.titles, strict=True)
    ]


def outcome_words(line: RoundSummary) -> str:
    """What came of a round in a few words; a hire word only where there is a verdict."""
    if not line.grades:
        return ""
    if len(line.round.items) > 1:
        return _words_of([(each.verdict.word, each.verdict.words) for each in line.grades], len(line.round.items))
    verdict = line.grades[0].verdict
    if verdict.word is not VerdictWord.NOT_JUDGED:
        return verdict.words
    return {"met": "Code bar met", "not_met": "Code bar not met", None: "Not judged yet"}[verdict.measured_bar]


def _words_of(verdicts: Sequence[tuple[VerdictWord, str]], count: int) -> str:
    """What came of a round of several in a few words, a hire word only for a question that has one."""
    told = Counter(words for word, words in verdicts if word is not VerdictWord.NOT_JUDGED)
    open_ = count - sum(told.values())
    parts = [f"{words}: {number} of {count}" for words, number in told.items()]
    return "; ".join([*parts, f"not judged: {open_} of {count}"] if parts and open_ else parts or ["Not judged yet"])


class ToDelete(NamedTuple):
    """A round that is about to be deleted, and what it is called."""

    round_id: RoundId
    words: str


def to_delete(services: Services, name: str) -> ToDelete:
    """The round of this id or beginning of one, in words to ask about.

    Raises:
        BadInputError: See `find_round`.
    """
    round_id = find_round(services, name)
    record = services.stored(lambda store: store.load_round(round_id))
    count = len(record.items)
    what = str(record.items[0].question_ref) if count == 1 else round_title(count, record.kind)
    when = "not started" if record.started is None else f"of {record.started:%Y-%m-%d %H:%M} UTC"
    return ToDelete(round_id, f"{what}, {when}")


def delete(services: Services, round_id: RoundId) -> dict[str, Any]:
    """Remove a round for good, with reports of it that the window made to be looked at.

    The folder of a round that was worked on in one is the user's own and stays; so do rounds that were rewound from it.

    Raises:
        BadInputError: If there is no such round, or another process has it open.
    """
    record = services.stored(lambda store: store.load_round(round_id))
    owner = record.owner
    if owner is not None and owner.process_id != os.getpid() and _lives(owner):
        raise BadInputError("This round is open in another window or command.", "End it there, then delete it.")
    services.stored(lambda store: store.delete_round(round_id))
    kept_belief.forget(services)
    cache = services.home.cache
    for path in (cache / "reports" / f"{round_id}.html", cache / f"report-{round_id}.html"):
        with suppress(OSError):
            path.unlink()
    folder = record.folder if record.folder is not None and Path(record.folder).is_dir() else None
    try:
        copies = any(services.home.backups.iterdir())
    except OSError:
        copies = False
    return {"deleted": round_id, "folder_kept": folder, "copies_kept": copies}


def deleted_words(document: Mapping[str, Any]) -> list[str]:
    """What was deleted and what was not, in sentences."""
    told = ["Deleted for good."]
    if document["folder_kept"]:
        told.append(f"The folder you worked in is yours and stays: {document['folder_kept']}")
    if document["copies_kept"]:
        told.append("Copies of the history in the home's folder of backups may still hold the round.")
    return told


def check(services: Services) -> dict[str, Any]:
    """Where the history lies, the revision of its tables, and whether it is whole."""
    from mockint.history.backup import check as look_over

    found = services.stored(look_over)
    return {
        "path": found.place,
        "revision": found.revision,
        "integrity": found.integrity,
        "counts": found.counts._asdict(),
        "problems": list(found.problems),
    }


def backup(services: Services, path: Path | None) -> dict[str, Any]:
    """Copy the history; by default into the home's folder of backups."""
    from mockint.history.backup import backup as copy

    target = path or services.home.backups / f"backup-{services.clock.now().wall:%Y%m%d-%H%M%S}.sqlite3"
    return {"path": str(services.stored(lambda store: copy(store, target.absolute())))}


def restore(services: Services, path: Path) -> dict[str, Any]:
    """Put a copy in the history's place."""
    from mockint.history.backup import restore as put_back

    services.close_history()
    done = services.store_lane.call(lambda: put_back(services.home, path, services.clock, _lives))
    return {"path": str(done.path), "kept": None if done.kept is None else str(done.kept)}


def export(services: Services, path: Path) -> dict[str, Any]:
    """Write the whole history as JSON Lines."""
    from mockint.history.archive import export_history

    counts = services.stored(lambda store: export_history(store, path.absolute(), services.clock))
    return {"path": str(path), **counts._asdict()}


def import_(services: Services, path: Path) -> dict[str, Any]:
    """Add what an export holds; what is there already is left as it is."""
    from mockint.history.archive import import_history

    done = services.stored(lambda store: import_history(store, path))
    return {
        "path": str(path),
        "added": done.added.rounds,
        "skipped": done.skipped.rounds,
        "all_added": done.added._asdict(),
        "all_skipped": done.skipped._asdict(),
    }


def write_file(path: Path, text: str) -> None:
    """Write a file of text whole or not at all; see `write_bytes`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        BadInputError: If it cannot be written.
    """
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise BadInputError(f"{path} cannot be written: {fault.strerror}.", "Choose another place.") from fault


def _lives(owner: Owner) -> bool:
    return is_alive(owner.process_id, owner.process_started)
