"""The whole history as text: JSON Lines that any program can read, and that another home takes in again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from mockint import __version__
from mockint.clock import Clock
from mockint.domain.attempt import DrillAttempt
from mockint.domain.calls import ModelCall
from mockint.domain.dispute import Dispute
from mockint.domain.event import Event
from mockint.domain.grade import Grade
from mockint.domain.ids import ProfileId, RoundId, content_hash
from mockint.domain.loop import Loop
from mockint.domain.measurement import Measurement
from mockint.domain.round import Round
from mockint.domain.submission import Submission
from mockint.domain.target import Expectation, Interview, Target
from mockint.domain.user_story import UserStory
from mockint.errors import BadInputError, HistoryError, KnownError
from mockint.history import rows
from mockint.history.files import refuse_existing, whole_file
from mockint.history.store import Store
from mockint.history.times import utc_text
from mockint.history.values import Counts, Profile

FORMAT = "mockint-history"
FORMAT_VERSION = 6
"""Version 1 had no calls of models, and grades without a grader; 2 no attempts at drills; 3 no stories; 4 no targets,
interviews and expectations; 5 no loops. All are read."""

_READABLE = frozenset({1, 2, 3, 4, 5, FORMAT_VERSION})
_BATCH = 500  # events written at once


class Imported(NamedTuple):
    """What an import did.

    Attributes:
        added: What is new.
        skipped: What was here already and was left as it is.
    """

    added: Counts
    skipped: Counts


def export_history(store: Store, target: Path, clock: Clock) -> Counts:
    """Write the whole history, consistent as of now, as one JSON document a line.

    The first line names the format and its version; each further line has a ``type``, the ``value`` and, where the
    value does not name it, the ``round`` it belongs to; the last line says how many there were of each.

    Returns:
        What was written.

    Raises:
        BadInputError: If there is a file of that name.
        HistoryError: If it cannot be written; then there is no file.
    """
    refuse_existing(target)
    with whole_file(target) as partial, partial.open("w", encoding="utf-8", newline="\n") as file, store.one_view():
        for line in _lines(store, clock.now().wall):
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        counts = store.counts()
        file.flush()
        os.fsync(file.fileno())
    return counts


def import_history(store: Store, source: Path) -> Imported:
    """Take in what `export_history` wrote; nothing at all if a line is broken.

    What is here already is left as it is. The unit is the round: one that is here is skipped with its journal and its
    grades, so that no journal is ever sewn together from two.

    Raises:
        BadInputError: If the file is not such a document; the text names the line.
        HistoryError: If it cannot be read or stored.
    """
    try:
        with source.open("rb") as file, store.all_or_nothing():
            return _Reader(store, source).read(file)
    except OSError as fault:
        raise BadInputError(f"{source} cannot be read: {fault.strerror}.") from fault


def _lines(store: Store, made: datetime) -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "version": FORMAT_VERSION, "made": utc_text(made), "program": __version__}
    for profile in store.profiles():
        yield _line("profile", {**profile._asdict(), "created": utc_text(profile.created)})
    for key in store.content_hashes():
        yield _line("content", store.content(key)._asdict())
    for round_id in _parents_first(store):
        yield _line("round", store.load_round(round_id).model_dump(mode="json", exclude={"owner"}))
        for event in store.read_events(round_id):
            columns = rows.event_columns(round_id, event)
            del columns["round_id"]
            columns |= {"wall": utc_text(event.wall), "payload": json.loads(columns["payload"])}
            yield _line("event", columns, round_id)
        for submission in store.submissions(round_id):
            yield _line("submission", submission.model_dump(mode="json"))
        for measurement in store.measurements(round_id, every=True):
            yield _line("measurement", measurement.model_dump(mode="json"), round_id)
        for grade in store.grades(round_id):
            yield _line("grade", grade.model_dump(mode="json"))
        for dispute in store.disputes(round_id):
            yield _line("dispute", dispute.model_dump(mode="json"))
        for expectation in store.expectations(round_id):
            yield _line("expectation", expectation.model_dump(mode="json"))
    for call in reversed(store.model_calls()):
        yield _line("model_call", call.model_dump(mode="json"))
    yield from _of_profiles(store)
    yield {"type": "end", "counts": store.counts()._asdict()}


def _of_profiles(store: Store) -> Iterator[dict[str, Any]]:
    for profile in store.profiles():
        for attempt in reversed(store.attempts(profile=profile.id)):
            yield _line("drill_attempt", attempt.model_dump(mode="json"))
        for story in store.user_stories(profile.id):
            yield _line("user_story", story.model_dump(mode="json"))
        for target in store.targets(profile.id):
            yield _line("target", target.model_dump(mode="json"))
        for interview in store.interviews(profile.id):
            yield _line("interview", interview.model_dump(mode="json"))
        for loop in reversed(store.loops(profile.id)):
            yield _line("loop", loop.model_dump(mode="json"))


def _line(kind: str, value: Mapping[str, Any], round_id: RoundId | None = None) -> dict[str, Any]:
    return {"type": kind} | ({} if round_id is None else {"round": round_id}) | {"value": value}


def _parents_first(store: Store) -> Iterable[RoundId]:
    """All rounds, a rewound one behind the round it came from, whatever the clock said when it was made."""
    parents = {round_id: store.load_round(round_id).parent for round_id in store.round_ids()}
    done: dict[RoundId, None] = {}
    for round_id in parents:
        chain: list[RoundId] = []
        link: RoundId | None = round_id
        while link is not None and link not in done and link not in chain:
            chain.append(link)
            link = parents.get(link)
        done.update(dict.fromkeys(reversed(chain)))
    return done


class _BrokenLineError(Exception):
    """What is wrong with a line, in words."""


class _Reader:
    """Reads an export line by line into the store."""

    def __init__(self, store: Store, source: Path) -> None:
        self._store = store
        self._source = source
        self._added = dict.fromkeys(Counts._fields, 0)
        self._skipped = dict.fromkeys(Counts._fields, 0)
        self._fresh: set[RoundId] = set()
        self._known: set[RoundId] = set()
        self._events: list[Event] = []
        self._events_of = RoundId("")
        self._ended = False
        self._takers: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "profile": self._profile,
            "content": self._content,
            "round": self._round,
            "event": self._event,
            "submission": self._submission,
            "measurement": self._measurement,
            "grade": self._grade,
            "dispute": self._dispute,
            "model_call": self._model_call,
            "drill_attempt": self._drill_attempt,
            "user_story": self._user_story,
            "target": self._target,
            "interview": self._interview,
            "expectation": self._expectation,
            "loop": self._loop,
            "end": self._end,
        }

    def read(self, file: Iterable[bytes]) -> Imported:
        """Take every line in.

        Raises:
            BadInputError: At the first line that is broken.
        """
        number = 0
        for number, line in enumerate(file, start=1):
            try:
                self._take(number, line)
            except HistoryError:
                raise
            except (_BrokenLineError, KnownError) as fault:
                raise self._broken(number, str(fault)) from fault
            except ValidationError as fault:
                first = fault.errors(include_url=False)[0]
                where = ".".join(str(part) for part in first["loc"])
                raise self._broken(number, f"{where}: {first['msg']}") from fault
            except IntegrityError as fault:
                raise self._broken(number, "it does not fit what came before it") from fault
            except DBAPIError:
                raise  # a full disk or the like; told as such
            except (
                StatementError,
                ValueError,
                KeyError,
                TypeError,
                AttributeError,
                OverflowError,
                RecursionError,
            ) as fault:
                raise self._broken(number, "it is not one of the lines that mockint writes") from fault
        if not self._ended:
            raise self._broken(number + 1, "the file ends before its last line")
        return Imported(Counts(**self._added), Counts(**self._skipped))

    def _broken(self, number: int, why: str) -> BadInputError:
        return BadInputError(
            f"{self._source}, line {number}: {why}. Nothing was imported.", "Export the history again."
        )

    def _take(self, number: int, line: bytes) -> None:
        entry = json.loads(line)
        if number == 1:
            if entry["format"] != FORMAT:
                raise _BrokenLineError("this is not an exported history")
            if entry["version"] not in _READABLE:
                raise _BrokenLineError(f"version {entry['version']} of the format is newer than this program")
            return
        if self._ended:
            raise _BrokenLineError("there is more after the last line")
        if entry["type"] != "event":
            self._flush()
        taker = self._takers.get(entry["type"])
        if taker is None:
            raise _BrokenLineError(f"there is no type {entry['type']!r}")
        taker(entry)

    def _count(self, what: str, *, added: bool) -> None:
        counts = self._added if added else self._skipped
        counts[what] += 1

    def _is_fresh(self, round_id: RoundId, what: str) -> bool:
        """Whether something belongs to a round that this file brings; it is counted either way."""
        fresh = round_id in self._fresh
        if not fresh and round_id not in self._known:
            raise _BrokenLineError(f"its round {round_id} does not stand before it")
        self._count(what, added=fresh)
        return fresh

    def _profile(self, entry: Mapping[str, Any]) -> None:
        value = entry["value"]
        created = datetime.fromisoformat(value["created"])
        profile = Profile(ProfileId(_text(value["id"])), _text(value["name"]), created)
        self._count("profiles", added=self._store.put_profile(profile))

    def _content(self, entry: Mapping[str, Any]) -> None:
        value = entry["value"]
        if content_hash(_text(value["text"])) != value["hash"]:
            raise _BrokenLineError("the text does not have the hash that it is kept under")
        known = self._store.has_content(value["hash"])
        if not known:
            self._store.put_content(_text(value["kind"]), _text(value["title"]), value["text"])
        self._count("contents", added=not known)

    def _round(self, entry: Mapping[str, Any]) -> None:
        record = Round.model_validate(entry["value"])
        if record.id in self._fresh or record.id in self._known:
            raise _BrokenLineError(f"round {record.id} stands there twice")
        fresh = not self._store.has_round(record.id)
        (self._fresh if fresh else self._known).add(record.id)
        if fresh:
            self._store.create_round(record)
        self._count("rounds", added=fresh)

    def _event(self, entry: Mapping[str, Any]) -> None:
        round_id, value = RoundId(entry["round"]), entry["value"]
        if not isinstance(value["payload"], dict):
            raise _BrokenLineError("the payload is not an object")
        text = json.dumps(value["payload"], ensure_ascii=False)
        event = Event.model_validate(
            {
                "seq": value["seq"],
                "t_ms": value["t_ms"],
                "wall": value["wall"],
                "version": value["version"],
                "payload": rows.payload_value(_text(value["kind"]), value["version"], text),
            }
        )
        if not self._is_fresh(round_id, "events"):
            return
        if round_id != self._events_of or len(self._events) >= _BATCH:
            self._flush()
        self._events_of = round_id
        self._events.append(event)

    def _flush(self) -> None:
        events, self._events = self._events, []
        if events:
            self._store.append_events(self._events_of, events)

    def _submission(self, entry: Mapping[str, Any]) -> None:
        submission = Submission.model_validate(entry["value"])
        if self._is_fresh(submission.round_id, "submissions"):
            self._store.save_submission(submission)

    def _measurement(self, entry: Mapping[str, Any]) -> None:
        measurement = Measurement.model_validate(entry["value"])
        round_id = RoundId(entry["round"])
        if self._is_fresh(round_id, "measurements"):
            self._store.add_measurements(round_id, [measurement])

    def _grade(self, entry: Mapping[str, Any]) -> None:
        grade = Grade.model_validate(entry["value"])
        if self._is_fresh(grade.round_id, "grades"):
            self._store.add_grade(grade)

    def _dispute(self, entry: Mapping[str, Any]) -> None:
        dispute = Dispute.model_validate(entry["value"])
        if self._is_fresh(dispute.round_id, "disputes"):
            self._store.add_dispute(dispute)

    def _drill_attempt(self, entry: Mapping[str, Any]) -> None:
        attempt = DrillAttempt.model_validate(entry["value"])
        self._count("drill_attempts", added=self._store.add_attempt(attempt))

    def _user_story(self, entry: Mapping[str, Any]) -> None:
        story = UserStory.model_validate(entry["value"])
        fresh = not self._store.has_story(story.id)
        if fresh:
            self._store.put_story(story)
        self._count("user_stories", added=fresh)

    def _target(self, entry: Mapping[str, Any]) -> None:
        target = Target.model_validate(entry["value"])
        fresh = not self._store.has_target(target.id)
        if fresh:
            self._store.put_target(target)
        self._count("targets", added=fresh)

    def _interview(self, entry: Mapping[str, Any]) -> None:
        interview = Interview.model_validate(entry["value"])
        self._count("interviews", added=self._store.add_interview(interview))

    def _expectation(self, entry: Mapping[str, Any]) -> None:
        expectation = Expectation.model_validate(entry["value"])
        if self._is_fresh(expectation.round_id, "expectations"):
            self._store.add_expectation(expectation)

    def _loop(self, entry: Mapping[str, Any]) -> None:
        loop = Loop.model_validate(entry["value"])
        fresh = not self._store.has_loop(loop.id)
        if fresh:
            self._store.put_loop(loop)
        self._count("loops", added=fresh)

    def _model_call(self, entry: Mapping[str, Any]) -> None:
        call = ModelCall.model_validate(entry["value"])
        if call.round_id is None:
            self._count("model_calls", added=self._store.add_model_calls([call]) == 1)
        elif self._is_fresh(call.round_id, "model_calls"):
            self._store.add_model_calls([call])

    def _end(self, entry: Mapping[str, Any]) -> None:
        told = Counts(**entry["counts"])
        met = Counts(**{name: self._added[name] + self._skipped[name] for name in Counts._fields})
        if told != met:
            raise _BrokenLineError("lines are missing before it, or stand there twice")
        self._ended = True


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _BrokenLineError("a text is not a text")
    return value
