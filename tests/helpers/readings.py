"""Readings of real questions with sound answers, for tests of graders."""

from __future__ import annotations

from functools import cache

from mockint.bank.loader import load_question
from mockint.bank.rubrics import question_rubric
from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.domain.skill import TargetLevel
from mockint.paths import bank_root


@cache
def _question(ref: str) -> Question:
    return load_question(bank_root() / ref)


def sample(question: Question, level: int) -> str:
    """The plain sample of a level."""
    return next(each.text for each in question.samples if each.level == level and not each.fluent_but_wrong)


def _reading(question: Question, name: str, title: str, text: str | None) -> Reading:
    rubric = question_rubric(question)
    return Reading(
        question=question,
        rubric=rubric,
        target=TargetLevel.SENIOR,
        asked=tuple(criterion.id for criterion in rubric.criteria if not criterion.measured),
        documents=(Document(name=name, title=title, text=sample(question, 3) if text is None else text),),
    )


def explanation_reading(text: str | None = None) -> Reading:
    """An explanation of a coding problem; the sample of level 3 if none is given. Three criteria are asked."""
    return _reading(_question("coding/token-bucket"), "explanation", "Explanation", text)


def design_reading(text: str | None = None) -> Reading:
    """A notebook of a design question; the sample of level 3 if none is given. Seven criteria are asked."""
    return _reading(_question("system_design/support-assistant"), "notebook", "Notebook", text)
