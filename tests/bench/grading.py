"""A grade by a model: how soon the first words show against the server's own, with a fake server that speaks at a pace."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from mockint.app import grading, rounds
from mockint.app.services import Services
from mockint.clock import SystemClock
from mockint.domain.ids import RoundId
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.graders.base import Step
from mockint.paths import Home, bank_root
from tests.bench.driving import drive
from tests.bench.figures import Figure, median

QUESTION = "system_design/support-assistant"
TIMES = 7
_PACE_S = 0.25
"""Between a request and its first text, and between texts: what the fastest services take."""


def figures() -> list[Figure]:
    """First streamed feedback of a whole design grade, three runs side by side."""
    with tempfile.TemporaryDirectory() as folder, running(Script(entries=(Entry(delay_s=_PACE_S, times=0),))) as server:
        services = Services(Home(Path(folder)), SystemClock(), random.Random(1), bank_root(), ())
        try:
            _choose(services, server)
            answer = bank_root() / QUESTION / "samples" / "level-3.md"
            handed_in = rounds.submit_answer(services, QUESTION, answer)
            _first_feedback(services, handed_in)  # imports the SDK and finds out how the server takes a schema
            ours = median([_first_feedback(services, handed_in) for _ in range(TIMES)])
            floor = median([_first_token(server) for _ in range(TIMES)])
        finally:
            services.close()
    first, late = _stalls()
    return [
        Figure("first streamed feedback of a grade", ours, "s", 1.3, floor=floor),
        Figure("longest stall in the first grade, while the SDK is imported", max(first) * 1000, "ms", 50.0),
        Figure("longest stall while three runs stream into the debrief", max(late) * 1000, "ms", 16.0),
    ]


def _stalls() -> tuple[list[float], list[float]]:
    """Seconds by which the window was late while a grade streamed in, the program's first and one after it.

    The server has a process of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.jsonl"
        script.write_text('{"do": "fill", "delay_s": 0.02, "times": 0}\n', encoding="utf-8")
        serving = subprocess.Popen(
            [sys.executable, "-m", "mockint", "gateway", "--fake", str(script)], stdout=subprocess.PIPE, text=True
        )
        try:
            assert serving.stdout is not None
            told = json.loads(serving.stdout.readline())
            found = drive(
                "grading", "plain",
                ANTHROPIC_BASE_URL=told["url"], ANTHROPIC_API_KEY=told["token"], ANTHROPIC_MODEL="fake-1",
            )  # fmt: skip
        finally:
            serving.send_signal(signal.SIGINT)
            serving.wait(timeout=30)
    return found["first_late_s"], found["late_s"]


def _choose(services: Services, server: FakeServer) -> None:
    services.settings.change("base_url", server.url)
    services.settings.change("model", "fake-1")
    os.environ["ANTHROPIC_API_KEY"] = server.token


def _first_feedback(services: Services, round_id: RoundId) -> float:
    """Seconds until the first text of the model is told; the rest is cancelled."""
    cancel, heard = threading.Event(), list[float]()
    began = time.perf_counter()

    def told(step: Step) -> None:
        if step.text and not heard:
            heard.append(time.perf_counter() - began)
            cancel.set()

    grading.grade_round(services, round_id, grading.make_grader(services, "messages"), told, cancel)
    return heard[0]


def _first_token(server: FakeServer) -> float:
    """Seconds until the plain SDK has the first text of the same request."""
    import anthropic

    body = next(ask for ask in reversed(server.asks) if ask.get("stream"))
    client = anthropic.Anthropic(api_key=server.token, base_url=server.url, max_retries=0)
    began = time.perf_counter()
    arguments = {key: value for key, value in body.items() if key != "stream"}
    with client.messages.stream(**arguments) as stream:
        for _ in stream.text_stream:
            return time.perf_counter() - began
    raise RuntimeError("the server said nothing")
