"""What one question is, and how to start it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import words
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import Segments, button, clear_layout, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.services_port import QuestionDetail, QuestionEntry, Weight

_LEAST_WIDTH = 320
_MODE_WORDS = {
    "practice": "Pause and hints are there, the rubric is open, and overtime runs on.",
    "simulation": "As on the day: no pause, one nudge at most, and time ends the round.",
}


ROUND = "round"
"""The form in which not the shown question alone is asked, but several that are chosen."""
OF_SEVERAL = frozenset({"behavioral"})
"""Kinds of which a round can have several questions."""
_SEVERAL_WORDS = "Four are chosen that ask for different things."

WITH_A_SCREEN = frozenset({"coding", "live_build", "system_design", "behavioral", "take_home"})
"""Kinds whose rounds have a screen of their own in the window."""


class QuestionPane(QWidget):
    """The pane beside the list: the question above, the choices and the start button below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entry: QuestionEntry | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("About the question")
        body = QWidget()
        body.setObjectName("scrolled")
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._rows.setSpacing(Space.S)
        self._body = body
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_footer())
        self._build_body()
        self.show_entry(None)

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that a choice in the footer is cut."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_WIDTH, 0))

    def show_entry(self, entry: QuestionEntry | None) -> None:
        """Show what the list knows of a question; the rest follows with `show_detail`."""
        before = self._entry
        self._entry = entry
        self._body.setVisible(entry is not None)
        self.footer.setVisible(entry is not None)
        if entry is None:
            return
        self._title.setText(entry.title)
        facts = [
            words.kind(entry.kind),
            words.DIFFICULTIES.get(entry.difficulty, str(entry.difficulty)),
            entry.pattern,
            "done before" if entry.seen else "not tried yet",
        ]
        self._facts.setText(" \N{MIDDLE DOT} ".join(fact for fact in facts if fact))
        self._summary.setText(entry.summary)
        self._skills.setText(", ".join(entry.skills))
        origin = f"From {entry.origin}. Its code runs only where it can be kept apart." if entry.origin else ""
        self._origin.setText(origin)
        self._origin.setVisible(bool(origin))
        has_screen = self.has_screen()
        for widget in (self.form, self.mode, self._mode_words, self.start):
            widget.setVisible(has_screen)
        self.elsewhere.setVisible(not has_screen)
        self.elsewhere.setText(
            "This kind of round has no screen here yet. Answer it from the command line: "
            f"mockint start {entry.ref} makes a folder to write in and starts the clock, "
            f"mockint submit {entry.ref} --answer FILE hands in a file. The result is kept in History."
        )
        if before is None or before.ref != entry.ref:
            self._more.hide()
            self._offer_forms(entry)
            self._scroll.verticalScrollBar().setValue(0)

    def show_detail(self, detail: QuestionDetail) -> None:
        """Show phases, criteria and rules."""
        clear_layout(self._phases)
        for row, phase in enumerate(detail.phases):
            self._phases.addWidget(label(phase.name), row, 0)
            minutes = label(f"{phase.minutes} min", "muted")
            minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._phases.addWidget(minutes, row, 1)
        self._phases_head.setText(
            f"Phases \N{MIDDLE DOT} {detail.levels} levels, one opens the next" if detail.levels > 1 else "Phases"
        )
        self._show_weights(detail.weights)
        self._measured.setText(", ".join(detail.measured) or "Nothing")
        self._judged.setText(", ".join(detail.judged) or "Nothing")
        self._policy.setText(
            "AI help is allowed and logged." if detail.ai_policy == "allowed" else "No AI help in this round."
        )
        self._more.show()

    def _show_weights(self, weights: Sequence[Weight]) -> None:
        clear_layout(self._weights)
        self._weights_head.setVisible(bool(weights))
        for weight in weights:
            row = self._weights.rowCount()
            points = label(str(weight.points))
            points.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._weights.addWidget(label(weight.title, wrap=True), row, 0)
            self._weights.addWidget(points, row, 1, Qt.AlignmentFlag.AlignTop)
            self._weights.addWidget(label(weight.says, "small", wrap=True), row + 1, 0, 1, 2)

    def has_screen(self) -> bool:
        """Whether a round on the shown question can be held in the window."""
        return self._entry is not None and self._entry.kind in WITH_A_SCREEN

    def set_starting(self, *, starting: bool) -> None:
        """Show that the start is under way."""
        self.start.setEnabled(not starting)
        self.start.setText("Starting" if starting else "Start")

    def _build_body(self) -> None:
        self._title = label("", "lead", wrap=True)
        self._facts = label("", "muted", wrap=True)
        self._summary = label("", wrap=True)
        self._skills = label("", wrap=True)
        self._origin = label("", "small", wrap=True)
        for widget in (self._title, self._facts):
            self._rows.addWidget(widget)
        self._rows.addSpacing(Space.XS)
        self._rows.addWidget(self._summary)
        self._rows.addWidget(self._origin)
        self._section(self._rows, "Skills", self._skills)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(Space.S)
        self._phases_head = self._section(more, "Phases", None)
        self._phases = QGridLayout()
        self._phases.setVerticalSpacing(Space.XS)
        self._phases.setColumnStretch(0, 1)
        more.addLayout(self._phases)
        self._weights_head = self._section(more, "Points, of 100", None)
        self._weights = QGridLayout()
        self._weights.setVerticalSpacing(Space.XS)
        self._weights.setColumnStretch(0, 1)
        more.addLayout(self._weights)
        self._measured = label("", wrap=True)
        self._judged = label("", wrap=True)
        self._policy = label("", wrap=True)
        self._section(more, "Measured by code", self._measured)
        self._section(more, "Judged by a grader", self._judged)
        self._section(more, "AI help", self._policy)
        self._rows.addWidget(self._more)
        self._rows.addStretch(1)

    @staticmethod
    def _section(column: QVBoxLayout, title: str, content: QWidget | None) -> QLabel:
        head = label(title, "section", wrap=True)
        column.addSpacing(Space.S)
        column.addWidget(head)
        if content is not None:
            column.addWidget(content)
        return head

    def _build_footer(self) -> QWidget:
        self.footer = QWidget()
        self.footer.setObjectName("footer")
        self.footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.footer)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.S)
        self.mode = Segments("Mode", tuple(words.MODES.items()))
        self.form = Segments("Length", (("full", "Full"),))
        self._mode_words = label("", "small", wrap=True)
        self._mode_words.setMinimumHeight(2 * self._mode_words.fontMetrics().lineSpacing() + 2)
        self._mode_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.start = button("Start", "primary", tip="Start this round (Ctrl+Enter, or Enter in the list)")
        self.start.setAccessibleName("Start this round")
        self.elsewhere = label("", wrap=True)
        self.elsewhere.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for widget in (self.form, self.mode, self._mode_words, self.start, self.elsewhere):
            column.addWidget(widget)
        self.mode.chosen.connect(self._say_mode)
        self.form.chosen.connect(self._say_mode)
        return self.footer

    def _offer_forms(self, entry: QuestionEntry) -> None:
        forms = [("full", f"Full, {entry.minutes} min")]
        if entry.kind in OF_SEVERAL:
            forms = [("full", f"This question, {entry.minutes} min"), (ROUND, "Round of four, 40 min")]
        if entry.short_minutes is not None:
            forms.append(("short", f"Short, {entry.short_minutes} min"))
        self.form.set_choices(forms, self.form.value())
        self._say_mode()

    def wanted(self) -> tuple[str, str]:
        """What is to be started: a question's name or a kind of round, and its form."""
        assert self._entry is not None
        form = self.form.value()
        return (self._entry.kind, "full") if form == ROUND else (self._entry.ref, form)

    def _say_mode(self) -> None:
        several = f" {_SEVERAL_WORDS}" if self.form.value() == ROUND else ""
        self._mode_words.setText(f"{_MODE_WORDS[self.mode.value()]}{several}")
