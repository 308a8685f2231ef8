"""Today and the places to come: what to do next is one key away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mockint.app.skills import KindTold, NextTold
from mockint.domain.changes import Changes
from mockint.errors import HistoryError
from tests.gui.conftest import named
from tests.helpers.fake_services import NOON, FakeServices, Waits, estimated
from ui.application import WindowApp
from ui.pages.today import TodayPage
from ui.widgets.level_scale import LevelScale

Rest = Callable[[], None]


def test_an_open_round_comes_first_and_has_the_keyboard(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    running.window.go_to("today")
    rest()
    resume = named(running.window.page("today"), "Resume BM25 from nothing, top-k")
    assert resume.hasFocus()
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.keyClick(resume, Qt.Key.Key_Space)
    assert wanted.args == ["round-1"]


def test_last_rounds_can_be_opened(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    running.window.go_to("today")
    rest()
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.mouseClick(named(running.window, "Open Token bucket per key"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["round-2"]


def test_a_new_user_is_led_to_a_first_round(
    running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.lines = ()
    running.window.go_to("today")
    rest()
    page = running.window.page("today")
    (go,) = [b for b in page.findChildren(QPushButton) if b.isVisible()]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert running.window.place == "practice"


@pytest.mark.parametrize(
    ("grader", "reason", "told"),
    [
        ("messages", "", "Grade all now"),
        ("messages", "The key was refused.", "Grade all now"),
        ("offline", "", "Grade all now"),
        ("offline", "The level is yours to set.", "Choose a grader"),
        (None, "", "Choose a grader"),
    ],
)
def test_rounds_that_wait_for_a_grader_are_told(
    running: WindowApp, services: FakeServices, rest: Rest, grader: str | None, reason: str, told: str
) -> None:
    services.waiting = (Waits("round-2", "Token bucket per key", reason), Waits("round-3", "LRU cache", ""))
    services.waiting = services.waiting[: 1 if reason else 2]
    services.chosen_grader = grader
    running.window.go_to("today")
    rest()
    page = running.window.page("today")
    said = " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
    assert ("1 round waits for a grader" if reason else "2 rounds wait for a grader") in said
    assert f"Token bucket per key: {reason or 'nobody was asked yet.'}" in said
    buttons = [one for one in page.findChildren(QPushButton) if one.text() == told]
    assert len(buttons) == 1
    buttons[0].click()
    assert running.window.place == ("settings" if told == "Choose a grader" else "today")


def test_one_primary_button_a_screen(running: WindowApp, rest: Rest) -> None:
    for place in ("today", "practice", "history", "loop", "skills", "stories", "settings"):
        running.window.go_to(place)
        rest()
        buttons = [
            b for b in running.window.findChildren(QPushButton) if b.isVisible() and b.property("role") == "primary"
        ]
        assert len(buttons) <= 1, place


@pytest.mark.parametrize(("place", "asks"), [("today", "last_rounds"), ("history", "history")])
def test_nothing_is_claimed_of_a_history_that_cannot_be_read(
    running: WindowApp, services: FakeServices, rest: Rest, place: str, asks: str
) -> None:
    services.lines = ()
    running.window.go_to(place)
    rest()
    services.fail[asks] = HistoryError("The history is damaged.")
    assert running.tools is not None
    running.tools.hub.announce(Changes(rounds=True))
    rest()
    page = running.window.page(place)
    assert [banner.text for banner in page.banners.shown()] == ["The history is damaged."]
    assert not [one for one in page.findChildren(QLabel) if one.isVisible() and one.text() == "No rounds yet"]


@pytest.mark.parametrize(
    ("days", "told"), [(19, "Interview in 19 days"), (1, "Interview in 1 day"), (0, "Interview today"), (-3, "")]
)
def test_the_days_to_the_interview_are_told_while_it_is_ahead(
    running: WindowApp, services: FakeServices, rest: Rest, days: int, told: str
) -> None:
    services.interview = NOON.date() + timedelta(days=days)
    running.window.go_to("today")
    rest()
    assert running.window.page("today").aside.text() == told


def test_today_says_how_ready_one_is_and_starts_what_comes_next(
    running: WindowApp, services: FakeServices, rest: Rest, qtbot: QtBot
) -> None:
    kinds = (
        KindTold("coding", estimated(3.1, 0.4, 6, 0.71), (), True),
        KindTold("live_build", estimated(2.2, 1.0, 1), (), True),
        KindTold("behavioral", estimated(), (), False),
    )
    chosen = NextTold("coding/lru-cache", "LRU cache", "coding", 45, "It was not practised for 9 days.", 15)
    services.lines = tuple(line for line in services.lines if not line.is_open)
    services.overview = services.overview._replace(kinds=kinds, next=chosen, days=5, handed_in=8)
    running.window.go_to("today")
    rest()
    page = running.window.page("today")
    said = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "71 %" in said
    assert said.count("?") == said.count("too few rounds") == 1
    assert "5 days of the last fourteen" in said
    assert "No drill is due." in said
    assert isinstance(page, TodayPage)
    assert "not practised for 9 days" in page.next.why.accessibleName()
    page.next.start.setFocus()
    with qtbot.waitSignal(page.round_wanted):
        qtbot.keyClick(page.next.start, Qt.Key.Key_Space)
    assert services.started[-1] == ("coding/lru-cache", "practice", "full")
    assert page.next.short.text() == "Short, 15 min"
    with qtbot.waitSignal(page.round_wanted):
        qtbot.mouseClick(page.next.short, Qt.MouseButton.LeftButton)
    assert services.started[-1] == ("coding/lru-cache", "practice", "short")
    assert len(page.strip.findChildren(LevelScale)) == 2
    qtbot.mouseClick(page.strip.more, Qt.MouseButton.LeftButton)
    assert running.window.place == "skills"
