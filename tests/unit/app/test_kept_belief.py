"""The kept belief: reading from it gives to the last digit what reading everything again gives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from mockint.app import kept_belief, readiness, rounds
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.ids import CriterionId, GradeId, ItemId, RoundId
from mockint.domain.judgement import Judged
from mockint.domain.round import Round, RoundState
from mockint.history.store import Store
from tests.helpers.records import make_grade

QUESTIONS = ("behavioral/hard-feedback", "behavioral/learned-fast", "coding/token-bucket")
CRITERIA = {"behavioral": ("ownership", "action", "result"), "coding": ("problem_solving", "code_quality")}


class Past:
    """Graded rounds, put into the history as an import would."""

    def __init__(self, services: Services, clock: ManualClock, seed: int) -> None:
        self.services, self.clock, self.rng = services, clock, random.Random(seed)
        self.templates = [rounds.plan_round(services, rounds.Plan(name)) for name in QUESTIONS]
        self.made: list[Round] = []
        self.count = 0

    def add(self, count: int, ago_days: float = 0.0) -> None:
        with_grades = []
        for _ in range(count):
            self.clock.advance(40_000)
            self.count += 1
            template = self.rng.choice(self.templates)
            ended = self.clock.now().wall - timedelta(days=ago_days)
            name = f"round-{self.count:04}"
            item = template.items[0].model_copy(update={"id": ItemId(f"i{self.count}")})
            record = template.model_copy(
                update={
                    "id": RoundId(name),
                    "items": (item,),
                    "state": RoundState.GRADED,
                    "created": ended - timedelta(minutes=40),
                    "started": ended - timedelta(minutes=40),
                    "ended": ended,
                    "question_seen": self.rng.random() < 0.3,
                }
            )
            self.made.append(record)
            with_grades.append(record)

        def put(store: Store) -> None:
            with store.all_or_nothing():
                for record in with_grades:
                    store.create_round(record)

        self.services.stored(put)
        for record in with_grades:
            self.grade(record)

    def grade(self, record: Round) -> None:
        self.clock.advance(1)
        self.count += 1
        judged = tuple(
            Judged(criterion=CriterionId(name), level=self.rng.randint(1, 4), source="model")  # type: ignore[arg-type]
            for name in CRITERIA[record.kind]
        )
        grade = make_grade(record, judgements=judged, made=self.clock.now().wall, id=GradeId(f"g{self.count}"))
        self.services.stored(lambda store: store.add_grade(grade))

    def delete(self, record: Round) -> None:
        self.made.remove(record)
        self.services.stored(lambda store: store.delete_round(record.id))


@pytest.fixture
def read_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many graded questions each reading took."""
    taken: list[int] = []
    real = readiness._graded

    def counted(store: Store, kept: kept_belief.Kept | None = None) -> object:
        found = real(store, kept)
        taken.append(len(found.items))
        return found

    monkeypatch.setattr(readiness, "_graded", counted)
    return taken


def both(services: Services) -> Sequence[readiness.Readiness]:
    """What is read from the kept belief, and from everything."""
    one = readiness.read(services)
    path = services.home.cache / "belief.json"
    kept = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    other = readiness.read(services)
    if kept is not None:
        path.write_bytes(kept)
    return one, other


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_and_replayed_are_equal_whatever_happens(services: Services, clock: ManualClock, seed: int) -> None:
    past = Past(services, clock, seed)
    steps = random.Random(seed)
    past.add(40)
    for _ in range(14):
        what = steps.choice(["add", "add", "many", "late", "regrade", "regrade last", "delete", "time"])
        if what == "add":
            past.add(1)
        elif what == "many":
            past.add(30)
        elif what == "late":
            past.add(2, ago_days=9)
        elif what == "regrade":
            past.grade(steps.choice(past.made))
        elif what == "regrade last":
            past.grade(past.made[-1])
        elif what == "delete":
            past.delete(steps.choice(past.made))
        else:
            clock.advance(9 * 86_400)
        one, other = both(services)
        assert one == other, what


def test_a_new_grade_goes_on_from_what_is_kept(services: Services, clock: ManualClock, read_again: list[int]) -> None:
    past = Past(services, clock, 3)
    past.add(60)
    readiness.read(services)
    past.add(1)
    readiness.read(services)
    past.grade(past.made[-1])
    readiness.read(services)
    past.grade(past.made[0])
    readiness.read(services)
    readiness.read(services)
    past.delete(past.made[5])
    readiness.read(services)
    assert read_again[len(QUESTIONS) :] == [60, 9, 9, 61, 8, 60]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"through": "x"}', '{"through": "2026-01-01T00:00:00+00:00", "past": 3}', "\x00"]
)
def test_a_broken_file_is_made_anew(services: Services, clock: ManualClock, text: str) -> None:
    past = Past(services, clock, 4)
    past.add(30)
    before = readiness.read(services)
    path: Path = services.home.cache / "belief.json"
    path.write_text(text, encoding="utf-8")
    assert readiness.read(services) == before
    assert kept_belief.load(services, ()) is not None


def test_a_changed_history_of_another_place_is_not_taken(services: Services, clock: ManualClock) -> None:
    past = Past(services, clock, 5)
    past.add(30)
    readiness.read(services)
    kept = kept_belief.load(services, ())
    assert kept is not None
    kept_belief.keep(services, kept._replace(basis="other"))
    one, other = both(services)
    assert one == other


def test_where_it_cannot_be_kept_it_is_read_all_the_same(services: Services, clock: ManualClock) -> None:
    past = Past(services, clock, 6)
    past.add(30)
    services.home.root.mkdir(exist_ok=True)
    services.home.cache.parent.mkdir(parents=True, exist_ok=True)
    if services.home.cache.exists():
        for each in services.home.cache.iterdir():
            each.unlink()
        services.home.cache.rmdir()
    services.home.cache.write_text("a file in its place")
    assert readiness.read(services).loop is not None
