"""The story bank: the user's own stories, how they cover the competencies, and their file in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from mockint.app.services import Services
from mockint.domain.ids import CompetencyId, new_id
from mockint.domain.skill import Competency
from mockint.domain.story_text import ReadStory, read_stories, stories_markdown
from mockint.domain.user_story import MOST_CHARACTERS, STORY_PARTS, StoryId, UserStory
from mockint.errors import BadInputError

if TYPE_CHECKING:
    from mockint.history.store import Store

LAST_ROUNDS: Final = 8
"""Behavioral answers that overuse is looked for in."""
MOST_COMPETENCIES: Final = 3
"""That one story can stand for; with more it is told for everything."""
_LEAST_TELLINGS: Final = 2


class Overview(NamedTuple):
    """The whole bank.

    Attributes:
        told: For each of the last behavioral answers the id of the story told there, or nothing; newest first.
        gaps: Competencies that no story stands for.
        overused: A sentence for each story that has to stand for too much.
    """

    stories: tuple[UserStory, ...]
    competencies: tuple[Competency, ...]
    told: tuple[str, ...]
    gaps: tuple[Competency, ...]
    overused: tuple[str, ...]


class TakenIn(NamedTuple):
    """What an import did.

    Attributes:
        added: The stories that are new.
        skipped: Titles of those that are here word for word.
        notes: A sentence for each thing that was left out, or taken in another way than it stood there.
    """

    added: tuple[UserStory, ...]
    skipped: tuple[str, ...]
    notes: tuple[str, ...]


class StoryBank:
    """Every use case on stories; plain blocking calls for a lane."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def stories(self) -> tuple[UserStory, ...]:
        """All stories, in the order they were made; without a history there is none, and none is made to find out."""
        if not self._services.has_history():
            return ()
        return self._services.stored(lambda store: store.user_stories())

    def competencies(self) -> tuple[Competency, ...]:
        """What a story can stand for."""
        from mockint.bank.rubrics import load_competencies

        return load_competencies(self._services.bank)

    def overview(self) -> Overview:
        """The stories against the competencies, with gaps and overuse."""
        stories, told = self.stories(), self._told()
        return look_over(stories, self.competencies(), told)

    def new_id(self) -> StoryId:
        """An id for a story that is about to be begun."""
        return StoryId(new_id(self._services.rng))

    def keep(self, story_id: StoryId, title: str, parts: dict[str, str], competencies: Sequence[str]) -> UserStory:
        """Keep a story as it is now, in place of what it was.

        Raises:
            BadInputError: If the title is empty or too long, or a part is too long; then what was kept before stays.
        """
        now = self._services.clock.now().wall
        old = next((story for story in self.stories() if story.id == story_id), None)
        story = make_story(
            {
                **parts,
                "id": story_id,
                "profile": self._services.profile,
                "title": title,
                "competencies": tuple(competencies),
                "made": now if old is None else old.made,
                "changed": now,
            }
        )
        if old is None or not story.says_same(old):
            self._services.stored(lambda store: store.put_story(story))
            return story
        return old

    def delete(self, story_id: StoryId) -> None:
        """Remove a story for good; the rounds in which it was told keep what it was then."""
        self._services.stored(lambda store: store.delete_story(story_id))

    def find(self, name: str) -> UserStory:
        """The story with this id, this beginning of an id, or this title.

        Raises:
            BadInputError: If there is none, or more than one.
        """
        stories = self.stories()
        found = [s for s in stories if name == s.id] or [s for s in stories if name.casefold() == s.title.casefold()]
        found = found or [s for s in stories if name and s.id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInputError(f"More than one story is meant by '{name}'.", "Give more of its id.")
        raise BadInputError(f"There is no story '{name}'.", "'mockint story list' shows the stories there are.")

    def take_in(self, path: Path) -> TakenIn:
        """Add the stories of a Markdown file: all of them, or none if the file is broken.

        A story that is here word for word is passed over. One that is here under the same id with other words is added
        beside it, so that nothing is overwritten.

        Raises:
            BadInputError: If the file cannot be read or is broken; the text names line and reason.
        """
        from mockint.app.folder import read_text

        try:
            found = read_stories(read_text(path))
            read = [self._story_of(one) for one in found.stories]
        except BadInputError as fault:
            what = (
                fault.what if fault.what.startswith(str(path)) else f"{path}: {fault.what[0].lower()}{fault.what[1:]}"
            )
            raise BadInputError(f"{what.rstrip('.')}. Nothing was taken in.", fault.how) from fault
        have = list(self.stories())
        added: list[UserStory] = []
        skipped, notes = [], list(found.notes)
        for story in read:
            if any(story.says_same(each) for each in have):
                skipped.append(story.title)
                continue
            if any(story.id == each.id for each in have):
                notes.append(f"'{story.title}' differs from the story of its id that is here; it was added beside it.")
            if not story.id or any(story.id == each.id for each in have):
                story = story.model_copy(update={"id": self.new_id()})  # noqa: PLW2901 - the same story under its id
            have.append(story)
            added.append(story)
        if added:
            self._services.stored(lambda store: _put_all(store, added))
        return TakenIn(tuple(added), tuple(skipped), tuple(notes))

    def write_out(self, path: Path, stories: Sequence[UserStory]) -> None:
        """Write stories to a Markdown file that `take_in` reads again.

        Raises:
            BadInputError: If there are none, or the file cannot be written.
        """
        from mockint.app.history import write_file

        if not stories:
            raise BadInputError("There is no story to write.", "Add one first: 'mockint story add FILE'.")
        write_file(path, stories_markdown(stories))

    def _told(self) -> tuple[str, ...]:
        if not self._services.has_history():
            return ()
        texts = self._services.stored(lambda store: store.told_stories(LAST_ROUNDS))
        return tuple(map(story_id_of, texts))

    def _story_of(self, read: ReadStory) -> UserStory:
        now = self._services.clock.now().wall
        known = {name: one.id for one in self.competencies() for name in (one.id, one.title.casefold())}
        unknown = [name for name in read.competencies if name.casefold() not in known]
        if unknown:
            raise BadInputError(
                f"Line {read.competencies_line}: '{unknown[0]}' is no competency.",
                f"They are {', '.join(one.id for one in self.competencies())}.",
            )
        try:
            return make_story(
                {
                    **read.parts,
                    "id": read.id,
                    "profile": self._services.profile,
                    "title": read.title,
                    "competencies": tuple(known[name.casefold()] for name in read.competencies),
                    "made": now,
                    "changed": now,
                }
            )
        except BadInputError as fault:
            raise BadInputError(f"Line {read.line}: {fault.what}", fault.how) from fault


def make_story(values: dict[str, Any]) -> UserStory:
    """A story of these values.

    Raises:
        BadInputError: If the title is empty or too long, or a part is too long.
    """
    try:
        return UserStory.model_validate(values)
    except ValidationError as fault:
        where = str(fault.errors(include_url=False)[0]["loc"][0])
        title = next((part.title for part in STORY_PARTS if part.name == where), "")
        if title:
            raise BadInputError(f"'{title}' has over {MOST_CHARACTERS:,} characters.", "Shorten it.") from fault
        if where == "title":
            raise BadInputError("A story needs a title of at most 200 characters.", "Give it one.") from fault
        raise


def look_over(stories: Sequence[UserStory], competencies: Sequence[Competency], told: Sequence[str]) -> Overview:
    """The bank of these stories.

    Args:
        stories: All there are.
        competencies: What they can stand for.
        told: The id of the story told in each of the last behavioral answers, or nothing; newest first.
    """
    covered = {name for story in stories for name in story.competencies}
    known = {one.id for one in competencies}
    overused = []
    for story in stories:
        stands_for = len(known & set(story.competencies))
        if stands_for > MOST_COMPETENCIES:
            overused.append(
                f"'{story.title}' stands for {stands_for} competencies; with more than {MOST_COMPETENCIES} you would "
                "tell it for everything."
            )
        times = sum(story.id == each for each in told)
        if times >= _LEAST_TELLINGS and times > len(told) / 2:
            overused.append(
                f"You told '{story.title}' in {times} of your last {len(told)} behavioral answers; take another next time."
            )
    gaps = tuple(one for one in competencies if one.id not in covered)
    return Overview(tuple(stories), tuple(competencies), tuple(told), gaps, tuple(overused))


def story_id_of(text: str) -> str:
    """The id of the story that a round keeps as Markdown; empty for none, or one that cannot be read."""
    try:
        return read_stories(text).stories[0].id if text.strip() else ""
    except BadInputError:
        return ""


def story_document(story: UserStory) -> dict[str, Any]:
    """A story for a script."""
    return {
        "story": story.id,
        "title": story.title,
        **story.parts,
        "competencies": list(story.competencies),
        "made": story.made.isoformat(),
        "changed": story.changed.isoformat(),
    }


def overview_document(overview: Overview) -> dict[str, Any]:
    """The bank for a script."""
    covered: dict[CompetencyId, list[str]] = {
        one.id: [story.id for story in overview.stories if one.id in story.competencies]
        for one in overview.competencies
    }
    return {
        "stories": [
            {**story_document(story), "told": sum(story.id == each for each in overview.told)}
            for story in overview.stories
        ],
        "competencies": [
            {"id": one.id, "title": one.title, "stories": covered[one.id]} for one in overview.competencies
        ],
        "gaps": [one.id for one in overview.gaps],
        "overused": list(overview.overused),
        "rounds": len(overview.told),
    }


def _put_all(store: Store, stories: Sequence[UserStory]) -> None:
    with store.all_or_nothing():
        for story in stories:
            store.put_story(story)
