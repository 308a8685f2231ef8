"""The door of every server of ours: loopback alone, a free port, a random token, bodies of a bounded size."""

from __future__ import annotations

import hmac
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mockint.errors import KnownError

if TYPE_CHECKING:
    from starlette.requests import Request
    from uvicorn import Server

MAX_BODY = 2_000_000
"""Largest body that is taken, in bytes."""
HOST = "127.0.0.1"
_SILENT = 100
_BACKLOG = 64


class Serving:
    """A bound socket on loopback, and the server behind it once it runs.

    Attributes:
        token: The key that a client sends.
        url: Address without ``/v1``.
        app: Makes the ASGI application; set before serving.
    """

    def __init__(self, port: int = 0, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(24)
        # asyncio sends small writes at once only on sockets that are told to be TCP; else each reply waits 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
        except (OSError, OverflowError) as fault:
            self._socket.close()
            raise KnownError(f"Port {port} cannot be used.", "Choose another port, or leave it out.") from fault
        self._socket.listen(_BACKLOG)  # clients that come before the server runs wait here
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self.app: Callable[[], Any] | None = None

    def run(self) -> None:
        """Serve on this thread until interrupted."""
        try:
            self._server().run(sockets=[self._socket])
        finally:
            self._socket.close()

    @contextmanager
    def in_thread(self) -> Iterator[None]:
        """Serve from a thread while the block runs; replies under way are broken off at its end."""
        server = self._server()
        thread = threading.Thread(target=server.run, args=([self._socket],), name="gateway", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = server.force_exit = True
            thread.join()
            self._socket.close()

    def _server(self) -> Server:
        import uvicorn

        assert self.app is not None
        # A cut connection is told by an exception, which the server would log with its trace.
        config = uvicorn.Config(
            self.app(), lifespan="off", log_config=None, log_level=_SILENT, access_log=False, ws="none", http="h11"
        )
        return uvicorn.Server(config)


def bearer_of(headers: Mapping[str, str]) -> str:
    """The key of a request, as either SDK sends it."""
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


def is_token(given: str, token: str) -> bool:
    """Whether the key is right; takes the same time whatever was given."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), token.encode())


async def read_body(request: Request) -> bytes | None:
    """The body of a request, or None if it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
