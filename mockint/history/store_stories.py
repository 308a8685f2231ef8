"""The part of the store that keeps the user's stories, and says in which rounds they were told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import col, select

from mockint.domain.ids import ProfileId
from mockint.domain.user_story import STORY, StoryId, UserStory
from mockint.errors import BadInputError
from mockint.history import rows
from mockint.history.store_drills import DrillsStore
from mockint.history.tables import DocumentRow, RoundRow, SubmissionRow, UserStoryRow


class StoriesStore(DrillsStore):
    """Stories, which are changed in place: the past is kept beside the rounds in which they were told."""

    def put_story(self, story: UserStory) -> bool:
        """Keep a story, in place of what it was.

        Returns:
            Whether it is new.
        """
        with self._overwriting(), self.all_or_nothing() as session:
            old = session.get(UserStoryRow, story.id)
            session.merge(rows.user_story_row(story))
            return old is None

    def has_story(self, story_id: StoryId) -> bool:
        """Whether there is a story of this id."""
        with self.one_view() as session:
            return session.get(UserStoryRow, story_id) is not None

    def user_stories(self, profile: ProfileId | None = None) -> tuple[UserStory, ...]:
        """All stories of a profile, in the order they were made."""
        row = UserStoryRow
        query = select(row).where(row.profile_id == (profile or self.profile)).order_by(col(row.made), col(row.id))
        with self.one_view() as session:
            return tuple(map(rows.user_story_value, session.exec(query)))

    def delete_story(self, story_id: StoryId) -> None:
        """Remove a story for good; a round in which it was told keeps what it was then, as do copies of the history.

        Raises:
            BadInputError: If there is none.
        """
        with self._overwriting(), self.all_or_nothing() as session:
            row = session.get(UserStoryRow, story_id)
            if row is None:
                raise BadInputError(
                    f"There is no story {story_id}.", "'mockint story list' shows the stories there are."
                )
            session.delete(row)
        self.pragma("wal_checkpoint(TRUNCATE)")

    def told_stories(self, limit: int, profile: ProfileId | None = None) -> tuple[str, ...]:
        """The story told in each of the last behavioral answers that were handed in, newest first; empty for none."""
        told = (col(DocumentRow.round_id) == col(SubmissionRow.round_id)) & (
            (col(DocumentRow.item_id) == col(SubmissionRow.item_id)) & (col(DocumentRow.name) == STORY)
        )
        query = (
            select(DocumentRow.text)
            .select_from(SubmissionRow)
            .join(RoundRow, col(RoundRow.id) == col(SubmissionRow.round_id))
            .outerjoin(DocumentRow, told)
            .where(
                RoundRow.profile_id == (profile or self.profile),
                RoundRow.kind == "behavioral",
                col(RoundRow.demo).is_(other=False),
            )
            .order_by(col(SubmissionRow.submitted).desc(), col(SubmissionRow.round_id))
            .limit(limit)
        )
        with self.one_view() as session:
            return tuple(text or "" for text in session.exec(query))

    @contextmanager
    def _overwriting(self) -> Iterator[None]:
        """What is replaced or removed inside is overwritten in the file, as SQLite alone does not by itself."""
        self.pragma("secure_delete=ON")
        try:
            yield
        finally:
            self.pragma("secure_delete=OFF")
