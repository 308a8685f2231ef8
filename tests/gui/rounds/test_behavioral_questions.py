"""A behavioral round of four questions as its candidate lives it in the window."""

from __future__ import annotations

import re

import pytest

from mockint.app import grading
from mockint.app.record import read_records
from mockint.app.stories import StoryBank
from mockint.domain.round import RoundState
from mockint.domain.user_story import STORY
from mockint.rounds.behavioral import ANSWER
from tests.gui.rounds.conftest import Sit, User
from tests.gui.rounds.prose import say, sitting
from ui.pages.practice import PracticePage
from ui.pages.question_pane import ROUND
from ui.rounds.behavioral_screen import BehavioralScreen
from ui.rounds.prose_screen import NOTHING_YET

pytestmark = pytest.mark.slow


def start_four(user: User, mode: str = "practice") -> BehavioralScreen:
    """Start a round of four from Practice, at any behavioral question."""
    window = user.running.window
    window.go_to("practice")
    page = window.page("practice")
    assert isinstance(page, PracticePage)
    user.wait(lambda: page.filter.rowCount() > 0)
    user.press("Ctrl+F")
    user.paste("failed in production")
    user.wait(lambda: page.filter.rowCount() == 1)
    page.pane.form.segment(ROUND).click()
    page.pane.mode.set_value(mode)
    user.press("Ctrl+Return")
    return sitting(user, BehavioralScreen)


def answers(screen: BehavioralScreen) -> list[str]:
    return [screen._controller.desk.session.document(ANSWER, item) for item in range(4)]


def prompts(screen: BehavioralScreen) -> list[str]:
    return [question.prompt.split("\n", 1)[0].lstrip("# ") for question in screen._controller.desk.questions]


def test_four_questions_from_the_list_to_the_debrief(user: User) -> None:
    screen = start_four(user)
    tabs = screen.work.questions
    assert tabs.isVisible()
    assert tabs.bar.count() == 4
    assert screen.work.answer.hasFocus()
    user.type("To the first.")
    user.press("Alt+3")
    user.type("A note.")
    assert say(user, screen, "Which team was it?")
    user.press("Alt+4")

    user.press("Ctrl+PgDown")
    assert screen.work.answer.hasFocus()
    assert (screen.work.answer.text(), screen.work.brief.notes.toPlainText()) == ("", "")
    title = screen._controller.desk.questions[1].header.title
    assert title[:20] in tabs.bar.tabText(1)
    user.wait(lambda: screen._talk is not None and screen._talk.is_here)
    assert screen.interviewer.text.turns == ()
    user.type("To the second.")
    tabs.bar.setCurrentIndex(3)
    user.type("To the fourth.")
    user.press("Ctrl+PgDown")  # there is none after it
    assert tabs.bar.currentIndex() == 3
    tabs.bar.setCurrentIndex(0)
    assert screen.work.answer.text() == "To the first."
    assert screen.work.brief.notes.toPlainText() == "A note."
    assert len(screen.interviewer.text.turns) == 2
    user.press("Alt+4")
    user.press("End")
    user.type(" More.")
    assert answers(screen) == ["To the first. More.", "To the second.", "", "To the fourth."]
    assert "nothing written" in tabs.bar.accessibleTabName(2)

    user.press("Ctrl+Shift+Return")
    assert screen.work.status.accessibleName().startswith("Question 3 has no answer yet.")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    for number in range(1, 5):
        assert screen.predict.heading.text().startswith(f"Question {number} of 4")
        user.press("Right")
        user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief") and "Criteria, question by question" in user.told())
    user.wait(lambda: read_records(user.services, user.round_id())[3].told.predicted)
    records = read_records(user.services, user.round_id())
    assert [record.told.predicted and list(record.told.predicted.levels.values()) for record in records] == [[1]] * 4
    assert [record.submission and record.submission.documents[ANSWER] for record in records] == answers(screen)
    debrief = screen.debrief
    assert debrief.questions.count() == 5
    debrief.questions.setCurrentIndex(2)
    user.wait(lambda: records[1].rubric.criteria[0].title in user.told() and "You expected" in user.told())
    assert debrief.again.text() == "Another round"
    user.press("Ctrl+PgUp")
    user.press("Ctrl+PgUp")
    user.press("Ctrl+PgUp")  # there is none before it
    assert debrief.questions.currentIndex() == 0
    user.wait(lambda: "Criteria, question by question" in user.told())
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)


