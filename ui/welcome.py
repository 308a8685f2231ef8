"""The first questions to a new user, in a panel above the page; they block nothing and can be skipped."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Look
from ui.tokens import Space
from ui.widgets.parts import Segments, button, label
from ui.widgets.setting_controls import DateControl

LEVELS = (("junior", "Junior"), ("mid", "Mid"), ("senior", "Senior"), ("staff", "Staff"))


class WelcomePanel(QWidget):
    """Asks the target level and the date of the interview.

    Signals:
        answered: Level and date; either is None where it was left open.
        skipped: The user does not want to say.
    """

    answered = Signal(object, object)
    skipped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName("Welcome")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.L, Space.XL, 0)
        card = QFrame()
        card.setObjectName("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(label("Which interview do you prepare for?", "lead"))
        column.addWidget(
            label(
                "The level sets the bar that your rounds are held to. Both can be changed in Settings.",
                "muted",
                wrap=True,
            )
        )
        self.level = Segments("Target level", LEVELS, "senior")
        self.date = DateControl(None, lambda _value: None)
        self.date.setAccessibleName("Interview date")
        self.save = button("Save")
        self.skip = button("Skip", "quiet", tip="Say it later in Settings")
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        if look.roomy:
            column.addWidget(self.level)
        else:
            row.addWidget(self.level)
        row.addWidget(label("Interview date", "muted"))
        row.addWidget(self.date)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.save)
        column.addLayout(row)
        self.save.clicked.connect(self._answer)
        self.skip.clicked.connect(self.skipped)

    def _answer(self) -> None:
        day: date | None = self.date.value()
        self.answered.emit(self.level.value(), day)
