"""The model calls that a build made for one question, in order, with the head of what was asked and replied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView
from ui.widgets.tables import ListTable

Call = Mapping[str, Any]
_Index = QModelIndex | QPersistentModelIndex
_TITLES = ("Call", "Tokens", "ms", "Outcome")
_FINE = frozenset({"done", "replayed"})


class CallsModel(QAbstractTableModel):
    """The calls of one question."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.calls: tuple[Call, ...] = ()

    def show(self, calls: Sequence[Call]) -> None:
        """Show other calls."""
        self.beginResetModel()
        self.calls = tuple(calls)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Number of calls."""
        return 0 if parent.isValid() else len(self.calls)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Four."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one call."""
        call = self.calls[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            tokens = f"{call['tokens_in']:,} + {call['tokens_out']:,}"
            return (call["path"], tokens, f"{call['latency_s'] * 1000:.1f}", call["outcome"])[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3 and call["outcome"] not in _FINE:
            return QColor(self._theme.look.colours.bad)
        if role == Qt.ItemDataRole.ToolTipRole:
            price = "" if call["price_usd"] is None else f", {call['price_usd']:.6f} USD"
            return f"{call['path']}, {call['model']}: {call['outcome']}{price}"
        return None


class TraceView(QWidget):
    """Calls above, the chosen one below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        self.model = CallsModel(theme, self)
        self.table = ListTable(theme, "Model calls of the question")
        self.table.setModel(self.model)
        self.table.set_widths(0, {1: 12, 2: 8, 3: 12}, least=12)
        self.table.row_chosen.connect(self._show)
        self.text = OutputView(theme)
        self.text.setAccessibleName("The chosen call")
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(self.table)
        down.addWidget(self.text)
        down.setChildrenCollapsible(False)
        down.setStretchFactor(0, 1)
        down.setStretchFactor(1, 2)
        column.addWidget(down)

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show the calls of another question."""
        self.model.show(calls)
        if calls:
            self.table.choose_row(0)
        else:
            self.text.setPlainText("No model was called for this question.")

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.model.calls):
            call = self.model.calls[row]
            self.text.set_output(f"asked ({call['model']})\n{call['prompt']}\n\nreplied\n{call['reply']}")
