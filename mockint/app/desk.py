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
from mockint.app.record import RoundRecord, read_records
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.question import Question
from mockint.domain.round import OPEN_STATES, Mode, Owner, Round, RoundState
from mockint.domain.rubric import Rubric
from mockint.domain.submission import Submission
from mockint.errors import KnownError, RoundError
from mockint.history.journal import JournalWriter, Later
from mockint.history.store import Store
from mockint.rounds.notices import TimeCheck
from mockint.rounds.ownership import HEARTBEAT_S, Standing, claimed, standing
from mockint.rounds.session import RoundSession

HANDED_IN = frozenset({RoundState.SUBMITTED, RoundState.EXPIRED})
"""States in which an answer is there and waits to be measured."""

_log = logging.getLogger(__name__)


class HeldError(RoundError):
    """Another process holds the round and works on it; it can be followed."""


class SilentOwnerError(RoundError):
    """Another process holds the round and has not answered for a while: the user may take it over."""


class Claim(NamedTuple):
    """A round that now belongs to this process, read whole.

    Attributes:
        records: A record for each of its items.
        found: How its owner stood before: nobody had it, or one who was killed or fell silent did.
        store: The open history, to be used on the store lane alone.
    """

    records: tuple[RoundRecord, ...]
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
        SilentOwnerError: If another process holds it that may hang; ask again with `take_over`.
        HeldError: If another process holds it.
        RoundError: If the round is over, or another process was quicker.
    """
    me = this_process(services.clock)
    held = services.stored(lambda store: store.load_round(round_id))
    if held.state not in OPEN_STATES:
        raise RoundError(f"This round is over ({held.state.value}).", f"Its report: 'mockint report {round_id}'.")
    owner = held.owner
    now = services.clock.now().wall
    found = standing(owner, me, now, is_alive)
    try:
        claimed(held, me, now, is_alive, take_over=take_over)
    except RoundError as fault:
        raise (SilentOwnerError if found is Standing.SILENT else HeldError)(fault.what, fault.how) from None
    if owner is None or found is Standing.MINE:
        got = services.stored(lambda store: store.claim_owner(round_id, me))
    else:
        got = services.stored(lambda store: store.take_over(round_id, me, owner))
    if not got:
        raise RoundError("Another window or command has just opened this round.", "Close it there to go on here.")
    return Claim(read_records(services, round_id), me, found, services.stored(lambda store: store))


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
        self.questions = tuple(record.question for record in claimed.records)
        self.rubrics = tuple(record.rubric for record in claimed.records)
        held = claimed.records[0].round
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
            self.questions,
            type_of(self.questions[0]),
            claimed.records[0].events,
            clock=services.clock,
            sink=self.journal.record,
            after="handover" if released else "takeover" if claimed.found is Standing.SILENT else "restart",
        )
        self._kept = held
        self._in_trouble = False
        self._beaten_s = services.clock.now().monotonic_s
        if self.session.state in HANDED_IN and held.state in OPEN_STATES:
            self.store_submission()  # stopped between the end and its storing, or the time ran out meanwhile
        else:
            self.keep()

    @property
    def round(self) -> Round:
        """The round's record as it stands."""
        return self.session.record

    @property
    def question(self) -> Question:
        """The question that is open; in most rounds the only one."""
        return self.questions[self.session.open_item]

    @property
    def rubric(self) -> Rubric:
        """What the question that is open is judged by."""
        return self.rubrics[self.session.open_item]

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

    def submit(self) -> Future[tuple[Submission, ...]]:
        """Hand in.

        Returns:
            A future that is done once a submission for each item is on disk, after all that led to it: nothing is measured that
            could still be lost.

        Raises:
            RoundError: If the round is over.
        """
        self.session.submit()
        return self.store_submission()

    def store_submission(self) -> Future[tuple[Submission, ...]]:
        """Keep what was handed in by the candidate or by the clock; see `submit`. Doing it again changes nothing."""
        submissions = self.session.submissions()
        record = self._kept = self.session.record
        self._watch(self.journal.flush())

        def keep() -> tuple[Submission, ...]:
            with self._store.all_or_nothing():
                for submission in submissions:
                    self._store.save_submission(submission)
                self._store.save_progress(record, self._owner)
            return submissions

        stored = self._lane.submit(keep)
        self._watch(stored)
        return stored

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
            self._in_trouble = True
            self._on_trouble(fault)
        elif fault is None and self._in_trouble and self.journal.trouble is None:
            self._in_trouble = False
            self._on_trouble(None)
        elif fault is not None:
            _log.error("a write to the history failed", exc_info=fault)
