"""What is special about a system design round: a notebook with headings, a diagram, and the change at half time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mockint.domain.ids import CriterionId
from mockint.domain.question import Phase, Question
from mockint.domain.round import Form
from mockint.rounds.kind import DocumentPart

NOTEBOOK: Final = "notebook"
DIAGRAM: Final = "diagram"

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
    "After the change",
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
)

PHASES: Final = (
    Phase(name="Frame", minutes=8, advice="Users, limits, numbers, what success is, what is out of scope."),
    Phase(name="Outline", minutes=12, advice="Follow one request and one document through the whole system."),
    Phase(name="Go deep", minutes=20, advice="Retrieval or agent, then evaluation: how each fails and who notices."),
    Phase(name="After the change", minutes=10, advice="Which assumption is gone, what stays, what it costs."),
    Phase(name="Close", minutes=10, advice="Money, latency, rollout, and the weakest point of the design."),
)
"""The guide of a question that brings none of its own; the minutes are shares of the planned length."""


class SystemDesignRound:
    """The system design round as the session sees it."""

    documents = PARTS
    submitted_documents = tuple(part.name for part in PARTS)
    takes_files = False
    short_criteria = frozenset({CriterionId("framing"), CriterionId("evaluation")})
    short_words = "This is the short form: frame the problem and say how you would evaluate the system; leave the rest."

    def initial_documents(self, question: Question) -> Mapping[str, str]:  # noqa: ARG002 - of every type of round
        """The notebook's headings, and no diagram."""
        return {NOTEBOOK: "\n".join(f"## {heading}\n\n" for heading in HEADINGS), DIAGRAM: ""}

    def phases(self, question: Question) -> tuple[Phase, ...]:
        """The phases of the guide, before they are scaled."""
        return question.phases or PHASES

    def levels(self, question: Question, form: Form) -> int:  # noqa: ARG002 - of every type of round
        """There are no levels to open."""
        return 1
