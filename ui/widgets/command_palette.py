"""The command palette: every action by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Theme
from ui.tokens import Space

_ACTION = Qt.ItemDataRole.UserRole
_SHORTCUT = Qt.ItemDataRole.UserRole + 1
_START_BONUS, _NEXT_BONUS = 8, 4
_Index = QModelIndex | QPersistentModelIndex


def fuzzy_score(wanted: str, text: str) -> int | None:
    """How well a text answers to a few letters in order; None where it does not.

    Letters at the start of a word and letters in a row count for more, a long way between them for less.
    """
    wanted, text = wanted.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 0
    best: int | None = None
    start = text.find(wanted[0])
    while start >= 0:
        score = _score_from(wanted, text, start)
        if score is not None and (best is None or score > best):
            best = score
        start = text.find(wanted[0], start + 1)
    return best


def _score_from(wanted: str, text: str, start: int) -> int | None:
    score, at = 0, start - 1
    for letter in wanted:
        found = text.find(letter, at + 1)
        if found < 0:
            return None
        at_word = found == 0 or not text[found - 1].isalnum()
        score += (_START_BONUS if at_word else 0) + (_NEXT_BONUS if found == at + 1 else 0) - min(found - at - 1, 6)
        at = found
    return score


class _Ranked(QSortFilterProxyModel):
    """Keeps what answers to the letters, the best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = ""

    def look_for(self, wanted: str) -> None:
        """Rank by other letters."""
        self._wanted = wanted
        self.invalidate()
        self.sort(0)

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a command answers to the letters."""
        return fuzzy_score(self._wanted, str(self.sourceModel().index(row, 0, parent).data())) is not None

    def lessThan(self, left: _Index, right: _Index) -> bool:
        """Better answers first; equal ones as they were."""
        scores = [fuzzy_score(self._wanted, str(index.data())) or 0 for index in (left, right)]
        return (-scores[0], left.row()) < (-scores[1], right.row())


class _CommandDelegate(QStyledItemDelegate):
    """Draws a command with its shortcut at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row and then its shortcut."""
        super().paint(painter, option, index)
        shortcut = index.data(_SHORTCUT)
        if shortcut:
            painter.save()
            painter.setPen(QColor(self._theme.look.colours.muted))
            box = QRect(option.rect).adjusted(0, 0, -Space.M, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(shortcut))
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One comfortable line."""
        return QSize(super().sizeHint(option, index).width(), self._theme.look.px(34))


class Command(NamedTuple):
    """An action with the words that the palette shows for it."""

    words: str
    action: QAction


class CommandPalette(QWidget):
    """Lies over the window while it is open; Escape or a click beside it closes it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("scrim")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._before: QWidget | None = None
        self._box = QFrame(self)
        self._box.setObjectName("palette")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("Type a command or a question")
        self.entry.setAccessibleName("Command")
        self._commands = QStandardItemModel(self)
        self._ranked = _Ranked(self)
        self._ranked.setSourceModel(self._commands)
        self.view = QListView()
        self.view.setAccessibleName("Commands")
        self.view.setModel(self._ranked)
        self.view.setItemDelegate(_CommandDelegate(theme, self.view))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        column.addWidget(self.entry)
        column.addWidget(self.view, 1)
        self.entry.textChanged.connect(self._look)
        self.entry.returnPressed.connect(self._run)
        self.view.clicked.connect(self._run)
        self.entry.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self, commands: Sequence[Command]) -> None:
        """Show these commands over the window."""
        self._before = self.window().focusWidget()
        self._commands.clear()
        for command in commands:
            if command.action.isEnabled():
                item = QStandardItem(command.words)
                item.setData(command.action, _ACTION)
                item.setData(command.action.shortcut().toString(), _SHORTCUT)
                self._commands.appendRow(item)
        self.entry.clear()
        self._look("")
        self._place()
        self.show()
        self.raise_()
        self.entry.setFocus()

    def close_palette(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self._before = None

    def listed(self) -> list[str]:
        """The words of what is listed now, best first."""
        return [str(self._ranked.index(row, 0).data()) for row in range(self._ranked.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list from the entry; grow with the window."""
        if watched is self.entry and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(key)
        if step is None:
            return False
        last = self._ranked.rowCount() - 1
        if last >= 0:
            row = min(max(self.view.currentIndex().row() + step, 0), last)
            self.view.setCurrentIndex(self._ranked.index(row, 0))
        return True

    def _look(self, wanted: str) -> None:
        self._ranked.look_for(wanted)
        self.view.setCurrentIndex(self._ranked.index(0, 0))
        self.view.scrollToTop()

    def _run(self) -> None:
        action = self.view.currentIndex().data(_ACTION)
        self.close_palette()
        if isinstance(action, QAction):
            action.trigger()

    def _place(self) -> None:
        window = self.window().rect()
        self.setGeometry(window)
        width = min(self._theme.look.px(560), window.width() - 2 * Space.XXL)
        height = min(self._theme.look.px(400), window.height() - 4 * Space.XXL)
        self._box.setGeometry((window.width() - width) // 2, 2 * Space.XXL, width, height)
