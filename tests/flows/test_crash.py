"""The window is killed fifty times at random moments of a scripted round; each time the round is back as it was."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest

from mockint.app import replaying, rounds
from mockint.app.desk import RoundDesk, claim
from mockint.app.services import Services
from mockint.clock import SystemClock
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode, RoundState
from mockint.paths import Home, bank_root

KILLS = 50
SEED = 20_261_122
AT_MOST_LOST_S = 1.0
CLOCK_WITHIN_S = 1.0
_START_S = 60.0
_DOCUMENTS = ("solution", "tests", "notes")
_REPOSITORY = Path(__file__).parents[2]


class Found(NamedTuple):
    """How a round stood when it was opened again.

    Attributes:
        t: When it was looked at, on the monotonic clock.
    """

    texts: dict[str, str]
    elapsed_s: float
    state: str
    t: float


class Outcome(NamedTuple):
    """What one kill cost.

    Attributes:
        lost_s: Age, at the kill, of the oldest key that is not there any more; 0 where none is missing.
        clock_off_s: By how much the round's clock was off.
        through_window: Whether a next window, and not this test, opened the round again.
    """

    lost_s: float
    clock_off_s: float
    through_window: bool


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_killed_window_loses_at_most_a_second_and_its_round_goes_on(tmp_path: Path) -> None:
    lanes = [
        Lane(tmp_path / "practice", Mode.PRACTICE, KILLS // 2, SEED),
        Lane(tmp_path / "simulation", Mode.SIMULATION, KILLS - KILLS // 2, SEED + 1),
    ]
    with ThreadPoolExecutor(len(lanes)) as side_by_side:
        outcomes = [outcome for done in side_by_side.map(Lane.run, lanes) for outcome in done]

    assert len(outcomes) == KILLS
    lost = sorted(outcome.lost_s for outcome in outcomes)
    off = sorted(outcome.clock_off_s for outcome in outcomes)
    print(
        f"\n{KILLS} kills; lost at most {lost[-1]:.2f} s, median {lost[KILLS // 2]:.2f} s;"
        f" clock off at most {off[-1]:.2f} s, median {off[KILLS // 2]:.2f} s"
    )
    assert lost[-1] <= AT_MOST_LOST_S
    assert off[-1] <= CLOCK_WITHIN_S


class Lane:
    """One home and one round in it, whose window is killed and opened again many times."""

    def __init__(self, folder: Path, mode: Mode, kills: int, seed: int) -> None:
        self._home = folder / "home"
        self._mode = mode
        self._kills = kills
        self._rng = random.Random(seed)
        self._logs = [folder / f"keys-{number}.jsonl" for number in range(kills + 1)]

    def run(self) -> list[Outcome]:
        round_id = self._plan()
        outcomes: list[Outcome] = []
        killed: _Killed | None = None
        for number, log in enumerate(self._logs):
            last = number == self._kills
            with _window(self._home, round_id, log, self._rng.randrange(2**31)) as process:
                opened = _first(log, "opened", process)
                if killed is not None and killed.outcome is None:
                    outcomes.append(killed.compare(_found_by_window(opened), self._mode, through_window=True))
                assert opened["state"] == RoundState.RUNNING
                assert opened["can_type"]
                if last:
                    break
                _first(log, "key", process)
                _wait(self._rng.uniform(0.3, 2.0))
                killed = _kill(process, log, opened["texts"])
            if number % 2 == 0:
                outcomes.append(killed.compare(self._open_here(round_id), self._mode, through_window=False))
                killed = killed._replace(outcome=outcomes[-1])
        return outcomes

    def _plan(self) -> RoundId:
        with self._services() as services:
            services.settings.change("first_run_done", value=True)
            services.settings.change("editor", "plain")
            return rounds.plan_round(services, rounds.Plan("coding/token-bucket", self._mode)).id

    def _open_here(self, round_id: RoundId) -> Found:
        with self._services() as services:
            desk = RoundDesk(services, claim(services, round_id), _fail)
            session = desk.session
            played = replaying.play(services, round_id).replay
            seen_again = played.at(played.length_ms).item().documents
            assert all(seen_again.get(name, "") == session.document(name) for name in _DOCUMENTS), "the replay is whole"
            found = Found(
                {name: session.document(name) for name in _DOCUMENTS},
                session.elapsed_s(),
                session.state.value,
                time.monotonic(),
            )
            desk.hand_over()
        return found

    @contextlib.contextmanager
    def _services(self) -> Iterator[Services]:
        services = Services(Home(self._home), SystemClock(), random.Random(self._rng.random()), bank_root(), ())
        try:
            yield services
        finally:
            services.close()


class _Killed(NamedTuple):
    """A window that is gone.

    Attributes:
        before: The texts with which it began.
        keys: What it logged, oldest first.
    """

    t: float
    before: dict[str, str]
    keys: list[dict[str, Any]]
    outcome: Outcome | None = None

    def compare(self, found: Found, mode: Mode, *, through_window: bool) -> Outcome:
        assert found.state == RoundState.RUNNING
        lost_s = max(self._lost_s(document, found.texts[document]) for document in _DOCUMENTS)
        last = self.keys[-1]
        due_s = last["elapsed_s"] + (found.t if mode is Mode.SIMULATION else self.t) - last["t"]
        return Outcome(lost_s, abs(found.elapsed_s - due_s), through_window)

    def _lost_s(self, document: str, text: str) -> float:
        states = [(key["t"], key["text"]) for key in self.keys if key["document"] == document]
        if not states:
            assert text == self.before[document]
            return 0.0
        texts = [self.before[document], *(state for _, state in states)]
        assert text in texts, f"{document} holds what was never typed: ...{text[-80:]!r}"
        kept = len(texts) - 1 - texts[::-1].index(text)
        return 0.0 if kept == len(states) else self.t - states[kept][0]


@contextlib.contextmanager
def _window(home: Path, round_id: RoundId, log: Path, seed: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_REPOSITORY)}
    command = [sys.executable, "-m", "tests.helpers.driven", "crash_driver", str(home), round_id, str(log), str(seed)]
    said = log.with_suffix(".err")
    with said.open("wb") as errors:
        process = subprocess.Popen(command, cwd=_REPOSITORY, env=environment, stderr=errors, start_new_session=True)
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _kill(process: subprocess.Popen[bytes], log: Path, before: dict[str, str]) -> _Killed:
    children = psutil.Process(process.pid).children(recursive=True)
    at = time.monotonic()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    while [child for child in children if _runs(child)]:
        assert time.monotonic() - at < 1.0, f"still there a second after the kill: {children}"
        _wait(0.02)
    entries = _entries(log)
    assert not [entry for entry in entries if entry["kind"] == "broken"]
    return _Killed(at, before, [entry for entry in entries if entry["kind"] == "key"])


def _runs(process: psutil.Process) -> bool:
    """Whether a process is there; one that has ended and that nobody has asked about is not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def _first(log: Path, kind: str, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        for entry in _entries(log):
            if entry["kind"] == kind:
                return entry
        _wait(0.02)
    pytest.fail(f"the window came to no '{kind}': {log.with_suffix('.err').read_text()[-2000:]}")


def _entries(log: Path) -> list[dict[str, Any]]:
    if not log.exists():
        return []
    whole, _, _ = log.read_text(encoding="utf-8").rpartition("\n")
    return [json.loads(line) for line in whole.splitlines()]


def _found_by_window(opened: dict[str, Any]) -> Found:
    return Found(opened["texts"], opened["elapsed_s"], opened["state"], opened["t"])


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def _fail(fault: Exception | None) -> None:
    assert fault is None, fault
