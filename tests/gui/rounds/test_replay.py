"""A round looked at again in the window: by keys, by its marks, by evidence, and taken up again from one of its moments."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mockint.app import grading, measuring, rounds
from mockint.app.rounds import Plan
from mockint.domain.diagram import Diagram, Node
from mockint.domain.ids import RoundId
from tests.gui.rounds.conftest import User
from ui.replay.drawing import DrawingReplay
from ui.replay.screen import ReplayScreen
from ui.rounds.behavioral_screen import BehavioralScreen
from ui.rounds.build_screen import BuildScreen
from ui.rounds.talk_text import Spoken, TalkText

pytestmark = pytest.mark.slow
STORY = "behavioral/failed-in-production"
BEGINNING = "I shipped a ranking change without an evaluation."
END = " Recall fell from 0.82 to 0.61, so I built a gold set of 200 questions and rolled back within a day."


def a_round(user: User) -> RoundId:
    """A story that was told within five minutes of a round's clock, judged offline."""
    services, clock = user.services, user.clock
    record = rounds.plan_round(services, Plan(STORY))
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        clock.advance(60)
        desk.session.record_edit("answer", BEGINNING)
        clock.advance(60)
        desk.session.clarify("How much detail do you want?")
        clock.advance(180)
        desk.session.record_edit("answer", BEGINNING + END)
        desk.submit().result()
    measuring.measure(services, record.id)
    grading.grade_round(services, record.id, grading.make_grader(services, "offline"))
    return record.id


def replay(user: User) -> ReplayScreen:
    user.wait(lambda: isinstance(user.running.window.round_widget, ReplayScreen))
    found = user.running.window.round_widget
    assert isinstance(found, ReplayScreen)
    return found


def test_a_round_is_seen_again_by_keys_alone(user: User) -> None:
    user.running.open_round(a_round(user))
    user.click("Replay")
    screen = replay(user)
    answer = screen.editors["answer"]
    assert screen.timeline.hasFocus()
    assert answer.text() == ""
    assert screen.clock.text().split(" / ")[1].startswith("5:0")

    user.press("PgDown")
    user.press("PgDown")
    assert screen.timeline.value() == 120_000
    assert answer.text() == BEGINNING
    user.press("M")  # the first clarifying question
    assert screen.timeline.value() // 1000 == 120
    assert [turn.text for turn in screen.talk.turns] == ["How much detail do you want?"]
    user.press("End")
    assert answer.text() == BEGINNING + END
    user.press("Left")
    user.press("Left")
    assert answer.text() == BEGINNING
    user.press("Home")
    assert (answer.text(), len(screen.talk.turns)) == ("", 0)

    screen.speed.set_value("16")
    user.press("Space")
    user.wait(lambda: not screen.is_playing and screen.timeline.value() == screen.timeline.maximum())
    assert answer.text() == BEGINNING + END
    middle = screen.timeline.rect().center()
    QTest.mouseClick(screen.timeline, Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), middle.y()))
    assert answer.text() == BEGINNING
    assert "How much detail" in screen.timeline.words_at(round(screen.timeline._x(120_000)))
    user.press("Escape")
    user.wait(lambda: user.debrief.replay.isVisible())


def test_evidence_leads_to_the_moment_in_which_it_was_written(user: User) -> None:
    user.running.open_round(a_round(user))
    user.button("See when")
    found = [
        one for one in user.debrief.findChildren(type(user.debrief.replay)) if "Recall fell" in one.accessibleName()
    ]
    found[0].click()
    screen = replay(user)
    assert screen.timeline.value() // 1000 == 300
    assert screen.editors["answer"].text() == BEGINNING + END


