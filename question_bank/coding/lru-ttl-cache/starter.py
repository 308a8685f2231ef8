from collections.abc import Callable


class Cache:
    """Keeps values for a while, and of too many those used last."""

    def __init__(self, capacity: int, ttl_ms: int, clock: Callable[[], int]) -> None:
        self._clock = clock

    def get(self, key: str) -> str | int | None:
        """The value of a live entry, or None."""
        raise NotImplementedError

    def put(self, key: str, value: str | int) -> list[str]:
        """Store a value; returns the keys that were pushed out for it."""
        raise NotImplementedError
