"""The tests of a run as a list: name, level and verdict, said by a mark and a word, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from mockint.domain.judging import TestReport, TestVerdict
from ui.theme import Theme

VERDICT_WORDS: Final = {
    TestVerdict.ACCEPTED: "passed",
    TestVerdict.WRONG_ANSWER: "wrong answer",
    TestVerdict.RUNTIME_ERROR: "error",
    TestVerdict.TIME_LIMIT: "too slow",
    TestVerdict.MEMORY_LIMIT: "too much memory",
    TestVerdict.OUTPUT_LIMIT: "too much output",
    TestVerdict.INVALID: "does not load",
    TestVerdict.JUDGE_ERROR: "judge failed",
    TestVerdict.NOT_RUN: "not run",
}
_PASSED, _FAILED, _OPEN = "\N{CHECK MARK}", "\N{BALLOT X}", "\N{EN DASH}"


class Shown(NamedTuple):
    """A test as it is listed; the level is 0 where there is none."""

    report: TestReport
    level: int = 0


class ResultsModel(QAbstractListModel):
    """The tests of the last run."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown: tuple[Shown, ...] = ()

    def show(self, tests: Sequence[Shown]) -> None:
        """List other tests."""
        self.beginResetModel()
        self.shown = tuple(tests)
        self.endResetModel()

    def first_failed(self) -> int:
        """Row of the first test that did not pass; 0 where all did."""
        rows = (row for row, test in enumerate(self.shown) if test.report.verdict is not TestVerdict.ACCEPTED)
        return next(rows, 0)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of tests."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one test."""
        test = self.shown[index.row()]
        verdict = test.report.verdict
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{mark(verdict)}  {test.report.name}"
        if role == Qt.ItemDataRole.ForegroundRole:
            colours = self._theme.look.colours
            if verdict is TestVerdict.ACCEPTED:
                return QColor(colours.good)
            return QColor(colours.muted if verdict is TestVerdict.NOT_RUN else colours.bad)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            level = f", level {test.level}" if test.level else ""
            return f"{test.report.name}{level}: {VERDICT_WORDS[verdict]}"
        return None


def mark(verdict: TestVerdict) -> str:
    """The sign of a verdict."""
    if verdict is TestVerdict.ACCEPTED:
        return _PASSED
    return _OPEN if verdict is TestVerdict.NOT_RUN else _FAILED


def summary(tests: Sequence[Shown], wall_s: float) -> str:
    """One line on a run: each level's count, and the time it took."""
    levels = sorted({test.level for test in tests})
    parts = []
    for level in levels:
        mine = [test for test in tests if test.level == level]
        passed = sum(test.report.verdict is TestVerdict.ACCEPTED for test in mine)
        sign = _PASSED if passed == len(mine) else _FAILED
        name = f"level {level} " if level else ""
        parts.append(f"{sign} {name}{passed}/{len(mine)}")
    return "   ".join([*parts, f"{wall_s:.2f} s"])
