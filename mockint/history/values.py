"""What the history answers with where no domain value fits."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockint.domain.grade import Grade
from mockint.domain.ids import ContentHash, ItemId, ProfileId, QuestionRef, RoundId
from mockint.domain.judgement import JudgedLevel
from mockint.domain.round import Round, RoundState
from mockint.domain.rubric import RoundKind
from mockint.domain.verdict import Verdict


class Profile(NamedTuple):
    """A person whose rounds are kept apart from others'."""

    id: ProfileId
    name: str
    created: datetime


class Content(NamedTuple):
    """A question or rubric kept by its hash.

    Attributes:
        kind: ``question`` or ``rubric``.
        title: What people know it by; it is searched.
    """

    hash: ContentHash
    kind: str
    title: str
    text: str


class GradeLine(NamedTuple):
    """What a list shows of a grade."""

    item_id: ItemId
    made: datetime
    source: str
    verdict: Verdict


class RoundSummary(NamedTuple):
    """A line of the history.

    Attributes:
        titles: Title of each item's question, in the order of the items.
        grades: The latest grade of each item that has one, in the order of the items.
    """

    round: Round
    titles: tuple[str, ...]
    grades: tuple[GradeLine, ...]


class GradedItem(NamedTuple):
    """A question that was handed in and judged, with the levels of the reading that stands.

    Attributes:
        ended: When the round ended.
        question_seen: Whether the question's reference, hidden result or replay had been seen before.
    """

    ended: datetime
    kind: RoundKind
    question_seen: bool
    question_hash: ContentHash
    rubric_hash: ContentHash
    levels: tuple[JudgedLevel, ...]
    round_id: RoundId
    item_id: ItemId


class Waiting(NamedTuple):
    """An item that was handed in and whose last reading leaves something open.

    Attributes:
        position: Of the item within its round.
        title: Title of its question.
        submitted: When it was handed in.
        last: The last reading; None if there is none.
    """

    round_id: RoundId
    item_id: ItemId
    position: int
    kind: RoundKind
    question_ref: QuestionRef
    title: str
    submitted: datetime
    state: RoundState
    last: Grade | None


class Spent(NamedTuple):
    """What calls of models have cost.

    Attributes:
        usd: Sum of the prices that are known, in US dollars.
        unknown: Number of calls whose price is not known; those of a server in the house are not among them.
    """

    usd: float
    unknown: int


class LastAttempt(NamedTuple):
    """When a drill was last tried, and how that went: ``right``, ``nearly`` or ``wrong``."""

    made: datetime
    verdict: str


class Counts(NamedTuple):
    """How many there are of each."""

    profiles: int = 0
    contents: int = 0
    rounds: int = 0
    events: int = 0
    submissions: int = 0
    measurements: int = 0
    grades: int = 0
    disputes: int = 0
    model_calls: int = 0
    drill_attempts: int = 0
    user_stories: int = 0
    targets: int = 0
    interviews: int = 0
    expectations: int = 0
    loops: int = 0


class Check(NamedTuple):
    """What a check of the history found.

    Attributes:
        place: The file or server.
        revision: The shape of the tables.
        problems: A sentence each; empty for a sound history.
    """

    place: str
    revision: str
    counts: Counts
    problems: tuple[str, ...]

    @property
    def integrity(self) -> str:
        """``ok`` or ``damaged``."""
        return "ok" if not self.problems else "damaged"
