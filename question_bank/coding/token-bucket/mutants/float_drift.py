"""Wrong: adds up the refill in floats."""

from __future__ import annotations

import math
from collections.abc import Callable


class RateLimiter:
    """One token bucket a key; levels are tokens as floats."""

    def __init__(self, capacity: int, refill_per_minute: int, clock: Callable[[], int]) -> None:
        self.full = float(capacity)
        self.rate = refill_per_minute / 60_000
        self.clock = clock
        self.now = clock()
        self.buckets: dict[str, tuple[float, int]] = {}  # level and the time at which it was right

    def _level(self, key: str) -> float:
        level, since = self.buckets.get(key, (self.full, self.now))
        return min(self.full, level + (self.now - since) * self.rate)

    def allow(self, key: str, cost: int = 1) -> bool:
        self.now = max(self.now, self.clock())
        level = self._level(key)
        taken = cost if level >= cost else 0
        self.buckets[key] = (level - taken, self.now)
        return taken > 0

    def wait_ms(self, key: str, cost: int = 1) -> int | None:
        reading = self.clock()
        self.now = max(self.now, reading)
        if cost > self.full:
            return None
        missing = cost - self._level(key)
        if missing <= 0:
            return 0
        return math.ceil(missing / self.rate) + self.now - reading

    def active_keys(self) -> int:
        self.now = max(self.now, self.clock())
        return sum(1 for key in self.buckets if self._level(key) < self.full)
