"""A fake model server: it answers from a script, so that every fault of a real one can be met on purpose.

    with running(Script(entries=(Entry(do="status", status=529), Entry(do="fill")))) as server:
        ...  # server.url (without /v1), server.token; server.requests holds what came

`running` serves from a thread of its own; the door that `serve` gives can serve on the caller's until interrupted.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from mockint.gateway.answers import Answer, Cache, Spent, count_tokens, make_answer
from mockint.gateway.asked import Asked, read_chat, read_messages
from mockint.gateway.door import MAX_BODY, Serving, bearer_of, is_token, read_body
from mockint.gateway.script import Entry, Script
from mockint.gateway.wire import ChatWire, MessagesWire, error_body
from mockint.provider.capabilities import PROBE_WORDS

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

_EMPTY = Entry(do="status", status=500, message="The script has no entry left.")


class Received(NamedTuple):
    """One request that came in.

    Attributes:
        path: ``/v1/messages`` and the like.
        body: The JSON body; empty for a GET.
        probe: Whether it is the client's own probe of the schema.
    """

    path: str
    body: dict[str, Any]
    probe: bool = False


class FakeServer:
    """The application and what it has met.

    Attributes:
        url: Address without ``/v1``.
        token: The key that clients send.
        requests: Every request that carried the right token, in the order they came.
        hung_up: Replies that the client did not wait for.
    """

    def __init__(self, script: Script, token: str, url: str) -> None:
        self.script = script
        self.token = token
        self.url = url
        self.requests: list[Received] = []
        self.hung_up = 0
        self._queue = _entries(script)
        self._cache = Cache()

    @property
    def asks(self) -> list[dict[str, Any]]:
        """Bodies of the requests for a reply, probes left out."""
        ends = ("/messages", "/completions")
        return [one.body for one in self.requests if one.path.endswith(ends) and not one.probe]

    def app(self) -> Starlette:
        """The ASGI application."""
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/v1/messages", self._messages, methods=["POST"]),
                Route("/v1/messages/count_tokens", self._count, methods=["POST"]),
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/models", self._models),
            ]
        )

    async def _messages(self, request: Request) -> Response:
        return await self._reply(request, MessagesWire, read_messages)

    async def _chat(self, request: Request) -> Response:
        return await self._reply(request, ChatWire, read_chat)

    async def _count(self, request: Request) -> Response:
        got = await self._admit(request)
        if not isinstance(got, Received):
            return got
        if not self.script.manner.counts_tokens:
            return _error(404, "There is no such path.")
        try:
            return _json({"input_tokens": count_tokens(read_messages(got.body, ()).blocks)})
        except (AttributeError, TypeError):
            return _error(400, "The body is not a request of this API.")

    async def _models(self, request: Request) -> Response:
        got = await self._admit(request)
        if not isinstance(got, Received):
            return got
        names = self.script.manner.models
        if not names:
            return _error(404, "There is no such path.")
        listed = [
            {
                "id": name,
                "type": "model",
                "object": "model",
                "display_name": name,
                "created_at": "2026-01-01T00:00:00Z",
                "created": 0,
                "owned_by": "fake",
                "lifecycle": "active",
            }
            for name in names
        ]
        ends = {"first_id": names[0], "last_id": names[-1]}
        return _json({"object": "list", "data": listed, "has_more": False, **ends})

    async def _admit(self, request: Request) -> Received | Response:
        """The request, kept, or the answer to one that may not come in."""
        if not is_token(bearer_of(request.headers), self.token):
            return _error(401, "The key is not right.")
        raw = await read_body(request)
        if raw is None:
            return _error(413, f"The body is larger than {MAX_BODY} bytes.")
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return _error(400, "The body is not a JSON object.")
        got = Received(request.url.path, body, PROBE_WORDS in json.dumps(body.get("messages", "")))
        self.requests.append(got)
        return got

    async def _reply(
        self,
        request: Request,
        wired: Callable[[str, Answer, Spent], MessagesWire | ChatWire],
        read: Callable[[dict[str, Any], Collection[str]], Asked],
    ) -> Response:
        from starlette.responses import StreamingResponse

        got = await self._admit(request)
        if not isinstance(got, Received):
            return got
        manner = self.script.manner
        try:
            asked = read(got.body, manner.honours)
        except (AttributeError, TypeError):  # a list where an object should be, and the like
            return _error(400, "The body is not a request of this API.")
        if manner.strict_models and asked.model not in manner.models:
            return _error(404, f"There is no model {asked.model}.")
        entry = self._next_entry(probe=got.probe)
        if entry.do == "status":
            key = bearer_of(request.headers)
            return _error(entry.status, entry.message.replace("{key}", key), retry_after_s=entry.retry_after_s)
        answer = make_answer(entry, asked)
        wire = wired(asked.model, answer, self._cache.spend(asked, answer.text))
        if entry.after < 0 and entry.do == "cut":
            return _broken()
        if entry.do == "stall" and (entry.after < 0 or not asked.stream):
            await _wait(request, entry.seconds)
        if not asked.stream:
            return _whole(entry, wire.body())
        stream = self._stream(entry, wire)
        return StreamingResponse(stream, media_type="text/event-stream")

    def _next_entry(self, *, probe: bool) -> Entry:
        if probe and self.script.manner.probes == "aside":
            return Entry()
        return next(self._queue, _EMPTY)

    async def _stream(self, entry: Entry, wire: MessagesWire | ChatWire) -> AsyncIterator[str]:
        stops = entry.do in {"cut", "early_end", "error_event"}
        chunks = wire.answer.chunks()[: entry.after] if stops else wire.answer.chunks()
        try:
            for event in wire.head():
                yield event
            for number, chunk in enumerate(chunks):
                if entry.do == "stall" and number == entry.after:
                    await asyncio.sleep(entry.seconds)
                if entry.delay_s:
                    await asyncio.sleep(entry.delay_s)
                yield wire.chunk(chunk)
        except (asyncio.CancelledError, GeneratorExit):
            self.hung_up += 1
            raise
        if entry.do == "cut":
            raise _CutError
        if entry.do == "error_event":
            yield wire.error(entry.error, entry.message)
        elif entry.do != "early_end":
            for event in wire.tail():
                yield event


def _whole(entry: Entry, document: dict[str, Any]) -> Response:
    """A reply that is not streamed."""
    if entry.do == "error_event":
        return _error(500, entry.message, kind=entry.error)
    return _broken() if entry.do in {"cut", "early_end"} else _json(document)


async def _wait(request: Request, seconds: float) -> None:
    """Wait, but not for a client that has gone."""
    for _ in range(int(seconds * 20)):
        if await request.is_disconnected():
            break
        await asyncio.sleep(0.05)


class _CutError(Exception):
    """Breaks the connection in the middle of a body: the server closes it without the last chunk."""


def _broken() -> Response:
    """A response that breaks off behind its head."""
    from starlette.responses import StreamingResponse

    async def nothing() -> AsyncIterator[str]:
        raise _CutError
        yield ""

    return StreamingResponse(nothing(), media_type="application/json")


def _entries(script: Script) -> Iterator[Entry]:
    for entry in script.entries:
        if entry.times == 0:
            while True:
                yield entry
        for _ in range(entry.times):
            yield entry


def _json(document: Any) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(document)


def _error(status: int, message: str, *, retry_after_s: float | None = None, kind: str = "") -> Response:
    from starlette.responses import JSONResponse

    headers = None if retry_after_s is None else {"Retry-After": f"{retry_after_s:g}"}
    return JSONResponse(error_body(status, message, kind), status, headers)


def serve(script: Script, *, token: str = "", port: int = 0) -> tuple[FakeServer, Serving]:
    """Make a fake server and its door: the socket is bound, nothing is served yet.

    Raises:
        KnownError: If the port cannot be used.
    """
    door = Serving(port, token)
    server = FakeServer(script, door.token, door.url)
    door.app = server.app
    return server, door


@contextmanager
def running(script: Script | None = None, *, token: str = "") -> Iterator[FakeServer]:
    """Serve a script on loopback while the block runs.

    Args:
        script: What to play; by default a server that fills every schema, for ever.
        token: The key that clients must send; drawn by chance if empty.
    """
    server, door = serve(script or Script(), token=token)
    with door.in_thread():
        yield server
