"""The filters of the history, as a user: narrow the list by keys alone, see what hides a round, let go of it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.conftest import named
from tests.helpers.fake_services import FakeServices
from ui.application import WindowApp
from ui.models.rounds import outcome
from ui.pages.history import HistoryPage
from ui.pages.history_filters import Filters

Rest = Callable[[], None]
HELD = "In a loop, told at its end"


@pytest.fixture
def page(running: WindowApp, rest: Rest) -> HistoryPage:
    running.window.go_to("history")
    rest()
    found = running.window.page("history")
    assert isinstance(found, HistoryPage)
    return found


def choose(page: HistoryPage, chip: str, title: str, qtbot: QtBot, rest: Rest) -> None:
    """Open a chip's menu and take a choice, by keys."""
    button = page.filters.chips[chip]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    menu = button.choices
    qtbot.waitUntil(menu.isVisible)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    row = [action.text() for action in menu.actions()].index(title)
    for _ in range(row + 1):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    rest()


def titles(page: HistoryPage) -> list[str]:
    return [str(page.rounds.index(row, 0).data()) for row in range(page.rounds.rowCount())]


def test_filters_narrow_the_list_and_count_what_is_left(page: HistoryPage, qtbot: QtBot, rest: Rest) -> None:
    assert not page.filters.clear_all.isEnabled()
    choose(page, "state", "Ungraded", qtbot, rest)
    assert titles(page) == ["Token bucket per key", "LRU cache with time to live"]
    assert page.aside.text() == "2 of 5 rounds"
    choose(page, "question", "Token bucket per key", qtbot, rest)
    assert page.aside.text() == "1 of 5 rounds"
    assert page.filters.chips["question"].accessibleName() == "Question filter: Token bucket per key"
    choose(page, "state", "Any state", qtbot, rest)
    choose(page, "question", "Any question", qtbot, rest)
    choose(page, "verdict", "Hire", qtbot, rest)
    assert titles(page) == ["Agent loop with a tool registry"]
    qtbot.keyClick(page.filters.clear_all, Qt.Key.Key_Space)
    rest()
    assert page.aside.text() == "5 rounds"
    assert page.window().focusWidget() is page.search


def test_what_hides_every_round_is_said_and_can_be_let_go(page: HistoryPage, qtbot: QtBot, rest: Rest) -> None:
    choose(page, "kind", "Behavioral", qtbot, rest)
    page.search.setFocus()
    qtbot.keyClicks(page.search, "cache")
    qtbot.waitUntil(lambda: "words" in page.nothing.text.text())
    assert page.nothing.text.text() == "All 5 rounds are hidden by: kind: Behavioral; words: cache."
    assert page.footer.isHidden()
    assert page.nothing.action is not None
    qtbot.mouseClick(page.nothing.action, Qt.MouseButton.LeftButton)
    rest()
    assert page.rounds.rowCount() == 5
    assert page.search.text() == ""


def test_a_range_of_days_has_two_dates_in_any_order(page: HistoryPage, qtbot: QtBot, rest: Rest) -> None:
    assert not page.filters.span.isVisible()
    choose(page, "days", "From ... to ...", qtbot, rest)
    assert page.window().focusWidget() is page.filters.first
    named(page, "From this day")
    page.filters.first.setDate(QDate(2026, 1, 4))
    page.filters.last.setDate(QDate(2026, 1, 2))
    rest()
    assert titles(page) == ["BM25 from nothing, top-k", "Token bucket per key", "LRU cache with time to live"]
    assert page.filters.in_words() == "days: 02 Jan 2026 to 04 Jan 2026"
    choose(page, "days", "Last 7 days", qtbot, rest)  # it is the 5th of January
    assert not page.filters.span.isVisible()
    assert page.rounds.rowCount() == 4


def test_a_filter_is_gone_with_the_next_start(page: HistoryPage, launch: Callable[[], WindowApp], qtbot: QtBot,
                                             rest: Rest) -> None:  # fmt: skip
    choose(page, "state", "Abandoned", qtbot, rest)
    assert page.rounds.rowCount() == 1
    again = launch()
    again.window.go_to("history")
    found = again.window.page("history")
    assert isinstance(found, HistoryPage)
    qtbot.waitUntil(lambda: found.rounds.rowCount() == 5)


def test_a_history_without_rounds_has_nothing_to_filter(running: WindowApp, services: FakeServices, rest: Rest) -> None:
    services.lines = ()
    running.window.go_to("history")
    rest()
    page = running.window.page("history")
    assert isinstance(page, HistoryPage)
    assert page.empty.isVisible()
    assert not page.filters.isEnabled()


def test_a_round_of_a_loop_under_way_keeps_its_result(
    running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    first, graded = services.lines[0], services.lines[3]
    services.lines = (first, graded._replace(is_held=True))
    running.window.go_to("history")
    rest()
    page = running.window.page("history")
    assert isinstance(page, HistoryPage)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert outcome(services.lines[1]) == HELD
    assert [page.rounds.index(1, column).data() for column in (4, 5)] == [HELD, "\N{EN DASH}"]
    assert page.look.isVisible()
    assert not page.report.isVisible()
    assert not page.export.isVisible()
    running.window.go_to("today")
    rest()
    assert named(running.window.page("today"), HELD)


@pytest.mark.parametrize("name", ["kind", "state", "verdict", "question", "days"])
def test_nothing_chosen_asks_for_everything(name: str) -> None:
    today = date(2026, 1, 5)
    assert Filters().wanted(today) == Filters(search="").wanted(today)
    assert not Filters().is_on
    value = {"days": "7"}.get(name, "graded")
    assert Filters(**{name: value}).is_on  # type: ignore[arg-type]


def test_days_begin_at_midnight_where_the_user_is_and_have_no_end() -> None:
    wanted = Filters(days="1").wanted(date(2026, 1, 5))
    assert wanted.since == datetime(2026, 1, 5).astimezone()
    assert wanted.until is None  # a round of a clock that was ahead is still there
    span = Filters(days="span", first=date(2026, 1, 1), last=date(2026, 1, 1)).wanted(date(2026, 1, 5))
    assert span.since is not None
    assert span.until is not None
    assert span.until - span.since <= timedelta(hours=25)
    assert span.since.astimezone(UTC).tzinfo is UTC
