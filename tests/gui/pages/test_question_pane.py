"""The pane beside the list, for kinds of rounds with and without a screen in the window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.gui.conftest import Launch, settle
from tests.helpers.fake_services import FakeServices, rows
from ui.pages.practice import PracticePage
from ui.pages.question_pane import QuestionPane
from ui.shown import Row, Shelf
from ui.theme import Theme

DEBUG = Row(
    "debug/silent-retriever",
    "A retriever that says nothing",
    "debug",
    2,
    8,
    None,
    "Find what broke.",
    "",
    ("Debugging",),
    "",
    seen=False,
)


def test_a_kind_without_a_screen_says_where_it_is_answered(theme: Theme, qtbot: QtBot) -> None:
    pane = QuestionPane(theme)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_entry(DEBUG)
    assert not pane.has_screen()
    assert not pane.start.isVisible()
    assert not pane.mode.isVisible()
    assert "mockint start debug/silent-retriever" in pane.elsewhere.text()
    assert "mockint submit debug/silent-retriever --answer FILE" in pane.elsewhere.text()
    pane.show_entry(rows()[0])
    assert pane.has_screen()
    assert pane.start.isVisible()
    assert not pane.elsewhere.isVisible()
    pane.show_entry(None)
    assert not pane.has_screen()


def test_enter_starts_nothing_that_has_no_screen(services: FakeServices, launch: Launch, qtbot: QtBot) -> None:
    services.shelf = Shelf((DEBUG,), ())
    opened = launch()
    page = opened.window.page("practice")
    assert isinstance(page, PracticePage)
    page.start()
    settle(qtbot, opened)
    assert services.started == []
