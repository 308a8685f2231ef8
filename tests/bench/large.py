"""Fills a history with many valid rounds at once: a few are made as the app makes them, then multiplied in the database."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from mockint.app import catalogue, rounds
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.event import Edit
from mockint.domain.ids import GradeId, ItemId, RoundId
from mockint.domain.judgement import Judged
from mockint.domain.round import Round
from mockint.domain.rubric import Rubric
from mockint.history import rows
from mockint.history.times import utc_text
from mockint.paths import Home, bank_root

ROUNDS, EVENTS = 10_000, 500
START: Final = datetime(2024, 1, 1, 9, tzinfo=UTC)
RARE: Final = "zyzzogeton"
"""Stands in one answer in two thousand."""
COMMON: Final = "return"
"""Stands in every answer."""
_WORDS_AN_ANSWER: Final = 350
_VOCABULARY: Final = 12_000
_BATCH: Final = 500
_STEP: Final = timedelta(hours=2)


def fill(home: Home, count: int, events: int = EVENTS) -> None:
    """Make a history of so many graded rounds on all questions of the bank, each with so many events.

    Args:
        home: Where it is made; there is none yet.
        count: So many rounds.
        events: So many entries has the journal of each.
    """
    rng = random.Random(count)
    services = Services(home, ManualClock(START), rng, bank_root(), ())
    made = [rounds.plan_round(services, rounds.Plan(entry.ref, seed=1)) for entry in catalogue.questions(services)]
    rubrics = {
        key: Rubric.model_validate_json(services.stored(lambda store, key=key: store.content(key).text))  # type: ignore[misc]
        for key in {record.items[0].rubric_hash for record in made}
    }
    services.close()
    with closing(sqlite3.connect(home.database, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-200000")
        database.execute("PRAGMA foreign_keys=ON")
        database.execute("DELETE FROM round")
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("BEGIN")
        texts = _Texts(rng)
        for first in range(0, count, _BATCH):
            numbers = range(first, min(first + _BATCH, count))
            _put(database, [_rows(number, made[number % len(made)], rubrics, texts, rng) for number in numbers])
        _put_events(database, events)
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Texts:
    """Answers of made-up words, some of them frequent and most of them rare."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        letters = "abcdefghijklmnopqrstuvwxyz"
        self._words = ["".join(rng.choices(letters, k=rng.randint(3, 10))) for _ in range(_VOCABULARY)]
        self._weights = [1 / (place + 5) for place in range(_VOCABULARY)]

    def answer(self, number: int, words: int = _WORDS_AN_ANSWER) -> str:
        chosen = self._rng.choices(self._words, self._weights, k=words)
        lines = [" ".join(chosen[at : at + 7]) for at in range(0, words, 7)]
        return "\n".join([*lines, f"{COMMON} token_bucket", *([RARE] if number % 2000 == 7 else [])])


def _rows(
    number: int, template: Round, rubrics: dict[Any, Rubric], texts: _Texts, rng: random.Random
) -> dict[str, list[dict[str, Any]]]:
    created = START + number * _STEP
    round_id, item_id, grade_id = (RoundId(_id(kind, number)) for kind in range(3))
    ended = created + timedelta(minutes=40)
    item = template.items[0].model_copy(update={"id": ItemId(item_id)})
    record = template.model_copy(
        update={"id": round_id, "items": (item,), "created": created, "started": created, "ended": ended}
    )
    record_row = rows.round_row(record).model_dump() | {"state": "graded", "question_seen": int(number >= 200)}
    judged = [
        Judged(criterion=one.id, level=rng.randint(1, 4), source="model", missing=texts.answer(number, 12))  # type: ignore[arg-type]
        for one in rubrics[item.rubric_hash].criteria
    ]
    word = rng.choice(["hire", "no_hire", "strong_hire"])
    grade = {
        "id": GradeId(grade_id),
        "round_id": round_id,
        "item_id": item_id,
        "seq": 1,
        "made": ended,
        "source": "Graded by a model",
        "rubric_hash": item.rubric_hash,
        "target": record.target.value,
        "verdict": word,
        "reason": "The mean meets the bar.",
        "mean": 2.8,
        "judged_share": 1.0,
        "measured_bar": "met",
        "grader": "messages",
        "model": "m",
        "effort": "",
        "prompt_version": "1",
        "runs": 3,
        "marks": "[]",
    }
    return {
        "round": [record_row],
        "item": [rows.item_rows(record)[0].model_dump()],
        "submission": [
            {
                "round_id": round_id,
                "item_id": item_id,
                "submitted": ended,
                "ended_by": "candidate",
                "elapsed_s": 2400.0,
                "overtime_s": 0.0,
                "hints_used": 0,
            }
        ],
        "document": [{"round_id": round_id, "item_id": item_id, "name": "solution", "text": texts.answer(number)}],
        "grade": [grade],
        "judgement": [
            {
                "grade_id": grade_id,
                "position": position,
                "criterion": one.criterion,
                "outcome": one.outcome,
                "level": one.level,
                "source": one.source,
                "body": one.model_dump_json(),
            }
            for position, one in enumerate(judged)
        ],
    }


def _put(database: sqlite3.Connection, found: Sequence[dict[str, list[dict[str, Any]]]]) -> None:
    for table in ("round", "item", "submission", "document", "grade", "judgement"):
        lines = [line for each in found for line in each[table]]
        names = list(lines[0])
        database.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})",
            [[utc_text(value) if isinstance(value, datetime) else value for value in line.values()] for line in lines],
        )


def _put_events(database: sqlite3.Connection, events: int) -> None:
    """The same journal for every round, in the order of the table's key."""
    database.execute("CREATE TEMP TABLE one (seq INTEGER PRIMARY KEY, t_ms INTEGER, payload TEXT)")
    started = json.dumps({"kind": "started"})
    typed = [Edit(document="solution", at=at, removed=0, inserted="x").model_dump_json() for at in range(events - 1)]
    database.executemany(
        "INSERT INTO one VALUES (?, ?, ?)",
        [(at + 1, at * 2_400_000 // max(1, events), text) for at, text in enumerate([started, *typed])],
    )
    database.execute(
        "INSERT INTO event SELECT round.id, seq, t_ms, created, CASE seq WHEN 1 THEN 'started' ELSE 'edit' END, 1, payload"
        " FROM round CROSS JOIN one ORDER BY round.id, seq"
    )


def _id(kind: int, number: int) -> str:
    """A valid id that sorts as the rounds were made, as the app's own do."""
    return f"{number:08x}-0000-7000-8000-{kind:012x}"
