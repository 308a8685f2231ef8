"""The parts of a build's screen on their own: output in any amount, the tree, answers, filters, the disk's worker."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from mockint.app.build_check import BuildChecked, VisibleCase
from mockint.app.diff_questions import DiffQuestion, answers_in
from mockint.app.workspace import WorkspaceFile
from ui.rounds.build_defence import DefenceStep, defence_text
from ui.rounds.build_result import challenge_line
from ui.rounds.case_view import CaseView
from ui.rounds.check_rows import build_row, build_summary
from ui.rounds.console_pane import MOST_WAITING, ConsolePane, Waiting
from ui.rounds.file_tree import CHANGED, FileTree
from ui.theme import Theme


def files(*paths: str) -> tuple[WorkspaceFile, ...]:
    return tuple(WorkspaceFile(path, 10, is_text=True, changed_ns=1) for path in sorted(paths))


def test_waiting_output_keeps_the_newest_and_tells_what_it_left_out() -> None:
    waiting = Waiting(most=10)
    waiting.add("abcdef")
    waiting.add("ghijkl")
    assert waiting.take() == ("cdefghijkl", 2)
    waiting.add("x" * 25)
    assert waiting.take() == ("x" * 10, 15)
    assert waiting.take() == ("", 0)


def test_a_flood_is_cut_and_told(theme: Theme, qtbot: QtBot) -> None:
    pane = ConsolePane(theme)
    qtbot.addWidget(pane)
    pane.show_running("command")
    for _ in range(200):
        pane.waiting.add("y" * 1000)
    pane.show_end("Ended with exit code 0.", good=True)
    shown = pane.output.toPlainText()
    assert shown.startswith(f"\n[... {200_000 - MOST_WAITING:,} characters came faster")
    assert shown.endswith("y" * 1000)
    assert not pane.busy.isVisible()


def test_the_tree_has_folders_first_and_keeps_what_is_open(theme: Theme, qtbot: QtBot) -> None:
    tree = FileTree(theme)
    qtbot.addWidget(tree)
    QAbstractItemModelTester(tree.files, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    tree.show_files(files("b.md", "candidate/build.py", "corpus/A.md", "candidate/deep/x.py"), ("candidate",))
    model = tree.files
    assert [model.path_of(model.index(row, 0)) for row in range(model.rowCount())] == ["candidate", "corpus", "b.md"]
    tree.expand(model.index_of("candidate/deep"))
    tree.choose("candidate/deep/x.py")
    tree.show_files(files("a.md", "b.md", "candidate/build.py", "candidate/deep/x.py", "corpus/A.md"))
    assert tree.isExpanded(model.index_of("candidate/deep"))
    assert not tree.isExpanded(model.index_of("corpus"))
    assert model.path_of(tree.currentIndex()) == "candidate/deep/x.py"
    model.mark_changed(("corpus/A.md", "corpus/gone.md"))
    assert str(model.data(model.index_of("corpus"))).endswith(CHANGED)
    told = str(model.data(model.index_of("corpus"), Qt.ItemDataRole.AccessibleTextRole))
    assert told == "corpus: folder, 1 file changed by the change of plan"
    assert not str(model.data(model.index_of("b.md"))).endswith(CHANGED)


def test_enter_opens_files_and_folders(theme: Theme, qtbot: QtBot) -> None:
    tree = FileTree(theme)
    qtbot.addWidget(tree)
    tree.show_files(files("candidate/build.py", "b.md"))
    wanted: list[str] = []
    tree.file_wanted.connect(wanted.append)
    tree.setCurrentIndex(tree.files.index_of("candidate"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(tree.files.index_of("candidate"))
    assert not wanted
    tree.setCurrentIndex(tree.files.index_of("b.md"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert wanted == ["b.md"]


QUESTIONS = (
    DiffQuestion("Why?", "candidate/build.py", 3, "x = 1"),
    DiffQuestion("When?", "candidate/build.py", 9, "y = 2"),
    DiffQuestion("What?", "", 0, ""),
)


def test_answers_come_back_as_they_were_written() -> None:
    text = defence_text(QUESTIONS, ["First.\n\nWith a second part.", "", "## A heading of mine\nand more"])
    assert answers_in(text) == {
        1: "First.\n\nWith a second part.",
        2: "",
        3: "### A heading of mine\nand more",
    }


def test_questions_keep_answers_that_are_there(theme: Theme, qtbot: QtBot) -> None:
    step = DefenceStep(theme)
    qtbot.addWidget(step)
    step.ask(QUESTIONS, defence_text(QUESTIONS, ["One.", "Two.", ""]))
    told: list[str] = []
    step.text_changed.connect(told.append)
    assert [answer.toPlainText() for answer in step.answers] == ["One.", "Two.", ""]
    step.answers[2].setPlainText("Three.")
    assert answers_in(told[-1]) == {1: "One.", 2: "Two.", 3: "Three."}


def case(number: int, **more: object) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "question": f"Question {number}?",
        "category": "table",
        "user": None,
        "gold": "5 days",
        "answer": "7 days",
        "verdict": "stale",
        "cause": "wrong_version",
        "message": "",
        "retrieved": [["A-1", 0], ["A-2", 2], ["A-3", None]],
        "cited": ["A-1"],
        "support": ["A-2"],
        "calls": 1,
        "tokens": 900,
        "wall_s": 0.2,
        **more,
    }


CALL = {
    "path": "/v1/messages",
    "model": "stand-in",
    "tokens_in": 800,
    "tokens_out": 20,
    "latency_s": 0.002,
    "price_usd": None,
    "outcome": "done",
    "prompt": "Which?",
    "reply": "That one.",
}


def test_a_case_shows_everything_that_decides_it(theme: Theme, qtbot: QtBot) -> None:
    nurse = case(2, user="nurse", category="as_of", cause="contract", answer=None, verdict="no_reply", message="Late.")
    view = CaseView(theme, [case(1), nurse], {"q1": [CALL]})
    qtbot.addWidget(view)
    shown = view.detail.toPlainText()
    for told in ("Question 1?", "5 days", "7 days", "A-1  stale", "A-2  current", "A-3  of no use", "900 tokens"):
        assert told in shown
    assert view.tabs.tabText(1) == "Model calls (1)"
    assert "That one." in view.trace.text.toPlainText()
    view.category.setCurrentIndex(view.category.findData("as_of"))
    assert view.model.rowCount() == 1
    assert "nurse" in view.detail.toPlainText()
    assert "Late." in view.detail.toPlainText()
    assert "No model was called" in view.trace.text.toPlainText()
    view.cause.setCurrentIndex(view.cause.findData("wrong_version"))
    assert view.count.text() == "0 questions"
    assert "No question of this cause" in view.detail.toPlainText()


def test_a_challenge_names_pack_version_and_seed() -> None:
    document = {"title": "Policy desk", "version": 2, "question": "live_build/policy-desk", "measurements": {}}
    line = challenge_line(document, {"score": 63.24, "interval": [58.0, 69.4], "stand_in": True}, 17)
    assert line == (
        "Policy desk (version 2, seed 17): 63.2 of 100 (58 to 69), stand-in. "
        "Try it: mockint start live_build/policy-desk --seed 17"
    )


@pytest.mark.parametrize(("fault", "word"), [("time_out", "too slow"), ("wrong_shape", "wrong form")])
def test_a_check_shows_faults_in_words_and_no_verdict(theme: Theme, qtbot: QtBot, fault: str, word: str) -> None:
    pane = ConsolePane(theme)
    qtbot.addWidget(pane)
    pane.show_running("check")
    fine = VisibleCase("v1", "How long?", None, "5 days", ("A-1",), ("A-1",), "", "", 0.1)
    bad = VisibleCase("v2", "How much?", "nurse", None, (), (), fault, "It said nothing.", 20.0)
    for one in (fine, bad):
        pane.show_case(build_row(one))
    pane.show_checked(build_summary(BuildChecked((fine, bad), "", 15, 0.5, 20.1, "a stray print")))
    assert pane.summary.accessibleName().startswith("1 of 15 replies follow the contract")
    assert word in str(pane.model.data(pane.model.index(1, 1)))
    assert pane.table.current_row() == 1, "the first fault is shown"
    detail = pane.detail.toPlainText()
    for told in ("asked by: nurse", "It said nothing.", "a stray print"):
        assert told in detail
