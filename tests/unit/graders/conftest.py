"""Readings of the bank's questions, and of one made for these tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mockint.bank.loader import load_question, read_question
from mockint.bank.rubrics import question_rubric
from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import TargetLevel
from mockint.paths import bank_root

HERE = Path(__file__).parent
ReadingOf = Callable[..., Reading]


@cache
def _bucket() -> Question:
    return load_question(bank_root() / "coding" / "token-bucket")


@pytest.fixture
def bucket() -> Question:
    """A coding question of the bank."""
    return _bucket()


@pytest.fixture
def reading_of(bucket: Question) -> ReadingOf:
    """Makes a reading of an explanation, with code beside it if given."""

    rubrics: dict[str, Rubric] = {}

    def make(text: str, code: str = "", question: Question = bucket) -> Reading:
        rubric = rubrics.setdefault(question.header.slug, question_rubric(question))
        documents = [Document(name="explanation", title="Explanation", text=text)]
        if code:
            documents.insert(0, Document(name="solution", title="Solution", text=code, is_code=True))
        return Reading(
            question=question,
            rubric=rubric,
            target=TargetLevel.MID,
            asked=tuple(criterion.id for criterion in rubric.criteria if not criterion.measured),
            documents=tuple(documents),
        )

    return make


@cache
def _all_questions() -> tuple[Question, ...]:
    kinds = (bank_root() / kind for kind in ("coding", "system_design", "behavioral"))
    folders = sorted(folder for kind in kinds if kind.is_dir() for folder in kind.iterdir())
    loaded = (read_question(folder).question for folder in folders if folder.is_dir())
    return tuple(question for question in loaded if question is not None)


@pytest.fixture
def bank_questions() -> list[Question]:
    """Every question of the bank that can be loaded."""
    return list(_all_questions())
