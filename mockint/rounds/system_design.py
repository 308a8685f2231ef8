"""What is special about a system design round: notebook, diagram and estimates, and the change at half time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain import estimate
from mockint.domain.diagram import readable
from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.rounds.kind import NOTES_PART, DocumentPart

NOTEBOOK: Final = "notebook"
DIAGRAM: Final = "diagram"
ESTIMATES: Final = "estimates"
AFTER_CHANGE: Final = "After the change"

HEADINGS: Final = (
    "Requirements",
    "Numbers",
    "Interface",
    "Data flow",
    "Retrieval or agent",
    "Evaluation",
    "Reliability and safety",
    "Cost",
    "Rollout",
    AFTER_CHANGE,
)
"""What the notebook begins with; a heading that stays empty is no fault."""

PARTS: Final = (
    DocumentPart(NOTEBOOK, "Notebook", "notebook.md", "your design in words and numbers, under the headings"),
    DocumentPart(
        DIAGRAM,
        "Diagram",
        "diagram.json",
        "the parts and what flows between them, if you want to draw: "
        '{"nodes": [{"id", "type", "label"}], "edges": [{"from", "to", "label"}]}',
        is_code=True,
        needed=False,
    ),
    DocumentPart(
        ESTIMATES,
        "Estimates",
        "estimates.txt",
        "sums with their units, a line each, such as `100k users * 10 * 2k tokens * $3/M`; each is read with its result",
        is_code=True,
        needed=False,
    ),
    NOTES_PART._replace(needed=False),
)

PHASES: Final = (
    Phase(name="Frame", minutes=8, advice="Users, limits, numbers, what success is, what is out of scope."),
    Phase(name="Outline", minutes=12, advice="Follow one request and one document through the whole system."),
    Phase(name="Go deep", minutes=20, advice="Retrieval or agent, then evaluation: how each fails and who notices."),
    Phase(name="After the change", minutes=10, advice="Which assumption is gone, what stays, what it costs."),
    Phase(name="Close", minutes=10, advice="Money, latency, rollout, and the weakest point of the design."),
)
"""The guide of a question that brings none of its own; the minutes are shares of the planned length."""


_HEADINGS_TEXT: Final = "\n".join(f"## {heading}\n\n" for heading in HEADINGS)


def as_read(document: str, text: str) -> str:
    """A document as its reader gets it: a diagram in words, an estimate with its results, any other as it is."""
    if document == DIAGRAM:
        return readable(text)
    return estimate.as_text(text) if document == ESTIMATES else text


class SystemDesignRound:
    """The system design round as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    takes_files = False
    short_criteria = frozenset({CriterionId("framing"), CriterionId("evaluation")})
    short_words = "This is the short form: frame the problem and say how you would evaluate the system; leave the rest."

    def initial_documents(self, question: Question) -> Mapping[str, str]:  # noqa: ARG002 - of every type of round
        """The notebook's headings; nothing is drawn or worked out yet."""
        return dict.fromkeys(self.submitted_documents, "") | {NOTEBOOK: _HEADINGS_TEXT}

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:  # noqa: ARG002 - of every type of round
        """There are no levels to open."""
        return 1
