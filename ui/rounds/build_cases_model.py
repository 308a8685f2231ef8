"""The visible questions that a check asked, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from mockint.app.build_check import VisibleCase
from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_TITLES = ("Question", "Reply", "Seconds")
_FAULTS = {
    "time_out": "too slow",
    "crashed": "crashed",
    "wrong_shape": "wrong form",
    "not_started": "did not start",
    "not_indexed": "not indexed",
    "stopped": "stopped",
}


class CheckModel(QAbstractTableModel):
    """One row a question: its text, the state of the reply in a mark and a word, and seconds."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cases: list[VisibleCase] = []

    def show(self, cases: Iterable[VisibleCase]) -> None:
        """Show other questions."""
        self.beginResetModel()
        self.cases = list(cases)
        self.endResetModel()

    def add(self, case: VisibleCase) -> None:
        """Add one."""
        at = len(self.cases)
        self.beginInsertRows(QModelIndex(), at, at)
        self.cases.append(case)
        self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of questions."""
        return 0 if parent.isValid() else len(self.cases)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Three."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one question."""
        case = self.cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (case.question, reply_word(case), f"{case.wall_s:.2f}")[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1 and case.fault:
            return QColor(self._theme.look.colours.bad)
        if role == Qt.ItemDataRole.ToolTipRole:
            return case.message or case.question
        return None


def reply_word(case: VisibleCase) -> str:
    """The state of a reply: a fault, or its beginning."""
    if case.fault:
        return f"\N{BALLOT X} {_FAULTS.get(case.fault, case.fault)}"
    return "null (abstains)" if case.answer is None else case.answer
