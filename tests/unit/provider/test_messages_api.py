"""What goes over the wire, and what bodies that no good server sends come to; answered in memory."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.clock import ManualClock
from mockint.domain.calls import ModelCall, Usage
from mockint.provider.base import Api, Ask, Endpoint, ProviderError, Turn
from mockint.provider.capabilities import Capabilities
from mockint.provider.client import Known
from mockint.provider.make import make_client
from mockint.provider.retry import Patience

SCHEMA = {"type": "object", "properties": {"level": {"type": "integer", "minimum": 1}}, "required": ["level"]}
NAMES = (
    "message", "model", "usage", "input_tokens", "output_tokens", "delta", "type", "text", "stop_reason", "stop_details", "category",
    "choices", "finish_reason", "content", "tool_calls", "function", "arguments", "refusal", "error", "code", "prompt_tokens_details",
)  # fmt: skip
both = pytest.mark.parametrize("api", ["messages", "openai"])
START = 'event: message_start\ndata: {"type": "message_start", "message": {"usage": %s, "model": "m-2"}}\n\n'
DELTA = 'event: content_block_delta\ndata: {"type": "content_block_delta", "index": 0, "delta": %s}\n\n'
END = 'event: message_delta\ndata: {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": %s}\n\n'


class Wire:
    """Answers every request with one body and keeps what was sent."""

    def __init__(self, body: str | bytes = "", status: int = 200, kind: str = "text/event-stream") -> None:
        self.body = body
        self.status = status
        self.kind = kind
        self.sent: list[httpx2.Request] = []
        self.calls: list[ModelCall] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        return httpx2.Response(self.status, content=self.body, headers={"content-type": self.kind})

    def ask(
        self, ask: Ask, endpoint: Endpoint | None = None, found: Capabilities | None = None, key: str = "k-1"
    ) -> Any:
        endpoint = endpoint or Endpoint(model="m-1")
        known: Known = {endpoint: found} if found else {}
        client = make_client(
            endpoint,
            key,
            self.calls.append,
            ManualClock(),
            random.Random(1),
            known=known,
            patience=Patience(first_wait_s=0, tries=1),
            transport=httpx2.MockTransport(self),
        )
        return client.ask(ask, on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.sent]


def an_ask(schema: dict[str, Any] | None = None) -> Ask:
    turns = (Turn("user", "Material."), Turn("assistant", "{"), Turn("user", "That was no JSON."))
    return Ask("grading", "v1", "Rules.", ("Rubric.", "Question."), turns, schema, "grade", 99)


GOOD = START % '{"input_tokens": 5}' + DELTA % '{"type": "text_delta", "text": "Hi."}' + END % '{"output_tokens": 2}'


def test_the_fixed_part_comes_first_and_is_marked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "the-developers-own")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://elsewhere.example")
    wire = Wire(GOOD)
    reply = wire.ask(an_ask(), Endpoint(model="m-1", effort="low"))
    assert (reply.text, reply.model, reply.stop_reason) == ("Hi.", "m-2", "end_turn")
    assert reply.usage == Usage(input_tokens=5, output_tokens=2)
    request = wire.sent[0]
    assert str(request.url) == "https://api.anthropic.com/v1/messages"
    assert "the-developers-own" not in str(sorted(request.headers.items()))
    assert "k-1" in {request.headers.get("authorization", "").removeprefix("Bearer "), request.headers.get("x-api-key")}
    assert wire.bodies == [
        {
            "model": "m-1",
            "max_tokens": 99,
            "stream": True,
            "system": [{"type": "text", "text": "Rules."}],
            "output_config": {"effort": "low"},
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "Rubric."},
                        {"type": "text", "text": "Question.", "cache_control": {"type": "ephemeral"}},
                        {"type": "text", "text": "Material."},
                    ],
                },
                {"role": "assistant", "content": "{"},
                {"role": "user", "content": "That was no JSON."},
            ],
        }
    ]


def test_without_a_prefix_the_system_text_is_marked() -> None:
    wire = Wire(GOOD)
    wire.ask(Ask("interviewer", "v1", "Rules.", (), (Turn("user", "Hello."),)))
    assert wire.bodies[0]["system"] == [{"type": "text", "text": "Rules.", "cache_control": {"type": "ephemeral"}}]
    assert wire.bodies[0]["messages"] == [{"role": "user", "content": "Hello."}]


@both
def test_three_ways_to_a_shape(api: Api) -> None:
    sent = {}
    for way in ("schema", "tool", "words"):
        wire = Wire(GOOD)
        endpoint = Endpoint(api=api, model="m-1")
        with contextlib.suppress(ProviderError):  # the body is the other API's
            wire.ask(an_ask(SCHEMA), endpoint, Capabilities(way, validated=True))  # type: ignore[arg-type]
        sent[way] = wire.bodies[0]
    shape = "output_config" if api == "messages" else "response_format"
    assert [shape in sent[way] for way in sent] == [True, False, False]
    assert ["tool_choice" in sent[way] for way in sent] == [False, True, False]
    assert ["JSON schema" in json.dumps(sent[way]) for way in sent] == [False, False, True]
    assert '"additionalProperties": false' in json.dumps(sent["schema"])
    assert '"minimum"' not in json.dumps(sent["schema"])


def test_openai_gets_its_own_names_and_none_of_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "https://the-developers-own.example")
    for base, name in (("", "max_completion_tokens"), ("http://127.0.0.1:9/v1", "max_tokens")):
        wire = Wire("data: [DONE]\n\n")
        with pytest.raises(ProviderError):
            wire.ask(an_ask(), Endpoint(api="openai", base_url=base, model="m-1", effort="high"))
        body = wire.bodies[0]
        assert body[name] == 99
        assert body["reasoning_effort"] == "high"
        assert [part["text"] for part in body["messages"][1]["content"]] == ["Rubric.", "Question.", "Material."]
        assert str(wire.sent[0].url) == f"{base or 'https://api.openai.com/v1'}/chat/completions"
        assert "the-developers-own" not in str(sorted(wire.sent[0].headers.items()))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "bad_reply"),
        ("<html>Welcome to the router</html>", "bad_reply"),
        ("event: message_start\ndata: {not json}\n\n", "bad_reply"),
        ('event: surprise\ndata: {"type": "surprise"}\n\n', "bad_reply"),
        (START % "{}", "cut"),
        (START % "null" + DELTA % '{"type": "text_delta", "text": 7}', "cut"),
        (START % '{"input_tokens": "many"}' + DELTA % '{"type": "thinking_delta", "thinking": "x"}', "cut"),
    ],
)
def test_bodies_that_the_sdk_takes_without_a_word(body: str, kind: str) -> None:
    wire = Wire(body)
    with pytest.raises(ProviderError) as raised:
        wire.ask(an_ask())
    assert raised.value.kind == kind
    assert [call.outcome for call in wire.calls] == [kind]


@pytest.mark.parametrize("usage", ["null", "{}", '{"input_tokens": -3, "output_tokens": "x"}', "[]"])
def test_usage_that_is_not_told_is_zero(usage: str) -> None:
    reply = Wire(START % usage + DELTA % '{"type": "text_delta", "text": "Hi."}' + END % usage).ask(an_ask())
    assert reply.text == "Hi."
    assert reply.usage == Usage()


def test_the_context_window_can_be_full() -> None:
    with pytest.raises(ProviderError) as raised:
        Wire(GOOD.replace("end_turn", "model_context_window_exceeded")).ask(an_ask())
    assert raised.value.kind == "too_large"


def test_an_official_model_without_schemas_is_asked_in_another_way() -> None:
    replies = iter(
        [
            (400, '{"error": {"type": "invalid_request_error", "message": "output_config is not supported"}}'),
            (400, '{"error": {"type": "invalid_request_error"}}'),
            (200, GOOD.replace('"Hi."', json.dumps('{"word": "ready", "number": 7}'))),
            (200, GOOD.replace('"Hi."', json.dumps('{"level": 2}'))),
        ]
    )

    class Picky(Wire):
        def __call__(self, request: httpx2.Request) -> httpx2.Response:
            self.status, self.body = next(replies)
            self.kind = "application/json" if self.status == 400 else "text/event-stream"
            return super().__call__(request)

    wire = Picky()
    assert wire.ask(an_ask(SCHEMA)).text == '{"level": 2}'
    assert ["tool_choice" in body for body in wire.bodies] == [False, False, True, True]
    assert [call.purpose for call in wire.calls] == ["grading", "connection test", "connection test", "grading"]


@pytest.mark.parametrize(
    ("endpoint", "key", "kind"),
    [
        (Endpoint(model="m"), "", "no_key"),
        (Endpoint(model="m"), "two\nlines", "key_refused"),
        (Endpoint(model="m"), "clé", "key_refused"),
        (Endpoint(model=" "), "k", "not_found"),
        (Endpoint(base_url="http://h:x", model="m"), "k", "unreachable"),
    ],
)
def test_what_cannot_work_is_told_before_anything_is_sent(endpoint: Endpoint, key: str, kind: str) -> None:
    wire = Wire(GOOD)
    for _ in range(2):
        with pytest.raises(ProviderError) as raised:
            wire.ask(an_ask(), endpoint, key=key)
        assert raised.value.kind == kind
    assert not wire.sent


def test_a_bug_of_the_caller_is_no_fault_of_the_server() -> None:
    def broken(text: str) -> None:
        raise ZeroDivisionError(text)

    client = make_client(
        Endpoint(model="m"),
        "k",
        lambda _: None,
        ManualClock(),
        random.Random(1),
        transport=httpx2.MockTransport(Wire(GOOD)),
    )
    with pytest.raises(ZeroDivisionError):
        client.ask(an_ask(), on_text=broken, on_wait=print, cancel=threading.Event())


def test_without_the_openai_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ProviderError, match=r"pip install 'mockint\[openai\]'"):
        Wire(GOOD).ask(an_ask(), Endpoint(api="openai", model="m"))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@both
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_stream_whatever_its_events_hold_is_a_crash(api: Api, data: st.DataObject) -> None:
    kinds = ["message_start", "content_block_delta", "message_delta", "error", "message_stop", "ping", "other"]
    events = data.draw(st.lists(st.tuples(st.sampled_from(kinds), _json), max_size=4))
    body = ""
    for kind, value in events:
        if isinstance(value, dict) and data.draw(st.booleans()):
            value = {"type": kind, **value}
        body += (f"event: {kind}\n" if api == "messages" else "") + f"data: {json.dumps(value)}\n\n"
    wire = Wire(body)
    with contextlib.suppress(ProviderError):
        wire.ask(an_ask(), Endpoint(api=api, base_url="http://localhost:1", model="m"))
    assert len(wire.calls) == 1


@both
@pytest.mark.parametrize(
    "body", ["<html>", "", "null", "[]", "7", "{}", '{"data": 3}', '{"data": [1, {"id": 4}]}', '"x"']
)
def test_lists_and_counts_of_any_shape_are_no_crash(api: Api, body: str) -> None:
    for kind in ("application/json", "text/html"):
        client = make_client(
            Endpoint(api=api, base_url="http://localhost:1", model="m"),
            "k",
            lambda _: None,
            ManualClock(),
            random.Random(1),
            transport=httpx2.MockTransport(Wire(body, kind=kind)),
        )
        with contextlib.suppress(ProviderError):
            assert client.models() == ()
        assert client.count_tokens(an_ask()) is None
