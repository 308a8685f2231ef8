"""Right, but looks at every key to count the active ones."""

from __future__ import annotations

from collections.abc import Callable

MINUTE_MS = 60_000


class RateLimiter:
    """One token bucket a key; levels are kept in 1/60,000 of a token."""

    def __init__(self, capacity: int, refill_per_minute: int, clock: Callable[[], int]) -> None:
        self.full = capacity * MINUTE_MS
        self.rate = refill_per_minute
        self.clock = clock
        self.now = clock()
        self.buckets: dict[str, tuple[int, int]] = {}  # level and the time at which it was right

    def _level(self, key: str) -> int:
        level, since = self.buckets.get(key, (self.full, self.now))
        return min(self.full, level + (self.now - since) * self.rate)

    def allow(self, key: str, cost: int = 1) -> bool:
        self.now = max(self.now, self.clock())
        level = self._level(key)
        if level < cost * MINUTE_MS:
            return False
        self.buckets[key] = (level - cost * MINUTE_MS, self.now)
        return True

    def wait_ms(self, key: str, cost: int = 1) -> int | None:
        reading = self.clock()
        self.now = max(self.now, reading)
        if cost * MINUTE_MS > self.full:
            return None
        missing = cost * MINUTE_MS - self._level(key)
        if missing <= 0:
            return 0
        return (missing + self.rate - 1) // self.rate + self.now - reading

    def active_keys(self) -> int:
        self.now = max(self.now, self.clock())
        return sum(1 for key in self.buckets if self._level(key) < self.full)
