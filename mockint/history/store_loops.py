"""The part of the store that keeps loops; the rounds of a loop stand by themselves and may be deleted under it."""

from __future__ import annotations

from sqlmodel import col, select

from mockint.domain.ids import ProfileId, RoundId
from mockint.domain.loop import Loop, LoopId
from mockint.domain.round import Round
from mockint.errors import BadInputError
from mockint.history import rows
from mockint.history.store_targets import TargetsStore
from mockint.history.tables import LoopRow


class LoopsStore(TargetsStore):
    """Loops, which are changed in place as their rounds begin."""

    def put_loop(self, loop: Loop) -> bool:
        """Keep a loop, in place of what it was.

        Returns:
            Whether it is new.
        """
        with self.all_or_nothing() as session:
            old = session.get(LoopRow, loop.id)
            session.merge(rows.loop_row(loop))
            return old is None

    def has_loop(self, loop_id: LoopId) -> bool:
        """Whether there is a loop of this id."""
        with self.one_view() as session:
            return session.get(LoopRow, loop_id) is not None

    def loops(self, profile: ProfileId | None = None) -> tuple[Loop, ...]:
        """All loops of a profile, this one's if none is named, newest first."""
        row = LoopRow
        query = (
            select(row)
            .where(row.profile_id == (profile or self.profile))
            .order_by(col(row.created).desc(), col(row.id))
        )
        with self.one_view() as session:
            return tuple(map(rows.loop_value, session.exec(query)))

    def rounds_of(self, loop: Loop) -> dict[RoundId, Round]:
        """Those of a loop's rounds that are still there."""
        with self.one_view():
            begun = [slot.round_id for slot in loop.slots if slot.round_id is not None]
            return {round_id: self.load_round(round_id) for round_id in begun if self.has_round(round_id)}

    def delete_loop(self, loop_id: LoopId) -> None:
        """Remove a loop; its rounds stay in the history.

        Raises:
            BadInputError: If there is none.
        """
        with self.all_or_nothing() as session:
            row = session.get(LoopRow, loop_id)
            if row is None:
                raise BadInputError(f"There is no loop {loop_id}.", "'mockint loop status' shows the loops there are.")
            session.delete(row)
