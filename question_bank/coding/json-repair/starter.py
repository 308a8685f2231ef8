def extract(text: str) -> list[dict[str, object]]:
    """The JSON objects in a text, in the order in which they stand."""
    raise NotImplementedError
