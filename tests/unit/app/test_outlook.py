"""The way to the date in a real history, and predictions kept before an answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mockint.app import expectations, outlook, readiness, rounds
from mockint.app.aim import today
from mockint.app.services import Services
from mockint.app.targets import Draft, TargetBook
from mockint.clock import ManualClock
from mockint.errors import BadInputError
from tests.unit.app.conftest import Desks
from tests.unit.app.test_readiness import STORIES, STORY, History


@pytest.fixture
def history(services: Services, clock: ManualClock, tmp_path: Path) -> History:
    return History(services, clock, tmp_path)


def aim(services: Services, days: int, *kinds: str) -> None:
    day = (today(services) + timedelta(days=days)).isoformat()
    TargetBook(services).add(Draft("Acme", "mid", kinds or None, dates=(day,)))


@pytest.mark.history_file
def test_without_rounds_and_without_a_date_nothing_is_forecast(services: Services) -> None:
    _, found = outlook.read(services)
    assert not services.has_history()
    assert found.loop is None
    assert "no interview date" in found.note
    assert "Too few rounds to forecast" in found.note
    assert len(found.weeks) == 4
    assert all(week.rounds for week in found.weeks)


def test_the_plan_is_of_the_loop_and_ends_before_the_day(services: Services) -> None:
    aim(services, 10, "behavioral")
    _, found = outlook.read(services, minutes_a_week=40)
    assert found.days == 10
    assert [week.last for week in found.weeks] == [today(services) + timedelta(days=days) for days in (6, 9)]
    assert {one.offer.kind for week in found.weeks for one in week.rounds} == {"behavioral"}
    told = outlook.outlook_document(found)
    assert told["forecast"]["enough"] is False
    assert told["plan"]["weeks"][1]["minutes"] == 40 * 3 // 7
    assert outlook.read(services, minutes_a_week=0)[1].plan_note.startswith("No round fits")
    with pytest.raises(BadInputError, match="minutes a week"):
        outlook.read(services, minutes_a_week=-1)


def test_enough_rounds_are_forecast_to_the_date(services: Services, history: History) -> None:
    for name in STORIES[:4]:
        history.judge(history.play(name), {"ownership": 3, "action": 3, "evidence": 3, "result": 3, "hindsight": 3})
    aim(services, 14, "behavioral")
    found, ahead = outlook.read(services)
    assert ahead.loop is not None
    assert ahead.note == ""
    assert ahead.loop.now == found.loop
    assert ahead.loop.keep.chance > ahead.loop.stop.chance
    assert ahead.rounds["behavioral"] is not None
    assert "if you stop" in outlook.forecast_words(ahead.loop)


def test_an_interview_today_leaves_nothing_to_plan(services: Services) -> None:
    aim(services, 0)
    _, found = outlook.read(services)
    assert (found.days, found.weeks) == (0, ())
    assert "is today" in found.plan_note


def test_what_was_expected_is_kept_before_the_answer(services: Services, history: History) -> None:
    round_id = history.play(STORY)
    (kept,) = services.stored(lambda store: store.expectations(round_id))
    record = services.stored(lambda store: store.load_round(round_id))
    assert (kept.round_id, kept.item_id) == (round_id, record.items[0].id)
    assert kept.criteria["ownership"].mean == pytest.approx(2.2)
    assert expectations.how_good(services)[0].number == 0, "nothing came yet"
    history.judge(round_id, {"ownership": 4, "action": 2})
    history.judge(history.play(STORIES[1]), {"ownership": 4}, "self")
    app, own = expectations.how_good(services)
    assert (app.number, app.rounds, own.number) == (2, 1, 0)
    assert expectations.calibration_words(app, own)[0].startswith("2 of 50 predictions")
    later = services.stored(lambda store: store.expectations())[-1]
    assert later.criteria["ownership"].mean > 2.2, "the round before was learnt from"
    before = services.stored(lambda store: store.expectations(round_id))
    readiness.read(services)
    assert services.stored(lambda store: store.expectations(round_id)) == before, "hindsight changes nothing"


def test_the_users_own_predictions_are_read_from_the_journal(services: Services, desks: Desks) -> None:
    desk = desks.start()
    desk.submit().result()
    desk.session.predict(None, {"correctness": 3})
    desk.keep()
    desk.close()
    found = services.stored(lambda store: store.predicted_levels([desk.round.id]))
    assert found == ((desk.round.id, desk.round.items[0].id, {"correctness": 3}),)


def test_a_demo_keeps_no_expectation(services: Services) -> None:
    rounds.plan_round(services, rounds.Plan(STORY), demo=True)
    assert services.stored(lambda store: store.expectations()) == ()
