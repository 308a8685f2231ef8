"""The fake server read by the official SDKs as they are, without streaming, as other programs would use it."""

from __future__ import annotations

import json
from typing import Any

import anthropic
import openai
import pytest

from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Manner, Script
from tests.helpers.model_client import SCHEMA

TOOL = {"name": "grade", "input_schema": SCHEMA}


def _message(server: FakeServer, **more: Any) -> anthropic.types.Message:
    with anthropic.Anthropic(api_key=server.token, base_url=server.url, max_retries=0) as client:
        said = [{"role": "user", "content": "I would cache it."}]
        return client.messages.create(model="fake-1", max_tokens=99, messages=said, **more)  # type: ignore[no-any-return,call-overload]


def _completion(server: FakeServer, **more: Any) -> Any:
    with openai.OpenAI(api_key=server.token, base_url=f"{server.url}/v1", max_retries=0) as client:
        said = [{"role": "user", "content": "I would cache it."}]
        return client.chat.completions.create(model="fake-1", messages=said, **more)  # type: ignore[call-overload]


def _running(*entries: Entry, **manner: Any) -> Any:
    return running(Script(manner=Manner(**manner), entries=entries))


def test_a_reply_in_words() -> None:
    with _running(Entry(do="reply", text="Hello.", times=2)) as server:
        message = _message(server)
        assert (message.content[0].text, message.stop_reason) == ("Hello.", "end_turn")  # type: ignore[union-attr]
        assert message.usage.output_tokens == 2
        completion = _completion(server)
        assert (completion.choices[0].message.content, completion.choices[0].finish_reason) == ("Hello.", "stop")


def test_data_as_the_input_of_a_forced_tool() -> None:
    with _running(Entry(do="reply", data={"level": 2}, times=2)) as server:
        message = _message(server, tools=[TOOL], tool_choice={"type": "tool", "name": "grade"})
        assert (message.content[0].input, message.stop_reason) == ({"level": 2}, "tool_use")  # type: ignore[union-attr]
        tool = {"type": "function", "function": {"name": "grade", "parameters": SCHEMA}}
        choice = {"type": "function", "function": {"name": "grade"}}
        call = _completion(server, tools=[tool], tool_choice=choice).choices[0]
        assert json.loads(call.message.tool_calls[0].function.arguments) == {"level": 2}
        assert call.finish_reason == "tool_calls"


def test_broken_json_in_a_tool_is_still_a_message() -> None:
    with _running(Entry(do="bad_json")) as server:
        message = _message(server, tools=[TOOL], tool_choice={"type": "tool", "name": "grade"})
        assert list(message.content[0].input) == ["unfinished"]  # type: ignore[union-attr,call-overload]


def test_a_tool_that_is_not_forced_is_left_alone() -> None:
    with _running(Entry(do="fill")) as server:
        assert _message(server, tools=[TOOL]).content[0].type == "text"


def test_a_refusal_has_a_category_and_no_content() -> None:
    with _running(Entry(do="refuse", category="bio", times=2)) as server:
        message = _message(server)
        assert (message.content, message.stop_reason) == ([], "refusal")
        assert message.stop_details
        assert message.stop_details.category == "bio"
        assert _completion(server).choices[0].finish_reason == "content_filter"


@pytest.mark.parametrize("do", ["cut", "early_end"])
def test_a_broken_body(do: str) -> None:
    with _running(Entry.model_validate({"do": do, "times": 2})) as server:
        for ask in (_message, _completion):
            with pytest.raises(Exception, match=r"(?i)connection|peer closed|incomplete"):
                ask(server)


def test_an_error_event_is_an_error_where_nothing_is_streamed() -> None:
    with _running(Entry(do="error_event", error="overloaded_error")) as server:
        with pytest.raises(anthropic.InternalServerError) as raised:
            _message(server)
        assert raised.value.type == "overloaded_error"


def test_a_stall_ends_when_the_client_goes() -> None:
    with (
        _running(Entry(do="stall", seconds=600), Entry(do="reply", text="Hi.")) as server,
        anthropic.Anthropic(api_key=server.token, base_url=server.url, max_retries=0, timeout=0.2) as client,
    ):
        with pytest.raises(anthropic.APITimeoutError):
            client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": "Hello?"}])
        assert _message(server).content[0].text == "Hi."  # type: ignore[union-attr]


def test_a_short_stall_only_delays() -> None:
    with _running(Entry(do="stall", seconds=0.1, text="Here.", times=2)) as server:
        assert _message(server).content[0].text == "Here."  # type: ignore[union-attr]
        with anthropic.Anthropic(api_key=server.token, base_url=server.url, max_retries=0) as client:
            said: Any = [{"role": "user", "content": "Hello?"}]
            with client.messages.stream(model="m", max_tokens=9, messages=said) as stream:
                assert stream.get_final_text() == "Here."


def test_an_empty_queue_is_an_error_that_says_so() -> None:
    with _running() as server, pytest.raises(anthropic.InternalServerError, match="no entry left"):
        _message(server)


def test_unknown_models_are_refused_where_the_manner_is_strict() -> None:
    with _running(Entry(), models=("other",), strict_models=True) as server:
        with pytest.raises(anthropic.NotFoundError, match="no model fake-1"):
            _message(server)
        assert not server.script.manner.models[1:]


def test_what_came_is_kept() -> None:
    with _running(Entry(times=0)) as server:
        _message(server, system="Rules.")
        assert [one.path for one in server.requests] == ["/v1/messages"]
        assert server.asks[0]["system"] == "Rules."
        assert server.token not in json.dumps(server.asks)
