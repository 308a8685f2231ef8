"""A grade by a model: how soon the first words show against the server's own, with a fake server that speaks at a pace."""

from __future__ import annotations

import os
import random
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
from tests.bench.figures import Figure, median

QUESTION = "system_design/support-assistant"
TIMES = 7
_PACE_S = 0.1
"""Between a request and its first text, and between texts: a fast service."""


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
    return [Figure("first streamed feedback of a grade", ours, "s", 1.3, floor=floor)]


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
