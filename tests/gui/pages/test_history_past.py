"""Two rounds compared and all reports written out, as a user of the History, over a history of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from mockint.app.export_all import Exported
from mockint.app.past_desk import PastDesk
from mockint.domain.wanted import EVERYTHING, Wanted
from mockint.errors import BadInputError
from tests.gui.conftest import named
from tests.helpers.fake_services import FakeServices
from ui.application import WindowApp
from ui.pages.compare_view import DiffText
from ui.pages.history import HistoryPage

Rest = Callable[[], None]


def side(title: str, **more: object) -> dict[str, Any]:
    base = {
        "title": title,
        "kind_words": "Coding",
        "started": "2026-01-02T12:00:00+00:00",
        "lead": "Hire",
        "source": "Graded by a model",
        "time_words": "30:00 of 45:00",
        "hints_used": 1,
    }
    return base | more


def criterion(title: str, change: int | None, words: str, *, clear: bool = True) -> dict[str, Any]:
    cells = ["2 Mixed", "3 Hire"]
    return {"title": title, "cells": cells, "change": change, "clear": clear, "words": words}


DOCUMENT: dict[str, Any] = {
    "rounds": [side("Token bucket per key"), side("Token bucket per key", started=None, source=None, time_words="")],
    "notes": ["", "The right round has no level yet."],
    "criteria": [
        criterion("Correctness", 2, "2 higher"),
        criterion("Testing", -1, "1 lower, may be chance", clear=False),
        criterion("Communication", None, ""),
        criterion("Code quality", 0, "the same"),
    ],
    "measurements": [{"name": "hidden_tests", "sentences": ["5 of 9 passed.", ""]}],
    "phases": [{"name": "Plan", "spent_s": [65.2, None]}],
    "documents": [
        {
            "title": "Your solution",
            "added": 1,
            "removed": 1,
            "diff": "@@ -1,2 +1,2 @@\n def f():\n-    return 1\n+    return 2",
            "cut": 3,
        },
        {"title": "Your tests", "added": 0, "removed": 0, "diff": "", "cut": 0},
    ],
    "documents_note": "",
}


def trend(name: str, levels: list[float], said: str, *, kind: str | None = None) -> dict[str, Any]:
    points = [
        {"level": level, "low": max(1.0, level - 0.6), "high": min(4.0, level + 0.6), "own_word": level == 2}
        for level in levels
    ]
    enough = len(points) > 2
    line = [levels[0], levels[-1]] if enough else None
    return {"kind": kind, "id": name, "title": name, "points": points, "line": line, "enough": enough, "words": said}


def patterns(rounds: int) -> dict[str, Any]:
    few = {"words": "too few rounds: 1 forecasts of at least 3", "enough": False}
    return {
        "rounds": rounds,
        "demo": 1 if rounds else 0,
        "about": "All 5 rounds that ended." if rounds else "No round has ended yet.",
        "trends": {
            "kinds": [trend("coding", [1, 2, 2.5, 3.0], "up by about 2.0 over 4 answers (+0.9 to +3.0 levels)")],
            "skills": [trend("Python proficiency", [2], "too few rounds for a trend: 1 of 3")],
            "criteria": [trend(f"Criterion {n}", [1.0, 4.0] * 30, "no clear change", kind="coding") for n in range(45)],
        },
        "predictions": {"levels": few, "hidden_tests": few, "criteria": [{"title": "Testing", **few}]},
        "phases": [
            {"name": "Plan", "kind": "coding", "words": "5:00 of 8:00; too few rounds: 1 of 3", "enough": False}
        ],
        "repeats": [
            {
                "title": "Testing",
                "kind": "coding",
                "words": "2 of 3 times at 2 or below",
                "entries": [
                    {"when": "2026-01-02T00", "title": "LRU", "missing": "No edge case.", "round": "round-3/2"}
                ],
            }
        ],
    }


class Desk(PastDesk):
    """Tells what it was asked for."""

    def __init__(self) -> None:
        self.compared: list[tuple[str, str]] = []
        self.exported: list[tuple[Path, str]] = []
        self.refusal: BadInputError | None = None
        self.go = threading.Event()
        self.was_stopped = False
        self.asked = EVERYTHING
        self.told = patterns(rounds=5)

    def compare(self, first: str, second: str) -> Mapping[str, Any]:
        self.compared.append((first, second))
        if self.refusal is not None:
            raise self.refusal
        return DOCUMENT

    def patterns(self, wanted: Wanted = EVERYTHING) -> Mapping[str, Any]:
        self.asked = wanted
        return self.told

    def export_all(self, folder: Path, form: str, stopped: Callable[[], bool]) -> Exported:
        self.exported.append((folder, form))
        self.go.wait(5)
        self.was_stopped = stopped()
        if self.refusal is not None:
            raise self.refusal
        return Exported(folder / "mockint-reports", form, folder / "index.html", 4, 1, 0, (), not self.was_stopped)


@pytest.fixture
def desk(services: FakeServices) -> Desk:
    services.past_desk = made = Desk()
    graded = services.lines[3]
    again = graded._replace(id="round-4", started=graded.started)
    services.lines = (*services.lines[:4], again, services.lines[4]._replace(kind="behavioral"))
    return made


@pytest.fixture
def page(desk: Desk, running: WindowApp, rest: Rest) -> HistoryPage:
    assert desk
    running.window.go_to("history")
    rest()
    found = running.window.page("history")
    assert isinstance(found, HistoryPage)
    return found


def begin(page: HistoryPage, row: int, qtbot: QtBot) -> None:
    page.table.choose_row(row)
    page.compare.setFocus()
    qtbot.keyClick(page.compare, Qt.Key.Key_Space)


def test_two_rounds_of_a_question_are_compared_by_keys(page: HistoryPage, desk: Desk, qtbot: QtBot, rest: Rest) -> None:
    assert not page.compare.isVisible()  # the first round is still open
    begin(page, 3, qtbot)
    assert page.table.current_row() == 4  # the other one of its question
    assert page.go_compare.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    rest()
    assert desk.compared == [("round-5", "round-4")]
    told = [one.text() for one in page.comparison.findChildren(QLabel) if one.isVisibleTo(page.comparison)]
    assert "+  2 higher" in told
    assert "\N{MINUS SIGN}  1 lower, may be chance" in told
    assert "=  the same" in told
    assert {"1:05", "not known", "not measured", "nobody", "The right round has no level yet."} <= set(told)
    assert "Your solution: 1 line added, 1 removed" in told
    assert "Your tests: the same." in told
    (diff,) = page.comparison.findChildren(DiffText)
    assert "+    return 2" in diff.toPlainText()
    assert len(diff.extraSelections()) == 3
    assert page.comparison.isVisible()
    qtbot.keyClick(page.comparison.back, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.look.isVisible()


def test_rounds_of_two_kinds_and_open_ones_are_not_compared(page: HistoryPage, desk: Desk, qtbot: QtBot) -> None:
    begin(page, 1, qtbot)
    assert page.table.current_row() == 1
    assert not page.go_compare.isEnabled()  # with itself
    for row, fits in ((0, False), (2, True), (5, False)):
        page.table.choose_row(row)
        assert page.go_compare.isEnabled() is fits, row
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.compared == []
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)  # not while one is chosen to compare
    assert not page.confirm.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.go_compare.isVisible()


def test_a_comparison_that_fails_says_why(page: HistoryPage, desk: Desk, qtbot: QtBot, rest: Rest) -> None:
    desk.refusal = BadInputError("There is no such round.")
    begin(page, 3, qtbot)
    qtbot.mouseClick(page.go_compare, Qt.MouseButton.LeftButton)
    rest()
    assert [banner.text for banner in page.banners.shown()] == ["There is no such round."]
    assert page.table.isVisible()


@pytest.mark.parametrize("ends", ["whole", "stopped", "refused"])
def test_all_reports_go_into_a_folder(
    page: HistoryPage, desk: Desk, qtbot: QtBot, rest: Rest, tmp_path: Path, ends: str
) -> None:
    action = next(one for one in page.files.formats.actions() if one.text() == "PDF")
    action.trigger()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    qtbot.waitUntil(lambda: bool(desk.exported))
    assert desk.exported == [(tmp_path, "pdf")]
    assert page.files.stop.isVisible()
    assert not page.files.all.isVisible()
    if ends == "stopped":
        qtbot.mouseClick(page.files.stop, Qt.MouseButton.LeftButton)
    if ends == "refused":
        desk.refusal = BadInputError("The disk is full.")
    desk.go.set()
    rest()
    assert page.files.all.isVisible()
    (banner,) = page.banners.shown()
    wanted = {"whole": "4 reports in", "stopped": "It was stopped", "refused": "The disk is full."}[ends]
    assert wanted in banner.text
    assert desk.was_stopped == (ends == "stopped")


def shown(page: HistoryPage) -> list[str]:
    return [one.text() for one in page.patterns.findChildren(QLabel) if one.isVisibleTo(page.patterns)]


def test_patterns_are_read_by_keys_and_lead_to_a_round(page: HistoryPage, desk: Desk, qtbot: QtBot, rest: Rest) -> None:
    qtbot.keyClick(page.common, Qt.Key.Key_Space)
    rest()
    assert desk.asked == EVERYTHING
    assert page.patterns.isVisible()
    told = shown(page)
    assert "Up by about 2.0 over 4 answers (+0.9 to +3.0 levels)" in told
    assert "Too few rounds for a trend: 1 of 3" in told
    assert "5:00 of 8:00; too few rounds: 1 of 3" in told
    assert "5 more have fewer levels: mockint history --patterns." in told
    assert "Testing (Coding): 2 of 3 times at 2 or below" in told
    page.patterns.grab()
    page.tools.theme.choose("dark")
    rest()
    assert "What comes back" in shown(page)
    qtbot.keyClick(page.patterns.back, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    qtbot.keyClick(page.common, Qt.Key.Key_Space)
    rest()
    with qtbot.waitSignal(page.round_wanted) as wanted:
        qtbot.mouseClick(named(page.patterns, "Open LRU of 2026-01-02"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["round-3"]


def test_patterns_follow_the_filters_and_claim_nothing_without_rounds(
    page: HistoryPage, desk: Desk, qtbot: QtBot, rest: Rest
) -> None:
    desk.told = patterns(rounds=0)
    page.filters.chips["kind"].set_value("behavioral")
    qtbot.mouseClick(page.common, Qt.MouseButton.LeftButton)
    rest()
    assert desk.asked.kinds == ("behavioral",)
    assert shown(page)[-1] == "No round has ended yet. Only rounds with kind: Behavioral."


def test_a_view_keeps_the_keyboard_and_nothing_behind_it_is_deleted(
    page: HistoryPage, running: WindowApp, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.mouseClick(page.common, Qt.MouseButton.LeftButton)
    rest()
    page.remove.trigger()
    assert page._footer_stack.currentIndex() == 0
    running.window.go_to("practice")
    running.window.go_to("history")
    rest()
    assert page.patterns.isVisible()
    assert running.window.focusWidget() is page.patterns.back
    page.find_action.trigger()
    assert page.search.isVisible()
    assert running.window.focusWidget() is page.search
