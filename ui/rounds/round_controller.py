"""Drives an open round of any kind in the window: the desk on this thread, code and history on their lanes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from mockint.app import measuring
from mockint.app.desk import HANDED_IN, RoundDesk, claim
from mockint.app.record import RoundRecord, read_records
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.domain.changes import Changes
from mockint.domain.ids import RoundId
from mockint.domain.round import OPEN_STATES, Mode, RoundState
from mockint.domain.submission import Submission
from mockint.errors import KnownError, RoundError
from mockint.rounds import states
from mockint.rounds.names import round_title
from mockint.rounds.notices import TimeCheck
from mockint.rounds.story import ItemStory
from ui.pages.page import Tools
from ui.rounds.journal_timer import JournalTimer, Relay
from ui.tasks import Task

TICK_MS: Final = 200
ENDING_S: Final = 1.0
ENDING_TICK_MS: Final = 20
"""Before a simulation ends, the clock is looked at so often, so that no key of its last second is left behind."""


class RoundController(QObject):
    """One open round; what can be run in it is added by its kind.

    Signals:
        time_checked: A `TimeCheck`, several times a second while the clock runs.
        ending: A simulation is about to end: hand over what the editors have not told yet.
        state_changed: The round is in another state.
        run_started: Which run began, by its kind's own name.
        run_failed: A `KnownError`; the run gave nothing.
        handed_in: The answer is on disk; measuring has begun.
        measuring: What is being measured now, in words.
        measured: The round's `RoundRecord`s, one for each question, with measurements and grades.
        item_changed: Another question of the round is open.
        not_measured: A `KnownError`; the answer is kept and can be measured again.
        refused: A `KnownError` about something that was asked of the round.
        trouble: A `KnownError` while the history cannot be written, None once it can again.
    """

    time_checked = Signal(object)
    ending = Signal()
    state_changed = Signal()
    run_started = Signal(str)
    run_failed = Signal(object)
    handed_in = Signal()
    measuring = Signal(str)
    measured = Signal(object)
    item_changed = Signal()
    not_measured = Signal(object)
    refused = Signal(object)
    trouble = Signal(object)

    def __init__(self, tools: Tools, services: Services, desk: RoundDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.services = services
        self.desk = desk
        self._cancel: threading.Event | None = None
        self._run: Task[object] | None = None
        self._is_stored = False
        self._stop_measuring = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    # What the screen reads

    @property
    def story(self) -> ItemStory:
        """What happened so far in the question that is open, to be read only."""
        return self.desk.session.story.item()

    @property
    def title(self) -> str:
        """What the round is called: by its question, or by how many it has."""
        questions = self.desk.questions
        return questions[0].header.title if len(questions) == 1 else round_title(len(questions), self.desk.round.kind)

    @property
    def is_running(self) -> bool:
        """Whether the clock runs and the candidate may work."""
        return self.desk.session.state is RoundState.RUNNING

    @property
    def is_busy(self) -> bool:
        """Whether code is running."""
        return self._cancel is not None

    @property
    def is_stored(self) -> bool:
        """Whether what was handed in is on disk."""
        return self._is_stored

    def initial_documents(self) -> Mapping[str, str]:
        """What the documents hold when the round starts, by name."""
        return type_of(self.desk.question).initial_documents(self.desk.question)

    # The course of the round

    def begin(self) -> None:
        """Start a planned round, go on with one, or measure one that was ended and not measured."""
        if self.desk.session.state is RoundState.PLANNED:
            self.desk.session.start()
            self.desk.keep()
        self.tick()
        self.state_changed.emit()
        if self.desk.session.state in HANDED_IN:
            self._after_hand_in(self.desk.store_submission)
        else:
            self._timer.start()
        self._tools.hub.announce(Changes(rounds=True))

    def tick(self) -> None:
        """Look at the clock."""
        before = self.desk.session.state
        checked: TimeCheck = self.desk.tick()
        self.time_checked.emit(checked)
        if self.is_running and self.desk.round.mode is Mode.SIMULATION and checked.remaining_s <= ENDING_S:
            self._timer.setInterval(ENDING_TICK_MS)
            self.ending.emit()
        if self.desk.session.state is not before:
            self.state_changed.emit()
        if self._timer.isActive() and self.desk.session.state is RoundState.EXPIRED:
            self._after_hand_in(self.desk.store_submission)

    def edit(self, document: str, text: str) -> None:
        """Take over a document's text."""
        self.ask(partial(self.desk.session.record_edit, document, text))

    def move_cursor(self, document: str, at: int) -> None:
        """Take over where the cursor was left."""
        if self.is_running:
            self.ask(partial(self.desk.session.record_cursor, document, at))

    def pause(self) -> None:
        """Stop the clock, or let it run again."""
        session = self.desk.session
        self.ask(session.resume if session.state is RoundState.PAUSED else session.pause)
        self.desk.keep()
        self.state_changed.emit()
        self.tick()

    def enter_phase(self, name: str) -> None:
        """Go to a phase of the guide."""
        self.ask(partial(self.desk.session.enter_phase, name))
        self.tick()

    def open_item(self, position: int) -> None:
        """Go on, or back, to another question of the round; where that is refused, the one that is open stays."""
        before = self.desk.session.open_item
        self.ask(partial(self.desk.session.open, position))
        if self.desk.session.open_item != before:
            self.item_changed.emit()
            self.tick()

    def hint(self) -> str:
        """Ask for a hint; what the interviewer says, or nothing when it was refused with a message."""
        said: list[str] = []
        self.ask(lambda: said.append(self.desk.session.take_hint().text))
        return said[0] if said else ""

    def predict(self, pass_rate: float | None, levels: dict[str, int], item: int = 0) -> None:
        """Keep what the candidate expects of a question."""
        self.ask(partial(self.desk.session.predict, pass_rate, levels, item))

    def abandon(self) -> None:
        """Give the round up; it is kept and never graded."""
        self.ask(self.desk.session.abandon)
        self.stop_run()
        self._timer.stop()
        self.desk.keep()
        self._tools.hub.announce(Changes(rounds=True))

    def close(self) -> None:
        """Leave the round: a practice round is paused, a simulation's clock runs on."""
        self._timer.stop()
        self.stop_run()
        self.desk.close()
        self._tools.hub.announce(Changes(rounds=True))

    # Running

    def stop_run(self) -> None:
        """End the run that is under way; its worker is killed."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None
        if self._run is not None:
            self._run.cancel()
            self._run = None

    def start_run(self, what: str, work: Callable[[threading.Event], object], done: Callable[[object], None]) -> None:
        """Run something on a lane, in place of what is still running; refused while the clock stands still.

        Args:
            what: Its kind's own name for it.
            work: Gets the event that asks it to stop.
            done: Called with the result, unless it was stopped.
        """
        if not self.is_running:
            self.refused.emit(states.refused(self.desk.session.state))
            return
        self.stop_run()
        cancel = self._cancel = threading.Event()
        self.run_started.emit(what)

        def ended(result: object) -> None:
            if self._cancel is cancel:
                self._cancel = None
                done(result)

        def failed(fault: KnownError) -> None:
            if self._cancel is cancel:
                self._cancel = None
                self.run_failed.emit(fault)

        self._run = self._tools.tasks.remote(lambda: work(cancel), self, ended, failed)

    # Handing in

    def hand_in(self) -> None:
        """Hand in what is there, then measure it on a lane of its own; asked twice, it is done once."""
        if self.desk.session.state in OPEN_STATES:
            self._after_hand_in(self.desk.submit)

    def measure(self) -> None:
        """Measure what was handed in; can be asked again when it, or storing the answer, failed."""
        if not self._is_stored:
            self._after_hand_in(self.desk.store_submission)
            return
        round_id = self.desk.round.id
        services, tools, journal = self.services, self._tools, self.desk.journal

        stop = self._stop_measuring = threading.Event()

        def tell(what: str) -> None:
            if stop.is_set():
                raise RoundError("Measuring was stopped.", "The answer is kept; it can be measured at any time.")
            with contextlib.suppress(RuntimeError):  # the round's screen was left
                self.measuring.emit(what)

        def work() -> tuple[RoundRecord, ...]:
            measuring.measure(services, round_id, tell)
            journal.flush().result()  # a forecast of this moment belongs to the record
            return read_records(services, round_id)

        def done(records: tuple[RoundRecord, ...]) -> None:
            tools.hub.announce(Changes(rounds=True, grades=True))
            tools.grading.after_measuring(records)
            if isValid(self):
                self.measured.emit(records)

        def failed(fault: KnownError) -> None:
            if isValid(self):
                self.not_measured.emit(fault)

        # The hub's task and not this round's: who leaves meanwhile finds the result in the history.
        tools.tasks.remote(work, tools.hub, done, failed)

    def stop_measuring(self) -> None:
        """End measuring at its next step; the answer is kept and can be measured again."""
        self._stop_measuring.set()

    def refresh_records(self, done: Callable[[tuple[RoundRecord, ...]], None]) -> None:
        """Read the round again, the forecast included."""
        services, round_id = self.services, self.desk.round.id

        def work() -> tuple[RoundRecord, ...]:
            self.desk.journal.flush().result()
            return read_records(services, round_id)

        self._tools.tasks.remote(work, self, done, self.not_measured.emit)

    def _after_hand_in(self, hand_in: Callable[[], Future[tuple[Submission, ...]]]) -> None:
        self.stop_run()
        self._timer.stop()
        try:
            stored = hand_in()
        except RoundError as fault:
            self._timer.start()
            self.refused.emit(fault)
            return
        self.state_changed.emit()
        self._tools.tasks.remote(stored.result, self, lambda _: self._stored(), self.not_measured.emit)

    def _stored(self) -> None:
        self._is_stored = True
        self._tools.hub.announce(Changes(rounds=True))
        self.handed_in.emit()
        self.measure()

    def ask(self, what: Callable[[], object]) -> None:
        """Do something with the session; a refusal is told in its own words."""
        try:
            what()
        except RoundError as fault:
            self.refused.emit(fault)

    def adopt(self, relay: Relay) -> None:
        """Listen to what the store lane tells of this round's journal."""
        relay.setParent(self)
        relay.trouble.connect(self.trouble)


def open_desk(
    tools: Tools,
    services: Services,
    round_id: str,
    parent: QObject,
    done: Callable[[RoundDesk, Relay], None],
    failed: Callable[[KnownError], None],
    *,
    take_over: bool = False,
) -> None:
    """Claim a round and read its journal on the store lane, then hand over its desk on this thread.

    Args:
        tools: The lanes.
        services: Where the round is kept.
        round_id: The round.
        parent: Whose wish it is.
        done: Called with the desk and with what tells of its trouble; `adopt` ties the two to a controller.
        failed: Called with a `KnownError`.
        take_over: Take it also from an owner that has fallen silent.
    """
    relay = Relay(parent)
    timer = JournalTimer(relay)

    def work(_: object) -> RoundDesk:
        return RoundDesk(
            services, claim(services, RoundId(round_id), take_over=take_over), relay.trouble.emit, timer.later
        )

    tools.tasks.store(work, parent, lambda desk: done(desk, relay), failed)
