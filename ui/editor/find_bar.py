"""The plain editor's find bar: a text to look for, and ways to the match before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget


class FindBar(QWidget):
    """One line under the editor; hidden until it is asked for.

    Signals:
        query_changed: The text to look for.
        step_wanted: Go to the next match (True: to the one before).
        closed: The user is done with it.

    Args:
        parent: The Qt parent.
    """

    query_changed = Signal(str)
    step_wanted = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._query = QLineEdit(self)
        self._query.setPlaceholderText("Find")
        self._query.setAccessibleName("Find in the code")
        self._query.setClearButtonEnabled(True)
        self._query.textChanged.connect(self.query_changed)
        self._count = QLabel(self)
        self._count.setMinimumWidth(72)
        before = self._button("↑", "Previous match (Shift+Enter)")
        before.clicked.connect(lambda: self.step_wanted.emit(True))  # noqa: FBT003 - a signal has no names
        after = self._button("↓", "Next match (Enter)")
        after.clicked.connect(lambda: self.step_wanted.emit(False))  # noqa: FBT003 - a signal has no names
        done = self._button("✕", "Close (Escape)")
        done.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(self._query, 1)
        layout.addWidget(self._count)
        for button in (before, after, done):
            layout.addWidget(button)
        self.hide()

    def open_with(self, query: str) -> None:
        """Show the bar, take the keyboard, and look for a text when one is given."""
        self.show()
        if query:
            self._query.setText(query)
        self._query.selectAll()
        self._query.setFocus()

    def query(self) -> str:
        """What to look for; empty for nothing."""
        return self._query.text()

    def show_count(self, count: int) -> None:
        """Tell how many matches there are."""
        if not self._query.text():
            self._count.clear()
        else:
            self._count.setText("No match" if count == 0 else f"{count} match{'es' if count > 1 else ''}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter steps, Escape closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step_wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, sign: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        return button
