"""The part of the store that keeps attempts at drills."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func
from sqlmodel import col, select

from mockint.domain.attempt import DrillAttempt
from mockint.domain.ids import ProfileId, QuestionId
from mockint.history import rows
from mockint.history.store_calls import CallsStore
from mockint.history.tables import DrillAttemptRow
from mockint.history.values import LastAttempt


class DrillsStore(CallsStore):
    """Attempts at drills, which are never changed."""

    def add_attempt(self, attempt: DrillAttempt) -> bool:
        """Keep an attempt, whose drill is kept already.

        Returns:
            Whether it is new.
        """
        with self.all_or_nothing() as session:
            if session.get(DrillAttemptRow, attempt.id) is not None:
                return False
            session.add(rows.attempt_row(attempt))
            return True

    def attempts(
        self, question: QuestionId | None = None, limit: int | None = None, profile: ProfileId | None = None
    ) -> tuple[DrillAttempt, ...]:
        """Attempts, newest first.

        Args:
            question: Only those at this drill.
            limit: At most so many.
            profile: Whose attempts; None for the store's own.
        """
        query = select(DrillAttemptRow).where(DrillAttemptRow.profile_id == (profile or self.profile))
        if question is not None:
            query = query.where(DrillAttemptRow.question_id == question)
        query = query.order_by(col(DrillAttemptRow.made).desc(), col(DrillAttemptRow.id).desc()).limit(limit)
        with self.one_view() as session:
            return tuple(map(rows.attempt_value, session.exec(query)))

    def last_attempts(self, profile: ProfileId | None = None) -> Mapping[QuestionId, LastAttempt]:
        """For each drill that was tried, when it was last and how that went."""
        row = DrillAttemptRow
        last = (
            select(row.question_id, func.max(row.made).label("made"))
            .where(row.profile_id == (profile or self.profile))
            .group_by(col(row.question_id))
            .subquery()
        )
        query = (
            select(row.question_id, row.made, row.verdict)
            .join(last, (col(row.question_id) == last.c.question_id) & (col(row.made) == last.c.made))
            .where(row.profile_id == (profile or self.profile))
            .order_by(col(row.id))
        )
        with self.one_view() as session:
            found = session.exec(query)
            return {QuestionId(question): LastAttempt(made, verdict) for question, made, verdict in found}
