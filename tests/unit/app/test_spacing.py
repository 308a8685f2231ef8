"""When drills come again."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.app import drilling, spacing
from mockint.app.services import Services
from mockint.app.spacing import Review
from mockint.clock import ManualClock
from mockint.domain.drill import DrillVerdict
from mockint.paths import Home, bank_root

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
MINUTES = 4
WORDS: tuple[DrillVerdict, ...] = ("wrong", "nearly", "right")
_pasts = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(WORDS)), max_size=8)


@pytest.mark.parametrize(
    ("verdict", "seconds", "rated"),
    [("wrong", 10, 1), ("nearly", 10, 2), ("right", 200, 3), ("right", None, 3), ("right", 120, 3), ("right", 119, 4)],
)
def test_the_mark_is_the_rating(verdict: DrillVerdict, seconds: float | None, rated: int) -> None:
    assert spacing.rating(Review(NOON, verdict, seconds), MINUTES) == rated


def days(*verdicts: DrillVerdict) -> list[int]:
    """In how many days it is due after each of these attempts, each made on the day it was due."""
    reviews, found, when = list[Review](), list[int](), NOON
    for verdict in verdicts:
        reviews.append(Review(when, verdict))
        due = spacing.due_at(reviews, MINUTES)
        found.append((due - when).days)
        when = due
    return found


def test_a_drill_that_goes_well_comes_ever_later_and_one_that_fails_soon() -> None:
    well = days("right", "right", "right", "right")
    assert well == sorted(set(well))
    assert days("wrong") == [1]
    assert days("right", "right", "wrong")[-1] < well[1]
    assert days(*("right",) * 14)[-1] <= 180


@given(_pasts, st.integers(0, 40))
def test_a_better_answer_never_brings_it_back_earlier(past: list[tuple[int, DrillVerdict]], gap: int) -> None:
    when, reviews = NOON, list[Review]()
    for later, verdict in past:
        when += timedelta(days=later)
        reviews.append(Review(when, verdict))
    when += timedelta(days=gap)
    dues = [spacing.due_at([*reviews, Review(when, verdict)], MINUTES) for verdict in WORDS]
    assert dues == sorted(dues)
    assert all(due > when for due in dues)


@pytest.mark.parametrize(
    ("due", "words"),
    [(datetime(2026, 3, 8, 12, tzinfo=UTC), "8 March"), (datetime(2027, 1, 9, 12, tzinfo=UTC), "9 January 2027")],
)
def test_the_day_it_is_due_has_its_year_where_that_is_another(due: datetime, words: str) -> None:
    assert spacing.day_words(due, NOON) == words


def test_the_day_it_is_due_is_that_of_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        with monkeypatch.context() as changed:
            changed.setenv("TZ", "Pacific/Auckland")
            time.tzset()
            assert spacing.day_words(datetime(2026, 12, 31, 20, tzinfo=UTC), NOON) == "1 January 2027"
    finally:
        time.tzset()


def test_a_clock_that_went_back_counts_as_no_time() -> None:
    back = [Review(NOON, "right"), Review(NOON - timedelta(days=30), "right")]
    assert spacing.due_at(back, MINUTES) == spacing.due_at([back[0], Review(NOON, "right")], MINUTES)


def test_an_attempt_from_another_zone_is_scheduled(tmp_path: Path) -> None:
    services = Services(Home(tmp_path / "home"), ManualClock(), random.Random(3), bank_root(), ())
    try:
        entry = next(one for one in services.catalog.drills if one.kind == "concept")
        made = drilling.answer(services, drilling.pose(services, entry.ref), {})
        away = made.model_copy(update={"id": "other", "made": made.made.astimezone(timezone(timedelta(hours=5)))})
        services.stored(lambda store: store.add_attempt(away))
        assert spacing.due_again(services, entry) > made.made
    finally:
        services.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def test_what_is_due_fits_the_time_and_the_rest_will_keep(tmp_path: Path, clock: ManualClock) -> None:
    services = Services(Home(tmp_path / "home"), clock, random.Random(3), bank_root(), ())
    assert spacing.due_now(services, services.catalog.drills) == spacing.Due(0, 0, ())
    try:
        entries = [entry for entry in services.catalog.drills if entry.kind == "concept"][:8]
        for entry in entries:
            drilling.answer(services, drilling.pose(services, entry.ref), {})
        assert spacing.due_now(services, entries).total == 0, "not on the same day"
        assert spacing.due_words(spacing.due_now(services, entries), 15) == "No drill is due."
        clock.advance(3 * 86_400)
        found = drilling.due_drills(services, None, None, 15)
        assert (found.total, found.minutes, len(found.fitting)) == (8, 24, 5)
        assert spacing.due_words(found, 15) == (
            "8 drills are due, about 24 minutes. These 5 fit in 15 minutes; the other 3 will keep."
        )
        assert drilling.next_drill(services).id in {entry.id for entry in entries}
        assert len(drilling.due_drills(services, None, None, 1).fitting) == 1, "the first is always named"
        services.__dict__["_catalog"] = services.catalog._replace(drills=())
        assert drilling.due_drills(services, None, None, 15).total == 0, "a drill that is gone is passed over"
    finally:
        services.close()
