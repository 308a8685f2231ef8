"""A behavioral question as its candidate lives it in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.rounds import Plan
from mockint.domain.round import RoundState
from mockint.rounds.behavioral import ANSWER
from tests.gui.rounds.conftest import Sit, User
from tests.gui.rounds.prose import say, sitting, start
from ui.rounds.behavioral_screen import BehavioralScreen
from ui.rounds.prose_area import NO_PICTURES
from ui.rounds.prose_screen import NOTHING_YET

pytestmark = pytest.mark.slow

TITLE, REF = "failed in production", "behavioral/failed-in-production"
STORY = (
    "Our support bot gave a wrong refund rule for two days. A support lead told me. I switched the answer off within "
    "ten minutes, found the stale index, and added a nightly check of 40 questions. Wrong answers fell from 9 % to 1 %."
)


def kept(screen: BehavioralScreen, document: str = ANSWER) -> str:
    return screen._controller.desk.session.document(document)


def test_an_answer_from_the_list_to_the_checklist_by_keys_alone(user: User) -> None:
    screen = start(user, TITLE, BehavioralScreen)
    assert screen.work.answer.hasFocus()
    assert "real users got" in screen.work.brief.brief.shown_text()
    assert screen.work.wanted.accessibleName() == "Asked for: 200 to 400 words"
    user.type(STORY)
    user.wait(lambda: screen.work.words.text() == "43 words \N{MIDDLE DOT} 0:19 aloud")
    user.press("Alt+3")
    user.type("Leave the names out.")
    assert say(user, screen, "May I leave out the customer's name?")
    user.press("Alt+4")
    assert screen.work.answer.hasFocus()
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Right")
    user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief") and "Ownership and scope" in user.told())
    user.wait(lambda: "43 words" in user.told())
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)

    record = read_record(user.services, user.round_id())
    assert record.submission is not None
    assert record.submission.documents[ANSWER] == STORY
    assert record.submission.documents["notes"] == "Leave the names out."
    predicted = record.story.item().predicted
    assert predicted is not None
    assert predicted.hidden_pass_rate is None
    assert list(predicted.levels.values()) == [1]


def test_an_empty_answer_is_handed_in_only_when_asked_for_twice(user: User) -> None:
    screen = start(user, TITLE, BehavioralScreen)
    user.press("Ctrl+Shift+Return")
    assert screen.work.status.accessibleName() == NOTHING_YET
    assert screen.is_working
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))


def test_only_text_is_pasted_and_every_script_is_kept(user: User) -> None:
    user.running.window.resize(1920, 1080)
    screen = start(user, TITLE, BehavioralScreen)
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QApplication.clipboard().setMimeData(picture)
    user.press("Ctrl+V")
    assert screen.work.status.accessibleName() == NO_PICTURES
    page = QMimeData()
    page.setHtml("<p>I <b>fixed</b> it.</p><script>alert(1)</script>")
    QApplication.clipboard().setMimeData(page)
    user.press("Ctrl+V")
    assert kept(screen) == "I fixed it."
    mixed = "שלום \U0001f600 one\N{NO-BREAK SPACE}two\u2028three"
    user.paste(mixed)
    assert kept(screen) == mixed.replace("\u2028", "\n")
    long = "\n".join(["word " * 100] * 500)
    user.paste(long)
    assert kept(screen) == long
    user.wait(lambda: screen.work.words.text().startswith("50,000 words"))
    user.paste("x" * 1_000_001)
    assert "nothing was changed" in screen.work.status.accessibleName()
    assert screen.work.answer.text() == long
    assert screen.work.answer.viewport().width() < screen.work.answer.width() * 0.9
    assert screen.work.answer.horizontalScrollBar().maximum() == 0  # wrapped to the width that is good to read
    assert kept(screen) == long


def test_a_pause_holds_the_pen_and_a_hint_is_given(user: User) -> None:
    screen = start(user, TITLE, BehavioralScreen)
    user.type("Before")
    user.press("Ctrl+H")
    assert len(screen._controller.story.hints) == 1
    user.press("Ctrl+P")
    assert screen.work.answer.isReadOnly()
    user.press("Alt+4")
    user.type(" meanwhile")
    assert kept(screen) == "Before"
    user.press("Ctrl+P")
    user.type(" after")
    assert kept(screen) == "Before after"


def test_a_simulation_hands_in_what_stands_there(user: User) -> None:
    screen = start(user, TITLE, BehavioralScreen, "simulation")
    user.type("Cut short")
    user.clock.advance(8 * 60)
    user.wait(lambda: screen.shows("predict"))
    record = read_record(user.services, user.round_id())
    assert record.submission is not None
    assert record.submission.documents[ANSWER] == "Cut short"


def test_a_round_that_was_left_goes_on_with_text_and_cursor(sit_down: Sit) -> None:
    user = sit_down()
    screen = start(user, TITLE, BehavioralScreen)
    user.type("First. Last.")
    for _ in range(5):
        user.press("Left")
    user.press("Ctrl+E")
    user.click("Leave for now")
    user.wait(lambda: user.running.window.round_widget is None)
    user = sit_down()
    user.open_first()
    screen = sitting(user, BehavioralScreen)
    assert screen.work.answer.text() == "First. Last."
    user.press("Ctrl+P")
    user.press("Alt+4")
    user.type("Middle. ")
    assert kept(screen) == "First. Middle. Last."


def test_a_round_of_a_folder_opens_with_what_its_file_held(user: User, tmp_path: object) -> None:
    folder, made = rounds.start_in_folder(user.services, Plan(REF), None)
    (folder.path / "answer.md").write_text("From my own editor.", encoding="utf-8")
    rounds.check_folder(user.services, folder)
    user.open_first()
    screen = sitting(user, BehavioralScreen)
    assert screen.work.answer.text() == "From my own editor."
    assert user.services.stored(lambda store: store.load_round(made.id)).state is RoundState.RUNNING
