"""A take-home as its candidate lives it in the window: points up front, stories that fail and pass, the reveal, the defence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mockint.app.record import read_record
from mockint.app.rounds import Plan, plan_for_window
from mockint.domain.round import Mode, RoundState
from mockint.rounds.take_home_brief import DECISIONS
from tests.gui.rounds.conftest import User
from tests.helpers.briefs import FORGETFUL, SLUG, WHOLE, write_brief
from ui.pages.practice import PracticePage
from ui.rounds.brief_screen import BriefScreen
from ui.rounds.console_pane import CHECK_TAB
from ui.widgets.output_view import OutputView

pytestmark = pytest.mark.slow

QUESTION = f"take_home/{SLUG}"


@pytest.fixture
def at_home(request: pytest.FixtureRequest, tmp_path: Path) -> User:
    """The user with the brief in the pack beside the other question."""
    write_brief(tmp_path / "pack")
    user = request.getfixturevalue("user")
    assert isinstance(user, User)
    return user


def sit(user: User, mode: Mode = Mode.PRACTICE) -> BriefScreen:
    """Open a fresh take-home of a fixed seed, and wait until its files are shown."""
    made = plan_for_window(user.services, Plan(QUESTION, mode, seed=11))
    assert user.running.rounds is not None
    user.running.rounds.open(made.id)
    user.wait(lambda: isinstance(user.running.window.round_widget, BriefScreen))
    screen = user.running.window.round_widget
    assert isinstance(screen, BriefScreen)
    user.wait(lambda: screen.work.tree.files.rowCount() > 0 and screen.disk.is_idle)
    return screen


def lay(screen: BriefScreen, files: dict[str, str]) -> None:
    """Put files into the folder, as another editor would."""
    for path, text in files.items():
        place = screen._controller.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def check(user: User, screen: BriefScreen) -> str:
    """Check by the key, wait, and read the line that tells how it went."""
    checked: list[object] = []
    screen._controller.checked.connect(checked.append)
    user.press("Ctrl+T")
    user.wait(lambda: checked)
    return screen.work.console.summary.accessibleName()


def test_the_points_are_told_before_the_start(at_home: User) -> None:
    user = at_home
    user.running.window.go_to("practice")
    page = user.running.window.page("practice")
    assert isinstance(page, PracticePage)
    user.wait(lambda: page.filter.rowCount() > 0)
    user.press("Ctrl+F")
    user.paste("keeper of notes")
    user.wait(lambda: page.filter.rowCount() == 1 and "Points, of 100" in user.told())
    told = user.told()
    assert "What is kept comes back." in told
    assert "AI help is allowed and logged." in told
    assert user.button("Full, 240 min")


def test_a_take_home_from_the_folder_to_its_defence(at_home: User) -> None:
    user = at_home
    screen = sit(user)
    assert "Take-home" in user.told()
    assert screen.work.editors.current == "candidate/__main__.py"
    lay(screen, {"candidate/keeper.py": FORGETFUL})
    told = check(user, screen)
    console = screen.work.console
    assert console.currentIndex() == CHECK_TAB
    assert "of 48 visible checks right" in told
    assert "score" not in console.detail.toPlainText()
    lost = next(
        row for row, case in enumerate(console.model.cases) if case.title == "A kill loses nothing." and case.is_bad
    )
    console.table.choose_row(lost)
    assert "came    null" in console.detail.toPlainText()
    assert screen._controller.story.runs == {"examples": 1}

    user.press("Alt+5")
    user.paste("python -c 'print(6 * 7)'")
    user.press("Return")
    user.wait(lambda: console.output.toPlainText() == "42\n")

    lay(screen, WHOLE)
    told = check(user, screen)
    assert told == "48 of 48 visible checks right"
    assert "fail on the starter's program" in console.detail.toPlainText()
    assert "printed by your evaluation" in console.detail.toPlainText()
    screen.open_file(DECISIONS)
    user.wait(lambda: screen.work.editors.current == DECISIONS)

    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief"))
    user.wait(lambda: "95 % interval" in user.told(), timeout_ms=60_000)
    told = user.told()
    assert "100.0 of 100" in told
    assert "You expected a score of 80 of 100; it is 100.0." in told
    assert "Found:" not in told
    assert screen.debrief.defend.isVisible()
    record = read_record(user.services, screen._controller.desk.round.id)
    assert record.round.state is RoundState.MEASURED
    assert record.submission is not None
    assert record.submission.documents["candidate/keeper.py"] == WHOLE["candidate/keeper.py"]


def test_what_failed_is_told_with_what_was_wanted_and_what_came(at_home: User) -> None:
    user = at_home
    screen = sit(user)
    lay(screen, {"candidate/keeper.py": FORGETFUL})
    screen.disk.turn()
    user.wait(lambda: "def put" in screen._controller.desk.session.document("candidate/keeper.py"))
    user.wait(lambda: screen._controller.desk.session.document("candidate/keeper.py") == FORGETFUL)
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    user.press("Ctrl+Return")
    user.wait(lambda: "failed checks" in user.told(), timeout_ms=60_000)
    views = screen.debrief.findChildren(OutputView)
    (failed,) = [view for view in views if view.accessibleName().startswith("Failed checks")]
    text = failed.toPlainText()
    assert "A kill loses nothing." in text
    assert "came    null" in text
    assert "multiplied by the share of answers" in user.told()


def test_a_take_home_waits_for_days(at_home: User) -> None:
    user = at_home
    screen = sit(user)
    user.press("Ctrl+P")
    user.wait(lambda: not screen._controller.is_running)
    assert not screen.work.check.isEnabled()
    round_id = screen._controller.desk.round.id
    user.running.window.close_round()
    user.clock.advance(3 * 86_400)
    assert user.running.rounds is not None
    user.running.rounds.open(round_id)
    user.wait(lambda: isinstance(user.running.window.round_widget, BriefScreen))
    again = user.running.window.round_widget
    assert isinstance(again, BriefScreen)
    user.wait(lambda: again._talk is not None)
    user.press("Ctrl+P")
    user.wait(lambda: again._controller.is_running)
    assert again._controller.desk.session.remaining_s() > 200 * 60
    assert QApplication.activeWindow() is not None
