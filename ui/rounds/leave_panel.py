"""Asks what leaving a round is meant to be: back later, or give it up."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.rounds.steps import Step
from ui.theme import Theme
from ui.widgets.parts import button, label


class LeavePanel(Step):
    """Three ways on, none of which loses anything.

    Signals:
        stayed: Back to the round.
        left: Leave it; it stays open and can be resumed.
        given_up: Give it up; it is kept and never graded.
    """

    stayed = Signal()
    left = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, *, can_pause: bool) -> None:
        later = (
            "Leave for now: the round is paused and waits under History."
            if can_pause
            else "Leave for now: the interview's clock runs on, as it would on the day."
        )
        super().__init__(theme, "Leave this round?", "Everything you wrote is on disk.")
        self.column.addWidget(label(later, wrap=True))
        self.column.addWidget(label("Give up: the round is kept, never graded, and counts for nothing.", wrap=True))
        self.stay = button("Stay in the round", "primary", tip="Go on (Escape)")
        self.leave = button("Leave for now")
        self.give_up = button("Give up", "danger")
        self.stay.clicked.connect(self.stayed)
        self.leave.clicked.connect(self.left)
        self.give_up.clicked.connect(self.given_up)
        self.buttons.addWidget(self.give_up)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.stay)
        self.add_buttons()
        self.column.addStretch(1)
