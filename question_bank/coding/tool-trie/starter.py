class ToolNames:
    """The names of all tools, as a console needs them."""

    def __init__(self) -> None:
        pass

    def add(self, name: str) -> bool:
        """Take in a name; returns whether it is new."""
        raise NotImplementedError

    def names(self, prefix: str, limit: int) -> list[str]:
        """The first names that begin with a prefix, sorted."""
        raise NotImplementedError

    def extend(self, prefix: str) -> str | None:
        """The longest text with which all names begin that begin with a prefix."""
        raise NotImplementedError
