"""The talk of a round as text that can be read, selected and never changed: who said what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui.rounds.header import clock_text
from ui.theme import Theme
from ui.tokens import Space, Type

_NAMES: Final = {"candidate": "You", "interviewer": "Interviewer"}
_MARKS: Final = {"curveball": "a change of plan", "closing": "five minutes left"}
_AT_END: Final = 4
"""Pixels from the end at which one still counts as reading the end."""


class Spoken(NamedTuple):
    """One turn, at a second of the round's clock."""

    speaker: str
    text: str
    intent: str
    at_s: float


def headline(turn: Spoken) -> str:
    """Who speaks, when, and what for where that is not plain."""
    mark = _MARKS.get(turn.intent, "")
    parts = (_NAMES.get(turn.speaker, turn.speaker), clock_text(turn.at_s), mark)
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


class TalkText(QTextEdit):
    """Turns below one another; new ones are added at the end, and who reads further up is not moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._turns: tuple[Spoken, ...] = ()
        self.setObjectName("output")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The talk so far")
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._draw_again)

    @property
    def turns(self) -> Sequence[Spoken]:
        """What is shown."""
        return self._turns

    @property
    def is_at_end(self) -> bool:
        """Whether the last turn is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _AT_END

    def show_turns(self, turns: Iterable[Spoken]) -> Sequence[Spoken]:
        """Show the talk as it stands.

        Returns:
            The turns that were not there before.
        """
        wanted = tuple(turns)
        if wanted == self._turns:
            return ()
        known, self._turns = self._turns, wanted
        was_at_end, place = self.is_at_end, self.verticalScrollBar().value()
        if wanted[: len(known)] == known:
            self._add(wanted[len(known) :])
        elif wanted and known[: len(wanted)] == wanted:
            self._cut(len(wanted))
        else:
            self._write()
        if was_at_end:
            self.show_end()
        else:
            self.verticalScrollBar().setValue(place)
        return tuple(turn for turn in wanted if turn not in known)

    def show_end(self) -> None:
        """Bring the last turn into sight."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who reads the end goes on reading the end."""
        was_at_end = self.is_at_end
        super().resizeEvent(event)
        if was_at_end:
            self.show_end()

    def _draw_again(self) -> None:
        place = self.verticalScrollBar().value()
        self._write()
        self.verticalScrollBar().setValue(place)

    def _write(self) -> None:
        self.clear()
        self._add(self._turns)

    def _cut(self, count: int) -> None:
        """Leave the first so many turns, each of which has two blocks."""
        block = self.document().findBlockByNumber(2 * count - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _add(self, turns: Iterable[Spoken]) -> None:
        look = self._theme.look
        small, body = QTextCharFormat(), QTextCharFormat()
        small.setForeground(QColor(look.colours.muted))
        small.setFontWeight(QFont.Weight.DemiBold)
        small.setProperty(QTextCharFormat.Property.FontPixelSize, look.px(Type.SMALL))
        body.setForeground(QColor(look.colours.text))
        body.setProperty(QTextCharFormat.Property.FontPixelSize, look.px(Type.BODY))
        above, below = QTextBlockFormat(), QTextBlockFormat()
        above.setBottomMargin(2)
        below.setBottomMargin(look.px(Space.M))
        below.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for turn in turns:
            if not self.document().isEmpty():
                cursor.insertBlock()
            cursor.setBlockFormat(above)
            cursor.insertText(headline(turn), small)
            cursor.insertBlock(below)
            cursor.insertText(turn.text.replace("\n", "\N{LINE SEPARATOR}"), body)
        cursor.endEditBlock()
