"""The part of the store that keeps profiles, contents and rounds, and says who owns a round."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, exists, union, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col, select

from mockint.domain.ids import ContentHash, ProfileId, QuestionId, RoundId, content_hash
from mockint.domain.round import HANDED_IN_STATES, ClockAnchor, Owner, Round
from mockint.domain.wanted import EVERYTHING, Place, Wanted
from mockint.errors import BadInputError, HistoryError, RoundError
from mockint.history import listing, rows, searching
from mockint.history.tables import ContentRow, DrillAttemptRow, GradeRow, ItemRow, ProfileRow, RoundRow
from mockint.history.transactions import Transactions
from mockint.history.values import Content, Profile, RoundSummary


class RoundsStore(Transactions):
    """Profiles, contents by hash, rounds and their owners."""

    # Profiles and contents

    def put_profile(self, profile: Profile) -> bool:
        """Keep a profile.

        Returns:
            False if there was one of this id already; then it is left as it is.
        """
        with self.one_view() as session:
            if session.get(ProfileRow, profile.id) is not None:
                return False
        return self.add_once(ProfileRow(**profile._asdict()))

    def profiles(self) -> tuple[Profile, ...]:
        """All profiles, oldest first."""
        with self.one_view() as session:
            found = session.exec(select(ProfileRow).order_by(col(ProfileRow.created), col(ProfileRow.id)))
            return tuple(Profile(ProfileId(row.id), row.name, row.created) for row in found)

    def put_content(self, kind: str, title: str, text: str) -> ContentHash:
        """Keep the canonical text of a question or rubric, once.

        Args:
            kind: ``question`` or ``rubric``.
            title: What people know it by; the history is searched for it.
            text: The canonical text.

        Returns:
            The hash under which `content` gives it back.
        """
        key = content_hash(text)
        self.add_once(ContentRow(hash=key, kind=kind, title=title, text=text))
        return key

    def content(self, key: ContentHash) -> Content:
        """What is kept under a hash.

        Raises:
            HistoryError: If there is nothing.
        """
        with self.one_view() as session:
            row = session.get(ContentRow, key)
            if row is None:
                raise HistoryError(f"The history holds no question or rubric {key[:12]}.", "Run 'mockint db check'.")
            return Content(ContentHash(row.hash), row.kind, row.title, row.text)

    def has_content(self, key: ContentHash) -> bool:
        """Whether something is kept under a hash."""
        with self.one_view() as session:
            return session.get(ContentRow, key) is not None

    def content_hashes(self) -> tuple[ContentHash, ...]:
        """Under which hashes something is kept, in their order."""
        with self.one_view() as session:
            found = session.exec(select(ContentRow.hash).order_by(col(ContentRow.hash)))
            return tuple(ContentHash(each) for each in found)

    # Rounds

    def create_round(self, record: Round) -> None:
        """Keep a new round; its questions and rubrics must be kept already.

        Raises:
            RoundError: If there is a round of this id.
        """
        with self.all_or_nothing() as session:
            if session.get(RoundRow, record.id) is not None:
                raise RoundError(f"There is a round {record.id} already.")
            session.add(rows.round_row(record))
            session.flush()
            session.add_all(rows.item_rows(record))

    def has_round(self, round_id: RoundId) -> bool:
        """Whether there is a round of this id."""
        with self.one_view() as session:
            return session.get(RoundRow, round_id) is not None

    def load_round(self, round_id: RoundId) -> Round:
        """The round with this id, owner included.

        Raises:
            BadInputError: If there is none.
        """
        with self.one_view() as session:
            row = session.get(RoundRow, round_id)
            if row is None:
                raise _no_round(round_id)
            return rows.round_value(row, session.exec(select(ItemRow).where(ItemRow.round_id == round_id)))

    def round_ids(self) -> tuple[RoundId, ...]:
        """All rounds of all profiles, in the order they were made."""
        with self.one_view() as session:
            found = session.exec(select(RoundRow.id).order_by(col(RoundRow.created), col(RoundRow.id)))
            return tuple(RoundId(each) for each in found)

    def rounds_beginning(self, name: str, profile: ProfileId | None = None) -> tuple[RoundId, ...]:
        """The rounds of a profile whose ids begin with a text, in the order of their ids."""
        query = select(RoundRow.id).where(
            col(RoundRow.id).startswith(name, autoescape=True), RoundRow.profile_id == (profile or self.profile)
        )
        with self.one_view() as session:
            found = session.exec(query.order_by(col(RoundRow.id)))
            return tuple(RoundId(each) for each in found if each.startswith(name))  # SQLite takes A for a

    def list_rounds(
        self,
        profile: ProfileId | None = None,
        wanted: Wanted = EVERYTHING,
        *,
        limit: int | None = None,
        after: Place | None = None,
    ) -> tuple[RoundSummary, ...]:
        """The rounds of a profile with their latest grades, newest first.

        Args:
            profile: Whose rounds; None for the store's own.
            wanted: Which of them.
            limit: At most so many.
            after: Only those that come behind this place, for a list that is read a page at a time.
        """
        with self.one_view() as session:
            return listing.list_rounds(session, profile or self.profile, wanted, limit, after)

    def count_rounds(self, profile: ProfileId | None = None, wanted: Wanted = EVERYTHING) -> int:
        """How many rounds `list_rounds` has in all."""
        with self.one_view() as session:
            return listing.count_rounds(session, profile or self.profile, wanted)

    def first_rounds(
        self, profile: ProfileId | None = None, wanted: Wanted = EVERYTHING, *, limit: int
    ) -> tuple[tuple[RoundSummary, ...], int]:
        """The first page of `list_rounds`, and `count_rounds`, in the time that one of the two takes."""
        with self.one_view() as session:
            return listing.first_rounds(session, profile or self.profile, wanted, limit)

    def save_progress(self, record: Round, owner: Owner | None = None) -> None:
        """Write state, start, end and clock anchor of a round; nothing else of a round ever changes.

        Args:
            record: The round as it is now.
            owner: Who writes; given, the round must still be theirs.

        Raises:
            RoundError: If another process has taken the round over.
            BadInputError: If there is no such round.
        """
        values = {
            "state": record.state.value,
            "started": record.started,
            "ended": record.ended,
            "anchor": rows.anchor_text(record.anchor),
        }
        with self.all_or_nothing() as session:
            update_round(session, record.id, owner, values)

    def save_anchor(self, round_id: RoundId, anchor: ClockAnchor, owner: Owner | None = None) -> None:
        """Write the clock anchor of a round; see `save_progress`."""
        with self.all_or_nothing() as session:
            update_round(session, round_id, owner, {"anchor": rows.anchor_text(anchor)})

    def delete_round(self, round_id: RoundId) -> None:
        """Remove a round for good, with all that belongs to it and the questions that no other round holds.

        Copies in the folder of backups still hold it.

        Raises:
            BadInputError: If there is none.
        """
        # SQLite alone leaves deleted text in the file's free pages unless told to overwrite it.
        self.pragma("secure_delete=ON")
        try:
            with self.all_or_nothing() as session:
                searching.forget_round(session, round_id)
                result = session.connection().execute(delete(RoundRow).where(col(RoundRow.id) == round_id))
                if result.rowcount == 0:
                    raise _no_round(round_id)
                session.connection().execute(delete(ContentRow).where(col(ContentRow.hash).not_in(_used_contents())))
        finally:
            self.pragma("secure_delete=OFF")
        self.pragma("wal_checkpoint(TRUNCATE)")

    def seen_questions(self, profile: ProfileId | None = None) -> frozenset[QuestionId]:
        """Questions whose reference and hidden results a profile has had before its eyes; demo rounds do not count."""
        with self.one_view() as session:
            found = session.exec(
                select(ItemRow.question_id)
                .join(RoundRow, col(RoundRow.id) == col(ItemRow.round_id))
                .where(RoundRow.profile_id == (profile or self.profile), col(RoundRow.demo).is_(other=False))
                .where(col(RoundRow.state).in_([state.value for state in HANDED_IN_STATES]))
                .distinct()
            )
            return frozenset(QuestionId(each) for each in found)

    # Owners: each change is one compare-and-set, so that of two processes exactly one gets its way

    def claim_owner(self, round_id: RoundId, owner: Owner) -> bool:
        """Become the owner of a round that has none, or stay it.

        Returns:
            False if another process is the owner.

        Raises:
            BadInputError: If there is no such round.
        """
        free = col(RoundRow.owner_pid).is_(None)
        return self._set_owner(round_id, owner, free | _is_owner(owner))

    def heartbeat(self, round_id: RoundId, owner: Owner) -> bool:
        """Say that the owner is alive; False if another process is the owner now."""
        return self._set_owner(round_id, owner, _is_owner(owner))

    def release_owner(self, round_id: RoundId, owner: Owner) -> bool:
        """Give a round up; False if another process is the owner now."""
        return self._set_owner(round_id, None, _is_owner(owner))

    def take_over(self, round_id: RoundId, owner: Owner, seen: Owner) -> bool:
        """Become the owner in place of one that was found dead or gave way.

        Args:
            round_id: The round.
            owner: Who takes it.
            seen: The owner as it was when it was judged; if it has shown life since, nothing is changed.

        Returns:
            Whether the round was taken.
        """
        unchanged = _is_owner(seen) & (col(RoundRow.owner_heartbeat) == seen.heartbeat)
        return self._set_owner(round_id, owner, unchanged)

    def _set_owner(self, round_id: RoundId, owner: Owner | None, condition: Any) -> bool:
        with self.all_or_nothing() as session:
            change = update(RoundRow).where(col(RoundRow.id) == round_id, condition)
            done: CursorResult[Any] = session.connection().execute(change.values(**rows.owner_columns(owner)))
            if done.rowcount == 0 and session.exec(select(RoundRow.id).where(RoundRow.id == round_id)).first() is None:
                raise _no_round(round_id)
            return done.rowcount == 1


def _is_owner(owner: Owner) -> Any:
    return (
        (col(RoundRow.owner_pid) == owner.process_id)
        & (col(RoundRow.owner_started) == owner.process_started)
        & (col(RoundRow.owner_boot) == owner.boot_id)
    )


def update_round(session: Session, round_id: RoundId, owner: Owner | None, values: dict[str, Any]) -> None:
    """Write columns of a round if the owner still holds it; with nothing to write, only see whether it does.

    Raises:
        RoundError: If another process has taken the round over.
        BadInputError: If there is no such round.
    """
    condition = col(RoundRow.id) == round_id
    if owner is not None:
        condition = condition & _is_owner(owner)
    if values:
        done: CursorResult[Any] = session.connection().execute(update(RoundRow).where(condition).values(**values))
        if done.rowcount == 1:
            return
    elif session.connection().execute(select(exists().where(condition))).scalar():
        return
    if session.get(RoundRow, round_id) is None:
        raise _no_round(round_id)
    raise RoundError(
        "Another window or command has taken this round over; everything up to then is kept.",
        "Follow it there, or take the round back here.",
    )


def _used_contents() -> Any:
    return union(
        select(ItemRow.question_hash),
        select(ItemRow.rubric_hash),
        select(GradeRow.rubric_hash),
        select(DrillAttemptRow.content_hash),
    )


def _no_round(round_id: RoundId) -> BadInputError:
    return BadInputError(f"There is no round {round_id}.", "See 'mockint history' for the rounds there are.")
