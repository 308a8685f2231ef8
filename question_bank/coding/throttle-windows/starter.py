def throttled(windows: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The spans in which at least one key was throttled, in order of time."""
    raise NotImplementedError
