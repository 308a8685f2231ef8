"""Responses of the gateway of live builds: whole, streamed, broken off, or an error."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from mockint.gateway.wire import ChatWire, MessagesWire, error_body

if TYPE_CHECKING:
    from starlette.responses import Response

_HALF: Final = 2


async def streamed(wire: MessagesWire | ChatWire, *, cut: bool) -> AsyncIterator[str]:
    """The events of a reply; a cut one breaks off in its middle."""
    chunks = wire.answer.chunks()
    for event in wire.head():
        yield event
    for chunk in chunks[: len(chunks) // _HALF] if cut else chunks:
        yield wire.chunk(chunk)
    if cut:
        raise _CutError
    for event in wire.tail():
        yield event


class _CutError(Exception):
    """Breaks the connection in the middle of a body: the server closes it without the last chunk."""


def broken() -> Response:
    """A response that breaks off in its body."""
    from starlette.responses import StreamingResponse

    async def some() -> AsyncIterator[str]:
        yield '{"'
        raise _CutError

    return StreamingResponse(some(), media_type="application/json")


def json_response(document: Any) -> Response:
    """A whole reply; half a surrogate pair is escaped rather than an error."""
    from starlette.responses import Response

    return Response(
        json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace"), media_type="application/json"
    )


def error_response(status: int, message: str, *, retry_after_s: float | None = None, kind: str = "") -> Response:
    """An error; one with a kind of its own is final."""
    from starlette.responses import JSONResponse

    headers = {} if retry_after_s is None else {"Retry-After": f"{retry_after_s:g}"}
    if kind:  # a spent budget does not come back: the SDKs are told not to try again
        headers["x-should-retry"] = "false"
    return JSONResponse(error_body(status, message, kind), status, headers)
