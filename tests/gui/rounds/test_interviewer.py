"""Talking to the interviewer beside the editor, as a candidate does: by keys, in a pause, and without being disturbed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockint.app.record import read_record
from mockint.domain.round import Mode
from mockint.gateway.fake import running
from mockint.gateway.script import Entry, Script
from mockint.rounds.coding import SOLUTION
from tests.gui.rounds.conftest import RIGHT, Sit, User, texts
from ui.rounds.coding_screen import CodingScreen
from ui.rounds.follow import FollowScreen

pytestmark = pytest.mark.slow
ASKED = "Can values be negative?"


def started(user: User, mode: str = "practice") -> CodingScreen:
    screen = user.start(mode)
    user.wait(lambda: screen._talk is not None and screen._talk.is_here)
    return screen


def is_in_the_editor(screen: CodingScreen) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and screen.work.code.editors[SOLUTION].isAncestorOf(focused)


def shown(screen: CodingScreen) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in screen.interviewer.text.turns]


def test_a_question_by_keys_alone_is_answered_from_the_facts_and_kept(user: User) -> None:
    screen = started(user)
    assert is_in_the_editor(screen)  # its coming took nothing
    user.press("Ctrl+I")
    assert screen.interviewer.line.hasFocus()
    user.type("Can values")
    user.press("Shift+Return")
    user.type("be negative?")
    user.press("Return")
    assert shown(screen) == [("candidate", "Can values\nbe negative?"), ("interviewer", "Yes.")]
    assert screen.interviewer.line.toPlainText() == ""
    assert "You" in screen.interviewer.text.toPlainText()
    user.press("Return")
    assert len(shown(screen)) == 2
    user.press("Escape")
    assert is_in_the_editor(screen)
    user.wait(lambda: len(read_record(user.services, user.round_id()).story.item().chat) == 2)


def test_the_talk_is_there_again_after_a_restart(user: User, sit_down: Sit) -> None:
    screen = started(user)
    screen.interviewer.said.emit(ASKED)
    user.wait(lambda: len(read_record(user.services, user.round_id()).story.item().chat) == 2)
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    again.wait(lambda: shown(again.screen) == [("candidate", ASKED), ("interviewer", "Yes.")])
    assert again.screen.work.side.show_again.text() == "Interviewer"


def test_what_was_not_sent_yet_stands_in_the_line_again(user: User, sit_down: Sit) -> None:
    screen = started(user)
    user.press("Ctrl+I")
    user.type("Can values be neg")
    user.wait(
        lambda: read_record(user.services, user.round_id()).story.item().documents.get("reply") == "Can values be neg"
    )
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    again.wait(lambda: again.screen.interviewer.line.toPlainText() == "Can values be neg")
    assert screen is not again.screen


def test_a_hint_asked_for_in_words_stands_among_the_hints(user: User) -> None:
    screen = started(user)
    screen.interviewer.said.emit("Can I have a hint?")
    assert screen._controller.story.hints == [1]
    assert screen.interviewer.text.turns[-1].text in screen.work.brief.hints.shown_text()


def test_it_speaks_up_in_a_pause_and_never_over_typing(user: User) -> None:
    screen = started(user)
    talk = screen._talk
    assert talk is not None
    user.clock.advance(300)
    user.press("Ctrl+I")
    user.type("I am just wri")
    talk.look()
    assert shown(screen) == []
    user.clock.advance(250)
    talk.look()
    assert [speaker for speaker, _ in shown(screen)] == ["interviewer"]
    assert screen.interviewer.line.hasFocus()
    assert screen.interviewer.line.toPlainText() == "I am just wri"


def test_put_away_it_tells_softly_that_something_is_new(user: User) -> None:
    screen = started(user)
    user.click("Hide")
    side = screen.work.side
    assert side.is_folded
    assert side.show_again.isVisible()
    user.clock.advance(600)
    assert screen._talk is not None
    screen._talk.look()
    assert shown(screen)
    assert "new" in side.show_again.text()
    user.press("Ctrl+I")
    assert not side.is_folded
    assert screen.interviewer.line.hasFocus()
    assert side.show_again.text() == "Interviewer"


def test_who_reads_further_up_is_not_moved(user: User) -> None:
    screen = started(user)
    for _ in range(12):
        screen.interviewer.said.emit(ASKED)
    text = screen.interviewer.text
    text.verticalScrollBar().setValue(20)
    user.clock.advance(600)
    assert screen._talk is not None
    before = len(text.turns)
    screen._talk.look()
    assert len(text.turns) > before
    assert text.verticalScrollBar().value() == 20
    user.click(screen.interviewer.new.text())
    assert text.is_at_end
    assert screen.interviewer.new.isHidden()


def test_what_is_said_is_shown_as_it_was_written(user: User) -> None:
    screen = started(user)
    screen.interviewer.said.emit("<b>Is List<int> sorted?</b> &amp; **bold**")
    assert "<b>Is List<int> sorted?</b> &amp; **bold**" in screen.interviewer.text.toPlainText()
    cursor = QTextCursor(screen.interviewer.text.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    assert cursor.charFormat().fontWeight() < 600


def test_while_the_clock_stands_still_nothing_is_said(user: User) -> None:
    screen = started(user)
    user.press("Ctrl+P")
    user.wait(lambda: screen.interviewer.line.isReadOnly())
    assert screen.interviewer.line.placeholderText() == "The clock stands still."
    user.press("Ctrl+P")
    user.wait(lambda: not screen.interviewer.line.isReadOnly())


def test_the_editor_keeps_its_room_and_the_pane_its_width(user: User, sit_down: Sit) -> None:
    screen = started(user)
    assert screen.work.code.width() >= 560
    split = screen.work._across
    split.moveSplitter(split.width() - 330, 2)
    width = screen.work.side.width()
    assert width != 272
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    again.wait(lambda: abs(again.screen.work.side.width() - width) < 4)
    assert again.screen.work.side.geometry().intersected(again.screen.work.code.geometry()) == QRect()


def test_put_away_it_stays_away_until_it_is_wanted(user: User, sit_down: Sit) -> None:
    started(user)
    user.click("Hide")
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    screen = again.screen
    assert screen.work.side.is_folded
    assert screen.work.side.show_again.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [again.running.window]
    again.press("Ctrl+I")
    assert screen.interviewer.line.hasFocus()
    assert screen.work.code.width() >= 560


def test_a_follower_reads_the_talk(user: User) -> None:
    screen = started(user)
    screen.interviewer.said.emit(ASKED)
    round_id = user.round_id()
    user.wait(lambda: len(read_record(user.services, round_id).story.item().chat) == 2)
    assert user.running.rounds is not None
    user.running.rounds._follow(round_id)
    user.wait(lambda: isinstance(user.running.window.round_widget, FollowScreen))
    followed = user.running.window.round_widget
    assert isinstance(followed, FollowScreen)
    user.wait(lambda: followed.talk.turns)
    assert [turn.text for turn in followed.talk.turns] == [ASKED, "Yes."]


def test_a_model_speaks_and_the_call_is_kept(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Script(entries=(Entry(do="reply", text="Assume they can be.", delay_s=0.05, times=0),))) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", server.token)
        user.services.settings.change("base_url", server.url)
        user.services.settings.change("interviewer", "model")
        screen = started(user)
        assert screen.interviewer.who.accessibleName() == user.services.settings.load().settings.model
        screen.interviewer.line.setFocus()
        user.type("Should I think about threads?")
        user.press("Return")
        assert "thinking" in texts(screen.interviewer)
        assert shown(screen) == [("candidate", "Should I think about threads?")]
        user.wait(lambda: len(shown(screen)) == 2)
        assert shown(screen)[-1] == ("interviewer", "Assume they can be.")
        assert "thinking" not in texts(screen.interviewer)
        user.wait(lambda: user.services.stored(lambda store: store.model_calls()))
        call = user.services.stored(lambda store: store.model_calls())[0]
        assert (call.purpose, call.round_id, call.price_note) == ("interviewer", user.round_id(), "local")


def test_a_model_that_fails_leaves_the_word_to_the_script(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Script(entries=(Entry(do="status", status=401, times=0),))) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", server.token)
        user.services.settings.change("base_url", server.url)
        user.services.settings.change("interviewer", "model")
        screen = started(user)
        screen.interviewer.said.emit(ASKED)
        user.wait(lambda: len(shown(screen)) == 2)
        assert shown(screen)[-1] == ("interviewer", "Yes.")


def test_a_round_that_is_left_while_a_model_thinks_ends_quietly(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Script(entries=(Entry(do="stall", seconds=2, after=-1, times=0),))) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", server.token)
        user.services.settings.change("base_url", server.url)
        user.services.settings.change("interviewer", "model")
        screen = started(user)
        screen.interviewer.said.emit("Should I think about threads?")
        assert screen._talk is not None
        assert screen._talk.is_waiting
        user.press("Ctrl+E")
        screen.leave.left.emit()
        user.wait(lambda: user.running.window.round_widget is None)
        QTest.qWait(50)


def test_a_simulation_hears_the_closing_while_typing(user: User) -> None:
    screen = started(user, Mode.SIMULATION.value)
    screen.work.code.focus_editor()
    user.paste(RIGHT)
    user.clock.advance(40.5 * 60)
    assert screen._talk is not None
    screen.interviewer.line.insertPlainText("W")
    screen._talk.look()
    assert screen.interviewer.text.turns[-1].intent == "closing"
