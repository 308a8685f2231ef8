"""The interviewer's place beside the editor: the talk so far, and a line to ask or answer in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.rounds.talk_text import Spoken, TalkText
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, label

_MOST_LINES: Final = 5
_NEW_BELOW: Final = "\N{BULLET} New below"
ON_THE_WAY: Final = "The interviewer is on the way."
EMPTY: Final = (
    "Ask what the task leaves open, say what you assume, or ask for a hint. The interviewer speaks up by itself when "
    "you pause."
)


class SayLine(QPlainTextEdit):
    """Where one writes to the interviewer: Enter sends, Shift+Enter starts a new line; it grows to five lines.

    Signals:
        sent: Enter was pressed on a text that is not empty.
    """

    sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Say to the interviewer")
        self.setToolTip("Enter sends, Shift+Enter starts a new line (Ctrl+I comes here)")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends; with Shift it is a new line."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            elif self.toPlainText().strip():
                self.sent.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the lines that the text needs at the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = min(_MOST_LINES, max(1, int(self.document().size().height())))  # of a plain document, in lines
        frame = self.height() - self.viewport().height()
        room = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin())
        self.setFixedHeight(room + max(frame, 2 * Space.S))
        policy = Qt.ScrollBarPolicy
        full = lines == _MOST_LINES
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff)


class InterviewerPane(QWidget):
    """Shows the talk and takes what the candidate says; it never takes the keyboard by itself.

    Signals:
        said: What the candidate sends.
        typed: What stands in the line now; not the moment to speak up.
        fold_wanted: Put the pane away.
    """

    said = Signal(str)
    typed = Signal(str)
    fold_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Interviewer")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        top.setSpacing(Space.S)
        top.addWidget(label("Interviewer"))
        self.who = ElidedLabel("", "small")
        top.addWidget(self.who, 1)
        self.new = button(_NEW_BELOW, "quiet", tip="Show what was said last")
        self.new.hide()
        self.fold = button("Hide", "quiet", tip="Put the interviewer away; Ctrl+I brings it back")
        self.fold.setAccessibleName("Hide the interviewer")
        top.addWidget(self.new)
        top.addWidget(self.fold)
        column.addLayout(top)
        self.text = TalkText(theme)
        self.empty = label(EMPTY, "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout()
        inner.setContentsMargins(Space.M, Space.S, Space.XS, Space.XS)
        inner.addWidget(self.empty, 1)
        inner.addWidget(self.text, 1)
        self.text.hide()
        column.addLayout(inner, 1)
        self.thinking = label("", "small")
        self.thinking.setContentsMargins(Space.M, 0, Space.M, Space.XS)
        self.thinking.setFixedHeight(self.thinking.fontMetrics().height() + Space.S)
        column.addWidget(self.thinking)
        self.line = SayLine()
        bottom = QVBoxLayout()
        bottom.setContentsMargins(Space.M, 0, Space.M, Space.S)
        bottom.addWidget(self.line)
        column.addLayout(bottom)
        self.new.clicked.connect(self._go_to_end)
        self.fold.clicked.connect(self.fold_wanted)
        self.line.sent.connect(lambda: self.said.emit(self.line.toPlainText().strip()))
        self.line.textChanged.connect(lambda: self.typed.emit(self.line.toPlainText()))
        self.text.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        self.show_state(can_ask=False, why=ON_THE_WAY)

    def show_talk(self, turns: Iterable[Spoken]) -> Sequence[Spoken]:
        """Show the talk as it stands, and announce what the interviewer says to who hears the window.

        Returns:
            The interviewer's turns that were not there before.
        """
        wanted = tuple(turns)
        self.empty.setVisible(not wanted)
        self.text.setVisible(bool(wanted))
        added = self.text.show_turns(wanted)
        heard = [turn for turn in added if turn.speaker == "interviewer"]
        if len(added) > len(heard):  # what one says oneself is where one wants to be
            self.text.show_end()
        elif heard and not self.text.is_at_end:
            self.new.show()
        return heard

    def announce(self, turns: Iterable[Spoken]) -> None:
        """Tell a screen reader what was said, without taking the keyboard."""
        for turn in turns:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, f"Interviewer: {turn.text}"))

    def show_state(self, *, can_ask: bool, waiting: bool = False, why: str = "") -> None:
        """Show whether something can be said now, and whether an answer is awaited."""
        self.thinking.setText("The interviewer is thinking \N{HORIZONTAL ELLIPSIS}" if waiting else "")
        self.line.setReadOnly(not (can_ask or waiting))
        self.line.setPlaceholderText(why or "Ask or answer")

    def load_line(self, text: str) -> None:
        """Put back what was being typed, without telling anyone."""
        with QSignalBlocker(self.line):
            self.line.setPlainText(text)

    def clear_line(self) -> None:
        """What stood in the line was said."""
        self.line.clear()

    def _go_to_end(self) -> None:
        self.text.show_end()
        self.line.setFocus()

    def _look(self) -> None:
        if self.text.is_at_end:
            self.new.hide()
