"""What the window tells of readiness, by rounds in a real history."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from mockint.app import skills
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.round import ClockAnchor
from mockint.history.values import RoundSummary
from tests.helpers.records import START, make_round
from tests.unit.app.test_readiness import DAY_S, STORIES, STORY, History


@pytest.fixture
def history(services: Services, clock: ManualClock, tmp_path: Path) -> History:
    return History(services, clock, tmp_path)


def told(services: Services, name: str = "ownership") -> skills.SkillTold:
    return next(one for one in skills.overview(services).skills if one.id == name)


@pytest.mark.history_file
def test_before_the_first_round_there_is_nothing_but_a_next_one(services: Services) -> None:
    found = skills.overview(services)
    assert not services.has_history(), "asking makes no history"
    assert (found.graded, found.handed_in, found.days, found.loop, found.time) == (0, 0, 0, None, ())
    assert found.next is not None
    assert len(found.skills) == 10
    assert [one.id for one in found.skills if one.extra] == ["fundamentals", "ownership"]
    assert not any(one.trend or one.moved for one in found.skills)


def test_each_round_that_spoke_is_told_with_its_levels_and_how_far_it_moved(
    services: Services, history: History
) -> None:
    for name, level in zip(STORIES[:3], (4, 1, 4), strict=True):
        history.judge(history.play(name), {"ownership": level})  # type: ignore[dict-item]
    found = told(services)
    assert [row.levels[0][1] for row in found.moved] == [4, 1, 4]
    assert [row.shown > 0 for row in found.moved] == [True, False, True]
    assert all(row.who == "a model" and row.in_bank and row.title for row in found.moved)
    assert found.moved[0].at > found.moved[2].at
    assert len(found.trend) == 7
    summed = found.start + found.by_rounds + found.by_others + found.by_time
    assert summed == pytest.approx(found.end)
    other = told(services, "rag")
    assert not other.moved
    assert other.by_others > 0


def test_only_ungraded_rounds_are_told_as_such(services: Services, history: History) -> None:
    history.judge(history.play(STORY), {})
    found = skills.overview(services)
    assert (found.graded, found.handed_in) == (0, 1)
    assert not found.own_word_only


def test_ones_own_word_is_named(services: Services, history: History) -> None:
    for name in STORIES[:3]:
        history.judge(history.play(name), {"ownership": 4}, "self")
    found = skills.overview(services)
    assert found.own_word_only
    assert told(services).self_count == 3
    assert not told(services).estimate.enough


def test_a_question_met_again_is_practice(services: Services, history: History) -> None:
    for _ in range(2):
        history.judge(history.play(STORY), {"ownership": 4})
    again, first = told(services).moved
    assert again.only_practice
    assert again.shown == 0 < again.practice
    assert first.shown > 0


def test_a_clock_that_jumped_back_keeps_the_trend_in_order(
    services: Services, history: History, clock: ManualClock
) -> None:
    history.judge(history.play(STORIES[0]), {"ownership": 4})
    clock.jump_wall(-40 * DAY_S)
    history.judge(history.play(STORIES[1]), {"ownership": 3})
    moments = [point.at for point in told(services).trend]
    assert moments == sorted(moments)
    assert told(services).estimate.observations == 2


def test_questions_that_left_the_bank_still_count(services: Services, history: History, tmp_path: Path) -> None:
    history.judge(history.play(STORY), {"ownership": 4})
    bank = tmp_path / "bank"
    shutil.copytree(services.bank, bank, ignore=shutil.ignore_patterns("gold", "live_build"))
    shutil.rmtree(bank / "behavioral" / STORY.split("/")[1])
    other = Services(services.home, services.clock, services.rng, bank, ())
    try:
        (row,) = told(other).moved
    finally:
        other.close()
    assert not row.in_bank
    assert row.title
    assert row.shown > 0


def test_minutes_and_days_come_from_the_rounds_clocks() -> None:
    def line(kind: str, days: int, minutes: float) -> RoundSummary:
        when = START - timedelta(days=days)
        anchor = ClockAnchor(
            elapsed_s=minutes * 60, ticking=False, wall=when, monotonic_s=0, since_boot_s=0, boot_id=""
        )
        return RoundSummary(make_round(kind=kind, started=when, ended=when, anchor=anchor), ("Title",), ())

    rounds = [line("coding", 1, 40), line("coding", 2, 3000), line("behavioral", 2, 10), line("coding", 40, 90)]
    assert skills.time_spent(rounds, START) == (
        skills.TimeSpent("coding", 400, 2),
        skills.TimeSpent("behavioral", 10, 1),
    )
    assert skills.days_of_practice(rounds, START.astimezone().date()) == 2
    assert skills.days_of_practice([], date(2026, 1, 5)) == 0
