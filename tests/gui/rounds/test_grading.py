"""Rounds are judged while their user reads, goes elsewhere, disagrees, or has the server against them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from mockint.app import grading, rounds
from mockint.app.record import RoundRecord, read_record
from mockint.domain.ids import RoundId
from mockint.domain.round import RoundState
from mockint.gateway.fake import FakeServer
from mockint.gateway.fake import running as model_server
from mockint.gateway.script import Entry, Script
from mockint.paths import bank_root
from tests.gui.conftest import named
from tests.gui.rounds.conftest import RIGHT, Sit, User, texts
from ui.rounds.debrief import Debrief

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"
Serve = Callable[..., FakeServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a model server that plays these entries, and lets the window ask it."""
    open_ = []

    def start(*entries: Entry) -> FakeServer:
        context = model_server(Script(entries=entries or (Entry(times=0),)))
        server = context.__enter__()
        open_.append(context)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", server.token)
        monkeypatch.setenv("ANTHROPIC_MODEL", "fake-1")
        return server

    yield start
    for context in open_:
        context.__exit__(None, None, None)


def handed_in(user: User, question: str = DESIGN) -> RoundId:
    return rounds.submit_answer(user.services, question, bank_root() / question / "samples" / "level-3.md")


def opened(user: User, round_id: RoundId) -> Debrief:
    user.running.open_round(round_id)
    user.wait(lambda: isinstance(user.running.window.round_widget, Debrief) and user.debrief._shown is not None)
    user.wait(user.running.idle)
    return user.debrief


def record_of(user: User, round_id: RoundId) -> RoundRecord:
    return read_record(user.services, round_id)


def grade_now(user: User) -> None:
    """Ask for the grader of the settings and agree to what it costs."""
    user.click("Grade now")
    user.wait(lambda: "tokens to read" in texts(user.debrief))
    user.click("Grade now")


def way(user: User, words: str) -> QAction:
    """The entry of the menu of ways that reads so."""
    return next(one for one in user.debrief.bar.menu.actions() if one.text().startswith(words))


def _is_told(debrief: Debrief, words: str) -> bool:
    return words in texts(debrief)


def test_a_design_is_judged_by_a_model_after_its_price_was_told(user: User, serve: Serve) -> None:
    serve()
    user.services.settings.change("grader", "messages")
    debrief = opened(user, handed_in(user))
    assert "Not judged yet" in texts(debrief)
    way(user, "With fake-1").trigger()
    user.wait(lambda: "tokens to read" in texts(debrief))
    user.click("Grade now")
    user.wait(lambda: "Graded by fake-1, median of 3 runs" in texts(debrief))
    shown = texts(debrief)
    assert "Hire" in shown
    assert "·  verified" in shown
    assert "Missing: " in shown
    assert len(record_of(user, debrief._record.round.id).grades) == 2  # type: ignore[union-attr]


def test_criteria_fill_in_while_the_model_writes_and_it_can_be_stopped(user: User, serve: Serve) -> None:
    serve(Entry(delay_s=0.1, times=0))
    user.services.settings.change("grader", "messages")
    round_id = handed_in(user)
    debrief = opened(user, round_id)
    grade_now(user)
    user.wait(lambda: "reading …" in texts(debrief))
    user.wait(lambda: "so far" in texts(debrief))
    user.click("Cancel")
    user.wait(lambda: "Not judged by fake-1" in texts(debrief))
    assert round_id in {one.round_id for one in grading.waiting(user.services)}
    assert record_of(user, round_id).round.state is RoundState.MEASURED
    user.click("Try again")
    user.wait(lambda: "so far" in texts(debrief))
    user.click("Cancel")
    user.wait(lambda: "Not judged by fake-1" in texts(debrief))


def test_a_refused_key_is_told_and_the_round_waits_on_today(user: User, serve: Serve) -> None:
    serve(Entry(do="status", status=401, times=0))
    user.services.settings.change("grader", "messages")
    round_id = handed_in(user)
    debrief = opened(user, round_id)
    grade_now(user)
    user.wait(lambda: "did not accept the key" in texts(debrief))
    assert "kept" in texts(debrief)
    assert record_of(user, round_id).round.state is RoundState.MEASURED
    user.press("Escape")
    user.running.window.go_to("today")
    user.wait(lambda: "1 round waits for a grader" in user.told())
    assert "did not accept the key" in user.told()
    serve()
    user.click("Grade all now")
    user.wait(lambda: "Graded: A support assistant for two thousand help centres - Hire." in user.told())
    user.wait(lambda: "waits for a grader" not in user.told())
    user.click("Show")
    user.wait(lambda: isinstance(user.running.window.round_widget, Debrief))


def test_without_a_grader_the_ways_are_told(user: User) -> None:
    user.services.settings.change("grader", "off")
    debrief = opened(user, handed_in(user))
    user.wait(lambda: "no grader is chosen" in texts(debrief))
    user.button("Ways to grade")
    user.press("Escape")
    user.running.window.go_to("today")
    user.wait(lambda: "waits for a grader" in user.told())
    user.click("Choose a grader")
    assert user.running.window.place == "settings"


