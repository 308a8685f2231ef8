"""The strip on Today: each kind of round of the loop with its chance, or that there are too few rounds to tell one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ui import words
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.level_scale import LevelScale, legend
from ui.widgets.parts import button, clear_layout, label

if TYPE_CHECKING:
    from mockint.app.skills import Glimpse

_HEIGHT = 116
_SCALE_WIDTH = 124


class ReadinessStrip(QFrame):
    """Keeps its room from the start on, so that nothing moves when the answer comes.

    Signals:
        skills_wanted: The user wants to know more.
    """

    skills_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("card")
        self.setMinimumHeight(theme.look.px(_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.addWidget(label("Readiness", "section"))
        head.addStretch(1)
        self.days = label("", "muted")
        head.addWidget(self.days)
        self.more: QPushButton = button("Skills", "quiet", tip="What each figure rests on")
        self.more.clicked.connect(self.skills_wanted)
        head.addWidget(self.more)
        column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.XL)
        column.addLayout(self._row)
        self._row.addWidget(label("Looking at what the rounds say", "muted"))
        self._row.addStretch(1)

    def show_glimpse(self, found: Glimpse) -> None:
        """Show the kinds of rounds, and on how many days one practised."""
        clear_layout(self._row)
        for kind in found.kinds:
            if not kind.in_loop:
                continue
            cell = QVBoxLayout()
            cell.setSpacing(2)
            told = kind.estimate
            figure = label(f"{100 * told.chance:.0f} %" if told.enough else "?", "lead")
            rest = f"level {told.low:.1f}\N{EN DASH}{told.high:.1f}" if told.enough else "too few rounds"
            for one in (label(words.kind(kind.kind), "small"), figure, label(rest, "small")):
                one.setToolTip(legend(told, found.bar))
                cell.addWidget(one)
            scale = LevelScale(self._theme)
            scale.setFixedWidth(self._theme.look.px(_SCALE_WIDTH))
            scale.tell(told, found.bar)
            cell.addWidget(scale)
            self._row.addLayout(cell)
        self._row.addStretch(1)
        if found.days is not None:
            self.days.setText(f"{words.counted(found.days, 'day')} of the last fourteen")
