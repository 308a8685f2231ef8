"""The journal's writer: takes events at once, and has them on disk half a second later without holding anyone up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from mockint.clock import Clock
from mockint.domain.event import Event
from mockint.domain.ids import RoundId
from mockint.domain.round import ClockAnchor, Owner
from mockint.errors import KnownError, RoundError
from mockint.lanes import StoreLane

if TYPE_CHECKING:
    from mockint.history.store import Store  # SQLAlchemy stays out of whoever only writes a journal

BATCH_S = 0.4
"""How long the first event of a batch waits for others; the rest of the promised 0.5 s is for the writing."""

RETRY_S = 2.0
"""How long the writer waits after a failure before it tries again."""

Later = Callable[[float, Callable[[], None]], None]
"""Calls a function once, so many seconds from now, on any thread; itself called from any thread."""

_log = logging.getLogger(__name__)


class JournalWriter:
    """Writes the journal of one round, in batches, on the store lane.

    What cannot be written stays in memory and is tried again; nothing is dropped while the process lives. After a
    `RoundError` (another process owns the round now) it writes no more, but still keeps what comes.

    Args:
        lane: Where the store is used.
        store: The open history.
        round_id: The round.
        clock: Tells when a batch is due.
        owner: Who writes; given, nothing is written once the round is another process's.
        later: How to be called again when a batch is due. Without it every event is sent to the lane at once.
        on_trouble: Told each failure, and None once all is well again; called on the store lane.
    """

    def __init__(
        self,
        lane: StoreLane,
        store: Store,
        round_id: RoundId,
        clock: Clock,
        *,
        owner: Owner | None = None,
        later: Later | None = None,
        on_trouble: Callable[[Exception | None], None] | None = None,
    ) -> None:
        self._lane = lane
        self._store = store
        self._round_id = round_id
        self._clock = clock
        self._owner = owner
        self._later = later
        self._on_trouble = on_trouble
        self._lock = threading.Lock()
        self._waiting: list[Event] = []
        self._anchor: ClockAnchor | None = None
        self._due_at: float | None = None
        self._trouble: Exception | None = None

    @property
    def trouble(self) -> Exception | None:
        """Why the last attempt failed; None if it did not."""
        return self._trouble

    @property
    def unstored(self) -> int:
        """How many events are in memory alone."""
        with self._lock:
            return len(self._waiting)

    def record(self, event: Event) -> None:
        """Take an event, in the order of `seq`. Returns at once; any thread may call it."""
        with self._lock:
            self._waiting.append(event)
            first = self._start_batch()
        if first:
            self._arrange(BATCH_S)

    def note_anchor(self, anchor: ClockAnchor) -> None:
        """Have the round's clock anchor written with the next batch; only the last one counts."""
        with self._lock:
            self._anchor = anchor
            first = self._start_batch()
        if first:
            self._arrange(BATCH_S)

    def due_in(self) -> float | None:
        """Seconds until the batch is due, 0 if it is; None if nothing waits."""
        with self._lock:
            due_at = self._due_at
        return None if due_at is None else max(0.0, due_at - self._clock.now().monotonic_s)

    def flush_if_due(self) -> None:
        """Send the batch to the lane if its time has come; called too early, be called again."""
        remaining = self.due_in()
        if remaining is None:
            return
        if remaining <= 0:
            self._send()
        else:
            self._arrange(remaining)

    def flush(self) -> Future[None]:
        """Send what waits to the lane now.

        Returns:
            A future that is done when it is on disk, or that holds the reason why it is not.
        """
        return self._lane.submit(self._write)

    def close(self) -> int:
        """Write what waits and be done with it.

        Returns:
            How many events could not be stored; `trouble` says why.
        """
        fault = self.flush().exception()
        if fault is not None and not isinstance(fault, KnownError):
            raise fault
        return self.unstored

    def _start_batch(self) -> bool:
        if self._due_at is not None or isinstance(self._trouble, RoundError):
            return False
        self._due_at = self._clock.now().monotonic_s + BATCH_S
        return True

    def _arrange(self, delay_s: float) -> None:
        if self._later is None:
            self._send()
        else:
            self._later(delay_s, self.flush_if_due)

    def _send(self) -> None:
        # Nobody waits for this one: a failure has been told by `_write`.
        self.flush().add_done_callback(Future.exception)

    def _write(self) -> None:
        with self._lock:
            events, anchor = tuple(self._waiting), self._anchor
            self._due_at = None
        if not events and anchor is None:
            return
        try:
            self._store.append_events(self._round_id, events, anchor=anchor, owner=self._owner)
        except Exception as fault:
            self._failed(fault)
            raise
        with self._lock:
            del self._waiting[: len(events)]
            if self._anchor is anchor:
                self._anchor = None
        if self._trouble is not None:
            self._tell(None)

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, KnownError):
            _log.error("the journal of round %s could not be written", self._round_id, exc_info=fault)
        again = not isinstance(fault, RoundError)
        with self._lock:
            self._due_at = self._clock.now().monotonic_s + RETRY_S if again else None
        self._tell(fault)
        if again and self._later is not None:
            self._later(RETRY_S, self.flush_if_due)

    def _tell(self, fault: Exception | None) -> None:
        self._trouble = fault
        if self._on_trouble is not None:
            self._on_trouble(fault)
