"""What the user prepares for: targets with their postings, and the real interviews that came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final, NewType

from pydantic import AfterValidator, Field

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId, ItemId, ProfileId, RoundId, SkillId
from mockint.domain.rubric import RoundKind
from mockint.domain.skill import Level, TargetLevel
from mockint.domain.user_story import clean_text, clean_title

TargetId = NewType("TargetId", str)
InterviewId = NewType("InterviewId", str)

MOST_POSTING: Final = 60_000
"""Characters of a posting; more is no posting but a file that was taken by mistake."""
MOST_WORDS: Final = 20_000
"""Characters of notes, of what was asked and of a rejection's wording."""
MOST_DATES: Final = 20

Words = Annotated[str, AfterValidator(clean_text), Field(max_length=MOST_WORDS)]
Company = Annotated[str, AfterValidator(clean_title), Field(min_length=1, max_length=120)]


class AiPolicy(StrEnum):
    """What the company says of help by AI in its interviews."""

    UNKNOWN = "unknown"
    FORBIDDEN = "forbidden"
    ALLOWED = "allowed"
    EXPECTED = "expected"


class Outcome(StrEnum):
    """How a real interview ended."""

    PASSED = "passed"
    REJECTED = "rejected"
    WAITING = "waiting"


class Mention(Value):
    """One place in a posting that asks for a skill.

    Attributes:
        term: The term found there, or a model's quote.
        line: Counted from 1.
        text: The line, shortened.
        nice: Whether it is only nice to have.
    """

    term: str
    line: int
    text: str
    nice: bool = False


class Asked(Value):
    """What a posting asks of one skill.

    Attributes:
        weight: How much practice of it counts for this posting; 1 without one.
        mentions: Where it is asked for; empty where it is not.
    """

    skill: SkillId
    weight: float = Field(ge=0, le=3)
    mentions: tuple[Mention, ...] = ()


class PostingReading(Value):
    """Which skills a posting asks for, and by which words.

    Attributes:
        by: ``terms`` for the term list, else the name of the model.
        asked: Every skill, in the order in which they are shown.
        denied: Places that say that something is not needed; they count for nothing.
        note: What the user should know of the reading; empty for nothing.
    """

    by: str
    asked: tuple[Asked, ...]
    denied: tuple[Mention, ...] = ()
    note: str = ""

    @property
    def weights(self) -> dict[SkillId, float]:
        """How much each skill counts."""
        return {one.skill: one.weight for one in self.asked}

    @property
    def found(self) -> bool:
        """Whether the posting asks for any of the skills."""
        return any(one.mentions for one in self.asked)


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _each_once(kinds: tuple[RoundKind, ...]) -> tuple[RoundKind, ...]:
    return tuple(dict.fromkeys(kinds))


class Target(Value):
    """A job that the user prepares for.

    Attributes:
        kinds: The kinds of rounds that its loop has; empty where that is not known.
        dates: Days of interviews, sorted.
        posting: The posting's text; empty for none.
        reading: What a model found in the posting; None where the term list reads it each time.
        closed: Whether the user is done with it.
        made: When it was begun (UTC), `changed` when it was last changed.
    """

    id: TargetId
    profile: ProfileId
    company: Company
    level: TargetLevel
    kinds: Annotated[tuple[RoundKind, ...], AfterValidator(_each_once)] = ()
    ai: AiPolicy = AiPolicy.UNKNOWN
    dates: Annotated[tuple[date, ...], AfterValidator(_in_order), Field(max_length=MOST_DATES)] = ()
    posting: Annotated[str, AfterValidator(clean_text), Field(max_length=MOST_POSTING)] = ""
    reading: PostingReading | None = None
    notes: Words = ""
    closed: bool = False
    made: datetime
    changed: datetime

    def next_date(self, today: date) -> date | None:
        """The nearest interview that is not past."""
        return next((day for day in self.dates if day >= today), None)


class Interview(Value):
    """A real interview of the user's own.

    Attributes:
        target: The target it was for; None where it was for none, or that one is gone.
        kind: The kind of round; None for a whole process or another kind.
        asked: What was asked, in the user's words.
        predicted: The level that the user expected.
        wording: How a rejection was put.
        given: The level that the company told, where it told one.
    """

    id: InterviewId
    profile: ProfileId
    target: TargetId | None = None
    company: Company
    level: TargetLevel
    held: date
    kind: RoundKind | None = None
    asked: Words = ""
    predicted: Level | None = None
    outcome: Outcome
    wording: Words = ""
    given: Level | None = None
    made: datetime


class Expected(Value):
    """A level that was expected.

    Attributes:
        sd: Of the true level, in levels; the noise of whoever will judge is not in it.
    """

    mean: float = Field(ge=-10, le=10)
    sd: float = Field(ge=0, le=10)


class Expectation(Value):
    """What the app expected of a question's criteria before it was answered."""

    round_id: RoundId
    item_id: ItemId
    made: datetime
    criteria: Mapping[CriterionId, Expected]


def in_force(targets: Sequence[Target], today: date) -> Target | None:
    """The target that decides: active, with the nearest interview; else the newest without a date; else the newest."""
    active = [target for target in targets if not target.closed]
    dated = [(day, target) for target in active if (day := target.next_date(today)) is not None]
    if dated:
        return min(dated, key=lambda one: (one[0], one[1].made, one[1].id))[1]
    undated = [target for target in active if not target.dates]
    return max(undated or active, key=lambda one: (one.made, one.id), default=None)
