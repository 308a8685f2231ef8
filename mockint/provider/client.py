"""The client: one request, streamed from whichever SDK, tried again where that helps, and recorded at every attempt."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import closing
from typing import TypeVar

from mockint.clock import Clock
from mockint.domain.calls import ModelCall, Usage
from mockint.domain.ids import new_id
from mockint.provider.address import host_of
from mockint.provider.base import Ask, Endpoint, OnText, OnWait, ProviderError, Reply, Strategy
from mockint.provider.capabilities import Capabilities, assumed, find_capabilities, first_object
from mockint.provider.faults import Faults
from mockint.provider.line import Calls, Line
from mockint.provider.prices import price_of
from mockint.provider.retry import Patience, with_retries
from mockint.provider.sdk import Named, Piece, Sdk, Spent, Text, text_of

_T = TypeVar("_T")
Record = Callable[[ModelCall], None]
Known = MutableMapping[Endpoint, Capabilities]
"""What is known of endpoints; kept by the caller for as long as it likes."""

_STRATEGIES: tuple[Strategy, ...] = ("schema", "tool", "words")
_LOOK_EVERY_S = 0.05


class ModelClient:
    """A model behind an SDK; see `mockint.provider.base.Client`. One client may be asked from several threads.

    Args:
        endpoint: Where it goes.
        sdk: Which SDK carries it.
        faults: Makes its faults.
        record: Takes every attempt, also failed ones; called on the asking thread.
        known: What is known of endpoints, read and written.
        clock: For times.
        rng: For ids and jitter.
        patience: Time limits and tries.
        calls: Runs the SDK.
        blocked: Tells why the endpoint cannot be asked at all, such as a missing key; None if it can.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        sdk: Sdk,
        faults: Faults,
        *,
        record: Record,
        known: Known,
        clock: Clock,
        rng: random.Random,
        patience: Patience,
        calls: Calls[Piece],
        blocked: Callable[[], ProviderError | None],
    ) -> None:
        self._endpoint = endpoint
        self._sdk = sdk
        self._faults = faults
        self._record = record
        self._known = known
        self._clock = clock
        self._rng = rng
        self._patience = patience
        self._calls = calls
        self._blocked = blocked
        self._probing = threading.Lock()

    @property
    def endpoint(self) -> Endpoint:
        """Where it goes."""
        return self._endpoint

    @property
    def capabilities(self) -> Capabilities | None:
        """How the endpoint is asked for a shape; None until a shape was first asked for."""
        return self._known.get(self._endpoint)

    def ask(self, ask: Ask, *, on_text: OnText, on_wait: OnWait, cancel: threading.Event) -> Reply:
        """Send one request; see `mockint.provider.base.Client.ask`."""
        self._see_that_it_can()
        if ask.schema is None:
            return self.ask_as(ask, "words", on_text=on_text, on_wait=on_wait, cancel=cancel)
        found = self._capabilities(on_wait, cancel)
        try:
            return self.ask_as(ask, found.strategy, on_text=on_text, on_wait=on_wait, cancel=cancel)
        except ProviderError as fault:
            if fault.kind != "bad_request" or found.validated or found.strategy == "words":
                raise
        # The host was known to take schemas, but this model may not: find out, and ask as it wants.
        found = self._capabilities(on_wait, cancel, anew=True)
        return self.ask_as(ask, found.strategy, on_text=on_text, on_wait=on_wait, cancel=cancel)

    def ask_as(
        self, ask: Ask, strategy: Strategy, *, on_text: OnText, on_wait: OnWait, cancel: threading.Event
    ) -> Reply:
        """Send one request in a given way, with retries.

        Raises:
            ProviderError: As `ask`; its usage is that of all attempts.
        """
        self._see_that_it_can()
        attempts: list[_Attempt] = []

        def attempt() -> Reply:
            attempts.append(_Attempt())
            return self._attempt(ask, strategy, attempts[-1], on_text, cancel)

        try:
            reply = with_retries(
                attempt,
                may_repeat=lambda: not attempts[-1].texts,
                patience=self._patience,
                jitter=self._rng.random,
                on_wait=on_wait,
                cancel=cancel,
            )
        except ProviderError as fault:
            fault.usage = _total(attempts)
            raise
        return reply._replace(usage=_total(attempts))

    def count_tokens(self, ask: Ask) -> int | None:
        """Input tokens of a request; None where the server cannot count. It costs nothing and is not recorded."""
        found = self._known.get(self._endpoint) or assumed(self._endpoint) or Capabilities("words", validated=False)
        try:
            return self._call(lambda line: self._sdk.count(ask, found.strategy, line), text_of(ask))
        except ProviderError:
            return None

    def models(self) -> tuple[str, ...]:
        """Names of the models that the server lists.

        Raises:
            ProviderError: If it does not answer.
        """
        return self._call(self._sdk.models, "")

    def _capabilities(self, on_wait: OnWait, cancel: threading.Event, *, anew: bool = False) -> Capabilities:
        while not self._probing.acquire(timeout=_LOOK_EVERY_S):  # another thread is finding out
            if cancel.is_set():
                raise self._faults.make("cancelled")
        try:
            found = self._known.get(self._endpoint)
            if found is None or (anew and not found.validated):
                found = None if anew else assumed(self._endpoint)
                if found is None:
                    on_wait(f"Finding out how {host_of(self._endpoint)} replies in a given shape.")
                    found = find_capabilities(
                        lambda probe, way: (
                            self.ask_as(probe, way, on_text=_nothing, on_wait=on_wait, cancel=cancel).text
                        ),
                        _STRATEGIES,
                    )
                self._known[self._endpoint] = found
            return found
        finally:
            self._probing.release()

    def _attempt(
        self, ask: Ask, strategy: Strategy, heard: _Attempt, on_text: OnText, cancel: threading.Event
    ) -> Reply:
        began, wall = self._clock.now().monotonic_s, self._clock.now().wall
        fault: ProviderError | None = None
        try:
            with closing(self._calls.listen(lambda line: self._sdk.stream(ask, strategy, line), cancel)) as pieces:
                for piece in pieces:
                    if isinstance(piece, Text) and heard.first_s is None:
                        heard.first_s = self._clock.now().monotonic_s - began
                    heard.take(piece)
                    if isinstance(piece, Text):
                        on_text(piece.text)
        except ProviderError as raised:
            fault = raised
        except Exception as raised:
            fault = self._sdk.fault(raised, text_of(ask))
            if fault is None:
                raise
        fault = fault or heard.fault(self._faults)
        seconds = self._clock.now().monotonic_s - began
        price = price_of(self._endpoint, heard.usage, heard.model)
        self._record(
            ModelCall(
                id=new_id(self._rng),
                made=wall,
                purpose=ask.purpose,
                model=heard.model or self._endpoint.model,
                host=host_of(self._endpoint),
                prompt_version=ask.prompt_version,
                usage=heard.usage,
                price_usd=price.usd,
                price_note=price.note,
                seconds=seconds,
                first_s=heard.first_s,
                outcome="done" if fault is None else fault.kind,
                message="" if fault is None else fault.what,
            )
        )
        if fault is not None:
            raise fault
        text = "".join(heard.texts)
        text = first_object(text) if ask.schema is not None else text
        model = heard.model or self._endpoint.model
        return Reply(text, heard.stop, heard.usage, model, seconds, heard.first_s)

    def _see_that_it_can(self) -> None:
        blocked = self._blocked()
        if blocked is not None:
            raise blocked

    def _call(self, work: Callable[[Line], _T], own: str) -> _T:
        """Run a short call, bounded by its time limits, on a lane as any other."""
        self._see_that_it_can()
        results: list[_T] = []

        def once(line: Line) -> Iterator[Piece]:
            results.append(work(line))
            return iter(())

        fault: ProviderError | None
        try:
            for _ in self._calls.listen(once, threading.Event()):
                pass
        except ProviderError as raised:
            fault = raised
        except Exception as raised:
            fault = self._sdk.fault(raised, own)
            if fault is None:
                raise
        else:
            return results[0]
        raise fault


class _Attempt:
    """What one attempt has brought so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.usage = Usage()
        self.model = ""
        self.stop = ""
        self.category: str | None = None
        self.first_s: float | None = None
        self._any = False

    def take(self, piece: Piece) -> None:
        """Add a piece."""
        self._any = True
        if isinstance(piece, Text):
            self.texts.append(piece.text)
        elif isinstance(piece, Spent):
            self.usage = piece.usage
        elif isinstance(piece, Named):
            self.model = piece.model
        else:
            self.stop, self.category = piece.reason, piece.category

    def fault(self, faults: Faults) -> ProviderError | None:
        """What a stream that ended without a word tells all the same."""
        if not self._any:
            return faults.make("bad_reply")
        if not self.stop:  # the SDK says nothing about a body that ends early
            return faults.make("cut")
        if self.stop == "refusal":
            return faults.make("refusal", category=self.category)
        if self.stop == "max_tokens":
            return faults.make("truncated")
        if self.stop == "model_context_window_exceeded":
            return faults.make("too_large")
        return None


def _total(attempts: list[_Attempt]) -> Usage:
    total = Usage()
    for one in attempts:
        total = total + one.usage
    return total


def _nothing(text: str) -> None:
    """Nobody reads the probe's reply as it comes."""
    del text
