"""The part of the store that says which levels were given, all rounds at once: what readiness is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, String, cast, func, select
from sqlmodel import col

from mockint.domain.ids import ContentHash, CriterionId, ItemId, ProfileId, RoundId
from mockint.domain.judgement import JudgedLevel
from mockint.history.leading import leads
from mockint.history.store_loops import LoopsStore
from mockint.history.tables import GradeRow, ItemRow, JudgementRow, RoundRow
from mockint.history.values import GradedItem

_ENDED: Final = func.coalesce(col(RoundRow.ended), col(GradeRow.made))
_FEW: Final = 500
"""So many ids fit into a statement."""


class GradedStore(LoopsStore):
    """Levels of the readings that stand."""

    def graded_items(
        self, profile: ProfileId | None = None, *, after: datetime | None = None
    ) -> tuple[GradedItem, ...]:
        """Every question of a profile of which a reading that stands judged something, in the order they were ended.

        Args:
            profile: Whose questions; None for the store's own.
            after: Only those that were ended later.
        """
        query = (
            select(
                col(GradeRow.id),
                _ENDED,
                col(RoundRow.kind),
                col(RoundRow.question_seen),
                col(ItemRow.question_hash),
                col(ItemRow.rubric_hash),
                col(GradeRow.round_id),
                col(GradeRow.item_id),
            )
            .join(RoundRow, col(RoundRow.id) == col(GradeRow.round_id))
            .join(
                ItemRow, (col(ItemRow.round_id) == col(GradeRow.round_id)) & (col(ItemRow.id) == col(GradeRow.item_id))
            )
            .where(col(RoundRow.profile_id) == (profile or self.profile), leads())
            .order_by(_ENDED, col(RoundRow.id), col(ItemRow.position))
        )
        if after is not None:
            query = query.where(after < _ENDED)
        with self.one_view() as session:
            found = session.connection().execute(query).all()
            few = [row[0] for row in found] if len(found) <= _FEW else None
            levels = _levels(session.connection(), few)
            return tuple(_item(row, levels[row[0]]) for row in found if row[0] in levels)

    def grades_mark(self, through: datetime, profile: ProfileId | None = None) -> str:
        """A checksum of all readings of the questions that were ended up to a moment: another one, another mark."""
        made = cast(col(GradeRow.made), String)
        spans = {9: 2, 12: 2, 15: 2, 18: 2, 21: 6}  # day, hour, minute, second and microseconds, as they are kept
        sums = [func.sum(cast(func.substr(made, start, length), Integer)) for start, length in spans.items()]
        query = (
            select(func.count(), func.max(made), *sums)
            .select_from(GradeRow)
            .join(RoundRow, col(RoundRow.id) == col(GradeRow.round_id))
            .where(col(RoundRow.profile_id) == (profile or self.profile), through >= _ENDED)
        )
        with self.one_view() as session:
            return " ".join(str(value) for value in session.connection().execute(query).one())


def _levels(connection: Any, grades: Sequence[str] | None) -> Mapping[str, list[JudgedLevel]]:
    """The levels by the reading that gave them: of some readings, or of all."""
    query = (
        select(
            col(JudgementRow.grade_id), col(JudgementRow.criterion), col(JudgementRow.level), col(JudgementRow.source)
        )
        .where(col(JudgementRow.level).is_not(None))
        .order_by(col(JudgementRow.grade_id), col(JudgementRow.position))
    )
    if grades is not None:
        query = query.where(col(JudgementRow.grade_id).in_(grades))
    levels: defaultdict[str, list[JudgedLevel]] = defaultdict(list)
    for grade, criterion, level, source in connection.execute(query):
        levels[grade].append(JudgedLevel(CriterionId(criterion), level, source))
    return dict(levels)


def _item(row: Any, levels: list[JudgedLevel]) -> GradedItem:
    _, ended, kind, seen, question_hash, rubric_hash, round_id, item_id = row
    return GradedItem(
        ended=ended,
        kind=kind,
        question_seen=seen,
        question_hash=ContentHash(question_hash),
        rubric_hash=ContentHash(rubric_hash),
        levels=tuple(levels),
        round_id=RoundId(round_id),
        item_id=ItemId(item_id),
    )
