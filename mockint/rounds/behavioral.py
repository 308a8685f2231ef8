"""What is special about a behavioral question: one spoken or typed answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.domain.user_story import STORY
from mockint.rounds.kind import NOTES_PART, DocumentPart

ANSWER: Final = "answer"

PARTS: Final = (
    DocumentPart(ANSWER, "Answer", "answer.md", "what you would say, in your own words"),
    NOTES_PART._replace(needed=False),
    DocumentPart(
        STORY,
        "Story",
        "story.md",
        "the story of your bank that you tell, as 'mockint story export' writes it; kept, never counted",
        needed=False,
        is_private=True,
    ),
)

PHASES: Final = (
    Phase(name="Think", minutes=1, advice="One story or one decision; what was yours in it."),
    Phase(name="Answer", minutes=5, advice="Situation in two sentences, then what you did and how you know it worked."),
    Phase(name="Follow-ups", minutes=2, advice="Answer what is asked; say what you would do differently."),
)
"""The guide of a question that brings none of its own; the minutes are shares of the planned length."""


_WANTED: Final = re.compile(r"(\d{2,4}) (?:to|-) (\d{2,4}) words")


class Length(NamedTuple):
    """How many words a question asks for."""

    least: int
    most: int


def wanted_length(prompt: str) -> Length | None:
    """The length that a prompt asks for ("in about 200 to 400 words"); None where it asks for none."""
    found = _WANTED.search(prompt)
    return Length(int(found[1]), int(found[2])) if found else None


class BehavioralRound:
    """The behavioral question as the session sees it."""

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
