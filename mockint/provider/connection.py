"""'Test connection': tries each thing that is needed of a server and says in words what works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal, NamedTuple, TypeVar

from mockint.provider.address import host_of
from mockint.provider.base import Ask, FaultKind, ProviderError, Strategy, Turn
from mockint.provider.capabilities import PROBE_WORDS, is_as_asked
from mockint.provider.client import ModelClient
from mockint.provider.retry import Patience

_T = TypeVar("_T")
CheckName = Literal["reachable", "key", "model", "streaming", "structured output", "counting"]
State = Literal["ok", "no", "unknown"]

_WAYS: tuple[tuple[Strategy, str], ...] = (
    ("schema", "{host} keeps to a schema by its own feature."),
    ("tool", "{host} ignores the schema feature but fills in a tool: that works as well."),
    ("words", "{host} follows a schema that is told in words: replies are checked, and asked for once more if wrong."),
)
_PLAIN = Ask(
    "connection test", "plain-1", "You answer as briefly as you can.", (), (Turn("user", PROBE_WORDS),), max_tokens=256
)
ONCE = Patience(connect_s=5, read_s=20, tries=1)
"""The patience to make a client with that is to be tested: each request is tried once."""

_NEVER_ANSWERED: frozenset[FaultKind] = frozenset({"unreachable", "timeout"})


class Check(NamedTuple):
    """One thing that was tried.

    Attributes:
        name: What.
        state: ``ok``, ``no``, or ``unknown`` where it could not be found out.
        sentence: For the user.
    """

    name: CheckName
    state: State
    sentence: str


def check_connection(client: ModelClient, told: Callable[[Check], None], cancel: threading.Event) -> tuple[Check, ...]:
    """Try a client's endpoint; each step is bounded by the client's time limits and none raises.

    Sends up to four small requests, which are recorded as any.

    Args:
        client: The client to try, made with `ONCE`.
        told: Told of each thing as soon as it is known.
        cancel: Ends the test soon; what is not known by then is ``unknown``.

    Returns:
        One check for each name, in the order of `CheckName`.
    """
    return _Test(client, told, cancel).run()


class _Test:
    def __init__(self, client: ModelClient, told: Callable[[Check], None], cancel: threading.Event) -> None:
        self._client = client
        self._told = told
        self._cancel = cancel
        self._host = host_of(client.endpoint)
        self._checks: list[Check] = []

    def run(self) -> tuple[Check, ...]:
        listed, list_fault = _tried(self._client.models)
        chunks: list[str] = []
        if list_fault is not None and list_fault.kind in _NEVER_ANSWERED | {"no_key"}:
            asked: ProviderError | None = list_fault
        else:
            _reply, asked = _tried(lambda: self._ask(_PLAIN, "words", chunks))
        self._say_who(listed, asked)
        usable = asked is None or asked.kind in {"truncated", "refusal", "bad_reply"}
        self._say_streaming(chunks, asked)
        self._say_structure(usable=usable)
        self._say_counting(usable=usable)
        return tuple(self._checks)

    def _say_who(self, listed: tuple[str, ...] | None, asked: ProviderError | None) -> None:
        """Whether it is reachable, takes the key and knows the model, as far as one request and the list tell."""
        kind = asked.kind if asked else None
        model = self._client.endpoint.model
        if kind in _NEVER_ANSWERED and asked:
            self._say("reachable", "no", str(asked))
        elif kind in {"no_key", "cancelled"} and asked:
            self._say("reachable", "unknown", f"Not tried. {asked}")
        else:
            self._say("reachable", "ok", f"{self._host} answers.")
        if kind in {"key_refused", "no_key"}:
            self._say("key", "no", str(asked))
        elif kind is None or kind in {"forbidden", "not_found", "truncated", "refusal", "payment", "rate_limit"}:
            self._say("key", "ok", "The key is accepted.")
        else:
            self._say("key", "unknown", f"Not known: {asked}")
        if kind is None or kind in {"truncated", "refusal"}:
            known = listed is not None and model in listed
            others = (
                "" if known or not listed else f" It lists {', '.join(listed[:5])}, and takes this name all the same."
            )
            self._say("model", "ok", f"{model} replies.{others}")
        elif kind in {"not_found", "forbidden"}:
            names = f" It has: {', '.join(listed[:5])}." if listed else ""
            self._say("model", "no", f"{asked}{names}")
        elif listed is not None and model in listed:
            self._say("model", "ok", f"{model} is on the server's list, but gave no reply: {asked}")
        else:
            self._say("model", "unknown", f"Not known: {asked}")

    def _say_streaming(self, chunks: list[str], asked: ProviderError | None) -> None:
        if len(chunks) > 1:
            self._say("streaming", "ok", "Replies come word by word.")
        elif chunks:
            self._say("streaming", "no", "The reply came in one piece: it will be shown when it is whole.")
        else:
            self._say("streaming", "unknown", f"No text came{f': {asked}' if asked else '.'}")

    def _say_structure(self, *, usable: bool) -> None:
        if not usable:
            self._say("structured output", "unknown", "Not tried, since no reply came.")
            return
        for way, sentence in _WAYS:
            works, fault = self._try_way(way)
            if works:
                self._say("structured output", "ok", sentence.format(host=self._host))
                return
            if fault is not None:
                self._say("structured output", "unknown", f"Not known: {fault}")
                return
        self._say(
            "structured output", "no", "No way of asking brought a valid reply: grades by this model will mostly fail."
        )

    def _try_way(self, way: Strategy) -> tuple[bool | None, ProviderError | None]:
        return _tried(lambda: is_as_asked(lambda ask, strategy: self._ask(ask, strategy, []), way))

    def _say_counting(self, *, usable: bool) -> None:
        if not usable or self._cancel.is_set():
            self._say("counting", "unknown", "Not tried, since no reply came.")
            return
        count, _fault = _tried(lambda: self._client.count_tokens(_PLAIN))
        if count is None:
            self._say(
                "counting", "no", f"{self._host} does not count tokens: estimates are by the number of characters."
            )
        else:
            self._say("counting", "ok", "Tokens are counted before a request is sent.")

    def _ask(self, ask: Ask, strategy: Strategy, chunks: list[str]) -> str:
        reply = self._client.ask_as(ask, strategy, on_text=chunks.append, on_wait=lambda _: None, cancel=self._cancel)
        return reply.text

    def _say(self, name: CheckName, state: State, sentence: str) -> None:
        self._checks.append(Check(name, state, sentence))
        self._told(self._checks[-1])


def _tried(work: Callable[[], _T]) -> tuple[_T | None, ProviderError | None]:
    try:
        return work(), None
    except ProviderError as fault:
        return None, fault
