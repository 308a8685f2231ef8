"""Passes a request of either API on to the user's provider, with the user's key, and hands its reply back as it comes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from mockint.domain.calls import Usage
from mockint.errors import KnownError
from mockint.provider.address import address_of, host_of, is_loopback
from mockint.provider.base import Endpoint
from mockint.provider.prices import price_of
from mockint.provider.retry import Patience

if TYPE_CHECKING:
    import httpx2

_VERSION = "2023-06-01"


class RelayError(KnownError):
    """The provider gave no reply."""


class Upstream(NamedTuple):
    """A reply of the provider.

    Attributes:
        kind: Its content type.
        retry_after: As the provider says it; empty if it does not.
        pieces: Its body as it comes; the key never stands in it. May raise `RelayError`.
    """

    status: int
    kind: str
    retry_after: str
    pieces: AsyncIterator[bytes]


class ProviderRelay:
    """The user's provider behind a gateway. The key stays in this process.

    Args:
        endpoint: Where it is; every request is for its model, whatever name it carries.
        key: The user's key.
        patience: Time limits.
        transport: For tests: answers instead of a network.

    Attributes:
        model: The name of the model that answers.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        patience: Patience | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.model = endpoint.model
        self._endpoint = endpoint
        self._key = key.strip()
        self._patience = patience or Patience()
        self._transport = transport
        self._trusted: Any = None

    @asynccontextmanager
    async def send(self, path: str, body: Mapping[str, Any]) -> AsyncIterator[Upstream]:
        """Send a request; its reply can be read while the block runs.

        Raises:
            RelayError: If the provider cannot be reached or breaks off.
        """
        import httpx2

        host = host_of(self._endpoint)
        try:
            async with (
                self._client() as client,
                client.stream(
                    "POST",
                    address_of(self._endpoint) + path,
                    content=json.dumps(body).encode(),
                    headers=self._headers(),
                ) as reply,
            ):
                kind = reply.headers.get("content-type", "application/json")
                pieces = self._pieces(reply)
                yield Upstream(reply.status_code, kind, reply.headers.get("retry-after", ""), pieces)
        except httpx2.HTTPError as fault:
            raise RelayError(f"{host} gave no reply ({type(fault).__name__}).", "Try again.") from None

    def price_usd(self, tokens_in: int, tokens_out: int) -> float | None:
        """What a call costs in US dollars; None where the price is not known or the server is near."""
        return price_of(self._endpoint, Usage(input_tokens=tokens_in, output_tokens=tokens_out)).usd

    async def _pieces(self, reply: httpx2.Response) -> AsyncIterator[bytes]:
        if reply.status_code < 400:
            async for piece in reply.aiter_bytes():
                yield piece
            return
        whole = await reply.aread()  # some servers repeat the key in an error
        yield whole.replace(self._key.encode(), b"***") if self._key else whole

    def _client(self) -> httpx2.AsyncClient:
        import httpx2

        near = is_loopback(self._endpoint)
        if self._trusted is None:
            # Made once: a client for each call would read it anew.
            self._trusted = httpx2.create_ssl_context(verify=not near)
        return httpx2.AsyncClient(
            verify=self._trusted,
            timeout=httpx2.Timeout(self._patience.read_s, connect=self._patience.connect_s),
            trust_env=not near,
            transport=self._transport,
        )

    def _headers(self) -> dict[str, str]:
        own = {"authorization": f"Bearer {self._key}"}
        if self._endpoint.api == "messages":
            own = {"x-api-key": self._key, "anthropic-version": _VERSION}
        return {"content-type": "application/json", **own}
