"""The gateway of a live build: both APIs on loopback, answered by the stand-in or passed on, metered by question.

gateway = BuildGateway(GatewaySettings(allowance=Allowance(1500, 4), concepts=concepts, seed=seed))
with gateway.serving():
    gateway.begin("question 1")
    ...  # the candidate's program calls gateway.url with gateway.token
    gateway.spent("question 1")
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from mockint.clock import Clock, SystemClock
from mockint.errors import KnownError
from mockint.gateway.answers import Answer, count_text, count_tokens
from mockint.gateway.answers import Spent as Tokens
from mockint.gateway.asked import Asked, read_chat, read_messages
from mockint.gateway.door import MAX_BODY, Serving, bearer_of, is_token, read_body
from mockint.gateway.embedding import Embedder, as_base64
from mockint.gateway.faulty import RETRY_AFTER_S, STALL_S, UNSERVED, FaultKind, FaultPlan, drawn, spoilt
from mockint.gateway.ledger import Allowance, Ledger, Spent, TraceCall
from mockint.gateway.relaying import Ended, Relay, Relaying
from mockint.gateway.replying import answer_to
from mockint.gateway.responses import broken, error_response, json_response, streamed
from mockint.gateway.stand_in import MOST_TOKENS
from mockint.gateway.wire import ChatWire, MessagesWire

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["STAND_IN_MODEL", "Allowance", "BuildGateway", "FaultPlan", "GatewaySettings", "Spent", "TraceCall"]

STAND_IN_MODEL: Final = "stand-in"
_MOST_INPUTS = 2_048
_SHAPES: Final = frozenset({"schema", "tool"})


class GatewaySettings(NamedTuple):
    """How a gateway serves.

    Attributes:
        mode: ``stand_in`` answers itself; ``relay`` passes on to the user's provider.
        allowance: What each question may spend; None for no limit but the total.
        models: Names that are served.
        faults: Met by every question that `BuildGateway.begin` gives no plan of its own.
        concepts: Phrases by concept, for the embeddings.
        seed: Of the embeddings' directions.
        recording: Where replies of the provider are kept, so that the same request costs nothing again.
    """

    mode: Literal["stand_in", "relay"] = "stand_in"
    allowance: Allowance | None = None
    models: tuple[str, ...] = (STAND_IN_MODEL,)
    faults: FaultPlan | None = None
    concepts: Mapping[str, Sequence[str]] = {}
    seed: int = 0
    recording: Path | None = None


class _Call(NamedTuple):
    """A request that was let in."""

    path: str
    key: str
    raw: bytes
    body: dict[str, Any]
    model: str
    began_s: float


class BuildGateway:
    """Serves a build and counts what it spends.

    Args:
        settings: How it serves.
        relay: Who asks the user's provider, for the mode ``relay``.
        clock: For latencies.
        port: 0 takes a free one.
        token: Drawn by chance if empty.

    Raises:
        KnownError: If the port cannot be used, or the recording cannot be read.

    Attributes:
        url: Address without ``/v1``.
        token: The key that the program sends.
        port: Where it listens.
    """

    def __init__(
        self,
        settings: GatewaySettings,
        relay: Relay | None = None,
        *,
        clock: Clock | None = None,
        port: int = 0,
        token: str = "",
    ) -> None:
        if (settings.mode == "relay") is not (relay is not None):
            raise ValueError("a relay is for the mode relay, and that mode needs one")
        self._settings = settings
        self._relaying = Relaying(relay, settings.recording) if relay is not None else None
        self._clock = clock or SystemClock()
        self._ledger = Ledger(settings.allowance)
        self._ledger.begin("", settings.faults)
        self._embedder = Embedder(settings.concepts, settings.seed)
        self.door = Serving(port, token)
        self.door.app = self.app
        self.url, self.token = self.door.url, self.door.token
        self.port = int(self.url.rsplit(":", 1)[1])

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve while the block runs; a gateway serves once."""
        with self.door.in_thread():
            yield

    def begin(self, key: str, faults: FaultPlan | None = None) -> None:
        """Count the calls from now on for this question; an empty key belongs to none."""
        self._ledger.begin(key, faults or self._settings.faults)

    def spent(self, key: str) -> Spent:
        """What a question has spent so far."""
        return self._ledger.spent(key)

    def trace(self) -> tuple[TraceCall, ...]:
        """The last calls, in the order they ended."""
        return self._ledger.trace()

    def turned_away(self) -> dict[int, int]:
        """Requests that never became a call (wrong key, unknown path, too large), by status."""
        return self._ledger.turned_away()

    def app(self) -> Starlette:
        """The ASGI application."""
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/v1/messages", self._messages, methods=["POST"]),
                Route("/v1/messages/count_tokens", self._count, methods=["POST"]),
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/embeddings", self._embeddings, methods=["POST"]),
                Route("/v1/models", self._models),
                Route("/{path:path}", self._unknown, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
            ]
        )

    async def _messages(self, request: Request) -> Response:
        return await self._reply(request, MessagesWire, read_messages)

    async def _chat(self, request: Request) -> Response:
        return await self._reply(request, ChatWire, read_chat)

    async def _unknown(self, request: Request) -> Response:
        got = await self._admit(request)
        if not isinstance(got, _Call):
            return got
        return self._turn_away(404, "There is no such path.")

    async def _models(self, request: Request) -> Response:
        got = await self._admit(request)
        if not isinstance(got, _Call):
            return got
        names = self._settings.models
        listed = [
            {
                "id": name,
                "type": "model",
                "object": "model",
                "display_name": name,
                "created_at": "2026-01-01T00:00:00Z",
                "created": 0,
                "owned_by": "mockint",
            }
            for name in names
        ]
        ends = {"first_id": names[0], "last_id": names[-1]}
        return json_response({"object": "list", "data": listed, "has_more": False, **ends})

    async def _count(self, request: Request) -> Response:
        got = await self._admit(request)
        if not isinstance(got, _Call):
            return got
        try:
            asked = read_messages(got.body, _SHAPES)
        except (AttributeError, TypeError):
            return self._turn_away(400, "The body is not a request of this API.")
        return json_response({"input_tokens": count_tokens(asked.blocks)})

    async def _embeddings(self, request: Request) -> Response:
        got = await self._admit(request, model=True)
        if not isinstance(got, _Call):
            return got
        given = got.body.get("input")
        texts = [given] if isinstance(given, str) else given
        if not isinstance(texts, list) or not texts or not all(isinstance(one, str) for one in texts):
            return self._turn_away(400, "input must be a text or a list of texts.")
        if len(texts) > _MOST_INPUTS:
            return self._turn_away(400, f"input may hold {_MOST_INPUTS} texts at most.")
        if got.body.get("dimensions") not in {None, 256}:
            return self._turn_away(400, "The embeddings have 256 dimensions.")
        tokens = sum(count_text(text) for text in texts)
        if refused := self._reserve(got, tokens, texts[0]):
            return refused
        fault = self._fault(got, text=False)
        if fault in UNSERVED:
            return self._unserved(got, fault, tokens, texts[0])
        if fault == "stall":
            await asyncio.sleep(STALL_S)
        packed = got.body.get("encoding_format") == "base64"
        data = []
        for place, text in enumerate(texts):
            vector = self._embedder.embed(text)
            data.append({"object": "embedding", "index": place, "embedding": as_base64(vector) if packed else vector})
            if place % 64 == 63:
                await asyncio.sleep(0)  # others are served between
        self._note(got, tokens, texts[0], f"{len(texts)} vectors", fault or "done", out=0)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return json_response({"object": "list", "data": data, "model": got.model, "usage": usage})

    async def _reply(
        self,
        request: Request,
        wired: Callable[[str, Answer, Tokens], MessagesWire | ChatWire],
        read: Callable[[Mapping[str, Any], Collection[str]], Asked],
    ) -> Response:
        from starlette.responses import StreamingResponse

        got = await self._admit(request, model=True)
        if not isinstance(got, _Call):
            return got
        if why := _problem(got):
            return self._turn_away(400, why)
        try:
            asked = read(got.body, _SHAPES)
            tokens = count_tokens(asked.blocks)
        except (AttributeError, TypeError):  # a list where an object should be, and the like
            return self._turn_away(400, "The body is not a request of this API.")
        prompt = asked.own[-1] if asked.own else ""
        if refused := self._reserve(got, tokens, prompt):
            return refused
        if tokens > MOST_TOKENS:
            self._ledger.give_back(got.key, tokens)
            return self._turn_away(400, f"The prompt is too long: {tokens} tokens, and {MOST_TOKENS} are the most.")
        fault = self._fault(got, text=self._relaying is None)
        if self._relaying is not None:
            return await self._relayed(self._relaying, got, fault, tokens, prompt)
        if fault in UNSERVED and not (fault == "cut" and asked.stream):
            return self._unserved(got, fault, tokens, prompt)
        try:
            answer = spoilt(answer_to(got.body, asked, read), fault)
        except (AttributeError, TypeError, ValueError):
            self._ledger.give_back(got.key, tokens)
            return self._turn_away(400, "A schema or a tool of the request cannot be read.")
        wire = wired(got.model, answer, Tokens(tokens, 0, 0, count_text(answer.text)))
        if fault == "stall":
            await asyncio.sleep(STALL_S)
        if asked.stream:
            if fault == "cut":
                self._ledger.give_back(got.key, tokens)
            self._note(got, tokens, prompt, answer.text, fault or "done")
            return StreamingResponse(streamed(wire, cut=fault == "cut"), media_type="text/event-stream")
        self._note(got, tokens, prompt, answer.text, fault or "done")
        return json_response(wire.body())

    async def _relayed(
        self, relaying: Relaying, call: _Call, fault: FaultKind | None, tokens: int, prompt: str
    ) -> Response:
        """The provider's reply to a call that was charged."""
        if fault in UNSERVED:
            return self._unserved(call, fault, tokens, prompt)
        if fault == "stall":
            await asyncio.sleep(STALL_S)

        def told(ended: Ended) -> None:
            if not ended.served:
                self._ledger.give_back(call.key, tokens)
            price = relaying.price_usd(tokens, ended)
            outcome = fault or ended.outcome
            self._note(call, tokens, prompt, ended.text, outcome, ended.tokens_out, price_usd=price)

        try:
            return await relaying.reply(call.path, call.body, told)
        except KnownError as failed:
            self._ledger.give_back(call.key, tokens)
            self._note(call, tokens, prompt, failed.what, "status 503", out=0, price_usd=None)
            return error_response(503, failed.what)

    async def _admit(self, request: Request, *, model: bool = False) -> _Call | Response:
        """The request, read, or the answer to one that may not come in."""
        began = self._clock.now().monotonic_s
        if not is_token(bearer_of(request.headers), self.token):
            return self._turn_away(401, "The key is not right.")
        raw = await read_body(request)
        if raw is None:
            return self._turn_away(413, f"The body is larger than {MAX_BODY} bytes.")
        try:
            body = json.loads(raw) if raw else {}
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            return self._turn_away(400, "The body is not a JSON object.")
        name = str(body.get("model", ""))
        if model and name not in self._settings.models:
            return self._turn_away(404, f"There is no model {name[:80]}; there is {', '.join(self._settings.models)}.")
        key, _plan = self._ledger.now()
        return _Call(request.url.path, key, raw, body, name, began)

    def _reserve(self, call: _Call, tokens: int, prompt: str) -> Response | None:
        """Charge a call; the refusal if the budget does not hold it."""
        why = self._ledger.reserve(call.key, tokens)
        if not why:
            return None
        self._note(call, tokens, prompt, why, "refused", out=0)
        return error_response(429, why, retry_after_s=1, kind="budget_exceeded")

    def _fault(self, call: _Call, *, text: bool = True) -> FaultKind | None:
        _key, plan = self._ledger.now()
        if plan is None:
            return None
        content = hashlib.sha256(call.path.encode() + b"\0" + call.raw).digest()
        fault = drawn(plan, content, self._ledger.nth(call.key, content), text=text)
        if fault is not None:
            self._ledger.met_fault(call.key)
        return fault

    def _unserved(self, call: _Call, fault: FaultKind | None, tokens: int, prompt: str) -> Response:
        """A fault instead of a reply; it costs nothing."""
        self._ledger.give_back(call.key, tokens)
        self._note(call, tokens, prompt, "", str(fault), out=0)
        if fault == "cut":
            return broken()
        if fault == "overloaded":
            return error_response(529, "Overloaded.")
        return error_response(429, "Too many requests; try again soon.", retry_after_s=RETRY_AFTER_S)

    def _note(
        self,
        call: _Call,
        tokens: int,
        prompt: str,
        reply: str,
        outcome: str,
        out: int | None = None,
        *,
        price_usd: float | None = 0.0,
    ) -> None:
        seconds = round(self._clock.now().monotonic_s - call.began_s, 4)
        out = count_text(reply) if out is None else out
        self._ledger.note(
            TraceCall(call.key, call.path, call.model, tokens, out, seconds, price_usd, outcome, prompt, reply)
        )

    def _turn_away(self, status: int, message: str) -> Response:
        self._ledger.turn_away(status)
        return error_response(status, message)


def _problem(call: _Call) -> str:
    """What a request lacks; empty if nothing."""
    turns = call.body.get("messages")
    if not isinstance(turns, list) or not turns:
        return "messages must be a list of at least one message."
    if call.path.endswith("/messages") and not isinstance(call.body.get("max_tokens"), int):
        return "max_tokens must be a whole number."
    return ""
