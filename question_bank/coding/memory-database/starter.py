class Database:
    """Notes by key, in order of their keys."""

    def __init__(self) -> None:
        pass

    def set(self, now: int, key: str, value: str) -> None:
        """Store a value."""
        raise NotImplementedError

    def get(self, now: int, key: str) -> str | None:
        """The value of a key, or None."""
        raise NotImplementedError

    def delete(self, now: int, key: str) -> bool:
        """Remove a key; returns whether it was there."""
        raise NotImplementedError

    def scan(self, now: int, prefix: str, limit: int) -> list[tuple[str, str]]:
        """The first pairs whose key begins with a prefix, in order of the keys."""
        raise NotImplementedError
