"""The course of a round: its start, pauses and end, and what its clock brings up; every step is told as an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, Literal, Self

from mockint.clock import Clock, Instant
from mockint.domain import event as ev
from mockint.domain.event import Event, KnownPayload
from mockint.domain.question import Question
from mockint.domain.round import OPEN_STATES, ClockAnchor, Form, Mode, Round, RoundState
from mockint.domain.submission import Submission
from mockint.errors import RoundError
from mockint.rounds import clock as round_clock
from mockint.rounds import notices, phases, states
from mockint.rounds.kind import REPLY, RoundType
from mockint.rounds.notices import Notice, NoticeKind, TimeCheck
from mockint.rounds.story import ItemStory, Story, told

SLEEP_NOTICED_S = 2.0
"""Sleep shorter than this is not told; the clock is right either way."""

_HANDED_IN: Final = frozenset({RoundState.SUBMITTED, RoundState.EXPIRED, RoundState.MEASURED, RoundState.GRADED})
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
        self._plan = phases.planned(kind.phases(self._questions[0]), record.planned_s)
        self._story = Story()
        self._warnings = notices.Warnings(record.planned_s)
        self._guided_to = 0
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
        """The phases of the guide, on the round's clock."""
        return self._plan

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

    def document(self, name: str, item: int = 0) -> str:
        """The text of a document; empty for one that was never written."""
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
        if self._plan:
            self._emit(ev.PhaseEntered(name=self._plan[0].name), now)

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
        if self.state not in _HANDED_IN or self._story.ended is None:
            raise states.refused(self.state)
        elapsed = (self._story.ended_ms or 0) / 1000
        return tuple(
            Submission(
                round_id=self._record.id,
                item_id=item.id,
                submitted=self._story.ended,
                documents={name: self.document(name, position) for name in self._submitted(position)},
                ended_by="time" if self._story.state is RoundState.EXPIRED else "candidate",
                elapsed_s=elapsed,
                overtime_s=round_clock.overtime_s(elapsed, self._rules),
                hints_used=len(self._story.item(position).hints),
            )
            for position, item in enumerate(self._record.items)
        )

    def _submitted(self, position: int) -> tuple[str, ...]:
        """Names of the documents of an item that are handed in, those of the round's type first."""
        named = self._kind.submitted_documents
        if not self._kind.takes_files:
            return named
        written = self._item(position).documents.items()
        others = (name for name, text in written if text and name not in named and name != REPLY)
        return (*named, *sorted(others))

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

    def _item(self, position: int) -> ItemStory:
        if not 0 <= position < len(self._record.items):
            raise IndexError(f"the round has no item {position}")
        return self._story.item(position)

    def _elapsed_at(self, now: Instant) -> float:
        if self._story.ended_ms is not None:
            return self._story.ended_ms / 1000
        if self._record.anchor is None:
            return 0.0
        return round_clock.elapsed_s(self._record.anchor, now, self._rules)

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
        found += self._guide(elapsed, now)
        found += self._curveballs(elapsed, now)
        if elapsed >= self._record.planned_s and not self._story.overtime:
            self._emit(ev.OvertimeStarted(), now)
            found.append(notices.OVERTIME)
        return found

    def _guide(self, elapsed: float, now: Instant) -> list[Notice]:
        """The plan moves the guide on when a phase's time comes, and never back; the candidate may go where they like."""
        if not self._plan:
            return []
        due = phases.position(self._plan, elapsed)
        before, self._guided_to = self._guided_to, due
        if due == before or due <= phases.index_of(self._plan, self._item(0).phase):
            return []
        self._emit(ev.PhaseEntered(name=self._plan[due].name), now)
        return [Notice(NoticeKind.PHASE, self._plan[due].name)]

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
        anchor = self._record.anchor or _anchor_of(story, story.wall)
        if story.state is not RoundState.RUNNING:
            anchor = anchor.model_copy(update={"ticking": False})
        reopened = round_clock.reopen(anchor, now, self._rules, story.t_ms / 1000, runs_on=after == "handover")
        changes: dict[str, object] = {"anchor": reopened.anchor, "ended": self._record.ended or story.ended}
        if self._record.state not in _AFTER:
            changes["state"] = story.state
        self._record = self._record.model_copy(update=changes)
        before = reopened.anchor.elapsed_s - reopened.counted_s
        self._warnings.at(round_clock.remaining_s(before, self._rules))
        self._guided_to = phases.position(self._plan, before) if self._plan else 0
        if story.state is RoundState.RUNNING:
            self._emit(ev.Resumed(after=after, gap_s=reopened.gap_s, counted_s=reopened.counted_s), now)
            self._expire_if_over(now)


def _anchor_of(story: Story, wall: datetime) -> ClockAnchor:
    """An anchor from the journal alone, which knows the wall clock and nothing of the machine's boots."""
    return ClockAnchor(
        elapsed_s=story.t_ms / 1000, ticking=True, wall=wall, monotonic_s=0.0, since_boot_s=0.0, boot_id=""
    )
