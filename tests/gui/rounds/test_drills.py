"""Drills in the window: put, answered by keys, marked, kept over a close, and told when they are due again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mockint.app import drilling, own_drills, rounds
from mockint.domain.attempt import ANSWER
from tests.gui.rounds.conftest import User
from ui.drills.dialog import DrillDialog
from ui.drills.draft import Draft, read_draft, write_draft
from ui.editor.plain import PlainEditor


def opened(user: User) -> DrillDialog:
    """The dialog with its first drill, opened as the menu and Today do."""
    user.running.window.drills_wanted.emit()
    found = user.running.window.findChildren(DrillDialog)
    dialog = found[-1]
    user.wait(lambda: dialog.form is not None)
    return dialog


def begin(user: User, name: str) -> DrillDialog:
    """The dialog with a drill of our choice, as if it had been begun before."""
    posed = drilling.pose(user.services, name)
    write_draft(user.services.home.root / "drill-draft.json", Draft(name, posed.seed, {}))
    return opened(user)


def press(dialog: DrillDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog, key, Qt.KeyboardModifier.ControlModifier)


def test_a_drill_in_words_is_marked_and_due_again(user: User) -> None:
    entry = next(one for one in user.services.catalog.drills if one.kind == "concept")
    dialog = begin(user, entry.ref)
    assert dialog.heading.text() == entry.title
    assert "offline estimate" in dialog.about.text()
    press(dialog, Qt.Key.Key_Return)
    assert "Nothing is answered yet" in dialog.about.text()
    assert dialog.form is not None
    dialog.form.load({ANSWER: "It depends on the question, the cost and what is measured."})
    press(dialog, Qt.Key.Key_Return)
    user.wait(lambda: dialog.form is None)
    assert dialog.about.text().startswith("Due again on ")
    assert "points: level" in dialog.text.shown_text()
    assert "## Model answer" in dialog.text.shown_text()
    assert user.services.stored(lambda store: store.attempts(entry.id))
    assert read_draft(user.services.home.root / "drill-draft.json") is None
    press(dialog, Qt.Key.Key_Return)
    user.wait(lambda: dialog.form is not None)
    assert dialog.heading.text() != entry.title


def test_an_ops_drill_is_marked_by_code_part_by_part(user: User) -> None:
    entry = next(one for one in user.services.catalog.drills if one.slug == "index-memory")
    dialog = begin(user, entry.ref)
    assert dialog.form is not None
    parts = dialog.form.answers()
    assert len(parts) >= 1
    dialog.form.load(dict.fromkeys(parts, "1"))
    dialog.go_on.click()
    user.wait(lambda: dialog.form is None)
    assert "Memory for the vectors of one copy. You said: 1." in dialog.text.shown_text()
    assert "## Solution" in dialog.text.shown_text()


def test_what_was_begun_is_there_again_after_a_close(user: User) -> None:
    entry = next(one for one in user.services.catalog.drills if one.kind == "concept")
    dialog = begin(user, entry.ref)
    assert dialog.form is not None
    dialog.form.take_focus()
    QTest.keyClicks(dialog.focusWidget() or dialog, "Half a sentence")
    file = user.services.home.root / "drill-draft.json"
    user.wait(lambda: (read_draft(file) or Draft("", 0, {})).answers.get(ANSWER) == "Half a sentence", timeout_ms=2_000)
    QTest.keyClicks(dialog.focusWidget() or dialog, " more")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    user.wait(lambda: not user.running.window.findChildren(DrillDialog))
    again = opened(user)
    assert again.heading.text() == entry.title
    assert again.form is not None
    assert again.form.answers()[ANSWER] == "Half a sentence more"


def test_what_is_written_without_a_pause_is_on_disk_within_a_second(user: User) -> None:
    entry = next(one for one in user.services.catalog.drills if one.kind == "concept")
    dialog = begin(user, entry.ref)
    assert dialog.form is not None
    dialog.form.take_focus()
    for _ in range(12):
        QTest.keyClicks(dialog.focusWidget() or dialog, "word ")
        QTest.qWait(90)
    kept = read_draft(user.services.home.root / "drill-draft.json")
    assert kept is not None
    assert kept.answers.get(ANSWER, "").startswith("word word ")


def test_a_draft_whose_drill_is_gone_is_forgotten(user: User) -> None:
    write_draft(user.services.home.root / "drill-draft.json", Draft("own/none", 0, {ANSWER: "x"}))
    dialog = opened(user)
    assert dialog.heading.text()
    (user.services.home.root / "drill-draft.json").write_text("{broken", encoding="utf-8")
    assert read_draft(user.services.home.root / "drill-draft.json") is None


def mending(user: User) -> tuple[DrillDialog, PlainEditor, Path]:
    """The dialog with the starter of a problem to be mended, its editor, and the problem's folder."""
    folder = user.services.catalog.find("coding/token-bucket").folder
    rounds.submit_answer(user.services, "coding/token-bucket", folder / "starter.py")
    (own,) = own_drills.own_drills(user.services)
    dialog = begin(user, own.entry.ref)
    assert dialog.form is not None
    editor = dialog.form.findChild(PlainEditor)
    assert editor is not None
    return dialog, editor, folder


def test_code_of_a_round_is_mended_in_the_window(user: User) -> None:
    dialog, editor, folder = mending(user)
    assert dialog.heading.text().startswith("Correctness, again")
    assert "marked by tests" in dialog.about.text()
    assert editor.text() == (folder / "starter.py").read_text(), "one begins with one's own code"
    QTest.keyClicks(editor.focusProxy(), "# mine")
    user.wait(lambda: "# mine" in str(read_draft(user.services.home.root / "drill-draft.json")))
    editor.set_text((folder / "reference.py").read_text())
    press(dialog, Qt.Key.Key_Return)
    user.wait(lambda: dialog.form is None)
    assert "## Right" in dialog.text.shown_text()
    assert "hidden tests pass up to level 1" in dialog.text.shown_text()


def test_escape_in_the_code_ends_and_keeps_it(user: User) -> None:
    _, editor, _ = mending(user)
    QTest.keyClicks(editor.focusProxy(), "# mine")
    QTest.keyClick(editor.focusProxy(), Qt.Key.Key_Escape)
    user.wait(lambda: not user.running.window.findChildren(DrillDialog))
    again = opened(user)
    assert again.form is not None
    assert again.form.answers()[ANSWER].startswith("# mine")
