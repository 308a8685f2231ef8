from collections import deque
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

Reply = dict[str, int]

FAILED_FOR_NOW = {408, 429, 500, 502, 503, 504}
NOTHING_DONE = {429, 503}


class Outcome(NamedTuple):
    """What one attempt gave: a reply, or an error of the connection."""

    reply: Reply
    error: Exception | None = None

    def may_repeat(self, *, idempotent: bool) -> bool:
        """Whether the attempt failed for now and can safely be made again."""
        if self.error is not None:
            return idempotent or isinstance(self.error, ConnectionRefusedError)
        return self.reply["status"] in (FAILED_FOR_NOW if idempotent else NOTHING_DONE)

    def result(self) -> Reply:
        """The reply; raises the error."""
        if self.error is not None:
            raise self.error
        return self.reply


class Budget:
    """Bounds the retries of a window by a share of the calls in it."""

    def __init__(self, percent: int | None, at_least: int, window_ms: int) -> None:
        self._percent = percent
        self._at_least = at_least
        self._window_ms = window_ms
        self._calls: deque[int] = deque()  # when each began, the oldest first
        self._retries: deque[int] = deque()

    def begin(self, now: int) -> None:
        """A call begins."""
        if self._percent is not None:
            self._calls.append(now)

    def grant(self, now: int) -> bool:
        """Whether one more retry is within the budget; if so, it counts from now on."""
        if self._percent is None:
            return True
        for times in (self._calls, self._retries):
            while times and times[0] + self._window_ms <= now:
                times.popleft()
        # In hundredths, so that nothing is rounded.
        if 100 * (len(self._retries) + 1) > 100 * self._at_least + self._percent * len(self._calls):
            return False
        self._retries.append(now)
        return True


class Retrier:
    """Repeats requests that failed for now, with full jitter, as long as the rules and the budget allow."""

    def __init__(
        self,
        clock: Callable[[], int],
        sleep: Callable[[int], None],
        draw: Callable[[int], int],
        *,
        attempts: int,
        base_ms: int,
        cap_ms: int,
        budget_percent: int | None = None,
        budget_min: int = 0,
        window_ms: int = 10_000,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._draw = draw
        self._attempts = attempts
        self._base_ms = base_ms
        self._cap_ms = cap_ms
        self._budget = Budget(budget_percent, budget_min, window_ms)

    def call(self, send: Callable[[], Reply], *, within_ms: int | None = None, idempotent: bool = True) -> Reply:
        """The reply of the last attempt; raises what the last attempt raised."""
        started = self._clock()
        self._budget.begin(started)
        for attempt in count(1):
            outcome = attempt_once(send)
            if attempt > self._attempts or not outcome.may_repeat(idempotent=idempotent):
                break
            drawn = self._draw(min(self._cap_ms, self._base_ms * 2 ** (attempt - 1)))
            wait = max(drawn, outcome.reply.get("retry_after_ms", 0))
            now = self._clock()
            if within_ms is not None and now + wait >= started + within_ms:
                break
            if not self._budget.grant(now):
                break
            self._sleep(wait)
        return outcome.result()


def attempt_once(send: Callable[[], Reply]) -> Outcome:
    """Send once; errors other than those of the connection go through."""
    try:
        return Outcome(send())
    except (ConnectionError, TimeoutError) as error:
        return Outcome({}, error)
