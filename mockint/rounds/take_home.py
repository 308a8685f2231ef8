"""What is special about the defence of a repository: one answer to each question, with the whys below it or in the talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.kind import NOTES_PART, DocumentPart

TAKE_HOME: Final = "take_home"
MOST_WHYS: Final = 2
"""After the question itself: three deep in all."""

PARTS: Final = (
    DocumentPart(ANSWER, "Answer", "answer.md", "what you would say; answer the whys below it"),
    NOTES_PART._replace(needed=False),
)

PHASES: Final = (
    Phase(name="Answer", minutes=3, advice="Say what it is, why it is so, and what you turned down."),
    Phase(name="First why", minutes=2, advice="A reason out of this task or this code, not a rule."),
    Phase(
        name="Second why", minutes=2, advice="Down to a structure, a figure or a limit; or say where you do not know."
    ),
)
"""The guide of every question; the minutes are shares of the planned length."""


class TakeHomeRound:
    """A question of a defence as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    takes_files = False
    short_criteria: frozenset[CriterionId] = frozenset()
    short_words = ""

    def initial_documents(self, question: Question) -> Mapping[str, str]:  # noqa: ARG002 - of every type of round
        """An empty answer."""
        return dict.fromkeys(self.submitted_documents, "")

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:  # noqa: ARG002 - of every type of round
        """There are no levels to open."""
        return 1
