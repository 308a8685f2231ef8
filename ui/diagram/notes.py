"""What lies over the canvas: how to begin where nothing is drawn, and the list of keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.diagram import keys
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import button, label


class HowToBegin(QWidget):
    """Says what the canvas is for and how to begin; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        self.title = label("Draw the system here", "lead")
        self.text = label("", "muted", wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        self.say(read_only=False)

    def say(self, *, read_only: bool) -> None:
        """Say how to begin, or only that nothing was drawn."""
        self.title.setText("Nothing was drawn" if read_only else "Draw the system here")
        self.text.setText(
            ""
            if read_only
            else "The parts, and what flows between them. It is read with your notes.\n"
            "Choose a part on the left and click here, or double-click. By keyboard: A, then a part's letter."
        )

    def centre(self) -> None:
        """Stand in the middle of what it lies on."""
        room = self._over.rect()
        width = min(room.width() - 2 * Space.M, self._theme.look.px(470))
        self.resize(width, self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height())
        self.move(room.center() - self.rect().center())


class KeyList(QFrame):
    """The keys of the canvas with what they do.

    Signals:
        closed: It is to be put away.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self.setObjectName("palette")
        self.setAccessibleName("Keys of the canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.addWidget(label("Keys of the canvas", "lead"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, Space.S, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for row, (key, about) in enumerate(keys.told()):
            told = label(key, "muted", wrap=True)
            told.setMinimumWidth(theme.look.px(120))
            grid.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(about, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        column.addWidget(self.area, 1)
        close = button("Close")
        close.clicked.connect(self.closed)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Keeps Escape from the window's shortcuts."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def labels(self) -> list[QLabel]:
        """Every text of the list."""
        return self.findChildren(QLabel)

    def centre(self) -> None:
        """Stand in the middle of what it lies on."""
        room, look = self._over.rect(), self._theme.look
        self.resize(min(room.width() - 2 * Space.S, look.px(520)), min(room.height() - 2 * Space.S, look.px(560)))
        self.move(room.center() - self.rect().center())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, arrows scroll."""
        step = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif step is not None:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)
