"""A window is killed a second after the last word and the last line of a drawing; all of it is there again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mockint.app import rounds
from mockint.app.record import read_record
from mockint.app.rounds import Plan
from mockint.app.services import Services
from mockint.clock import SystemClock
from mockint.domain.diagram import read_diagram
from mockint.domain.round import RoundState
from mockint.paths import Home, bank_root
from tests.flows.conftest import REPOSITORY

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"


@pytest.mark.parametrize("question", [DESIGN, STORY])
def test_what_was_written_and_drawn_a_second_ago_outlives_a_kill(tmp_path: Path, question: str) -> None:
    home = tmp_path / "home"
    services = Services(Home(home), SystemClock(), random.Random(1), bank_root(), ())
    try:
        services.settings.change("first_run_done", value=True)
        round_id = rounds.plan_round(services, Plan(question)).id
        services.close_history()
        before = worked_and_killed(home, round_id)
        record = read_record(services, round_id)
        assert record.round.state is RoundState.RUNNING
        kept = record.story.item().documents
        assert {name: kept.get(name, "") for name in before} == before
        assert "Nothing is measured yet." in before["notebook" if question == DESIGN else "answer"]
        if question == DESIGN:
            drawn = read_diagram(kept["diagram"])
            assert [node.label for node in drawn.nodes] == ["Help page", "Answer model"]
            assert (len(drawn.edges), [group.label for group in drawn.groups]) == (1, ["Ours"])
        with rounds.open_desk(services, round_id) as desk:
            assert desk.session.state is RoundState.RUNNING
    finally:
        services.close()


def worked_and_killed(home: Path, round_id: str) -> dict[str, str]:
    """Work in a window, kill it a second after the last key, and tell what it held then."""
    command = [sys.executable, "-m", "tests.helpers.driven", "prose_driver", str(home), round_id]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        held: dict[str, str] = {}
        for line in window.stdout:
            told = json.loads(line)
            if told == "done":
                break
            held = told
        threading.Event().wait(1.0)
        window.send_signal(signal.SIGKILL)
        window.wait()
    assert held, "the window told of no step"
    return held
