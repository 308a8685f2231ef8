"""Two windows on one home: the second leaves the round of the first alone, and has it when the first is gone."""

from __future__ import annotations

import random
import time
from pathlib import Path

import psutil
import pytest

from mockint.app import rounds
from mockint.app.services import Services
from mockint.clock import SystemClock
from mockint.paths import Home, bank_root
from tests.flows.test_crash import _entries, _first, _kill, _wait, _window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_second_window_has_the_round_only_when_the_first_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    services = Services(Home(home), SystemClock(), random.Random(1), bank_root(), ())
    services.settings.change("first_run_done", value=True)
    services.settings.change("editor", "plain")
    round_id = rounds.plan_round(services, rounds.Plan("coding/token-bucket")).id
    services.close()
    first_log, second_log = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    with _window(home, round_id, first_log, 1) as first, _window(home, round_id, second_log, 2) as second:
        deadline = time.monotonic() + 60
        while not (_entries(first_log) or _entries(second_log)):
            assert time.monotonic() < deadline
            _wait(0.05)
        holder, waiter = (first, second) if _entries(first_log) else (second, first)
        held_log, waiting_log = (first_log, second_log) if holder is first else (second_log, first_log)
        _first(held_log, "key", holder)
        _wait(4.0)
        assert not _entries(waiting_log)
        assert psutil.Process(waiter.pid).is_running()
        before = _first(held_log, "opened", holder)["texts"]
        killed = _kill(holder, held_log, before)
        opened = _first(waiting_log, "opened", waiter)
        assert max(killed._lost_s(name, text) for name, text in opened["texts"].items()) <= 1.0
        _first(waiting_log, "key", waiter)
