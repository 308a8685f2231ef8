"""The card on Today that tells which rounds wait to be judged, and has them judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import words
from ui.tokens import Space
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from ui.services_port import WaitingRound


class WaitingCard(QFrame):
    """How many rounds wait, why the first one does, and the one thing to do about it.

    Args:
        waiting: What waits, the newest first, a round of several questions by each of them; at least one.
        grader: The grader of the settings; None for none.
        grade_all: Has all of them judged.
        choose: Opens the settings.
        open_round: Opens a round by its id.
    """

    def __init__(
        self,
        waiting: Sequence[WaitingRound],
        grader: str | None,
        grade_all: Callable[[], None],
        choose: Callable[[], None],
        open_round: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.S)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        first = waiting[0]
        rounds = len({one.round_id for one in waiting})
        verb = "waits" if rounds == 1 else "wait"
        lines.addWidget(label(f"{words.counted(rounds, 'round')} {verb} for a grader", "lead"))
        lines.addWidget(label(f"{first.title}: {first.reason or 'nobody was asked yet.'}", "muted", wrap=True))
        row.addLayout(lines, 1)
        look = button("Open", "quiet", tip=f"See {first.title}")
        look.setAccessibleName(f"Open {first.title}, which waits")
        look.clicked.connect(lambda: open_round(first.round_id))
        row.addWidget(look)
        # The offline estimate says the same again of what it has read before.
        self.can_grade = grader is not None and (grader != "offline" or any(not one.reason for one in waiting))
        if self.can_grade:
            self.act = button("Grade all now", tip="Have all of them judged, one after another")
            self.act.clicked.connect(grade_all)
        else:
            self.act = button("Choose a grader", tip="Go to the settings")
            self.act.clicked.connect(choose)
        row.addWidget(self.act)
