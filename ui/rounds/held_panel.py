"""After a round of a loop: its result waits until the day is over, unless one wants to see it now."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.rounds.steps import Step
from ui.theme import Theme
from ui.widgets.parts import button


class HeldPanel(Step):
    """Two ways on.

    Signals:
        back_wanted: Back to the day.
        result_wanted: Show the result all the same.
    """

    back_wanted = Signal()
    result_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Handed in",
            "This round's result waits until the loop is over, so that it does not colour the next round. It is measured "
            "and graded meanwhile.",
        )
        self.show_now = button("Show it now", tip="See the result before the next round")
        self.back = button("Back to the loop", "primary", tip="Go on with the day (Escape)")
        self.show_now.clicked.connect(self.result_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.show_now)
        self.buttons.addWidget(self.back)
        self.add_buttons()
        self.column.addStretch(1)
