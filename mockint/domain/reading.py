"""What a grader is given to read: the question, the rubric, the candidate's documents and the measured facts."""

from __future__ import annotations

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId
from mockint.domain.question import Question
from mockint.domain.rubric import Criterion, Rubric
from mockint.domain.skill import TargetLevel


class Document(Value):
    """One text of the candidate's.

    Attributes:
        name: Its name in the submission (``solution``, ``explanation``, ``notebook``, ``diagram``, ``answer``), or
            ``talk`` for what was said with the interviewer.
        title: What it is, in words for a reader.
        is_code: Whether it is program text or a drawing's graph; only prose shows what was explained.
    """

    name: str
    title: str
    text: str
    is_code: bool = False


class Reading(Value):
    """One item as a grader reads it.

    Attributes:
        rubric: With the question's own changes.
        asked: The criteria to judge, in the rubric's order; those that code measures are not among them.
        facts: What code measured, one sentence each; they beat what a grader claims.
        hints_used: Hints that the candidate took.
    """

    question: Question
    rubric: Rubric
    target: TargetLevel
    asked: tuple[CriterionId, ...] = Field(min_length=1)
    documents: tuple[Document, ...]
    facts: tuple[str, ...] = ()
    hints_used: int = Field(default=0, ge=0)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria to judge."""
        return tuple(self.rubric.criterion(criterion) for criterion in self.asked)

    def prose(self) -> str:
        """The candidate's own words, documents in order, without code."""
        return "\n\n".join(document.text for document in self.documents if not document.is_code)

    def everything(self) -> str:
        """All of the candidate's text; quotes are looked up in it."""
        return "\n\n".join(document.text for document in self.documents)
