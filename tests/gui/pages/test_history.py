"""History, as a user: find a round, go on with it, see it again, keep or remove it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from mockint.errors import HistoryError
from tests.gui.conftest import Opened
from tests.helpers.fake_services import FakeServices
from ui.application import WindowApp
from ui.pages.history import HistoryPage

Rest = Callable[[], None]


@pytest.fixture
def opened(running: WindowApp) -> Opened:
    made = Opened()
    assert running.tools is not None
    running.tools = running.tools._replace(open_url=made)
    return made


@pytest.fixture
def page(running: WindowApp, opened: Opened, rest: Rest) -> HistoryPage:
    running.window.go_to("history")
    rest()
    found = running.window.page("history")
    assert isinstance(found, HistoryPage)
    return found


def cells(page: HistoryPage, row: int) -> list[str]:
    return [str(page.rounds.index(row, column).data()) for column in range(page.rounds.columnCount())]


def test_rounds_are_listed_with_what_came_of_them(page: HistoryPage) -> None:
    assert page.rounds.rowCount() == 5
    assert cells(page, 0)[0] == "BM25 from nothing, top-k"
    assert cells(page, 0)[3] == "Paused"
    assert cells(page, 1)[4] == "Code bar met \N{MIDDLE DOT} not judged yet"
    assert cells(page, 3)[1] == "Coding, simulation"
    assert cells(page, 3)[5] == "a model"
    assert page.aside.text() == "5 rounds"


def test_an_open_round_is_resumed_with_enter(page: HistoryPage, running: WindowApp, qtbot: QtBot) -> None:
    assert page.resume.isVisible()
    assert not page.report.isVisible()
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["round-1"]


def test_the_search_asks_the_history(page: HistoryPage, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "token")
    qtbot.waitUntil(lambda: page.rounds.rowCount() == 1)
    qtbot.keyClicks(page.search, "xyz")
    qtbot.waitUntil(lambda: page.rounds.rowCount() == 0)
    assert any(label.text() == "No round fits" and label.isVisible() for label in page.findChildren(QLabel))
    page.search.clear()
    qtbot.waitUntil(lambda: page.rounds.rowCount() == 5)


def test_a_report_is_written_and_opened(
    page: HistoryPage, services: FakeServices, opened: Opened, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.mouseClick(page.report, Qt.MouseButton.LeftButton)
    rest()
    (round_id, path), *_ = services.exported
    assert round_id == "round-2"
    assert path.suffix == ".html"
    assert opened.urls[0].toLocalFile() == str(path)


def test_where_nothing_opens_a_report_its_place_is_said(
    page: HistoryPage, opened: Opened, qtbot: QtBot, rest: Rest
) -> None:
    opened.answer = False
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.mouseClick(page.report, Qt.MouseButton.LeftButton)
    rest()
    assert "round-2.html" in page.banners.shown()[0].text


def test_an_export_goes_where_the_user_says(
    page: HistoryPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/somewhere/report.md")
    dialog.close()
    rest()
    assert str(services.exported[0][1]) == "/somewhere/report.md"
    assert "/somewhere/report.md" in page.banners.shown()[0].text


def test_deleting_asks_in_place_and_keeping_is_the_default(
    page: HistoryPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.keep.hasFocus()
    assert "cannot be undone" in page.confirm_words.text()
    qtbot.keyClick(page.keep, Qt.Key.Key_Space)
    assert page.table.hasFocus()
    assert page.rounds.rowCount() == 5
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    rest()
    assert page.rounds.rowCount() == 4
    assert page.table.current_row() == 0
    assert "round-1" not in {line.id for line in services.lines}


def test_choosing_another_round_takes_the_question_back(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.delete.isVisible()
    assert not page.confirm.isVisible()


def test_a_delete_that_fails_keeps_the_round_and_says_why(
    page: HistoryPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.fail["delete_round"] = HistoryError("The history is read-only; nothing was deleted.")
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    rest()
    assert [banner.text for banner in page.banners.shown()] == ["The history is read-only; nothing was deleted."]
    assert page.rounds.rowCount() == 5


def test_an_empty_history_offers_a_first_round(
    running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.lines = ()
    running.window.go_to("history")
    rest()
    page = running.window.page("history")
    assert isinstance(page, HistoryPage)
    assert page.empty.action is not None
    qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    assert running.window.place == "practice"


def test_a_history_that_cannot_be_read_can_be_tried_again(
    running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.fail["history"] = HistoryError("The history is damaged.", "Run mockint db check.")
    running.window.go_to("history")
    rest()
    page = running.window.page("history")
    assert isinstance(page, HistoryPage)
    (banner,) = page.banners.shown()
    assert banner.text == "The history is damaged. Run mockint db check."
    services.fail.clear()
    again = next(b for b in banner.findChildren(type(page.keep)) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    rest()
    assert page.rounds.rowCount() == 5
    assert page.banners.shown() == ()


def test_a_long_history_is_read_as_one_scrolls(
    page: HistoryPage, services: FakeServices, running: WindowApp, rest: Rest
) -> None:
    first = services.lines[0]
    services.lines = tuple(first._replace(id=f"long-{number}", title=f"Round {number}") for number in range(120))
    page.reload()
    rest()
    assert page.aside.text() == "120 rounds"
    assert page.rounds.rowCount() == 50
    page.table.scrollToBottom()
    rest()
    assert page.rounds.rowCount() == 100
    page.table.choose_row(90)
    page.reload()  # as after a grade: the chosen round stays, and what is above it
    rest()
    assert page.table.current_row() == 90
    assert page.rounds.rowCount() == 115
    page.table.scrollToBottom()
    rest()
    assert page.rounds.rowCount() == 120
    assert len({cells(page, row)[0] for row in range(120)}) == 120
    services.fail["history"] = HistoryError("The history is locked.")
    page.search.setText("Round 11")
    page.filters.later.timeout.emit()
    rest()
    assert page.rounds.rowCount() == 120
    services.fail.clear()
    page.reload()
    rest()
    assert page.rounds.rowCount() == 11
