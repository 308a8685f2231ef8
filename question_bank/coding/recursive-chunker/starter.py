def chunk(text: str, size: int, overlap: int = 0) -> list[tuple[int, int]]:
    """The (start, end) of each chunk, in the order of the text."""
    raise NotImplementedError
