"""Practice, as a user: find a question, see what it is, start it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mockint.errors import RoundError
from tests.gui.conftest import Launch, named
from tests.helpers.fake_services import FakeServices, Shelf, Shut, broken_pack
from ui.application import WindowApp
from ui.pages.practice import PracticePage

Rest = Callable[[], None]


@pytest.fixture
def page(running: WindowApp) -> PracticePage:
    found = running.window.page("practice")
    assert isinstance(found, PracticePage)
    return found


def titles(page: PracticePage) -> list[str]:
    return [str(page.filter.index(row, 0).data()) for row in range(page.filter.rowCount())]


def texts(page: PracticePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_list_shows_the_questions_and_the_first_one(page: PracticePage, rest: Rest) -> None:
    rest()
    assert len(titles(page)) == 8
    shown = texts(page)
    for words in (
        "Token bucket per key",
        "rate limiting",
        "done before",
        "Plan",
        "25 min",
        "Correctness, Testing",
        "No AI help",
    ):
        assert words in shown


def test_the_filter_box_narrows_and_leads_into_the_list(page: PracticePage, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter_box.hasFocus()
    qtbot.keyClicks(page.filter_box, "rag rank")
    assert titles(page) == ["Retrieval metrics: recall, MRR, nDCG", "BM25 from nothing, top-k"]
    assert page.aside.text() == "2 of 8 questions"
    qtbot.keyClick(page.filter_box, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    rest()
    assert "BM25 from nothing, top-k" in texts(page)
    page.filter_box.setFocus()
    qtbot.keyClick(page.filter_box, Qt.Key.Key_Escape)
    assert len(titles(page)) == 8


def test_chips_filter_by_difficulty_and_skill(page: PracticePage, qtbot: QtBot) -> None:
    chip = page.chips["difficulty"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.choices.isVisible()
    next(action for action in chip.choices.actions() if action.text() == "Hard").trigger()
    chip.choices.close()
    assert titles(page) == ["Workflow DAG: order, parallel levels, failed node"]
    assert chip.text() == "Hard"
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 8
    page.chips["skill"].choices.actions()[1].trigger()
    assert titles(page) == ["Retrieval metrics: recall, MRR, nDCG"]


def test_one_pattern_can_be_chosen_to_drill_it(page: PracticePage, qtbot: QtBot) -> None:
    patterns = [action.text() for action in page.chips["pattern"].choices.actions()]
    assert len(patterns) == 8, "one for each, and any"
    next(action for action in page.chips["pattern"].choices.actions() if action.text() == "Ranking").trigger()
    assert titles(page) == ["Retrieval metrics: recall, MRR, nDCG", "BM25 from nothing, top-k"]
    assert page.chips["pattern"].text() == "Ranking"
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 8


def test_a_filter_that_hides_all_offers_the_way_back(page: PracticePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter_box, "quantum")
    assert "No question fits" in texts(page)
    assert not page.pane.start.isVisible()
    assert page.nothing.action is not None
    qtbot.mouseClick(page.nothing.action, Qt.MouseButton.LeftButton)
    assert len(titles(page)) == 8
    assert page.pane.start.isVisible()


def test_enter_starts_the_round_as_chosen(
    page: PracticePage, running: WindowApp, services: FakeServices, qtbot: QtBot
) -> None:
    qtbot.mouseClick(named(page, "Mode: Simulation"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(page, "Length: Short, 15 min"), Qt.MouseButton.LeftButton)
    assert "no pause" in texts(page)
    page.table.setFocus()
    with qtbot.waitSignal(running.window.round_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["round-new"]
    assert services.started == [("coding/token-bucket", "simulation", "short")]


def test_the_arrow_keys_choose_a_mode(page: PracticePage, qtbot: QtBot) -> None:
    practice = named(page, "Mode: Practice")
    practice.setFocus()
    qtbot.keyClick(practice, Qt.Key.Key_Right)
    assert page.pane.mode.value() == "simulation"
    qtbot.keyClick(named(page, "Mode: Simulation"), Qt.Key.Key_Left)
    assert page.pane.mode.value() == "practice"


def test_a_start_that_fails_says_why_and_can_be_tried_again(
    page: PracticePage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.fail["start_round"] = RoundError("The disk is full; nothing was started.", "Free some space.")
    qtbot.mouseClick(page.pane.start, Qt.MouseButton.LeftButton)
    rest()
    assert [banner.text for banner in page.banners.shown()] == [
        "The disk is full; nothing was started. Free some space."
    ]
    services.fail.clear()
    assert page.pane.start.isEnabled()
    qtbot.mouseClick(page.pane.start, Qt.MouseButton.LeftButton)
    rest()
    assert page.banners.shown() == ()
    assert len(services.started) == 1


def test_two_quick_starts_make_one_round(page: PracticePage, services: FakeServices, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    rest()
    assert len(services.started) == 1


def test_broken_packs_and_weak_isolation_are_said(services: FakeServices, launch: Launch, qtbot: QtBot) -> None:
    services.shelf = services.shelf._replace(problems=(broken_pack(), broken_pack()))
    services.shut = Shut(strong=False, sentence="Code you run here is only partly shut in.")
    running = launch()
    page = running.window.page("practice")
    qtbot.waitUntil(lambda: len(page.banners.shown()) == 2)
    told = " ".join(banner.text for banner in page.banners.shown())
    assert "packs/acme/coding/queue/question.toml" in told
    assert "difficulty must be" in told
    assert "1 more problem" in told
    assert "only partly shut in" in told
    banner = page.banners.shown()[0]
    qtbot.mouseClick(next(b for b in banner.findChildren(QPushButton)), Qt.MouseButton.LeftButton)
    assert len(page.banners.shown()) == 1


def test_an_empty_bank_says_so(services: FakeServices, launch: Launch, qtbot: QtBot) -> None:
    services.shelf = Shelf((), (broken_pack(),))
    page = launch().window.page("practice")
    assert isinstance(page, PracticePage)
    assert "No questions here" in texts(page)
    assert page.aside.text() == "0 questions"


def test_a_question_without_short_form_offers_none(services: FakeServices, launch: Launch) -> None:
    services.shelf = services.shelf._replace(
        entries=(services.shelf.entries[0]._replace(short_minutes=None, origin="/packs/acme"),)
    )
    page = launch().window.page("practice")
    assert isinstance(page, PracticePage)
    assert page.pane.form.value() == "full"
    assert "Short" not in " ".join(b.text() for b in page.findChildren(QPushButton) if b.isVisible())
    assert "From /packs/acme" in texts(page)


def test_narrow_windows_leave_columns_out_before_the_title(page: PracticePage, running: WindowApp) -> None:
    running.window.resize(1600, 800)
    assert not any(page.table.isColumnHidden(column) for column in range(6))
    running.window.resize(880, 600)
    assert page.table.isColumnHidden(1)
    assert page.table.columnWidth(0) > 150
