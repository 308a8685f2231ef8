from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from mockint.clock import ManualClock
from mockint.domain.event import Event
from mockint.domain.ids import RoundId
from mockint.errors import HistoryError, RoundError
from mockint.history.journal import BATCH_S, RETRY_S, JournalWriter
from mockint.history.store import Store, open_store
from mockint.lanes import StoreLane
from mockint.paths import Home
from tests.helpers.records import add_round, make_anchor, make_events, make_owner


class Timers:
    """Calls that were asked for, made when the test's clock reaches them."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def later(self, delay_s: float, call: Callable[[], None]) -> None:
        self.waiting.append((self.clock.now().monotonic_s + delay_s, call))

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        due = [call for at, call in self.waiting if at <= self.clock.now().monotonic_s]
        self.waiting = [(at, call) for at, call in self.waiting if at > self.clock.now().monotonic_s]
        for call in due:
            call()


class FailingStore:
    """A store that refuses as often as it is told to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.faults: list[Exception] = []
        self.batches: list[int] = []

    def append_events(self, round_id: RoundId, events: Sequence[Event], **more: object) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.batches.append(len(events))
        self.store.append_events(round_id, events, **more)


@pytest.fixture
def lane() -> Iterator[StoreLane]:
    made = StoreLane()
    yield made
    made.close()


@pytest.fixture
def failing(lane: StoreLane, home: Home, clock: ManualClock) -> Iterator[FailingStore]:
    store = lane.call(lambda: open_store(home, clock))
    lane.call(lambda: add_round(store))
    yield FailingStore(store)
    lane.call(store.close)


@pytest.fixture
def timers(clock: ManualClock) -> Timers:
    return Timers(clock)


def make_writer(lane: StoreLane, failing: FailingStore, clock: ManualClock, **more: object) -> JournalWriter:
    return JournalWriter(lane, failing, RoundId("r1"), clock, **more)


def kept(lane: StoreLane, failing: FailingStore) -> tuple[Event, ...]:
    return lane.call(lambda: failing.store.read_events(RoundId("r1")))


def test_events_go_to_disk_together_within_half_a_second(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    writer = make_writer(lane, failing, clock, later=timers.later)
    assert writer.due_in() is None
    events = make_events(4)
    for event in events[:3]:
        writer.record(event)
        timers.advance(0.1)
    assert kept(lane, failing) == ()
    assert writer.due_in() == pytest.approx(BATCH_S - 0.3)
    timers.advance(0.1)
    assert kept(lane, failing) == events[:3]
    assert BATCH_S < 0.5
    writer.record(events[3])
    assert writer.unstored == 1
    timers.advance(BATCH_S)
    assert kept(lane, failing) == events
    assert failing.batches == [3, 1]
    assert writer.due_in() is None
    assert writer.unstored == 0
    writer.flush_if_due()
    assert writer.close() == 0


def test_a_timer_that_fires_early_is_asked_again(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    writer = make_writer(lane, failing, clock, later=timers.later)
    writer.record(make_events(1)[0])
    clock.advance(BATCH_S - 0.01)
    writer.flush_if_due()
    assert failing.batches == []
    timers.advance(0.011)
    assert len(kept(lane, failing)) == 1


def test_without_timers_every_event_is_sent_at_once(lane: StoreLane, failing: FailingStore, clock: ManualClock) -> None:
    writer = make_writer(lane, failing, clock)
    for event in make_events(3):
        writer.record(event)
    assert kept(lane, failing) == make_events(3)


def test_the_anchor_is_written_with_the_events(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    writer = make_writer(lane, failing, clock, later=timers.later)
    writer.note_anchor(make_anchor(1.0))
    writer.note_anchor(make_anchor(2.0))
    timers.advance(BATCH_S)
    assert lane.call(lambda: failing.store.load_round(RoundId("r1"))).anchor == make_anchor(2.0)
    timers.advance(10)
    assert failing.batches == [0]


def test_what_cannot_be_written_is_told_kept_and_tried_again(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    told: list[Exception | None] = []
    writer = make_writer(lane, failing, clock, later=timers.later, on_trouble=told.append)
    full = HistoryError("The disk is full.", "Free some space.")
    failing.faults = [full, full]
    events = make_events(5)
    for event in events[:2]:
        writer.record(event)
    timers.advance(BATCH_S)
    lane.call(lambda: None)
    assert writer.trouble is full
    assert writer.unstored == 2
    for event in events[2:]:
        writer.record(event)
    timers.advance(RETRY_S)
    lane.call(lambda: None)
    assert told == [full, full]
    timers.advance(RETRY_S)
    assert kept(lane, failing) == events
    assert told == [full, full, None]
    assert writer.trouble is None


def test_a_flush_by_hand_brings_its_reason(lane: StoreLane, failing: FailingStore, clock: ManualClock) -> None:
    failing.faults = [HistoryError("The disk is full."), HistoryError("The disk is full.")]
    writer = make_writer(lane, failing, clock, later=lambda _delay, _call: None)
    writer.record(make_events(1)[0])
    with pytest.raises(HistoryError, match="full"):
        writer.flush().result()
    assert writer.close() == 1
    assert writer.close() == 0
    assert kept(lane, failing) == make_events(1)


def test_after_a_takeover_nothing_more_is_tried(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    mine, theirs = make_owner(1), make_owner(2)
    lane.call(lambda: failing.store.claim_owner(RoundId("r1"), mine))
    writer = make_writer(lane, failing, clock, owner=mine, later=timers.later)
    lane.call(lambda: failing.store.take_over(RoundId("r1"), theirs, mine))
    writer.record(make_events(1)[0])
    timers.advance(BATCH_S)
    lane.call(lambda: None)
    assert isinstance(writer.trouble, RoundError)
    writer.record(make_events(1, first=2)[0])
    timers.advance(100)
    assert len(failing.batches) == 1
    assert timers.waiting == []
    assert writer.unstored == 2
    assert kept(lane, failing) == ()


@pytest.mark.expects_log
def test_a_bug_in_writing_loses_nothing_and_is_logged(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    failing.faults = [ZeroDivisionError()]
    writer = make_writer(lane, failing, clock, later=lambda _delay, _call: None)
    writer.record(make_events(1)[0])
    with pytest.raises(ZeroDivisionError):
        writer.close()
    assert "could not be written" in caplog.text
    assert writer.close() == 0
    assert kept(lane, failing) == make_events(1)


def test_events_that_come_while_others_are_being_written_are_not_lost(
    lane: StoreLane, failing: FailingStore, clock: ManualClock, timers: Timers
) -> None:
    writer = make_writer(lane, failing, clock, later=timers.later)
    events = make_events(400)
    go = threading.Event()
    lane.submit(go.wait)
    writer.record(events[0])
    timers.advance(BATCH_S)
    go.set()
    for event in events[1:]:
        writer.record(event)
        timers.advance(0.01)
    timers.advance(BATCH_S)
    assert kept(lane, failing) == events
    assert len(failing.batches) < 20
