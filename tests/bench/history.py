"""A history of 10,000 rounds and 5 million events against one of 50: opening, searching, readiness, replay and growth."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from mockint.app import history, readiness, rounds
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.event import Edit, Event, Snapshot, Started
from mockint.domain.ids import GradeId, RoundId
from mockint.domain.round import RoundState
from mockint.domain.submission import Submission
from mockint.domain.wanted import Wanted
from mockint.history.store import Store
from mockint.paths import Home, bank_root
from mockint.rounds.replay import Replay
from mockint.settings.store import SettingsStore
from tests.bench import large
from tests.bench.figures import Figure, median, percentile

FEW = 50
SEARCHES = (large.COMMON, large.RARE, "nowhere-at-all", f"{large.COMMON} {large.RARE}", "token bucket", "refill", "to")
TIMES = 5
MINUTES, KEYSTROKES_A_MINUTE = 90, 200
SCRUBS = 200
_PATIENCE_S = 180.0
_PAGE = 50


def figures() -> list[Figure]:
    """Everything from two files that are made here."""
    with tempfile.TemporaryDirectory() as scratch:
        small, big = Home(Path(scratch) / "small"), Home(Path(scratch) / "big")
        large.fill(small, FEW)
        large.fill(big, large.ROUNDS)
        clock = ManualClock(large.START + timedelta(hours=2) * (large.ROUNDS + 1))
        services = Services(big, clock, random.Random(1), bank_root(), ())
        try:
            services.stored(lambda store: store.profiles())  # the index of the search is made here
            found = [
                Figure("search, 95th percentile", percentile(_searches(services), 0.95) * 1000, "ms", 100.0),
                Figure("readiness after a new grade", median(_readiness(services, clock)) * 1000, "ms", 50.0),
                *_replay(services, clock, big),
            ]
        finally:
            services.close()
        few, many = _opened(small), _opened(big)
        return [
            *(
                Figure(
                    f"{place.capitalize()} opens, by that with {FEW} rounds",
                    median(many[place]),
                    "s",
                    1.5,
                    median(few[place]),
                )
                for place in ("today", "history")
            ),
            *found,
        ]


def _searches(services: Services) -> list[float]:
    times = []
    for words in SEARCHES * TIMES:
        began = time.perf_counter()
        history.lines(services, Wanted(search=words), limit=_PAGE)
        times.append(time.perf_counter() - began)
    return times


def _readiness(services: Services, clock: ManualClock) -> list[float]:
    """Seconds of a reading after each of several new readings of the last round; the first one of all is not counted."""
    readiness.read(services)
    (line,) = history.lines(services, limit=1).rounds
    times = []
    for number in range(TIMES):
        clock.advance(60)
        old = services.stored(lambda store: store.grades(line.round.id))[-1]
        new = old.model_copy(update={"id": GradeId(f"new-{number}"), "made": clock.now().wall})
        services.stored(lambda store, new=new: store.add_grade(new))  # type: ignore[misc]
        began = time.perf_counter()
        readiness.read(services)
        times.append(time.perf_counter() - began)
    return times


def _replay(services: Services, clock: ManualClock, home: Home) -> list[Figure]:
    """A build round of 90 minutes with every keystroke: what it adds to the file, and how it plays back."""
    before = _size(services, home)
    record = rounds.plan_round(services, rounds.Plan("live_build/policy-desk"))
    events = _journal(clock)
    text = "".join(event.payload.inserted for event in events if isinstance(event.payload, Edit))
    item = record.items[0].id
    submission = Submission(
        round_id=record.id,
        item_id=item,
        submitted=clock.now().wall,
        documents={"solution": text},
        elapsed_s=60.0 * MINUTES,
        hints_used=0,
    )

    def put(store: Store) -> None:
        with store.all_or_nothing():
            store.append_events(record.id, events)
            store.save_submission(submission)
            store.save_progress(record.model_copy(update={"state": RoundState.SUBMITTED}))

    services.stored(put)
    grown = (_size(services, home) - before) / 1e6
    began = time.perf_counter()
    replay = Replay(services.stored(lambda store: store.read_events(RoundId(record.id))))
    replay.at(0)
    opened = time.perf_counter() - began
    rng = random.Random(1)
    frames = []
    for _ in range(SCRUBS):
        moment = rng.randrange(replay.length_ms)
        began = time.perf_counter()
        replay.at(moment)
        frames.append(time.perf_counter() - began)
    return [
        Figure("a replay of 90 minutes opens after", opened, "s", 1.0),
        Figure("a jump in it, 99th percentile", percentile(frames, 0.99) * 1000, "ms", 1000 / 60),
        Figure("the file grows by a build round", grown, "MB", 10.0),
    ]


def _journal(clock: ManualClock) -> list[Event]:
    """Every keystroke of 90 minutes, and the whole text once a minute."""
    wall, text = clock.now().wall, ""
    events = [Event(seq=1, t_ms=0, wall=wall, payload=Started())]
    for number in range(MINUTES * KEYSTROKES_A_MINUTE):
        t_ms = (number + 1) * 60_000 // KEYSTROKES_A_MINUTE
        typed = "\n" if number % 40 == 39 else "x"
        payloads: list[Edit | Snapshot] = [Edit(document="solution", at=len(text), removed=0, inserted=typed)]
        text += typed
        if number % KEYSTROKES_A_MINUTE == 0:
            payloads.append(Snapshot(document="solution", text=text))
        for payload in payloads:
            moment = wall + timedelta(milliseconds=t_ms)
            events.append(Event(seq=len(events) + 1, t_ms=t_ms, wall=moment, payload=payload))
    return events


def _size(services: Services, home: Home) -> int:
    services.stored(lambda store: store.pragma("wal_checkpoint(TRUNCATE)"))
    return home.database.stat().st_size


def _opened(home: Home) -> dict[str, list[float]]:
    """What `tests.bench.history_window` measured over a home."""
    SettingsStore(home.settings).change("editor", "plain")
    SettingsStore(home.settings).change("first_run_done", value=True)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.history_window", str(home.root)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode != 0 or not lines:
        raise RuntimeError(f"the window ended with {ended.returncode}: {ended.stderr[-2000:]}")
    found: dict[str, list[float]] = json.loads(lines[-1])
    return found
