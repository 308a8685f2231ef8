"""A live build as its candidate lives it: the folder and the window in step, runs, the change of plan, the reveal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from mockint.app.record import read_record
from mockint.app.rounds import Plan, plan_for_window
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode, RoundState
from mockint.paths import bank_root
from mockint.rounds.live_build import DEFENCE
from tests.gui.rounds.conftest import Sit, User
from ui.rounds.build_screen import BuildScreen
from ui.rounds.case_view import CaseView
from ui.rounds.console_pane import CHECK_TAB, CONSOLE_TAB
from ui.rounds.file_tree import CHANGED
from ui.rounds.follow import FollowScreen

pytestmark = pytest.mark.slow

QUESTION = "live_build/release-notes"
PROGRAM = "candidate/build.py"
BROKEN = "def build(corpus_dir):\n    return {}\n\n\ndef answer(state, question, user=None):\n    return 7\n"


def sit_at_build(user: User, mode: Mode = Mode.PRACTICE) -> BuildScreen:
    """Open a fresh build of a fixed seed, and wait until its files are shown."""
    made = plan_for_window(user.services, Plan(QUESTION, mode, seed=11))
    return open_build(user, made.id)


def open_build(user: User, round_id: RoundId) -> BuildScreen:
    assert user.running.rounds is not None
    user.running.rounds.open(round_id)
    user.wait(lambda: isinstance(user.running.window.round_widget, BuildScreen))
    screen = build_screen(user)
    user.wait(lambda: screen.work.tree.files.rowCount() > 0 and screen.disk.is_idle)
    return screen


def build_screen(user: User) -> BuildScreen:
    found = user.running.window.round_widget
    assert isinstance(found, BuildScreen)
    return found


def folder_of(screen: BuildScreen) -> Path:
    return screen._controller.folder


def journaled(screen: BuildScreen, path: str) -> str:
    return screen._controller.desk.session.document(path)


def lay_naive(screen: BuildScreen) -> None:
    """Put a program that answers something into the folder, as another editor would."""
    root = bank_root() / QUESTION / "naive"
    for file in (path for path in root.rglob("*") if path.is_file()):
        (folder_of(screen) / file.relative_to(root)).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_build_from_the_folder_to_its_cases(user: User) -> None:
    screen = sit_at_build(user)
    assert screen.work.editors.current == PROGRAM
    focused = QApplication.focusWidget()
    assert focused is not None
    assert screen.work.editors.editors[PROGRAM].isAncestorOf(focused)
    lay_naive(screen)
    user.wait(lambda: "BEST" in screen.work.editors.editors[PROGRAM].text())
    assert "BEST" in journaled(screen, PROGRAM)

    checked: list[object] = []
    screen._controller.checked.connect(checked.append)
    user.press("Ctrl+T")
    user.wait(lambda: checked)
    console = screen.work.console
    assert console.currentIndex() == CHECK_TAB
    assert "15 of 15 replies follow the contract" in console.summary.accessibleName()
    assert "score" not in console.detail.toPlainText()
    assert screen._controller.story.runs == {"examples": 1}

    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("defence"))
    assert len(screen.defence.answers) == 3
    user.type("Five notes fit the budget.")
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("predict"))
    assert screen.predict.share.text() == "80 of 100"
    user.wait(lambda: screen.predict.progress.text())
    assert QApplication.focusWidget() is screen.predict.slider
    user.press("Ctrl+Return")
    user.wait(lambda: screen.shows("debrief"))
    user.wait(lambda: screen.debrief.findChildren(CaseView), timeout_ms=60_000)
    user.wait(lambda: "95 % interval" in user.told())
    assert "You expected a score of 80" in user.told()

    record = read_record(user.services, screen._controller.desk.round.id)
    assert record.round.state is RoundState.MEASURED
    assert record.submission is not None
    assert "Five notes fit the budget." in record.submission.documents[DEFENCE]
    assert "Five notes fit the budget." in (folder_of(screen) / DEFENCE).read_text(encoding="utf-8")
    (measurement,) = record.measurements
    see_the_cases(screen.debrief.findChildren(CaseView)[-1], measurement.data["causes"])
    user.click("Challenge a friend")
    assert "--seed 11" in QApplication.clipboard().text()


def see_the_cases(view: CaseView, causes: dict[str, int]) -> None:
    assert view.model.rowCount() == 72
    for cause, count in causes.items():
        view.cause.setCurrentIndex(view.cause.findData(cause))
        assert view.model.rowCount() == count
        assert {case["cause"] for case in view.model.shown} == {cause}
    view.table.choose_row(0)
    shown = view.detail.toPlainText()
    assert view.model.shown[0]["question"] in shown
    assert "retrieved" in shown
    assert view.trace.model.rowCount() == view.model.shown[0]["calls"]


def test_files_by_the_keyboard_alone(user: User) -> None:
    screen = sit_at_build(user)
    editors, tree = screen.work.editors, screen.work.tree
    user.press("Alt+3")
    user.press("End")
    user.press("Return")
    user.wait(lambda: editors.current == "visible.jsonl")
    assert has_keys(editors.editors["visible.jsonl"])
    user.press("Ctrl+Tab")
    assert editors.current == PROGRAM
    assert has_keys(editors.editors[PROGRAM])
    user.press("Alt+3")
    user.press("Tab")
    assert has_keys(editors.tabBar())
    user.press("Tab")
    assert has_keys(editors.editors[PROGRAM]), "what is edited comes right after its tabs"
    user.press("Ctrl+W")
    assert editors.current == "visible.jsonl"
    assert has_keys(editors.editors["visible.jsonl"]), "closing a file goes on with the next one"
    user.press("Ctrl+W")
    assert not editors.current
    assert has_keys(tree), "with no file open the tree has the keyboard"


def test_run_check_and_cases_by_the_keyboard_alone(user: User) -> None:
    screen = sit_at_build(user)
    lay_naive(screen)
    user.wait(lambda: "BEST" in journaled(screen, PROGRAM))
    console = screen.work.console
    user.press("Alt+5")
    user.paste("python -c 'print(1)'")
    user.press("Return")
    user.wait(lambda: console.output.toPlainText() == "1\n")
    user.press("Alt+6")
    assert has_keys(console.table)
    checked: list[object] = []
    screen._controller.checked.connect(checked.append)
    user.press("Ctrl+T")
    user.wait(lambda: checked)
    user.press("Down")
    user.press("Down")
    assert console.table.current_row() == 2
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("defence"))
    for answer in screen.defence.answers:
        assert has_keys(answer)
        user.press("Tab")
    tab_to(user, screen.defence.hand_in)
    user.press("Space")
    user.wait(lambda: screen.shows("predict"))
    user.press("Left")
    assert screen.predict.share.text() == "75 of 100"
    tab_to(user, screen.predict.reveal)
    user.press("Space")
    user.wait(lambda: screen.debrief.findChildren(CaseView), timeout_ms=60_000)
    view = screen.debrief.findChildren(CaseView)[-1]
    user.wait(view.isVisible)
    tab_to(user, view.table)
    user.press("Down")
    assert view.table.current_row() == 1
    assert view.model.shown[1]["question"] in view.detail.toPlainText()
    user.press("Tab")
    user.press("Right")
    assert view.tabs.currentWidget() is view.trace
    user.press("Escape")
    user.wait(lambda: user.running.window.round_widget is None)


def has_keys(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def tab_to(user: User, widget: QWidget) -> None:
    """Press Tab until a widget has the keyboard, as far as anybody would."""
    for _ in range(40):
        if has_keys(widget):
            return
        user.press("Tab")
    raise AssertionError(f"Tab does not come to {widget.accessibleName() or widget}")


def test_typing_reaches_journal_and_disk(user: User) -> None:
    screen = sit_at_build(user)
    user.press("Ctrl+Home")
    user.type("# mine ")
    assert journaled(screen, PROGRAM).startswith("# mine ")
    user.wait(lambda: (folder_of(screen) / PROGRAM).read_text(encoding="utf-8").startswith("# mine "), timeout_ms=2000)
    assert not screen.work.banners.shown(), "what is written here is nobody else's change"


def test_changes_on_disk_come_to_tree_tab_and_journal(user: User) -> None:
    screen = sit_at_build(user)
    (folder_of(screen) / "evaluate.py").write_text("print('27 of 40')\n", encoding="utf-8")
    (folder_of(screen) / PROGRAM).write_text(BROKEN, encoding="utf-8")
    user.wait(lambda: screen.work.tree.files.index_of("evaluate.py").isValid())
    assert journaled(screen, "evaluate.py") == "print('27 of 40')\n"
    assert screen.work.editors.editors[PROGRAM].text() == BROKEN
    screen.open_file("evaluate.py")
    user.wait(lambda: "evaluate.py" in screen.work.editors.editors)
    (folder_of(screen) / "evaluate.py").unlink()
    user.wait(lambda: "evaluate.py" not in screen.work.editors.editors)
    assert journaled(screen, "evaluate.py") == ""


@pytest.mark.parametrize("choice", ["Keep mine", "Take the file's"])
def test_two_who_write_one_file_are_asked(user: User, choice: str) -> None:
    screen = sit_at_build(user)
    (folder_of(screen) / PROGRAM).write_text("# theirs\n", encoding="utf-8")
    user.paste("# mine\n")
    user.wait(lambda: screen.work.banners.shown())
    assert (folder_of(screen) / PROGRAM).read_text(encoding="utf-8") == "# theirs\n"
    user.type("# more")
    user.click(choice)
    kept = "# mine\n# more" if choice == "Keep mine" else "# theirs\n"
    user.wait(lambda: screen.disk.is_idle and (folder_of(screen) / PROGRAM).read_text(encoding="utf-8") == kept)
    assert screen.work.editors.editors[PROGRAM].text() == kept
    assert journaled(screen, PROGRAM) == kept


def test_a_file_is_made_by_keys_and_the_corpus_is_read_only(user: User) -> None:
    screen = sit_at_build(user)
    user.press("Ctrl+N")
    user.type("candidate/search.py")
    user.press("Return")
    user.wait(lambda: screen.work.editors.current == "candidate/search.py")
    user.type("LIMIT = 3")
    assert journaled(screen, "candidate/search.py") == "LIMIT = 3"
    user.press("Ctrl+W")
    user.wait(lambda: "candidate/search.py" not in screen.work.editors.editors)
    tree = screen.work.tree
    corpus = tree.files.index_of("corpus")
    assert not tree.isExpanded(corpus)
    path = tree.files.path_of(tree.files.index(0, 0, corpus))
    screen.open_file(path)
    user.wait(lambda: screen.work.editors.current == path)
    before = screen.work.editors.editors[path].text()
    user.type("x")
    assert screen.work.editors.editors[path].text() == before
    screen._make_file("../outside.py")
    user.wait(lambda: "not a path in this folder" in screen.work.status.accessibleName())


def test_a_command_shows_its_output_and_can_be_stopped(user: User) -> None:
    screen = sit_at_build(user)
    console = screen.work.console
    (folder_of(screen) / "evaluate.py").write_text("print('27 of 40')\nraise SystemExit(3)\n", encoding="utf-8")
    ended: list[object] = []
    screen._controller.command_ended.connect(ended.append)
    user.press("Alt+5")
    user.paste("python evaluate.py")
    user.press("Ctrl+Return")
    user.wait(lambda: ended)
    assert console.output.toPlainText() == "27 of 40\n"
    assert "exit code 3" in console.state.accessibleName()
    user.paste("python -c 'while True: pass'")
    user.press("Ctrl+Return")
    user.wait(lambda: screen._controller.is_busy)
    user.press("Escape")
    assert not screen._controller.is_busy
    assert console.state.accessibleName() == "Stopped."
    user.press("Alt+5")
    user.paste("python 'oops")
    user.press("Ctrl+Return")
    user.wait(lambda: "cannot be read" in console.state.accessibleName())
    assert console.currentIndex() == CONSOLE_TAB


def test_a_check_tells_what_breaks_the_contract(user: User) -> None:
    screen = sit_at_build(user)
    (folder_of(screen) / "candidate" / "__init__.py").write_text("raise ValueError('no')\n", encoding="utf-8")
    checked: list[object] = []
    screen._controller.checked.connect(checked.append)
    user.wait(lambda: journaled(screen, "candidate/__init__.py"))
    screen._check()
    user.wait(lambda: checked)
    assert "ValueError: no" in screen.work.console.summary.accessibleName()
    assert "ValueError: no" in screen.work.console.detail.toPlainText()


def test_the_change_of_plan_changes_the_corpus_and_marks_it(user: User) -> None:
    screen = sit_at_build(user)
    question = screen._controller.desk.question
    assert question.curveball is not None
    changed: list[tuple[str, ...]] = []
    screen._controller.corpus_changed.connect(changed.append)
    user.clock.advance(question.curveball.minute * 60 + 5)
    user.wait(lambda: changed)
    assert question.curveball.text in user.told()
    user.wait(lambda: screen.disk.is_idle)
    files = screen.work.tree.files
    marked = [path for path in changed[0] if str(files.data(files.index_of(path)) or "").endswith(CHANGED)]
    assert {path for path in changed[0] if (folder_of(screen) / path).exists()} == set(marked)


def test_a_build_goes_on_where_it_was_left(user: User, sit_down: Sit) -> None:
    screen = sit_at_build(user)
    user.press("Ctrl+Home")
    user.type("# kept ")
    round_id, folder = screen._controller.desk.round.id, folder_of(screen)
    user.press("Ctrl+E")
    user.click("Leave for now")
    user.wait(lambda: user.running.window.round_widget is None)
    again = sit_down()
    (folder / "later.py").write_text("A = 1\n", encoding="utf-8")
    back = open_build(again, round_id)
    assert back.work.editors.editors[PROGRAM].text().startswith("# kept ")
    again.press("Ctrl+P")
    again.wait(lambda: journaled(back, "later.py") == "A = 1\n")


def test_measuring_can_be_stopped_and_done_later(user: User) -> None:
    screen = sit_at_build(user)
    lay_naive(screen)
    user.wait(lambda: "BEST" in journaled(screen, PROGRAM))
    screen._controller.measuring.connect(lambda _: screen._controller.stop_measuring())
    screen._submit()
    user.wait(lambda: screen.shows("defence"))
    screen._submit()
    user.wait(lambda: screen.debrief.banners.shown())
    assert "Measuring was stopped" in screen.debrief.banners.shown()[0].text
    assert read_record(user.services, screen._controller.desk.round.id).round.state is RoundState.SUBMITTED


def test_time_ends_a_simulation_with_what_was_typed(user: User) -> None:
    screen = sit_at_build(user, Mode.SIMULATION)
    assert not screen.work.header.pause.isVisible()
    user.type("# last ")
    user.clock.advance(screen._controller.desk.round.planned_s)
    user.wait(lambda: screen.shows("predict"))
    record = read_record(user.services, screen._controller.desk.round.id)
    assert record.submission is not None
    assert "# last " in record.submission.documents[PROGRAM]
    user.wait(lambda: screen._record is not None, timeout_ms=60_000)


def test_everything_has_a_name(user: User) -> None:
    screen = sit_at_build(user)
    user.wait(lambda: "debrief" in screen.__dict__)
    for page in (screen.work, screen.defence, screen.predict, screen.debrief, screen.leave):
        screen.setCurrentWidget(page)
        assert not [one for one in page.findChildren(QWidget) if _is_nameless(one)]


def _is_nameless(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QPushButton) else ""
    return (
        isinstance(widget, QPushButton | QComboBox) and widget.isVisible() and not text and not widget.accessibleName()
    )


def test_visible_gold_is_a_file_and_never_journaled(user: User) -> None:
    screen = sit_at_build(user)
    first = json.loads((folder_of(screen) / "visible.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert "gold" in first
    assert "visible.jsonl" not in screen._controller.story.documents
    assert not [path for path in screen._controller.story.documents if path.startswith("corpus/")]


def test_a_folder_that_is_gone_empties_nothing(user: User) -> None:
    screen = sit_at_build(user)
    before, folder = journaled(screen, PROGRAM), folder_of(screen)
    away = folder.with_name("away")
    folder.rename(away)
    user.wait(lambda: screen.work.banners.shown())
    assert "is not there" in screen.work.banners.shown()[0].text
    assert journaled(screen, PROGRAM) == before
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.shows("defence"))
    user.press("Escape")
    away.rename(folder)
    user.wait(lambda: not screen.work.banners.shown())
    assert journaled(screen, PROGRAM) == before


def test_leaving_at_once_writes_what_was_just_typed(user: User) -> None:
    screen = sit_at_build(user)
    folder = folder_of(screen)
    user.press("Ctrl+Home")
    user.type("# just now ")
    user.running.window.close_round()
    assert (folder / PROGRAM).read_text(encoding="utf-8").startswith("# just now ")


def test_a_build_that_is_open_elsewhere_is_followed_file_by_file(user: User) -> None:
    screen = sit_at_build(user)
    user.press("Ctrl+Home")
    user.type("# seen elsewhere ")
    assert user.running.rounds is not None
    user.running.rounds._follow(screen._controller.desk.round.id)
    user.wait(lambda: isinstance(user.running.window.round_widget, FollowScreen))
    followed = user.running.window.round_widget
    assert isinstance(followed, FollowScreen)
    user.wait(lambda: PROGRAM in followed.editors)
    assert followed.editors[PROGRAM].text().startswith("# seen elsewhere ")
    assert "mockint.toml" in followed.editors
    assert not [path for path in followed.editors if path.startswith("corpus/")]
