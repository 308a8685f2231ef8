def fit(messages: list[dict[str, object]], budget: int) -> list[dict[str, object]] | None:
    """The messages to send, or None if nothing can be sent."""
    raise NotImplementedError
