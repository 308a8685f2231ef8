"""The form of one target: what is asked for by name, and the posting, read as it is pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import words
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.ask_first import AskFirst
from ui.widgets.parts import button, clear_layout, label

if TYPE_CHECKING:
    from mockint.app.targets import Draft, TargetLine
    from mockint.domain.target import PostingReading

LEVELS: Final = (("junior", "Junior"), ("mid", "Mid"), ("senior", "Senior"), ("staff", "Staff"))
_POLICIES: Final = (
    ("unknown", "Not known"),
    ("forbidden", "No help by AI"),
    ("allowed", "Allowed"),
    ("expected", "Expected"),
)
_READ_MS: Final = 250
_LINES: Final = 9
_NOTE_LINES: Final = 3


class TargetForm(QWidget):
    """The fields of one target.

    Signals:
        save_wanted: The user wants the target kept as it stands.
        close_wanted: The user is done with the target, or wants it open again.
        delete_wanted: The target is to go, and the question was answered.
        model_wanted: A model is to read the posting.
        posting_changed: The posting's text, once typing rests.
        refused: Why something was not taken, in a sentence.
    """

    save_wanted = Signal()
    close_wanted = Signal()
    delete_wanted = Signal()
    model_wanted = Signal()
    posting_changed = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.company = _line("Company", "Who you would work for")
        self.company.setMaxLength(120)
        self.level = choice("Level", LEVELS)
        self.ai = choice("Help by AI in its interviews", _POLICIES)
        self.dates = _line("Interview dates", "2026-12-10, 2026-12-14")
        self.kinds = {name: QCheckBox(title.replace("&", "&&")) for name, title in words.KINDS.items()}
        self.posting = area(theme, "Posting", _LINES)
        self.posting.setPlaceholderText(
            "Paste the posting here; below you see which skills it asks for, and by which words."
        )
        self.notes = area(theme, "Notes", _NOTE_LINES)
        self.save = button("Save", "primary", tip="Keep this target (Ctrl+S)")
        keep_key(self, self.save_wanted)
        self.close_target = button("Close target", tip="You are done with it; it stays in the list")
        self.delete = AskFirst("the target")
        self.model = button("Let the model read it", tip="Sends the posting to the model that you chose in Settings")
        self.found = QVBoxLayout()
        self.found.setSpacing(Space.XS)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_READ_MS)
        self._rest.timeout.connect(lambda: self.posting_changed.emit(self.posting.text()))
        self._put_together()
        self.posting.edited.connect(lambda _: self._rest.start())
        for prose in (self.posting, self.notes):
            prose.refused.connect(self.refused)
        self.save.clicked.connect(self.save_wanted)
        self.company.returnPressed.connect(self.save_wanted)
        self.dates.returnPressed.connect(self.save_wanted)
        self.close_target.clicked.connect(self.close_wanted)
        self.delete.confirmed.connect(self.delete_wanted)
        self.model.clicked.connect(self.model_wanted)

    def stop(self) -> None:
        """Ask for nothing any more."""
        self._rest.stop()

    def show_line(self, line: TargetLine | None, level: str, *, has_model: bool) -> None:
        """Show a target; None for a new one of the given level."""
        target = None if line is None else line.target
        self.company.setText("" if target is None else target.company)
        set_choice(self.level, level if target is None else target.level.value)
        set_choice(self.ai, "unknown" if target is None else target.ai.value)
        self.dates.setText("" if target is None else ", ".join(day.isoformat() for day in target.dates))
        for name, box in self.kinds.items():
            box.setChecked(target is not None and name in target.kinds)
        self.posting.load("" if target is None else target.posting)
        self.notes.load("" if target is None else target.notes)
        self.close_target.setVisible(target is not None)
        self.delete.setVisible(target is not None)
        self.delete.set_what("the target" if target is None else target.company, "Interviews that were for it stay.")
        self.close_target.setText("Open again" if target is not None and target.closed else "Close target")
        self.model.setVisible(has_model and target is not None and bool(target.posting))
        self.stop()

    def show_draft(self, draft: Draft) -> None:
        """Show what was not saved yet."""
        self.company.setText(draft.company or "")
        set_choice(self.level, draft.level or "")
        set_choice(self.ai, draft.ai or "")
        self.dates.setText(", ".join(part.strip() for part in draft.dates or ()))
        for name, box in self.kinds.items():
            box.setChecked(name in (draft.kinds or ()))
        self.posting.load(draft.posting or "")
        self.notes.load(draft.notes or "")

    def draft(self) -> Draft:
        """The target as it stands."""
        from mockint.app.targets import Draft

        return Draft(
            company=self.company.text(),
            level=self.level.currentData(),
            kinds=tuple(name for name, box in self.kinds.items() if box.isChecked()),
            ai=self.ai.currentData(),
            dates=tuple(part for part in self.dates.text().replace(";", ",").split(",") if part.strip()),
            posting=self.posting.text(),
            notes=self.notes.text(),
        )

    def show_reading(self, reading: PostingReading | None, skills: Mapping[str, str]) -> None:
        """Show which skills the posting asks for, and by which words."""
        clear_layout(self.found)
        if reading is None:
            return
        who = "the list of terms" if reading.by == "terms" else reading.by
        self.found.addWidget(label(f"What it asks for, by {who}", "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(2, 1)
        asked = sorted((one for one in reading.asked if one.mentions), key=lambda one: -one.weight)
        for row, one in enumerate(asked):
            said = dict.fromkeys(f"{each.term} (nice to have)" if each.nice else each.term for each in one.mentions)
            grid.addWidget(label(skills.get(one.skill, one.skill)), row, 0)
            grid.addWidget(label(f"\N{MULTIPLICATION SIGN} {one.weight:.2f}", "muted"), row, 1)
            where = label(", ".join(said), "muted", wrap=True)
            where.setToolTip("\n".join(f"Line {each.line}: {each.text}" for each in one.mentions[:8]))
            grid.addWidget(where, row, 2)
        self.found.addLayout(grid)
        if reading.denied:
            said = dict.fromkeys(each.term for each in reading.denied)
            self.found.addWidget(label(f"Said not to be needed: {', '.join(said)}", "muted", wrap=True))
        if reading.note:
            self.found.addWidget(label(reading.note, "muted", wrap=True))

    def _put_together(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        fields = (
            ("Company", self.company),
            ("Level", self.level),
            ("Interview dates", self.dates),
            ("Help by AI", self.ai),
        )
        for at, (title, field) in enumerate(fields):
            grid.addWidget(label(title, "section"), at // 2 * 2, at % 2)
            grid.addWidget(field, at // 2 * 2 + 1, at % 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column.addLayout(grid)
        column.addWidget(label("Rounds of its loop", "section"))
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(Space.L)
        for at, box in enumerate(self.kinds.values()):
            boxes.addWidget(box, at // 3, at % 3)
        boxes.setColumnStretch(3, 1)
        column.addLayout(boxes)
        for title, prose in (("Posting", self.posting), ("Notes", self.notes)):
            column.addWidget(label(title, "section"))
            column.addWidget(framed(prose))
            if prose is self.posting:
                column.addLayout(self.found)
        column.addStretch(1)
        self.footer = footer(self.save, self.model, self.close_target)
        self.footer.addWidget(self.delete)


def area(theme: Theme, name: str, lines: int) -> ProseArea:
    """A text area of so many lines."""
    made = ProseArea(theme, name)
    made.setFixedHeight(lines * made.fontMetrics().lineSpacing() + Space.L)
    return made


def footer(*buttons: QWidget) -> QHBoxLayout:
    """The buttons of a form, which stay in sight under what scrolls."""
    row = QHBoxLayout()
    row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    row.setSpacing(Space.S)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return row


def keep_key(form: QWidget, wanted: SignalInstance) -> None:
    """Let Ctrl+S keep what stands in a form, wherever in it the cursor is."""
    key = QShortcut(QKeySequence("Ctrl+S"), form)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(wanted)


def framed(prose: ProseArea) -> QFrame:
    """The area with an edge around it, so that one sees where to write."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(prose)
    return frame


def choice(name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
    """A box to choose one of a few."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    for value, title in choices:
        made.addItem(title, value)
    return made


def set_choice(box: QComboBox, value: str) -> None:
    """Choose a value; an unknown one changes nothing."""
    at = box.findData(value)
    if at >= 0:
        box.setCurrentIndex(at)


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
