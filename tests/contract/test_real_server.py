"""A real model server, asked as a user's would be: connect, stream, cancel, count, and a shape that it may not keep to."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable

import pytest

from mockint.clock import SystemClock
from mockint.domain.calls import ModelCall
from mockint.domain.judgement import Judged, Ungraded
from mockint.graders.model import ModelGrader
from mockint.lanes import RemoteLane
from mockint.provider.base import Api, Ask, Client, Endpoint, ProviderError, Turn
from mockint.provider.client import ModelClient
from mockint.provider.connection import check_connection
from mockint.provider.make import make_client
from tests.helpers.model_client import an_ask
from tests.helpers.model_server import ModelServer, model_server  # noqa: F401  a fixture
from tests.helpers.readings import explanation_reading

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
both = pytest.mark.parametrize("api", ["messages", "openai"])

TALK = Ask("interviewer", "t", "", (), (Turn("user", "Write a long story about a lighthouse."),), max_tokens=2000)


def _client(server: ModelServer, api: Api, calls: list[ModelCall], key: str = "") -> ModelClient:
    endpoint = Endpoint(api=api, base_url=server.url, model="smol")
    return make_client(endpoint, key or server.token, calls.append, SystemClock(), random.Random(3))


@both
def test_connect(model_server: ModelServer, api: Api) -> None:  # noqa: F811
    checks = check_connection(_client(model_server, api, []), lambda _: None, threading.Event())
    states = {check.name: check.state for check in checks}
    assert [states[name] for name in ("reachable", "key", "model", "streaming")] == ["ok"] * 4
    assert states["structured output"] in {"ok", "no"}
    assert states["counting"] == ("ok" if api == "messages" else "no")


@both
def test_a_wrong_key(model_server: ModelServer, api: Api) -> None:  # noqa: F811
    client = _client(model_server, api, [], key="wrong")
    checks = check_connection(client, lambda _: None, threading.Event())
    assert {check.name: check.state for check in checks}["key"] == "no"


@both
def test_stream_and_cancel(model_server: ModelServer, api: Api) -> None:  # noqa: F811
    calls: list[ModelCall] = []
    client = _client(model_server, api, calls)
    cancel, texts = threading.Event(), list[str]()

    def heard(text: str) -> None:
        texts.append(text)
        if len(texts) == 5:
            cancel.set()

    with pytest.raises(ProviderError, match="Cancelled"):
        client.ask(TALK, on_text=heard, on_wait=texts.append, cancel=cancel)
    assert 5 <= len(texts) < 100
    assert calls[-1].outcome == "cancelled"
    assert calls[-1].first_s is not None
    # The server has one slot: it serves the next request since the first one was hung up on.
    reply = client.ask(
        TALK._replace(turns=(Turn("user", "Hello!"),)),
        on_text=texts.append,
        on_wait=texts.append,
        cancel=threading.Event(),
    )
    assert reply.usage.output_tokens > 0


def test_count(model_server: ModelServer) -> None:  # noqa: F811
    client = _client(model_server, "messages", [])
    short, long = (client.count_tokens(an_ask(schema=False, answer=text)) for text in ("Yes.", "Yes. " * 100))
    assert short
    assert long
    assert long - short == pytest.approx(200, abs=20)


@both
def test_a_shape_is_kept_to_or_its_fault_is_told(model_server: ModelServer, api: Api) -> None:  # noqa: F811
    calls: list[ModelCall] = []
    client = _client(model_server, api, calls)
    small = an_ask()._replace(max_tokens=200, prefix=("Rate it.",))
    fault = reply = None
    try:
        reply = client.ask(small, on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())
    except ProviderError as raised:
        fault = raised
    if fault is not None:
        assert fault.kind == "truncated"
        assert fault.usage.output_tokens == 200
    elif client.capabilities and client.capabilities.strategy == "schema":
        assert reply is not None
        assert set(json.loads(reply.text)) == {"quotes", "missing", "level"}
    assert calls[-1].outcome == ("done" if fault is None else "truncated")
    assert client.capabilities is not None


def test_a_grade_ends_validated_or_ungraded_and_never_in_a_crash(model_server: ModelServer) -> None:  # noqa: F811
    def make(record: Callable[[ModelCall], None], /) -> Client:
        endpoint = Endpoint(base_url=model_server.url, model="smollm2")
        return make_client(endpoint, model_server.token, record, SystemClock(), random.Random(3), known={})

    grader = ModelGrader("messages", make, RemoteLane("grading"), random.Random(5), runs=1, max_tokens=200)
    whole = explanation_reading("Each key has a bucket of its own, and the refill is worked out when the key is used.")
    small = whole.question.model_copy(update={"evidence": (), "facts": (), "coding": None, "prompt": "Limit calls."})
    reading = whole.model_copy(update={"question": small, "asked": whole.asked[:1]})
    outcome = grader.grade(reading, lambda _: None, threading.Event())
    for judgement in outcome.judgements:
        if isinstance(judgement, Judged):
            assert 1 <= judgement.level <= 4
            assert judgement.level <= 2 or any(each.verified != "unverified" for each in judgement.evidence)
        else:
            assert isinstance(judgement, Ungraded)
            assert judgement.reason.endswith(".")
    assert outcome.calls
