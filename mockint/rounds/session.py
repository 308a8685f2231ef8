"""What a candidate does in a round: edits, runs, hints and talk, each checked against the rules and told as an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from mockint.clock import Clock
from mockint.domain import event as ev
from mockint.domain.event import Event
from mockint.domain.question import Question
from mockint.domain.round import Round, RoundState
from mockint.errors import RoundError
from mockint.rounds import hints, phases, states
from mockint.rounds.course import Course
from mockint.rounds.edits import MAX_DOCUMENT, SnapshotRule, difference, well_formed
from mockint.rounds.kind import RoundType

_BEFORE_THE_REVEAL: Final = frozenset({RoundState.SUBMITTED, RoundState.EXPIRED, RoundState.MEASURED})


class RoundSession(Course):
    """The only object that changes a round: its course, and what the candidate does in it.

    What the candidate does belongs to the open item, unless another one is named. It raises a `RoundError` when the
    round is not running: not started, paused, over, or a simulation whose time is up (it is then handed in as it stands).
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
        super().__init__(record, questions, kind, clock=clock, sink=sink)
        self._snapshots: dict[tuple[int, str], SnapshotRule] = {}

    def record_edit(self, document: str, text: str, item: int | None = None) -> None:
        """Take over the whole text of a document, as the editor has it.

        Raises:
            RoundError: If the round is not running, or the text is far too long; then nothing is recorded.
        """
        now, item = self._working(), self._position(item)
        if len(text) > MAX_DOCUMENT:
            raise RoundError(
                f"This text has {len(text):,} characters and was not recorded.",
                f"A document may have {MAX_DOCUMENT:,}; take some of it out.",
            )
        text = well_formed(text)
        change = difference(self.document(document, item), text)
        if change is None:
            return
        self._emit(
            ev.Edit(item=item, document=document, at=change.at, removed=change.removed, inserted=change.inserted), now
        )
        if self._snapshots.setdefault((item, document), SnapshotRule()).is_due_after(change, text):
            self._emit(ev.Snapshot(item=item, document=document, text=text), now)

    def record_cursor(self, document: str, at: int, item: int | None = None) -> None:
        """Note where the cursor was left (code points).

        Raises:
            RoundError: If the round is not running.
        """
        now, item = self._working(), self._position(item)
        if self._item(item).cursors.get(document) != at:
            self._emit(ev.CursorMoved(item=item, document=document, at=at), now)

    def enter_phase(self, name: str, item: int | None = None) -> None:
        """Go on, or back, to a phase of the guide.

        Raises:
            RoundError: If the round is not running or the guide has no such phase.
        """
        now, item = self._working(), self._position(item)
        if phases.index_of(self._guide.plans[item], name) < 0:
            raise RoundError(f"This round has no phase {name!r}.")
        if self._item(item).phase != name:
            self._emit(ev.PhaseEntered(item=item, name=name), now)

    def record_run(
        self,
        what: Literal["examples", "own_tests", "custom_input"],
        *,
        verdict: str,
        passed: int,
        total: int,
        wall_s: float,
        item: int | None = None,
    ) -> int | None:
        """Note a run and its result, which may come when the round has just been paused.

        Returns:
            The level that this run opened: all examples of the open levels passed; None otherwise.

        Raises:
            RoundError: If the round is neither running nor paused.
        """
        now, item = self._open(), self._position(item)
        level = self._item(item).levels_open
        self._emit(
            ev.Ran(item=item, what=what, level=level, verdict=verdict, passed=passed, total=total, wall_s=wall_s),
            now,
        )
        if what != "examples" or not self._is_earned(level + 1, item):
            return None
        self.open_level(level + 1, item)
        return level + 1

    def open_level(self, level: int, item: int | None = None) -> None:
        """Open the next level, once the last run passed every example of those that are open.

        Raises:
            RoundError: If the round is neither running nor paused, there is no such level, or it is not its turn yet.
        """
        now, item = self._open(), self._position(item)
        story = self._item(item)
        if level > self._kind.levels(self._questions[item], self._record.form):
            raise RoundError(f"This round has no level {level}.")
        if level <= story.levels_open:
            raise RoundError(f"Level {level} is open already.")
        if not self._is_earned(level, item):
            raise RoundError(
                f"Level {level} opens when every example of level {level - 1} passes.", "Run the examples first."
            )
        self._emit(ev.LevelOpened(item=item, level=level), now)

    def take_hint(self, item: int | None = None) -> hints.HintReply:
        """Ask for a hint; that one was asked for is recorded, given or not.

        Raises:
            RoundError: If the round is not running, or in Practice when no hint is left.
        """
        now, item = self._working(), self._position(item)
        reply = hints.reply(self._record.mode, self._questions[item].hints, self._item(item), self._elapsed_at(now))
        self._emit(ev.HintTaken(item=item, number=reply.number, given=reply.given), now)
        return reply

    def say(
        self,
        text: str,
        *,
        speaker: Literal["candidate", "interviewer"] = "candidate",
        intent: Literal["", "clarification", "answer", "probe", "curveball", "closing"] = "",
        item: int | None = None,
    ) -> None:
        """Note one turn of the talk.

        Raises:
            RoundError: If the round is not running, or nothing is said.
        """
        now, item = self._working(), self._position(item)
        if not text.strip():
            raise RoundError("There is nothing to send.")
        self._emit(ev.Said(item=item, speaker=speaker, text=well_formed(text), intent=intent), now)

    def clarify(self, question: str, item: int | None = None) -> None:
        """Note a clarifying question of the candidate.

        Raises:
            RoundError: If the round is not running, or nothing is asked.
        """
        self.say(question, intent="clarification", item=item)

    def lose_focus(self, away_s: float | None = None) -> None:
        """Note that the window lost the focus; nothing is said when the round is not running."""
        if self.state is RoundState.RUNNING and not self._expire_if_over(now := self._clock.now()):
            self._emit(ev.FocusLost(away_s=away_s), now)

    def predict(
        self, hidden_pass_rate: float | None, levels: Mapping[str, int] | None = None, item: int | None = None
    ) -> None:
        """Note what the candidate expects, before the reveal; a second forecast replaces the first.

        Args:
            hidden_pass_rate: Expected share of hidden tests passed, 0 to 1; None if skipped.
            levels: Expected level by criterion id.
            item: Position of the item; None for the one that was open at the end.

        Raises:
            RoundError: If the round is not handed in yet, or its grade has been seen, or the share is out of range.
        """
        if self.state not in _BEFORE_THE_REVEAL:
            raise states.refused(self.state)
        if hidden_pass_rate is not None and not 0 <= hidden_pass_rate <= 1:
            raise RoundError("A forecast is a share between 0 and 100 %.")
        item = self._position(item)
        payload = ev.Predicted(item=item, hidden_pass_rate=hidden_pass_rate, levels=dict(levels or {}))
        self._emit(payload, self._clock.now())

    def _position(self, item: int | None) -> int:
        """The position that is meant: that of the open item where none is named."""
        if item is None:
            return self.open_item
        self._item(item)  # refuses one that the round has not
        return item

    def _is_earned(self, level: int, item: int) -> bool:
        story = self._item(item)
        run = story.last_run
        return (
            level == story.levels_open + 1
            and level <= self._kind.levels(self._questions[item], self._record.form)
            and run is not None
            and run.what == "examples"
            and run.level == story.levels_open
            and 0 < run.total == run.passed
        )
