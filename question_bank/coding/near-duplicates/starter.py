def near_duplicates(texts: list[str], percent: int, width: int) -> list[list[int]]:
    """The pairs of texts whose shingles agree by `percent` or more, in order."""
    raise NotImplementedError