def test_a_round_is_taken_up_again_from_one_of_its_moments(user: User) -> None:
    parent = a_round(user)
    user.running.open_round(parent)
    user.click("Replay")
    screen = replay(user)
    screen.go_to(130_000)
    user.click("Start again from here")
    user.wait(lambda: isinstance(user.running.window.round_widget, BehavioralScreen))
    again = user.running.window.round_widget
    assert isinstance(again, BehavioralScreen)
    user.wait(lambda: again.work.answer.isVisible())
    assert again.work.answer.text() == BEGINNING
    record = again._controller.desk.round
    assert (record.parent, record.question_seen) == (parent, True)
    assert 130 <= again._controller.desk.session.elapsed_s() < 140
    again.work.answer.setFocus()
    user.press("Ctrl+End")
    user.type(" Now I test first.")
    assert again._controller.desk.session.document("answer") == BEGINNING + " Now I test first."


def test_the_history_leads_to_the_replay_and_back(user: User) -> None:
    a_round(user)
    window = user.running.window
    window.go_to("history")
    user.history.load()
    user.wait(lambda: user.history.replay.isVisible())
    user.click("Replay")
    assert replay(user).editors["answer"].text() == ""
    user.press("Escape")
    user.wait(lambda: window.round_widget is None and user.history.isVisible())


def test_a_talk_that_goes_back_says_what_was_said_by_then(user: User) -> None:
    talk = TalkText(user.running.theme)
    turns = [Spoken("candidate", f"Line one of {number}\nand two", "", 10.0 * number) for number in range(4)]
    texts = {}
    for count in (1, 2, 4):
        talk.show_turns(turns[:count])
        texts[count] = talk.toPlainText()
    for count in (2, 4, 1):
        talk.show_turns(turns[:count])
        assert talk.toPlainText() == texts[count]


def test_a_drawing_is_seen_as_it_grew(user: User) -> None:
    services, clock = user.services, user.clock
    record = rounds.plan_round(services, Plan("system_design/support-assistant"))
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        desk.session.record_edit("notebook", "## Requirements\nCite the passages.\n")
        for count in (1, 2, 3):
            clock.advance(60)
            parts = tuple(Node(id=f"n{at}", type="api", label=f"Part {at}", x=200.0 * at, y=0) for at in range(count))
            desk.session.record_edit("diagram", Diagram(nodes=parts).as_json())
        clock.advance(60)
        desk.session.record_edit("diagram", "a box that calls a model")
        desk.submit().result()
    user.running.rounds.replays.open(record.id)
    screen = replay(user)
    drawing = screen.editors["diagram"]
    assert isinstance(drawing, DrawingReplay)
    screen.tabs.setCurrentWidget(drawing)
    for minutes, parts in ((1.5, 1), (3.5, 3), (2.5, 2), (0.5, 0)):
        screen.go_to(round(minutes * 60_000))
        assert len(drawing.canvas.diagram().nodes) == parts
        assert drawing.currentWidget() is drawing.canvas
    assert not drawing.canvas.palette_.isVisible()
    assert drawing.canvas.drawing.is_read_only
    screen.go_to(screen.timeline.maximum())  # no drawing: what stood there is shown as text
    assert drawing.text() == "a box that calls a model"
    assert drawing.currentWidget() is drawing.words
    assert "a box that calls a model" in drawing.words.text()


def test_a_build_is_taken_up_again_in_a_folder_of_its_own(user: User) -> None:
    services, clock = user.services, user.clock
    record = rounds.plan_for_window(services, Plan("live_build/policy-desk"))
    with rounds.open_desk(services, record.id) as desk:
        desk.session.start()
        clock.advance(60)
        desk.session.record_edit("candidate/search.py", "FIRST = 1\n")
        clock.advance(60)
        desk.session.record_edit("candidate/search.py", "SECOND = 2\n")
        desk.submit().result()
    user.running.rounds.replays.open(record.id)
    replay(user).go_to(90_000)
    user.click("Start again from here")
    user.wait(lambda: isinstance(user.running.window.round_widget, BuildScreen))
    made = services.stored(lambda store: [store.load_round(each) for each in store.round_ids()])
    again = next(each for each in made if each.parent == record.id)
    assert again.folder is not None
    assert again.folder != record.folder
    assert (Path(again.folder) / "candidate" / "search.py").read_text(encoding="utf-8") == "FIRST = 1\n"
