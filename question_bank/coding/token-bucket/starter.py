from collections.abc import Callable


class RateLimiter:
    """One token bucket a key. Times are whole milliseconds."""

    def __init__(self, capacity: int, refill_per_minute: int, clock: Callable[[], int]) -> None:
        self.capacity = capacity
        self.refill_per_minute = refill_per_minute
        self.clock = clock

    def allow(self, key: str) -> bool:
        """Take one token of this key, if there is one."""
        raise NotImplementedError
