class Assembler:
    """Puts the pieces of streamed tool calls together."""

    def feed(self, delta: dict[str, object]) -> None:
        """Take in one piece."""
        raise NotImplementedError

    def calls(self) -> list[dict[str, object]]:
        """The calls so far, by index."""
        raise NotImplementedError
