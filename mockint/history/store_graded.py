"""The part of the store that says which levels were given, all rounds at once: what readiness is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from mockint.domain.ids import ContentHash, CriterionId, ItemId, ProfileId, RoundId
from mockint.domain.judgement import JudgedLevel
from mockint.history.leading import leads
from mockint.history.store_loops import LoopsStore
from mockint.history.tables import GradeRow, ItemRow, JudgementRow, RoundRow
from mockint.history.values import GradedItem


class GradedStore(LoopsStore):
    """Levels of the readings that stand."""

    def graded_items(self, profile: ProfileId | None = None) -> tuple[GradedItem, ...]:
        """Every question of a profile of which a reading that stands judged something, in the order they were ended."""
        ended = func.coalesce(col(RoundRow.ended), col(GradeRow.made))
        query = (
            select(
                col(GradeRow.id),
                ended,
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
            .order_by(ended, col(RoundRow.id), col(ItemRow.position))
        )
        with self.one_view() as session:
            levels = _levels(session.connection())
            found = session.connection().execute(query)
            return tuple(_item(row, levels[row[0]]) for row in found if row[0] in levels)


def _levels(connection: Any) -> Mapping[str, list[JudgedLevel]]:
    query = (
        select(
            col(JudgementRow.grade_id), col(JudgementRow.criterion), col(JudgementRow.level), col(JudgementRow.source)
        )
        .where(col(JudgementRow.level).is_not(None))
        .order_by(col(JudgementRow.grade_id), col(JudgementRow.position))
    )
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
