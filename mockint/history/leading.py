"""Finds the reading that stands for an item in the database, by the rule of `mockint.domain.grade.leading_grade`."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from mockint.domain.verdict import VerdictWord
from mockint.history.tables import GradeRow

_BEFORE_ALL: Final = 1_000_000_000


def rank(grade: Any = GradeRow) -> Any:
    """Of the readings of one item the one with the highest rank leads; every item's ranks differ.

    Args:
        grade: The table of grades, or an alias of it.
    """
    has_verdict = col(grade.verdict) != VerdictWord.NOT_JUDGED.value
    return col(grade.seq) + case((has_verdict, _BEFORE_ALL), else_=0)


def leads() -> Any:
    """The condition that a grade is the reading that leads its item; it reads the grades of that item alone."""
    other = aliased(GradeRow)
    of_item = (col(other.round_id) == col(GradeRow.round_id)) & (col(other.item_id) == col(GradeRow.item_id))
    return rank() == select(func.max(rank(other))).where(of_item).correlate(GradeRow).scalar_subquery()
