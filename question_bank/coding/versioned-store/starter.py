class Store:
    """Keeps every version of every key."""

    def __init__(self) -> None:
        pass

    def put(self, key: str, value: str, at: int) -> None:
        """Give the key a value from a moment on."""
        raise NotImplementedError

    def get(self, key: str, at: int) -> str | None:
        """The value that holds at a moment, or None."""
        raise NotImplementedError
