"""A story of the user's own for behavioral rounds: what happened, what they did, how they know, and what they think now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, NewType

from pydantic import AfterValidator, Field

from mockint.domain.base import Value
from mockint.domain.ids import CompetencyId, ProfileId

StoryId = NewType("StoryId", str)

MOST_CHARACTERS: Final = 1_000_000
"""Of one part of a story; more is no story but a file that was pasted by mistake."""
STORY: Final = "story"
"""The document of a round that holds the story as it was when it was told; no grader sees it."""
UNTITLED: Final = "Untitled story"


class StoryPart(Value):
    """One part of a story.

    Attributes:
        name: Its attribute of `UserStory`.
        asks: What belongs there, in words for the user.
    """

    name: str
    title: str
    asks: str


STORY_PARTS: Final = (
    StoryPart(name="situation", title="Situation", asks="Where you were, who was affected, what was at stake."),
    StoryPart(name="task", title="Task", asks="What was yours to do, and what made it hard."),
    StoryPart(name="action", title="Action", asks="What you did yourself, and why that and not something else."),
    StoryPart(name="result", title="Result", asks="What came of it for the people who were affected."),
    StoryPart(name="evidence", title="Evaluation evidence", asks="How it was measured: a number before and after."),
    StoryPart(name="hindsight", title="Hindsight", asks="What you would do differently, and what you do since."),
)
"""The parts in the order in which a story is told."""


def clean_text(text: str) -> str:
    """The text as it is kept: lines end with a line feed, nothing blank at either end, nothing a file cannot hold."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return whole.encode("utf-8", "replace").decode("utf-8").strip()


def clean_title(text: str) -> str:
    """The title as it is kept: one line with single spaces."""
    return " ".join(clean_text(text).split())


Prose = Annotated[str, AfterValidator(clean_text), Field(max_length=MOST_CHARACTERS)]
Title = Annotated[str, AfterValidator(clean_title), Field(min_length=1, max_length=200)]


def _each_once(names: tuple[CompetencyId, ...]) -> tuple[CompetencyId, ...]:
    return tuple(dict.fromkeys(names))


class UserStory(Value):
    """A story as it is kept.

    Attributes:
        evidence: How the result was measured.
        hindsight: What the user thinks of it now.
        competencies: What the story can show, ids of ``competencies.toml``.
        made: When it was begun (UTC).
        changed: When it was last changed (UTC).
    """

    id: StoryId
    profile: ProfileId
    title: Title
    situation: Prose = ""
    task: Prose = ""
    action: Prose = ""
    result: Prose = ""
    evidence: Prose = ""
    hindsight: Prose = ""
    competencies: Annotated[tuple[CompetencyId, ...], AfterValidator(_each_once)] = ()
    made: datetime
    changed: datetime

    @property
    def parts(self) -> dict[str, str]:
        """The text of each part by its name, in order."""
        return {part.name: getattr(self, part.name) for part in STORY_PARTS}

    def says_same(self, other: UserStory) -> bool:
        """Whether the other has the same words and competencies, whatever its id and dates."""
        return self.model_dump(exclude=_OUTSIDE) == other.model_dump(exclude=_OUTSIDE)


_OUTSIDE: Final = {"id", "profile", "made", "changed"}
