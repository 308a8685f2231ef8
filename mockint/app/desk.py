"""A round that is open in this process: the session, its journal, its record and its owner, kept in step.

Everything on the desk is quick and is called on one thread (the window's, or a command's). The history is written over
the store lane; what was typed is on its way there at most half a second later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple

from mockint.app.process import is_alive, this_process
from mockint.app.record import RoundRecord, read_record
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.round import OPEN_STATES, Mode, Owner, Round, RoundState
from mockint.domain.submission import Submission
from mockint.errors import KnownError, RoundError
from mockint.history.journal import JournalWriter, Later
from mockint.history.store import Store
from mockint.rounds.coding import CodingRound
from mockint.rounds.notices import TimeCheck
from mockint.rounds.ownership import HEARTBEAT_S, Standing, standing
from mockint.rounds.session import RoundSession

_log = logging.getLogger(__name__)


class Claim(NamedTuple):
    """A round that now belongs to this process, read whole.

    Attributes:
        found: How its owner stood before: nobody had it, or one who was killed or fell silent did.
        store: The open history, to be used on the store lane alone.
    """

    record: RoundRecord
    owner: Owner
    found: Standing
    store: Store


def claim(services: Services, round_id: RoundId, *, take_over: bool = False) -> Claim:
    """Become the owner of an open round and read it; blocking, on any thread but the window's.

    Args:
        services: Where the round is kept.
        round_id: The round.
        take_over: Take it also from an owner that is there but has fallen silent.

    Raises:
        RoundError: If the round is over, or another process holds it.
    """
    me = this_process(services.clock)
    held = services.stored(lambda store: store.load_round(round_id))
    if held.state not in OPEN_STATES:
        raise RoundError(f"This round is over ({held.state.value}).", "Its report is in the history.")
    owner = held.owner
    found = standing(owner, me, services.clock.now().wall, is_alive)
    if found is Standing.HELD or (found is Standing.SILENT and not take_over):
        how = "Close it there to go on here." if found is Standing.HELD else "Close it there, or take the round over."
        raise RoundError("This round is open in another window or command.", how)
    if owner is None or found is Standing.MINE:
        got = services.stored(lambda store: store.claim_owner(round_id, me))
    else:
        got = services.stored(lambda store: store.take_over(round_id, me, owner))
    if not got:
        raise RoundError("Another window or command has just opened this round.", "Close it there to go on here.")
    return Claim(read_record(services, round_id), me, found, services.stored(lambda store: store))


class RoundDesk:
    """An open round, owned by this process until `close`.

    Args:
        services: The store lane and the clock.
        claimed: What `claim` gave.
        on_trouble: Told, on the store lane's thread, when the history cannot be written, and None once it can again;
            what was typed is kept in memory and tried again.
        later: How the journal is called again when a batch is due; see `JournalWriter`.
    """

    def __init__(
        self,
        services: Services,
        claimed: Claim,
        on_trouble: Callable[[Exception | None], None],
        later: Later | None = None,
    ) -> None:
        self._services = services
        self._owner = claimed.owner
        self._on_trouble = on_trouble
        self.question = claimed.record.question
        self.rubric = claimed.record.rubric
        held = claimed.record.round
        self._lane = services.store_lane
        self._store = claimed.store
        self.journal = JournalWriter(
            self._lane,
            claimed.store,
            held.id,
            services.clock,
            owner=claimed.owner,
            later=later,
            on_trouble=on_trouble,
        )
        released = claimed.found in (Standing.FREE, Standing.MINE)
        self.session = RoundSession.restore(
            held,
            (self.question,),
            CodingRound(),
            claimed.record.events,
            clock=services.clock,
            sink=self.journal.record,
            after="handover" if released else "takeover" if claimed.found is Standing.SILENT else "restart",
        )
        self._kept = held
        self._beaten_s = services.clock.now().monotonic_s
        self.keep()

    @property
    def round(self) -> Round:
        """The round's record as it stands."""
        return self.session.record

    def tick(self) -> TimeCheck:
        """Look at the clock, and let the history follow; to be called several times a second.

        Returns:
            The time, and what came up since the last look.
        """
        checked = self.session.check_time()
        if self._services.clock.now().monotonic_s - self._beaten_s >= HEARTBEAT_S:
            self._beat()
        self.keep()
        return checked

    def keep(self) -> None:
        """Store the record if it changed; the journal goes first, so that it is never behind the record."""
        record = self.session.record
        if record is not self._kept:
            self._kept = record
            self._watch(self.journal.flush())
            self._later(lambda store: store.save_progress(record, self._owner))

    def submit(self) -> Future[Submission]:
        """Hand in.

        Returns:
            A future that is done once the submission is on disk, after all that led to it: nothing is measured that
            could still be lost.

        Raises:
            RoundError: If the round is over.
        """
        self.session.submit()
        return self.store_submission()

    def store_submission(self) -> Future[Submission]:
        """Keep what was handed in by the candidate or by the clock; see `submit`."""
        (submission,) = self.session.submissions()
        record = self._kept = self.session.record
        self._watch(self.journal.flush())

        def keep() -> Submission:
            with self._store.all_or_nothing():
                self._store.save_submission(submission)
                self._store.save_progress(record, self._owner)
            return submission

        return self._lane.submit(keep)

    def close(self) -> None:
        """Give the round up. A practice round is paused first; a simulation's clock runs on, as an interview's does."""
        if self.session.state is RoundState.RUNNING and self.session.record.mode is Mode.PRACTICE:
            self.session.pause()
        self.hand_over()

    def hand_over(self) -> None:
        """Give the round up as it stands, its clock running on if it runs."""
        if self.session.record.state in OPEN_STATES:
            self.session.heartbeat()
        self.keep()
        self._watch(self.journal.flush())
        self._later(lambda store: store.release_owner(self.round.id, self._owner))

    def _beat(self) -> None:
        now = self._services.clock.now()
        self._beaten_s = now.monotonic_s
        self.session.heartbeat()
        owner = self._owner.model_copy(update={"heartbeat": now.wall})
        self._later(lambda store: store.heartbeat(self.round.id, owner))

    def _later(self, work: Callable[[Store], object]) -> None:
        self._watch(self._lane.submit(lambda: work(self._store)))

    def _watch(self, done: Future[Any]) -> None:
        """A fault of a write that nobody waits for is told, not lost."""
        done.add_done_callback(lambda ended: self._tell(ended.exception()))

    def _tell(self, fault: BaseException | None) -> None:
        if isinstance(fault, KnownError):
            self._on_trouble(fault)
        elif fault is not None:
            _log.error("a write to the history failed", exc_info=fault)
