class SSEParser:
    """Turns the chunks of an event stream into events."""

    def __init__(self) -> None:
        pass

    def feed(self, chunk: bytes) -> list[tuple[str, str]]:
        """The events, as (type, data), that this chunk completes."""
        raise NotImplementedError
