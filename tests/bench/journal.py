"""How soon an edit is on disk, and what an hour of typing costs."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from pathlib import Path

from mockint.app import rounds
from mockint.app.desk import RoundDesk, claim
from mockint.app.services import Services
from mockint.clock import ManualClock, SystemClock
from mockint.paths import Home, bank_root
from tests.bench.figures import Figure, percentile

EDITS = 12
KEYSTROKES_A_MINUTE = 200
QUESTION = "coding/token-bucket"
_PATIENCE_S = 5.0
_HOUR_S = 3600


def figures() -> list[Figure]:
    """The longest of several edits, by a reader of its own; and CPU seconds of an hour of keystrokes."""
    with tempfile.TemporaryDirectory() as scratch:
        return [
            Figure("an edit is on disk after", _latency(Path(scratch) / "a") * 1000, "ms", 500.0),
            Figure("an hour of typing, of one core", _cost(Path(scratch) / "b") / _HOUR_S * 100, "%", 2.0),
        ]


def _latency(root: Path) -> float:
    """Seconds until another connection sees an edit; the journal is called as the window calls it, by timers."""
    import threading

    services = Services(Home(root), SystemClock(), random.Random(1), bank_root(), ())
    record = rounds.plan_round(services, rounds.Plan(QUESTION))
    timers: list[threading.Timer] = []

    def later(delay_s: float, call: object) -> None:
        timer = threading.Timer(delay_s, call)  # type: ignore[arg-type]
        timers.append(timer)
        timer.start()

    desk = RoundDesk(services, claim(services, record.id), lambda _: None, later)
    desk.session.start()
    waits = []
    reader = sqlite3.connect(root / "history.sqlite3")
    for number in range(EDITS):
        text = f"marker_{number}"
        began = time.perf_counter()
        desk.session.record_edit("notes", text)
        while time.perf_counter() - began < _PATIENCE_S:
            last = reader.execute("SELECT MAX(seq) FROM event").fetchone()[0] or 0
            if last >= desk.session.story.seq:
                break
            time.sleep(0.002)
        waits.append(time.perf_counter() - began)
        time.sleep(0.05 * (number % 3))
    reader.close()
    desk.close()
    for timer in timers:
        timer.join()
    services.close()
    return percentile(waits, 1.0)


def _cost(root: Path) -> float:
    """CPU seconds for an hour of keystrokes on a clock moved by hand, the store's thread included."""
    clock = ManualClock()
    services = Services(Home(root), clock, random.Random(1), bank_root(), ())
    record = rounds.plan_round(services, rounds.Plan(QUESTION, minutes=90))
    due: list[object] = []
    desk = RoundDesk(services, claim(services, record.id), lambda _: None, lambda _, call: due.append(call))
    desk.session.start()
    text = ""
    pause = 60 / KEYSTROKES_A_MINUTE
    began = time.process_time()
    for number in range(60 * KEYSTROKES_A_MINUTE):
        clock.advance(pause)
        text = text[:-2000] if len(text) > 6000 else text + ("\n" if number % 40 == 39 else "x")
        desk.session.record_edit("solution", text)
        desk.tick()
        for call in due[:]:
            due.remove(call)
            call()  # type: ignore[operator]
    desk.close()
    services.close()
    return time.process_time() - began
