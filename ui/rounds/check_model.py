"""The cases of a check in a folder, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ui.rounds.check_rows import CheckRow
from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class CheckModel(QAbstractTableModel):
    """One row a case: what was asked, the state of the reply in a mark and a word, and seconds."""

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = titles
        self.cases: list[CheckRow] = []

    def show(self, cases: Iterable[CheckRow]) -> None:
        """Show other cases."""
        self.beginResetModel()
        self.cases = list(cases)
        self.endResetModel()

    def add(self, case: CheckRow) -> None:
        """Add one."""
        at = len(self.cases)
        self.beginInsertRows(QModelIndex(), at, at)
        self.cases.append(case)
        self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of cases."""
        return 0 if parent.isValid() else len(self.cases)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Three."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one case."""
        case = self.cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (case.title, case.word, f"{case.wall_s:.2f}")[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1 and case.is_bad:
            return QColor(self._theme.look.colours.bad)
        if role == Qt.ItemDataRole.ToolTipRole:
            return case.tip
        return None
