"""The chat completions API through the official ``openai`` SDK, an optional extra; every method runs on a lane."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mockint.domain.calls import Usage
from mockint.provider.address import OFFICIAL, address_of, is_loopback
from mockint.provider.base import Ask, Endpoint, ProviderError, Strategy
from mockint.provider.faults import Faults, SdkErrors
from mockint.provider.line import Line
from mockint.provider.retry import Patience
from mockint.provider.sdk import Ended, Named, Piece, Spent, Text, list_of, number, strict, system_of

if TYPE_CHECKING:
    import ssl

    import httpx2
    import openai

_NO_KEY_NEEDED = "none"
_REASONS = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use", "content_filter": "refusal"}


class OpenAiSdk:
    """Calls of one endpoint that speaks the chat completions API; the arguments are those of `MessagesSdk`."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        faults: Faults,
        patience: Patience,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._key = key
        self._faults = faults
        self._patience = patience
        self._transport = transport

    def stream(self, ask: Ask, strategy: Strategy, line: Line) -> Iterator[Piece]:
        """Send a request and give the reply piece by piece."""
        with self._client(line) as client, client.chat.completions.create(**self._request(ask, strategy)) as chunks:
            declined = False
            for chunk in chunks:
                if getattr(chunk, "usage", None):
                    yield Spent(_usage(chunk))
                choice = next(iter(list_of(chunk, "choices") or ()), None)
                delta = getattr(choice, "delta", None)
                if text := _text(delta):
                    yield Text(text)
                declined = declined or bool(getattr(delta, "refusal", None))
                reason = getattr(choice, "finish_reason", None)
                if reason:
                    yield Named(str(getattr(chunk, "model", None) or self._endpoint.model))
                    yield Ended("refusal" if declined else _REASONS.get(str(reason), str(reason)))

    def count(self, ask: Ask, strategy: Strategy, line: Line) -> int | None:
        """This API has no way to count."""
        del ask, strategy, line
        return None

    def models(self, line: Line) -> tuple[str, ...]:
        """Names of the models that the server lists."""
        with self._client(line) as client:
            listed = list_of(client.models.list(), "data")
            if listed is None:
                raise self._faults.make("bad_reply")
        return tuple(name for one in listed if isinstance(name := getattr(one, "id", None), str))

    def fault(self, raised: Exception, own: str) -> ProviderError | None:
        """The fault behind what the SDK raised."""
        import httpx2
        import openai

        # An error inside a stream is a plain APIError here, without a status.
        if type(raised) is openai.APIError:
            return self._faults.of_body(raised.body, own)
        errors = SdkErrors(
            openai.APIError,
            openai.APIStatusError,
            openai.APITimeoutError,
            openai.APIConnectionError,
            httpx2.TransportError,
            httpx2.TimeoutException,
            httpx2.ConnectError,
        )
        return self._faults.of(raised, errors, own)

    def _client(self, line: Line) -> openai.OpenAI:
        try:
            import openai
        except ImportError:
            raise ProviderError(
                "unreachable",
                "The package 'openai' is not installed.",
                "Install it with: pip install 'mockint[openai]', or choose the Messages API in Settings.",
            ) from None
        http = line.http_client(
            self._patience, self._verify, proxies=not is_loopback(self._endpoint), transport=self._transport
        )
        return openai.OpenAI(
            api_key=self._key or _NO_KEY_NEEDED,
            base_url=f"{address_of(self._endpoint)}/v1",
            max_retries=0,
            timeout=http.timeout,
            http_client=http,
            # Else the environment's would be sent to whatever server this is.
            organization="",
            project="",
        )

    @cached_property
    def _verify(self) -> ssl.SSLContext | Literal[False]:
        import httpx2

        return httpx2.create_ssl_context() if address_of(self._endpoint).startswith("https") else False

    def _request(self, ask: Ask, strategy: Strategy) -> dict[str, Any]:
        official = address_of(self._endpoint) == OFFICIAL["openai"]
        request: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": _messages(ask, strategy),
            "stream": True,
            "stream_options": {"include_usage": True},
            # The newer name is the only one that OpenAI's reasoning models take, the older the one that all others know.
            "max_completion_tokens" if official else "max_tokens": ask.max_tokens,
        }
        if self._endpoint.effort:
            request["reasoning_effort"] = self._endpoint.effort
        if ask.schema is not None and strategy == "schema":
            shape = {"name": ask.schema_name, "schema": strict(ask.schema), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": shape}
        if ask.schema is not None and strategy == "tool":
            tool = {"name": ask.schema_name, "parameters": strict(ask.schema), "strict": True}
            request["tools"] = [{"type": "function", "function": tool}]
            request["tool_choice"] = {"type": "function", "function": {"name": ask.schema_name}}
        return request


def _messages(ask: Ask, strategy: Strategy) -> list[dict[str, Any]]:
    system = system_of(ask, strategy)
    messages: list[dict[str, Any]] = [{"role": "system", "content": system}] if system else []
    messages += [{"role": turn.role, "content": turn.text} for turn in ask.turns]
    if ask.prefix:
        first = messages[-len(ask.turns)]
        # The cache of this API is by prefix and needs no mark, so that the fixed part comes first is enough.
        first["content"] = [{"type": "text", "text": text} for text in (*ask.prefix, ask.turns[0].text) if text]
    return messages


def _text(delta: object) -> str:
    call = next(iter(list_of(delta, "tool_calls") or ()), None)
    text = getattr(getattr(call, "function", None), "arguments", None) or getattr(delta, "content", None)
    return text if isinstance(text, str) else ""


def _usage(chunk: object) -> Usage:
    read = number(chunk, "usage", "prompt_tokens_details", "cached_tokens")
    return Usage(
        input_tokens=max(0, number(chunk, "usage", "prompt_tokens") - read),
        cache_read=read,
        output_tokens=number(chunk, "usage", "completion_tokens"),
    )
