"""What a journal says so far: the one reading of events that the live round, resuming and replay all share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.round import RoundState
from mockint.rounds.edits import applied


class Turn(NamedTuple):
    """One turn of the talk, ``t_ms`` milliseconds into the round."""

    t_ms: int
    speaker: str
    text: str
    intent: str


@dataclass(slots=True)
class ItemStory:
    """What happened in one item of a round.

    Attributes:
        documents: Text by document name.
        cursors: Where the cursor was left (code points), by document name.
        phase: The phase entered last; empty before the first.
        levels_open: Number of levels of a coding problem that are open.
        hints: Numbers of the hints that were given.
        hints_refused: How often a hint was asked for and not given.
        chat: The talk so far.
        runs: Number of runs of each kind (examples, own_tests, custom_input).
        last_run: The last run of examples or own tests.
        best_examples: Most examples that passed in one run.
        progress_ms: When the candidate last got further: the start, a level, or more examples passing than ever.
        typed_ms: When the candidate last changed a document, said something or came to this item.
        spent_ms: How long it was open until it was last left; see `Story.spent_ms`.
        curveball: The change of plan that was shown; empty before.
        curveball_ms: When it was shown.
        predicted: The candidate's forecast; None before.
    """

    documents: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    phase: str = ""
    levels_open: int = 1
    hints: list[int] = field(default_factory=list)
    hints_refused: int = 0
    chat: list[Turn] = field(default_factory=list)
    runs: dict[str, int] = field(default_factory=dict)
    last_run: ev.Ran | None = None
    best_examples: int = 0
    progress_ms: int = 0
    typed_ms: int = 0
    spent_ms: int = 0
    curveball: str = ""
    curveball_ms: int = 0
    predicted: ev.Predicted | None = None

    def copy(self) -> ItemStory:
        """A copy that later events do not touch."""
        return replace(
            self,
            documents=dict(self.documents),
            cursors=dict(self.cursors),
            hints=list(self.hints),
            chat=list(self.chat),
            runs=dict(self.runs),
        )


@dataclass(slots=True)
class Story:
    """What a journal says so far, event by event.

    Attributes:
        state: Where the round stands by its journal alone.
        seq: Sequence number of the last event; 0 before the first.
        t_ms: Milliseconds of the round at the last event.
        wall: Wall time of the last event.
        ended: Wall time at which the round was handed in, expired or was given up.
        ended_ms: Milliseconds of the round at that point.
        overtime: Whether a practice round ran past its end.
        open_item: Position of the item that is open, or was at the end.
        opened_ms: When it was opened.
        rewound_ms: Milliseconds of an earlier round that this one begins with; None for a round of its own.
        unknown: Number of events of a newer program, which are passed over.
    """

    items: dict[int, ItemStory] = field(default_factory=dict)
    state: RoundState = RoundState.PLANNED
    seq: int = 0
    t_ms: int = 0
    wall: datetime | None = None
    ended: datetime | None = None
    ended_ms: int | None = None
    overtime: bool = False
    open_item: int = 0
    opened_ms: int = 0
    rewound_ms: int | None = None
    unknown: int = 0

    def item(self, position: int | None = None) -> ItemStory:
        """What happened in the item at a position; None for the one that is open."""
        if position is None:
            position = self.open_item
        found = self.items.get(position)
        if found is None:
            found = self.items[position] = ItemStory()
        return found

    def spent_ms(self, position: int, t_ms: int | None = None) -> int:
        """Milliseconds of the round's clock for which an item was open.

        Args:
            position: The item.
            t_ms: The moment up to which they count; None for the last event, or the end of the round.
        """
        until = self.t_ms if t_ms is None else t_ms
        if self.ended_ms is not None:
            until = min(until, self.ended_ms)
        here = until - self.opened_ms if position == self.open_item else 0
        return self.item(position).spent_ms + max(0, here)

    def apply(self, event: Event) -> None:
        """Read one more event."""
        self.seq = event.seq
        self.wall = event.wall
        self.t_ms = max(self.t_ms, event.t_ms)
        handler = _HANDLERS.get(type(event.payload))
        if handler is None:
            self.unknown += isinstance(event.payload, ev.Unknown)
        else:
            handler(self, event.payload)

    def copy(self) -> Story:
        """A copy that later events do not touch."""
        return replace(self, items={position: item.copy() for position, item in self.items.items()})


def told(events: Iterable[Event], story: Story | None = None) -> Story:
    """The story of a journal's events, in their order."""
    story = Story() if story is None else story
    for event in events:
        story.apply(event)
    return story


