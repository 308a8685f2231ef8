"""The two APIs on the wire: bodies, server-sent events and errors, as the official SDKs read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from mockint.gateway.answers import Answer, Spent

ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_MESSAGE_ID, _TOOL_ID = "msg_fake", "toolu_fake"
_CHAT_STOPS = {"end_turn": "stop", "tool_use": "tool_calls", "max_tokens": "length", "refusal": "content_filter"}


def error_body(status: int, message: str, kind: str = "") -> dict[str, Any]:
    """An error that both SDKs understand."""
    kind = kind or ERROR_TYPES.get(status, "api_error")
    return {"type": "error", "error": {"type": kind, "message": message, "code": kind}}


class MessagesWire(NamedTuple):
    """A reply of the Messages API."""

    model: str
    answer: Answer
    spent: Spent

    def body(self) -> dict[str, Any]:
        """A reply that is not streamed."""
        return {**_message(self.model), "content": self._content(), **self._end(), "usage": _usage(self.spent)}

    def head(self) -> Iterator[str]:
        """The events before the first text."""
        start = {**_message(self.model), "content": [], "usage": {**_usage(self.spent), "output_tokens": 1}}
        yield _event("message_start", {"message": start})
        if self.answer.text:
            block = {"type": "tool_use", "id": _TOOL_ID, "name": self.answer.tool, "input": {}}
            block = block if self.answer.tool else {"type": "text", "text": ""}
            yield _event("content_block_start", {"index": 0, "content_block": block})
        yield _event("ping", {})

    def chunk(self, text: str) -> str:
        """One piece of the text."""
        piece = {"type": "input_json_delta", "partial_json": text}
        return _event("content_block_delta", {"index": 0, "delta": piece if self.answer.tool else _text_delta(text)})

    def tail(self) -> Iterator[str]:
        """The events behind the last text."""
        if self.answer.text:
            yield _event("content_block_stop", {"index": 0})
        yield _event("message_delta", {"delta": self._end(), "usage": {"output_tokens": self.spent.out}})
        yield _event("message_stop", {})

    def error(self, kind: str, message: str) -> str:
        """An error inside the stream."""
        return _event("error", {"error": {"type": kind, "message": message}})

    def _content(self) -> list[dict[str, Any]]:
        if not self.answer.text:
            return []
        if self.answer.tool:
            return [{"type": "tool_use", "id": _TOOL_ID, "name": self.answer.tool, "input": _loaded(self.answer.text)}]
        return [{"type": "text", "text": self.answer.text}]

    def _end(self) -> dict[str, Any]:
        details = {"type": "refusal", "category": self.answer.category} if self.answer.stop == "refusal" else None
        return {"stop_reason": self.answer.stop, "stop_sequence": None, "stop_details": details}


class ChatWire(NamedTuple):
    """A reply of the chat completions API."""

    model: str
    answer: Answer
    spent: Spent

    def body(self) -> dict[str, Any]:
        """A reply that is not streamed."""
        message: dict[str, Any] = {"role": "assistant", "content": self.answer.text or None, "refusal": None}
        if self.answer.tool:
            message |= {"content": None, "tool_calls": [_call(self.answer, self.answer.text)]}
        choice = {"index": 0, "message": message, "finish_reason": _CHAT_STOPS[self.answer.stop], "logprobs": None}
        return {
            **_completion(self.model),
            "object": "chat.completion",
            "choices": [choice],
            "usage": _chat_usage(self.spent),
        }

    def head(self) -> Iterator[str]:
        """The events before the first text."""
        delta: dict[str, Any] = {"role": "assistant", "content": ""}
        if self.answer.tool:
            delta = {"role": "assistant", "tool_calls": [{"index": 0, **_call(self.answer, "")}]}
        yield self._piece(delta)

    def chunk(self, text: str) -> str:
        """One piece of the text."""
        if self.answer.tool:
            return self._piece({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
        return self._piece({"content": text})

    def tail(self) -> Iterator[str]:
        """The events behind the last text."""
        yield self._piece({}, _CHAT_STOPS[self.answer.stop])
        usage = {
            **_completion(self.model),
            "object": "chat.completion.chunk",
            "choices": [],
            "usage": _chat_usage(self.spent),
        }
        yield f"data: {json.dumps(usage)}\n\n"
        yield "data: [DONE]\n\n"

    def error(self, kind: str, message: str) -> str:
        """An error inside the stream."""
        return f"data: {json.dumps({'error': {'message': message, 'type': kind, 'code': kind}})}\n\n"

    def _piece(self, delta: dict[str, Any], stop: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": stop, "logprobs": None}
        piece = {**_completion(self.model), "object": "chat.completion.chunk", "choices": [choice]}
        return f"data: {json.dumps(piece)}\n\n"


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n"


def _text_delta(text: str) -> dict[str, str]:
    return {"type": "text_delta", "text": text}


def _message(model: str) -> dict[str, Any]:
    head = {"id": _MESSAGE_ID, "type": "message", "role": "assistant", "model": model}
    return {**head, "stop_reason": None, "stop_sequence": None}


def _usage(spent: Spent) -> dict[str, int]:
    return {
        "input_tokens": spent.fresh,
        "cache_read_input_tokens": spent.read,
        "cache_creation_input_tokens": spent.written,
        "output_tokens": spent.out,
    }


def _completion(model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-fake", "created": 0, "model": model}


def _chat_usage(spent: Spent) -> dict[str, Any]:
    prompt = spent.fresh + spent.read + spent.written
    return {
        "prompt_tokens": prompt,
        "completion_tokens": spent.out,
        "total_tokens": prompt + spent.out,
        "prompt_tokens_details": {"cached_tokens": spent.read},
    }


def _call(answer: Answer, arguments: str) -> dict[str, Any]:
    return {"id": "call_fake", "type": "function", "function": {"name": answer.tool, "arguments": arguments}}


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {"unfinished": text}
