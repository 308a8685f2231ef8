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


class Desk(PastDesk):
    """Tells what it was asked for."""

    def __init__(self) -> None:
        self.compared: list[tuple[str, str]] = []
        self.exported: list[tuple[Path, str]] = []
        self.refusal: BadInputError | None = None
        self.go = threading.Event()
        self.was_stopped = False

    def compare(self, first: str, second: str) -> Mapping[str, Any]:
        self.compared.append((first, second))
        if self.refusal is not None:
            raise self.refusal
        return DOCUMENT

    def patterns(self, wanted: Wanted = EVERYTHING) -> Mapping[str, Any]:
        raise NotImplementedError

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