def test_offline_says_what_it_cannot_tell(user: User) -> None:
    debrief = opened(user, handed_in(user))
    way(user, "Offline").trigger()
    user.wait(lambda: "mentioned, not that it is right" in texts(debrief))
    shown = texts(debrief)
    assert "of 4" in shown
    assert "Offline estimate" in shown
    assert "Not judged yet" in shown
    assert "Hire" not in shown.replace("Strong hire", "")


def test_a_story_of_the_command_line_opens_with_its_checklist(user: User) -> None:
    round_id = handed_in(user, STORY)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "offline"))
    debrief = opened(user, round_id)
    shown = texts(debrief)
    assert "Behavioral" in shown
    assert "A checklist only" in shown
    assert "hidden tests" not in shown


def test_two_readings_stand_side_by_side(user: User, serve: Serve) -> None:
    serve(Entry(level=1, times=0))
    round_id = handed_in(user)
    for name in ("offline", "messages"):
        grading.grade_round(user.services, round_id, grading.make_grader(user.services, name))
    debrief = opened(user, round_id)
    assert "Strong no hire" in texts(debrief)
    user.press("Ctrl+D")
    user.wait(lambda: "differs by" in texts(debrief))
    user.press("Ctrl+D")
    user.wait(lambda: "differs by" not in texts(debrief))
    debrief.bar.chooser.setFocus()
    user.press("Down")
    user.wait(lambda: "Source: Offline estimate" in texts(debrief))


def test_a_level_is_disputed_in_place_and_the_word_stays(user: User, serve: Serve) -> None:
    serve()
    round_id = handed_in(user)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "messages"))
    debrief = opened(user, round_id)
    for level, why in (("4", "I gave the size of the set."), ("2", "On second thoughts, too vague.")):
        before = len(record_of(user, round_id).disputes)
        start = named(debrief, "Disagree about Evaluation")
        assert isinstance(start, QPushButton)
        start.setFocus()
        user.press("Space")
        titles = {"2": "No hire", "4": "Strong hire"}
        chosen = named(debrief, f"Your level for Evaluation: {titles[level]}")
        assert isinstance(chosen, QPushButton)
        chosen.click()
        assert not user.button("Keep").isEnabled()
        reason = named(debrief, "Why you disagree about Evaluation")
        assert isinstance(reason, QLineEdit)
        reason.setFocus()
        user.type(why)
        user.press("Return")
        user.wait(partial(_is_told, debrief, why))
        assert len(record_of(user, round_id).disputes) == before + 1
    assert "You said 4: I gave the size of the set." in texts(debrief)
    assert len(record_of(user, round_id).grades) == 2


def test_a_reply_from_elsewhere_is_pasted_and_judged(user: User) -> None:
    round_id = handed_in(user)
    debrief = opened(user, round_id)
    way(user, "Paste").trigger()
    user.wait(lambda: "characters" in texts(debrief))
    user.click("Copy the prompt")
    assert "Evaluation" in QApplication.clipboard().text()
    reply = named(debrief, "The model's reply")
    assert isinstance(reply, QPlainTextEdit)
    reply.setPlainText("Sorry, I cannot.")
    user.click("Judge")
    user.wait(lambda: "The pasted reply could not be used" in texts(debrief))
    way(user, "Paste").trigger()
    reply = named(debrief, "The model's reply")
    assert isinstance(reply, QPlainTextEdit)
    asked = [c.id for c in debrief._record.rubric.criteria if c.id != "adapting"]  # type: ignore[union-attr]
    judged = {
        "quotes": ["Success = 15 % fewer tickets per visit"],
        "missing": "The cost.",
        "level": 3,
        "next_action": "Add it.",
    }
    reply.setPlainText(json.dumps({"criteria": [{"criterion": c, **judged} for c in asked]}))
    user.click("Judge")
    user.wait(lambda: "Source: Pasted reply" in texts(debrief))


def test_no_earlier_verdict_stands_above_a_reading_under_way(user: User, serve: Serve) -> None:
    serve()
    user.services.settings.change("grader", "messages")
    round_id = handed_in(user)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "messages"))
    serve(Entry(delay_s=0.05, times=0))
    debrief = opened(user, round_id)
    assert "Source: Graded by fake-1" in texts(debrief)
    user.wait(lambda: debrief.bar.menu.actions())
    debrief.bar.try_again()
    user.wait(lambda: "reading …" in texts(debrief))
    user.wait(lambda: "Source: Measured" in texts(debrief))
    assert not debrief.bar.chooser.isVisible()
    user.wait(lambda: "Source: Graded by fake-1" in texts(debrief))
    assert debrief.bar.chooser.isVisible()


def test_own_levels_are_kept_and_say_no_hire_word(user: User) -> None:
    round_id = handed_in(user, STORY)
    debrief = opened(user, round_id)
    way(user, "My own").trigger()
    chosen = named(debrief, "Ownership and scope: Hire")
    assert isinstance(chosen, QPushButton)
    chosen.click()
    user.button("Keep").setFocus()
    user.press("Space")
    user.wait(lambda: "These are your own levels" in texts(debrief))
    assert "3 of 4" in texts(debrief)
    assert "Not judged yet" in texts(debrief)


