"""A question with facts, probes and a solution to keep, moments of its round, and a model that is told what to say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from mockint.domain.calls import Usage
from mockint.domain.ids import CriterionId
from mockint.domain.question import Curveball, EvidencePoint, Fact, Probe, Question
from mockint.domain.round import Mode
from mockint.interviewer.turns import Line, Moment
from mockint.provider.base import Ask, Endpoint, OnText, OnWait, ProviderError, Reply
from tests.helpers.coding_rounds import make_question

SOLVING, TALKING = CriterionId("problem_solving"), CriterionId("communication")


def talking_question(**changes: Any) -> Question:
    """Merge event windows: two facts, three probes, and a heap that nobody may name first."""
    values: dict[str, Any] = {
        "prompt": "Merge the event windows of a service into as few as possible. `windows` holds pairs of whole numbers.",
        "reference_answer": "Sort the windows by their start. A heap of open ends tells when two windows overlap.",
        "facts": (
            Fact(
                asks=("Are the windows sorted?", "Is the input in order?", "Do they come sorted by start?"),
                answer="No. They come in any order.",
            ),
            Fact(
                asks=("How large is the input?", "What is the scale?", "How many windows are there?"),
                answer="Up to a hundred thousand windows in one call.",
            ),
        ),
        "probes": (
            Probe(criterion=SOLVING, text="What does one more window cost in your code?", after_minute=10),
            Probe(criterion=SOLVING, text="What happens when two windows only touch?", after_minute=15),
            Probe(criterion=TALKING, text="Which example would you show a colleague?", after_minute=12),
        ),
        "hints": ("Which two windows can you compare at once?", "Put them in order first."),
        "curveball": Curveball(minute=20, text="Now windows arrive late. What changes?"),
        "evidence": (
            EvidencePoint(
                criterion=SOLVING,
                level=3,
                says="A heap of open ends keeps every step at logarithmic cost.",
                ways=("I push each end on a priority queue.",),
                terms=("heap", "priority queue"),
            ),
            EvidencePoint(
                criterion=TALKING, level=2, says="Says what the function does first.", ways=(), terms=("merges",)
            ),
        ),
    }
    return make_question(**(values | changes))


def moment(minute: float = 5, **changes: Any) -> Moment:
    """A moment of a round of 45 minutes in which the candidate has just paused for a while."""
    return Moment(minute * 60, 45 * 60, changes.pop("mode", Mode.PRACTICE), **changes)


def line(text: str, minute: float, speaker: Any = "interviewer", intent: str = "") -> Line:
    return Line(speaker, text, intent, minute * 60)


class FakeClient:
    """Says what it was given, in turn, the last for ever; an exception is raised, and a function called for its text."""

    endpoint = Endpoint(model="fake-1")

    def __init__(self, *says: str | Exception | Callable[[], str]) -> None:
        self._says = list(says)
        self.asked: list[Ask] = []

    def ask(self, ask: Ask, *, on_text: OnText, on_wait: OnWait, cancel: threading.Event) -> Reply:
        self.asked.append(ask)
        say = self._says.pop(0) if len(self._says) > 1 else self._says[0]
        if isinstance(say, Exception):
            raise say
        text = say if isinstance(say, str) else say()
        for word in text.split(" "):
            on_text(word)
        return Reply(text, "end_turn", Usage(), "fake-1", 0.1, 0.05)

    def count_tokens(self, ask: Ask) -> int | None:
        return None

    def models(self) -> tuple[str, ...]:
        return ("fake-1",)


def at_once(work: Callable[[], Reply]) -> Future[Reply]:
    """Runs a call on the spot."""
    future: Future[Reply] = Future()
    try:
        future.set_result(work())
    except Exception as fault:
        future.set_exception(fault)
    return future


def never(_: Callable[[], Reply]) -> Future[Reply]:
    """A server that does not answer."""
    return Future()


def refusal() -> ProviderError:
    return ProviderError("refusal", "The model declined.")


def texts(turns: Iterable[Any]) -> list[str]:
    return [turn.text for turn in turns]
