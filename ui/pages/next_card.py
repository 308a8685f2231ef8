"""The card that says which question comes next and why, and starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import words
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, label, restyle
from ui.widgets.two_lines import TwoLines

if TYPE_CHECKING:
    from mockint.app.skills import NextTold


class NextCard(QFrame):
    """Keeps its room from the start on, so that nothing moves when the answer comes.

    Signals:
        start_wanted: The user wants the round on this question, by its name, in this form: ``full`` or ``short``.
    """

    start_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._next: NextTold | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(label("Next", "section"))
        self.name = ElidedLabel("", "lead")
        self.why = TwoLines("", "muted")
        lines.addWidget(self.name)
        lines.addWidget(self.why)
        row.addLayout(lines, 1)
        self.short = button("Short", "quiet", tip="Start its short form in Practice")
        self.short.clicked.connect(lambda: self._start("short"))
        self.short.hide()
        self.start = button("Start", "primary", tip="Start this round in Practice")
        self.start.clicked.connect(lambda: self._start("full"))
        ways = QVBoxLayout()
        ways.setSpacing(Space.S)
        ways.addStretch(1)
        ways.addWidget(self.start)
        ways.addWidget(self.short)
        ways.addStretch(1)
        row.addLayout(ways)
        self.tell(None, "Looking at what the rounds say")

    def tell(self, found: NextTold | None, otherwise: str = "There is no question to recommend.") -> None:
        """Show a question, or say why there is none."""
        self._next = found
        self.start.setEnabled(found is not None)
        self.short.setEnabled(found is not None)
        self.short.setVisible(found is not None and found.short_minutes is not None)
        if found is None:
            self.name.set_whole(" ")
            self.why.set_whole(otherwise)
            self.start.setText("Start")
            self.start.setAccessibleName("Start the next round")
            return
        dot = " \N{MIDDLE DOT} "
        self.name.set_whole(dot.join((found.title, words.kind(found.kind))))
        self.why.set_whole(f"Why this? {found.reason}")
        self.start.setText(f"Start, {found.minutes} min")
        self.start.setAccessibleName(f"Start {found.title}")
        if found.short_minutes is not None:
            self.short.setText(f"Short, {found.short_minutes} min")
            self.short.setAccessibleName(f"Start the short form of {found.title}, {found.short_minutes} minutes")

    def be_primary(self, *, primary: bool) -> None:
        """Have the button lead, or stand back behind another that does."""
        self.start.setProperty("role", "primary" if primary else "")
        restyle(self.start)

    def starting(self, *, on: bool) -> None:
        """Show that the start is under way."""
        for one in (self.start, self.short):
            one.setEnabled(not on and self._next is not None)

    def _start(self, form: str) -> None:
        if self._next is not None:
            self.start_wanted.emit(self._next.ref, form)
