"""The user's real interviews: the ones that were, and the form for one more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui import words
from ui.pages.target_form import area, choice, footer, framed, keep_key, set_choice
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.ask_first import AskFirst
from ui.widgets.parts import ElidedLabel, button, clear_layout, label

if TYPE_CHECKING:
    from mockint.app.target_page import TargetOverview
    from mockint.app.targets import LogEntry
    from mockint.domain.target import Interview

_OUTCOMES: Final = (("waiting", "Waiting"), ("passed", "Passed"), ("rejected", "Rejected"))
_LEVELS: Final = (
    ("", "Not said"),
    ("1", "1 Strong no hire"),
    ("2", "2 No hire"),
    ("3", "3 Hire"),
    ("4", "4 Strong hire"),
)
_LINES: Final = 4


class InterviewLog(QWidget):
    """What was logged, under the form for the next one.

    Signals:
        log_wanted: The user wants the interview kept as it stands.
        delete_wanted: An interview is to go, by its id, and the question was answered.
        refused: Why something was not taken, in a sentence.
    """

    log_wanted = Signal()
    delete_wanted = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.target = choice("Target", (("", "No target"),))
        self.company = QLineEdit()
        self.company.setAccessibleName("Company of the interview")
        self.company.setPlaceholderText("If for no target")
        self.company.setMaxLength(120)
        self.day = QLineEdit()
        self.day.setAccessibleName("Day of the interview")
        self.kind = choice("Kind of round", (("", "Whole process"), *words.KINDS.items()))
        self.outcome = choice("Outcome", _OUTCOMES)
        self.predicted = choice("Level you expected", _LEVELS)
        self.given = choice("Level they told you", _LEVELS)
        self.asked = area(theme, "What was asked", _LINES)
        self.wording = area(theme, "Wording of the rejection", _LINES)
        self.log = button("Log interview", "primary", tip="Keep this interview (Ctrl+S)")
        keep_key(self, self.log_wanted)
        self.gaps = label("", "muted", wrap=True)
        self._logged = QVBoxLayout()
        self._logged.setSpacing(Space.S)
        self._put_together()
        self.target.currentIndexChanged.connect(lambda _: self.company.setEnabled(not self.target.currentData()))
        self.wording.edited.connect(self._read)
        self.outcome.currentIndexChanged.connect(lambda _: self._read(self.wording.text()))
        for prose in (self.asked, self.wording):
            prose.refused.connect(self.refused)
        self.log.clicked.connect(self.log_wanted)

    def show_overview(self, shown: TargetOverview) -> None:
        """Show what was logged, and offer the targets there are; what is being written stays."""
        chosen = self.target.currentData() or ""
        self.target.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.target.clear()
        self.target.addItem("No target", "")
        for line in shown.lines:
            self.target.addItem(line.target.company, line.target.id)
        set_choice(self.target, chosen)
        self.target.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.company.setEnabled(not self.target.currentData())
        if not self.day.text():
            self.day.setText(shown.today.isoformat())
        self._list(shown.interviews)

    def entry(self) -> LogEntry:
        """The interview as it stands."""
        from mockint.app.targets import LogEntry

        return LogEntry(
            target=self.target.currentData() or "",
            company=self.company.text(),
            held=self.day.text(),
            kind=self.kind.currentData(),
            asked=self.asked.text(),
            outcome=self.outcome.currentData(),
            wording=self.wording.text(),
            predicted=_level(self.predicted.currentData()),
            given=_level(self.given.currentData()),
        )

    def clear(self) -> None:
        """Make room for the next one."""
        for box in (self.kind, self.outcome, self.predicted, self.given):
            box.setCurrentIndex(0)
        for prose in (self.asked, self.wording):
            prose.load("")
        self.company.clear()
        self.gaps.setText("")

    def _read(self, wording: str) -> None:
        """Tell at once what a rejection's wording is read as."""
        from mockint.readiness.gaps import read_rejection

        if self.outcome.currentData() != "rejected" or not wording.strip():
            self.gaps.setText("")
            return
        heard = read_rejection(wording)
        names = "; ".join(one.gap.heard for one in heard)
        self.gaps.setText(f"Read as: {names}." if heard else "No phrase of the list is in it; it is kept as it stands.")

    def _list(self, interviews: Sequence[Interview]) -> None:
        clear_layout(self._logged)
        if not interviews:
            self._logged.addWidget(
                label(
                    "Nothing logged yet. An outcome counts as one noisy level of its kind of round.", "muted", wrap=True
                )
            )
            return
        self._logged.addWidget(label("Logged", "section"))
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        grid.setHorizontalSpacing(Space.L)
        grid.setColumnStretch(4, 1)
        for row, one in enumerate(interviews):
            kind = "Whole process" if one.kind is None else words.kind(one.kind)
            outcome = dict(_OUTCOMES)[one.outcome.value]
            for column, text in enumerate((one.held.isoformat(), one.company, kind, outcome)):
                grid.addWidget(label(text, "body" if column == 1 else "muted"), row, column)
            grid.addWidget(ElidedLabel(" ".join((one.wording or one.asked).split()), "muted"), row, 4)
            remove = AskFirst(f"the interview at {one.company} of {one.held.isoformat()}", quiet=True)
            remove.confirmed.connect(partial(self.delete_wanted.emit, str(one.id)))
            grid.addWidget(remove, row, 5)
        self._logged.addWidget(card)

    def _put_together(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        fields = (
            ("Target", self.target), ("Company", self.company), ("Day", self.day), ("Round", self.kind),
            ("Outcome", self.outcome), ("You expected", self.predicted), ("They told you", self.given),
        )  # fmt: skip
        for at, (title, field) in enumerate(fields):
            grid.addWidget(label(title, "section"), at // 4 * 2, at % 4)
            grid.addWidget(field, at // 4 * 2 + 1, at % 4)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addWidget(label("What was asked", "section"))
        column.addWidget(framed(self.asked))
        column.addWidget(label("How a rejection was put, word for word", "section"))
        column.addWidget(framed(self.wording))
        column.addWidget(self.gaps)
        self.footer = footer(self.log)
        column.addLayout(self._logged)
        column.addStretch(1)


def _level(value: str) -> int | None:
    return int(value) if value else None
