"""A story of one's own in a behavioral round: picked, told, and what was left out read in the debrief."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mockint.app.record import read_record
from mockint.app.stories import StoryBank, story_id_of
from mockint.domain.user_story import STORY
from tests.gui.rounds.conftest import User
from tests.gui.rounds.prose import start
from ui.rounds.behavioral_screen import BehavioralScreen

pytestmark = pytest.mark.slow

TITLE = "failed in production"


def test_a_picked_story_is_compared_with_the_answer(user: User) -> None:
    bank = StoryBank(user.services)
    parts = {"situation": "The support bot gave a wrong refund rule.", "evidence": "Errors fell from 9 % to 1 %."}
    story = bank.keep(bank.new_id(), "The refund rule", parts, ["failure"])
    screen = start(user, TITLE, BehavioralScreen)
    user.wait(screen.story.isVisible)
    box = screen.story.box
    assert [box.itemText(at) for at in range(box.count())] == ["None of my bank", "The refund rule"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    user.press("Alt+4")
    user.type("Our support bot gave a wrong refund rule for two days.")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    bank.delete(story.id)
    user.press("Right")
    user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief") and "not found in your answer: 'Errors fell" in user.told())
    assert "told: situation; not found: evaluation evidence" in user.told()
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)
    submission = read_record(user.services, user.round_id()).submission
    assert submission is not None
    assert story_id_of(submission.documents[STORY]) == story.id, "the round keeps it, though it is deleted"


def test_without_stories_there_is_nothing_to_pick(user: User) -> None:
    screen = start(user, TITLE, BehavioralScreen)
    user.wait(lambda: screen.story.box.count() == 1)
    assert not screen.story.isVisible()
