"""Where a drill is answered: a field for each part, a paper for words, or an editor for code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mockint.app.drilling import MAX_ANSWER_CHARACTERS, Posed
from mockint.domain.attempt import ANSWER
from mockint.domain.drill import ChoicePart, NumberPart
from ui.editor.plain import PlainEditor
from ui.rounds.editor_tabs import editor_colours
from ui.theme import Look
from ui.tokens import Space
from ui.widgets.parts import label

_Field = QLineEdit | QComboBox | QPlainTextEdit | PlainEditor
_CODE_HEIGHT: Final = 280
"""Pixels: some fifteen lines."""


class AnswerForm(QWidget):
    """The fields of one drill.

    Signals:
        changed: Something was written or chosen.
        ended: Escape was pressed where the field keeps it to itself.

    Args:
        posed: The drill.
        look: In which colours code is shown.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, posed: Posed, look: Look) -> None:
        super().__init__()
        self._look = look
        self._fields: dict[str, _Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        if posed.form is not None and posed.form.is_code:
            self._add_code(posed.form.start)
            return
        if posed.drawn is None:
            paper = QPlainTextEdit()
            paper.setTabChangesFocus(True)
            paper.setPlaceholderText("Answer in a few sentences, as you would say it.")
            paper.textChanged.connect(self.changed)
            self._add(ANSWER, "Your answer", paper)
            return
        for part in posed.drawn.parts:
            if isinstance(part, ChoicePart):
                box = QComboBox()
                box.addItem("Choose", "")
                for letter, option in part.letters.items():
                    box.addItem(f"{letter})  {option.text}", letter)
                box.currentIndexChanged.connect(self.changed)
                self._add(part.id, part.asks, box)
                continue
            line = QLineEdit()
            line.setMaxLength(MAX_ANSWER_CHARACTERS)
            unit = f"amount in {part.unit}" if isinstance(part, NumberPart) and part.unit else "amount"
            line.setPlaceholderText(unit if isinstance(part, NumberPart) else "line numbers, such as 3, 7")
            line.textChanged.connect(self.changed)
            self._add(part.id, part.asks, line)

    def answers(self) -> dict[str, str]:
        """What is written, by part."""
        return {name: _text(field) for name, field in self._fields.items()}

    def load(self, answers: Mapping[str, str]) -> None:
        """Put answers in without telling anyone; what there is no field for is left out, and other fields stay."""
        for name, field in self._fields.items():
            if name in answers:
                with QSignalBlocker(field):
                    _put(field, answers[name])

    def take_focus(self) -> None:
        """Let the first field take the keyboard."""
        next(iter(self._fields.values())).setFocus()

    def _add_code(self, start: str) -> None:
        code = PlainEditor()
        code.set_colors(editor_colours(self._look.colours, dark=self._look.dark))
        code.setMinimumHeight(_CODE_HEIGHT)
        code.set_text(start)
        code.text_changed.connect(self.changed)
        code.escaped.connect(self.ended)
        self._add(ANSWER, "Your code", code)

    def _add(self, name: str, asks: str, field: _Field) -> None:
        field.setAccessibleName(asks)
        self._fields[name] = field
        told = label(asks, wrap=True)
        told.setBuddy(field)
        self._column.addWidget(told)
        self._column.addWidget(field)


def _text(field: _Field) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _put(field: _Field, text: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(text)))
    elif isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, PlainEditor):
        field.set_text(text)
    else:
        field.setPlainText(text)
