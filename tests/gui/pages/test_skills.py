"""Skills: the list, what moved the chosen one, and the next round, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mockint.errors import HistoryError
from tests.gui.conftest import named
from tests.helpers.fake_services import FakeServices, estimated, moved, skill
from ui.application import WindowApp
from ui.pages.skills import SkillsPage

Rest = Callable[[], None]


def opened(running: WindowApp, rest: Rest) -> SkillsPage:
    running.window.go_to("skills")
    rest()
    page = running.window.page("skills")
    assert isinstance(page, SkillsPage)
    return page


def said(page: SkillsPage) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_the_list_has_the_keyboard_and_arrows_show_what_moved_a_skill(
    running: WindowApp, qtbot: QtBot, rest: Rest
) -> None:
    page = opened(running, rest)
    assert page.list.hasFocus()
    assert page.list.currentItem().text() == "Python proficiency"
    assert "Chance of meeting the bar of 3.0: 44 %" in said(page)
    assert "+0.26" in said(page)
    assert "\N{MINUS SIGN}0.04" in said(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    rest()
    assert page.list.currentItem().text() == "RAG implementation"
    assert "No graded round has spoken for this skill yet." in said(page)
    for _ in range(3):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    rest()
    assert page.list.currentItem().text() == "Behavioral", "heads are passed over"
    assert "Skills that it asks for" in said(page)


def test_without_enough_no_number_stands_in_large_type(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    page = opened(running, rest)

    def large() -> list[str]:
        kinds = {"title", "lead"}
        return [
            one.text() for one in page.detail.findChildren(QLabel) if one.isVisible() and one.property("type") in kinds
        ]

    assert "2.9" in large()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    rest()
    assert "Too few rounds" in large()
    assert not any(character.isdigit() for text in large() for character in text)


def test_rows_say_in_words_what_is_drawn(running: WindowApp, rest: Rest) -> None:
    page = opened(running, rest)
    spoken = [page.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(page.list.count())]
    assert any(text and text.startswith("Python proficiency: Level 2.9; between 2.5 and 3.3") for text in spoken)
    assert any(text and text.startswith("RAG implementation: Too few rounds") for text in spoken)


def test_a_round_that_moved_it_can_be_opened(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    opened(running, rest)
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.keyClick(named(running.window, "Open Token bucket per key of 03 Jan 2026"), Qt.Key.Key_Space)
    assert wanted.args == ["round-2"]


def test_the_next_round_starts_from_here(running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest) -> None:
    opened(running, rest)
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.keyClick(named(running.window, "Start BM25 from nothing, top-k"), Qt.Key.Key_Space)
    assert wanted.args == ["round-new"]
    assert services.started == [("coding/bm25", "practice", "full")]
    assert not [one for one in running.window.findChildren(QPushButton) if one.isVisible() and "Short" in one.text()]


def test_before_the_first_round_the_page_says_what_will_be_here(
    running: WindowApp, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.overview = services.overview._replace(graded=0, handed_in=0)
    page = opened(running, rest)
    assert "Readiness by skill will be here" in said(page)
    qtbot.keyClick(running.window.focusWidget(), Qt.Key.Key_Space)
    assert running.window.place == "practice"


def test_ungraded_own_and_old_rounds_are_named(running: WindowApp, services: FakeServices, rest: Rest) -> None:
    services.overview = services.overview._replace(graded=0)
    assert "Your rounds are not graded yet" in said(opened(running, rest))
    row = moved(2, "Gone", 0.1, is_own_word=True, in_bank=False)
    only = skill("python", "Python", estimated(2.5, 0.9, 1), (row,))._replace(self_count=1, offline_count=0)
    services.overview = services.overview._replace(graded=1, own_word_only=True, skills=(only,))
    page = running.window.page("skills")
    page.reload()
    rest()
    assert isinstance(page, SkillsPage)
    assert "Only you have judged so far" in said(page)
    assert "no longer in the bank" in said(page)
    assert "never makes ready" in said(page)


def test_a_history_that_cannot_be_read_is_told(running: WindowApp, services: FakeServices, rest: Rest) -> None:
    services.fail["look"] = HistoryError("The history is damaged.")
    page = opened(running, rest)
    assert [banner.text for banner in page.banners.shown()] == ["The history is damaged."]
    del services.fail["look"]
    page.reload()
    rest()
    assert not page.banners.shown()
    assert page.list.count() == 7
