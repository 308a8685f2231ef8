"""A coding round as its candidate lives it, from the list to the report, and the ways it can be left and taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QTabBar, QWidget

from mockint.app.record import read_record
from mockint.domain.round import RoundState
from mockint.rounds.coding import SOLUTION, TESTS
from tests.gui.rounds.conftest import RAISES, RIGHT, WRONG, Sit, User, texts
from ui.editor.plain import PlainEditor

pytestmark = pytest.mark.slow


def test_a_round_from_the_list_to_the_report_by_keys_alone(user: User) -> None:
    screen = user.start()
    assert screen.work.code.editors[SOLUTION].isAncestorOf(QApplication.focusWidget())
    user.paste(WRONG)
    assert user.run().startswith("✗ level 1 0/2")
    assert "expected  1" in screen.work.results.detail.toPlainText()
    assert "3 values" in screen.work.results.console.toPlainText()

    user.paste(RIGHT)
    assert user.run().startswith("✓ level 1 2/2")
    assert "Long lists." in screen.work.brief.brief.shown_text()
    assert "Level 2 of 2 is open" in screen.work.status.toolTip() + screen.work.status.text()
    assert user.run().startswith("✓ level 1 2/2   ✓ level 2 2/2")

    user.press("Alt+5")
    user.press("Ctrl+End")
    user.paste("def test_same_value_twice():\n    assert count_pairs([2, 2, 2], 4) == 3\n")
    assert user.run("Ctrl+T").startswith("✓ 1/1")
    user.press("Alt+3")
    user.type("Negative values count.")

    user.press("Ctrl+Shift+Return")
    assert screen.currentWidget() is screen.explain
    user.type("One pass with counts: linear.")
    assert screen.explain.words.text().startswith("5 words")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.currentWidget() is screen.predict)
    assert screen.predict.slider.hasFocus()
    user.press("Right")
    user.press("Ctrl+Return")
    user.wait(lambda: screen._record is not None)
    user.wait(lambda: "Code bar met" in texts(user.debrief))

    shown = texts(user.debrief)
    assert "You expected 85% of the hidden tests; 100% passed." in shown
    user.wait(lambda: "Source: Offline estimate" in texts(user.debrief))
    user.press("Ctrl+R")
    user.wait(lambda: user.opened.urls)
    assert "Code bar met" in Path(user.opened.urls[0].toLocalFile()).read_text(encoding="utf-8")
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)

    record = read_record(user.services, user.round_id())
    assert record.round.state is RoundState.GRADED
    assert record.submission is not None
    assert record.submission.documents["notes"] == "Negative values count."
    assert record.submission.documents["explanation"] == "One pass with counts: linear."
    user.running.window.go_to("history")
    user.wait(lambda: user.running.idle() and "Count pairs" in str(user.history.table.model().index(0, 0).data()))


def test_a_click_on_a_line_of_the_traceback_goes_there(user: User) -> None:
    screen = user.start()
    user.paste(RAISES)
    user.run()
    jumps = [one for one in screen.work.results.findChildren(QPushButton) if one.text().startswith("Line ")]
    assert [one.text() for one in jumps] == ["Line 2", "Line 7"]
    user.click("Line 7")
    assert screen.work.code.editors[SOLUTION].cursor_offset() == RAISES.index("return values[99]")
    assert "IndexError" in screen.work.results.detail.toPlainText()


def test_input_of_ones_own_is_called_and_shown(user: User) -> None:
    screen = user.start()
    user.paste(RIGHT)
    user.press("Alt+7")
    user.type("[2, 2, 2], 4")
    user.run()
    assert "returned  3" in screen.work.results.custom_result.toPlainText()
    screen.work.results.custom.selectAll()
    user.type("[2, 2")
    user.run()
    assert "returned" not in screen.work.results.custom_result.toPlainText()


def test_an_endless_loop_ends_and_the_window_stays_awake(user: User) -> None:
    screen = user.start()
    user.paste("def count_pairs(values, total):\n    while True:\n        pass\n")
    assert user.run().startswith("✗ level 1 0/2")
    assert "too slow" in screen.work.results.detail.toPlainText()


def test_a_run_can_be_stopped(user: User) -> None:
    screen = user.start()
    user.paste("import time\n\n\ndef count_pairs(values, total):\n    time.sleep(60)\n")
    user.press("Ctrl+Return")
    assert screen._controller.is_busy
    user.click("Cancel")
    assert screen.work.results.summary.text() == "Stopped."
    assert not screen._controller.is_busy


def test_hints_in_practice_are_counted_down(user: User) -> None:
    screen = user.start()
    for left in ("2 left", "1 left", "No hints left"):
        user.press("Ctrl+H")
        assert left in screen.work.brief.ask.text()
    assert "Keep counts" in screen.work.brief.hints.shown_text()
    assert not screen.work.brief.ask.isEnabled()


def test_a_simulation_gives_one_nudge_after_ten_minutes(user: User) -> None:
    screen = user.start("simulation")
    user.press("Ctrl+H")
    assert not screen._controller.story.hints
    assert screen.work.brief.answer.text()
    user.clock.advance(660)
    user.press("Ctrl+H")
    assert len(screen._controller.story.hints) == 1
    user.press("Ctrl+H")
    assert len(screen._controller.story.hints) == 1


def test_a_change_of_plan_comes_at_its_minute(user: User) -> None:
    screen = user.start()
    user.clock.advance(23 * 60)
    user.wait(lambda: screen.work.brief.curveball.isVisible())
    assert screen.work.brief.curveball.text() == "The list no longer fits in memory."


def test_pausing_stops_the_clock_and_the_keys(user: User) -> None:
    screen = user.start()
    user.press("Ctrl+P")
    user.wait(lambda: screen._controller.desk.session.state is RoundState.PAUSED)
    remaining = screen._controller.desk.session.remaining_s()
    before = screen.work.code.editors[SOLUTION].text()
    user.clock.advance(300)
    user.press("Ctrl+A")
    user.press("Delete")
    user.press("Ctrl+Return")
    assert screen.work.code.editors[SOLUTION].text() == before
    assert not screen._controller.is_busy
    assert screen._controller.desk.session.remaining_s() == pytest.approx(remaining)
    user.click("Resume")
    assert screen._controller.is_running
    assert not screen.work.banners.shown()


def test_a_round_that_was_left_is_paused_and_goes_on_with_its_text(user: User, sit_down: Sit) -> None:
    screen = user.start()
    user.paste(RIGHT)
    user.press("Ctrl+E")
    assert screen.leave.stay.hasFocus()
    user.click("Leave for now")
    user.wait(lambda: user.running.window.round_widget is None)
    again = sit_down()
    again.open_first()
    again.wait(lambda: again.running.window.round_widget is not None)
    screen = again.screen
    assert screen._controller.desk.session.state is RoundState.PAUSED
    assert "Paused" in again.told()
    assert screen.work.code.editors[SOLUTION].text() == RIGHT
    again.click("Resume")
    user.press("Alt+4")
    again.type("# on")
    assert "# on" in screen._controller.desk.session.document(SOLUTION)


def test_a_round_that_is_given_up_is_kept_and_never_graded(user: User) -> None:
    user.start()
    user.press("Ctrl+E")
    user.click("Give up")
    user.wait(lambda: user.running.window.round_widget is None)
    record = read_record(user.services, user.round_id())
    assert record.round.state is RoundState.ABANDONED
    assert not record.grades


def test_a_simulation_ends_by_itself_with_the_last_keys(user: User) -> None:
    screen = user.start("simulation")
    assert not screen.work.header.pause.isVisible()
    user.paste(RIGHT)
    user.clock.advance(screen._controller.desk.session.remaining_s() - 1.0)
    user.wait(lambda: screen._controller._timer.interval() < 100)
    user.press("Ctrl+End")
    user.type("# in time")
    user.wait(lambda: screen.currentWidget() is screen.predict)
    user.wait(lambda: screen._record is not None)
    assert screen._record is not None
    submission = screen._record.submission
    assert submission is not None
    assert submission.ended_by == "time"
    assert submission.documents[SOLUTION] == RIGHT + "# in time"


def test_practice_runs_on_past_its_end(user: User) -> None:
    screen = user.start()
    user.clock.advance(46 * 60)
    user.wait(lambda: screen.work.header.clock.text().startswith("+"))
    user.paste(RIGHT)
    assert screen._controller.desk.session.document(SOLUTION) == RIGHT


def test_every_control_says_what_it_is(user: User) -> None:
    screen = user.start()

    def nameless() -> list[QWidget]:
        inner = ("qt_spinbox_lineedit", "qt_tabwidget_stackedwidget", "qt_scrollarea_viewport")
        return [
            one
            for one in user.running.window.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.objectName() not in inner
            and not isinstance(one, QTabBar | QSplitter)
            and not (one.accessibleName() or getattr(one, "text", str)())
            and one.focusProxy() is None
            and not isinstance(one.parent(), PlainEditor)
        ]

    for page in (screen.work, screen.explain, screen.predict, screen.debrief, screen.leave):
        screen.setCurrentWidget(page)
        assert not nameless()


def test_tab_goes_round_the_whole_predict_page(user: User) -> None:
    screen = user.start()
    screen._submit()
    screen._submit()
    user.wait(lambda: screen.currentWidget() is screen.predict and screen.predict.slider.hasFocus())
    reached = set()
    for _ in range(40):
        user.press("Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
    assert {screen.predict.reveal, screen.predict.skip, screen.predict.slider} <= reached
    assert all(any(one.isAncestorOf(found) for found in reached) for one in screen.predict.levels.values())
    user.wait(lambda: screen._record is not None)


def test_own_tests_that_fail_show_where(user: User) -> None:
    screen = user.start()
    user.paste(RIGHT)
    user.press("Alt+5")
    user.paste("def test_wrong():\n    assert count_pairs([1], 1) == 5\n")
    assert user.run().startswith("✗ 0/1")
    user.click("Line 2")
    assert screen.work.code.current == TESTS


def test_practice_shows_the_rubric_by_keys_and_a_simulation_does_not(user: User) -> None:
    screen = user.start()
    user.press("Alt+8")
    rubric = screen.work.brief.rubric
    assert rubric.hasFocus()
    assert screen.work.brief.tabText(screen.work.brief.currentIndex()) == "Rubric"
    shown = rubric.toPlainText()
    for criterion in screen._controller.desk.rubric.criteria:
        assert criterion.title in shown
        assert f"{criterion.weight:g} %" in shown
        assert all(" ".join(anchor.split()) in shown for anchor in criterion.anchors.values())
    user.press("Escape")
    user.type("#")
    assert screen._controller.desk.session.document(SOLUTION).startswith("#")
    user.press("Ctrl+E")
    user.click("Give up")
    user.wait(lambda: user.running.window.round_widget is None)
    screen = user.start("simulation")
    user.press("Alt+8")
    assert [screen.work.brief.tabText(tab) for tab in range(screen.work.brief.count())] == ["Brief", "Hints", "Notes"]


def test_escape_in_the_editor_stops_a_run(user: User) -> None:
    screen = user.start()
    user.paste("def count_pairs(values, total):\n    while True:\n        pass\n")
    user.press("Ctrl+Return")
    assert screen._controller.is_busy
    user.press("Escape")
    assert not screen._controller.is_busy
    assert screen.work.results.summary.text() == "Stopped."
