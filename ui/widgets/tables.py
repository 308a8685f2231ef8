"""Tables of the window: dense rows, no grid, the keyboard as in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import Theme
from ui.tokens import Space

_Index = QModelIndex | QPersistentModelIndex
_TITLE_CHARACTERS = 40
_CELL_MARGIN = 3
"""What Qt leaves beside the text of a cell."""


class ListTable(QTableView):
    """A table whose rows are things: one is chosen, Enter acts on it.

    Signals:
        row_chosen: Another row is current; -1 for none.
        row_activated: Enter was pressed or the row was clicked twice.
    """

    row_chosen = Signal(int)
    row_activated = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self._stretched = 0
        self._characters: dict[int, int] = {}
        self._give_way: tuple[int, ...] = ()
        self._least = _TITLE_CHARACTERS
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row()))
        self._size_rows()
        theme.changed.connect(self._size_rows)

    def set_widths(
        self,
        stretched: int,
        characters: dict[int, int],
        give_way: Sequence[int] = (),
        least: int = _TITLE_CHARACTERS,
    ) -> None:
        """Give each column the room of so many characters, and the rest to one of them.

        Args:
            stretched: The column that has the rest.
            characters: Room by column.
            give_way: Columns that are left out, in this order, where the stretched one would get too narrow.
            least: So many characters are not too narrow.
        """
        self._stretched, self._characters, self._give_way = stretched, characters, tuple(give_way)
        self._least = least
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where there is too little room, and bring them back."""
        self._lay_out()
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        one = self.fontMetrics().averageCharWidth()
        widths = {column: one * count + 2 * Space.S for column, count in self._characters.items()}
        room = self.viewport().width() - one * self._least
        left_out = set[int]()
        for column in self._give_way:
            if sum(width for each, width in widths.items() if each not in left_out) <= room:
                break
            left_out.add(column)
        for column, width in widths.items():
            self.setColumnHidden(column, column in left_out)
            self.setColumnWidth(column, width)

    def current_row(self) -> int:
        """The chosen row; -1 where there is none."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.model().rowCount():
            self.selectRow(row)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Say which row is current now."""
        super().currentChanged(current, previous)
        self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts; the rest is the table's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_row() >= 0:
            self.row_activated.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """A list with the keyboard has a current row."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self.current_row() < 0 and self.model() is not None:
            self.choose_row(0)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.look.px(36))
        self._lay_out()


class DifficultyDelegate(QStyledItemDelegate):
    """Draws a difficulty of 1 to 5 as five dots, filled up to it."""

    def __init__(self, theme: Theme, entry_role: int, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = entry_role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row's ground and the dots; the word for it is the cell's accessible text and tool tip."""
        entry = index.data(self._role)
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        style.text = ""
        widget: QWidget = style.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, style, painter, widget)
        look = self._theme.look
        radius, step = look.px(3), look.px(10)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(5):
            painter.setBrush(QColor(look.colours.muted if number < entry.difficulty else look.colours.border_strong))
            painter.drawEllipse(
                QPointF(box.left() + Space.S + _CELL_MARGIN + radius + number * step, box.center().y()), radius, radius
            )
        painter.restore()
