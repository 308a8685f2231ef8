"""Rounds of kinds that have no screen in the window yet: their results open, and nothing else breaks."""

from __future__ import annotations

from pathlib import Path

from mockint.app import rounds
from mockint.app.rounds import Plan
from tests.gui.rounds.conftest import User
from ui.rounds.debrief import Debrief

STORY = "behavioral/failed-in-production"


def test_an_open_round_of_a_folder_is_left_where_it_is(user: User, tmp_path: Path) -> None:
    folder, _ = rounds.start_in_folder(user.services, Plan(STORY), tmp_path / "story")
    user.open_first()
    user.wait(lambda: "no screen here yet" in user.told())
    assert str(folder.path) in user.told()
    assert user.running.window.round_widget is None
    assert rounds.submit_folder(user.services, folder)


def test_the_result_opens_and_again_says_where(user: User, tmp_path: Path) -> None:
    answer = tmp_path / "answer.md"
    answer.write_text("I switched it off, then I looked for the cause.", encoding="utf-8")
    rounds.submit_answer(user.services, STORY, answer)
    user.open_first()
    user.wait(lambda: isinstance(user.running.window.round_widget, Debrief))
    user.wait(lambda: "Ownership and scope" in user.told())
    assert "Not judged yet" in user.told()
    user.debrief.again_wanted.emit()
    user.wait(lambda: f"mockint start {STORY}" in user.told())
    assert len(user.services.stored(lambda store: store.list_rounds())) == 1
