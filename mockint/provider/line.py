"""A call that can be dropped: it runs on a lane of its own, and a cancel hangs up on its connection at once."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from mockint.lanes import RemoteLane
from mockint.provider.base import ProviderError

if TYPE_CHECKING:
    import ssl

    import httpx2

    from mockint.provider.retry import Patience

_T = TypeVar("_T")
_LOOK_EVERY_S = 0.05
"""How often a waiting caller looks at the cancel flag."""


class Line:
    """The connections of one call.

    A blocked read does not end when its client is closed from another thread; it does when its socket is shut down. So
    the HTTP library's trace tells of each socket, and `hang_up` shuts them down: the server sees that nobody listens.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._hung_up = False

    @property
    def hung_up(self) -> bool:
        """Whether nobody listens any more."""
        return self._hung_up

    def hang_up(self) -> None:
        """End the call, now or as soon as it connects. Calling it twice is fine."""
        with self._lock:
            self._hung_up = True
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(one, socket.SHUT_RDWR)  # not SSLSocket's, which is not for two threads

    def http_client(
        self,
        patience: Patience,
        verify: ssl.SSLContext | Literal[False],
        *,
        proxies: bool,
        transport: httpx2.BaseTransport | None = None,
    ) -> httpx2.Client:
        """An HTTP client whose connections are this call's.

        Args:
            patience: Time limits.
            verify: The certificates that are trusted; False where there is no TLS.
            proxies: Whether the environment's proxies are used.
            transport: For tests: answers instead of a network.
        """
        import httpx2

        def watch(request: httpx2.Request) -> None:
            request.extensions["trace"] = self._traced

        return httpx2.Client(
            verify=verify,
            timeout=httpx2.Timeout(patience.read_s, connect=patience.connect_s),
            trust_env=proxies,
            event_hooks={"request": [watch]},
            transport=transport,
        )

    def _traced(self, name: str, info: dict[str, Any]) -> None:
        if not name.endswith((".connect_tcp.complete", ".start_tls.complete")):
            return
        found = info["return_value"].get_extra_info("socket")
        if not isinstance(found, socket.socket):
            return
        with self._lock:
            self._sockets.append(found)
            late = self._hung_up
        if late:
            self.hang_up()


class _End(NamedTuple):
    fault: Exception | None


class Calls(Generic[_T]):
    """Runs calls on lanes of their own."""

    def __init__(self, lane: RemoteLane) -> None:
        self._lane = lane

    def listen(self, start: Callable[[Line], Iterator[_T]], cancel: threading.Event) -> Generator[_T, None, None]:
        """The pieces of a call as they come, on the caller's thread.

        Whoever stops listening, or whose `cancel` is set, leaves the call behind; its connection is shut down.

        Raises:
            ProviderError: ``cancelled``.
            Exception: What the call raised.
        """
        line = Line()
        pieces: queue.SimpleQueue[_T | _End] = queue.SimpleQueue()

        def work() -> None:
            fault: Exception | None = None
            try:
                for piece in start(line):
                    if line.hung_up:
                        return
                    pieces.put(piece)
            except Exception as raised:  # noqa: BLE001  handed to the caller's thread, which raises it
                fault = raised
            pieces.put(_End(fault))

        self._lane.submit(work)
        try:
            while True:
                if cancel.is_set():
                    raise ProviderError("cancelled", "Cancelled.", "Nothing is lost.")
                try:
                    piece = pieces.get(timeout=_LOOK_EVERY_S)
                except queue.Empty:
                    continue
                if isinstance(piece, _End):
                    if piece.fault is not None:
                        raise piece.fault
                    return
                yield piece
        finally:
            line.hang_up()
