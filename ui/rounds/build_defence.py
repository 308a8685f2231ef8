"""The step between the work and handing in a build: three questions on the candidate's own change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mockint.app.diff_questions import DiffQuestion, answers_in, questions_text
from ui.rounds.steps import Step
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import button, clear_layout, label

_HEADING = re.compile(r"(?m)^## ")


class DefenceStep(Step):
    """Asks as a reviewer would, each time about a line; the round's clock runs on meanwhile.

    Signals:
        text_changed: The text of ``QUESTIONS.md`` with the answers so far.
        hand_in_wanted: Hand in.
        back_wanted: Back to the work.
    """

    text_changed = Signal(str)
    hand_in_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "Three questions on what you changed",
            "A few sentences each, as you would answer a reviewer. They are read with the code.",
        )
        self._theme = theme
        self._questions: tuple[DiffQuestion, ...] = ()
        self.answers: list[QPlainTextEdit] = []
        body = QWidget()
        body.setObjectName("scrolled")
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, Space.S, 0)
        self._rows.setSpacing(Space.S)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("Questions on your change")
        scroll.setWidget(body)
        self.column.addWidget(scroll, 1)
        self.hand_in = button("Hand in", "primary", tip="Hand in the folder and these answers (Ctrl+Shift+Enter)")
        self.back = button("Back to the work", tip="Go on building (Escape)")
        self.hand_in.clicked.connect(self.hand_in_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.back)
        self.buttons.addWidget(self.hand_in)
        self.add_buttons()

    def ask(self, questions: Sequence[DiffQuestion], written: str) -> None:
        """Show the questions; answers that are written already stay.

        Args:
            questions: On the change as it is now.
            written: The text of ``QUESTIONS.md``.
        """
        kept = answers_in(written)
        clear_layout(self._rows)
        self._questions = tuple(questions)
        self.answers = []
        for number, question in enumerate(self._questions, start=1):
            self._rows.addWidget(label(f"{number}. {question.text}", wrap=True))
            if question.file:
                place = label(f"{question.file}, line {question.line}:  {question.quote}", "muted", wrap=True)
                self._rows.addWidget(place)
            answer = QPlainTextEdit()
            answer.setAccessibleName(f"Answer to question {number}: {question.text}")
            answer.setTabChangesFocus(True)
            answer.setFixedHeight(self._theme.look.px(104))
            with QSignalBlocker(answer):
                answer.setPlainText(kept.get(number, ""))
            answer.textChanged.connect(self._changed)
            self._rows.addWidget(answer)
            self._rows.addSpacing(Space.S)
            self.answers.append(answer)
        self._rows.addStretch(1)
        self._changed()

    def _changed(self) -> None:
        self.text_changed.emit(defence_text(self._questions, [answer.toPlainText() for answer in self.answers]))


def defence_text(questions: Sequence[DiffQuestion], answers: Sequence[str]) -> str:
    """The text of ``QUESTIONS.md``; a heading within an answer is made a lower one, since headings part the answers."""
    told = (_HEADING.sub("### ", answer) for answer in answers)
    return questions_text(
        questions, "".join(f"## {number}.\n\n{text}\n\n" for number, text in enumerate(told, start=1))
    )
