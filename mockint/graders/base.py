"""What every grader is, whoever judges: a model, the offline estimate, or a reply that the user pastes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from mockint.domain.base import Value
from mockint.domain.calls import ModelCall
from mockint.domain.judgement import Judgement, Source
from mockint.domain.reading import Reading

GraderName = Literal["messages", "openai", "offline", "paste", "self"]


class Mark(Value):
    """Something that a guard noticed about an answer; the user is told all of them.

    Attributes:
        kind: What was noticed.
        sentence: For the user.
        quote: The place in the answer; empty where the whole is meant.
        decides: Whether the answer holds nothing to judge, so that every criterion is at level 1 and no one is asked.
    """

    kind: Literal["empty", "off_topic", "gibberish", "copied", "instruction", "stuffed", "nothing_said"]
    sentence: str
    quote: str = ""
    decides: bool = False


class Step(NamedTuple):
    """How far a grading is, for whoever waits for it.

    Attributes:
        words: What is going on.
        judgements: What is judged so far, in the order of the rubric; a later step may change a level.
        text: What the model has written since the last step; shown as it streams in.
    """

    words: str
    judgements: tuple[Judgement, ...] = ()
    text: str = ""


Told = Callable[[Step], None]


class Outcome(NamedTuple):
    """What one grading came to.

    Attributes:
        judgements: One for each criterion that was asked, in the reading's order.
        marks: What the guards noticed.
        label: Who judged, in words: ``Graded by MODEL``, ``Offline estimate``, ``Pasted reply``.
        model: Name of the model; empty where there was none.
        effort: Effort that was asked of the model; empty where there was none.
        prompt_version: Version of the prompt; empty where there was none.
        runs: Number of runs whose median the levels are.
        calls: The calls that were made, also those that failed.
    """

    judgements: tuple[Judgement, ...]
    marks: tuple[Mark, ...]
    label: str
    model: str = ""
    effort: str = ""
    prompt_version: str = ""
    runs: int = 1
    calls: tuple[ModelCall, ...] = ()


class Grader(Protocol):
    """Judges one reading. A fault of the world becomes `Ungraded` with its reason; it is never raised."""

    @property
    def name(self) -> GraderName:
        """The name by which it is chosen."""
        ...

    @property
    def source(self) -> Source:
        """What its levels count as."""
        ...

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:
        """Judge every criterion that is asked.

        Args:
            reading: What to judge.
            told: Called, on the caller's thread, as things go on.
            cancel: Once set, the grading ends soon, with what is not judged *Ungraded*.
        """
        ...
