def segment(text: str, costs: dict[str, int]) -> tuple[int, list[str]] | None:
    """The least cost of cutting the text into pieces, and the pieces; None if it cannot be done."""
    raise NotImplementedError
