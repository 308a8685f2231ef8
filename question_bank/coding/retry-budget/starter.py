from collections.abc import Callable


class Retrier:
    """Repeats requests that failed for now."""

    def __init__(self, clock, sleep, draw, *, attempts: int, base_ms: int, cap_ms: int) -> None:
        self._sleep = sleep

    def call(self, send: Callable[[], dict]) -> dict:
        """The reply of the last attempt; raises what the last attempt raised."""
        raise NotImplementedError