def test_each_question_is_graded_alone_and_the_round_tells_where_what_was_seen(user: User) -> None:
    screen = start_four(user)
    user.type("I did it myself.")
    user.press("Ctrl+Shift+Return")  # some are empty
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Escape")
    user.wait(lambda: screen.shows("debrief") and "The questions" in user.told())
    desk = user.running.tools.grading
    round_id = user.round_id()
    user.wait(lambda: all(record.grades[-1].grader for record in read_records(user.services, round_id)))
    for position, record in enumerate(read_records(user.services, round_id)):
        levels = {criterion.id: position % 4 + 1 for criterion in record.rubric.criteria}
        own = grading.make_grader(user.services, "self", levels=levels)  # type: ignore[arg-type]
        graded = grading.grade_round(user.services, round_id, own, position=position)
        desk.ended.emit(record.name, record.question.header.title, graded)
    user.wait(lambda: re.search(r"in ([1-4]) of \1\b", user.told()))
    assert user.services.stored(lambda store: store.load_round(round_id)).state is RoundState.GRADED
    screen.debrief.questions.setCurrentIndex(4)
    user.wait(lambda: "Self-scored" in user.told())
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)
    user.open_first()
    user.wait(lambda: "Criteria, question by question" in user.told())
    user.press("Ctrl+PgDown")
    user.wait(lambda: "Self-scored" in user.told())


def test_a_simulation_hands_in_every_question_as_it_stands(user: User) -> None:
    screen = start_four(user, "simulation")
    user.type("One.")
    user.press("Ctrl+PgDown")
    user.type("Two.")
    user.clock.advance(41 * 60)
    user.wait(lambda: screen.shows("predict"))
    records = read_records(user.services, user.round_id())
    assert [record.submission and record.submission.documents[ANSWER] for record in records] == ["One.", "Two.", "", ""]
    assert all(record.submission and record.submission.ended_by == "time" for record in records)


def test_a_round_that_was_left_opens_at_its_question(sit_down: Sit) -> None:
    user = sit_down()
    screen = start_four(user)
    user.type("One.")
    user.press("Ctrl+PgDown")
    user.press("Ctrl+PgDown")
    user.type("Three. Last.")
    for _ in range(5):
        user.press("Left")
    before = prompts(screen)
    user.press("Ctrl+E")
    user.click("Leave for now")
    user.wait(lambda: user.running.window.round_widget is None)

    user = sit_down()
    user.open_first()
    screen = sitting(user, BehavioralScreen)
    assert prompts(screen) == before
    assert screen.work.questions.bar.currentIndex() == 2
    assert screen.work.answer.text() == "Three. Last."
    assert before[2] in screen.work.brief.brief.shown_text()
    user.press("Ctrl+PgUp")  # paused: the question stays
    assert screen.work.questions.bar.currentIndex() == 2
    assert "paused" in screen.work.status.accessibleName()
    user.press("Ctrl+P")
    user.press("Alt+4")
    user.type("Middle. ")
    assert answers(screen) == ["One.", "", "Three. Middle. Last.", ""]
    user.press("Ctrl+PgUp")
    user.press("Ctrl+PgUp")
    assert screen.work.answer.text() == "One."


def test_a_story_is_picked_for_each_question(user: User) -> None:
    bank = StoryBank(user.services)
    for title in ("The refund bot", "The index"):
        bank.keep(bank.new_id(), title, {"situation": f"{title} went wrong."}, [])
    screen = start_four(user)
    user.wait(lambda: screen.story.box.count() == 3)
    screen.story.box.setCurrentIndex(1)
    screen.story.box.activated.emit(1)
    user.press("Ctrl+PgDown")
    assert screen.story.box.currentIndex() == 0
    screen.story.box.setCurrentIndex(2)
    screen.story.box.activated.emit(2)
    user.press("Ctrl+PgUp")
    assert screen.story.box.currentIndex() == 1
    kept = [screen._controller.desk.session.document(STORY, item) for item in range(3)]
    assert kept[0] == screen.story.box.itemData(1)
    assert kept[1] == screen.story.box.itemData(2)
    assert kept[2] == ""


def test_what_was_written_can_still_be_undone_after_another_question(user: User) -> None:
    screen = start_four(user)
    user.type("Kept. ")
    user.paste("Not meant.")
    user.press("Ctrl+PgDown")
    user.type("The second.")
    user.press("Ctrl+Z")
    assert answers(screen)[:2] == ["Not meant.", ""]
    user.press("Ctrl+PgUp")
    user.press("Ctrl+Z")
    assert screen.work.answer.text() == "Kept. "
    assert answers(screen)[0] == "Kept. "


def test_nothing_is_handed_in_unseen(user: User) -> None:
    screen = start_four(user)
    user.press("Ctrl+Shift+Return")
    assert screen.work.status.accessibleName() == NOTHING_YET
    user.press("Ctrl+PgDown")
    user.type("Something.")
    user.press("Ctrl+PgUp")
    user.press("Ctrl+Shift+Return")
    assert screen.work.status.accessibleName().startswith("Questions 1, 3 and 4 have no answer yet.")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))


def test_each_question_shows_what_is_left_of_its_share(user: User) -> None:
    screen = start_four(user)
    user.clock.advance(11 * 60)
    user.wait(lambda: "over" in screen.work.questions.time.text())
    user.wait(lambda: "time for this question is used" in screen.work.status.accessibleName())
    user.press("Ctrl+PgDown")
    assert screen.work.questions.time.text() in {"10:00 left", "9:59 left"}
    assert not screen.work.header.clock.text().startswith("+")