def test_escape_closes_a_panel_and_then_the_result(user: User) -> None:
    debrief = opened(user, handed_in(user))
    way(user, "With a Claude model").trigger()
    assert named(debrief, "Name of the model").hasFocus()
    user.press("Escape")
    assert debrief.bar.panel is None
    assert user.running.window.round_widget is debrief
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)


def test_tab_goes_through_all_in_the_order_of_the_page(user: User) -> None:
    round_id = handed_in(user)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "offline"))
    debrief = opened(user, round_id)
    way(user, "Paste").trigger()
    user.wait(lambda: "characters" in texts(debrief))
    debrief.bar.grade.setFocus()
    met: list[str] = []
    while debrief.close_button.text() not in met and len(met) < 60:
        user.press("Tab")
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(getattr(focus, "text", focus.accessibleName)() or focus.accessibleName())
    assert met[:3] == ["Copy the prompt", "The model's reply", "Cancel"]
    assert met.count("Disagree") == len([1 for one in debrief.findChildren(QPushButton) if one.text() == "Disagree"])
    assert met[-3:] == ["Report", "Same question again", "Done"]


def test_what_is_written_is_not_taken_away_by_a_new_reading(user: User, serve: Serve) -> None:
    serve(Entry(times=3), Entry(delay_s=0.02, times=0))
    round_id = handed_in(user)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "offline"))
    debrief = opened(user, round_id)
    named(debrief, "Disagree about Evaluation").setFocus()
    user.press("Space")
    reason = named(debrief, "Why you disagree about Evaluation")
    reason.setFocus()
    user.type("I named it")
    record = record_of(user, round_id)
    assert user.running.tools is not None
    user.running.tools.grading.ended.emit(round_id, record.question.header.title, None)
    assert reason.isVisible()
    user.click("Show")
    user.wait(lambda: named(debrief, "Disagree about Evaluation").isVisible())


def test_the_place_in_a_debrief_is_kept_when_another_reading_comes(user: User) -> None:
    round_id = handed_in(user)
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "offline"))
    debrief = opened(user, round_id)
    bar = debrief._scroll.verticalScrollBar()
    user.wait(lambda: bar.maximum() > 400)
    bar.setValue(bar.maximum() - 100)
    place = bar.value()
    grading.grade_round(user.services, round_id, grading.make_grader(user.services, "offline"))
    record = record_of(user, round_id)
    assert user.running.tools is not None
    before = debrief._shown
    user.running.tools.grading.ended.emit(round_id, record.question.header.title, None)
    user.wait(lambda: debrief._shown is not before and debrief._scroll.viewport().updatesEnabled())
    assert bar.value() == place


def test_a_window_closed_in_the_middle_loses_nothing(sit_down: Sit, serve: Serve) -> None:
    serve(Entry(do="stall", seconds=30, after=1, times=0))
    user = sit_down()
    user.services.settings.change("grader", "messages")
    round_id = handed_in(user)
    debrief = opened(user, round_id)
    grade_now(user)
    user.wait(lambda: "reading …" in texts(debrief))
    again = sit_down()
    record = record_of(again, round_id)
    assert record.round.state is RoundState.MEASURED
    assert record.submission is not None
    assert round_id in {one.round_id for one in grading.waiting(again.services)}


@pytest.mark.slow
def test_a_coding_round_is_judged_by_itself_and_who_left_is_told(user: User, serve: Serve) -> None:
    serve(Entry(delay_s=0.02, times=0))
    user.services.settings.change("grader", "messages")
    screen = user.start()
    user.paste(RIGHT)
    user.run()
    user.press("Ctrl+Shift+Return")
    user.type("I keep counts of the values seen so far, so one pass is enough and the time is linear in their number.")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.currentWidget() is screen.predict)
    user.press("Escape")
    user.wait(lambda: "reading …" in texts(user.debrief))
    user.wait(lambda: "Code bar met" in texts(user.debrief))
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)
    user.wait(lambda: "Graded: Count pairs - " in user.told())
    user.click("Show")
    user.wait(lambda: isinstance(user.running.window.round_widget, Debrief))
    user.wait(lambda: "Graded by fake-1" in texts(user.debrief))
    assert "measured fact" in texts(user.debrief)
    assert user.services.stored(lambda store: store.list_rounds())[0].round.state is RoundState.GRADED


@pytest.mark.slow
def test_the_window_stays_awake_while_three_streams_run(user: User, serve: Serve) -> None:
    serve(Entry(delay_s=0.005, times=0))
    user.services.settings.change("grader", "messages")
    debrief = opened(user, handed_in(user))
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(beat)
    grade_now(user)
    user.wait(lambda: "so far" in texts(debrief))
    last[0] = time.perf_counter()
    timer.start()
    user.wait(lambda: "Graded by fake-1" in texts(debrief))
    timer.stop()
    gaps.sort()
    assert gaps[int(len(gaps) * 0.99)] < 0.016
