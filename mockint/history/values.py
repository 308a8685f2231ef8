"""What the history answers with where no domain value fits."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockint.domain.ids import ContentHash, ItemId, ProfileId
from mockint.domain.round import Round
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
