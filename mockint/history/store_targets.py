"""The part of the store that keeps targets, real interviews, and what was expected of a round before its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from mockint.domain.ids import CriterionId, ItemId, ProfileId, RoundId
from mockint.domain.target import Expectation, Interview, InterviewId, Target, TargetId
from mockint.errors import BadInputError
from mockint.history import rows
from mockint.history.store_stories import StoriesStore
from mockint.history.tables import EventRow, ExpectationRow, InterviewRow, ItemRow, RoundRow, TargetRow


class TargetsStore(StoriesStore):
    """Targets are changed in place, interviews and expectations are added."""

    def put_target(self, target: Target) -> None:
        """Keep a target, in place of what it was."""
        with self._overwriting(), self.all_or_nothing() as session:
            session.merge(rows.target_row(target))

    def has_target(self, target_id: TargetId) -> bool:
        """Whether there is a target of this id."""
        with self.one_view() as session:
            return session.get(TargetRow, target_id) is not None

    def targets(self, profile: ProfileId | None = None) -> tuple[Target, ...]:
        """All targets of a profile, in the order they were made."""
        row = TargetRow
        query = select(row).where(row.profile_id == (profile or self.profile)).order_by(col(row.made), col(row.id))
        with self.one_view() as session:
            return tuple(Target.model_validate_json(one.body) for one in session.exec(query))

    def delete_target(self, target_id: TargetId) -> None:
        """Remove a target for good; interviews that were for it stay.

        Raises:
            BadInputError: If there is none.
        """
        with self._overwriting(), self.all_or_nothing() as session:
            row = session.get(TargetRow, target_id)
            if row is None:
                raise BadInputError(f"There is no target {target_id}.", "'mockint target list' shows those there are.")
            session.delete(row)
        self.pragma("wal_checkpoint(TRUNCATE)")

    def add_interview(self, interview: Interview) -> bool:
        """Keep a real interview; one that is here already is left as it is.

        Returns:
            Whether it is new.
        """
        with self.all_or_nothing() as session:
            fresh = session.get(InterviewRow, interview.id) is None
            if fresh:
                session.add(rows.interview_row(interview))
            return fresh

    def interviews(self, profile: ProfileId | None = None) -> tuple[Interview, ...]:
        """All real interviews of a profile, in the order they were held."""
        row = InterviewRow
        query = (
            select(row)
            .where(row.profile_id == (profile or self.profile))
            .order_by(col(row.held), col(row.made), col(row.id))
        )
        with self.one_view() as session:
            return tuple(Interview.model_validate_json(one.body) for one in session.exec(query))

    def delete_interview(self, interview_id: InterviewId) -> None:
        """Remove an interview for good.

        Raises:
            BadInputError: If there is none.
        """
        with self._overwriting(), self.all_or_nothing() as session:
            row = session.get(InterviewRow, interview_id)
            if row is None:
                raise BadInputError(f"There is no interview {interview_id}.", "'mockint interview list' shows them.")
            session.delete(row)
        self.pragma("wal_checkpoint(TRUNCATE)")

    def add_expectation(self, expectation: Expectation) -> None:
        """Keep what was expected of a question; a first expectation is never replaced."""
        with self.all_or_nothing() as session:
            if session.get(ExpectationRow, (expectation.round_id, expectation.item_id)) is None:
                session.add(rows.expectation_row(expectation))

    def expectations(
        self, round_id: RoundId | None = None, profile: ProfileId | None = None
    ) -> tuple[Expectation, ...]:
        """What was expected, of one round or of all of a profile, in the order it was."""
        row = ExpectationRow
        query = select(row).order_by(col(row.made), col(row.round_id), col(row.item_id))
        if round_id is not None:
            query = query.where(row.round_id == round_id)
        else:
            query = query.join(RoundRow, col(RoundRow.id) == col(row.round_id)).where(
                RoundRow.profile_id == (profile or self.profile)
            )
        with self.one_view() as session:
            return tuple(Expectation.model_validate_json(one.body) for one in session.exec(query))

    def predicted_levels(
        self, round_ids: Sequence[RoundId]
    ) -> tuple[tuple[RoundId, ItemId, Mapping[CriterionId, int]], ...]:
        """The levels that the user predicted in these rounds, the last word for each item."""
        items = select(ItemRow.round_id, ItemRow.position, ItemRow.id).where(col(ItemRow.round_id).in_(round_ids))
        query = (
            select(EventRow.round_id, EventRow.payload)
            .where(col(EventRow.round_id).in_(round_ids), EventRow.kind == "predicted")
            .order_by(col(EventRow.round_id), col(EventRow.seq))
        )
        found: dict[tuple[RoundId, ItemId], Mapping[CriterionId, int]] = {}
        with self.one_view() as session:
            names = {(round_id, position): item for round_id, position, item in session.exec(items)}
            for round_id, payload in session.exec(query):
                told = json.loads(payload)
                item = names.get((round_id, told.get("item", 0))) if isinstance(told, dict) else None
                levels = told.get("levels") if isinstance(told, dict) else None
                if item is None or not isinstance(levels, dict):
                    continue  # of a newer program
                whole = {CriterionId(name): level for name, level in levels.items() if isinstance(level, int)}
                found[RoundId(round_id), ItemId(item)] = whole
        return tuple((round_id, item, levels) for (round_id, item), levels in found.items())