def _started(story: Story, _: ev.Started) -> None:
    story.state = RoundState.RUNNING


def _paused(story: Story, _: ev.Paused) -> None:
    story.state = RoundState.PAUSED


def _resumed(story: Story, _: ev.Resumed) -> None:
    story.state = RoundState.RUNNING


def _submitted(story: Story, _: ev.Submitted) -> None:
    _ended(story, RoundState.SUBMITTED)


def _expired(story: Story, _: ev.Expired) -> None:
    _ended(story, RoundState.EXPIRED)


def _abandoned(story: Story, _: ev.Abandoned) -> None:
    _ended(story, RoundState.ABANDONED)


def _ended(story: Story, state: RoundState) -> None:
    story.state = state
    story.ended = story.wall
    story.ended_ms = story.t_ms


def _overtime(story: Story, _: ev.OvertimeStarted) -> None:
    story.overtime = True


def _rewound(story: Story, _: ev.Rewound) -> None:
    story.state = RoundState.RUNNING
    story.rewound_ms = story.t_ms


def _item_opened(story: Story, payload: ev.ItemOpened) -> None:
    story.item().spent_ms = story.spent_ms(story.open_item)
    story.open_item, story.opened_ms = payload.item, story.t_ms
    item = story.item()
    item.progress_ms = item.typed_ms = story.t_ms


def _phase(story: Story, payload: ev.PhaseEntered) -> None:
    story.item(payload.item).phase = payload.name


def _edit(story: Story, payload: ev.Edit) -> None:
    item = story.item(payload.item)
    text = item.documents.get(payload.document, "")
    item.documents[payload.document] = applied(text, payload.at, payload.removed, payload.inserted)
    item.typed_ms = story.t_ms


def _snapshot(story: Story, payload: ev.Snapshot) -> None:
    story.item(payload.item).documents[payload.document] = payload.text


def _cursor(story: Story, payload: ev.CursorMoved) -> None:
    story.item(payload.item).cursors[payload.document] = payload.at


def _ran(story: Story, payload: ev.Ran) -> None:
    item = story.item(payload.item)
    item.runs[payload.what] = item.runs.get(payload.what, 0) + 1
    if payload.what == "custom_input":
        return
    item.last_run = payload
    if payload.what == "examples" and payload.passed > item.best_examples:
        item.best_examples = payload.passed
        item.progress_ms = story.t_ms


def _level(story: Story, payload: ev.LevelOpened) -> None:
    item = story.item(payload.item)
    item.levels_open = max(item.levels_open, payload.level)
    item.progress_ms = story.t_ms


def _said(story: Story, payload: ev.Said) -> None:
    item = story.item(payload.item)
    item.chat.append(Turn(story.t_ms, payload.speaker, payload.text, payload.intent))
    if payload.speaker == "candidate":
        item.typed_ms = story.t_ms


def _hint(story: Story, payload: ev.HintTaken) -> None:
    item = story.item(payload.item)
    if payload.given:
        item.hints.append(payload.number)
    else:
        item.hints_refused += 1


def _curveball(story: Story, payload: ev.CurveballShown) -> None:
    item = story.item(payload.item)
    item.curveball = payload.text
    item.curveball_ms = story.t_ms


def _predicted(story: Story, payload: ev.Predicted) -> None:
    story.item(payload.item).predicted = payload


_HANDLERS: Final[Mapping[type, Callable[[Story, Any], None]]] = {
    ev.Started: _started,
    ev.Paused: _paused,
    ev.Resumed: _resumed,
    ev.Submitted: _submitted,
    ev.Expired: _expired,
    ev.Abandoned: _abandoned,
    ev.OvertimeStarted: _overtime,
    ev.ItemOpened: _item_opened,
    ev.PhaseEntered: _phase,
    ev.Edit: _edit,
    ev.Snapshot: _snapshot,
    ev.CursorMoved: _cursor,
    ev.Ran: _ran,
    ev.LevelOpened: _level,
    ev.Said: _said,
    ev.HintTaken: _hint,
    ev.CurveballShown: _curveball,
    ev.Predicted: _predicted,
    ev.Rewound: _rewound,
}
