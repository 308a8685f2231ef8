"""What each question may spend at the gateway and has spent, and a trace of its calls."""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import Final, NamedTuple

from mockint.gateway.faulty import FaultPlan

TOTAL: Final = ("the whole run", 20_000_000, 20_000)
"""Name, tokens and calls of what belongs to no question, such as indexing."""
_TRACED = 5_000
_HEAD = 1_000


class Allowance(NamedTuple):
    """What one question may spend: tokens of its prompts together, and calls."""

    tokens_in: int
    calls: int


class Spent(NamedTuple):
    """What was counted.

    Attributes:
        calls: Calls that brought a reply.
        tokens_in: Of their prompts; a token is four characters.
        refused: Calls past the allowance.
        faulted: Calls that met a fault on purpose.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    refused: int = 0
    faulted: int = 0


class TraceCall(NamedTuple):
    """One call.

    Attributes:
        key: The question it belongs to; empty for none.
        tokens_in: Of the prompt.
        tokens_out: Of the reply, as far as it went.
        price_usd: None where there is no price.
        outcome: ``done``, ``refused``, ``replayed``, the kind of a fault, or ``status 400`` and the like.
        prompt: The first characters of what was asked.
        reply: The first characters of what came back.
    """

    key: str
    path: str
    model: str
    tokens_in: int
    tokens_out: int
    latency_s: float
    price_usd: float | None
    outcome: str
    prompt: str
    reply: str


class Ledger:
    """Counts by question; used by the server's thread and by whoever asks."""

    def __init__(self, allowance: Allowance | None) -> None:
        self._allowance = allowance
        self._lock = threading.Lock()
        self._key = ""
        self._plan: FaultPlan | None = None
        self._spent: dict[str, Spent] = {}
        self._asked: Counter[tuple[str, bytes]] = Counter()
        self._trace: deque[TraceCall] = deque(maxlen=_TRACED)
        self._turned_away: Counter[int] = Counter()

    def begin(self, key: str, plan: FaultPlan | None) -> None:
        """Count calls for this question from now on; what it spent before is forgotten."""
        with self._lock:
            self._key, self._plan = key, plan
            if key:
                self._spent.pop(key, None)
                self._asked.clear()

    def now(self) -> tuple[str, FaultPlan | None]:
        """The question that calls belong to now, and the faults that they meet."""
        with self._lock:
            return self._key, self._plan

    def nth(self, key: str, request: bytes) -> int:
        """How often this question has sent the same request, this time included."""
        with self._lock:
            self._asked[key, request] += 1
            return self._asked[key, request]

    def reserve(self, key: str, tokens: int) -> str:
        """Charge a call before it is served; why not, in a sentence, if the question may not spend that much."""
        name, most_tokens, most_calls = TOTAL
        if key:
            name = "this question"
            most_tokens, most_calls = self._allowance or (most_tokens, most_calls)
        with self._lock:
            spent = self._spent.get(key, Spent())
            why = ""
            if spent.calls + 1 > most_calls:
                why = f"The budget of {name} is {most_calls} calls, and they are used."
            elif spent.tokens_in + tokens > most_tokens:
                left = most_tokens - spent.tokens_in
                why = f"The budget of {name} is {most_tokens} tokens of prompts; {left} are left, and this prompt has {tokens}."
            if why:
                self._spent[key] = spent._replace(refused=spent.refused + 1)
            else:
                self._spent[key] = spent._replace(calls=spent.calls + 1, tokens_in=spent.tokens_in + tokens)
            return why

    def give_back(self, key: str, tokens: int) -> None:
        """Take back what was reserved for a call that brought no reply."""
        with self._lock:
            spent = self._spent.get(key, Spent())
            self._spent[key] = spent._replace(calls=max(0, spent.calls - 1), tokens_in=max(0, spent.tokens_in - tokens))

    def met_fault(self, key: str) -> None:
        """Count a call that met a fault on purpose."""
        with self._lock:
            spent = self._spent.get(key, Spent())
            self._spent[key] = spent._replace(faulted=spent.faulted + 1)

    def note(self, call: TraceCall) -> None:
        """Keep a call in the trace and count its reply."""
        with self._lock:
            spent = self._spent.get(call.key, Spent())
            self._spent[call.key] = spent._replace(tokens_out=spent.tokens_out + call.tokens_out)
            self._trace.append(call._replace(prompt=call.prompt[:_HEAD], reply=call.reply[:_HEAD]))

    def turn_away(self, status: int) -> None:
        """Count a request that never became a call: a wrong key, an unknown path, a body that is too large."""
        with self._lock:
            self._turned_away[status] += 1

    def spent(self, key: str) -> Spent:
        """What a question has spent."""
        with self._lock:
            return self._spent.get(key, Spent())

    def turned_away(self) -> dict[int, int]:
        """Requests that never became a call, by status."""
        with self._lock:
            return dict(self._turned_away)

    def trace(self) -> tuple[TraceCall, ...]:
        """The last calls, in the order they ended."""
        with self._lock:
            return tuple(self._trace)
