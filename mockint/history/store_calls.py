"""The part of the store that keeps calls of models and says what they cost, and which rounds wait for a reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from mockint.domain.calls import ModelCall
from mockint.domain.ids import ProfileId
from mockint.history import rows, waiting
from mockint.history.store_results import ResultsStore
from mockint.history.tables import ModelCallRow, RoundRow
from mockint.history.values import Spent, Waiting


class CallsStore(ResultsStore):
    """Calls of models, and the queue of what they are still to read."""

    def add_model_calls(self, calls: Iterable[ModelCall]) -> int:
        """Keep calls; one that is kept already is passed over. A call whose round is gone is kept without it.

        Returns:
            How many were new.
        """
        added = 0
        with self.all_or_nothing() as session:
            for call in calls:
                if session.get(ModelCallRow, call.id) is not None:
                    continue
                row = rows.model_call_row(call)
                if row.round_id is not None and session.get(RoundRow, row.round_id) is None:
                    row.round_id = None  # deleted while the model was reading: the money is spent all the same
                session.add(row)
                added += 1
        return added

    def model_calls(self, limit: int | None = None, before: ModelCall | None = None) -> tuple[ModelCall, ...]:
        """Calls, newest first.

        Args:
            limit: At most so many.
            before: Only those that come behind this one, for a list that is read a page at a time.
        """
        query = select(ModelCallRow).order_by(col(ModelCallRow.made).desc(), col(ModelCallRow.id).desc())
        if before is not None:
            made = col(ModelCallRow.made)
            query = query.where((made < before.made) | ((made == before.made) & (col(ModelCallRow.id) < before.id)))
        with self.one_view() as session:
            return tuple(map(rows.model_call_value, session.exec(query.limit(limit))))

    def spent_since(self, moment: datetime) -> Spent:
        """What the calls since a moment have cost."""
        prices = select(func.sum(ModelCallRow.price_usd)).where(col(ModelCallRow.made) >= moment)
        unknown = select(func.count()).where(col(ModelCallRow.made) >= moment, ModelCallRow.price_note == "unknown")
        with self.one_view() as session:
            return Spent(session.exec(prices).one() or 0.0, session.exec(unknown).one())

    def ungraded(self, limit: int | None = None, profile: ProfileId | None = None) -> tuple[Waiting, ...]:
        """What was handed in and whose last reading is missing or leaves a criterion open, newest first.

        Rounds of the demo do not wait for anything.

        Args:
            limit: At most so many.
            profile: Whose rounds; None for the store's own.
        """
        with self.one_view() as session:
            return waiting.ungraded(session, profile or self.profile, limit)
