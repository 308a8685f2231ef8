"""What is special about a live build: a folder of the candidate's own files, and a set of questions nobody saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.build import BuildTask
from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.rounds.kind import DocumentPart

DECISIONS: Final = "DECISIONS.md"
DEFENCE: Final = "QUESTIONS.md"
"""Documents of a build are named by their path in the folder, so the two that are words are too."""

PARTS: Final = (
    DocumentPart(DECISIONS, "Decisions", DECISIONS, "what you built, measured and left out, and why; it counts"),
    DocumentPart(
        DEFENCE, "Answers on your own change", DEFENCE, "three questions on what you changed; answers below each"
    ),
)

PHASES: Final = (
    Phase(name="Read", minutes=8, advice="The rule of authority, ten documents, the visible questions, the budget."),
    Phase(name="Plain version", minutes=17, advice="Something that answers every question from end to end."),
    Phase(
        name="Measure",
        minutes=10,
        advice="A small evaluation over the visible questions, retrieval apart from answers.",
    ),
    Phase(name="Improve", minutes=25, advice="The largest kind of miss first; look at the cases one by one."),
    Phase(
        name="Close", minutes=15, advice="The change of plan, faults of the model, decisions in words, a last check."
    ),
)
"""The guide of a question that brings none of its own; the minutes are shares of the planned length."""


class LiveBuildRound:
    """The live build as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    short_criteria: frozenset[CriterionId] = frozenset()
    short_words = ""
    takes_files = True

    def initial_documents(self, question: Question) -> Mapping[str, str]:
        """The two documents in words, and the starter's files."""
        return {**dict.fromkeys(self.submitted_documents, ""), **build_task(question).starter}

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:  # noqa: ARG002 - of every type of round
        """There are no levels to open."""
        return 1


def build_task(question: Question) -> BuildTask:
    """The build's part of a question.

    Raises:
        ValueError: If the question has none.
    """
    if question.build is None:
        raise ValueError(f"{question.header.ref} is not a live build")
    return question.build
