class Trace:
    """A trace, made from the lines of its spans."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def tree(self) -> list[tuple[int, str]]:
        """Every span with its depth, each one before what is below it."""
        raise NotImplementedError
