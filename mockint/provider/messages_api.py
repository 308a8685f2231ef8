"""The Messages API through the official ``anthropic`` SDK; every method runs on a lane, since importing it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mockint.domain.calls import Usage
from mockint.provider.address import address_of, is_loopback
from mockint.provider.base import Ask, Endpoint, ProviderError, Strategy
from mockint.provider.faults import Faults, SdkErrors
from mockint.provider.line import Line
from mockint.provider.retry import Patience
from mockint.provider.sdk import Ended, Named, Piece, Spent, Text, list_of, number, system_of
from mockint.provider.tracing import Tracing

if TYPE_CHECKING:
    import ssl

    import anthropic
    import httpx2

_NO_KEY_NEEDED = "none"
_PAGE = 100


class MessagesSdk:
    """Calls of one endpoint that speaks the Messages API.

    Args:
        endpoint: Where and which model.
        key: May be empty for a server that wants none.
        faults: Makes its faults.
        patience: Time limits.
        tracing: Where spans go; None sends none, whatever the environment says.
        transport: For tests: answers instead of a network.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        faults: Faults,
        patience: Patience,
        tracing: Tracing | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._key = key
        self._faults = faults
        self._patience = patience
        self._tracing = tracing
        self._transport = transport

    def stream(self, ask: Ask, strategy: Strategy, line: Line) -> Iterator[Piece]:
        """Send a request and give the reply piece by piece."""
        request = {**_request(ask, strategy, self._endpoint), "max_tokens": ask.max_tokens, "stream": True}
        with self._client(line) as client, client.messages.create(**request) as events:
            usage = Usage()
            for event in events:
                kind = getattr(event, "type", None)
                if kind == "message_start":
                    message = getattr(event, "message", None)
                    usage = _usage(message, usage)
                    yield Spent(usage)
                    yield Named(str(getattr(message, "model", None) or self._endpoint.model))
                    continue
                delta = getattr(event, "delta", None)
                if kind == "content_block_delta":
                    # Thinking and signatures come as deltas too, and are nobody's business here.
                    text = getattr(delta, "text", None) or getattr(delta, "partial_json", None)
                    if isinstance(text, str) and text:
                        yield Text(text)
                elif kind == "message_delta":
                    usage = _usage(event, usage)
                    yield Spent(usage)
                    reason = getattr(delta, "stop_reason", None)
                    if reason:
                        category = getattr(getattr(delta, "stop_details", None), "category", None)
                        yield Ended(str(reason), str(category) if category else None)

    def count(self, ask: Ask, strategy: Strategy, line: Line) -> int | None:
        """Input tokens of a request."""
        with self._client(line) as client:
            counted = client.messages.count_tokens(**_request(ask, strategy, self._endpoint))
        return number(counted, "input_tokens") or None

    def models(self, line: Line) -> tuple[str, ...]:
        """Names of the models that are not retired, as the server lists them."""
        with self._client(line) as client:
            listed = list_of(client.models.list(limit=_PAGE), "data")
            if listed is None:
                raise self._faults.make("bad_reply")
            names = [getattr(one, "id", None) for one in listed if getattr(one, "lifecycle", None) != "retired"]
        return tuple(name for name in names if isinstance(name, str))

    def fault(self, raised: Exception, own: str) -> ProviderError | None:
        """The fault behind what the SDK raised."""
        import anthropic
        import httpx2

        errors = SdkErrors(
            anthropic.APIError,
            anthropic.APIStatusError,
            anthropic.APITimeoutError,
            anthropic.APIConnectionError,
            httpx2.TransportError,
            httpx2.TimeoutException,
            httpx2.ConnectError,
        )
        return self._faults.of(raised, errors, own)

    def _client(self, line: Line) -> anthropic.Anthropic:
        """A client of this call alone, so that a cancel hangs up on this call alone; making one takes a millisecond."""
        import anthropic

        http = line.http_client(
            self._patience, self._verify, proxies=not is_loopback(self._endpoint), transport=self._transport
        )
        off: Any = {"traces": False, "propagation": False}
        return anthropic.Anthropic(
            api_key=self._key or _NO_KEY_NEEDED,
            base_url=address_of(self._endpoint),
            max_retries=0,
            timeout=http.timeout,
            http_client=http,
            open_telemetry=off if self._tracing is None else self._tracing.sdk_option(),
        )

    @cached_property
    def _verify(self) -> ssl.SSLContext | Literal[False]:
        import httpx2

        # Loading the certificates takes 40 ms, so it is done once, and not at all where there is no TLS.
        return httpx2.create_ssl_context() if address_of(self._endpoint).startswith("https") else False


def _request(ask: Ask, strategy: Strategy, endpoint: Endpoint) -> dict[str, Any]:
    """The request without what only a reply needs."""
    from anthropic import transform_schema

    prefix: list[dict[str, Any]] = [{"type": "text", "text": text} for text in ask.prefix if text]
    system: list[dict[str, Any]] = [{"type": "text", "text": text} for text in [system_of(ask, strategy)] if text]
    fixed = prefix or system
    if fixed:
        fixed[-1]["cache_control"] = {"type": "ephemeral"}
    messages: list[dict[str, Any]] = [{"role": turn.role, "content": turn.text} for turn in ask.turns]
    if prefix:
        messages[0]["content"] = [*prefix, {"type": "text", "text": ask.turns[0].text}]
    request: dict[str, Any] = {"model": endpoint.model, "messages": messages}
    if system:
        request["system"] = system
    output: dict[str, Any] = {"effort": endpoint.effort} if endpoint.effort else {}
    if ask.schema is not None and strategy == "schema":
        output["format"] = {"type": "json_schema", "schema": transform_schema(dict(ask.schema))}
    if ask.schema is not None and strategy == "tool":
        request |= _tool(ask.schema_name, transform_schema(dict(ask.schema)))
    if output:
        request["output_config"] = output
    return request


def _tool(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    tool = {"name": name, "description": "Give the reply in this shape.", "input_schema": schema}
    return {"tools": [tool], "tool_choice": {"type": "tool", "name": name}}


def _usage(holder: object, known: Usage) -> Usage:
    """The usage that an event tells, with what it leaves out as it was known."""
    return Usage(
        input_tokens=number(holder, "usage", "input_tokens") or known.input_tokens,
        cache_read=number(holder, "usage", "cache_read_input_tokens") or known.cache_read,
        cache_creation=number(holder, "usage", "cache_creation_input_tokens") or known.cache_creation,
        output_tokens=number(holder, "usage", "output_tokens") or known.output_tokens,
    )
