"""A round played back: how everything stood at a moment, the moments worth going to, and where the time went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.rounds.story import Story

_CHECKPOINT_EVERY = 200

_ACTIVITY: Final = (ev.Edit, ev.CursorMoved, ev.Ran, ev.LevelOpened, ev.HintTaken)
_BREAKS: Final = (ev.Started, ev.Paused, ev.Resumed)
_ENDS: Final = (ev.Submitted, ev.Expired, ev.Abandoned)


class Mark(NamedTuple):
    """A moment worth going to, ``t_ms`` to ``end_ms`` milliseconds into the round."""

    name: Literal["first_clarification", "first_run", "first_evaluation", "first_green", "longest_silence"]
    title: str
    t_ms: int
    end_ms: int


class PhaseSpan(NamedTuple):
    """A stretch of the round spent in one phase, in milliseconds of its clock."""

    name: str
    start_ms: int
    end_ms: int


class Replay:
    """A journal that can be looked at as of any moment.

    Reading it once leaves a copy of the state every so many events, so a jump to any moment reads no more than those.

    Args:
        events: The whole journal, in order.
        is_build: Whether what is run is a check on the visible questions of a live build.
    """

    def __init__(self, events: Iterable[Event], *, is_build: bool = False) -> None:
        self._events = tuple(events)
        self._is_build = is_build
        self._times: list[int] = []
        self._checkpoints = [Story()]
        story = Story()
        for number, event in enumerate(self._events, start=1):
            story.apply(event)
            self._times.append(story.t_ms)
            if number % _CHECKPOINT_EVERY == 0:
                self._checkpoints.append(story.copy())

    @property
    def events(self) -> Sequence[Event]:
        """The journal."""
        return self._events

    @property
    def length_ms(self) -> int:
        """Milliseconds of the round at its last event; 0 for an empty journal."""
        return self._times[-1] if self._times else 0

    @property
    def times_ms(self) -> Sequence[int]:
        """Milliseconds of the round at each event; they never go back."""
        return self._times

    def written_ms(self, item: int, document: str, quote: str) -> int | None:
        """When a quote of a document's last text came to stand there whole; None where it does not stand in it.

        Args:
            item: Position of the item.
            document: Name of the document.
            quote: The words; case is folded, runs of space and line ends count as one space.
        """
        words = " ".join(quote.split()).casefold()

        def stands(story: Story) -> bool:
            return words in " ".join(story.item(item).documents.get(document, "").split()).casefold()

        if not words or not self._events or not stands(self.at(self.length_ms)):
            return None
        number = len(self._checkpoints) - 1
        while number > 0 and stands(self._checkpoints[number].copy()):
            number -= 1
        story = self._checkpoints[number].copy()
        found: int | None = None
        for event in self._events[number * _CHECKPOINT_EVERY :]:
            story.apply(event)
            if isinstance(event.payload, ev.Edit | ev.Snapshot) and event.payload.document == document:
                if not stands(story):
                    found = None
                elif found is None:
                    found = story.t_ms
            if found is not None and (event.seq >= (number + 1) * _CHECKPOINT_EVERY):
                break
        return found

    def at(self, t_ms: int) -> Story:
        """How everything stood at a moment, what happened in that millisecond included; the caller may keep it."""
        count = bisect_right(self._times, t_ms)
        checkpoint = count // _CHECKPOINT_EVERY
        story = self._checkpoints[checkpoint].copy()
        for event in self._events[checkpoint * _CHECKPOINT_EVERY : count]:
            story.apply(event)
        return story

    def marks(self) -> tuple[Mark, ...]:
        """The moments worth going to, by time; those that never came are left out."""
        found = [mark for mark in (self._first_clarification(), *self._first_runs(), self._longest_silence()) if mark]
        return tuple(sorted(found, key=lambda mark: mark.t_ms))

    def _timed(self) -> Iterable[tuple[int, Event]]:
        return zip(self._times, self._events, strict=True)

    def _first_clarification(self) -> Mark | None:
        for t_ms, event in self._timed():
            said = event.payload
            if isinstance(said, ev.Said) and said.speaker == "candidate" and said.intent == "clarification":
                return Mark("first_clarification", "First clarifying question", t_ms, t_ms)
        return None

    def _first_runs(self) -> list[Mark]:
        green = "First time all visible questions were right" if self._is_build else "First time all examples passed"
        titles = {"first_run": "First run", "first_evaluation": "First evaluation", "first_green": green}
        first: dict[str, int] = {}
        for t_ms, event in self._timed():
            ran = event.payload
            if not isinstance(ran, ev.Ran):
                continue
            first.setdefault("first_run", t_ms)
            if ran.what == ("examples" if self._is_build else "own_tests"):
                first.setdefault("first_evaluation", t_ms)
            if ran.what == "examples" and 0 < ran.total == ran.passed:
                first.setdefault("first_green", t_ms)
        if self._is_build:
            first.pop("first_run", None)  # the same moment, under the better name
        return [Mark(name, titles[name], t_ms, t_ms) for name, t_ms in first.items()]  # type: ignore[arg-type]

    def _longest_silence(self) -> Mark | None:
        """The longest stretch without a keystroke, run or word of the candidate; time away is not silence."""
        longest: Mark | None = None
        since: int | None = None
        for t_ms, event in self._timed():
            payload = event.payload
            active = isinstance(payload, _ACTIVITY) or (isinstance(payload, ev.Said) and payload.speaker == "candidate")
            ends = isinstance(payload, _ENDS)
            if not active and not ends and not isinstance(payload, _BREAKS):
                continue
            heard = active or ends or isinstance(payload, ev.Paused)
            if heard and since is not None and t_ms - since > (longest.end_ms - longest.t_ms if longest else 0):
                longest = Mark("longest_silence", "Longest silence", since, t_ms)
            if ends:
                break
            since = None if isinstance(payload, ev.Paused) else t_ms
        return longest


def phase_spans(events: Iterable[Event], item: int = 0) -> tuple[PhaseSpan, ...]:
    """The phases of an item in the order they were entered; one that was entered or come back to twice stands there twice.

    Args:
        events: The whole journal, in order.
        item: Position of the item; only the time for which it was open counts.
    """
    spans: list[PhaseSpan] = []
    phase = name = ""
    is_open, t_ms, since = item == 0, 0, 0
    for event in events:
        payload = event.payload
        t_ms = max(t_ms, event.t_ms)
        is_end = isinstance(payload, _ENDS)
        is_entered = isinstance(payload, ev.PhaseEntered) and payload.item == item
        if isinstance(payload, ev.PhaseEntered) and is_entered:
            phase = payload.name
        elif isinstance(payload, ev.ItemOpened):
            is_open = payload.item == item
        elif not is_end:
            continue
        if name and (is_end or is_entered or not is_open):
            spans.append(PhaseSpan(name, since, t_ms))
            name = ""
        if is_end:
            return tuple(spans)
        if is_open and phase and not name:
            name, since = phase, t_ms
    return (*spans, PhaseSpan(name, since, t_ms)) if name else tuple(spans)


def time_per_phase(events: Iterable[Event], item: int = 0) -> dict[str, float]:
    """Seconds spent in each phase of an item, in the order of first entry."""
    seconds: dict[str, float] = {}
    for span in phase_spans(events, item):
        seconds[span.name] = seconds.get(span.name, 0.0) + (span.end_ms - span.start_ms) / 1000
    return seconds
