"""A round to be looked at again as it went: its journal with the moments that a timeline shows, and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from mockint.app.record import RoundRecord, read_records
from mockint.app.services import Services
from mockint.bank.build_files import BUILD
from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.ids import RoundId
from mockint.rounds.replay import Mark, Replay

Track = Literal["phase", "run", "talk", "hint", "change", "clock"]
TRACKS: tuple[Track, ...] = ("phase", "run", "talk", "hint", "change", "clock")

_BURST_MS = 20_000
_TITLE_CHARACTERS = 90
_RUNS = {"examples": "Examples", "own_tests": "Own tests", "custom_input": "Own input"}


class Moment(NamedTuple):
    """Something that happened at a point of the round.

    Attributes:
        track: Which kind of thing.
        t_ms: Milliseconds of the round.
        title: What it was, in one line.
        good: For a run whether all of it passed; None where that says nothing.
    """

    track: Track
    t_ms: int
    title: str
    good: bool | None = None


class Played(NamedTuple):
    """A round with its replay.

    Attributes:
        records: What is kept of the round, question by question.
        moments: What happened, in order, keystrokes left out.
    """

    records: tuple[RoundRecord, ...]
    replay: Replay
    marks: tuple[Mark, ...]
    moments: tuple[Moment, ...]


def play(services: Services, round_id: RoundId) -> Played:
    """Read a round's journal for a replay.

    Raises:
        BadInputError: If there is no such round.
        HistoryError: If it cannot be read.
    """
    records = read_records(services, round_id)
    replay = Replay(records[0].events, is_build=records[0].round.kind == BUILD)
    return Played(records, replay, replay.marks(), tuple(_moments(replay, len(records))))


def document(played: Played) -> dict[str, Any]:
    """The answer of ``mockint replay --json``."""
    record = played.records[0].round
    return {
        "round": record.id,
        "parent": record.parent,
        "state": record.state.value,
        "length_ms": played.replay.length_ms,
        "events": [
            {"t_ms": t_ms, **event.payload.model_dump(mode="json"), "seq": event.seq, "wall": event.wall.isoformat()}
            for t_ms, event in zip(played.replay.times_ms, played.replay.events, strict=True)
        ],
        "marks": [mark._asdict() for mark in played.marks],
    }


def lines(played: Played) -> list[Moment]:
    """The moments with what was written between them, as a person reads it: a stretch of typing is one line."""
    return sorted([*_written(played.replay), *played.moments], key=lambda moment: moment.t_ms)


def _moments(replay: Replay, items: int) -> Iterable[Moment]:
    for t_ms, event in zip(replay.times_ms, replay.events, strict=True):
        found = _moment(event, items)
        if found is not None:
            yield Moment(found[0], t_ms, found[1], found[2] if len(found) > 2 else None)


def _moment(event: Event, items: int) -> tuple[Track, str] | tuple[Track, str, bool | None] | None:
    match event.payload:
        case ev.PhaseEntered(name=name):
            return "phase", name
        case ev.ItemOpened(item=item):
            return "phase", f"Question {item + 1} of {items}"
        case ev.Ran(what=what, passed=passed, total=total, verdict=verdict):
            if what == "custom_input":
                return "run", f"{_RUNS[what]}: {verdict}", None
            return "run", f"{_RUNS[what]}: {passed} of {total}", 0 < total == passed
        case ev.LevelOpened(level=level):
            return "change", f"Level {level} opened"
        case ev.Said(speaker=speaker, text=text):
            return "talk", f"{'You' if speaker == 'candidate' else 'Interviewer'}: {_short(text)}"
        case ev.HintTaken(number=number, given=given):
            return "hint", f"Hint {number}" if given else "A hint was asked for and not given"
        case ev.CurveballShown(text=text):
            return "change", f"Change of plan: {_short(text)}"
    ends = {
        ev.Started: "Started",
        ev.Paused: "Paused",
        ev.OvertimeStarted: "Overtime",
        ev.Submitted: "Handed in",
        ev.Expired: "Time was up",
        ev.Abandoned: "Given up",
        ev.Rewound: "From here on anew",
        ev.Resumed: "Went on",
    }
    title = ends.get(type(event.payload))
    return None if title is None else ("clock", title)


def _written(replay: Replay) -> Iterable[Moment]:
    """The stretches of typing: edits of one document with no long pause between them."""
    since = last = count = 0
    where: tuple[int, str] | None = None
    for t_ms, event in zip(replay.times_ms, replay.events, strict=True):
        payload = event.payload
        if not isinstance(payload, ev.Edit):
            continue
        here = (payload.item, payload.document)
        if where is not None and (here != where or t_ms - last > _BURST_MS):
            yield _stretch(where[1], since, count)
            where = None
        if where is None:
            where, since, count = here, t_ms, 0
        last, count = t_ms, count + 1
    if where is not None:
        yield _stretch(where[1], since, count)


def _stretch(name: str, since: int, count: int) -> Moment:
    edits = "1 edit" if count == 1 else f"{count} edits"
    return Moment("change", since, f"Wrote in {name} ({edits})")


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _TITLE_CHARACTERS else f"{one[: _TITLE_CHARACTERS - 1]}…"


def quoted_ms(played: Played, item: int, quote: str, documents: Sequence[str] = ()) -> int | None:
    """When a quote came to stand in what was written, or was said; None where it is found nowhere.

    Args:
        played: The round.
        item: Position of the question.
        quote: The words.
        documents: Names to look in first.
    """
    replay = played.replay
    names = [*documents, *replay.at(replay.length_ms).item(item).documents]
    for name in dict.fromkeys(names):
        found = replay.written_ms(item, name, quote)
        if found is not None:
            return found
    words = " ".join(quote.split()).casefold()
    for turn in replay.at(replay.length_ms).item(item).chat:
        if words and words in " ".join(turn.text.split()).casefold():
            return turn.t_ms
    return None
