"""The row above an answer that leads from one question of a round to another, and tells the time meant for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from ui.rounds.header import clock_text
from ui.theme import Theme, tabular
from ui.tokens import Space
from ui.widgets.parts import label, restyle

_LONGEST = 34


class QuestionTabs(QWidget):
    """A tab for each question; not there for a round of one.

    Signals:
        chosen: Position of the question that the candidate wants to see.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._written: set[int] = set()
        self.bar = QTabBar()
        self.bar.setAccessibleName("Questions of the round")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.setUsesScrollButtons(False)
        self.time = label("", "muted")
        self.time.setFont(tabular(self.time.font()))
        self.time.setMinimumWidth(theme.look.px(104))
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for number, title in enumerate(self._titles, start=1):
            self.bar.addTab("")
            self.bar.setTabToolTip(number - 1, f"Question {number} of {len(self._titles)}: {title}")
            self._name(number - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.bar, 1)
        row.addWidget(self.time)
        self.bar.currentChanged.connect(self.chosen)
        if len(self._titles) < 2:
            self.hide()

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self._titles)

    def show_open(self, position: int) -> None:
        """Mark the question that is open, without telling anyone."""
        with QSignalBlocker(self.bar):
            self.bar.setCurrentIndex(position)
        for at in range(self.count):
            self._name(at)

    def show_time(self, spent_s: float, share_s: float) -> None:
        """Show how much of the open question's share of the round is left."""
        left = share_s - spent_s
        self.time.setText(f"{clock_text(left)} left" if left > 0 else f"{clock_text(left)} over")
        self.time.setToolTip(f"For this question; {clock_text(share_s)} are meant for it. Nothing is cut off.")
        tone = "warn" if left <= 0 else ""
        if self.time.property("tone") != tone:
            self.time.setProperty("tone", tone)
            restyle(self.time)

    def show_written(self, position: int, *, written: bool) -> None:
        """Mark whether something is written to a question."""
        if written != (position in self._written):
            self._written ^= {position}
            self._name(position)

    def _name(self, position: int) -> None:
        """The question that is open by its title, the others by their number: all of them fit beside one another."""
        title = self._titles[position]
        short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
        number = f"{position + 1} of {self.count}" if position == self.bar.currentIndex() else str(position + 1)
        mark = " \N{BULLET}" if position in self._written and position != self.bar.currentIndex() else ""
        self.bar.setTabText(
            position, f"{number}  {short}" if position == self.bar.currentIndex() else f"{number}{mark}"
        )
        state = "written" if position in self._written else "nothing written yet"
        self.bar.setAccessibleTabName(position, f"Question {position + 1} of {self.count}: {title}, {state}")
