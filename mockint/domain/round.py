"""A round as a record: what was asked, under which rules, where it stands and who is holding it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import ContentHash, ItemId, ProfileId, QuestionId, QuestionRef, RoundId
from mockint.domain.rubric import RoundKind
from mockint.domain.skill import TargetLevel


class RoundState(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    SUBMITTED = "submitted"
    EXPIRED = "expired"
    MEASURED = "measured"
    GRADED = "graded"
    ABANDONED = "abandoned"


OPEN_STATES = frozenset({RoundState.PLANNED, RoundState.RUNNING, RoundState.PAUSED})
"""States in which the candidate can still work."""
HANDED_IN_STATES = (RoundState.SUBMITTED, RoundState.EXPIRED, RoundState.MEASURED, RoundState.GRADED)
"""States after the end of a round that was not given up, in the order in which it goes through them."""


class Mode(StrEnum):
    """The rules of a round: a place to learn, or as on the day."""

    PRACTICE = "practice"
    SIMULATION = "simulation"


class Form(StrEnum):
    """The whole question, or the part of it that fits a quarter of an hour."""

    FULL = "full"
    SHORT = "short"


class Item(Value):
    """One question within a round; the question and its rubric are kept by content hash."""

    id: ItemId
    position: int = Field(ge=0)
    question_id: QuestionId
    question_ref: QuestionRef
    question_hash: ContentHash
    rubric_hash: ContentHash


class Owner(Value):
    """The process that holds a round open; everyone else follows it read-only.

    Attributes:
        process_id: Operating system process id.
        process_started: Start time of the process in the system's own units, so that a reused id is not mistaken.
        boot_id: The boot in which the two above mean something.
        heartbeat: When the owner last said that it is alive (UTC).
    """

    process_id: int
    process_started: str
    boot_id: str
    heartbeat: datetime


class ClockAnchor(Value):
    """The last point at which the elapsed time of a round was known for certain.

    Attributes:
        elapsed_s: Seconds of the round that had passed at this point.
        ticking: Whether the clock was running from here on.
        wall: Wall time at this point (UTC).
        monotonic_s: Monotonic time at this point; stands still while the machine sleeps.
        since_boot_s: Time since boot at this point; runs on while the machine sleeps.
        boot_id: The boot that the two above belong to.
    """

    elapsed_s: float = Field(ge=0)
    ticking: bool
    wall: datetime
    monotonic_s: float
    since_boot_s: float
    boot_id: str


class Round(Value):
    """A round's own record; its story is in the journal.

    Attributes:
        planned_s: Length of the round in seconds.
        seed: Seed of everything that is drawn for this round.
        parent: The round that this one was rewound from.
        folder: Folder of a round that is worked on outside the window; None for one in the window.
        question_seen: True where the reference, hidden result or replay of a question of this round had been seen
            before it started: then it is practice, not an observation.
    """

    id: RoundId
    profile: ProfileId
    kind: RoundKind
    mode: Mode
    form: Form = Form.FULL
    state: RoundState
    target: TargetLevel
    items: tuple[Item, ...] = Field(min_length=1)
    planned_s: float = Field(gt=0)
    seed: int
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None
    anchor: ClockAnchor | None = None
    owner: Owner | None = None
    parent: RoundId | None = None
    folder: str | None = None
    question_seen: bool = False
    demo: bool = False
