"""The page on which a behavioral question is answered: one text, and how long it would take to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockint.measure.text import WORDS_A_MINUTE, count_words
from mockint.rounds.behavioral import ANSWER, Length, wanted_length
from ui.pages.page import Tools
from ui.rounds.header import RoundHeader, clock_text
from ui.rounds.prose_area import ProseArea
from ui.rounds.prose_work import ProseWork
from ui.rounds.question_tabs import QuestionTabs
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, label

_COUNT_MS = 200


class BehavioralWork(ProseWork):
    """One answer area; a way to choose a story can be put into `story_place` above it.

    Args:
        tools: The window's.
        header: The line at the top.
        titles: Titles of the round's questions; with several there is a row to go from one to another.
    """

    def __init__(self, tools: Tools, header: RoundHeader, titles: Sequence[str]) -> None:
        super().__init__(tools, header, "behavioral")
        self.questions = QuestionTabs(tools.theme, titles)
        self.answer = ProseArea(tools.theme, "Your answer")
        self.answer.setPlaceholderText(
            "Write as you would speak: what was going on, what you did, how you know it worked."
        )
        self.words = label("")
        self.wanted = ElidedLabel("", "muted")
        top = QHBoxLayout()
        top.setContentsMargins(Space.M, Space.S, Space.XS, Space.XS)
        top.setSpacing(Space.S)
        top.addWidget(self.words)
        top.addWidget(self.wanted, 1)
        top.addWidget(self.side.show_again)
        self.story_place = QVBoxLayout()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.questions)
        column.addLayout(top)
        column.addLayout(self.story_place)
        column.addWidget(self.answer, 1)
        self.put_together(middle, [396, 596, 272])
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_COUNT_MS)
        self._due.timeout.connect(self._count)
        self.answer.textChanged.connect(self._due.start)
        self._count()

    @property
    def areas(self) -> dict[str, ProseArea]:
        """The answer alone."""
        return {ANSWER: self.answer}

    def load(self, document: str, text: str, cursor: int, page: int = 0) -> None:
        """Put the answer in without telling anyone."""
        super().load(document, text, cursor, page)
        self._count()

    def show_wanted(self, prompt: str) -> None:
        """Tell the length that a question asks for."""
        self.wanted.set_whole(_wanted_words(wanted_length(prompt)))

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        super().freeze()
        self.questions.setEnabled(False)

    def focus_editor(self) -> None:
        """Give the keyboard to the answer."""
        self.answer.setFocus()

    def _count(self) -> None:
        count = count_words(self.answer.text())
        spoken = clock_text(count / WORDS_A_MINUTE * 60)
        self.words.setText(f"{count:,} {'word' if count == 1 else 'words'} \N{MIDDLE DOT} {spoken} aloud")
        self.words.setToolTip(f"Said aloud at {WORDS_A_MINUTE} words a minute, in minutes and seconds")


def _wanted_words(wanted: Length | None) -> str:
    return "" if wanted is None else f"Asked for: {wanted.least} to {wanted.most} words"
