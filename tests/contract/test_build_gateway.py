"""The gateway of live builds read by the official SDKs as they are, in every shape, error and fault."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anthropic
import httpx2
import openai
import pytest

from mockint.gateway.build_gateway import STAND_IN_MODEL, Allowance, BuildGateway, FaultPlan, GatewaySettings
from mockint.gateway.door import MAX_BODY
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.faulty import FAULT_KINDS, FaultKind
from mockint.gateway.script import Entry, Script
from mockint.provider.base import Endpoint
from mockint.provider.relay import ProviderRelay

PROMPT = "[REL-1]\nThe limit is 5 days.\n\n[REL-2]\nThe fee is 20 EUR.\n\nQuestion: What is the fee?"
ANSWER = "The fee is 20 EUR. [REL-2]"
SCHEMA = {
    "type": "object",
    "properties": {
        "answer": {"type": ["string", "null"]},
        "citations": {"type": "array", "items": {"type": "string"}},
        "found": {"type": "boolean"},
        "quote": {"type": "string"},
        "amount": {"type": "number"},
    },
    "required": ["answer", "citations", "found", "quote", "amount"],
    "additionalProperties": False,
}
FILLED = {
    "answer": "The fee is 20 EUR.",
    "citations": ["REL-2"],
    "found": True,
    "quote": "The fee is 20 EUR.",
    "amount": 20.0,
}


@contextmanager
def serving(**settings: Any) -> Iterator[BuildGateway]:
    gateway = BuildGateway(GatewaySettings(**settings), token="right")
    with gateway.serving():
        gateway.begin("q1")
        yield gateway


@contextmanager
def messages_sdk(gateway: BuildGateway, retries: int = 0) -> Iterator[Any]:
    with anthropic.Anthropic(api_key=gateway.token, base_url=gateway.url, max_retries=retries) as client:
        yield client


@contextmanager
def chat_sdk(gateway: BuildGateway, retries: int = 0) -> Iterator[Any]:
    with openai.OpenAI(api_key=gateway.token, base_url=f"{gateway.url}/v1", max_retries=retries) as client:
        yield client


def ask(prompt: str = PROMPT, **more: Any) -> dict[str, Any]:
    return {"model": STAND_IN_MODEL, "messages": [{"role": "user", "content": prompt}], **more}


def message(prompt: str = PROMPT, **more: Any) -> dict[str, Any]:
    return ask(prompt, max_tokens=200, **more)


def test_the_messages_sdk_has_all_it_needs() -> None:
    with serving() as gateway, messages_sdk(gateway) as client:
        whole = client.messages.create(**message())
        assert (whole.content[0].text, whole.stop_reason) == (ANSWER, "end_turn")
        assert whole.usage.input_tokens == client.messages.count_tokens(**ask()).input_tokens == -(-len(PROMPT) // 4)
        with client.messages.stream(**message()) as stream:
            assert "".join(stream.text_stream) == ANSWER
        shaped = client.messages.create(**message(output_config={"format": {"type": "json_schema", "schema": SCHEMA}}))
        assert json.loads(shaped.content[0].text) == FILLED
        tool = {"name": "say", "input_schema": SCHEMA}
        called = client.messages.create(**message(tools=[tool], tool_choice={"type": "tool", "name": "say"}))
        assert (called.content[0].input, called.stop_reason) == (FILLED, "tool_use")
        with client.messages.stream(**message(tools=[tool], tool_choice={"type": "any"})) as stream:
            assert stream.get_final_message().content[0].name == "say"
        assert [one.id for one in client.models.list()] == [STAND_IN_MODEL]


def test_the_chat_sdk_has_all_it_needs() -> None:
    with serving() as gateway, chat_sdk(gateway) as client:
        whole = client.chat.completions.create(**ask())
        assert (whole.choices[0].message.content, whole.choices[0].finish_reason) == (ANSWER, "stop")
        pieces = client.chat.completions.create(**ask(stream=True))
        assert "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices) == ANSWER
        shape = {"type": "json_schema", "json_schema": {"name": "say", "schema": SCHEMA}}
        shaped = client.chat.completions.create(**ask(response_format=shape))
        assert json.loads(shaped.choices[0].message.content) == FILLED
        tool = {"type": "function", "function": {"name": "say", "parameters": SCHEMA}}
        choice = {"type": "function", "function": {"name": "say"}}
        called = client.chat.completions.create(**ask(tools=[tool], tool_choice=choice))
        assert json.loads(called.choices[0].message.tool_calls[0].function.arguments) == FILLED
        assert [one.id for one in client.models.list()] == [STAND_IN_MODEL]


def test_a_tool_is_called_while_nothing_is_known_and_its_result_is_read() -> None:
    query = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
    tools = [{"name": "search", "input_schema": query}]
    with serving() as gateway, messages_sdk(gateway) as client:
        first = client.messages.create(**message("What is the fee?", tools=tools))
        assert (first.stop_reason, first.content[0].input) == ("tool_use", {"query": "What is the fee?"})
        result = {"type": "tool_result", "tool_use_id": first.content[0].id, "content": "[REL-2]\nThe fee is 20 EUR."}
        turns = [
            {"role": "user", "content": "What is the fee?"},
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": [result]},
        ]
        second = client.messages.create(model=STAND_IN_MODEL, max_tokens=200, tools=tools, messages=turns)
        assert second.content[0].text == ANSWER


def test_embeddings_in_both_encodings() -> None:
    with serving() as gateway, chat_sdk(gateway) as client:
        packed = client.embeddings.create(model=STAND_IN_MODEL, input=["The fee.", "A limit."])
        plain = client.embeddings.create(model=STAND_IN_MODEL, input="The fee.", encoding_format="float")
        assert len(packed.data) == 2
        assert packed.data[0].embedding == pytest.approx(plain.data[0].embedding, abs=1e-6)
        assert len(plain.data[0].embedding) == 256
        assert gateway.spent("q1").tokens_in == 2 + 2 + 2


def test_each_error_is_the_sdks_own() -> None:
    with serving() as gateway:
        wrong: dict[str, Any] = {"api_key": "wrong", "max_retries": 0}
        with (
            anthropic.Anthropic(base_url=gateway.url, **wrong) as client,
            pytest.raises(anthropic.AuthenticationError),
        ):
            client.messages.create(**message())
        with messages_sdk(gateway) as client:
            with pytest.raises(anthropic.NotFoundError, match="There is no model other"):
                client.messages.create(**{**message(), "model": "other"})
            with pytest.raises(anthropic.NotFoundError, match="no such path"):
                client.post("/v1/files", cast_to=object, body={})
            with pytest.raises(anthropic.APIStatusError) as large:
                client.messages.create(**message("x" * (MAX_BODY + 1)))
            assert large.value.status_code == 413
            with pytest.raises(anthropic.BadRequestError, match="max_tokens"):
                client.post("/v1/messages", cast_to=object, body=ask())
        with (
            openai.OpenAI(base_url=f"{gateway.url}/v1", **wrong) as chat,
            pytest.raises(openai.AuthenticationError),
        ):
            chat.embeddings.create(model=STAND_IN_MODEL, input="x")
        assert gateway.turned_away() == {401: 2, 404: 2, 413: 1, 400: 1}
        assert gateway.spent("q1").calls == 0


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b"[" * 100_000, b'{"model": "stand-in", "messages": [3], "max_tokens": 9}']
)
def test_a_body_that_is_no_request_is_refused(body: bytes) -> None:
    with serving() as gateway:
        request = urllib.request.Request(f"{gateway.url}/v1/messages", body, {"x-api-key": gateway.token})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        with refused.value as reply:
            assert reply.code == 400
            assert json.load(reply)["error"]["type"] == "invalid_request_error"


def test_past_the_budget_is_429_and_costs_nothing() -> None:
    with serving(allowance=Allowance(tokens_in=50, calls=5)) as gateway:
        with messages_sdk(gateway) as client:
            for _ in range(2):
                client.messages.create(**message())
            for _ in range(3):
                with pytest.raises(
                    anthropic.RateLimitError, match="The budget of this question is 50 tokens"
                ) as refused:
                    client.messages.create(**message())
                assert refused.value.response.headers["Retry-After"] == "1"
                assert refused.value.response.headers["x-should-retry"] == "false"
        assert gateway.spent("q1")._asdict() == {
            "calls": 2, "tokens_in": 42, "tokens_out": 14, "refused": 3, "faulted": 0,
        }  # fmt: skip
        assert [call.outcome for call in gateway.trace()] == ["done"] * 2 + ["refused"] * 3
        gateway.begin("q2")
        with chat_sdk(gateway) as client:
            client.chat.completions.create(**ask())
        assert gateway.spent("q2").calls == 1
        assert gateway.spent("q1").calls == 2


def plan(kind: FaultKind) -> FaultPlan:
    return FaultPlan(seed=1, share=1.0, kinds=(kind,))


@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_whoever_asks_again_passes(kind: FaultKind) -> None:
    with serving() as gateway, messages_sdk(gateway) as client:
        gateway.begin("q1", plan(kind))
        if kind == "rate_limit":
            with pytest.raises(anthropic.RateLimitError) as limited:
                client.messages.create(**message())
            assert limited.value.response.headers["Retry-After"] == "0.05"
        elif kind == "overloaded":
            with pytest.raises(anthropic.APIStatusError) as over:
                client.messages.create(**message())
            assert over.value.status_code == 529
        elif kind == "cut":
            with pytest.raises(anthropic.APIError):
                client.messages.create(**message())
        else:
            text = client.messages.create(**message()).content[0].text
            assert {"stall": text == ANSWER, "truncated": text == ANSWER[:13], "over_long": len(text) > 10_000}[kind]
        assert client.messages.create(**message()).content[0].text == ANSWER
        assert gateway.spent("q1").faulted == 1
        served_twice = kind in {"stall", "truncated", "over_long"}
        assert gateway.spent("q1").calls == 1 + served_twice
        assert [call.outcome for call in gateway.trace()] == [kind, "done"]


def test_a_stream_is_cut_in_its_middle() -> None:
    with serving() as gateway, messages_sdk(gateway) as client:
        gateway.begin("q1", plan("cut"))
        heard = ""
        with pytest.raises(httpx2.RemoteProtocolError), client.messages.stream(**message()) as stream:  # noqa: PT012
            for text in stream.text_stream:
                heard += text
        assert heard
        assert ANSWER.startswith(heard)
        assert heard != ANSWER


@pytest.mark.parametrize("kind", ["rate_limit", "overloaded", "cut"])
def test_the_sdks_own_retries_get_over_it(kind: FaultKind) -> None:
    with serving(faults=plan(kind)) as gateway:
        with messages_sdk(gateway, retries=2) as client:
            assert client.messages.create(**message()).content[0].text == ANSWER
        with chat_sdk(gateway, retries=2) as client:
            assert client.chat.completions.create(**ask()).choices[0].message.content == ANSWER
            assert client.embeddings.create(model=STAND_IN_MODEL, input="x").data


def test_the_same_request_gets_the_same_bytes_whatever_came_before() -> None:
    def raw(gateway: BuildGateway, prompt: str) -> bytes:
        headers = {"x-api-key": gateway.token}
        body = json.dumps(message(prompt, stream=True)).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{gateway.url}/v1/messages", body, headers)) as reply:
            read: bytes = reply.read()
            return read

    with serving() as one, serving() as other:
        first = [raw(one, PROMPT), raw(one, "What is it?")]
        second = [raw(other, "What is it?"), raw(other, PROMPT)]
    assert first == second[::-1]


def relayed(provider: FakeServer, recording: Path | None = None, **settings: Any) -> BuildGateway:
    endpoint = Endpoint(base_url=provider.url, model="fake-1")
    relay = ProviderRelay(endpoint, provider.token)
    return BuildGateway(GatewaySettings(mode="relay", recording=recording, **settings), relay)


def test_a_provider_stands_behind_it_and_a_rerun_costs_nothing(tmp_path: Path) -> None:
    recording = tmp_path / "replies.jsonl"
    script = Script(entries=(Entry(do="reply", text="Of the provider."), Entry(do="reply", text="Streamed by it.")))
    with running(script) as provider:
        for lap in range(2):
            gateway = relayed(provider, recording)
            with gateway.serving(), messages_sdk(gateway) as client:
                gateway.begin("q1")
                assert client.messages.create(**message()).content[0].text == "Of the provider."
                with client.messages.stream(**message()) as stream:
                    assert "".join(stream.text_stream) == "Streamed by it."
                outcome = ["done", "replayed"][lap]
                assert [call.outcome for call in gateway.trace()] == [outcome] * 2
                assert gateway.spent("q1").calls == 2
                assert gateway.spent("q1").tokens_out == 4 + 4
        assert [body["model"] for body in provider.asks] == ["fake-1"] * 2
        assert provider.token not in recording.read_text()


def test_what_the_provider_refuses_is_passed_on_without_the_key() -> None:
    script = Script(
        entries=(
            Entry(do="status", status=529),
            Entry(do="status", status=429, retry_after_s=3, message="no {key}"),
            Entry(do="reply", text="Now."),
        )
    )
    with running(script) as provider:
        gateway = relayed(provider, allowance=Allowance(50, 1))
        with gateway.serving(), messages_sdk(gateway) as client:
            gateway.begin("q1")
            with pytest.raises(anthropic.APIStatusError) as overloaded:
                client.messages.create(**message())
            assert overloaded.value.status_code == 529
            with pytest.raises(anthropic.RateLimitError) as limited:
                client.messages.create(**message())
            assert limited.value.response.headers["Retry-After"] == "3"
            assert provider.token not in limited.value.response.text
            assert client.messages.create(**message()).content[0].text == "Now."
            with pytest.raises(anthropic.RateLimitError, match="1 calls"):
                client.messages.create(**message())
            assert [call.outcome for call in gateway.trace()] == ["status 529", "status 429", "done", "refused"]
            with chat_sdk(gateway) as chat:  # embeddings are the stand-in's in every mode
                gateway.begin("q2")
                assert chat.embeddings.create(model=STAND_IN_MODEL, input="x").data


def test_a_provider_that_breaks_off_or_is_not_there() -> None:
    with running(Script(entries=(Entry(do="cut", after=1),))) as provider:
        gateway = relayed(provider)
        with gateway.serving(), messages_sdk(gateway) as client:
            gateway.begin("q1")
            with pytest.raises(httpx2.RemoteProtocolError), client.messages.stream(**message()) as stream:
                stream.until_done()
        assert gateway.spent("q1").calls == 0
    gone = relayed(provider)
    with gone.serving(), messages_sdk(gone) as client, pytest.raises(anthropic.InternalServerError, match="no reply"):
        client.messages.create(**message())
    assert [call.outcome for call in gone.trace()] == ["status 503"]
