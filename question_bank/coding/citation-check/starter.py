def locate(sources: dict[str, str], citations: list[list[str]]) -> list[tuple[int, int] | None]:
    """Where each citation stands in its source, as offsets, or None."""
    raise NotImplementedError
