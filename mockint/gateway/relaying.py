"""The gateway's way to the user's provider: replies are passed on line by line, capped, and recorded."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mockint.errors import KnownError
from mockint.gateway.recording import Recorded, Recording, key_of

if TYPE_CHECKING:
    from starlette.responses import Response

MOST_OUT: Final = 4_096
"""Tokens that one reply of a provider may have."""
_OUT = re.compile(r"\"(?:output_tokens|completion_tokens)\"\s*:\s*(\d+)")
_LIMITS = ("max_tokens", "max_completion_tokens")


class Upstream(Protocol):
    """A reply as it comes."""

    @property
    def status(self) -> int:
        """Of HTTP."""
        ...

    @property
    def kind(self) -> str:
        """Content type."""
        ...

    @property
    def retry_after(self) -> str:
        """As the provider says it."""
        ...

    @property
    def pieces(self) -> AsyncIterator[bytes]:
        """The body."""
        ...


class Relay(Protocol):
    """Who asks the provider; see `mockint.provider.relay.ProviderRelay`."""

    @property
    def model(self) -> str:
        """The model that answers."""
        ...

    def send(self, path: str, body: Mapping[str, Any]) -> AbstractAsyncContextManager[Upstream]:
        """Send a request."""
        ...

    def price_usd(self, tokens_in: int, tokens_out: int) -> float | None:
        """What a call costs."""
        ...


class Ended(NamedTuple):
    """How a relayed call ended.

    Attributes:
        outcome: ``done``, ``replayed``, ``cut`` or ``status 529`` and the like.
        tokens_out: By the provider's word; 0 where it gives none.
    """

    outcome: str
    text: str
    tokens_out: int = 0

    @property
    def served(self) -> bool:
        """Whether there was a reply."""
        return self.outcome in {"done", "replayed"}


class Relaying:
    """Passes requests on, or answers from the recording.

    Args:
        relay: Who asks the provider.
        recording: File of replies; None keeps them in memory alone.
    """

    def __init__(self, relay: Relay, recording: Path | None) -> None:
        self._relay = relay
        self._recording = Recording(recording)

    def price_usd(self, tokens_in: int, ended: Ended) -> float | None:
        """What a call cost in US dollars; a replayed one nothing."""
        return 0.0 if ended.outcome == "replayed" else self._relay.price_usd(tokens_in, ended.tokens_out)

    async def reply(self, path: str, body: Mapping[str, Any], told: Callable[[Ended], None]) -> Response:
        """The provider's reply, or the recorded one.

        Args:
            path: Of the API.
            body: The request.
            told: Told once how it ended.

        Raises:
            KnownError: If the provider cannot be reached; `told` is not called.
        """
        from starlette.responses import StreamingResponse

        capped = {key: min(body[key], MOST_OUT) for key in _LIMITS if isinstance(body.get(key), int)}
        sent = {**body, **capped, "model": self._relay.model}
        request = key_of(path, sent)
        if (kept := self._recording.find(request)) is not None:
            told(Ended("replayed", kept.text, _tokens(kept.text)))
            return StreamingResponse(_lines(kept.text), media_type=kept.kind)
        stack = AsyncExitStack()
        upstream = await stack.enter_async_context(self._relay.send(path, sent))
        headers = {"Retry-After": upstream.retry_after} if upstream.retry_after else None
        pieces = self._passed(request, upstream, stack, told)
        return StreamingResponse(pieces, upstream.status, headers, upstream.kind)

    async def _passed(
        self, request: str, upstream: Upstream, stack: AsyncExitStack, told: Callable[[Ended], None]
    ) -> AsyncIterator[bytes]:
        got, outcome = bytearray(), "cut"
        try:
            async with stack:
                async for piece in upstream.pieces:
                    got += piece
                    yield piece
            outcome = "done" if upstream.status < 400 else f"status {upstream.status}"
        except KnownError as fault:
            raise ConnectionError(fault.what) from fault  # the connection to the program breaks as this one did
        finally:
            text = got.decode("utf-8", "replace")
            if outcome == "done":
                self._recording.keep(request, Recorded(upstream.kind, text))
            told(Ended(outcome, text, _tokens(text)))


async def _lines(text: str) -> AsyncIterator[str]:
    for line in text.splitlines(keepends=True):
        yield line


def _tokens(text: str) -> int:
    """Tokens of the reply by the provider's last word on them."""
    told = _OUT.findall(text)
    return int(told[-1]) if told else 0
