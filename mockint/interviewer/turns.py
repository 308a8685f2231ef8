"""What passes between candidate and interviewer, as plain data: a turn to say, a line that was said, and the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from mockint.domain.question import EvidencePoint
from mockint.domain.round import Mode

Intent = Literal["", "clarification", "answer", "probe", "curveball", "closing"]
"""What a turn is for, as the journal keeps it."""

Kind = Literal[
    "fact", "assume", "statement", "reply", "small_talk", "order", "begging", "rubric", "hint", "time", "repeat",
    "nothing", "probe", "help", "nudge", "closing",
]  # fmt: skip
"""Why the interviewer says something: what it answers, or what it brings up by itself."""

IsSaid = Callable[[EvidencePoint, str], bool]
"""Whether a text says what an evidence point says."""

NO_FACT: Final = -1


class Line(NamedTuple):
    """One turn of the talk so far, at a second of the round's clock."""

    speaker: Literal["candidate", "interviewer"]
    text: str
    intent: str
    at_s: float


class Moment(NamedTuple):
    """Where a round stands when somebody speaks or could; times are seconds of the round's clock, unless told otherwise.

    Attributes:
        spent_s: Seconds for which the question was open; None where it is the round's only one.
        share_s: Seconds that are meant for it; None likewise.
        closed: Whether the closing was said, to whatever question.
        typed_s: When the candidate last typed anywhere; 0 if never.
        progress_s: When the candidate last got further: the start, a level, or more examples passing.
        said: The talk so far, in order.
        written: The candidate's own texts, in which points are looked for.
        levels_open: Levels of a coding problem whose text the candidate sees.
        hints_given: How many hints were given, in order.
        curveball: Whether the change of plan was shown.
    """

    elapsed_s: float
    planned_s: float
    mode: Mode
    typed_s: float = 0.0
    progress_s: float = 0.0
    said: tuple[Line, ...] = ()
    written: str = ""
    levels_open: int = 1
    hints_given: int = 0
    curveball: bool = False
    spent_s: float | None = None
    share_s: float | None = None
    closed: bool = False


class Turn(NamedTuple):
    """What the interviewer is to say.

    Attributes:
        facts: Positions of the facts that it tells.
        takes_hint: The words come from the round's hints: the session is asked for one, which it records, and its
            words are said in place of `text`. `text` stands for the case that there is none left.
        by_model: A model found the words.
    """

    text: str
    kind: Kind
    intent: Intent = ""
    facts: tuple[int, ...] = ()
    takes_hint: bool = False
    by_model: bool = False
