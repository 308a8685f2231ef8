"""Wrong: a refused call takes its tokens too."""

from __future__ import annotations

import heapq
from collections.abc import Callable

MINUTE_MS = 60_000


class RateLimiter:
    """One token bucket a key.

    Inside, time is counted in units of which a millisecond has `refill_per_minute`, so that a token is always worth
    `MINUTE_MS` units and every amount is a whole number.
    """

    def __init__(self, capacity: int, refill_per_minute: int, clock: Callable[[], int]) -> None:
        self._rate = refill_per_minute
        self._burst = capacity * MINUTE_MS
        self._clock = clock
        self._latest_ms = clock()
        self._full_at: dict[str, int] = {}  # only of buckets that are not full
        self._expiries: list[tuple[int, str]] = []  # a heap; entries that a later call has moved are skipped

    def allow(self, key: str, cost: int = 1) -> bool:
        """Take `cost` tokens of `key`, or none; tells whether they were taken."""
        self._read_clock()
        now = self._latest_ms * self._rate
        full_at = self._full_at.get(key, now) + cost * MINUTE_MS
        self._full_at[key] = full_at
        heapq.heappush(self._expiries, (full_at, key))
        return full_at - now <= self._burst

    def wait_ms(self, key: str, cost: int = 1) -> int | None:
        """Milliseconds from the clock's reading until `allow` would succeed; None if it never can."""
        if cost * MINUTE_MS > self._burst:
            return None
        reading = self._read_clock()
        now = self._latest_ms * self._rate
        missing = self._full_at.get(key, now) + cost * MINUTE_MS - self._burst - now
        if missing <= 0:
            return 0
        return -(-missing // self._rate) + self._latest_ms - reading

    def active_keys(self) -> int:
        """The number of keys whose bucket is not full."""
        self._read_clock()
        return len(self._full_at)

    def _read_clock(self) -> int:
        """Move the limiter's time on, forget the buckets that are full again, and return the clock's reading."""
        reading = self._clock()
        self._latest_ms = max(self._latest_ms, reading)
        now = self._latest_ms * self._rate
        while self._expiries and self._expiries[0][0] <= now:
            full_at, key = heapq.heappop(self._expiries)
            if self._full_at.get(key) == full_at:
                del self._full_at[key]
        return reading
