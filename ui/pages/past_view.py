"""What the views beside the list of rounds share: a way back, a column that scrolls, and cards of rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.tokens import Space
from ui.widgets.parts import button, clear_layout, label, restyle


class PastView(QWidget):
    """A view that takes the list's place until one goes back.

    Signals:
        closed: The user wants back to the list.
        round_wanted: The user wants to see the round of this id.
    """

    closed = Signal()
    round_wanted = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.M, Space.XL, Space.S)
        head.setSpacing(Space.M)
        self.back = button("Back to the list", tip="Back to the list (Esc)")
        self.back.clicked.connect(self.closed)
        head.addWidget(self.back)
        head.addWidget(label(title, "lead"))
        head.addStretch(1)
        outer.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(title)
        content = QWidget()
        content.setObjectName("scrolled")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(Space.XL, Space.S, Space.XL, Space.XL)
        self.column.setSpacing(Space.S)
        self.area.setWidget(content)
        outer.addWidget(self.area, 1)
        self._leave = QAction("Back to the list", self)
        self._leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self._leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._leave.triggered.connect(self.closed)
        self.addAction(self._leave)

    def begin(self) -> None:
        """Take away what was shown."""
        clear_layout(self.column)
        self.area.verticalScrollBar().setValue(0)

    def section(self, title: str, about: str = "") -> None:
        """Begin a part of the view."""
        self.column.addSpacing(Space.S)
        self.column.addWidget(label(title, "section"))
        if about:
            self.column.addWidget(label(about, "muted", wrap=True))

    def say(self, text: str) -> None:
        """A sentence beside the matter."""
        self.column.addWidget(label(text, "muted", wrap=True))

    def card(self, stretches: Sequence[int]) -> QGridLayout:
        """A card with columns that share the width so; fill it row by row."""
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        for at, stretch in enumerate(stretches):
            grid.setColumnStretch(at, stretch)
        self.column.addWidget(card)
        return grid

    def end(self) -> None:
        """Everything is shown."""
        self.column.addStretch(1)


def cell(text: str, kind: str = "body", tone: str = "", *, middle: bool = False) -> QLabel:
    """Words in a card, wrapped, that can be marked and copied; in the middle of a row that is higher than they are."""
    made = label(text, kind, wrap=True)  # type: ignore[arg-type]
    upright = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
    made.setAlignment(upright | Qt.AlignmentFlag.AlignLeft)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if tone:
        made.setProperty("tone", tone)
        restyle(made)
    return made
