"""The course of a round: its start, pauses and end, and what its clock brings up; every step is told as an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, Self

from mockint.clock import Clock, Instant
from mockint.domain import event as ev
from mockint.domain.event import Event, KnownPayload
from mockint.domain.question import Question
from mockint.domain.round import HANDED_IN_STATES, OPEN_STATES, ClockAnchor, Form, Mode, Round, RoundState
from mockint.domain.submission import Submission
from mockint.errors import RoundError
from mockint.rounds import clock as round_clock
from mockint.rounds import notices, phases, states
from mockint.rounds.handed_in import submissions
from mockint.rounds.kind import RoundType
from mockint.rounds.notices import Notice, NoticeKind, TimeCheck
from mockint.rounds.story import ItemStory, Story, told

SLEEP_NOTICED_S = 2.0
"""Sleep shorter than this is not told; the clock is right either way."""

_AFTER: Final = frozenset({RoundState.MEASURED, RoundState.GRADED})


class Course:
    """A round in progress, apart from what the candidate does in it.

    Every change is first handed to the sink as an event, then applied; so what the journal says and what the session
    says are the same by construction, and `restore` is no more than reading the journal. `record` is replaced at each
    change of state; whoever keeps rounds stores it when it is no longer the one that was stored.

    Args:
        record: A planned round.
        questions: The question of each of its items, in order.
        kind: The rules of its type.
        clock: Where time comes from.
        sink: Gets every event, in order, on the caller's thread. If it raises, nothing has changed.
    """

    def __init__(
        self,
        record: Round,
        questions: Sequence[Question],
        kind: RoundType,
        *,
        clock: Clock,
        sink: Callable[[Event], None],
    ) -> None:
        if len(questions) != len(record.items):
            raise ValueError(f"{len(record.items)} items need as many questions, not {len(questions)}")
        self._record = record
        self._questions = tuple(questions)
        self._kind = kind
        self._clock = clock
        self._sink = sink
        self._rules = round_clock.Rules(record.mode, record.planned_s)
        self._guide = phases.Guide(self._questions, kind, record.planned_s)
        self._story = Story()
        self._warnings = notices.Warnings(record.planned_s)
        self._untold: list[Notice] = []

    @classmethod
    def restore(
        cls,
        record: Round,
        questions: Sequence[Question],
        kind: RoundType,
        events: Iterable[Event],
        *,
        clock: Clock,
        sink: Callable[[Event], None],
        after: Literal["restart", "takeover", "handover"] = "restart",
    ) -> Self:
        """A round as its journal left it, with the clock of this moment.

        A running round gets a ``resume`` event that tells the gap, and a simulation whose time ran out meanwhile
        expires at once. A paused round stays paused. Where record and journal differ (a kill between the two), the
        journal is right.

        Args:
            record: The record as it was stored last, its anchor perhaps some seconds old or missing.
            questions: The question of each of its items, in order.
            kind: The rules of its type.
            events: The whole journal, in order.
            clock: Where time comes from.
            sink: Gets the new events.
            after: Why the round is opened again. After a ``handover`` nobody was killed: the round was given up with its
                clock running, as between two commands, and the time since counts in Practice too.
        """
        session = cls(record, questions, kind, clock=clock, sink=sink)
        session._reopen(told(events), after)
        return session

    @property
    def record(self) -> Round:
        """The round's record as it stands."""
        return self._record

    @property
    def story(self) -> Story:
        """Everything the journal says so far; to be read only."""
        return self._story

    @property
    def plan(self) -> tuple[phases.Stretch, ...]:
        """The phases of the guide to the open item, on that item's own clock; see `spent_s`."""
        return self._guide.plans[self.open_item]

    @property
    def open_item(self) -> int:
        """Position of the item that is open."""
        return self._story.open_item

    @property
    def shares_s(self) -> tuple[float, ...]:
        """Seconds of the round that are meant for each item."""
        return self._guide.shares_s

    @property
    def state(self) -> RoundState:
        """Where the round stands."""
        return self._record.state

    def elapsed_s(self) -> float:
        """Seconds of the round's clock; where it ended once the round is over."""
        return self._elapsed_at(self._clock.now())

    def remaining_s(self) -> float:
        """Seconds left; below zero in overtime."""
        return round_clock.remaining_s(self.elapsed_s(), self._rules)

    def spent_s(self) -> float:
        """Seconds of the round's clock for which the open item was open; in a round of one item all of them."""
        return self._spent_at(self.elapsed_s())

    def document(self, name: str, item: int | None = None) -> str:
        """The text of a document of an item (None for the open one); empty for one that was never written."""
        return self._item(item).documents.get(name, "")

    def start(self) -> None:
        """Start the clock.

        Raises:
            RoundError: If the round was started before.
        """
        if self.state is not RoundState.PLANNED:
            raise states.refused(self.state)
        now = self._clock.now()
        record = states.moved(self._record, RoundState.RUNNING)
        self._emit(ev.Started(), now)
        self._record = record.model_copy(update={"anchor": round_clock.begin(now), "started": now.wall})
        for item, question in enumerate(self._questions):
            for name, text in self._kind.initial_documents(question).items():
                if text:
                    self._emit(ev.Snapshot(item=item, document=name, text=text), now)
        self._begin_guide(now)

    def open(self, item: int) -> None:
        """Go on, or back, to another item; hand over the editor's text before. Nothing is told where it is open already.

        Raises:
            RoundError: If the round is not running, or has no such item.
        """
        now = self._working()
        if not 0 <= item < len(self._record.items):
            raise RoundError(f"This round has no question {item + 1}.", f"It has {len(self._record.items)}.")
        if item != self.open_item:
            self._emit(ev.ItemOpened(item=item), now)
            self._begin_guide(now)

    def pause(self) -> None:
        """Stop the clock; hand over the editor's text before.

        Raises:
            RoundError: In a simulation, or if the round is not running.
        """
        now = self._working()
        if self._record.mode is Mode.SIMULATION:
            raise RoundError("A simulation cannot be paused: the interview's clock runs on.")
        record = states.moved(self._record, RoundState.PAUSED)
        self._emit(ev.Paused(), now)
        self._record = record.model_copy(update={"anchor": round_clock.pause(self._anchor, now, self._rules)})

    def resume(self) -> None:
        """Let the clock run again.

        Raises:
            RoundError: If the round is not paused.
        """
        if self.state is not RoundState.PAUSED:
            raise states.refused(self.state)
        now = self._clock.now()
        record = states.moved(self._record, RoundState.RUNNING)
        self._emit(ev.Resumed(after="pause", gap_s=round_clock.away_s(self._anchor, now)), now)
        self._record = record.model_copy(update={"anchor": round_clock.resume(self._anchor, now)})

    def submit(self) -> tuple[Submission, ...]:
        """Hand in what is there.

        Returns:
            A submission for each item.

        Raises:
            RoundError: If the round is neither running nor paused.
        """
        now = self._open()
        self._end(RoundState.SUBMITTED, ev.Submitted(), now)
        return self.submissions()

    def abandon(self) -> None:
        """Give the round up; it is kept and never graded.

        Raises:
            RoundError: If the round is over.
        """
        now = self._clock.now()
        if self.state is not RoundState.PLANNED:
            now = self._open()
        self._end(RoundState.ABANDONED, ev.Abandoned(), now)

    def submissions(self) -> tuple[Submission, ...]:
        """What was handed in, one for each item; the same again whenever it is asked for.

        Raises:
            RoundError: If nothing was handed in.
        """
        if self.state not in HANDED_IN_STATES:
            raise states.refused(self.state)
        return submissions(self._record, self._story, self._kind)

    def heartbeat(self) -> ClockAnchor:
        """An anchor at this moment, to be stored every few seconds: a kill then costs no more of the clock than that.

        Raises:
            RoundError: If the round has not started.
        """
        now = self._clock.now()
        if self.state is RoundState.RUNNING:
            self._note_sleep(now)
            self._record = self._record.model_copy(
                update={"anchor": round_clock.heartbeat(self._anchor, now, self._rules)}
            )
        return self._anchor

    def check_time(self) -> TimeCheck:
        """Look at the clock and do what is due: warn, move the guide on, show the curveball, run over or expire.

        To be called about every second; each notice comes once, however late the call is.
        """
        now = self._clock.now()
        if self.state is RoundState.RUNNING:
            self._note_sleep(now)
            if not self._expire_if_over(now):
                self._untold += self._due(now)
        found, self._untold = self._untold, []
        elapsed = self._elapsed_at(now)
        return TimeCheck(elapsed, round_clock.remaining_s(elapsed, self._rules), tuple(found))

    @property
    def _anchor(self) -> ClockAnchor:
        if self._record.anchor is None:
            raise states.refused(self.state)
        return self._record.anchor

    def _item(self, position: int | None = None) -> ItemStory:
        if position is None:
            position = self.open_item
        if not 0 <= position < len(self._record.items):
            raise IndexError(f"the round has no item {position}")
        return self._story.item(position)

    def _elapsed_at(self, now: Instant) -> float:
        if self._story.ended_ms is not None:
            return self._story.ended_ms / 1000
        if self._record.anchor is None:
            return 0.0
        return round_clock.elapsed_s(self._record.anchor, now, self._rules)

    def _spent_at(self, elapsed_s: float) -> float:
        return self._story.spent_ms(self.open_item, round(elapsed_s * 1000)) / 1000

    def _begin_guide(self, now: Instant) -> None:
        """The guide to an item that is opened for the first time starts with its first phase."""
        if self.plan and not self._item().phase:
            self._emit(ev.PhaseEntered(item=self.open_item, name=self.plan[0].name), now)

    def _emit(self, payload: KnownPayload, now: Instant) -> None:
        event = Event(
            seq=self._story.seq + 1,
            t_ms=max(self._story.t_ms, round(self._elapsed_at(now) * 1000)),
            wall=now.wall,
            payload=payload,
        )
        self._sink(event)
        self._story.apply(event)

    def _working(self) -> Instant:
        """This moment, in which the candidate may work."""
        now = self._clock.now()
        if self.state is RoundState.RUNNING:
            self._expire_if_over(now)
        if self.state is not RoundState.RUNNING:
            raise states.refused(self.state)
        return now

    def _open(self) -> Instant:
        """This moment, in which the round is not over."""
        if self.state is RoundState.PAUSED:
            return self._clock.now()
        return self._working()

    def _end(self, state: RoundState, payload: KnownPayload, now: Instant) -> None:
        record = states.moved(self._record, state)
        anchor = record.anchor and round_clock.pause(record.anchor, now, self._rules)
        self._emit(payload, now)
        self._record = record.model_copy(update={"anchor": anchor, "ended": now.wall})

    def _expire_if_over(self, now: Instant) -> bool:
        if self._record.mode is Mode.PRACTICE or self._elapsed_at(now) < self._record.planned_s:
            return False
        self._end(RoundState.EXPIRED, ev.Expired(), now)
        self._untold.append(notices.EXPIRED)
        return True

    def _note_sleep(self, now: Instant) -> None:
        slept = round_clock.slept_s(self._anchor, now)
        if slept < SLEEP_NOTICED_S:
            return
        counts = self._record.mode is Mode.SIMULATION
        self._emit(ev.Resumed(after="sleep", gap_s=slept, counted_s=slept if counts else 0.0), now)
        anchor = round_clock.heartbeat(self._anchor, now, self._rules)
        self._record = self._record.model_copy(update={"anchor": anchor})
        self._untold.append(notices.slept(counts=counts))

    def _due(self, now: Instant) -> list[Notice]:
        elapsed = self._elapsed_at(now)
        found = self._warnings.at(round_clock.remaining_s(elapsed, self._rules))
        found += self._guided(elapsed, now)
        found += self._curveballs(elapsed, now)
        if elapsed >= self._record.planned_s and not self._story.overtime:
            self._emit(ev.OvertimeStarted(), now)
            found.append(notices.OVERTIME)
        return found

    def _guided(self, elapsed: float, now: Instant) -> list[Notice]:
        """The plan moves the guide to the open item on; the candidate may go where they like."""
        item, spent, found = self.open_item, self._spent_at(elapsed), list[Notice]()
        due = self._guide.moves_to(item, spent, self._item().phase)
        if due:
            self._emit(ev.PhaseEntered(item=item, name=due), now)
            found.append(Notice(NoticeKind.PHASE, due, item))
        if self._guide.is_share_used_up(item, spent) and elapsed < self._record.planned_s:
            found.append(Notice(NoticeKind.SHARE_USED, notices.SHARE_USED, item))
        return found

    def _curveballs(self, elapsed: float, now: Instant) -> list[Notice]:
        """The change of plan at its time, stretched to the round's length; the short form has none."""
        found: list[Notice] = []
        for position, question in enumerate(self._questions):
            curveball = question.curveball
            if curveball is None or self._record.form is Form.SHORT or self._item(position).curveball:
                continue
            if elapsed >= curveball.minute / question.header.minutes * self._record.planned_s:
                self._emit(ev.CurveballShown(item=position, text=curveball.text), now)
                found.append(Notice(NoticeKind.CURVEBALL, curveball.text, position))
        return found

    def _reopen(self, story: Story, after: Literal["restart", "takeover", "handover"]) -> None:
        now = self._clock.now()
        self._story = story
        if self._record.state not in OPEN_STATES and story.ended is None:
            return  # measured, graded or given up, and the end itself was lost: the record knows more
        if story.wall is None:
            # Killed before the first event was stored: nothing happened yet.
            self._record = self._record.model_copy(
                update={"state": RoundState.PLANNED, "anchor": None, "started": None}
            )
            return
        anchor = self._record.anchor or round_clock.told_by_journal(story.t_ms / 1000, story.wall)
        if story.state is not RoundState.RUNNING:
            anchor = anchor.model_copy(update={"ticking": False})
        reopened = round_clock.reopen(anchor, now, self._rules, story.t_ms / 1000, runs_on=after == "handover")
        changes: dict[str, object] = {"anchor": reopened.anchor, "ended": self._record.ended or story.ended}
        if self._record.state not in _AFTER:
            changes["state"] = story.state
        self._record = self._record.model_copy(update=changes)
        before = reopened.anchor.elapsed_s - reopened.counted_s
        self._warnings.at(round_clock.remaining_s(before, self._rules))
        for item in range(len(self._questions)):
            self._guide.catch_up(item, story.spent_ms(item, round(before * 1000)) / 1000)
        if story.state is RoundState.RUNNING:
            self._emit(ev.Resumed(after=after, gap_s=reopened.gap_s, counted_s=reopened.counted_s), now)
            self._expire_if_over(now)
