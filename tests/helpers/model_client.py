"""A client over the fake server, as tests of callers want it: impatient, with its calls kept."""

from __future__ import annotations

import random
import threading
from typing import NamedTuple

from mockint.clock import SystemClock
from mockint.domain.calls import ModelCall
from mockint.gateway.fake import FakeServer
from mockint.provider.base import Api, Ask, Endpoint, Reply, Turn
from mockint.provider.client import ModelClient
from mockint.provider.make import make_client
from mockint.provider.retry import Patience

QUICK = Patience(connect_s=5, read_s=5, tries=3, first_wait_s=0.01)
SCHEMA = {
    "type": "object",
    "properties": {
        "quotes": {"type": "array", "items": {"type": "string"}},
        "missing": {"type": "string"},
        "level": {"type": "integer", "enum": [1, 2, 3, 4]},
    },
    "required": ["quotes", "missing", "level"],
    "additionalProperties": False,
}
ANSWER = "I would put a cache in front. It keeps the hot keys for a minute."


class Told(NamedTuple):
    """A client and what it told.

    Attributes:
        calls: What it recorded.
        texts: Text as it came.
        waits: What it said before each wait.
    """

    client: ModelClient
    calls: list[ModelCall]
    texts: list[str]
    waits: list[str]

    def ask(self, ask: Ask, cancel: threading.Event | None = None) -> Reply:
        """Ask and keep what is told."""
        return self.client.ask(
            ask, on_text=self.texts.append, on_wait=self.waits.append, cancel=cancel or threading.Event()
        )


def client_of(server: FakeServer, api: Api = "messages", patience: Patience = QUICK, **changed: str) -> Told:
    """A client of a fake server.

    Args:
        server: The server.
        api: Which SDK.
        patience: Time limits.
        changed: ``base_url``, ``model`` or ``key`` that differ from the server's.
    """
    calls: list[ModelCall] = []
    endpoint = Endpoint(api=api, base_url=changed.get("base_url", server.url), model=changed.get("model", "fake-1"))
    key = changed.get("key", server.token)
    client = make_client(endpoint, key, calls.append, SystemClock(), random.Random(7), patience=patience)
    return Told(client, calls, [], [])


def an_ask(*, schema: bool = True, answer: str = ANSWER) -> Ask:
    """A small request for a grade, or for free text."""
    return Ask(
        purpose="grading",
        prompt_version="test-1",
        system="You judge one answer.",
        prefix=("The rubric. " * 40, "The question. " * 20),
        turns=(Turn("user", f"<material-x1>\n{answer}\n</material-x1>"),),
        schema=SCHEMA if schema else None,
        max_tokens=500,
    )
