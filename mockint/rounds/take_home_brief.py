"""What is special about a take-home: hours with a folder of the candidate's own files, and words on what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.domain.take_home import TakeHomeTask
from mockint.rounds.kind import DocumentPart

DECISIONS: Final = "DECISIONS.md"
"""Documents of a take-home are named by their path in the folder, so the one that is words is too."""

PARTS: Final = (
    DocumentPart(
        DECISIONS, "Decisions", DECISIONS, "what you chose, measured and left out, why, and its limits; it counts"
    ),
)

PHASES: Final = (
    Phase(
        name="Read", minutes=25, advice="The brief, the weights, every kind of visible story; write down what is open."
    ),
    Phase(name="Plain version", minutes=60, advice="Something that opens and answers every request from end to end."),
    Phase(name="Measure", minutes=30, advice="Your own evaluation over the visible stories, with the size of the set."),
    Phase(name="Improve", minutes=80, advice="The largest heap of failures first; harm before misses."),
    Phase(
        name="Hand over",
        minutes=45,
        advice="Tests that notice, the README for a stranger, decisions and limits in words.",
    ),
)
"""The guide of a brief that brings none of its own; the minutes are shares of the planned length."""


class TakeHomeBriefRound:
    """A take-home as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    takes_files = True
    short_criteria: frozenset[CriterionId] = frozenset()
    short_words = ""

    def initial_documents(self, question: Question) -> Mapping[str, str]:
        """The document in words, and the starter's files."""
        return {**dict.fromkeys(self.submitted_documents, ""), **take_home_task(question).starter}

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:  # noqa: ARG002 - of every type of round
        """There are no levels to open."""
        return 1


def take_home_task(question: Question) -> TakeHomeTask:
    """The take-home's part of a question.

    Raises:
        ValueError: If the question has none.
    """
    if question.take_home is None:
        raise ValueError(f"{question.header.ref} is not a take-home brief")
    return question.take_home
