from collections.abc import Callable


class Limiter:
    """Admits requests while the last minute has room for them and for their tokens."""

    def __init__(self, max_requests: int, max_tokens: int, clock: Callable[[], int]) -> None:
        self._clock = clock

    def acquire(self, tokens: int) -> int | None:
        """The ticket of an admitted request, or None."""
        raise NotImplementedError
