"""What the journal of a round is made of: append-only events with small typed payloads.

Text offsets are Unicode code points. A payload's shape is versioned by `Event.version`; a reader that meets a newer
version or an unknown kind keeps the event as it is and shows less, it never fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from mockint.domain.base import Value

EVENT_VERSION = 1

DocumentName = str
"""``solution``, ``tests``, ``notes``, ``explanation``, ``custom_input``, or a path inside a workspace."""


class Started(Value):
    """The clock starts."""

    kind: Literal["started"] = "started"


class ItemOpened(Value):
    """The candidate went on, or back, to another question of the round; the first is open from the start."""

    kind: Literal["item_opened"] = "item_opened"
    item: int = Field(ge=0)


class PhaseEntered(Value):
    """The guide moved on to a phase, by itself or by the candidate."""

    kind: Literal["phase"] = "phase"
    item: int = 0
    name: str


class Edit(Value):
    """A document changed: at ``at``, ``removed`` code points gave way to ``inserted``."""

    kind: Literal["edit"] = "edit"
    item: int = 0
    document: DocumentName
    at: int = Field(ge=0)
    removed: int = Field(ge=0)
    inserted: str


class Snapshot(Value):
    """The whole text of a document, every so often, so that a replay need not start at the beginning."""

    kind: Literal["snapshot"] = "snapshot"
    item: int = 0
    document: DocumentName
    text: str


class CursorMoved(Value):
    """Where the candidate's cursor was left."""

    kind: Literal["cursor"] = "cursor"
    item: int = 0
    document: DocumentName
    at: int = Field(ge=0)


class Ran(Value):
    """The candidate ran the examples, own tests or a custom input.

    Attributes:
        what: Which of the three.
        level: The level whose examples were run.
        verdict: The verdict of the run as a whole.
    """

    kind: Literal["run"] = "run"
    item: int = 0
    what: Literal["examples", "own_tests", "custom_input"]
    level: int = 1
    verdict: str
    passed: int
    total: int
    wall_s: float


class LevelOpened(Value):
    """A further level opened."""

    kind: Literal["level_opened"] = "level_opened"
    item: int = 0
    level: int


class Said(Value):
    """One turn of the talk."""

    kind: Literal["message"] = "message"
    item: int = 0
    speaker: Literal["candidate", "interviewer"]
    text: str
    intent: Literal["", "clarification", "answer", "probe", "curveball", "closing"] = ""


class HintTaken(Value):
    """A hint was shown (from 1), or in a simulation refused."""

    kind: Literal["hint"] = "hint"
    item: int = 0
    number: int
    given: bool = True


class CurveballShown(Value):
    """The change of plan was shown."""

    kind: Literal["curveball"] = "curveball"
    item: int = 0
    text: str


class Paused(Value):
    """The candidate stopped the clock."""

    kind: Literal["pause"] = "pause"


class Resumed(Value):
    """The clock runs again; ``gap_s`` seconds of wall time lay between, ``counted_s`` of them count."""

    kind: Literal["resume"] = "resume"
    after: Literal["pause", "restart", "sleep", "takeover", "handover"]
    gap_s: float
    counted_s: float = 0.0


class FocusLost(Value):
    """The window lost the focus, for ``away_s`` seconds when that is known."""

    kind: Literal["focus_lost"] = "focus_lost"
    away_s: float | None = None


class Predicted(Value):
    """What the candidate expects before the reveal.

    Attributes:
        hidden_pass_rate: Expected share of hidden tests passed, 0 to 1.
        levels: Expected level by criterion id.
    """

    kind: Literal["predicted"] = "predicted"
    item: int = 0
    hidden_pass_rate: float | None = Field(default=None, ge=0, le=1)
    levels: dict[str, int] = Field(default_factory=dict)


class Submitted(Value):
    """The candidate handed in."""

    kind: Literal["submitted"] = "submitted"


class Expired(Value):
    """Time ran out and what was there was handed in."""

    kind: Literal["expired"] = "expired"


class Abandoned(Value):
    """The candidate gave the round up."""

    kind: Literal["abandoned"] = "abandoned"


class OvertimeStarted(Value):
    """A practice round ran past its end."""

    kind: Literal["overtime"] = "overtime"


class Rewound(Value):
    """The round goes on from a moment of an earlier one, whose events up to there stand before this one.

    Attributes:
        round: The earlier round's id.
    """

    kind: Literal["rewound"] = "rewound"
    round: str


class Unknown(Value):
    """An event of a newer program, kept as it came."""

    kind: str
    data: dict[str, Any] = Field(default_factory=dict)


KnownPayload = Annotated[
    Started
    | ItemOpened
    | PhaseEntered
    | Edit
    | Snapshot
    | CursorMoved
    | Ran
    | LevelOpened
    | Said
    | HintTaken
    | CurveballShown
    | Paused
    | Resumed
    | FocusLost
    | Predicted
    | Submitted
    | Expired
    | Abandoned
    | OvertimeStarted
    | Rewound,
    Field(discriminator="kind"),
]


def _kept(data: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """The payload; one that this program does not know, by its kind or by its shape, is kept as it came."""
    try:
        return read(data)
    except ValidationError:
        if not isinstance(data, Mapping) or not isinstance(data.get("kind"), str):
            raise
        return Unknown(kind=data["kind"], data={key: value for key, value in data.items() if key != "kind"})


class Event(Value):
    """One entry of a journal.

    Attributes:
        seq: Position in the round's journal, from 1, without holes.
        t_ms: Milliseconds of the round's own clock since the start.
        wall: Wall time (UTC) at which it happened.
        version: Version of the payload's shape.
    """

    seq: int = Field(ge=1)
    t_ms: int = Field(ge=0)
    wall: datetime
    version: int = EVENT_VERSION
    payload: Annotated[KnownPayload | Unknown, WrapValidator(_kept)]
